"""What a script does to objects that were there before it, and what else it does to them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from driftproof.model.catalog import Table
from driftproof.model.changes import AddColumn, AlterTable, ObjectName, TableAction
from driftproof.model.names import fold
from driftproof.model.syntax.commands import Delete, Insert, Update
from driftproof.model.syntax.queries import TableSource
from driftproof.model.syntax.walk import nodes
from driftproof_lint.views import Site
from driftproof_lint.walk import names

Span = tuple[int, int]
_ADDED = re.compile(r"\bADD\s+(?:COLUMN\s+)?(?:IF\s+NOT\s+EXISTS\s+)?`?(\w+)`?", re.IGNORECASE)


def older_table(site: Site, name: ObjectName) -> Table | None:
    """Return the table of that name as it was before the script, or None where the script itself made it."""
    return site.script.before.table(name.schema or site.database, name.name)


def actions(site: Site) -> Iterator[tuple[TableAction, Span | None]]:
    """Return the actions of an ALTER TABLE that the server takes, each with its span."""
    if isinstance(site.action, AlterTable):
        spans = site.action.spans
        for at, action in enumerate(site.action.actions):
            yield action, spans[at] if at < len(spans) else None


def is_own(site: Site) -> bool:
    """Tell whether the script wrote the statement: itself, as prepared text, or in a program that it creates."""
    if not site.is_inner or not site.routine:
        return True
    return any(fold(site.routine) == fold(written.routine) for written in site.script.written)


def earlier(site: Site) -> Iterator[Site]:
    """Return the statements of the script that ran before one, those inside programs included."""
    for one in site.script.sites:
        if one is site:
            return
        yield one


def later(site: Site) -> Iterator[Site]:
    """Return the statements of the script that ran behind one."""
    found = False
    for one in site.script.sites:
        if found:
            yield one
        found = found or one is site


def changes_rows(one: Site, table: str) -> bool:
    """Tell whether a statement updates or deletes rows of a table."""
    if not isinstance(one.action, Update | Delete):
        return False
    found = nodes(one.action.source)
    return any(isinstance(source, TableSource) and fold(source.name.name) == fold(table) for source in found)


def fills(one: Site, table: str, column: str) -> bool:
    """Tell whether a statement gives a column of a table new values."""
    if isinstance(one.action, Insert):
        return fold(one.action.table.name) == fold(table) and column.lower() in {
            name.lower() for name in one.action.columns
        }
    if not isinstance(one.action, Update) or not changes_rows(one, table):
        return False
    return any(fold(name.parts[-1]) == fold(column) for name, _ in one.action.assignments)


def reads(one: Site, column: str) -> bool:
    """Tell whether a statement that changes rows reads a column."""
    match one.action:
        case Update(assignments=assignments, where=where):
            return fold(column) in {fold(name) for name in names((tuple(value for _, value in assignments), where))}
        case Insert(query=query):
            return fold(column) in {fold(name) for name in names(query)}
        case _:
            return False


def added_columns(site: Site, table: str) -> frozenset[str]:
    """Return the folded names of the columns that the script adds to a table, tries to, or may add by prepared text."""
    found = {fold(name) for name in _ADDED.findall(site.script.script.text)}
    for one in site.script.sites:
        if isinstance(one.action, AlterTable) and fold(one.action.name.name) == fold(table):
            found |= {fold(action.column.name) for action in one.action.actions if isinstance(action, AddColumn)}
    return frozenset(found)
