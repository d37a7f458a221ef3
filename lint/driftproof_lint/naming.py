"""The names that a statement writes without backticks, and those of them that are names of tables and columns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Any

from driftproof.language.cursor import Cursor
from driftproof.language.lex import Dialect
from driftproof.language.naming import BareName, Naming, bare_names
from driftproof.language.parse import parse
from driftproof.language.program import parse_program
from driftproof.language.reserved import reserved_words
from driftproof.model.changes import (
    AlterTable,
    AlterView,
    CreateTable,
    CreateTableLike,
    CreateTableSelect,
    CreateTrigger,
    CreateView,
    DropTables,
    DropViews,
    Opaque,
    RenameTables,
)
from driftproof.model.flavor import Flavor
from driftproof.model.syntax.commands import Delete, Insert, RunQuery, Truncate, Update
from driftproof.model.syntax.programs import DeclareVariable
from driftproof.model.syntax.queries import CommonTable, DerivedSource, SelectItem, TableSource, UnreadSource
from driftproof.model.syntax.walk import nodes
from driftproof_lint.views import Site, remembered
from driftproof_lint.walk import TABLE_PARTS
from driftproof_lint.wording import dialect_of, lexed
from driftproof_lint.written import runs

DEFINITIONS = (
    CreateTable,
    CreateTableLike,
    CreateTableSelect,
    AlterTable,
    DropTables,
    RenameTables,
    CreateView,
    AlterView,
    DropViews,
    CreateTrigger,
)
DATA = (Insert, Update, Delete, Truncate, RunQuery)
NAMING = (*DEFINITIONS, *DATA, Opaque)
"""The statements whose names are looked at."""

_SYSTEM = frozenset({"information_schema", "performance_schema", "mysql", "sys"})
_SYSTEM_COLUMNS = (
    "table_",
    "column_",
    "constraint_",
    "index_",
    "routine_",
    "schema_",
    "referenced_",
    "unique_constraint_",
    "trigger_",
    "event_",
)

_SOURCES = (TableSource, DerivedSource, UnreadSource, CommonTable, SelectItem)
"""What gives tables and columns other names, or says where they come from."""


@remembered
def naming_of(site: Site) -> Naming:
    """Return the bare names of a statement; a word that only some targets reserve is taken for a name."""
    reserved = _reserved_by_all(site.script.history.targets or (site.before.flavor,))
    return bare_names(Cursor(site.sql, dialect_of(site), lexed(site)), reserved)


@lru_cache(maxsize=8)
def _reserved_by_all(targets: tuple[Flavor, ...]) -> frozenset[str]:
    return frozenset.intersection(*(reserved_words(target) for target in targets))


def schema_names(site: Site) -> Iterator[BareName]:
    """Return the bare names of tables, columns and what belongs to them.

    Aliases, variables and what information_schema shows are none of them.
    """
    found = naming_of(site).names
    if not found:
        return
    tree = _tree(site)
    sources = [one for one in nodes(tree, TABLE_PARTS) if isinstance(one, _SOURCES)]
    hidden = _aliases(sources) | _variables(site)
    reads_system = _reads_system(tree, sources)
    end = site.action.trigger.body_offset if isinstance(site.action, CreateTrigger) else len(site.sql)
    for one in found:
        word = one.token.value.lower()
        if one.token.start >= end or one.is_alias or (word in hidden and not one.qualifier):
            continue
        if word in _SYSTEM or one.qualifier.split(".")[0] in _SYSTEM:
            continue
        if reads_system and (word.startswith(_SYSTEM_COLUMNS) or reads_system == "only"):
            continue
        if one.leads and word in {"new", "old"}:
            continue
        yield one


def trigger_sites(site: Site) -> Iterator[Site]:
    """Return a site for every statement in the body of a trigger."""
    if not isinstance(site.action, CreateTrigger) or site.base is None:
        return
    trigger = site.action.trigger
    for run, guards in runs(parse_program(trigger.body, dialect_of(site)), ()):
        base = site.base + trigger.body_offset + run.span[0]
        yield replace(
            site, action=run.action, sql=run.sql, base=base, is_written=True, guards=guards, routine=trigger.name
        )


def _tree(site: Site) -> Any:
    """Return the tree of a statement; that of a view's query is read from its text."""
    action = site.action
    if isinstance(action, CreateView | AlterView):
        return parse(action.view.text, dialect_of(site)) if action.view.text else action
    if isinstance(action, CreateTableSelect):
        return parse(action.query, dialect_of(site))
    return action


def _aliases(sources: list[Any]) -> frozenset[str]:
    """Return the aliases of tables and those of select items, in lower case."""
    aliases = {one.name if isinstance(one, CommonTable) else one.alias for one in sources}
    return frozenset(alias.lower() for alias in aliases if alias)


def _reads_system(tree: Any, sources: list[Any]) -> str:
    """Return ``only`` where a query reads nothing but system tables, ``also`` where it reads some, or nothing."""
    schemas = [one.name.schema for one in sources if isinstance(one, TableSource)]
    system = [name for name in schemas if (name or "").lower() in _SYSTEM]
    if not system:
        return ""
    return "only" if len(system) == len(schemas) and isinstance(tree, RunQuery) else "also"


def _variables(site: Site) -> frozenset[str]:
    """Return the parameters and local variables of the program that a statement is written in, in lower case."""
    if not site.is_written:
        return frozenset()
    return _declared(site.outer.action)


@lru_cache(maxsize=1024)
def _declared(action: Any) -> frozenset[str]:
    routine = getattr(action, "routine", None)
    if routine is None:
        return frozenset()
    found = {parameter.name.lower() for parameter in routine.parameters}
    for one in nodes(parse_program(routine.body, Dialect.of(Flavor.parse("mariadb")))):
        if isinstance(one, DeclareVariable):
            found |= {name.lower() for name in one.names}
    return frozenset(found)
