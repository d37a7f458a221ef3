"""``driftproof release``: record a release of the scripts in the ledger."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from driftproof.cli.reading import reading_of, reading_options

if TYPE_CHECKING:
    from driftproof.api import Recorded


@click.command("release")
@click.argument("version")
@click.option("--dir", "folder", default="versions", metavar="DIR", help="The folder of scripts (versions).")
@click.option("--contents", is_flag=True, help="Keep every content in the ledger, also what git has.")
@reading_options
def command(version: str, folder: str, contents: bool, **values: Any) -> int:
    """Record release VERSION in DIR/ledger.toml: the scripts up to that version with both of Flyway's checksums, git's
    ids of their contents, and a digest of the schema that they make. Verify then proves the upgrade from that release,
    whatever becomes of the scripts; lint names released scripts that have changed.

    Exit status: 0 recorded, or recorded before with the same contents; 2 recorded with others, or the scripts cannot
    be installed.
    """
    from driftproof import api

    recorded = api.release(Path(folder), version, reading_of(values), keep_contents=contents)
    for line in _told(recorded):
        click.echo(line, err=True)
    count = len(recorded.release.scripts)
    scripts = f"{count} script{'s' if count != 1 else ''}"
    if recorded.is_new:
        click.echo(f"recorded release {recorded.release.version} in {recorded.path}: {scripts}")
    else:
        click.echo(f"release {recorded.release.version} is in {recorded.path} already, with the same {scripts}")
    return 0


def _told(recorded: Recorded) -> list[str]:
    """Return what to look at: scripts that differ from earlier releases, and those that are not in this one."""
    told = [f"note: {name} was released with another content before" for name in recorded.edited]
    told += [f"note: {name} was released before, and is withdrawn" for name in recorded.withdrawn]
    told += [f"note: {name} is newer than {recorded.release.version}, and not in it" for name in recorded.later]
    return told
