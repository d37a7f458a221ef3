"""The pre-commit hook and the lint jobs of docs/ci.md, run as they are written."""

from __future__ import annotations

import re
import shlex
import subprocess
from pathlib import Path

import pytest

from driftproof.cli import main

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
HOOK = dict(re.findall(r"(\w+): (.+)", (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")))
GOOD = "CREATE TABLE IF NOT EXISTS `T` (`a` INT NOT NULL PRIMARY KEY) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;\n"
BAD = "ALTER TABLE `T` ADD COLUMN `b` INT NULL;\n"
BRANCHES = r"\$\{\{ github\.base_ref \}\}|\$CI_MERGE_REQUEST_TARGET_BRANCH_NAME"
JOBS = [line for line in re.findall(r"driftproof (lint versions .+)", GUIDE) if "--since" in line]


def git(folder: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "init.defaultBranch=main")
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a repository whose first commit is what ``origin/main`` has."""
    (tmp_path / "versions").mkdir()
    (tmp_path / "versions" / "V1__t.sql").write_text(GOOD, encoding="utf-8")
    git(tmp_path, "init")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-m", "first")
    git(tmp_path, "update-ref", "refs/remotes/origin/main", "HEAD")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    return tmp_path


def add(project: Path, text: str) -> None:
    (project / "versions" / "V2__b.sql").write_text(text, encoding="utf-8")
    git(project, "add", ".")


def test_the_hook_of_the_guide_is_the_one_there_is_and_stops_a_bad_commit(project: Path) -> None:
    written = re.search(r"- id: (\S+)\n\s+args: \[(\S+)\]", GUIDE)
    assert written is not None
    assert written.group(1) == HOOK["id"]
    assert HOOK["pass_filenames"] == "false"
    assert re.search(HOOK["files"], "versions/V2__b.sql")
    command = [*shlex.split(HOOK["entry"])[1:], written.group(2)]
    add(project, GOOD)
    assert main(command) == 0
    add(project, BAD)
    assert main(command) == 1


@pytest.mark.parametrize("job", JOBS)
def test_the_job_of_a_merge_request_reports_on_what_it_brings(
    project: Path, job: str, capsys: pytest.CaptureFixture[str]
) -> None:
    command = shlex.split(re.sub(BRANCHES, "main", job))
    assert main(command) == 0
    add(project, BAD)
    git(project, "commit", "-m", "second")
    assert main(command) == 1
    assert "V2__b.sql" in capsys.readouterr().out
    files = [one.partition(":")[2] for one in command if re.match(r"(sarif|gitlab):", one)]
    assert files
    assert all("add-column-guard" in (project / name).read_text(encoding="utf-8") for name in files)


def test_both_services_have_such_a_job() -> None:
    assert len(JOBS) == 2
