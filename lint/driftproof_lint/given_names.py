"""Names for what a script leaves without one, or gives a name that cannot stay: the house's pattern, and free.

A name that a server has made up is a name all the same: where a later statement drops or renames what it made by that
name, giving it another would break that statement.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from driftproof.model.catalog import Catalog, Check, ForeignKey, Index, IndexKind
from driftproof.model.changes import (
    AddCheck,
    AddForeignKey,
    AddIndex,
    AlterTable,
    CreateTable,
    DropConstraint,
    DropForeignKey,
    DropIndex,
    ObjectName,
    RenameIndex,
)
from driftproof.model.names import fold
from driftproof.model.trace import Step
from driftproof_lint.references import written_references
from driftproof_lint.views import ScriptView, Site, remembered

LONGEST = 64
"""Characters that a name can have."""
_BY_NAME = (DropConstraint, DropForeignKey, DropIndex)
_WORD = re.compile(r"\w+")


def for_foreign_key(site: Site, table: str, key: ForeignKey) -> str | None:
    """Return ``fk``, the child and the parent; with the columns where that is taken or another key goes there, too."""
    stem = f"fk{table}{key.referenced_table}"
    made = site.after.table(site.database, table)
    keys = [one.foreign_key for one in written_references(site.step)]
    there = (_parents(keys), _parents(made.foreign_keys if made is not None else ()))
    alone = max(parents.count(fold(key.referenced_table)) for parents in there) < 2
    return _first_free(site, [*([stem] if alone else []), stem + joined(key.columns)])


def _parents(keys: Iterable[ForeignKey]) -> list[str]:
    return [fold(one.referenced_table) for one in keys]


def for_index(site: Site, table: str, index: Index) -> str | None:
    """Return ``uk`` or ``idx``, the table and the columns; None where a new table has two such indexes."""
    kind = "uk" if index.kind is IndexKind.UNIQUE else "idx"
    indexes = site.action.table.indexes if isinstance(site.action, CreateTable) else ()
    if sum(one.columns == index.columns and one.kind is index.kind for one in indexes) > 1:
        return None
    return _first_free(site, [kind + table + joined(index.columns)])


def for_check(site: Site, table: str, columns: Iterable[str]) -> str | None:
    """Return ``ck``, the table and the columns."""
    return _first_free(site, ["ck" + table + joined(columns)])


def joined(columns: Iterable[str]) -> str:
    """Return names of columns put together, each with a capital."""
    return "".join(one[:1].upper() + one[1:] for one in columns)


def _first_free(site: Site, names: Iterable[str]) -> str | None:
    """Return the first of some names that is short enough and that no script writes anywhere."""
    for name in names:
        used = any(fold(name) in _counts(view) for view in site.script.history.scripts)
        if len(name) <= LONGEST and _WORD.fullmatch(name) and not used:
            return name
    return None


@remembered
def _counts(view: ScriptView) -> Counter[str]:
    return Counter(map(fold, _WORD.findall(view.script.text)))


def is_written_once(site: Site, name: str) -> bool:
    """Tell whether the scripts write a name once: no guard asks for it, and no other statement goes by it."""
    return sum(_counts(view)[fold(name)] for view in site.script.history.scripts) == 1


def is_called_later(site: Site, name: ObjectName) -> bool:
    """Tell whether a later statement drops or renames by its name what a server has named in this statement."""
    made = _made_up(site.before, site.after, name.schema or site.database, name.name)
    return is_named_later(site, name, made - set(_given(site)))


def is_named_later(site: Site, name: ObjectName, names: Iterable[str]) -> bool:
    """Tell whether a later statement drops or renames parts of a table by one of these names."""
    history, wanted = site.script.history, {fold(one) for one in names}
    if not wanted:
        return False
    here = history.number_of(site.outer)
    later = (
        step for step in history.changes_of(name.schema or site.database, name.name) if history.number_of(step) > here
    )
    return any(fold(one) in wanted for step in later for one in _named(step))


def _made_up(before: Catalog, after: Catalog, schema: str, table: str) -> set[str]:
    """Return the names of indexes and constraints that a table has got."""
    old, new = ({one.name for one in _parts(catalog, schema, table)} for catalog in (before, after))
    return new - old


def _parts(catalog: Catalog, schema: str, name: str) -> Iterator[Index | ForeignKey | Check]:
    table = catalog.table(schema, name)
    if table is not None:
        yield from table.indexes
        yield from table.foreign_keys
        yield from table.checks


def _given(site: Site) -> Iterator[str]:
    """Return the names that a statement gives itself."""
    match site.action:
        case CreateTable(table=table):
            yield from (one.name for one in table.indexes)
            yield from (one.name for one in table.foreign_keys)
            yield from (one.name for one in table.checks)
        case AlterTable(actions=actions):
            for one in actions:
                match one:
                    case AddIndex(index=part) | AddForeignKey(foreign_key=part) | AddCheck(check=part):
                        yield part.name


def _named(step: Step) -> Iterator[str]:
    """Return the names by which a statement, and those inside it, drop or rename parts of a table."""
    if isinstance(step.action, AlterTable):
        for one in step.action.actions:
            if isinstance(one, _BY_NAME):
                yield one.name
            elif isinstance(one, RenameIndex):
                yield one.before
    for inner in step.inner:
        yield from _named(inner)
