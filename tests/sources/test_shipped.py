"""The shipped SQL is found in a checkout, beside the code of a wheel, and missed in words."""

from pathlib import Path

import pytest

import driftproof
from driftproof.model.errors import SourceError
from driftproof.sources.shipped import Kind, shipped_sql

ROOT = Path(__file__).parent.parent.parent


@pytest.mark.parametrize("kind", ["versions", "procedures"])
def test_checkout(kind: Kind) -> None:
    assert shipped_sql(kind) == ROOT / kind


def test_wheel_wins_over_the_folders_above(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "lib" / "site-packages" / "driftproof"
    (package / "sql" / "procedures").mkdir(parents=True)
    (tmp_path / "lib" / "procedures").mkdir()
    monkeypatch.setattr(driftproof, "__file__", str(package / "__init__.py"))
    assert shipped_sql("procedures") == package / "sql" / "procedures"
    with pytest.raises(SourceError, match="versions"):
        shipped_sql("versions")
