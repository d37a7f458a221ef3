"""INSERT, UPDATE and DELETE on views: the same statement on the tables beneath, or the server's refusal."""

from __future__ import annotations

from dataclasses import dataclass

from driftproof.language.transform import transform
from driftproof.model.catalog import View
from driftproof.model.changes import ObjectName
from driftproof.model.names import fold
from driftproof.model.replace import replace
from driftproof.model.syntax.commands import Delete, Insert, Update
from driftproof.model.syntax.expressions import Binary, Expression, Name
from driftproof.model.syntax.queries import Join, Query, Select, Source, TableSource
from driftproof.replay.evaluate.names import inner_queries
from driftproof.replay.evaluate.reading import plain_dialect, read_query
from driftproof.replay.evaluate.refusal import Refusal, refuse
from driftproof.replay.evaluate.walk import has_aggregate
from driftproof.replay.resolve.refusal import NameRefused
from driftproof.replay.resolve.scope import World
from driftproof.replay.resolve.sources import check_view
from driftproof.replay.state import State


@dataclass(frozen=True, slots=True)
class WrittenView:
    """A view that a statement writes to.

    `source` are the tables beneath, `columns` what each of its columns is in them, by folded name, `where` its
    conditions; all names carry the label of their table. `is_updatable` is False where rows cannot be told from one
    another: groups, unions, LIMIT.
    """

    schema: str
    view: View
    source: Source | None = None
    columns: tuple[tuple[str, Expression], ...] = ()
    where: Expression | None = None
    is_updatable: bool = False

    @property
    def shown_name(self) -> str:
        """The name of the view as errors have it."""
        return f"'{self.schema}.{self.view.name}'"

    @property
    def tables(self) -> tuple[TableSource, ...]:
        """The tables beneath."""
        leaves = _leaves(self.source) if self.source is not None else ()
        return tuple(leaf for leaf in leaves if isinstance(leaf, TableSource))

    @property
    def is_outer(self) -> bool:
        """Whether an outer join is beneath."""
        return isinstance(self.source, Join) and any(word in self.source.kind for word in ("left", "right"))


def written_view(name: ObjectName, state: State) -> WrittenView | None:
    """Return what the view of that name is made of; None where there is none, or where it is not followed."""
    schema = state.schema_of(name)
    view = None if state.locate(name) else state.catalog.view(schema, name.name)
    query = read_query(view.query or view.text, plain_dialect(state)) if view and not view.unsupported else None
    if view is None or query is None:
        return None
    if not isinstance(query, Select) or not _keeps_rows(query, view, schema, state):
        return WrittenView(schema, view)
    assert query.source is not None
    if any(not isinstance(leaf, TableSource) for leaf in _leaves(query.source)):
        return None
    columns = tuple(
        (fold(shown), item.expression)
        for shown, item in zip(view.columns or [item.alias for item in query.items], query.items, strict=False)
    )
    source = _in_schema(query.source, schema)
    found = WrittenView(schema, view, source, columns, query.where, True)
    return _through(found, state) if isinstance(source, TableSource) else found


def _check_whole(name: ObjectName, state: State) -> None:
    """Refuse with 1356 to write to a view that has lost something which it reads from."""
    if state.locate(name) is not None:
        return
    try:
        check_view(name, World(state.catalog, state.session, state.schema_of(name)))
    except NameRefused as refused:
        raise Refusal(refused.answer) from None


def _check_whole_to_change(view: WrittenView, name: ObjectName, state: State) -> None:
    """Refuse with 1356 as `_check_whole`; of a view on one table MariaDB only looks at the columns that it needs."""
    if not (state.catalog.flavor.is_mariadb and isinstance(view.source, TableSource)):
        _check_whole(name, state)


def _keeps_rows(query: Select, view: View, schema: str, state: State) -> bool:
    """Tell whether each row of a view is one of its tables; a condition must not read the table that is written to."""
    if query.source is None or query.distinct or query.group or query.having or query.limit or query.with_tables:
        return False
    if view.algorithm == "TEMPTABLE" or any(has_aggregate(item.expression) for item in query.items):
        return False
    key = state.catalog.rules.key
    own = {key(leaf.name.name) for leaf in _leaves(query.source) if isinstance(leaf, TableSource)}
    inner = inner_queries(query.where) if query.where is not None else []
    read = [leaf for each in inner if isinstance(each, Select) and each.source for leaf in _leaves(each.source)]
    return not any(isinstance(leaf, TableSource) and key(leaf.name.name) in own for leaf in read)


def _leaves(source: Source) -> tuple[Source, ...]:
    if isinstance(source, Join):
        return (*_leaves(source.left), *_leaves(source.right))
    return (source,)


def _in_schema(source: Source, schema: str) -> Source:
    """Return a view's source with its tables' names qualified and labelled."""
    if isinstance(source, Join):
        return replace(source, left=_in_schema(source.left, schema), right=_in_schema(source.right, schema))
    if isinstance(source, TableSource):
        name = ObjectName(source.name.name, source.name.schema or schema)
        return replace(source, name=name, alias=source.alias or source.name.name)
    return source


def _through(outer: WrittenView, state: State) -> WrittenView | None:
    """Return a view on another view as one on the tables beneath both."""
    assert isinstance(outer.source, TableSource)
    if state.locate(outer.source.name) is not None:
        return outer
    inner = written_view(outer.source.name, state)
    if inner is None:
        return None
    beneath = dict(inner.columns)
    columns = tuple((name, _renamed(expression, beneath)) for name, expression in outer.columns)
    where = _both(inner.where, None if outer.where is None else _renamed(outer.where, beneath))
    return replace(outer, source=inner.source, columns=columns, where=where, is_updatable=inner.is_updatable)


def _renamed(e: Expression, columns: dict[str, Expression], label: str = "") -> Expression:
    """Return `e` with the names of a view's columns as what they are beneath; `label` is the view's in the query."""
    if isinstance(e, Name):
        is_own = len(e.parts) == 1 or not label or fold(e.parts[-2]) == fold(label)
        return columns.get(fold(e.parts[-1]), e) if is_own else e
    return transform(e, lambda part: _renamed(part, columns, label), _same)


def _same(query: Query) -> Query:
    return query


def _labelled(view: WrittenView, label: str) -> WrittenView:
    """Return a view on one table with that table called `label`, so that no other source of the statement is meant."""
    if not isinstance(view.source, TableSource):
        return view

    def label_names(e: Expression) -> Expression:
        if isinstance(e, Name):
            return Name((label, e.parts[-1]))
        return transform(e, label_names, _same)

    columns = tuple((name, label_names(expression)) for name, expression in view.columns)
    where = None if view.where is None else label_names(view.where)
    return replace(view, source=replace(view.source, alias=label), columns=columns, where=where)


def _both(one: Expression | None, other: Expression | None) -> Expression | None:
    if one is None or other is None:
        return one or other
    return Binary("and", one, other)


def insert_beneath(statement: Insert, state: State) -> tuple[Insert, WrittenView] | None:
    """Return an INSERT into a view as one into the table beneath; None where the target is no view that is followed.

    Raises 1054, 1348, 1393, 1394 and 1471.
    """
    _check_whole(statement.table, state)
    view = written_view(statement.table, state)
    if view is None:
        return None
    if not view.is_updatable or view.is_outer:
        raise _not_insertable(view)
    is_join = len(view.tables) > 1
    if is_join and not statement.columns:
        raise refuse(1394, f"Can not insert into join view {view.shown_name} without fields list")
    names = _inserted_names(statement, view, state)
    labels = {fold(name.parts[-2]) for name in names if len(name.parts) > 1}
    if len(labels) > 1:
        raise _more_than_one(view)
    leaf = next((leaf for leaf in view.tables if fold(leaf.alias) in labels), view.tables[0])
    updates = tuple(
        (_target_name(name, view), _renamed(value, dict(view.columns))) for name, value in statement.updates
    )
    columns = tuple(name.parts[-1] for name in names)
    return replace(statement, table=leaf.name, columns=columns, updates=updates), view


def _inserted_names(statement: Insert, view: WrittenView, state: State) -> list[Name]:
    """Return the columns beneath that an INSERT names; one that is computed, or given twice, is refused."""
    known, is_mariadb = dict(view.columns), state.catalog.flavor.is_mariadb
    wanted = [fold(name) for name in statement.columns] or [name for name, _ in view.columns]
    for written in statement.columns:
        if fold(written) not in known:
            raise refuse(1054, f"Unknown column '{written}' in '{'INSERT INTO' if is_mariadb else 'field list'}'")
    names: list[Name] = []
    for column in wanted:
        found = known[column]
        if not isinstance(found, Name):
            raise _not_insertable(view) if is_mariadb else _not_updatable_column(column)
        names.append(found)
    if not is_mariadb:  # MySQL looks at all of the view's columns
        names_of_all = [found for _, found in view.columns]
        if len(set(names_of_all)) < len(names_of_all) or any(not isinstance(found, Name) for found in names_of_all):
            raise _not_insertable(view)
    if len(set(names)) < len(names):
        raise _not_insertable(view)
    return names


def _not_insertable(view: WrittenView) -> Exception:
    return refuse(1471, f"The target table {view.view.name} of the INSERT is not insertable-into")


def _not_updatable_column(name: str) -> Exception:
    return refuse(1348, f"Column '{name}' is not updatable")


def _more_than_one(view: WrittenView) -> Exception:
    return refuse(1393, f"Can not modify more than one base table through a join view {view.shown_name}")


def _target_name(name: Name, view: WrittenView) -> Name:
    found = dict(view.columns).get(fold(name.parts[-1]))
    if found is None:
        raise refuse(1054, f"Unknown column '{name.parts[-1]}' in 'field list'")
    if not isinstance(found, Name):
        raise _not_updatable_column(name.parts[-1])
    return found


def update_beneath(statement: Update, state: State) -> Update:
    """Return an UPDATE of views as one of the tables beneath; raises 1054, 1288, 1348 and 1393."""
    for leaf in _leaves(statement.source):
        view = written_view(leaf.name, state) if isinstance(leaf, TableSource) else None
        if view is not None and isinstance(leaf, TableSource):
            _check_whole_to_change(view, leaf.name, state)
            beneath = _update_beneath(statement, leaf, view, state)
            if beneath is not statement:
                return update_beneath(beneath, state)
    return statement


def _update_beneath(statement: Update, leaf: TableSource, view: WrittenView, state: State) -> Update:
    label = leaf.alias or leaf.name.name
    is_only = not isinstance(statement.source, Join)
    view = _labelled(view, label)
    known = dict(view.columns)
    targets = [
        name
        for name, _ in statement.assignments
        if (fold(name.parts[-2]) == fold(label) if len(name.parts) > 1 else is_only or fold(name.parts[-1]) in known)
    ]
    if not targets:
        return statement
    if not view.is_updatable or (view.is_outer and not state.catalog.flavor.is_mariadb):
        raise refuse(1288, f"The target table {view.view.name} of the UPDATE is not updatable")
    written = {id(name): _target_name(name, view) for name in targets}
    if len({name.parts[-2] for name in written.values() if len(name.parts) > 1}) > 1:
        raise _more_than_one(view)

    def rename(e: Expression) -> Expression:
        return _renamed(e, known, "" if is_only else label)

    return replace(
        statement,
        source=_put(statement.source, leaf, view),
        assignments=tuple((written.get(id(name), name), rename(value)) for name, value in statement.assignments),
        where=_both(view.where, None if statement.where is None else rename(statement.where)),
        order=tuple((rename(value), down) for value, down in statement.order),
    )


def _put(source: Source, leaf: TableSource, view: WrittenView) -> Source:
    """Return a source with the tables beneath a view in its place."""
    if source is leaf:
        assert view.source is not None
        return view.source
    if isinstance(source, Join):
        return replace(source, left=_put(source.left, leaf, view), right=_put(source.right, leaf, view))
    return source


def delete_beneath(statement: Delete, state: State) -> Delete:
    """Return a DELETE from a view as one from the table beneath; raises 1288 and 1395."""
    wanted = {fold(name.name) for name in statement.targets}
    for leaf in _leaves(statement.source):
        if not isinstance(leaf, TableSource):
            continue
        label = leaf.alias or leaf.name.name
        view = written_view(leaf.name, state) if not wanted or fold(label) in wanted else None
        if view is not None:
            _check_whole_to_change(view, leaf.name, state)
            statement = _delete_beneath(statement, leaf, view)
    return statement


def _delete_beneath(statement: Delete, leaf: TableSource, view: WrittenView) -> Delete:
    label = leaf.alias or leaf.name.name
    if not view.is_updatable or view.is_outer:
        raise refuse(1288, f"The target table {view.view.name} of the DELETE is not updatable")
    if len(view.tables) > 1:
        raise refuse(1395, f"Can not delete from join view {view.shown_name}")
    view = _labelled(view, label)
    known, is_only = dict(view.columns), not isinstance(statement.source, Join)

    def rename(e: Expression) -> Expression:
        return _renamed(e, known, "" if is_only else label)

    return replace(
        statement,
        source=_put(statement.source, leaf, view),
        where=_both(view.where, None if statement.where is None else rename(statement.where)),
        order=tuple((rename(value), down) for value, down in statement.order),
    )
