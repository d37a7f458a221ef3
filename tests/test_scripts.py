"""The shell scripts' own decisions, tried in a checkout of stubs: what runs, with which servers, with which status."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TOOLS = ("bash", "env", "dirname", "nproc", "sha256sum", "cut", "cat", "touch", "rm", "mkdir")


def stub(path: Path, body: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/usr/bin/env bash\n{body}\n")
    path.chmod(0o755)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder with the real scripts, and stubs for whatever they call; the user is nobody in particular."""
    for name in ("scripts/prepare", "scripts/test", "scripts/check", ".ci/run"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / "bin").mkdir()
    for tool in TOOLS:
        found = shutil.which(tool)
        assert found, tool
        (tmp_path / "bin" / tool).symlink_to(found)
    stub(tmp_path / "bin" / "id", "echo 1000")
    return tmp_path


def run(folder: Path, script: str, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": str(folder / "bin"), "HOME": str(folder), **variables}
    command = [str(folder / "bin" / "bash"), str(folder / script), *arguments]
    return subprocess.run(
        command, env=environment, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False
    )


@pytest.mark.parametrize(("checked", "tested", "status"), [(0, 0, 0), (1, 0, 1), (0, 2, 2), (1, 5, 5)])
def test_ci_runs_both_and_ends_with_the_worse_status(checkout: Path, checked: int, tested: int, status: int) -> None:
    stub(checkout / "scripts" / "check", f"echo checked CI=$CI; cat; exit {checked}")
    stub(checkout / "scripts" / "test", f"echo tested CI=$CI $*; cat; exit {tested}")
    done = run(checkout, ".ci/run", "-k", "some")
    assert done.returncode == status
    assert done.stdout == "checked CI=true\ntested CI=true -k some\n"


@pytest.fixture
def prepared(checkout: Path) -> Path:
    stub(checkout / "scripts" / "prepare", "exit 0")
    stub(checkout / ".venv" / "bin" / "pytest", 'echo "images=$DRIFTPROOF_TEST_IMAGES urls=$DRIFTPROOF_TEST_URLS $*"')
    # The script looks for server programs in the system's folders, too; here only bin/ is to count.
    script = checkout / "scripts" / "test"
    script.write_text(script.read_text().replace(":/usr/sbin:/usr/libexec", ""))
    return checkout


ALL = "mariadb:10.11,mariadb:11.8,mysql:9.7"


@pytest.mark.parametrize(
    ("images", "local", "given", "expected"),
    [
        (True, True, {}, f"images={ALL},local urls="),
        (True, False, {}, f"images={ALL} urls="),
        (False, True, {}, "images=local urls="),
        (False, False, {"DRIFTPROOF_TEST_IMAGES": "mysql:8.4"}, "images=mysql:8.4 urls="),
        (False, False, {"DRIFTPROOF_TEST_URLS": "mysql://h/"}, "images= urls=mysql://h/"),
        (False, False, {}, None),
        (False, False, {"CI": "true"}, None),
    ],
)
def test_servers_are_chosen_and_never_missing_in_silence(
    prepared: Path, images: bool, local: bool, given: dict[str, str], expected: str | None
) -> None:
    stub(prepared / "tests" / "images" / "build", "exit 0" if images else "exit 2")
    if local:
        stub(prepared / "bin" / "mariadbd", "exit 0")
    done = run(prepared, "scripts/test", "-x", **given)
    if expected is None:
        assert (done.returncode, done.stdout) == (2, "")
        assert "ERROR: no server for the tests" in done.stderr
    else:
        assert done.returncode == 0
        assert done.stdout.startswith(expected)
        assert done.stdout.endswith(" -x\n")


@pytest.mark.parametrize("failing", ["ruff", "mypy", "lint-imports", None])
def test_check_goes_on_after_a_failure_and_reports_it(checkout: Path, failing: str | None) -> None:
    stub(checkout / "scripts" / "prepare", "exit 0")
    for tool in ("ruff", "mypy", "lint-imports"):
        stub(checkout / ".venv" / "bin" / tool, f"echo {tool} ran; exit {int(tool == failing)}")
    done = run(checkout, "scripts/check")
    assert done.returncode == (1 if failing else 0)
    assert done.stdout.count(" ran\n") == 4
    assert ("FAILED" in done.stderr) == bool(failing)


def test_prepare_wants_a_new_python(checkout: Path) -> None:
    stub(checkout / "bin" / "python3", "exit 1")
    done = run(checkout, "scripts/prepare")
    assert done.returncode == 2
    assert "ERROR: Python 3.11 or newer is needed" in done.stderr


def test_prepare_says_how_to_get_virtual_environments(checkout: Path) -> None:
    stub(checkout / "bin" / "python3", 'case "$2" in *ensurepip*) exit 1;; esac')
    done = run(checkout, "scripts/prepare")
    assert done.returncode == 2
    assert "apt-get install python3-venv" in done.stderr


def test_prepare_does_nothing_twice(checkout: Path) -> None:
    making = 'mkdir -p .venv/bin; cp "$0" .venv/bin/python'
    stub(checkout / "bin" / "python3", f'echo "$*" >>calls; case "$*" in "-m venv .venv") {making};; esac')
    (checkout / "bin" / "cp").symlink_to(shutil.which("cp") or "")
    stub(checkout / ".venv" / "bin" / "python", 'echo "venv $*" >>calls; case "$*" in *"import pip"*) exit 1;; esac')
    assert run(checkout, "scripts/prepare").returncode == 0
    assert "-m pip install --quiet --disable-pip-version-check -e .[dev]" in (checkout / "calls").read_text()
    (checkout / "calls").unlink()
    assert run(checkout, "scripts/prepare").returncode == 0
    assert "pip install" not in (checkout / "calls").read_text()
