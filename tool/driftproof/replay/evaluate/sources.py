"""What a query reads from: tables, views, virtual tables, derived tables, and joins of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

from driftproof.model.changes import ObjectName
from driftproof.model.names import fold
from driftproof.model.replace import replace
from driftproof.model.syntax.expressions import Binary, Call, Expression, Name
from driftproof.model.syntax.queries import DerivedSource, Join, Query, Source, TableSource, UnreadSource
from driftproof.replay.evaluate import context as contexts
from driftproof.replay.evaluate import information_schema
from driftproof.replay.evaluate.context import NULL_ROW, Context, QueryScope, find_column
from driftproof.replay.evaluate.locks import check_read
from driftproof.replay.evaluate.reading import plain_dialect, read_query
from driftproof.replay.evaluate.refusal import Refusal, refuse
from driftproof.replay.evaluate.values import AnyCase, BinaryText, Datum, Row, Unknown, compare, to_text, truth
from driftproof.replay.evaluate.walk import conjuncts, has_local, names_in
from driftproof.replay.resolve.refusal import BREAKING, broken_view

MOST_ROWS = 300_000
"""How many combinations of rows a statement may look at before its outcome counts as unknown."""


@dataclass(slots=True)
class Result:
    """The rows of a query under the names of its columns; `unknown` says why they may be others, or is empty."""

    columns: tuple[str, ...]
    rows: list[Row] = field(default_factory=list)
    unknown: str = ""

    @property
    def width(self) -> int:
        """The number of columns."""
        return len(self.columns)


@dataclass(slots=True)
class Leaf:
    """One row source of a FROM clause; `keys` are the columns by whose values its `scan` can restrict the rows.

    `equalities` are such columns, the expressions that they must equal, and whether in any letter case.
    """

    source: contexts.Source
    scan: Callable[[dict[str, Datum]], Iterable[Any]]
    keys: frozenset[str] = frozenset()
    equalities: list[tuple[str, Expression, bool]] = field(default_factory=list)


@dataclass(slots=True)
class Joined:
    """Two row sources joined; an outer join keeps the rows of `left`. `using` pairs the columns that must be equal."""

    left: Node
    right: Node
    outer: bool = False
    condition: Expression | None = None
    using: list[tuple[contexts.Source, contexts.Source, str]] = field(default_factory=list)


Node = Leaf | Joined
Run = Callable[[Query, Context], Result]


@dataclass(slots=True)
class Opened:
    """A FROM clause, opened: the tree of its sources; `unknown` says why its rows are not known, or is empty."""

    node: Node
    unknown: str = ""


def open_sources(source: Source, context: Context, run: Run) -> Opened:
    """Open a FROM clause: its sources are added to the context's scope in the order in which they are written."""
    opened = Opened(Leaf(contexts.Source("", "", (), {}), lambda filters: ()))
    opened.node = _open(source, context, run, opened)
    return opened


def _open(source: Source, context: Context, run: Run, opened: Opened) -> Node:
    if isinstance(source, Join):
        return _open_join(source, context, run, opened)
    if isinstance(source, DerivedSource):
        leaf = _derived(
            run(source.query, replace(context, scope=_outer(context))), source.alias, source.columns, opened
        )
    elif isinstance(source, UnreadSource):
        reason = f"row source not understood: {source.text[:60]}"
        opened.unknown = reason
        leaf = Leaf(contexts.Source(source.alias, "", (), {}, open=reason), lambda filters: ())
    else:
        leaf = _table(source, context, run, opened)
    assert context.scope is not None
    alias = fold(leaf.source.alias)
    if alias and any(
        fold(other.alias) == alias and fold(other.schema) == fold(leaf.source.schema) for other in context.scope.sources
    ):
        raise refuse(1066, f"Not unique table/alias: '{leaf.source.alias}'")
    context.scope.sources.append(leaf.source)
    return leaf


def _outer(context: Context) -> QueryScope | None:
    """Return a scope for a derived table: it sees common tables, but no sources beside it."""
    scope = context.scope
    if scope is None:
        return None
    return QueryScope([], scope.parent, tables=scope.tables)


def _open_join(join: Join, context: Context, run: Run, opened: Opened) -> Joined:
    scope = context.scope
    assert scope is not None
    start = len(scope.sources)
    left = _open(join.left, context, run, opened)
    middle = len(scope.sources)
    right = _open(join.right, context, run, opened)
    left_sources, right_sources = scope.sources[start:middle], scope.sources[middle:]
    names: tuple[str, ...] = tuple(fold(name) for name in join.using)
    if join.kind.startswith("natural"):
        shared = {fold(name) for source in right_sources for name in source.columns}
        names = tuple(fold(name) for source in left_sources for name in source.columns if fold(name) in shared)
    pairs = [(_owner(left_sources, name), _owner(right_sources, name), name) for name in names]
    if names:
        scope.joined |= frozenset(names)
        for _, owner, name in pairs:
            owner.hidden |= {name}
    if "right" in join.kind:
        return Joined(right, left, True, join.condition, [(two, one, name) for one, two, name in pairs])
    return Joined(left, right, "left" in join.kind, join.condition, pairs)


def _owner(sources: list[contexts.Source], name: str) -> contexts.Source:
    for source in sources:
        if name in source.getters or source.open:
            return source
    raise refuse(1054, f"Unknown column '{name}' in 'from clause'")


def _derived(result: Result, alias: str, names: tuple[str, ...], opened: Opened, schema: str = "") -> Leaf:
    """Return the leaf that shows the rows of a query."""
    columns = names or result.columns
    if result.unknown:
        opened.unknown = result.unknown
    getters = {fold(name): _reader(place) for place, name in enumerate(columns)}
    rows = result.rows
    return Leaf(contexts.Source(alias, schema, columns, getters), lambda filters: rows)


def _table(source: TableSource, context: Context, run: Run, opened: Opened) -> Leaf:
    name, state = source.name, context.state
    alias = source.alias or name.name
    if name.schema is None and (common := _common_table(name.name, context.scope)) is not None:
        return _derived(common, alias, (), opened)
    schema = state.schema_of(name)
    if fold(schema) in information_schema.SERVER_SCHEMAS:
        return _server_table(schema, name.name, alias, context, opened)
    check_read(name, alias, state)
    located = state.locate(name)
    if located is None:
        return _view(name, alias, context, run, opened)
    if located.table.unsupported and not located.table.columns:
        opened.unknown = located.table.unsupported
        return Leaf(contexts.Source(alias, schema, (), {}, open=opened.unknown, located=located), lambda filters: ())
    known = state.known_rows(located)
    if known.unknown:
        opened.unknown = f"the rows of `{name.name}` are not known: {known.unknown}"
    elif not known.touched and not located.key[2]:
        state.note(f"`{located.table.name}` is taken as empty")
    columns = tuple(column.name for column in located.table.columns if not column.invisible)
    getters = {column: _reader(place) for place, column in enumerate(known.columns)}
    exact = {fold(column.name) for column in located.table.columns if (column.collation or "").endswith("_bin")}
    for column in exact & getters.keys():
        getters[column] = _exact(getters[column])
    rows = known.rows
    return Leaf(contexts.Source(alias, schema, columns, getters, located=located), lambda filters: rows)


def _reader(place: int) -> contexts.Getter:
    return itemgetter(place)


def _exact(getter: contexts.Getter) -> contexts.Getter:
    def read(row: Any) -> Datum:
        value = getter(row)
        return BinaryText(value) if isinstance(value, str) else value

    return read


def _common_table(name: str, scope: QueryScope | None) -> Result | None:
    key = fold(name)
    while scope is not None:
        found = scope.tables.get(key)
        if isinstance(found, Result):
            return found
        scope = scope.parent
    return None


def _server_table(schema: str, name: str, alias: str, context: Context, opened: Opened) -> Leaf:
    """Return the leaf of a table of information_schema or another of the server's own schemas."""
    state = context.state
    table = information_schema.find(schema, name, state.catalog.flavor)
    if table is None:
        if fold(schema) == "information_schema" and not information_schema.is_known(name, state.catalog.flavor):
            raise refuse(1109, f"Unknown table '{name.upper()}' in information_schema")
        if fold(schema) == "mysql" and fold(name) in {"proc", "event"} and not state.catalog.flavor.is_mariadb:
            raise refuse(1146, f"Table '{schema}.{name}' doesn't exist")
        reason = f"`{schema}`.`{name}` is the server's own and not modelled"
        opened.unknown = reason
        return Leaf(contexts.Source(alias, schema, (), {}, open=reason), lambda filters: ())
    getters = table.getters
    scan = table.scan
    return Leaf(
        contexts.Source(alias, schema, table.columns, getters), lambda filters: scan(state, filters), table.keys
    )


def _view(name: ObjectName, alias: str, context: Context, run: Run, opened: Opened) -> Leaf:
    """Return the leaf of a view, or refuse with 1146 where there is none either."""
    state = context.state
    schema = state.schema_of(name)
    view = state.catalog.view(schema, name.name)
    if view is None:
        if state.catalog.schema(schema) is None and not state.catalog.flavor.is_mariadb:
            raise refuse(1049, f"Unknown database '{schema}'")
        raise refuse(1146, f"Table '{schema}.{name.name}' doesn't exist")
    key = f"{schema}.{view.name}"
    query = read_query(view.query or view.text, plain_dialect(state)) if not view.unsupported else None
    if query is None or key in state.views:
        reason = f"view `{view.name}` is not understood"
        opened.unknown = reason
        return Leaf(contexts.Source(alias, schema, view.columns, {}, open=reason), lambda filters: ())
    saved_session, saved_views = state.session, state.views
    state.session, state.views = replace(saved_session, database=schema), (*saved_views, key)
    try:
        result = run(query, Context(state))
    except Refusal as refusal:
        if saved_views or refusal.answer.number not in BREAKING:
            raise
        raise Refusal(broken_view(schema, view.name)) from None
    finally:
        state.session, state.views = saved_session, saved_views
    return _derived(result, alias, view.columns, opened, schema)


def prepare(opened: Opened, where: Expression | None, context: Context) -> None:
    """Find the equalities by which the leaves that have keys can be read without looking at every row."""
    _prepare(opened.node, list(conjuncts(where)), context)


def _prepare(node: Node, conditions: list[Expression], context: Context) -> None:
    if isinstance(node, Joined):
        own = list(conjuncts(node.condition))
        _prepare(node.left, conditions if node.outer else [*conditions, *own], context)
        _prepare(node.right, own if node.outer else [*conditions, *own], context)
        return
    if not node.keys:
        return
    scope = context.scope
    assert scope is not None
    ready = scope.sources[: scope.sources.index(node.source)]
    for condition in conditions:
        if isinstance(condition, Binary) and condition.operator == "=":
            _equality(node, condition.left, condition.right, ready, context)
            _equality(node, condition.right, condition.left, ready, context)


_ANY_CASE_KEYS = frozenset({"column_name", "index_name", "constraint_name"})
"""The keys whose values a scan looks for in any letter case, so that LOWER and UPPER around them do not matter."""


def _key(expression: Expression, leaf: Leaf) -> Name | None:
    """Return the key column of a leaf that an expression is, maybe in one letter case, or None."""
    keys = leaf.keys
    if isinstance(expression, Call) and expression.name in {"lower", "upper"} and len(expression.arguments) == 1:
        expression, keys = expression.arguments[0], keys & _ANY_CASE_KEYS
    return expression if isinstance(expression, Name) and fold(expression.parts[-1]) in keys else None


def _equality(
    leaf: Leaf, one_side: Expression, value: Expression, ready: list[contexts.Source], context: Context
) -> None:
    """Keep ``column = value`` where the column is a key of the leaf and the value is known before its rows are."""
    scope, column = context.scope, _key(one_side, leaf)
    assert scope is not None
    if column is None:
        return
    if len(column.parts) == 1 and context.frame is not None and context.frame.variable(column.parts[0]):
        return
    found = find_column(scope, column.parts)
    names = names_in(value)
    if found is None or found[0] is not leaf.source or names is None:
        return
    for parts in names:
        if len(parts) == 1 and context.frame is not None and context.frame.variable(parts[0]):
            continue
        other = find_column(scope, parts)
        if other is not None and all(other[0] is not source for source in ready):
            return
    leaf.equalities.append((fold(column.parts[-1]), value, has_local(value, context)))


def each_row(node: Node, context: Context) -> Iterator[None]:
    """Set the current rows of all sources to each combination that the joins let through."""
    if isinstance(node, Leaf):
        yield from _each_leaf_row(node, context)
        return
    for _ in each_row(node.left, context):
        matched = False
        for _ in each_row(node.right, context):
            if _joins(node, context):
                matched = True
                yield
        if node.outer and not matched:
            _set_null(node.right)
            yield


def _each_leaf_row(leaf: Leaf, context: Context) -> Iterator[None]:
    filters: dict[str, Datum] = {}
    evaluate = context.state.verbs.evaluate
    for column, expression, any_case in leaf.equalities:
        value = evaluate(expression, context)
        if value is None:
            return
        if not isinstance(value, Unknown):
            filters.setdefault(column, AnyCase(to_text(value)) if any_case else to_text(value))
    state, source = context.state, leaf.source
    for row in leaf.scan(filters):
        state.work += 1
        if state.work > MOST_ROWS:
            raise TooMuchWork
        source.row = row
        yield


class TooMuchWork(Exception):
    """A query that looks at more combinations of rows than replay is ready to."""


def _joins(node: Joined, context: Context) -> bool:
    for left, right, name in node.using:
        one, two = left.read(name), right.read(name)
        if one is None or two is None or isinstance(one, Unknown) or isinstance(two, Unknown):
            return False
        if compare(one, two, context.state.pad) != 0:
            return False
    if node.condition is None:
        return True
    return truth(context.state.verbs.evaluate(node.condition, context)) is True


def _set_null(node: Node) -> None:
    if isinstance(node, Leaf):
        node.source.row = NULL_ROW
    else:
        _set_null(node.left)
        _set_null(node.right)
