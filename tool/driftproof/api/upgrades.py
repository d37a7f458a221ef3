"""The runner on a live database: plans, forecasts, upgrades and the history."""

from __future__ import annotations

from dataclasses import replace

from driftproof.api.comparisons import writer
from driftproof.compare.forecast import forecast as forecast_of
from driftproof.compare.forecast import nothing_foretold, trials_of
from driftproof.compare.trials import Trial
from driftproof.live.address import Address
from driftproof.live.connect import Connection, ServerError
from driftproof.live.probe import Probed, probe
from driftproof.live.sizes import read_sizes
from driftproof.model.errors import SourceError
from driftproof.model.forecast import Forecast, Rehearsal
from driftproof.model.hazard import Cost
from driftproof.model.history import Outcome, Plan, Status
from driftproof.model.scripts import Version
from driftproof.sources.folder import Folder
from driftproof.upgrade.look import check_not_empty, look, opened, read_plan, read_status
from driftproof.upgrade.options import Hooks, RunOptions
from driftproof.upgrade.preflight import obstacles
from driftproof.upgrade.rehearse import rehearse
from driftproof.upgrade.repair import Repair, run_baseline, run_repair
from driftproof.upgrade.run import run_upgrade

_OPTIONS, _HOOKS = RunOptions(), Hooks()


def plan(folder: Folder, address: Address, options: RunOptions = _OPTIONS, hooks: Hooks = _HOOKS) -> Plan:
    """Return what `upgrade` would do, with what would keep it from doing so; only reads."""
    return read_plan(folder, address, options, hooks)


def forecast(
    folder: Folder, address: Address, options: RunOptions = _OPTIONS, hooks: Hooks = _HOOKS, *, ask: bool = False
) -> Forecast:
    """Return what `upgrade` would do to the database, statement by statement, with costs and hazards; only reads.

    The pending scripts are replayed on the live catalog. Rows are not read: what was taken for granted stands with each
    statement. With `ask` the server is asked what each ALTER takes, on empty clones in a scratch schema that is
    dropped. Raises `driftproof.model.errors.DriftproofError` when the database or a script cannot be read.
    """
    check_not_empty(folder)
    with opened(address, hooks) as connection:
        plan = look(connection, folder, address.schema, options)
        plan = replace(plan, obstacles=obstacles(connection, plan, options))
        if not plan.steps:
            return nothing_foretold(plan, connection.flavor)
        try:
            rehearsal = rehearse(connection, folder, plan, options)
            sizes = read_sizes(connection, address.schema)
        except (ServerError, SourceError) as error:
            note = f"what the scripts do is not foretold, for the database cannot be read: {error}"
            return nothing_foretold(replace(plan, notes=(*plan.notes, note)), connection.flavor)
        costs = _asked(connection, rehearsal) if ask else {}
    return forecast_of(plan, rehearsal, sizes, costs)


def _asked(connection: Connection, rehearsal: Rehearsal) -> dict[str, tuple[Cost, ...]]:
    """Return what the server says that each ALTER of a rehearsal takes, by the table's name."""
    by_table: dict[str, list[Trial]] = {}
    for trial in trials_of(rehearsal):
        by_table.setdefault(trial.table, []).append(trial)
    flavor = rehearsal.before.flavor
    wanted = [
        Probed(table, tuple(writer(one.change, flavor) for one in trials), tuple(one.expected for one in trials))
        for table, trials in by_table.items()
    ]
    return probe(connection, rehearsal.schema, wanted) if wanted else {}


def upgrade(folder: Folder, address: Address, options: RunOptions = _OPTIONS, hooks: Hooks = _HOOKS) -> Outcome:
    """Upgrade the schema of `address` with the scripts of `folder`, and return what was done.

    Raises a `driftproof.model.errors.DriftproofError` of the kind that says how far it came.
    """
    return run_upgrade(folder, address, options, hooks)


def status(folder: Folder, address: Address, options: RunOptions = _OPTIONS, hooks: Hooks = _HOOKS) -> Status:
    """Return the state of every script and of every row of the history; only reads."""
    return read_status(folder, address, options, hooks)


def repair(
    folder: Folder, address: Address, options: RunOptions = _OPTIONS, hooks: Hooks = _HOOKS, *, dry_run: bool = False
) -> Repair:
    """Mend the recorded history as Flyway's repair does, or only say how; return what was, or would be, changed."""
    return run_repair(folder, address, options, hooks, dry_run=dry_run)


def baseline(
    address: Address,
    version: Version,
    description: str = "<< Flyway Baseline >>",
    options: RunOptions = _OPTIONS,
    hooks: Hooks = _HOOKS,
) -> bool:
    """Start the history of a schema that exists; return False when the same baseline was there already.

    Raises `driftproof.model.errors.HistoryRefused` when the history has other rows.
    """
    return run_baseline(address, version, description, options, hooks)[1]
