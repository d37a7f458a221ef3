"""What foreign keys and expressions forbid ALTER TABLE to do to the columns and indexes they stand on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from driftproof.model.catalog import Column, ForeignKey, Schema, Table
from driftproof.model.names import fold
from driftproof.model.replace import replace
from driftproof.replay.apply.alter_columns import ColumnEdit
from driftproof.replay.apply.answers import refuse
from driftproof.replay.apply.expressions import names_in
from driftproof.replay.apply.foreign_keys import mismatch, other_references, restricts_keys
from driftproof.replay.apply.outcome import Scene
from driftproof.replay.apply.references import Reference, clustering_index, fits, serving_index, writes_null


@dataclass(frozen=True, slots=True)
class Rebuild:
    """A table before and after ALTER TABLE, and what its columns went through.

    `kept` are its own foreign keys that stay (as they are before the statement). `changed` are the folded names of
    the columns whose definition is new, those of CONVERT TO CHARACTER SET included. `is_by_copy` says that the server
    carries the statement out by a copy of the table, `is_copied` that MariaDB cannot but do so for another row key,
    where it looks at columns but not at indexes.
    """

    before: Table
    after: Table
    edit: ColumnEdit
    kept: tuple[ForeignKey, ...]
    changed: frozenset[str]
    is_copied: bool = False
    is_by_copy: bool = False


def check_rebuild(rebuild: Rebuild, schema: Schema, scene: Scene) -> None:
    """Raise what the foreign keys of the table itself and of others that refer to it forbid."""
    if not _concerns_keys(rebuild):
        return
    parents = other_references(scene, schema.name, rebuild.before)
    _check_engine(rebuild, parents, scene)
    _check_partitioned(rebuild, parents, scene)
    everyone = [*parents, *own_references(rebuild, schema)]
    if scene.is_mariadb:
        if rebuild.is_copied:
            _check_drops(replace(rebuild, kept=()), everyone, schema, scene)
            _check_drops(rebuild, (), schema, scene)
            _check_copied_renames(rebuild, everyone)
            _check_copied(rebuild, everyone, scene)
        _check_types_mariadb(rebuild, parents, schema, scene)
        _check_indexes(rebuild, parents, scene)
        _check_drops(rebuild, everyone, schema, scene)
        return
    _check_drops(rebuild, everyone, schema, scene)
    _check_types_mysql(rebuild, parents, schema, scene)
    _check_indexes(rebuild, parents, scene)
    _check_own_indexes(rebuild, everyone[len(parents) :], scene)
    _check_copied_renames(rebuild, everyone)


def _concerns_keys(rebuild: Rebuild) -> bool:
    """Tell whether anything changed that a foreign key could mind: not where columns or indexes are only added."""
    before, after = rebuild.before, rebuild.after
    if rebuild.edit.dropped or rebuild.edit.renamed or before.engine != after.engine:
        return True
    if before.partitioning is None and after.partitioning is not None:
        return True
    if any(name in rebuild.changed for name in rebuild.edit.kept):
        return True
    return any(index not in after.indexes for index in before.indexes)


def _check_engine(rebuild: Rebuild, parents: Sequence[Reference], scene: Scene) -> None:
    """Raise 3776, or MariaDB's 1217, where a table with foreign keys on either side would go to another engine."""
    if rebuild.before.engine == rebuild.after.engine or not (rebuild.before.foreign_keys or parents):
        return
    if scene.is_mariadb:
        raise refuse(1217, "Cannot delete or update a parent row: a foreign key constraint fails")
    text = "Cannot change table's storage engine because the table participates in a foreign key constraint."
    raise refuse(3776, text)


def _check_partitioned(rebuild: Rebuild, parents: Sequence[Reference], scene: Scene) -> None:
    """Raise 1506, or MariaDB's 1217, where a table with foreign keys on either side would be partitioned."""
    if rebuild.after.partitioning is None or not (rebuild.before.foreign_keys or parents):
        return
    if scene.is_mariadb:
        raise refuse(1217, "Cannot delete or update a parent row: a foreign key constraint fails")
    raise refuse(1506, "Foreign keys are not yet supported in conjunction with partitioning")


def _check_copied(rebuild: Rebuild, everyone: Sequence[Reference], scene: Scene) -> None:
    """Raise 1025 where MariaDB's copy of a table lacks an index that a foreign key needs, on either side."""
    if not scene.session.foreign_key_checks:
        return
    needed = [foreign_key.columns for foreign_key in rebuild.kept]
    needed += [reference.foreign_key.referenced_columns for reference in everyone]
    for names in needed:
        after = [rebuild.edit.kept.get(fold(name), name) for name in names]
        if serving_index(rebuild.after, after) is None:
            text = f"Error on rename of the copy to '{rebuild.before.name}'"
            raise refuse(1025, f'{text} (errno: 150 "Foreign key constraint is incorrectly formed")')


def _check_drops(rebuild: Rebuild, parents: Sequence[Reference], schema: Schema, scene: Scene) -> None:
    """Raise 1828 for a dropped column of an own foreign key, 1829 for one that another refers to."""
    gone = rebuild.edit.dropped
    for foreign_key in rebuild.kept:
        for name in foreign_key.columns:
            if fold(name) in gone:
                text = f"Cannot drop column '{name}': needed in a foreign key constraint '{foreign_key.name}'"
                raise refuse(1828, text)
    if not scene.session.foreign_key_checks and not scene.flavor.at_least(mysql=(5,), mariadb=(10, 6)):
        return
    for reference in parents:
        for name in reference.foreign_key.referenced_columns:
            if fold(name) in gone:
                key = reference.foreign_key.name
                text = f"Cannot drop column '{name}': needed in a foreign key constraint '{key}'"
                raise refuse(1829, f"{text} of table '{reference.table.name}'")


def _changed(rebuild: Rebuild, names: Iterable[str]) -> Iterable[tuple[Column, Column]]:
    """Yield the columns of those names that the statement defines anew: before and after."""
    for name in names:
        before = rebuild.before.column(name)
        after_name = rebuild.edit.kept.get(fold(name))
        if before is None or after_name is None or fold(after_name) not in rebuild.changed:
            continue
        after = rebuild.after.column(after_name)
        if after is not None:
            yield before, after


def _check_types_mariadb(rebuild: Rebuild, parents: Sequence[Reference], schema: Schema, scene: Scene) -> None:
    """Raise 1833 or 1832 for another type, 1830 for NOT NULL under SET NULL, 1846 for a rename beside another type.

    The foreign keys that refer to the table come first (``fk_prepare_copy_alter_table``), checks on or off. A longer
    VARCHAR is another type here (InnoDB itself refuses it; seen on 10.11.18 and 11.8.6).
    """
    references = [*parents, *own_references(rebuild, schema)]
    _check_copied_renames(rebuild, references)
    for reference in references:
        for before, after in _changed(rebuild, reference.foreign_key.referenced_columns):
            child = _partner(reference.foreign_key, before.name, reference.table, of_parent=False)
            spoils = child is not None and writes_null(reference.foreign_key, child, after, scene)
            if _is_other(before, after) or _is_resized(before, after):
                raise _renamed(before, rebuild) or _cannot_change_parent(before, reference)
            if spoils and before.nullable is False:
                raise _cannot_change_parent(before, reference)
    for foreign_key in rebuild.kept:
        parent = scene.catalog.table(foreign_key.referenced_schema or schema.name, foreign_key.referenced_table)
        for before, after in _changed(rebuild, foreign_key.columns):
            target = _partner(foreign_key, before.name, parent, of_parent=True) if parent else None
            spoils = target is not None and writes_null(foreign_key, after, target, scene)
            if (_sets_null(foreign_key) or spoils) and after.nullable is False and before.nullable:
                raise _not_null(after, foreign_key)
            if _is_other(before, after) or _is_resized(before, after):
                raise _renamed(before, rebuild) or _cannot_change(before, foreign_key)


def _check_copied_renames(rebuild: Rebuild, references: Sequence[Reference]) -> None:
    """Raise 1846 for a renamed column of a foreign key, on either side, in a table that is copied."""
    if not rebuild.is_by_copy:
        return
    names = [name for reference in references for name in reference.foreign_key.referenced_columns]
    names += [name for foreign_key in rebuild.kept for name in foreign_key.columns]
    for column in map(rebuild.before.column, names):
        if column is not None and (refusal := _renamed(column, rebuild)):
            raise refusal


def _partner(foreign_key: ForeignKey, name: str, table: Table, *, of_parent: bool) -> Column | None:
    """Return the column at the other end of a foreign key."""
    here, there = foreign_key.referenced_columns, foreign_key.columns
    if of_parent:
        here, there = there, here
    return table.column(there[[fold(each) for each in here].index(fold(name))])


def _renamed(column: Column, rebuild: Rebuild) -> Exception | None:
    """Return the refusal of a column that is renamed besides, which MariaDB's copying cannot do."""
    if fold(column.name) not in rebuild.edit.renamed:
        return None
    text = "ALGORITHM=COPY is not supported. Reason: Columns participating in a foreign key are renamed."
    return refuse(1846, f"{text} Try ALGORITHM=INPLACE")


def _check_types_mysql(rebuild: Rebuild, parents: Sequence[Reference], schema: Schema, scene: Scene) -> None:
    """Raise 3780 where the columns of a foreign key no longer fit, 1832, 1833 or 1830 where they change in kind.

    A rename beside another type is 1846.
    """
    checks = scene.session.foreign_key_checks
    own = own_references(rebuild, schema)
    itself = {reference.foreign_key.name for reference in own}
    for reference in [*parents, *own]:
        foreign_key = reference.foreign_key
        for before, after in _changed(rebuild, foreign_key.referenced_columns):
            place = [fold(n) for n in foreign_key.referenced_columns].index(fold(before.name))
            name = foreign_key.columns[place]
            child = (
                rebuild.after.column(rebuild.edit.kept.get(fold(name), name)) if foreign_key.name in itself else before
            )
            if child is not None and not fits(child, after, collations=checks):
                raise _incompatible(name, after.name, foreign_key)
            if checks and (_is_other(before, after) or _counts_anew(before, after)):
                raise _renamed(before, rebuild) or _cannot_change_parent(before, reference)
    for foreign_key in rebuild.kept:
        for before, after in _changed(rebuild, foreign_key.columns):
            if _sets_null(foreign_key) and after.nullable is False and before.nullable:
                raise _not_null(after, foreign_key)
            name = foreign_key.referenced_columns[[fold(n) for n in foreign_key.columns].index(fold(before.name))]
            target = (
                rebuild.after.column(rebuild.edit.kept.get(fold(name), name)) if foreign_key.name in itself else before
            )
            if target is not None and not fits(target, after, collations=checks):
                raise _incompatible(after.name, name, foreign_key)
            if checks and (_is_other(before, after) or _counts_anew(before, after)):
                raise _renamed(before, rebuild) or _cannot_change(before, foreign_key)


def _incompatible(own: str, referenced: str, foreign_key: ForeignKey) -> Exception:
    text = f"Referencing column '{own}' and referenced column '{referenced}' in foreign key constraint"
    return refuse(3780, f"{text} '{foreign_key.name}' are incompatible.")


def _sets_null(foreign_key: ForeignKey) -> bool:
    return "SET NULL" in (foreign_key.on_delete, foreign_key.on_update)


def _not_null(column: Column, foreign_key: ForeignKey) -> Exception:
    text = (
        f"Column '{column.name}' cannot be NOT NULL: needed in a foreign key constraint '{foreign_key.name}' SET NULL"
    )
    return refuse(1830, text)


def _cannot_change(column: Column, foreign_key: ForeignKey) -> Exception:
    return refuse(1832, f"Cannot change column '{column.name}': used in a foreign key constraint '{foreign_key.name}'")


def _cannot_change_parent(column: Column, reference: Reference) -> Exception:
    text = f"Cannot change column '{column.name}': used in a foreign key constraint '{reference.foreign_key.name}'"
    return refuse(1833, f"{text} of table '{reference.schema}.{reference.table.name}'")


def _is_other(before: Column, after: Column) -> bool:
    """Tell whether a column changes in kind, so that its values would have to be converted (``is_equal``).

    A longer VARCHAR within the same number of length bytes, or another default, comment or nullability, does not.
    """
    first, second = before.type, after.type
    if first.name != second.name or first.unsigned != second.unsigned:
        return True
    if (before.charset, before.collation) != (after.charset, after.collation):
        return True
    if first.name in {"varchar", "varbinary"}:
        return second.length < first.length
    if first.values:
        return second.values[: len(first.values)] != first.values
    return first.length != second.length and not first.is_integer


def _counts_anew(before: Column, after: Column) -> bool:
    """Tell whether a column begins or ends to be AUTO_INCREMENT, which MySQL takes for another kind of column."""
    return before.auto_increment != after.auto_increment


def _is_resized(before: Column, after: Column) -> bool:
    return before.type.name in {"varchar", "varbinary"} and before.type.length != after.type.length


def _check_indexes(rebuild: Rebuild, parents: Sequence[Reference], scene: Scene) -> None:
    """Raise 1553 where a foreign key would be left without the index that it needs, on either side.

    MariaDB does not look at the index that rows are kept by (seen on 10.11.18 and 11.8.9).
    """
    if scene.is_mariadb and (not scene.session.foreign_key_checks or rebuild.is_copied):
        return
    unseen = clustering_index(rebuild.before) if scene.flavor.at_least(mariadb=(10, 6)) else None
    for foreign_key in rebuild.kept:
        after = [rebuild.edit.kept.get(fold(name), name) for name in foreign_key.columns]
        lost = serving_index(rebuild.before, foreign_key.columns)
        if lost is not None and lost is not unseen and serving_index(rebuild.after, after) is None:
            raise refuse(1553, f"Cannot drop index '{lost.name}': needed in a foreign key constraint")
    for reference in [*parents, *_formerly_own(rebuild, scene)]:
        names = reference.foreign_key.referenced_columns
        after = [rebuild.edit.kept.get(fold(name), name) for name in names]
        unique = not scene.is_mariadb and restricts_keys(scene)
        lost = serving_index(rebuild.before, names, unique=unique) or serving_index(rebuild.before, names)
        if lost is not None and lost is not unseen and serving_index(rebuild.after, after, unique=unique) is None:
            if unique and serving_index(rebuild.before, names, unique=True) is None:
                continue
            raise refuse(1553, f"Cannot drop index '{lost.name}': needed in a foreign key constraint")


def _check_own_indexes(rebuild: Rebuild, own: Sequence[Reference], scene: Scene) -> None:
    """Raise 1553 where MySQL would leave a foreign key of the table to itself without the unique index it refers to."""
    for reference in own:
        names = reference.foreign_key.referenced_columns
        after = [rebuild.edit.kept.get(fold(name), name) for name in names]
        kept = replace(reference.foreign_key, referenced_columns=tuple(after))
        columns = tuple(rebuild.edit.kept.get(fold(name), name) for name in kept.columns)
        problem = mismatch(replace(kept, columns=columns), rebuild.after, rebuild.after, scene)
        if problem is None or problem.number not in {6125, 1822}:
            continue
        lost = next((index for index in rebuild.before.indexes if rebuild.after.index(index.name) is None), None)
        if lost is not None:
            raise refuse(1553, f"Cannot drop index '{lost.name}': needed in a foreign key constraint")


def _formerly_own(rebuild: Rebuild, scene: Scene) -> list[Reference]:
    """Return the foreign keys to the table itself, those that go included: MariaDB counts them all on this side."""
    if not scene.is_mariadb:
        return []
    name = rebuild.before.name
    keys = [key for key in rebuild.before.foreign_keys if key.referenced_schema is None]
    return [Reference("", rebuild.before, key) for key in keys if key.referenced_table == name]


def own_references(rebuild: Rebuild, schema: Schema) -> list[Reference]:
    """Return the table's own foreign keys that refer to the table itself."""
    return [
        Reference(schema.name, rebuild.before, key)
        for key in rebuild.kept
        if key.referenced_schema is None and key.referenced_table == rebuild.before.name
    ]


def check_dependants(table: Table, edit: ColumnEdit, scene: Scene) -> None:
    """Raise what generated columns, expression defaults and indexes forbid: the drop (and rename) of their columns.

    MySQL: 3108, 3766, 3837. MariaDB finds the missing column when it reads the expressions again: 1054.
    """
    gone = edit.dropped - {fold(column.name) for column in edit.columns}
    touched = gone if scene.is_mariadb else gone | edit.renamed.keys()
    if not touched:
        return
    for column in table.columns:
        if fold(column.name) in edit.dropped or edit.kept.get(fold(column.name), "").lower() in edit.defined:
            continue
        _check_expressions(column, touched, scene, table)
    for index in table.indexes:
        for part in index.parts:
            used = names_in(part.expression, scene.flavor) & touched if part.expression else None
            if used:
                text = f"Column '{min(used)}' has a functional index dependency and cannot be dropped or renamed."
                raise refuse(3837, text)


def _check_expressions(column: Column, touched: frozenset[str] | set[str], scene: Scene, table: Table) -> None:
    if column.generated is not None:
        used = names_in(column.generated.expression, scene.flavor) & touched
        if used and scene.is_mariadb:
            raise refuse(1054, f"Unknown column '{min(used)}' in 'GENERATED ALWAYS AS'")
        if used:
            raise refuse(3108, f"Column '{min(used)}' has a generated column dependency.")
    if column.default is not None and column.default.kind == "expression":
        used = names_in(column.default.text, scene.flavor) & touched
        if used and scene.is_mariadb:
            raise refuse(1054, f"Unknown column '{min(used)}' in 'DEFAULT'")
        if used:
            text = "has a default value expression dependency and cannot be dropped or renamed."
            raise refuse(3766, f"Column '{min(used)}' of table '{table.name}' {text}")
    for check in column.checks:
        used = names_in(check.expression, scene.flavor) & touched
        if used and scene.is_mariadb:
            raise refuse(1054, f"Unknown column '{min(used)}' in 'CHECK'")
