"""What a run shows while it goes on: a bar on a terminal, JSON lines for machines, next to nothing in a pipe."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import click

from driftproof.model.history import Event

Tell = Callable[[Event], None]

_SLOW, _FEW = 1000, 50
"""Scripts that get a line of their own above the bar: those of a second or more, and all when they are few."""


@contextmanager
def telling(log_format: str, quiet: bool) -> Iterator[Tell]:
    """Yield the function that shows events on standard error: as JSON lines, on a bar, or the important ones only."""
    if log_format == "json":
        yield _json_line
    elif quiet or not sys.stderr.isatty():
        yield _plain
    else:
        with _bar() as tell:
            yield tell


def _json_line(event: Event) -> None:
    from driftproof.report.upgrades import event_json

    click.echo(event_json(event, datetime.now(UTC).isoformat(timespec="milliseconds")), err=True)


def _plain(event: Event) -> None:
    if text := _important(event):
        click.echo(text, err=True)


def _important(event: Event) -> str:
    """Return what must be told even in a pipe: waiting, stopping, repeating, going on, and what stays behind."""
    if event.kind == "waiting":
        return f"waiting for another run: {event.message}"
    if event.kind == "stopping":
        return f"{event.message}: stopping when the running statement has ended"
    if event.kind == "retry":
        return f"{event.script}:{event.line}: {event.message}; trying again"
    if event.kind == "resumed":
        return f"{event.script}: {event.message}"
    if event.kind == "journal":
        return f"warning: {event.message}"
    return ""


@contextmanager
def _bar() -> Iterator[Tell]:
    """Yield a function that draws a bar: scripts done, and the statement that is running with its time."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    columns = (BarColumn(24), MofNCompleteColumn(), TimeElapsedColumn(), TextColumn("{task.description}", markup=False))
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("", total=None)

        def tell(event: Event) -> None:
            if text := _important(event):
                progress.console.print(text, markup=False, highlight=False)
            elif event.kind == "script":
                progress.update(task, total=event.total, completed=event.number - 1, description=event.script)
            elif event.kind == "statement":
                where = f"{event.script}:{event.line}  statement {event.statement} of {event.statements}"
                progress.update(task, description=where)
            elif event.kind == "applied":
                progress.advance(task)
                if event.milliseconds >= _SLOW or (progress.tasks[0].total or 0) <= _FEW:
                    line = f"  {event.script}  {event.milliseconds / 1000:.1f} s"
                    progress.console.print(line, markup=False, highlight=False)

        yield tell
