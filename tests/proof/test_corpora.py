"""Historical paths of the practice corpora: tables that upgrade scripts made, held against those of an install."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpora import corpus
from corpora.paths import write_paths
from driftproof.api import Reading, Wanted, verify
from driftproof.model.flavor import Flavor, default_settings
from driftproof.model.verdict import Outcome, Verdict

READING = default_settings(Flavor.parse("mariadb:10.11"))


def upgraded(name: str, place: Path) -> tuple[int, Verdict]:
    """How many tables the upgrade scripts of a corpus made, and the verdict of the path through them."""
    found = corpus(name)
    made = write_paths(found, place)
    wanted = Wanted((str(place / "releases" / "upgraded"),), crash=False, twice=False)
    proof = verify(place / "versions", wanted, Reading(READING, found.database))
    assert proof.not_understood == 0
    (verdict,) = [one for one in proof.verdicts if one.path.startswith("release")]
    return len(made), verdict


def differing(verdict: Verdict) -> set[str]:
    """The tables of which a verdict says that they differ, by definition or rows."""
    return {one.object.split()[-1] for one in verdict.partings}


def last(verdict: Verdict, table: str) -> str:
    """The statement of the path that changed a table last, by file and line of the package."""
    (parting,) = [one for one in verdict.partings if one.object == f"table {table}"]
    assert parting.path is not None
    return f"{Path(parting.path.path).stem.partition('__')[2]}:{parting.path.line}"


@pytest.mark.parametrize(("name", "tables"), [("mediawiki", 10), ("icinga2", 2)])
def test_upgraded_sites_that_end_where_new_ones_do(name: str, tables: int, tmp_path: Path) -> None:
    made, verdict = upgraded(name, tmp_path)
    assert (made, verdict.outcome) == (tables, Outcome.CONVERGED)


def test_roundcube_widened_texts_by_converting_them(tmp_path: Path) -> None:
    made, verdict = upgraded("roundcube", tmp_path)
    assert (made, verdict.outcome) == (13, Outcome.DIVERGED)
    assert differing(verdict) == {"cache_index", "cache_messages", "cache_thread", "filestore", "searches", "system"}
    assert last(verdict, "system") == "2020020101:42"
    assert verdict.comparison is not None
    assert "MODIFY COLUMN `value` longtext" in "\n".join(verdict.comparison.statements).replace("LONGTEXT", "longtext")


@pytest.mark.nightly
def test_zoneminder_upgraded_sites_keep_narrow_numbers(tmp_path: Path) -> None:
    made, verdict = upgraded("zoneminder", tmp_path)
    assert (made, verdict.outcome) == (19, Outcome.DIVERGED)
    events = {f"Events_{name}" for name in ("Archived", "Hour", "Day", "Week", "Month")}
    others = {"ControlPresets", "Devices", "Logs", "Servers", "MontageLayouts", "Storage"}
    assert differing(verdict) == events | others
    assert last(verdict, "Events_Hour") == "zm_update_1_35_13:38"


def test_powerdns_upgraded_sites_have_no_foreign_keys(tmp_path: Path) -> None:
    made, verdict = upgraded("powerdns", tmp_path)
    assert (made, verdict.outcome) == (4, Outcome.DIVERGED)
    assert differing(verdict) == {"comments", "cryptokeys", "domainmetadata"}
