"""Check constraints: their names and what servers refuse of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from driftproof.model.catalog import Check, Column, Table
from driftproof.model.catalog.shelf import having
from driftproof.model.names import fold
from driftproof.model.replace import replace
from driftproof.replay.apply.answers import refuse
from driftproof.replay.apply.expressions import names_in
from driftproof.replay.apply.outcome import Scene


def written_checks(columns: Iterable[Column], checks: Sequence[Check], scene: Scene) -> list[Check]:
    """Return the checks that belong to the table, in the order written; on MySQL those of columns are among them."""
    if scene.is_mariadb:
        return list(checks)
    if not scene.flavor.at_least(mysql=(8, 0, 16)):
        return []
    both = [check for column in columns for check in column.checks] + list(checks)
    if all(check.span is not None for check in both):
        both.sort(key=lambda check: check.span or (0, 0))
    return both


def name_checks(added: Sequence[Check], kept: Sequence[Check], table: Table, scene: Scene) -> tuple[Check, ...]:
    """Return new checks with the names that the server gives to unnamed ones, after those kept.

    MySQL counts on from the highest ``<table>_chk_<n>``, MariaDB takes the first free ``CONSTRAINT_<n>``.
    """
    if not added:
        return tuple(kept)
    taken = {fold(check.name) for check in kept}
    number = 0 if scene.is_mariadb else _highest(kept, table.name)
    named: list[Check] = []
    for check in added:
        name = check.name
        while not name:
            number += 1
            offered = f"CONSTRAINT_{number}" if scene.is_mariadb else f"{table.name}_chk_{number}"
            name = "" if scene.is_mariadb and fold(offered) in taken else offered
        taken.add(fold(name))
        named.append(replace(check, name=name))
    return (*kept, *named)


def check_distinct_names(checks: Iterable[Check], scene: Scene) -> None:
    """Raise 3822, or MariaDB's 1826, where two checks of a table have one name."""
    taken: set[str] = set()
    for check in checks:
        if fold(check.name) in taken:
            raise duplicate_check(check.name, scene)
        taken.add(fold(check.name))


def _highest(kept: Sequence[Check], table: str) -> int:
    pattern = re.compile(rf"{re.escape(table)}_chk_([1-9]\d*)", re.IGNORECASE)
    found = [pattern.fullmatch(check.name) for check in kept]
    return max((int(match.group(1)) for match in found if match), default=0)


def duplicate_check(name: str, scene: Scene) -> Exception:
    """Return the refusal of a name that another check has."""
    if scene.is_mariadb:
        return refuse(1826, f"Duplicate CHECK constraint name '{name}'")
    return refuse(3822, f"Duplicate check constraint name '{name}'.")


def check_key_names(checks: Sequence[Check], keys: Iterable[str], scene: Scene) -> None:
    """Raise 1826 on MariaDB where a check has the name of a unique or foreign key of the table."""
    if not scene.is_mariadb or not checks:
        return
    taken = {fold(name) for name in keys if name}
    for check in checks:
        if fold(check.name) in taken:
            raise duplicate_check(check.name, scene)


def check_schema_names(added: Sequence[Check], schema: str, scene: Scene, own: str) -> None:
    """Raise 3822 where another table of the database has a check of that name; MariaDB's are the table's own."""
    if scene.is_mariadb or not added:
        return
    holder = scene.catalog.schema(schema)
    tables = holder.tables if holder else {}
    for check in added:
        if any(key != own for key, _ in having(tables, _check_names, fold(check.name))):
            raise duplicate_check(check.name, scene)


def _check_names(table: Table) -> set[str]:
    return {fold(check.name) for check in table.checks}


def check_expressions(checks: Sequence[Check], table: Table, scene: Scene) -> None:
    """Raise the refusal of a check that uses a column which is missing."""
    columns = {fold(column.name): column for column in table.columns}
    for check in checks:
        for name in sorted(names_in(check.expression, scene.flavor)):
            column = columns.get(name)
            if column is None:
                raise _unknown(check, name, scene)


def check_counting(checks: Sequence[Check], table: Table, scene: Scene) -> None:
    """Raise 3818, or MariaDB's 1901, for a check that uses the AUTO_INCREMENT column.

    MariaDB follows virtual columns to it; MySQL has none that stand on it.
    """
    column = next((column for column in table.columns if column.auto_increment), None)
    if column is None or not checks:
        return
    counting = {fold(column.name)}
    generated = [one for one in table.columns if one.generated and not one.generated.stored]
    virtual = generated if scene.is_mariadb else []
    for one in virtual * len(virtual):
        if one.generated and names_in(one.generated.expression, scene.flavor) & counting:
            counting.add(fold(one.name))
    for check in checks:
        if names_in(check.expression, scene.flavor) & counting:
            raise _counting(check, column, scene)


def _unknown(check: Check, name: str, scene: Scene) -> Exception:
    if scene.is_mariadb:
        return refuse(1054, f"Unknown column '{name}' in 'CHECK'")
    return refuse(3820, f"Check constraint '{check.name}' refers to non-existing column '{name}'.")


def _counting(check: Check, column: Column, scene: Scene) -> Exception:
    if scene.is_mariadb:
        text = f"Function or expression 'AUTO_INCREMENT' cannot be used in the CHECK clause of `{column.name}`"
        return refuse(1901, text)
    return refuse(3818, f"Check constraint '{check.name}' cannot refer to an auto-increment column.")


def check_column_checks(columns: Sequence[Column], table: Table, scene: Scene) -> None:
    """Raise the refusal of a column's own check: unknown columns, and on MySQL (3813) any other column."""
    for column in columns:
        if not column.checks:
            continue
        if scene.is_mariadb:
            check_expressions(column.checks, table, scene)
            continue
        for check in column.checks:
            others = names_in(check.expression, scene.flavor) - {fold(column.name)}
            if others:
                raise refuse(3813, f"Column check constraint '{check.name}' references other column.")


def renamed_checks_with_table(checks: Sequence[Check], before: str, after: str) -> tuple[Check, ...]:
    """Return a table's checks after its rename: MySQL's automatic names follow it."""
    prefix = f"{before}_chk_"
    return tuple(
        replace(check, name=f"{after}_chk_{check.name[len(prefix) :]}")
        if check.name.startswith(prefix) and check.name[len(prefix) :].isdigit()
        else check
        for check in checks
    )
