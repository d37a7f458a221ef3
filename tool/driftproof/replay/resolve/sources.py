"""Resolving what stands behind FROM."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from driftproof.language.cursor import Cursor, Unreadable
from driftproof.language.lex import Dialect
from driftproof.language.parse.queries import read_query
from driftproof.model.changes import ObjectName
from driftproof.model.flavor import Flavor
from driftproof.model.names import fold
from driftproof.model.replace import replace
from driftproof.model.syntax.expressions import Binary, Expression, Name
from driftproof.model.syntax.queries import DerivedSource, Join, Query, Source, TableSource
from driftproof.replay.resolve import query as queries
from driftproof.replay.resolve.derived import behind, renamed
from driftproof.replay.resolve.refusal import BREAKING, NameRefused, NotKnown, broken_view
from driftproof.replay.resolve.scope import Known, Scope, World, table_source

Condition = Callable[[Expression, str], Expression]


def resolve_source(source: Source, scope: Scope, condition: Condition) -> Source:
    """Return `source` with its names resolved, its tables added to `scope`; `condition` resolves ON.

    USING and NATURAL become conditions, as servers print them. Raises `NameRefused` and `NotKnown`.
    """
    if isinstance(source, TableSource):
        return _table(source, scope)
    if isinstance(source, DerivedSource):
        return _derived(source, scope)
    if not isinstance(source, Join):
        scope.add(Known(source.alias, None, (source.alias,), None))
        return source
    first = len(scope.sources)
    left = resolve_source(source.left, scope, condition)
    middle = len(scope.sources)
    right = resolve_source(source.right, scope, condition)
    _let_null(scope, source.kind, first, middle)
    kind = source.kind.removeprefix("natural ")
    joined = _joined_columns(source, scope, first, middle)
    if joined:
        return Join(left, right, kind, _merge(joined, scope, (first, middle), kind))
    on = None if source.condition is None else condition(source.condition, "on clause")
    return Join(left, right, kind, on)


def _table(source: TableSource, scope: Scope) -> Source:
    """Resolve a table or view; its own schema is not written."""
    known = _typed(table_source(source.name, source.alias, scope), source, scope)
    _check_view(source.name, scope)
    scope.add(known)
    schema = source.name.schema
    found, _ = scope.common_table(source.name.name) if schema is None else (False, None)
    if found:
        return source
    world = scope.world
    wanted = schema or world.session.database
    if known.is_server and wanted is not None:
        name = ObjectName(fold(source.name.name), fold(wanted))
        return replace(source, name=name, alias="" if known.label == name.name else known.label)
    is_own = wanted is not None and world.catalog.rules.key(wanted) == world.catalog.rules.key(world.own)
    return replace(source, name=ObjectName(source.name.name, None if is_own else wanted))


def _check_view(name: ObjectName, scope: Scope) -> None:
    """Raise 1356 where a name is that of a view which has lost something that it reads from."""
    if not scope.world.stored and not scope.common_table(name.name)[0]:
        check_view(name, scope.world)


def check_view(name: ObjectName, world: World) -> None:
    """Raise `NameRefused` with 1356 where a view has lost something that it reads from."""
    schema = name.schema or world.session.database
    view = None if schema is None else world.catalog.view(schema, name.name)
    if schema is None or view is None or view.unsupported:
        return
    query = _read(view.query or view.text, world.catalog.flavor)
    if query is None:
        return
    inside = replace(world, session=replace(world.session, database=schema), own=schema)
    try:
        queries.resolve_query(query, Scope(inside))
    except NotKnown:
        return
    except NameRefused as refused:
        if refused.answer.number in {*BREAKING, 1356}:
            answer = broken_view(schema, view.name)
            raise NameRefused(answer.number, answer.message) from None


@lru_cache(maxsize=1024)
def _read(text: str, flavor: Flavor) -> Query | None:
    try:
        return read_query(Cursor(text, Dialect.of(flavor)))
    except Unreadable:
        return None


def _typed(known: Known, source: TableSource, scope: Scope) -> Known:
    """Return a view's columns with what they come from, where types are wanted."""
    world = scope.world
    schema = source.name.schema or world.session.database or ""
    view = world.catalog.view(schema, source.name.name)
    is_common = source.name.schema is None and scope.common_table(source.name.name)[0]
    if not world.typed or view is None or is_common or view.unsupported or known.shown is None:
        return known
    read = _read(view.query or view.text, world.catalog.flavor)
    if read is None:
        return known
    try:
        query, shown = queries.resolve_query(read, Scope(replace(world, own=schema, stored=True)))
    except (NameRefused, NotKnown):
        return known
    shown = behind(shown, query)
    if shown is None or len(shown) != len(known.shown):
        return known
    named = zip(shown, known.shown, strict=True)
    return replace(known, shown=tuple(replace(each, name=own.name) for each, own in named))


def _derived(source: DerivedSource, scope: Scope) -> Source:
    """Resolve a subquery in FROM; raises 1248 where it has no alias."""
    if not source.alias:
        if scope.world.catalog.flavor.is_mariadb:
            raise NotKnown("a derived table without an alias is a syntax error")
        raise NameRefused(1248, "Every derived table must have its own alias")
    around = scope if source.lateral else Scope(scope.world, scope.outer, [], scope.tables)
    query, shown = queries.resolve_query(source.query, around)
    shown = behind(shown, query)
    if source.columns:
        shown = renamed(shown, source.columns)
        query = queries.name_columns(query, source.columns)
    scope.add(Known(source.alias, None, (source.alias,), shown))
    return replace(source, query=query)


def _let_null(scope: Scope, kind: str, first: int, middle: int) -> None:
    """Mark the columns that an outer join can make NULL."""
    if kind.endswith("left"):
        places = range(middle, len(scope.sources))
    elif kind.endswith("right"):
        places = range(first, middle)
    else:
        return
    for place in places:
        known = scope.sources[place]
        if known.shown is not None:
            shown = tuple(replace(each, nullable=True) for each in known.shown)
            scope.sources[place] = replace(known, shown=shown)


def _joined_columns(source: Join, scope: Scope, first: int, middle: int) -> tuple[str, ...]:
    """Return the names of the columns that USING or NATURAL joins by."""
    if source.using:
        return source.using
    if not source.kind.startswith("natural"):
        return ()
    left, right = scope.sources[first:middle], scope.sources[middle:]
    for known in (*left, *right):
        if known.shown is None:
            raise NotKnown(f"the columns of {known.label} are not known")
    names = {fold(each.name) for known in right for each in known.shown or ()}
    return tuple(each.name for known in left for each in known.shown or () if fold(each.name) in names)


def _merge(names: tuple[str, ...], scope: Scope, places: tuple[int, int], kind: str) -> Expression | None:
    """Return the condition that joins by `names`, and take the columns of the second side together with the first's."""
    first, middle = places
    condition: Expression | None = None
    turned = kind == "right" and not scope.world.catalog.flavor.is_mariadb  # MySQL turns a RIGHT JOIN round first
    for name in names:
        left = _side(name, scope, first, middle)
        right = _side(name, scope, middle, len(scope.sources))
        equal = Binary("=", right, left) if turned else Binary("=", left, right)
        condition = equal if condition is None else Binary("and", condition, equal)
    hidden = range(first, middle) if kind == "right" else range(middle, len(scope.sources))
    for place in hidden:
        known = scope.sources[place]
        scope.sources[place] = replace(known, merged=known.merged | {fold(name) for name in names})
    return condition


def _side(name: str, scope: Scope, first: int, last: int) -> Name:
    """Return the column of that name among some of the sources; raises 1054."""
    side = Scope(scope.world, None, scope.sources[first:last])
    return side.find(Name((name,)), "from clause")[0]
