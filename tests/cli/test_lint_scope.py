"""``driftproof lint --since`` and ``released-tags``, on a real git repository."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from driftproof.cli import main

HOST = "CREATE TABLE IF NOT EXISTS `HostVO` (\n    `uuid` VARCHAR(32) NOT NULL UNIQUE,\n    PRIMARY KEY (`uuid`)\n);\n"
VM = HOST.replace("HostVO", "VmVO")
DROP = "DROP TABLE IF EXISTS `HostVO`;\n"


class Repository:
    """A git repository with a folder of scripts, and the linter run in it."""

    def __init__(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.root, self.capsys = root, capsys
        (root / "scripts").mkdir()
        self.git("init", "-q", "-b", "main")

    def git(self, *arguments: str) -> None:
        own = ("-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false")
        subprocess.run(["git", *own, *arguments], cwd=self.root, check=True, capture_output=True)

    def commit(self, tag: str = "") -> None:
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "x")
        if tag:
            self.git("tag", tag)

    def write(self, name: str, text: str) -> None:
        (self.root / "scripts" / name).write_text(text, encoding="utf-8")

    def read(self, name: str) -> str:
        return (self.root / "scripts" / name).read_text(encoding="utf-8")

    def lint(self, *arguments: str, select: str = "CK103,DS101,ID127") -> tuple[int, list[str], str]:
        chosen = ("--format", "concise", "--no-helpers", "--no-cache", "--select", select)
        status = main(["lint", "scripts", *chosen, *arguments])
        captured = self.capsys.readouterr()
        lines = captured.out.splitlines()[:-1]
        found = [f"{line.split(': ')[0].removeprefix('scripts/')} {line.split()[2]}" for line in lines]
        return status, found, captured.err


@pytest.fixture
def repository(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Repository:
    monkeypatch.chdir(tmp_path)
    return Repository(tmp_path, capsys)


def test_only_touched_statements_are_reported_though_everything_is_replayed(repository: Repository) -> None:
    repository.write("V1__host.sql", HOST)
    repository.commit()
    repository.write("V1__host.sql", f"-- moved\n{HOST}{VM}")
    repository.write("V2__gone.sql", DROP)
    assert repository.lint()[1] == ["V1__host.sql:3:5 CK103", "V1__host.sql:7:5 CK103", "V2__gone.sql:1:1 DS101"]
    assert repository.lint("--since", "HEAD")[1] == ["V1__host.sql:7:5 CK103", "V2__gone.sql:1:1 DS101"]


def test_blanks_and_comments_do_not_touch_a_statement(repository: Repository) -> None:
    repository.write("V1__host.sql", HOST)
    repository.commit()
    repository.write("V1__host.sql", "-- new comment\n\n" + HOST.replace("    ", "\t"))
    assert repository.lint("--since", "HEAD")[:2] == (0, [])


def test_nothing_touched_is_nothing_found(repository: Repository) -> None:
    repository.write("V1__host.sql", HOST)
    repository.commit()
    assert repository.lint("--since", "HEAD")[:2] == (0, [])


def test_a_folder_that_the_revision_has_not_is_all_new(repository: Repository) -> None:
    (repository.root / "readme").write_text("x")
    repository.commit()
    repository.write("V1__host.sql", HOST)
    assert repository.lint("--since", "HEAD")[1] == ["V1__host.sql:2:5 CK103"]


def test_a_revision_that_git_does_not_know_is_an_error(repository: Repository) -> None:
    repository.write("V1__host.sql", HOST)
    repository.commit()
    status, found, err = repository.lint("--since", "no-such-branch")
    assert (status, found) == (2, [])
    assert "no-such-branch" in err


def test_the_baseline_is_not_called_stale_for_what_was_not_looked_at(repository: Repository) -> None:
    repository.write("V1__host.sql", HOST)
    repository.commit()
    repository.lint("--baseline", "base.json", "--update-baseline")
    assert repository.lint("--baseline", "base.json", "--since", "HEAD") == (0, [], "")


def released(repository: Repository) -> None:
    repository.write("V1__host.sql", HOST)
    repository.commit("v1.0")
    (repository.root / "driftproof.toml").write_text("[lint]\nreleased-tags = 'v*'\n")


def test_a_change_of_a_released_script_is_found(repository: Repository) -> None:
    released(repository)
    assert repository.lint(select="ID127")[:2] == (0, [])
    repository.write("V1__host.sql", HOST + VM)
    status, found, _ = repository.lint(select="ID127")
    assert status == 1
    assert [one.split()[1] for one in found] == ["ID127"]
    assert len(repository.lint("--since", "HEAD", select="ID127")[1]) == 1


def test_released_scripts_are_never_fixed(repository: Repository) -> None:
    released(repository)
    repository.write("V2__vm.sql", VM)
    status, _, err = repository.lint("--fix", select="CK103")
    assert status == 1
    assert err == "1 finding mended, 1 left (1 of them could be mended, but their scripts are released)\n"
    assert repository.read("V1__host.sql") == HOST
    assert "UNIQUE" not in repository.read("V2__vm.sql")


def test_without_a_tag_nothing_is_released(repository: Repository) -> None:
    repository.write("V1__host.sql", HOST)
    repository.commit("build-7")
    (repository.root / "driftproof.toml").write_text("[lint]\nreleased-tags = 'v*'\n")
    repository.write("V1__host.sql", HOST + VM)
    assert repository.lint(select="ID127")[:2] == (0, [])


def test_a_script_that_only_got_another_name_is_not_touched(repository: Repository) -> None:
    repository.write("V1__host.sql", HOST)
    repository.write("V2__vm.sql", VM)
    repository.commit()
    (repository.root / "scripts" / "V2__vm.sql").rename(repository.root / "scripts" / "V3__vm.sql")
    assert repository.lint("--since", "HEAD")[1] == []
    repository.write("V3__vm.sql", VM + VM.replace("VmVO", "ZoneVO"))
    assert repository.lint("--since", "HEAD")[1] == ["V3__vm.sql:6:5 CK103"]


def test_names_and_doubled_versions_are_findings_and_keep_no_script_from_being_linted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("V1__a", "V1.0__b", "V2_bad", "notes"):
        (tmp_path / f"{name}.sql").write_text("CREATE TABLE `t` (`a` INT NOT NULL PRIMARY KEY);\n", encoding="utf-8")
    assert main(["lint", str(tmp_path), "--format", "concise", "--select", "ID101,ID129,ST113", "--no-cache"]) == 1
    found = [line.removeprefix(f"{tmp_path}/").split(" ")[:3] for line in capsys.readouterr().out.splitlines()[:-1]]
    assert [(place.split(":")[0], code) for place, _, code in found] == [
        ("V1.0__b.sql", "ID129"),
        ("V1__a.sql", "ID101"),
        ("V2_bad.sql", "ST113"),
        ("notes.sql", "ST113"),
    ]


def test_a_script_of_another_encoding_is_an_error_and_never_taken_for_a_heap(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "V1__a.sql").write_bytes("DO 1; -- 中文\n".encode("gbk"))
    assert main(["lint", str(tmp_path)]) == 2
    assert "V1__a.sql:1: not utf-8: 0xd6 at byte 10" in capsys.readouterr().err
    assert main(["lint", str(tmp_path), "--encoding", "gbk"]) == 0
