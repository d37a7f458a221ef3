"""What the assignments of ON DUPLICATE KEY UPDATE can name: the row there, the one put in, what a query reads from."""

from __future__ import annotations

from driftproof.model.names import fold
from driftproof.model.replace import replace
from driftproof.model.syntax.commands import Insert
from driftproof.model.syntax.expressions import Name
from driftproof.model.syntax.queries import Query, Select, SelectItem
from driftproof.model.syntax.walk import nodes
from driftproof.replay.evaluate.context import Context, Source
from driftproof.replay.evaluate.data.columns import row_context
from driftproof.replay.evaluate.values import Datum
from driftproof.replay.state import Located


def with_names_beside(statement: Insert, located: Located) -> tuple[Query, tuple[Name, ...]]:
    """Return the query of an INSERT, and the names in its assignments that mean columns of the query's sources.

    They are selected, too. A query that groups, or is none of its own, has none.
    """
    query = statement.query
    assert query is not None
    if not statement.updates or not isinstance(query, Select) or query.group or query.distinct:
        return query, ()
    found = {node: None for _, value in statement.updates for node in nodes(value) if isinstance(node, Name)}
    names = tuple(name for name in found if not _is_own(name, located))
    return replace(query, items=(*query.items, *map(SelectItem, names))), names


def _is_own(name: Name, located: Located) -> bool:
    """Tell whether a name means a column of the table that rows are put into."""
    own = (fold(located.schema), fold(located.table.name))
    qualifiers = tuple(map(fold, name.parts[:-1]))
    is_table = qualifiers == own[len(own) - len(qualifiers) :]
    return is_table and located.table.column(name.parts[-1]) is not None


def context_of_update(
    located: Located, row: dict[str, Datum], inserted: dict[str, Datum], beside: dict[Name, Datum], context: Context
) -> Context:
    """Return the context of the assignments: `row` is there, `inserted` was to be put in, `beside` it stood others."""
    state = context.state
    scope = row_context(located.table, row, state).scope
    assert scope is not None
    scope.inserted = dict(inserted)
    scope.sources[0].schema = located.schema
    for name, value in beside.items():
        scope.resolved[name.parts] = Source("", "", (), {}, row=value), _itself
    return Context(state, context.frame, scope, context.markers)


def _itself(value: Datum) -> Datum:
    return value
