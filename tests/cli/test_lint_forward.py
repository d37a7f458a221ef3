"""``driftproof lint --fix-forward``: the next script mends what released ones left behind, and is proved."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from driftproof import api
from driftproof.api import Reading
from driftproof.cli import main

HOST = (
    "CREATE TABLE IF NOT EXISTS `zstack`.`HostEO` (`uuid` VARCHAR(32) NOT NULL, PRIMARY KEY (`uuid`)) ENGINE=InnoDB;\n"
)
BAD = (
    HOST
    + """CREATE TABLE IF NOT EXISTS `zstack`.`CacheVO` (
    `uuid` VARCHAR(32) NOT NULL UNIQUE,
    `hostUuid` VARCHAR(32) DEFAULT NULL,
    `a` INT NULL,
    `b` INT NOT NULL,
    `createDate` TIMESTAMP NOT NULL DEFAULT '0000-00-00 00:00:00',
    `changeDate` DATETIME(3) NOT NULL DEFAULT '0000-00-00 00:00:00',
    PRIMARY KEY (`uuid`),
    UNIQUE KEY `ukCacheVO` (`a`, `b`),
    KEY `idxCacheVOB` (`b`),
    KEY `idxCacheVOBAgain` (`b`),
    CONSTRAINT `fkCacheVOHostEO` FOREIGN KEY (`hostUuid`) REFERENCES `HostEO` (`uuid`) ON DELETE CASCADE
) ENGINE=InnoDB;
CREATE TABLE IF NOT EXISTS `zstack`.`LogVO` (`id` INT NOT NULL, PRIMARY KEY (`id`)) ENGINE=MyISAM;
"""
)
GOOD = (
    HOST
    + """CREATE TABLE `zstack`.`CacheVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `hostUuid` VARCHAR(32) NOT NULL,
    `a` INT NOT NULL,
    `b` INT NOT NULL,
    `createDate` TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    `changeDate` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    PRIMARY KEY (`uuid`),
    UNIQUE KEY `ukCacheVO` (`a`, `b`),
    KEY `idxCacheVOB` (`b`),
    CONSTRAINT `fkCacheVOHostEO` FOREIGN KEY (`hostUuid`) REFERENCES `HostEO` (`uuid`) ON DELETE CASCADE
) ENGINE=InnoDB;
CREATE TABLE `zstack`.`LogVO` (`id` INT NOT NULL, PRIMARY KEY (`id`)) ENGINE=InnoDB;
"""
)
MENDED = "CK101,CK102,CK103,CK104,CK105,CK111,TY101,PO109,ID127"


class Project:
    """A repository with a folder of scripts, and the command run in it."""

    def __init__(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.root, self.capsys = root, capsys
        (root / "versions").mkdir()
        self.git("init", "-q", "-b", "main")

    def git(self, *arguments: str) -> None:
        own = ("-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false")
        subprocess.run(["git", *own, *arguments], cwd=self.root, check=True, capture_output=True)

    def write(self, name: str, text: str) -> None:
        (self.root / "versions" / name).write_text(text, encoding="utf-8")

    def read(self, name: str) -> str:
        return (self.root / "versions" / name).read_text(encoding="utf-8")

    def release(self, by: str) -> None:
        """Release the scripts of now, as version 1: by a tag, or by the ledger."""
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "x")
        if by == "tag":
            self.git("tag", "v1")
            (self.root / "driftproof.toml").write_text('[lint]\nreleased-tags = "v*"\n')
        else:
            assert main(["release", "1"]) == 0
            self.capsys.readouterr()

    def forward(self, *arguments: str, select: str = MENDED) -> tuple[int, str, str]:
        status = main(["lint", "versions", "--select", select, "--targets", "mariadb:10.11", *arguments])
        captured = self.capsys.readouterr()
        return status, captured.out, captured.err


@pytest.fixture
def project(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Project:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    return Project(tmp_path, capsys)


def differences(before: Path, after: Path) -> list[str]:
    """The objects that differ between two folders or files of scripts, replayed with the shipped helpers."""
    from driftproof.sources.shipped import shipped_sql
    from driftproof.upgrade.procedures import read_helpers

    reading = Reading(helpers=read_helpers(shipped_sql("procedures")))
    return [one.name for one in api.compare(str(before), str(after), reading).comparison.objects]


@pytest.mark.parametrize("by", ["tag", "ledger"])
def test_every_fault_that_a_later_script_can_mend_is_mended(project: Project, by: str) -> None:
    project.write("V1__a.sql", BAD)
    project.release(by)
    status, _, err = project.forward("--fix-forward", "1.1")
    assert (status, err.splitlines()) == (
        0,
        [
            "versions/V1.1__converge.sql mends 7 findings on released scripts",
            "proved on mariadb:10.11",
        ],
    )
    good = project.root / "good.sql"
    good.write_text(GOOD)
    assert differences(project.root / "versions", good) == []
    assert project.read("V1__a.sql") == BAD


def test_the_script_tells_what_it_mends_and_what_stops_it(project: Project) -> None:
    project.write("V1__a.sql", BAD)
    project.release("ledger")
    project.forward("--fix-forward", "1.1")
    text = project.read("V1.1__converge.sql")
    assert "--   V1__a.sql:4 cascade-fk-nullable: `CacheVO`.`hostUuid` is nullable" in text
    assert "--   SELECT `uuid`, `hostUuid` FROM `CacheVO` WHERE `hostUuid` IS NULL;\n--     (1138:" in text
    status = main(["lint", "versions", "--since", "HEAD", "--targets", "mariadb:10.11", "--fail-on", "info"])
    out = project.capsys.readouterr().out
    assert (status, out.startswith("no findings (1 script")) == (0, True), out


def test_what_a_later_script_has_mended_is_settled(project: Project) -> None:
    project.write("V1__a.sql", BAD)
    project.release("ledger")
    assert project.forward("--format", "concise")[0] == 1
    project.forward("--fix-forward", "1.1")
    status, out, _ = project.forward("--format", "concise")
    assert (status, out.startswith("no findings (2 scripts, ")) == (0, True)
    assert project.forward("--fix-forward", "1.2")[2] == "no later script can mend a finding on a released one\n"
    assert not (project.root / "versions" / "V1.2__converge.sql").exists()


def test_what_a_target_refuses_is_not_settled(project: Project) -> None:
    project.write("V1__a.sql", BAD)
    project.release("ledger")
    project.forward("--fix-forward", "1.1")
    status, out, _ = project.forward("--format", "concise", "--targets", "mysql:8.4")
    assert status == 1
    assert {line.split()[2] for line in out.splitlines()[:-1]} == {"TY101"}
    assert (
        "2 findings mended by later scripts already"
        in project.forward("--fix-forward", "1.2", "--targets", "mysql:8.4")[2]
    )


@pytest.mark.parametrize("by", ["tag", "ledger"])
def test_an_edit_of_a_released_script_goes_into_the_next_one(project: Project, by: str) -> None:
    project.write("V1__a.sql", HOST)
    project.release(by)
    project.write("V1__a.sql", HOST.replace("PRIMARY KEY", "`name` VARCHAR(255) NULL, PRIMARY KEY"))
    status, _, err = project.forward("--fix-forward", "2")
    assert status == 0
    assert "restore versions/V1__a.sql: installations know it by its released checksum" in err
    assert "CALL ADD_COLUMN('HostEO', 'name', 'VARCHAR(255)', 1, NULL);" in project.read("V2__converge.sql")
    edited = project.root / "edited.sql"
    edited.write_text(project.read("V1__a.sql"))
    assert differences(project.root / "versions", edited) == []
    project.write("V1__a.sql", HOST)
    assert differences(project.root / "versions", edited) == []


def test_diff_shows_the_script_and_writes_none(project: Project) -> None:
    project.write("V1__a.sql", BAD)
    project.release("ledger")
    status, out, err = project.forward("--fix-forward", "2", "--diff", select="TY101")
    assert status == 0
    assert out.startswith("-- V2: what released scripts left behind, mended.\n")
    assert "would mend 2 findings" in err
    assert not (project.root / "versions" / "V2__converge.sql").exists()


def test_findings_on_what_is_not_released_are_left_to_fix(project: Project) -> None:
    project.write("V1__a.sql", HOST)
    project.release("ledger")
    project.write("V2__b.sql", BAD)
    assert "no later script can mend" in project.forward("--fix-forward", "3")[2]


@pytest.mark.parametrize("version", ["0.9", "1"])
def test_the_version_must_be_above_all_others(project: Project, version: str) -> None:
    project.write("V1__a.sql", BAD)
    project.release("ledger")
    status, _, err = project.forward("--fix-forward", version)
    assert status == 2
    assert f"version {version} is not above 1" in err


def test_without_a_release_there_is_nothing_to_mend_forward(project: Project) -> None:
    project.write("V1__a.sql", BAD)
    status, _, err = project.forward("--fix-forward", "2")
    assert status == 2
    assert "nothing is released" in err


def test_a_target_that_refuses_what_is_released_is_told(project: Project) -> None:
    project.write("V1__a.sql", BAD)
    project.release("ledger")
    status, _, err = project.forward("--fix-forward", "2", "--targets", "mysql:8.4")
    assert status == 0
    assert "proved on mariadb:10.11; mysql:8.4 refuse what is released" in err


def test_a_changed_released_script_is_told_with_the_checksums_of_the_ledger(project: Project) -> None:
    project.write("V1__a.sql", HOST)
    project.write("R__views.sql", "DO 0;\n")
    project.release("ledger")
    project.write("V1__a.sql", HOST + "DO 1;\n")
    project.write("R__views.sql", "DO 1;\n")
    status, out, _ = project.forward("--format", "concise", select="ID127")
    assert status == 1
    assert out.splitlines()[0].startswith(
        "versions/V1__a.sql:2:1: error ID127 released-script-changed: V1__a.sql was released with 1 and has changed"
    )
    from driftproof.language.checksum import checksum_v3, checksum_v4

    was, now = HOST.encode(), (HOST + "DO 1;\n").encode()
    sums = (checksum_v4(was), checksum_v4(now), checksum_v3(was), checksum_v3(now))
    assert "its checksum was {} and is {} (as Flyway 3 counts: {} and {})".format(*sums) in out
    assert out.count("ID127") == 1
