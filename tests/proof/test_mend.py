"""The converging script: written for paths that diverge, proved with all of them, and refused where it cannot be."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from driftproof.api import Reading, Wanted, fix_forward, verify
from driftproof.cli import main
from driftproof.model.errors import UsageError
from driftproof.model.flavor import Flavor, default_settings
from driftproof.model.verdict import Outcome
from driftproof.sources.shipped import shipped_sql
from driftproof.upgrade.procedures import read_helpers
from proof.faults import DATA, read_fault


def reading(*, helpers: bool) -> Reading:
    found = read_helpers(shipped_sql("procedures")) if helpers else ()
    return Reading(default_settings(Flavor.parse("mariadb:10.11")), "app", found)


def schema_faults() -> list[str]:
    """Every planted fault whose path diverges in its schema: the ones that a later script can mend."""
    found = []
    for path in sorted(DATA.iterdir()):
        fault = read_fault(path)
        if fault.outcome == "diverged" and fault.way.startswith("release") and not fault.targets:
            found.append(path.name)
    return found


@pytest.mark.parametrize("helpers", [True, False])
@pytest.mark.parametrize("name", schema_faults())
def test_planted_divergence_is_mended_forward(tmp_path: Path, name: str, helpers: bool) -> None:
    shutil.copytree(DATA / name, tmp_path, dirs_exist_ok=True)
    releases = tuple(str(one) for one in sorted(tmp_path.glob("releases/*")))
    wanted = Wanted(releases, twice=False, crash=False)
    before = verify(tmp_path / "versions", wanted, reading(helpers=helpers))
    wrong = [one for one in before.verdicts if one.outcome is Outcome.DIVERGED]
    assert wrong
    mended = fix_forward(tmp_path / "versions", "99", wanted, reading(helpers=helpers), allow_destructive=True)
    if all(one.comparison is None for one in wrong):
        assert mended.path is None
        return
    assert mended.path == tmp_path / "versions" / "V99__converge.sql"
    left = [one for one in mended.after.verdicts if one.comparison is not None]
    assert left == [], mended.path.read_text()


def test_the_converging_script_can_run_again_and_be_stopped(tmp_path: Path) -> None:
    folder = tmp_path / "versions"
    folder.mkdir()
    (folder / "V1__t.sql").write_text("CREATE TABLE IF NOT EXISTS t (id INT PRIMARY KEY, a VARCHAR(40));\n")
    old = tmp_path / "old"
    old.mkdir()
    (old / "V1__t.sql").write_text("CREATE TABLE IF NOT EXISTS t (id INT PRIMARY KEY, a VARCHAR(20), KEY k (a));\n")
    mended = fix_forward(folder, "2", Wanted((str(old),)), reading(helpers=True), allow_destructive=True)
    assert not mended.before.holds
    assert mended.after.holds
    assert any(one.interruption.startswith("V2__converge.sql stopped at") for one in mended.after.verdicts)


def test_what_is_destructive_is_left_to_the_reader(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, old = tmp_path / "versions", tmp_path / "old"
    folder.mkdir()
    old.mkdir()
    (folder / "V2__t.sql").write_text("CREATE TABLE IF NOT EXISTS t (id INT PRIMARY KEY);\n")
    (old / "V1__gone.sql").write_text("CREATE TABLE IF NOT EXISTS gone (id INT PRIMARY KEY);\n")
    arguments = ["verify", str(folder), "--releases", str(old), "--fix-forward"]
    assert main([*arguments, "3"]) == 1
    said = capsys.readouterr()
    assert "destructive changes stand in it as comments" in said.err
    text = (folder / "V3__converge.sql").read_text()
    assert "-- Left out, since it is destructive" in text
    (folder / "V3__converge.sql").unlink()
    assert main([*arguments, "3", "--allow-destructive"]) == 0
    assert main([*arguments, "3"]) == 2
    assert main([*arguments, "4"]) == 0
    assert "there is nothing to mend" in capsys.readouterr().err


def test_a_converging_script_comes_last(tmp_path: Path) -> None:
    (tmp_path / "V2__t.sql").write_text("CREATE TABLE IF NOT EXISTS t (id INT PRIMARY KEY);\n")
    with pytest.raises(UsageError, match=r"version 2 is not older than 1\.5"):
        fix_forward(tmp_path, "1.5", Wanted(), reading(helpers=False))
