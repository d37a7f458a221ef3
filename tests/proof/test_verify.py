"""The offline proof of the product's scripts, of its withdrawn release, and of what a proof says it did."""

from __future__ import annotations

import json
import shutil
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pytest

from driftproof.api import Reading, Wanted, verify
from driftproof.model.flavor import Flavor, default_settings
from driftproof.model.verdict import Outcome, Proof, Reused, Verdict
from driftproof.report.html import proof_html
from driftproof.report.matrix import Cell, matrix_of
from driftproof.report.verdicts import proof_json, proof_junit, proof_markdown, proof_text, summary
from driftproof.sources.shipped import shipped_sql
from driftproof.upgrade.procedures import read_helpers

WITHDRAWN = Path(__file__).parents[1] / "data" / "withdrawn" / "V5.5.12__model_mounts.sql"
FIRST, MENDS = "V5.5.0__installed_product.sql", "V5.5.16__model_mounts_and_virtual_gpus.sql"


@pytest.fixture
def withdrawn(tmp_path: Path) -> Path:
    """The release 5.5.12: what it installed, and the script that was taken back."""
    folder = tmp_path / "5.5.12"
    folder.mkdir()
    shutil.copy(WITHDRAWN, folder)
    shutil.copy(shipped_sql("versions") / FIRST, folder)
    return folder


def prove(folder: Path, wanted: Wanted | None = None, flavor: str = "mariadb:10.11") -> Proof:
    helpers = read_helpers(shipped_sql("procedures"))
    return verify(folder, wanted or Wanted(), Reading(default_settings(Flavor.parse(flavor)), helpers=helpers))


def ways(proof: Proof) -> set[str]:
    return {f"{one.path}, {one.interruption}" if one.interruption else one.path for one in proof.verdicts}


@pytest.mark.parametrize("flavor", ["mariadb:10.3", "mariadb:10.11", "mariadb:11.8", "mysql:5.7", "mysql:8.4"])
def test_product_scripts_converge_on_every_way(flavor: str) -> None:
    proof = prove(shipped_sql("versions"), flavor=flavor)
    assert proof.holds, summary(proof)
    assert {"fresh", "from 5.5.0", "from 5.5.23", "fresh, all scripts in one session"} <= ways(proof)
    assert sum(one.count for one in proof.verdicts) >= 40


@pytest.mark.parametrize("flavor", ["mariadb:10.3", "mariadb:10.11", "mariadb:11.8"])
def test_withdrawn_release_converges_stopped_anywhere(withdrawn: Path, flavor: str) -> None:
    proof = prove(shipped_sql("versions"), Wanted((str(withdrawn),)), flavor)
    assert proof.holds, summary(proof)
    label = f"release {withdrawn}"
    assert {label, f"{label}, {MENDS} run twice"} <= ways(proof)
    stopped = [one for one in proof.verdicts if one.path == label and "stopped" in one.interruption]
    assert sum(one.count for one in stopped) >= 10


def test_withdrawn_release_is_refused_where_zero_dates_are(withdrawn: Path) -> None:
    proof = prove(shipped_sql("versions"), Wanted((str(withdrawn),), crash=False, twice=False), "mysql:8.4")
    found = next(one for one in proof.verdicts if one.path.startswith("release"))
    assert found.outcome is Outcome.REFUSED
    assert found.answer is not None
    assert found.answer.number == 1067
    assert found.place is not None
    assert found.place.path.endswith("V5.5.12__model_mounts.sql")


def test_without_the_mending_statements_the_withdrawn_release_diverges(withdrawn: Path, tmp_path: Path) -> None:
    folder = tmp_path / "versions"
    shutil.copytree(shipped_sql("versions"), folder)
    text = (folder / MENDS).read_text()
    cut = text.replace("CALL DELETE_INDEX('VmModelMountVO', 'uk_vm_model');", "")
    assert cut != text
    (folder / MENDS).write_text(cut)
    proof = prove(folder, Wanted((str(withdrawn),), crash=False))
    found = next(one for one in proof.verdicts if one.path.startswith("release") and not one.interruption)
    assert found.outcome is Outcome.DIVERGED
    assert found.comparison is not None
    assert [one.name for one in found.comparison.objects] == ["VmModelMountVO"]
    assert "uk_vm_model" in " ".join(found.comparison.statements)
    assert any(place.path.endswith("V5.5.12__model_mounts.sql") for place in found.partings[0].path_only)


@pytest.mark.parametrize("jobs", [1, 2])
def test_any_number_of_processes_gives_one_proof(withdrawn: Path, jobs: int) -> None:
    proof = prove(shipped_sql("versions"), Wanted((str(withdrawn),), jobs=jobs), "mariadb:11.8")
    alone = prove(shipped_sql("versions"), Wanted((str(withdrawn),)), "mariadb:11.8")
    assert replace(proof, seconds=0.0) == replace(alone, seconds=0.0)


def test_what_was_reused_is_told() -> None:
    reused = (Reused("mariadb 11.8.9", "from 1", 2, 2), Reused("mariadb 11.8.9", "release r", 3, 1))
    proof = Proof((Verdict("fresh", "mariadb 11.8.9", Outcome.CONVERGED),), 3, reused=reused)
    told = "and else as in the fresh install\n  the last 1 of 3 scripts of release r: else as in the fresh install\n"
    assert told in proof_text(proof)
    assert "- the last 1 of 3 scripts of release r" in proof_markdown(proof)
    assert "the last 1 of 3 scripts of release r" in proof_html(proof)
    assert json.loads(proof_json(proof))["reused"][1]["shared"] == 1


def test_released_prefixes_run_once(tmp_path: Path) -> None:
    for number in range(1, 21):
        (tmp_path / f"V{number}__t.sql").write_text(f"CREATE TABLE IF NOT EXISTS t{number} (id INT PRIMARY KEY);")
    proof = prove(tmp_path, Wanted(crash=False, twice=False))
    assert proof.holds
    assert len(proof.verdicts) == 21
    assert proof.statements == 40  # a fresh install, and all scripts in one session


def test_interruptions_can_be_left_out() -> None:
    proof = prove(shipped_sql("versions"), Wanted(crash=False, twice=False))
    assert not any("stopped" in one.interruption or "twice" in one.interruption for one in proof.verdicts)


def test_reports_hold_every_verdict(withdrawn: Path) -> None:
    proof = prove(shipped_sql("versions"), Wanted((str(withdrawn),), crash=False), "mysql:8.4")
    read = json.loads(proof_json(proof))
    assert (read["driftproof"], read["format"], read["holds"]) == ("proof", 1, False)
    assert len(read["verdicts"]) == len(proof.verdicts)
    suite = ET.fromstring(proof_junit(proof))
    assert len(suite) == len(proof.verdicts)
    assert len(suite.findall("testcase/failure")) == int(suite.get("failures", "-1")) == 1
    assert proof_markdown(proof).count("\n| ") == len(proof.verdicts) + 1


def test_the_page_holds_the_matrix_and_what_is_wrong(withdrawn: Path) -> None:
    page = proof_html(prove(shipped_sql("versions"), Wanted((str(withdrawn),), crash=False), "mysql:8.4"))
    assert '<th scope="row">from 5.5.16</th>' in page
    assert page.count('class="entry error"') == 1
    assert "ERROR 1067 (42000): Invalid default value for &#39;createDate&#39;" in page
    assert "http" not in page.replace("http-equiv", "")


def test_the_matrix_counts_ways_by_path_and_interruption() -> None:
    columns, rows = matrix_of(prove(shipped_sql("versions")), "offline mariadb:10.11")
    assert columns == ("as it is", "one session", "run twice", "stopped")
    assert (str(rows["fresh"]["as it is"]), str(rows["fresh"]["run twice"])) == ("1", "5")
    assert rows["fresh"]["stopped"].total > 30
    assert str(Cell(1, 2)) == "1/2"
    assert str(Cell(0, 2, 2)) == "?"


def test_procedures_of_the_helpers_names_are_no_difference(tmp_path: Path) -> None:
    own = "CREATE PROCEDURE ADD_COLUMN(t VARCHAR(64)) SET @a = t;"
    (tmp_path / "V1__helpers.sql").write_text(f"DROP PROCEDURE IF EXISTS ADD_COLUMN; {own}")
    (tmp_path / "V2__table.sql").write_text("CREATE TABLE IF NOT EXISTS t (a INT);")
    proof = prove(tmp_path)
    assert "from 1" in ways(proof)
    assert proof.holds, summary(proof)


def test_a_fault_that_many_ways_have_is_told_once(tmp_path: Path) -> None:
    (tmp_path / "V1__tables.sql").write_text("CREATE TABLE a (x INT); CREATE TABLE b (x INT); CREATE TABLE c (x INT);")
    text = proof_text(prove(tmp_path))
    assert text.count("Table 'a' already exists") == 1
    assert "the same on 2 more ways, such as fresh, stopped after" in text


def test_the_shortest_failing_path_names_what_suffices(tmp_path: Path) -> None:
    folder, old = tmp_path / "versions", tmp_path / "old"
    folder.mkdir()
    for number in range(1, 41):
        text = f"CREATE TABLE IF NOT EXISTS t{number} (id INT PRIMARY KEY);\n"
        (folder / f"V{number}__t.sql").write_text(text)
    (folder / "V41__key.sql").write_text("ALTER TABLE t7 ADD COLUMN a INT;\n")
    shutil.copytree(folder, old)
    (old / "V7__t.sql").write_text("CREATE TABLE IF NOT EXISTS t7 (id BIGINT PRIMARY KEY);\n")
    (old / "V30__t.sql").unlink()
    proof = prove(folder, Wanted((str(old),), crash=False, twice=False))
    (wrong,) = (one for one in proof.verdicts if not one.outcome.is_good)
    assert wrong.shortest == ("V7__t.sql",)
    assert "  shortest path: V7__t.sql\n" in proof_text(proof)
