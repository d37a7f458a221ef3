"""Views: the columns that they show and the canonical text of their query."""

from __future__ import annotations

from dataclasses import dataclass

from driftproof.language.cursor import Cursor, Unreadable
from driftproof.language.lex import Dialect
from driftproof.language.parse.queries import read_query
from driftproof.language.write import write_query
from driftproof.model.catalog import Catalog, View
from driftproof.model.errors import ServerAnswer
from driftproof.model.names import fold
from driftproof.model.replace import replace
from driftproof.model.session import Session
from driftproof.model.syntax.expressions import Expression, Literal, Name
from driftproof.model.syntax.queries import Query, Select, Union
from driftproof.replay.resolve.query import name_columns, resolve_query
from driftproof.replay.resolve.refusal import NameRefused, NotKnown
from driftproof.replay.resolve.scope import Scope, Shown, World


@dataclass(frozen=True, slots=True)
class Resolved:
    """A view's query, resolved.

    `columns` are the names that it shows, `query_text` its canonical text. `answer` is the server's refusal, if it
    would refuse. `unresolved` says why columns are not known and names are left as written, or is empty.
    """

    columns: tuple[str, ...]
    query_text: str
    answer: ServerAnswer | None = None
    unresolved: str = ""


def resolve_view(
    query: Query, catalog: Catalog, session: Session, columns: tuple[str, ...] = (), schema: str | None = None
) -> Resolved:
    """Return what a view of `query` shows and keeps.

    `columns` are the names that CREATE VIEW lists, `schema` the view's own (None: the session's database), whose
    qualifiers are left out. The text is what both a script's SELECT and a server's SHOW CREATE VIEW come to: every
    column qualified by its source, ``*`` written out, every column of the select list named, USING as ON.
    """
    return _resolved(query, World(catalog, session, schema or session.database or ""), columns)


def stored_views(catalog: Catalog, session: Session, schema: str) -> Catalog:
    """Return `catalog` with the views of a schema resolved that a server keeps: it has qualified every name already.

    Tables and views that they read from may be gone. What cannot be read stays as it is.
    """
    found = catalog.schema(schema)
    if found is None:
        return catalog
    world = World(catalog, session, schema, stored=True)
    return catalog.with_schema(replace(found, views={key: _stored(view, world) for key, view in found.views.items()}))


def _stored(view: View, world: World) -> View:
    """Return a view as a server keeps it, resolved."""
    if view.unsupported or not view.text:
        return view
    cursor = Cursor(view.text, Dialect.of(world.catalog.flavor))
    try:
        resolved = _resolved(read_query(cursor), world, view.columns)
    except Unreadable:
        return view
    if resolved.answer or resolved.unresolved:
        return view
    return replace(view, query=resolved.query_text, columns=resolved.columns)


def _resolved(query: Query, world: World, columns: tuple[str, ...]) -> Resolved:
    """Resolve a view's query; refusals and what is not known become a part of the result."""
    scope, flavor = Scope(world), world.catalog.flavor
    try:
        found, shown = resolve_query(query, scope)
        if shown is None:
            return Resolved(columns, write_query(query), unresolved="the columns of the query are not known")
        names = columns or _distinct_names(shown, "My_exp_" if flavor.is_mariadb else "Name_exp_")
        if len(names) != len(shown):
            raise NameRefused(1353, _COUNTS[flavor.vendor])
        _check_unique(names)
    except NameRefused as refused:
        return Resolved(columns, write_query(query), refused.answer)
    except NotKnown as unknown:
        return Resolved(columns, write_query(query), unresolved=unknown.reason)
    kept = name_columns(found, names)
    if isinstance(kept, Union) and isinstance(query, Union) and flavor.is_mariadb:
        kept = replace(kept, order=_renumbered(query, kept, names))
    if isinstance(kept, Select) and not flavor.is_mariadb:
        kept = replace(kept, locking="")  # MySQL does not keep FOR UPDATE in a view
    return Resolved(names, write_query(kept))


def _renumbered(query: Union, kept: Union, names: tuple[str, ...]) -> tuple[tuple[Expression, bool], ...]:
    """Return ORDER BY of a union with the view's own names where a number stood: MariaDB counts after it names."""
    found: list[tuple[Expression, bool]] = []
    for (written, _), (value, descending) in zip(query.order, kept.order, strict=True):
        is_number = isinstance(written, Literal) and written.kind == "number" and written.text.isdigit()
        named = Name((names[int(written.text) - 1],)) if is_number and isinstance(written, Literal) else value
        found.append((named, descending))
    return tuple(found)


_COUNTS = {
    "mariadb": "View's SELECT and view's field list have different column counts",
    "mysql": (
        "In definition of view, derived table or common table expression, SELECT list and column names list have "
        "different column counts"
    ),
}


def _distinct_names(shown: tuple[Shown, ...], prefix: str) -> tuple[str, ...]:
    """Return the names of a view's columns; an expression without a name gives way to another column of that name.

    Source: ``check_duplicate_names`` and ``make_unique_view_field_name`` in both vendors' ``sql_view.cc``.
    """
    names: list[str] = []
    for place, each in enumerate(shown):
        names.append(each.name)
        doubles = [other for other in range(place) if fold(names[other]) == fold(each.name)]
        given_way = [place if each.is_unnamed else other for other in doubles]
        for one in given_way:
            if shown[one].is_unnamed:
                names[one] = _free_name(f"{prefix}{shown[one].name}", names)
    return tuple(names)


def _free_name(wanted: str, taken: list[str]) -> str:
    known = {fold(name) for name in taken}
    found, attempt = wanted, 0
    while fold(found) in known:
        attempt += 1
        found = f"{wanted}_{attempt}"
    return found


def _check_unique(names: tuple[str, ...]) -> None:
    """Raise 1060 where a name comes twice."""
    seen: set[str] = set()
    for name in names:
        if fold(name) in seen:
            raise NameRefused(1060, f"Duplicate column name '{name}'")
        seen.add(fold(name))
