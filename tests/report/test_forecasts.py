"""What a forecast looks like in every format, and that JSON keeps to its published form."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from driftproof.report import forecasts
from driftproof.report.differences import to_json
from driftproof.report.html import forecast_html
from support.reports import comparison, forecast

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests" / "data" / "report" / "forecasts"
Golden = Callable[[Path, str], None]


def test_text(golden: Golden) -> None:
    golden(DATA / "plan.txt", forecasts.forecast_text(forecast()))
    golden(DATA / "details.txt", forecasts.forecast_text(forecast(), details=True))


def test_colours_mark_what_comes_goes_and_fails() -> None:
    text = forecasts.forecast_text(forecast(), colour=True)
    assert "\x1b[32m  + 1 table added: `mount`\x1b[0m" in text
    assert "\x1b[31m  - table `gone` removed\x1b[0m" in text


def test_markdown(golden: Golden) -> None:
    golden(DATA / "plan.md", forecasts.forecast_markdown(forecast()))


def test_json(golden: Golden) -> None:
    golden(DATA / "plan.json", forecasts.forecast_json(forecast()))


@pytest.mark.parametrize(
    ("name", "made"),
    [("plan", lambda: forecasts.forecast_values(forecast())), ("difference", lambda: to_json(comparison()))],
)
def test_json_keeps_to_its_schema(name: str, made: Callable[[], dict[str, Any]]) -> None:
    schema = json.loads((ROOT / "docs" / "schemas" / f"{name}.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(made())
    broken = made() | {"format": 2}
    assert not Draft202012Validator(schema).is_valid(broken)


def test_html_has_every_statement_and_object() -> None:
    page = forecast_html(forecast())
    assert page.count('data-kind="statement"') == 12
    assert page.count('class="entry added"') == 1
    assert 'id="fails"' in page
    assert "ERROR 1060" in page
    assert "table <code>gone</code> goes with every row" in page
