"""The names in queries: what a view keeps, and the columns of CREATE TABLE … SELECT."""

from __future__ import annotations

from driftproof.language.cursor import Cursor, Unreadable
from driftproof.language.lex import Dialect
from driftproof.language.parse.queries import read_query
from driftproof.model.catalog import Column, Schema, View
from driftproof.model.errors import ServerAnswer
from driftproof.model.replace import replace
from driftproof.model.syntax.expressions import SystemVariable, UserVariable
from driftproof.model.syntax.walk import nodes
from driftproof.replay.apply.answers import refuse
from driftproof.replay.apply.outcome import Refused, Scene
from driftproof.replay.resolve import Unresolved, resolve_view, select_columns


def _cursor(text: str, scene: Scene) -> Cursor:
    return Cursor(text, Dialect.of(scene.flavor, scene.session.sql_mode))


def with_names(view: View, schema: Schema, scene: Scene) -> View:
    """Return `view` as a server keeps it: names qualified, columns known; raises what the server refuses.

    A view on tables that are not modelled, such as those of ``information_schema``, stays as it is written.
    """
    if view.unsupported or not view.text:
        return view
    try:
        query = read_query(_cursor(view.text, scene))
    except Unreadable as problem:
        return replace(view, unsupported=problem.reason)
    if any(isinstance(node, UserVariable | SystemVariable) for node in nodes(query)):
        raise refuse(1351, "View's SELECT contains a variable or parameter")
    found = resolve_view(query, scene.catalog, scene.session, view.columns, schema.name)
    if found.answer is not None:
        raise Refused(found.answer)
    return replace(view, query=found.query_text, columns=found.columns)


def columns_of_query(text: str, scene: Scene) -> tuple[tuple[Column, ...], str]:
    """Return the columns that CREATE TABLE … SELECT makes of the query `text`, and why they are not all known.

    Raises what the server refuses.
    """
    try:
        query = read_query(_cursor(text, scene))
    except Unreadable as problem:
        return (), problem.reason
    found = select_columns(query, scene.catalog, scene.session)
    if isinstance(found, ServerAnswer):
        raise Refused(found)
    return (found.columns, found.reason) if isinstance(found, Unresolved) else (found, "")
