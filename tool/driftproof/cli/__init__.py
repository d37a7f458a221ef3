"""The command line: one command a file, loaded when it is called, and one place where errors become exit statuses.

A command module ``driftproof/cli/<name>.py`` defines ``command``, a `click.Command`. It returns its exit status
(None is 0), or raises `driftproof.model.errors.DriftproofError`, whose ``exit_status`` it then is.
"""

from __future__ import annotations

import gc
import importlib
import importlib.util
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import MappingProxyType
from typing import Any

import click

from driftproof import __version__
from driftproof.model.errors import DriftproofError, UsageError

COMMANDS = MappingProxyType(
    {
        "init": "Scaffold a project: a folder of scripts and its settings.",
        "new": "Start an upgrade script from a template.",
        "release": "Record a release of the scripts, for proofs of the upgrade from it.",
        "lint": "Lint upgrade scripts.",
        "rule": "Explain a lint rule, or list all of them.",
        "schema": "Print a schema as SQL, JSON or text.",
        "diff": "Compare two schemas, or write the script that turns one into the other.",
        "plan": "Show what an upgrade would run.",
        "upgrade": "Upgrade a database with the scripts of a folder.",
        "status": "List every script with its state on a database.",
        "validate": "Check the recorded history against the scripts.",
        "repair": "Mend the recorded history: failed rows, changed checksums.",
        "baseline": "Start the history of a database that exists already.",
        "verify": "Prove that a fresh install and every upgrade path end at the same schema.",
        "server": "Start a throwaway server and print its URL until stopped.",
    }
)
"""Every command in the order of the help text; the text stands here so that ``--help`` imports no command."""

_INTERRUPTED = 130
"""The shell's status of a command that SIGINT ended, for commands that don't handle it themselves."""


_PIPE_CLOSED = 141
"""The shell's status of a command that SIGPIPE ended: what it would have said, nobody knows."""


@contextmanager
def _ended_by_a_closed_pipe() -> Iterator[None]:
    """End the command quietly when the reader of its output, such as head, has gone."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what is still buffered must not fail at exit
        raise click.exceptions.Exit(_PIPE_CLOSED) from None


_REPLAYING = frozenset({"lint", "schema", "diff", "release"})
"""The commands that end in seconds, most of which go into replays."""


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep the collector of cycles off: a replay makes hardly any, and holds much that it would look at in vain.

    In the end all that was made counts as old, or the collector would look at it at once.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.freeze()
            gc.unfreeze()
            gc.enable()


class LazyGroup(click.Group):
    """The root command, which imports a subcommand's module when it is called for."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that `ctx` names."""
        with _ended_by_a_closed_pipe():
            return super().invoke(ctx)

    def make_context(self, *args: Any, **kwargs: Any) -> click.Context:
        """Read the arguments; ``--help`` and ``--version`` print and end here."""
        with _ended_by_a_closed_pipe():
            return super().make_context(*args, **kwargs)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands in the order of the help text."""
        return [name for name in COMMANDS if importlib.util.find_spec(f"{__name__}.{name}")]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command with its options' environment variables named, or None when there is no such command."""
        if cmd_name not in self.list_commands(ctx):
            return None
        command: click.Command = importlib.import_module(f"{__name__}.{cmd_name}").command
        command.name = cmd_name
        for parameter in command.params:
            if isinstance(parameter, click.Option) and parameter.envvar is None and parameter.name:
                parameter.envvar = f"DRIFTPROOF_{parameter.name.upper()}"
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the section of commands without importing any of them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name]) for name in self.list_commands(ctx)])


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    epilog="Options also come from driftproof.toml, from [tool.driftproof] in pyproject.toml, and from DRIFTPROOF_* "
    "variables. Exit status: 0 nothing to report, 1 findings, differences or pending scripts, 2 wrong usage or "
    "environment, 3 an upgrade stopped part-way, 4 another run holds the lock, 5 the history refuses.",
)
@click.version_option(__version__, prog_name="driftproof", message="%(prog)s %(version)s")
@click.pass_context
def root(context: click.Context) -> None:
    """Upgrade MySQL and MariaDB schemas with scripts, lint the scripts, and prove that all paths converge."""
    from driftproof.cli.settings import check_keys, defaults_of, find_settings, foreign_keys

    name = context.invoked_subcommand
    if name in _REPLAYING:
        context.with_resource(_uncollected())
    settings = find_settings() if name else None
    if settings and name and (command := root.get_command(context, name)):
        context.default_map = {name: defaults_of(settings, command)}
        if foreign_keys(settings, command):
            everything = [root.get_command(context, each) for each in root.list_commands(context)]
            check_keys(settings, [each for each in everything if each], COMMANDS)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status.

    `arguments` are those of the process when None. Errors go to standard error; this is the only place that
    turns them into a status. An unforeseen exception is printed with its traceback and ends with 2, because 1
    says that a command did its work and found something.
    """
    try:
        return _status(arguments)
    finally:
        if arguments is None:  # the process ends here: no collector need look through what it holds
            gc.freeze()


def _status(arguments: Sequence[str] | None) -> int:
    """Run the command line, and turn an error into its exit status."""
    try:
        outcome = root.main(
            args=None if arguments is None else list(arguments), prog_name="driftproof", standalone_mode=False
        )
    except DriftproofError as error:
        _complain(str(error))
        return error.exit_status
    except click.ClickException as error:
        error.show()
        return UsageError.exit_status
    except (KeyboardInterrupt, click.Abort):
        _complain("interrupted")
        return _INTERRUPTED
    except Exception:
        _complain_of_defect()
        return DriftproofError.exit_status
    return outcome if isinstance(outcome, int) else 0


def _complain(text: str) -> None:
    click.secho("error: ", fg="red", bold=True, err=True, nl=False)
    click.echo(text, err=True)


def _complain_of_defect() -> None:
    import traceback

    traceback.print_exc()
    _complain(f"this is a defect of driftproof {__version__}; please report it with the text above")
