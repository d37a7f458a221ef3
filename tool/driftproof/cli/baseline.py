"""``driftproof baseline``: start the history of a database that exists already."""

from __future__ import annotations

from typing import Any

import click

from driftproof.cli.options import (
    address_of,
    connector,
    history_options,
    history_options_of,
    server_options,
    version_of,
)


@click.command("baseline")
@server_options
@history_options
@click.option("--version", "version", required=True, metavar="VERSION", help="The version that the database is at.")
@click.option("--description", default="<< Flyway Baseline >>", metavar="TEXT", help="What the row says.")
def command(**values: Any) -> int:
    """Start the history of a database that exists: every script up to VERSION counts as applied.

    Refuses (exit status 5) when the history has rows already.
    """
    from driftproof.cli.progress import telling
    from driftproof.upgrade.options import Hooks
    from driftproof.upgrade.repair import run_baseline

    version = version_of(values["version"], "--version")
    address, options = address_of(values), history_options_of(values)
    with telling("text", True) as tell:
        _history, new = run_baseline(address, version, values["description"], options, Hooks(connector(), tell))
    if new:
        click.echo(f"`{address.schema}` starts at version {version}: scripts up to it count as applied")
    else:
        click.echo(f"`{address.schema}` has this baseline already; nothing was changed")
    return 0
