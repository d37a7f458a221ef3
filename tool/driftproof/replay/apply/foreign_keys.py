"""Foreign keys: their names, what servers ask of both tables, and the refusals of each vendor."""

from __future__ import annotations

import re
from collections.abc import Sequence

from driftproof.model.catalog import Check, ForeignKey, Table
from driftproof.model.catalog.shelf import having
from driftproof.model.errors import ServerAnswer
from driftproof.model.names import fold
from driftproof.model.replace import replace
from driftproof.replay.apply.answers import answer, cannot_create, refuse
from driftproof.replay.apply.expressions import names_in
from driftproof.replay.apply.outcome import Refused, Scene
from driftproof.replay.apply.references import (
    Reference,
    fits,
    has_foreign_keys,
    has_two_indexes,
    references_to,
    serving_index,
    writes_null,
)


def name_foreign_keys(
    added: Sequence[ForeignKey], before: Sequence[ForeignKey], table: str, scene: Scene
) -> tuple[ForeignKey, ...]:
    """Return new foreign keys with the names that the server gives to unnamed ones.

    ``<table>_ibfk_<n>``, counted on from the highest number among `before` (manual, "FOREIGN KEY Constraints"), which
    are those that the table had, those that the statement drops included (seen on all servers).
    MariaDB 12.1 names them by the number alone (MDEV-28933). MariaDB takes the index name for a missing one.
    """
    if not added:
        return ()
    number = _highest(before, table, scene)
    named = []
    for foreign_key in added:
        name = foreign_key.name or (foreign_key.index_name if scene.is_mariadb else "")
        if not name:
            number += 1
            name = str(number) if _is_numbered(scene) else f"{table}_ibfk_{number}"
        if len(name) > 64:
            raise refuse(1059, f"Identifier name '{name}' is too long")
        named.append(replace(foreign_key, name=name))
    return tuple(named)


_NUMBER = re.compile(r"[1-9]\d*")


def _is_numbered(scene: Scene) -> bool:
    return scene.flavor.at_least(mariadb=(12, 1))


def _highest(kept: Sequence[ForeignKey], table: str, scene: Scene) -> int:
    """Return the highest number among the automatic names of a table's foreign keys."""
    prefix = "" if _is_numbered(scene) else fold(f"{table}_ibfk_")
    names = [fold(foreign_key.name) for foreign_key in kept]
    ends = [name[len(prefix) :] for name in names if name.startswith(prefix)]
    return max((int(end) for end in ends if _NUMBER.fullmatch(end)), default=0)


_INPLACE = {1822: 1822, 3734: 1822, 6125: 1822, 3780: 1825, 1830: 1825}


def said_in_place(refused: Refused, table: str, *, is_index: bool) -> Refused:
    """Return what MariaDB says of a bad foreign key where it alters the table in place: 1822 or 1825.

    It does so where ``foreign_key_checks`` is off and nothing else in the statement asks for a copy. `is_index` says
    that types that do not fit are a missing index, as they are where no index has to be made for the foreign key.
    """
    number = 1822 if refused.cause == 3780 and is_index else _INPLACE.get(refused.cause)
    if number is None:
        return refused
    texts = {
        1822: "Failed to add the foreign key constraint. Missing index in the referenced table",
        1825: f"Failed to add the foreign key constraint on table '{table}'. Incorrect options in the constraint",
    }
    return refuse(number, texts[number])


def check_names_in_place(added: Sequence[ForeignKey], table: Table, schema: str, scene: Scene, own: str) -> None:
    """Raise 1823 where MariaDB, at last, finds a name of `added` taken by another table or twice in the statement."""
    try:
        check_names(added, table, schema, scene, own)
    except Refused as refused:
        text = "Failed to add the foreign key constraint to system tables"
        raise (refuse(1823, text) if refused.cause == 1826 else refused) from None


def stated_in_place(foreign_key: ForeignKey) -> ForeignKey:
    """Return a foreign key as MariaDB keeps it when it is added in place.

    RESTRICT, where stated, is kept as NO ACTION, and an index name goes before the constraint's.
    """
    actions = ("NO ACTION" if a == "RESTRICT" else a for a in (foreign_key.on_delete, foreign_key.on_update))
    on_delete, on_update = actions
    name = foreign_key.index_name or foreign_key.name
    return replace(foreign_key, name=name, on_delete=on_delete, on_update=on_update)


def renamed_with_table(foreign_keys: Sequence[ForeignKey], before: str, after: str) -> tuple[ForeignKey, ...]:
    """Return a table's foreign keys after its rename: automatic names follow it."""
    prefix = f"{before}_ibfk_"
    return tuple(
        replace(foreign_key, name=f"{after}_ibfk_{foreign_key.name[len(prefix) :]}")
        if foreign_key.name.startswith(prefix) and foreign_key.name[len(prefix) :].isdigit()
        else foreign_key
        for foreign_key in foreign_keys
    )


def check_own_names(added: Sequence[ForeignKey], table: Table, schema: str, scene: Scene) -> None:
    """Raise 1826 where a name of `added` is that of a foreign key that the table had before."""
    before = scene.catalog.table(schema, table.name)
    _check_taken(
        added, {fold(key.name) for key in before.foreign_keys} if before else set(), (table.name, schema), scene
    )


def check_names(added: Sequence[ForeignKey], table: Table, schema: str, scene: Scene, own: str) -> None:
    """Raise 1826, or 1005 with 121 on MariaDB, where a name of `added` is taken.

    Names of foreign keys are unique in a database; since MariaDB 12.1 in a table. `own` is the key of the table,
    whose former self does not count.
    """
    if not added:
        return
    before = scene.catalog.table(schema, table.name) if own else None
    taken = {fold(key.name) for each in (table, before) if each is not None for key in each.foreign_keys}
    holder = scene.catalog.schema(schema)
    others = holder.tables if holder is not None and not _is_numbered(scene) else {}
    names = [fold(foreign_key.name) for foreign_key in added]
    taken.update(name for name in names if any(key != own for key, _ in having(others, _key_names, name)))
    _check_taken(added, taken, (table.name, schema), scene)


def _key_names(table: Table) -> set[str]:
    return {fold(foreign_key.name) for foreign_key in table.foreign_keys}


def _check_taken(added: Sequence[ForeignKey], taken: set[str], place: tuple[str, str], scene: Scene) -> None:
    for foreign_key in added:
        name = fold(foreign_key.name)
        if name in taken:
            raise duplicate_name(foreign_key.name, *place, scene)
        taken.add(name)


def duplicate_name(name: str, table: str, schema: str, scene: Scene) -> Refused:
    """Return the refusal of a name that another foreign key has."""
    if scene.is_mariadb:
        return cannot_create(schema, table, 121, 1826)
    return refuse(1826, f"Duplicate foreign key constraint name '{name}'")


def check_child(foreign_key: ForeignKey, table: Table, schema: str, scene: Scene) -> None:
    """Raise the refusal of a new foreign key by what its own table is."""
    check_generated_columns(foreign_key, table, scene)
    seen: set[str] = set()
    for name in foreign_key.columns:
        column = table.column(name)
        if column is None:
            raise refuse(1072, f"Key column '{name}' doesn't exist in table")
        if fold(name) in seen:
            raise refuse(1060, f"Duplicate column name '{column.name}'")
        seen.add(fold(name))
        sets_null = "SET NULL" in (foreign_key.on_delete, foreign_key.on_update)
        if sets_null and column.nullable is False:
            text = f"Column '{column.name}' cannot be NOT NULL: needed in a foreign key constraint"
            text += f" '{foreign_key.name}' SET NULL"
            raise _refused(answer(1830, text), table.name, schema, scene)
    if len(foreign_key.columns) != len(foreign_key.referenced_columns):
        text = "Incorrect foreign key definition for 'foreign key without name': "
        text += "Key reference and table reference don't match"
        raise refuse(1239, text)
    if table.partitioning is not None:
        raise refuse(1506, "Foreign key clause is not yet supported in conjunction with partitioning")
    if scene.is_mariadb and serving_index(table, foreign_key.columns) is None:
        raise cannot_create(schema, table.name, 150, 3780)


def check_generated_columns(foreign_key: ForeignKey, table: Table, scene: Scene) -> None:
    """Raise the refusal of a foreign key on a generated column (1905 on MariaDB, 3104 and 3733 on MySQL)."""
    changes = {"CASCADE", "SET NULL", "SET DEFAULT"}
    clause = ""
    if foreign_key.on_update in changes:
        clause = f"ON UPDATE {foreign_key.on_update}"
    elif foreign_key.on_delete in changes - {"CASCADE"}:
        clause = f"ON DELETE {foreign_key.on_delete}"
    for name in foreign_key.columns:
        column = table.column(name)
        if column is None or column.generated is None:
            continue
        text = f"Cannot define foreign key with {clause} clause on a generated column"
        if clause:
            raise refuse(1905, text) if scene.is_mariadb else refuse(3104, f"{text}.")
        if not column.generated.stored and not scene.is_mariadb:
            text = f"Foreign key '{foreign_key.name}' uses virtual column '{column.name}' which is not supported."
            raise refuse(3733, text)


def check_base_columns(foreign_key: ForeignKey, table: Table, scene: Scene) -> None:
    """Raise 1215, or MariaDB's 1901, where a cascade would change a column that a stored generated one stands on."""
    if not _writes(foreign_key):
        return
    own = {fold(name) for name in foreign_key.columns}
    for column in table.columns:
        if column.generated is None or not column.generated.stored:
            continue
        used = names_in(column.generated.expression, scene.flavor) & own
        if used and scene.is_mariadb:
            text = f"Function or expression '{min(used)}' cannot be used in the GENERATED ALWAYS AS clause of"
            raise refuse(1901, f"{text} `{column.name}`")
        if used:
            raise refuse(1215, "Cannot add foreign key constraint")


def _writes(foreign_key: ForeignKey) -> bool:
    """Tell whether an action of a foreign key writes to its own columns."""
    return foreign_key.on_update in {"CASCADE", "SET NULL"} or foreign_key.on_delete == "SET NULL"


def check_referential_checks(foreign_keys: Sequence[ForeignKey], checks: Sequence[Check], scene: Scene) -> None:
    """Raise 3823, or MariaDB's 1901, where a check uses a column that a foreign key's action writes to."""
    for foreign_key in foreign_keys:
        own = {fold(name) for name in foreign_key.columns} if _writes(foreign_key) else set()
        for check in checks:
            used = names_in(check.expression, scene.flavor) & own
            if used and scene.is_mariadb:
                text = f"Function or expression '{min(used)}' cannot be used in the CHECK clause of `{check.name}`"
                raise refuse(1901, text)
            if used:
                text = f"Column '{min(used)}' cannot be used in a check constraint '{check.name}':"
                text += f" needed in a foreign key constraint '{foreign_key.name}' referential action."
                raise refuse(3823, text)


def _refused(said: ServerAnswer, table: str, schema: str, scene: Scene) -> Refused:
    """Return MySQL's own refusal, or MariaDB's 1005 with 150, which stands for them all."""
    return cannot_create(schema, table, 150, said.number) if scene.is_mariadb else Refused(said)


def parent_of(foreign_key: ForeignKey, table: Table, schema: str, scene: Scene) -> Table | None:
    """Return the table that a new foreign key of `table` refers to.

    Of a table to itself, MariaDB's InnoDB looks at the one that the altered copy will replace.
    """
    target = foreign_key.referenced_schema or schema
    names = (target, foreign_key.referenced_table), (schema, table.name)
    if [scene.key(name) for name in names[0]] != [scene.key(name) for name in names[1]]:
        return scene.catalog.table(target, foreign_key.referenced_table)
    before = scene.catalog.table(schema, table.name)
    return before if scene.is_mariadb and before is not None else table


def settle_target(foreign_key: ForeignKey, table: Table, schema: str, scene: Scene, is_inplace: bool) -> ForeignKey:
    """Check a new foreign key against the table that it refers to, and name that table's columns as it does.

    Raises 1824, 3734, 3780, 1822 or 6125, or MariaDB's 1005 with 150. A table that is missing is taken on trust
    where ``foreign_key_checks`` is off; one that is altered in place is not asked whether cascades could write NULL.
    """
    if foreign_key.referenced_schema == schema:
        foreign_key = replace(foreign_key, referenced_schema=None)
    parent = parent_of(foreign_key, table, schema, scene)
    if parent is None or not has_foreign_keys(parent):
        if not scene.session.foreign_key_checks:
            return foreign_key
        text = f"Failed to open the referenced table '{foreign_key.referenced_table}'"
        raise _refused(answer(1824, text), table.name, schema, scene)
    if parent.partitioning is not None:
        said = answer(1506, "Foreign keys are not yet supported in conjunction with partitioning")
        raise _refused(said, table.name, schema, scene)
    problem = mismatch(foreign_key, table, parent, scene)
    if problem is None and not is_inplace:
        problem = _nulls(foreign_key, table, parent, scene)
    if problem is not None:
        raise _refused(problem, table.name, schema, scene)
    names = [column.name for name in foreign_key.referenced_columns if (column := parent.column(name))]
    return replace(foreign_key, referenced_columns=tuple(names), referenced_table=parent.name)


def _nulls(foreign_key: ForeignKey, child: Table, parent: Table, scene: Scene) -> ServerAnswer | None:
    """Return what MariaDB has against a cascade that could write NULL into a NOT NULL column."""
    for own, referenced in zip(foreign_key.columns, foreign_key.referenced_columns, strict=False):
        column, target = child.column(own), parent.column(referenced)
        if column is not None and target is not None and writes_null(foreign_key, column, target, scene):
            return answer(1830, f"Column '{own}' cannot be NOT NULL: needed in a foreign key constraint")
    return None


def mismatch(foreign_key: ForeignKey, child: Table, parent: Table, scene: Scene) -> ServerAnswer | None:
    """Return why a foreign key cannot refer to `parent`, in MySQL's words, or None when it can."""
    name = foreign_key.name
    prefix = "Failed to add the foreign key constraint."
    for own, referenced in zip(foreign_key.columns, foreign_key.referenced_columns, strict=False):
        target, column = parent.column(referenced), child.column(own)
        if target is None:
            text = f"{prefix} Missing column '{referenced}' for constraint '{name}' in the referenced table"
            text += f" '{parent.name}'"
            return answer(3734, text)
        if not scene.is_mariadb and target.generated is not None and not target.generated.stored:
            return answer(3733, f"Foreign key '{name}' uses virtual column '{target.name}' which is not supported.")
        if column is not None and not fits(column, target):
            text = f"Referencing column '{own}' and referenced column '{referenced}' in foreign key constraint '{name}'"
            return answer(3780, f"{text} are incompatible.")
    strict = restricts_keys(scene)
    same = [fold(name) for name in foreign_key.columns] == [fold(name) for name in foreign_key.referenced_columns]
    names = (child.name, parent.name)
    is_circle = names[0] == names[1] and same and not scene.flavor.at_least(mariadb=(10, 6))
    is_circle = is_circle and not has_two_indexes(parent, foreign_key.referenced_columns, unique=strict)
    if is_circle or serving_index(parent, foreign_key.referenced_columns, unique=strict) is None:
        number, kind = (6125, "unique key") if strict else (1822, "index")
        return answer(
            number, f"{prefix} Missing {kind} for constraint '{name}' in the referenced table '{parent.name}'"
        )
    return None


def restricts_keys(scene: Scene) -> bool:
    """Tell whether foreign keys must refer to a whole unique key (``restrict_fk_on_non_standard_key``, MySQL 8.4)."""
    stated = scene.session.system.get("restrict_fk_on_non_standard_key")
    if stated is None:
        return scene.session.settings.restrict_fk_on_non_standard_key
    return str(stated).upper() in {"1", "ON", "TRUE"}


def check_orphans(table: Table, schema: str, scene: Scene, *, own_too: bool = False) -> None:
    """Raise the refusal of a new table that does not fit the foreign keys that wait for it.

    MySQL says 1215 of all but an index that is not unique; where ``foreign_key_checks`` is off it says what is wrong,
    and MariaDB 10.6 and later let it be. `own_too` counts the table's own, as for a table under a new name.
    """
    checks = scene.session.foreign_key_checks
    if not checks and scene.flavor.at_least(mariadb=(10, 6)):
        return
    for reference in references_to(scene.catalog, schema, table.name):
        if not own_too and reference.table.name == table.name and reference.schema == schema:
            continue
        foreign_key = reference.foreign_key
        problem = mismatch(foreign_key, reference.table, table, scene)
        if problem is None:
            continue
        is_indexed = serving_index(table, foreign_key.referenced_columns) is not None
        if checks and not (problem.number == 6125 and is_indexed):
            problem = answer(1215, "Cannot add foreign key constraint")
        raise _refused(problem, table.name, schema, scene)


def other_references(scene: Scene, schema: str, table: Table) -> list[Reference]:
    """Return the foreign keys of other tables that refer to this one, in the order in which servers name them."""
    found = [
        reference
        for reference in references_to(scene.catalog, schema, table.name)
        if not (reference.table.name == table.name and reference.schema == schema)
    ]
    return sorted(found, key=lambda reference: (reference.schema, reference.foreign_key.name))
