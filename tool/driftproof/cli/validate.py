"""``driftproof validate``: does the recorded history agree with the scripts?"""

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
from driftproof.model.errors import HistoryRefused


@click.command("validate")
@script_options
@server_options
@history_options
@format_option
def command(**values: Any) -> int:
    """Check the recorded history against the scripts of DIR and explain every contradiction. Nothing is written.

    Exit status: 0 if they agree, 5 if they do not: changed, missing or out-of-order scripts.
    """
    from driftproof.report.upgrades import status_json, validation_text
    from driftproof.upgrade.look import read_status
    from driftproof.upgrade.options import Hooks

    folder, options = folder_of(values), run_options_of({**values, "no_helpers": True})
    status = read_status(folder, address_of(values), options, Hooks(connector()))
    click.echo(status_json(status) if values["format"] == "json" else validation_text(status))
    return HistoryRefused.exit_status if status.problems else 0
