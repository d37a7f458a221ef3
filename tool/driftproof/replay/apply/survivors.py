"""Foreign keys that MariaDB does not drop, or loses, in a statement that copies the table (10.11.18 and 11.8.9).

InnoDB reads in the text of such a statement which foreign keys to leave out of the copy, and knows DROP FOREIGN KEY
only. ``ALTER TABLE t DROP CONSTRAINT f, ADD CONSTRAINT g FOREIGN KEY …`` leaves f where it is.

It keeps foreign keys by the names of tables. A copy that comes under another name (``ALTER TABLE t MODIFY …, RENAME TO
u``) has none of those of t, and those of other tables go on referring to t. What InnoDB remembers of them for another
table of the name t is not modelled.
"""

from __future__ import annotations

from driftproof.model.catalog import Catalog, ForeignKey, Table
from driftproof.model.changes import AlterTable, DropConstraint, DropForeignKey, RenameTo
from driftproof.model.names import fold
from driftproof.model.replace import replace
from driftproof.replay.apply.algorithm import copies_table
from driftproof.replay.apply.alter_keys import meant_drop
from driftproof.replay.apply.answers import refuse
from driftproof.replay.apply.foreign_keys import mismatch, parent_of
from driftproof.replay.apply.lookup import put_table
from driftproof.replay.apply.outcome import Scene
from driftproof.replay.apply.references import references_to, serving_index


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


def loses_keys(change: AlterTable, before: Table, after: Table, scene: Scene) -> bool:
    """Tell whether a table comes under another name by a copy, which leaves foreign keys on either side behind."""
    if not scene.is_mariadb or fold(before.engine or "innodb") != "innodb":
        return False
    names = [one.name.name for one in change.actions if isinstance(one, RenameTo)]
    renames = bool(names) and scene.key(names[-1]) != scene.key(before.name)
    return renames and copies_table(change, before, after, scene)


def without_drops(change: AlterTable) -> AlterTable:
    """Return a statement without the drops of foreign keys."""
    kept = [one for one in change.actions if not isinstance(one, DropForeignKey | DropConstraint)]
    return replace(change, actions=tuple(kept))


def with_references_left(before: Catalog, after: Catalog, place: tuple[str, str]) -> Catalog:
    """Return a catalog after a rename in which other tables refer to the schema and table at `place` as before."""
    for reference in list(references_to(before, *place)):
        holder = after.schema(reference.schema)
        key = after.rules.key(reference.table.name)
        if holder is not None and key in holder.tables and key != after.rules.key(place[1]):
            child = replace(holder.tables[key], foreign_keys=reference.table.foreign_keys)
            after = after.with_schema(put_table(holder, key, child))
    return after


def _check_fit(key: ForeignKey, table: Table, schema: str, scene: Scene) -> None:
    parent = parent_of(key, table, schema, scene)
    is_unfit = serving_index(table, key.columns) is None or any(table.column(name) is None for name in key.columns)
    if not is_unfit and scene.session.foreign_key_checks:
        is_unfit = parent is None or mismatch(key, table, parent, scene) is not None
    if is_unfit:
        text = f"Error on rename of the copy to '{table.name}'"
        raise refuse(1025, f'{text} (errno: 150 "Foreign key constraint is incorrectly formed")')
