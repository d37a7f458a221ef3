"""The ledger of releases: what is recorded, how a released content comes back, and what is refused."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from driftproof.api import Reading, Wanted, release, verify
from driftproof.cli import main
from driftproof.language.checksum import checksum_v3, checksum_v4
from driftproof.model.errors import ScriptError, SourceError, UsageError
from driftproof.model.verdict import Outcome
from driftproof.sources.ledger import Ledger, Release, ReleasedScript, ledger_text, object_id, read_ledger

FIRST = "CREATE TABLE IF NOT EXISTS t (id INT PRIMARY KEY, a VARCHAR(20));\n"
LONGER = FIRST.replace("20", "40")
SECOND = "CREATE TABLE IF NOT EXISTS u (id INT PRIMARY KEY);\n"
READING = Reading(database="app")


def git(folder: Path, *arguments: str) -> str:
    who = ("-c", "user.name=T", "-c", "user.email=t@example.org")
    return subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True, text=True).stdout


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = tmp_path / "versions"
    found.mkdir()
    (found / "V1__t.sql").write_text(FIRST)
    return found


def known(folder: Path) -> Ledger:
    found = read_ledger(folder)
    assert found is not None
    return found


def test_a_release_holds_checksums_and_the_content_that_git_has_not(folder: Path) -> None:
    recorded = release(folder, "1", READING)
    assert (recorded.is_new, recorded.added) == (True, ("V1__t.sql",))
    found = known(folder)
    data = FIRST.encode()
    assert found.releases[0].scripts == (
        ReleasedScript("V1__t.sql", checksum_v3(data), checksum_v4(data), object_id(data)),
    )
    assert found.contents == {object_id(data): data}
    assert found.releases[0].digest.startswith("sha256:")


def test_git_knows_the_content_by_the_same_id(folder: Path) -> None:
    git(folder, "init", "-q")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "one")
    release(folder, "1", READING)
    found = known(folder)
    assert found.contents == {}
    assert git(folder, "rev-parse", "HEAD:./V1__t.sql").strip() == found.releases[0].scripts[0].object


@pytest.mark.parametrize("in_git", [True, False])
def test_an_edited_release_is_proved_from_the_ledger(folder: Path, in_git: bool) -> None:
    if in_git:
        git(folder, "init", "-q")
        git(folder, "add", ".")
        git(folder, "commit", "-qm", "one")
    release(folder, "1", READING)
    (folder / "V1__t.sql").write_text(LONGER)
    (folder / "V2__u.sql").write_text(SECOND)
    proof = verify(folder, Wanted(crash=False, twice=False), READING)
    found = {one.path: one for one in proof.verdicts}
    assert found["release 1"].outcome is Outcome.DIVERGED
    assert [str(place) for place in found["release 1"].partings[0].path_only] == [f"{folder}/ledger.toml:1/V1__t.sql:1"]
    assert verify(folder, Wanted(("none",), crash=False, twice=False), READING).holds


def test_withdrawn_and_backported_scripts_are_on_the_path(folder: Path) -> None:
    (folder / "V3__w.sql").write_text("CREATE TABLE IF NOT EXISTS w (id INT PRIMARY KEY);\n")
    release(folder, "3", READING)
    (folder / "V3__w.sql").unlink()
    (folder / "V2__u.sql").write_text(SECOND)
    (folder / "V4__x.sql").write_text("CREATE TABLE IF NOT EXISTS x (id INT PRIMARY KEY);\n")
    assert release(folder, "4", READING).withdrawn == ("V3__w.sql",)
    proof = verify(folder, Wanted(("3",), crash=False, twice=False), READING)
    (withdrawn,) = (one for one in proof.verdicts if one.path == "release 3")
    assert withdrawn.outcome is Outcome.DIVERGED
    assert withdrawn.comparison is not None
    assert [one.name for one in withdrawn.comparison.objects] == ["w"]


def test_a_release_never_changes(folder: Path) -> None:
    release(folder, "1", READING)
    assert not release(folder, "1", READING).is_new
    (folder / "V1__t.sql").write_text(LONGER)
    with pytest.raises(UsageError, match=r"release 1 is recorded already, and differs in V1__t.sql"):
        release(folder, "1", READING)
    recorded = release(folder, "2", READING)
    assert recorded.edited == ("V1__t.sql",)
    assert [len(contents) for contents in known(folder).released().values()] == [2]


def test_newer_scripts_are_left_out(folder: Path) -> None:
    (folder / "V2__u.sql").write_text(SECOND)
    recorded = release(folder, "1.5", READING)
    assert recorded.later == ("V2__u.sql",)
    assert [one.name for one in recorded.release.scripts] == ["V1__t.sql"]
    digest = recorded.release.digest
    assert release(folder, "2", READING).release.digest != digest


def test_scripts_that_cannot_be_installed_are_no_release(folder: Path) -> None:
    (folder / "V2__no.sql").write_text("ALTER TABLE missing ADD COLUMN a INT;\n")
    with pytest.raises(ScriptError, match="1146"):
        release(folder, "2", READING)
    assert read_ledger(folder) is None


def test_a_lost_content_is_told(folder: Path) -> None:
    release(folder, "1", READING)
    found = known(folder)
    (folder / "ledger.toml").write_text(ledger_text(Ledger(found.releases)))
    assert verify(folder, Wanted(crash=False), READING).holds  # the folder still has it
    (folder / "V1__t.sql").write_text(LONGER)
    with pytest.raises(SourceError, match=r"the content of V1__t.sql in release 1 is neither in git nor in the ledger"):
        verify(folder, Wanted(), READING)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("format = 2\n", "this version reads 1"),
        ("format = 1\nrelease = 7\n", "the ledger is damaged"),
        ("format = 1\n[[release]]\nversion = '1'\n", "the ledger is damaged: KeyError"),
        ("format = 1\n[content]\nx = 'AA=='\n", "the ledger is damaged: error"),
        ("format", "the ledger cannot be read"),
    ],
)
def test_a_damaged_ledger_is_told(folder: Path, text: str, said: str) -> None:
    (folder / "ledger.toml").write_text(text)
    with pytest.raises(SourceError, match=said):
        read_ledger(folder)


NAMES = st.text(st.characters(blacklist_categories=("Cs",)), max_size=20)


@given(
    st.lists(st.builds(Release, NAMES, st.lists(st.builds(ReleasedScript, NAMES, st.integers(), st.integers(), NAMES),
    max_size=3).map(tuple), NAMES, NAMES), max_size=3).map(tuple), st.lists(st.binary(max_size=50), max_size=3)
)  # fmt: skip
def test_what_is_written_is_read(releases: tuple[Release, ...], data: list[bytes]) -> None:
    import tempfile

    ledger = Ledger(releases, {object_id(one): one for one in data})
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "ledger.toml").write_text(ledger_text(ledger), encoding="utf-8", newline="")
        assert read_ledger(folder) == ledger


def test_the_command_says_what_it_recorded(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["release", "1", "--dir", str(folder)]) == 0
    assert capsys.readouterr().out == f"recorded release 1 in {folder}/ledger.toml: 1 script\n"
    assert main(["release", "1", "--dir", str(folder)]) == 0
    assert "already, with the same 1 script" in capsys.readouterr().out
    (folder / "V1__t.sql").write_text(LONGER)
    assert main(["release", "1", "--dir", str(folder)]) == 2
    assert main(["release", "2", "--dir", str(folder)]) == 0
    assert capsys.readouterr().err.endswith("note: V1__t.sql was released with another content before\n")
    assert main(["release", "x", "--dir", str(folder)]) == 2
    assert main(["verify", str(folder), "--releases", "9.*"]) == 2
    assert "'9.*' is no folder, no git tag or revision, and no version in a ledger" in capsys.readouterr().err
