"""The public Python API: the operations that the command line, the linter, the tests and Python users call."""

from __future__ import annotations

from driftproof.live.address import Address
from driftproof.model.history import Outcome, Plan, Status
from driftproof.model.scripts import Version
from driftproof.sources.folder import Folder
from driftproof.upgrade.look import read_plan, read_status
from driftproof.upgrade.options import Hooks, RunOptions
from driftproof.upgrade.repair import Repair, run_baseline, run_repair
from driftproof.upgrade.run import run_upgrade

_OPTIONS, _HOOKS = RunOptions(), Hooks()


def plan(folder: Folder, address: Address, options: RunOptions = _OPTIONS, hooks: Hooks = _HOOKS) -> Plan:
    """Return what `upgrade` would do, with what would keep it from doing so; only reads."""
    return read_plan(folder, address, options, hooks)


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
