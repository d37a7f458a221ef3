"""``driftproof plan``: show what an upgrade would run."""

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
from driftproof.model.errors import HistoryRefused, PreflightFailed
from driftproof.model.history import Plan


@click.command("plan")
@script_options
@server_options
@history_options
@click.option("--check", is_flag=True, help="Exit with 1 if anything is pending.")
@format_option
def command(**values: Any) -> int:
    """Show what an upgrade with the scripts of DIR would run, and what stands in its way. Nothing is written.

    Exit status: 0; with --check 1 if anything is pending; 2 if the server cannot take it; 5 if the history refuses.
    """
    from driftproof.upgrade.look import read_plan
    from driftproof.upgrade.options import Hooks

    folder, options = folder_of(values), run_options_of(values)
    plan = read_plan(folder, address_of(values), options, Hooks(connector()))
    return show_plan(plan, values["format"], check=values["check"])


def show_plan(plan: Plan, output: str, *, check: bool) -> int:
    """Print a plan and return the exit status that its contents mean."""
    from driftproof.report.upgrades import plan_json, plan_text

    click.echo(plan_json(plan) if output == "json" else plan_text(plan))
    if plan.problems:
        return HistoryRefused.exit_status
    if plan.obstacles:
        return PreflightFailed.exit_status
    return 1 if check and plan.steps else 0
