"""Which callbacks run, and when: Flyway's events by the release whose history layout is in force."""

from __future__ import annotations

from driftproof.model.history import Layout
from driftproof.model.scripts import Script
from driftproof.sources.folder import Folder

_EVENTS_OF_3 = (
    "beforeValidate", "afterValidate", "beforeMigrate", "beforeEachMigrate", "afterEachMigrate", "afterMigrate",
)  # fmt: skip
_EVENTS_OF_5 = (
    "beforeValidate", "afterValidate", "afterValidateError", "beforeMigrate", "beforeEachMigrate",
    "beforeEachMigrateStatement", "afterEachMigrateStatement", "afterEachMigrateStatementError", "afterEachMigrate",
    "afterEachMigrateError", "afterVersioned", "beforeRepeatables", "afterMigrateApplied", "afterMigrate",
    "afterMigrateError",
)  # fmt: skip


def events_of(layout: Layout) -> tuple[str, ...]:
    """Return the events that an upgrade fires in this layout, in the order in which they can first happen."""
    return _EVENTS_OF_5 if layout is Layout.FLYWAY_5 else _EVENTS_OF_3


def callbacks_for(folder: Folder, event: str, layout: Layout) -> tuple[Script, ...]:
    """Return the scripts of an event; Flyway 3 and 4 know fewer events, and files without a description only."""
    if event not in events_of(layout):
        return ()
    scripts = folder.callbacks.get(event, ())
    return scripts if layout is Layout.FLYWAY_5 else tuple(each for each in scripts if not each.description)


def running_callbacks(folder: Folder, layout: Layout) -> tuple[Script, ...]:
    """Return the callbacks that an upgrade runs, in the order in which they can first happen."""
    return tuple(each for event in events_of(layout) for each in callbacks_for(folder, event, layout))


def idle_callbacks(folder: Folder, layout: Layout) -> tuple[str, ...]:
    """Return the file names of callbacks that no upgrade in this layout runs."""
    running = {each.name for each in running_callbacks(folder, layout)}
    return tuple(each.name for scripts in folder.callbacks.values() for each in scripts if each.name not in running)
