"""Foreign keys that MariaDB does not drop: those that DROP CONSTRAINT names in a statement that copies the table.

InnoDB reads in the text of such a statement which foreign keys to leave out of the copy; it knows DROP FOREIGN KEY only
(seen on 10.11.18 and 11.8.9). ``ALTER TABLE t DROP CONSTRAINT f, ADD CONSTRAINT g FOREIGN KEY …`` leaves f where it is.
"""

from __future__ import annotations

from driftproof.model.catalog import ForeignKey, Table
from driftproof.model.changes import AlterTable, DropConstraint, DropForeignKey
from driftproof.model.replace import replace
from driftproof.replay.apply.algorithm import copies_table
from driftproof.replay.apply.alter_keys import meant_drop
from driftproof.replay.apply.answers import refuse
from driftproof.replay.apply.foreign_keys import mismatch, parent_of
from driftproof.replay.apply.outcome import Scene
from driftproof.replay.apply.references import serving_index


def with_survivors(change: AlterTable, before: Table, after: Table, schema: str, scene: Scene) -> Table:
    """Return a table after ALTER TABLE with the foreign keys that MariaDB has not dropped; raises 1025."""
    if not scene.is_mariadb:
        return after
    drops = [meant_drop(one, before, scene) for one in change.actions if isinstance(one, DropConstraint)]
    keys = [before.foreign_key(one.name) for one in drops if isinstance(one, DropForeignKey)]
    if not keys or not copies_table(change, before, after, scene):
        return after
    kept = [key for key in keys if key is not None]
    for key in kept:
        _check_fit(key, after, schema, scene)
    together = sorted((*after.foreign_keys, *kept), key=lambda key: key.name)
    return replace(after, foreign_keys=tuple(together))


def _check_fit(key: ForeignKey, table: Table, schema: str, scene: Scene) -> None:
    parent = parent_of(key, table, schema, scene)
    is_unfit = serving_index(table, key.columns) is None or any(table.column(name) is None for name in key.columns)
    if not is_unfit and scene.session.foreign_key_checks:
        is_unfit = parent is None or mismatch(key, table, parent, scene) is not None
    if is_unfit:
        text = f"Error on rename of the copy to '{table.name}'"
        raise refuse(1025, f'{text} (errno: 150 "Foreign key constraint is incorrectly formed")')
