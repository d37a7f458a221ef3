"""``driftproof repair``: mend the recorded history."""

from __future__ import annotations

from typing import Any

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


@click.command("repair")
@script_options
@server_options
@history_options
@click.option(
    "--in-flight",
    type=click.Choice(["finished", "undone"]),
    help="Say what you did to the statement that an upgrade was cut short in, and nothing else.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
@format_option
def command(**values: Any) -> int:
    """Mend the recorded history: remove failed rows, accept the scripts of DIR as they are now.

    Only the history table changes, as by Flyway's repair. After a failed upgrade no repair is needed: mend the cause
    and run the upgrade again. Where an upgrade stops with a plan of repair for a statement that was cut short, and
    cannot see itself which part of the plan you ran, tell it with --in-flight.
    """
    from driftproof.cli.progress import telling
    from driftproof.report.upgrades import repair_json, repair_text
    from driftproof.upgrade.options import Hooks
    from driftproof.upgrade.repair import run_repair

    folder, options = folder_of(values), run_options_of({**values, "no_helpers": True})
    if values["in_flight"]:
        return _settle(values)
    dry = values["dry_run"]
    with telling("text", True) as tell:
        done = run_repair(folder, address_of(values), options, Hooks(connector(), tell), dry_run=dry)
    texts, left = [mend.text for mend in done.mends], done.left
    show = repair_json if values["format"] == "json" else repair_text
    click.echo(show(texts, left, dry_run=dry))
    return 0


def _settle(values: dict[str, Any]) -> int:
    """Write into the journal what was done to the statement in flight."""
    from driftproof.upgrade.options import Hooks
    from driftproof.upgrade.repair import settle_statement

    how = values["in_flight"]
    options = run_options_of({**values, "no_helpers": True})
    entry = settle_statement(address_of(values), how, options, Hooks(connector()))
    then = "goes on behind it" if how == "finished" else "runs it again"
    click.echo(f"statement {entry.statement + 1} of {entry.script} is {how}: the next upgrade {then}")
    return 0
