"""The rows that a replayed statement writes: to which tables, how, and what is lost by it."""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.compare.doings import unwrapped
from driftproof.compare.hazards.queries import count_rows
from driftproof.model.catalog import Table
from driftproof.model.changes import ObjectName
from driftproof.model.findings import Severity
from driftproof.model.forecast import WriteVerb
from driftproof.model.hazard import Hazard, HazardKind
from driftproof.model.names import fold, quote
from driftproof.model.syntax.commands import Delete, Insert, Other, Truncate, Update
from driftproof.model.syntax.queries import Join, Source, TableSource
from driftproof.model.trace import Step


def writes_of(step: Step) -> Iterator[tuple[WriteVerb, str]]:
    """Return the verb and the table of every write that a statement makes to a lasting table, each once."""
    done = (inner for inner in step.walk() if inner.answer is None)
    found = ((inner, verb, name) for inner in done for verb, name in _written(unwrapped(inner.action)))
    tables = ((verb, _table(inner, name)) for inner, verb, name in found)
    return iter(dict.fromkeys((verb, table.name) for verb, table in tables if table))


def _table(step: Step, name: ObjectName) -> Table | None:
    return step.before.table(name.schema or step.session.database or "", name.name)


def write_hazards(step: Step) -> Iterator[Hazard]:
    """Return what is lost by statements that take every row of a table."""
    for inner in step.walk():
        match unwrapped(inner.action):
            case Truncate(table=name) | Delete(source=TableSource(name=name), targets=(), where=None, limit=None):
                message = f"every row of {quote(name.name)} goes"
                check = count_rows(name.name)
                yield Hazard(HazardKind.DATA_LOSS, Severity.ERROR, message, name.name, check=check)


def _written(action: object) -> Iterator[tuple[WriteVerb, ObjectName]]:
    match action:
        case Insert(table=name, replace=replace):
            yield ("replace" if replace else "insert"), name
        case Truncate(table=name):
            yield "truncate", name
        case Update(source=source, assignments=assignments):
            named = {fold(column.parts[-2]) for column, _ in assignments if len(column.parts) > 1}
            yield from (("update", one.name) for one in _tables(source) if _is_named(one, named))
        case Delete(source=source, targets=targets):
            named = {fold(target.name) for target in targets}
            yield from (("delete", one.name) for one in _tables(source) if _is_named(one, named))
        case Other(kind=kind, text=text) if kind.startswith("load"):
            words = text.replace("`", " ").split()
            after = [words[at + 1] for at, word in enumerate(words[:-1]) if word.upper() == "TABLE"]
            yield from (("load", ObjectName(name)) for name in after[:1])


def _is_named(source: TableSource, names: set[str]) -> bool:
    """Tell whether a table is meant by one of these names or aliases; none means every table."""
    return not names or fold(source.alias or source.name.name) in names


def _tables(source: Source) -> Iterator[TableSource]:
    if isinstance(source, TableSource):
        yield source
    elif isinstance(source, Join):
        yield from _tables(source.left)
        yield from _tables(source.right)
