"""``driftproof status``: every script with its state on a database."""

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


@click.command("status")
@script_options
@server_options
@history_options
@format_option
def command(**values: Any) -> int:
    """List every script of DIR and every row of the history with its state. Nothing is written.

    States: applied, pending, out of order, failed, missing, changed, ignored, baseline, below baseline, above target,
    future (a newer release applied it), withdrawn, superseded.
    """
    from driftproof.report.upgrades import status_json, status_text
    from driftproof.upgrade.look import read_status
    from driftproof.upgrade.options import Hooks

    folder, options = folder_of(values), run_options_of({**values, "no_helpers": True})
    status = read_status(folder, address_of(values), options, Hooks(connector()))
    click.echo(status_json(status) if values["format"] == "json" else status_text(status))
    return 0
