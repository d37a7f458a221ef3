"""INSERTs, judged by what keeps their rows from being added again: keys, and conditions that ask for the rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from driftproof.model.catalog import Catalog, Index, Table
from driftproof.model.changes import DropTables
from driftproof.model.names import fold
from driftproof.model.syntax.commands import Delete, Insert, Truncate
from driftproof.model.syntax.expressions import DefaultOf, Expression
from driftproof.model.syntax.expressions import Literal as Constant
from driftproof.model.syntax.queries import Select, TableSource
from driftproof.model.syntax.walk import nodes
from driftproof_lint.second_runs import called_routines, never_ran
from driftproof_lint.views import ScriptView, Site
from driftproof_lint.walk import differs_each_time

Protection = Literal["key", "chance", "none"]
"""A unique key stops the same rows; every key has a value that differs each time; there is no key at all."""


def protection(table: Table, insert: Insert) -> Protection:
    """Return what a table's unique keys do about the rows of an INSERT when they come again."""
    values = _values(table, insert)
    chance = False
    for index in table.indexes:
        if not index.is_unique:
            continue
        verdict = _verdict(table, index, values)
        if verdict == "key":
            return "key"
        chance = chance or verdict == "chance"
    return "chance" if chance else "none"


def _verdict(table: Table, index: Index, values: dict[str, Expression | None]) -> Protection:
    given = [_given(table, name, values) for name in index.columns]
    if "chance" in given:
        return "chance"
    return "none" if "none" in given or len(given) != len(index.parts) else "key"


def _given(table: Table, name: str, values: dict[str, Expression | None]) -> Protection:
    """Tell whether an INSERT gives a key column the same value each time, another one, or none that counts."""
    column = table.column(name)
    value = values.get(fold(name))
    missing = value is None or isinstance(value, DefaultOf) or (isinstance(value, Constant) and value.kind == "null")
    if column is None:
        return "none"
    if missing:
        if column.auto_increment or (column.nullable and (column.default is None or column.default.kind == "null")):
            return "none"
        default = column.default
        moment = default is not None and default.kind == "expression" and "(" in default.text
        return "chance" if moment else "key"
    return "chance" if differs_each_time(value) else "key"


def _values(table: Table, insert: Insert) -> dict[str, Expression | None]:
    """Return the expression that each column gets, by its folded name; several rows count as the first."""
    names = [fold(name) for name in insert.columns] or [fold(one.name) for one in table.columns if not one.invisible]
    given: list[Expression] = []
    if insert.rows:
        given = list(insert.rows[0])
    elif isinstance(insert.query, Select):
        given = [item.expression for item in insert.query.items]
    if len(given) == len(names):
        return dict(zip(names, given, strict=True))
    return {name: Constant("string", name) for name in names}


def unproved(view: ScriptView) -> Iterator[tuple[Site, Insert, Table]]:
    """Return the INSERTs that no replay can prove, since their source is a table whose rows only the customer has.

    Those that ask for their own rows first, that stand under a condition, or whose table the script empties are left
    out, and so are those in programs that the script does not call.
    """
    called = called_routines(view)
    proved = {run.step.statement for run in view.second_runs}
    for site in (*view.sites, *(one for one in never_ran(view) if fold(one.routine) in called)):
        insert = site.action
        if not isinstance(insert, Insert) or site.guards or site.step.answer:
            continue
        if not site.is_written and site.outer.statement in proved:
            continue
        table = view.after.table(insert.table.schema or site.database, insert.table.name)
        if table is None or _is_known(site, insert) or _asks_for_itself(insert) or _is_emptied(view, insert):
            continue
        if site.is_inner and any(_is_same(site, written) for written in view.written):
            continue
        if _sources_remain(insert, site, view.after):
            yield site, insert, table


def untold(view: ScriptView) -> Iterator[tuple[Site, Insert, Table]]:
    """Return the script's own INSERTs of VALUES into tables of whose rows nothing can be told in the second run."""
    proved = {run.step.statement for run in view.second_runs}
    unknown = {fold(name) for name in view.history.unknown_rows.get(view.script.path, ())}
    for site in view.sites:
        insert = site.action
        if site.is_inner or not isinstance(insert, Insert) or not insert.rows or insert.replace or site.step.answer:
            continue
        table = view.after.table(insert.table.schema or site.database, insert.table.name)
        is_unknown = fold(insert.table.name) in unknown and site.outer.statement not in proved
        if is_unknown and table is not None and not _is_emptied(view, insert):
            yield site, insert, table


def _is_same(site: Site, written: Site) -> bool:
    return bool(written.guards) and fold(written.routine) == fold(site.routine) and written.sql == site.sql


def _is_known(site: Site, insert: Insert) -> bool:
    """Tell whether the replay knew the rows, so that its silence is a proof."""
    if site.is_written:
        return False
    noted = (*site.step.assumptions, *site.outer.assumptions)
    return insert.query is None or not any("taken as empty" in note or "not known" in note for note in noted)


def _asks_for_itself(insert: Insert) -> bool:
    """Tell whether the INSERT reads the table that it fills: NOT EXISTS, NOT IN, LEFT JOIN … IS NULL."""
    return any(
        isinstance(one, TableSource) and fold(one.name.name) == fold(insert.table.name) for one in nodes(insert.query)
    )


def _is_emptied(view: ScriptView, insert: Insert) -> bool:
    """Tell whether the script empties or drops the table somewhere."""
    wanted = fold(insert.table.name)
    for site in (*view.sites, *view.written):
        match site.action:
            case Truncate(table=name) if fold(name.name) == wanted:
                return True
            case Delete(source=TableSource(name=name)) if fold(name.name) == wanted:
                return True
            case DropTables(names=names) if wanted in {fold(name.name) for name in names}:
                return True
    return False


def _sources_remain(insert: Insert, site: Site, after: Catalog) -> bool:
    """Tell whether every table that the INSERT reads is still there at the end of the script."""
    sources = [one.name for one in nodes(insert.query) if isinstance(one, TableSource)]
    named = [name for name in sources if (name.schema or "").lower() != "information_schema"]
    return len(named) == len(sources) and all(
        after.table(name.schema or site.database, name.name) or after.view(name.schema or site.database, name.name)
        for name in named
    )
