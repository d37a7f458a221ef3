"""Generated columns and expression defaults: what they may refer to."""

from __future__ import annotations

from collections.abc import Mapping

from driftproof.model.catalog import Column, Table
from driftproof.model.names import fold
from driftproof.replay.apply.answers import refuse
from driftproof.replay.apply.expressions import names_in
from driftproof.replay.apply.outcome import Scene


def check_generated(table: Table, defined: frozenset[str], scene: Scene) -> None:
    """Raise the refusal of an expression that uses a missing, later generated or counting column.

    Sources: manuals, "CREATE TABLE and Generated Columns" and "Generated Columns"; tried on servers of both vendors.
    """
    computed = [column for column in table.columns if _is_computed(column)]
    if not computed:
        return
    places = {fold(column.name): place for place, column in enumerate(table.columns)}
    for column in computed:
        if column.generated is not None:
            _check_generated_column(column, table, places, scene)
        elif fold(column.name) in defined:
            _check_default(column, table, places, scene)


def _is_computed(column: Column) -> bool:
    return column.generated is not None or (column.default is not None and column.default.kind == "expression")


def check_known_columns(table: Table, scene: Scene) -> None:
    """Raise 1054 for a generated column whose expression uses a column that is missing."""
    expressions = [column.generated.expression for column in table.columns if column.generated is not None]
    names = {fold(column.name) for column in table.columns} if expressions else set()
    for expression in expressions:
        unknown = names_in(expression, scene.flavor) - names
        if unknown:
            raise refuse(1054, f"Unknown column '{min(unknown)}' in 'GENERATED ALWAYS AS'")


def _check_generated_column(column: Column, table: Table, places: Mapping[str, int], scene: Scene) -> None:
    assert column.generated is not None
    for name in sorted(names_in(column.generated.expression, scene.flavor)):
        place = places.get(name)
        if place is None:
            where = "GENERATED ALWAYS AS" if scene.is_mariadb else "generated column function"
            raise refuse(1054, f"Unknown column '{name}' in '{where}'")
        used = table.columns[place]
        if used.auto_increment and not scene.is_mariadb:
            raise refuse(3109, f"Generated column '{column.name}' cannot refer to auto-increment column.")
        if used.generated is not None and place >= places[fold(column.name)]:
            if scene.is_mariadb:
                raise _uninitialized(column, used)
            raise refuse(3107, "Generated column can refer only to generated columns defined prior to it.")


def _check_default(column: Column, table: Table, places: Mapping[str, int], scene: Scene) -> None:
    assert column.default is not None
    for name in sorted(names_in(column.default.text, scene.flavor)):
        place = places.get(name)
        if place is None:
            where = "DEFAULT" if scene.is_mariadb else "default value expression"
            raise refuse(1054, f"Unknown column '{name}' in '{where}'")
        used = table.columns[place]
        if _is_computed(used) and place >= places[fold(column.name)]:
            if scene.is_mariadb:
                raise _uninitialized(column, used)
            text = "cannot refer to a column defined after it if that column is a generated column"
            raise refuse(
                3767,
                f"Default value expression of column '{column.name}' {text} or has an expression as default value.",
            )


def _uninitialized(column: Column, used: Column) -> Exception:
    return refuse(4029, f"Expression for field `{column.name}` is referring to uninitialized field `{used.name}`")
