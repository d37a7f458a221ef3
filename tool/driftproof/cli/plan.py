"""``driftproof plan``: show what an upgrade would run, and what that would do to the database."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from driftproof.cli.options import (
    address_of,
    connector,
    folder_of,
    history_options,
    run_options_of,
    script_options,
    server_options,
)
from driftproof.model.errors import HistoryRefused, PreflightFailed
from driftproof.model.history import Plan

if TYPE_CHECKING:
    from driftproof.model.forecast import Forecast


@click.command("plan")
@script_options
@server_options
@history_options
@click.option("--check", is_flag=True, help="Exit with 1 if anything is pending.")
@click.option("--details", is_flag=True, help="text: show every statement and every definition.")
@click.option("--probe", is_flag=True, help="Ask the server what each ALTER takes, on empty clones that it drops.")
@click.option("--scripts-only", is_flag=True, help="Only list the scripts; do not read the database's definitions.")
@click.option(
    "--format",
    type=click.Choice(["text", "json", "markdown", "html"]),
    default="text",
    help="For people, for machines, for a merge request, or a page of its own.",
)
def command(**values: Any) -> int:
    """Show what an upgrade with the scripts of DIR would run, what each statement would change on this database, what
    that takes and risks, and what stands in its way. Nothing is written.

    Scripts are replayed on the database's definitions as they are now: a statement that finds its work done does
    nothing, and one that the server would refuse fails, with the server's error. Rows are not read.

    Exit status: 0; 1 if a statement would fail, or with --check if anything is pending; 2 if the server cannot take it;
    5 if the history refuses.
    """
    if values["scripts_only"]:
        from driftproof.upgrade.look import read_plan
        from driftproof.upgrade.options import Hooks

        plan = read_plan(folder_of(values), address_of(values), run_options_of(values), Hooks(connector()))
        return show_plan(plan, values["format"], check=values["check"])
    return show_forecast(values, check=values["check"])


def show_plan(plan: Plan, output: str, *, check: bool) -> int:
    """Print a plan and return the exit status that its contents mean."""
    from driftproof.report.upgrades import plan_json, plan_text

    click.echo(plan_json(plan) if output == "json" else plan_text(plan))
    return _status(plan, check=check)


def show_forecast(values: dict[str, Any], *, check: bool) -> int:
    """Print what the pending scripts would do and return the exit status that it means."""
    from driftproof import api
    from driftproof.upgrade.options import Hooks

    hooks = Hooks(connector())
    ask = bool(values.get("probe"))
    forecast = api.forecast(folder_of(values), address_of(values), run_options_of(values), hooks, ask=ask)
    click.echo(_printed(forecast, values), nl=False)
    status = _status(forecast.plan, check=check)
    return status or int(forecast.failure is not None)


def _printed(forecast: Forecast, values: dict[str, Any]) -> str:
    """Return a forecast in the format that was asked for."""
    from driftproof.report import forecasts

    match values["format"]:
        case "json":
            return forecasts.forecast_json(forecast)
        case "markdown":
            return forecasts.forecast_markdown(forecast)
        case "html":
            from driftproof.report.html import forecast_html

            return forecast_html(forecast)
        case _:
            details = bool(values.get("details"))
            return forecasts.forecast_text(forecast, details=details, colour=sys.stdout.isatty())


def _status(plan: Plan, *, check: bool) -> int:
    if plan.problems:
        return HistoryRefused.exit_status
    if plan.obstacles:
        return PreflightFailed.exit_status
    return 1 if check and plan.steps else 0
