"""The root of the command line: lazy commands, errors to exit statuses, options from the environment and from files."""

from __future__ import annotations

import gc
import importlib.util
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from driftproof import __version__, cli
from driftproof.cli.settings import Settings, defaults_of, find_settings
from driftproof.model import errors

Run = Callable[..., int]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Run a command line whose command ``status`` is the given function, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    real = importlib.import_module

    def start(work: Callable[..., object], *arguments: str) -> int:
        options = [click.Option(["--lock-timeout"], type=int, default=5), click.Option(["--url"])]
        command = click.Command("status", callback=work, params=list(options))
        fake = SimpleNamespace(command=command)
        monkeypatch.setattr(
            cli.importlib, "import_module", lambda name: fake if name == "driftproof.cli.status" else real(name)
        )
        monkeypatch.setattr(cli.LazyGroup, "list_commands", lambda *_: ["status"])
        return cli.main(["status", *arguments])

    return start


def raising(error: BaseException) -> Callable[..., None]:
    def work(**_: object) -> None:
        raise error

    return work


@pytest.mark.parametrize("outcome", [0, 1, None])
def test_a_command_returns_its_exit_status(run: Run, outcome: int | None) -> None:
    assert run(lambda **_: outcome) == (outcome or 0)


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (errors.UsageError("wrong"), 2),
        (errors.UpgradeStopped("stopped"), 3),
        (errors.LockHeld("held"), 4),
        (errors.HistoryRefused("refused", ("V1 changed",)), 5),
        (KeyboardInterrupt(), 130),
        (click.Abort(), 130),
        (click.UsageError("wrong"), 2),
        (click.exceptions.Exit(1), 1),
    ],
)
def test_errors_become_exit_statuses(
    run: Run, capsys: pytest.CaptureFixture[str], error: BaseException, status: int
) -> None:
    assert run(raising(error)) == status
    said = capsys.readouterr()
    assert said.out == ""
    if isinstance(error, errors.DriftproofError):
        assert said.err == f"error: {error}\n"


def test_a_defect_is_told_from_a_finding(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(raising(ZeroDivisionError("oh"))) == 2
    said = capsys.readouterr().err
    assert "Traceback" in said
    assert "a defect of driftproof" in said


def test_a_closed_pipe_ends_quietly_as_by_its_signal() -> None:
    program = "import sys; from driftproof.cli import main; sys.exit(main(['--help']))"
    command = f'{sys.executable} -c "{program}" | true; echo ${{PIPESTATUS[0]}}'
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("141\n", "")


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--version"]) == 0
    assert capsys.readouterr().out == f"driftproof {__version__}\n"


@pytest.mark.parametrize("option", ["-h", "--help"])
def test_help_lists_the_commands_that_exist_in_order(option: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main([option]) == 0
    lines = capsys.readouterr().out.splitlines()
    section = lines[lines.index("Commands:") + 1 :]
    listed = [line.split()[0] for line in section[: section.index("")] if line[2] != " "]
    assert listed == [name for name in cli.COMMANDS if importlib.util.find_spec(f"driftproof.cli.{name}")]
    assert "server" in listed


@pytest.mark.parametrize("arguments", [["nope"], ["--nope"], ["server", "--nope=1", "mysql://h/"]])
def test_wrong_usage_is_two(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(arguments) == 2
    assert capsys.readouterr().err


def test_every_command_module_is_in_the_table() -> None:
    folder = Path(cli.__file__).parent
    modules = {path.stem for path in folder.glob("*.py")}
    commands = {name for name in modules if "command" in dir(importlib.import_module(f"driftproof.cli.{name}"))}
    assert commands - {"__init__"} == modules & set(cli.COMMANDS)


def options_seen(run: Run, *arguments: str) -> dict[str, object]:
    seen: dict[str, object] = {}
    assert run(lambda **options: seen.update(options), *arguments) == 0
    return seen


def test_environment_gives_options(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DRIFTPROOF_LOCK_TIMEOUT", "7")
    assert options_seen(run) == {"lock_timeout": 7, "url": None}
    assert options_seen(run, "--lock-timeout", "8")["lock_timeout"] == 8


def test_settings_are_general_or_of_one_command(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "driftproof.toml").write_text('url = "u"\nlock-timeout = 1\n[status]\nlock-timeout = 2\n')
    assert options_seen(run) == {"lock_timeout": 2, "url": "u"}
    monkeypatch.setenv("DRIFTPROOF_URL", "from the environment")
    assert options_seen(run)["url"] == "from the environment"


def test_pyproject_is_read_from_a_folder_below(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.driftproof.status]\nlock_timeout = 3\n")
    (tmp_path / "below").mkdir()
    monkeypatch.chdir(tmp_path / "below")
    (tmp_path / "below" / "pyproject.toml").write_text("[project]\nname = 'another'\n")
    found = find_settings()
    assert found
    assert found.path == tmp_path / "pyproject.toml"
    assert defaults_of(found, click.Command("status", params=[click.Option(["--lock-timeout"])])) == {"lock_timeout": 3}


def test_unknown_settings_of_a_command_are_refused(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "driftproof.toml").write_text("[status]\nlock-timeouts = 2\n")
    assert run(lambda **_: None) == 2
    said = capsys.readouterr().err
    assert f"{tmp_path / 'driftproof.toml'}:1: [status] has no option lock-timeouts" in said
    assert "lock-timeout, url" in said


@pytest.mark.parametrize("text", ["[status\n", "\xff", "status = 1\n"])
def test_settings_that_cannot_be_read_are_refused(run: Run, tmp_path: Path, text: str) -> None:
    (tmp_path / "driftproof.toml").write_bytes(text.encode("latin-1"))
    assert run(lambda **_: None) == 2


def test_the_linter_reads_its_own_table() -> None:
    command = click.Command("lint", params=[click.Option(["--url"])])
    assert defaults_of(Settings(Path("f"), {"url": -1, "lint": {"url": 1, "other": 2}}), command) == {"url": -1}


@given(st.dictionaries(st.sampled_from(["url", "lock-timeout", "lock_timeout"]), st.integers()))
def test_own_table_wins_over_general_keys(own: dict[str, int]) -> None:
    command = click.Command("status", params=[click.Option(["--url"]), click.Option(["--lock-timeout"])])
    general = {"url": -1, "lock-timeout": -1}
    defaults = defaults_of(Settings(Path("f"), {**general, "status": own}), command)
    assert defaults.keys() == {"url", "lock_timeout"}
    assert defaults["url"] == own.get("url", -1)


@pytest.mark.parametrize(("name", "is_on"), [("schema", False), ("status", True)])
def test_replaying_commands_run_without_the_collector_of_cycles(
    name: str, is_on: bool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    seen: list[bool] = []
    command = click.Command(name, callback=lambda: seen.append(gc.isenabled()))
    monkeypatch.setattr(cli.LazyGroup, "get_command", lambda *_: command)
    assert cli.main([name]) == 0
    assert (seen, gc.isenabled()) == ([is_on], True)
