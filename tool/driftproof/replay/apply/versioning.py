"""What MariaDB refuses to alter of tables with system versioning."""

from __future__ import annotations

from driftproof.model.catalog import IndexKind, Table
from driftproof.model.changes import (
    AddColumn,
    AddIndex,
    AlterTable,
    ChangeColumn,
    DropColumn,
    SetOptions,
    TableAction,
)
from driftproof.replay.apply.answers import refuse
from driftproof.replay.apply.outcome import Scene

_HISTORY = "system_versioning_alter_history"


def check_versioning(change: AlterTable, table: Table, scene: Scene) -> None:
    """Raise 4135 or 4124 for versioning that is there, or not, already; 4119 for what would alter history.

    History is altered by columns added, dropped or defined anew and by new unique keys, named with IF [NOT] EXISTS or
    of columns that are not there too, unless ``system_versioning_alter_history`` is KEEP (``vers_prohibited`` in
    ``sql_alter.cc``; seen on 10.11.18 and 11.8.9).
    """
    is_versioned = ("system_versioning", "yes") in table.options
    wanted = [action.options.others for action in change.actions if isinstance(action, SetOptions)]
    if is_versioned and any(("system_versioning", "yes") in others for others in wanted):
        raise refuse(4135, f"Table `{table.name}` is already system-versioned")
    if not is_versioned and any(("system_versioning", "no") in others for others in wanted):
        raise refuse(4124, f"Table `{table.name}` is not system-versioned")
    if is_versioned and not _keeps(scene) and any(_is_prohibited(action) for action in change.actions):
        name = f"`{change.name.schema or scene.session.database}`.`{table.name}`"
        raise refuse(4119, f"Not allowed for system-versioned {name}. Change @@{_HISTORY} to proceed with ALTER.")


def _keeps(scene: Scene) -> bool:
    return str(scene.session.system.get(_HISTORY, "")).upper() in {"KEEP", "1"}


def _is_prohibited(action: TableAction) -> bool:
    if isinstance(action, AddIndex):
        return action.index.kind in {IndexKind.PRIMARY, IndexKind.UNIQUE}
    return isinstance(action, (AddColumn, ChangeColumn, DropColumn))
