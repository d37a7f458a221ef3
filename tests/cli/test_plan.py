"""Every format of ``plan`` is printed from the same forecast."""

from __future__ import annotations

import json

import pytest

from driftproof.cli.plan import _printed
from support.reports import forecast


@pytest.mark.parametrize(
    ("output", "start"),
    [("text", "`db`: 2 scripts"), ("json", "{"), ("markdown", "### Upgrade of `db`"), ("html", "<!DOCTYPE html>")],
)
def test_formats(output: str, start: str) -> None:
    printed = _printed(forecast(), {"format": output})
    assert printed.lstrip().startswith(start)
    assert "Duplicate column name" in printed
    if output == "json":
        assert json.loads(printed)["failure"]["number"] == 1060
