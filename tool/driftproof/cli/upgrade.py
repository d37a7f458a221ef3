"""``driftproof upgrade``: apply the pending scripts of a folder to a database."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from driftproof.cli.options import (
    address_of,
    connector,
    folder_of,
    format_option,
    history_options,
    run_options_of,
    script_options,
    server_options,
)

if TYPE_CHECKING:
    from driftproof.model.catalog import Schema
    from driftproof.model.flavor import Flavor


@click.command("upgrade")
@script_options
@server_options
@history_options
@click.option("--drop-helpers", is_flag=True, help="Remove the helper procedures afterwards.")
@click.option(
    "--journal/--no-journal",
    default=True,
    help="Note what is in flight, so that the next run goes on behind it (on); off: it starts the script over.",
)
@click.option(
    "--dry-run", is_flag=True, help="Print what would run and what it would change, as plan does, and touch nothing."
)
@click.option("--check", is_flag=True, help="Exit with 1 if anything is pending, and touch nothing.")
@click.option("--log-format", type=click.Choice(["text", "json"]), default="text", help="Events on standard error.")
@click.option("--quiet", is_flag=True, help="No progress bar.")
@format_option
def command(**values: Any) -> int:
    """Upgrade a database with the scripts of DIR: V1.2__description.sql, R__..., B1__..., and Flyway's callbacks.

    Pending scripts run in the order of their versions, statement by statement, under a lock, after checks that change
    nothing. Running again after a failure goes on from there. Exit status: 0 done, 2 not begun, 3 stopped part-way,
    4 another run holds the lock, 5 the history refuses.
    """
    from driftproof.cli.plan import show_forecast, show_plan
    from driftproof.cli.progress import telling
    from driftproof.report.upgrades import outcome_json, outcome_text
    from driftproof.upgrade.look import read_plan
    from driftproof.upgrade.options import Hooks
    from driftproof.upgrade.run import run_upgrade

    folder, options = folder_of(values), run_options_of(values)
    address = address_of(values)
    if values["dry_run"]:
        return show_forecast(values, check=values["check"])
    if values["check"]:
        plan = read_plan(folder, address, options, Hooks(connector()))
        return show_plan(plan, values["format"], check=values["check"])
    connect = connector()
    if address.password is None and sys.stdin.isatty():
        connect(address).close()  # a question for the password must come before the bar
    with telling(values["log_format"], values["quiet"]) as tell:
        outcome = run_upgrade(folder, address, options, Hooks(connect, tell, _statements_between))
    click.echo(outcome_json(outcome) if values["format"] == "json" else outcome_text(outcome))
    return 0


def _statements_between(before: Schema, after: Schema, flavor: Flavor) -> tuple[str, ...]:
    """Return the statements that make one schema another; asked for only where a plan of repair is made."""
    from driftproof.api import statements_between

    return statements_between(before, after, flavor)
