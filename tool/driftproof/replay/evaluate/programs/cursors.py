"""Cursors: OPEN, FETCH and CLOSE."""

from __future__ import annotations

from driftproof.model.names import fold
from driftproof.model.syntax.commands import RunQuery
from driftproof.model.syntax.expressions import Expression, Name
from driftproof.model.syntax.programs import CursorStatement
from driftproof.model.syntax.queries import Query
from driftproof.replay.evaluate.coercion import coerce, read_type
from driftproof.replay.evaluate.context import Context, Frame, OpenCursor, Variable
from driftproof.replay.evaluate.programs.diagnostics import assign
from driftproof.replay.evaluate.queries import query_rows
from driftproof.replay.evaluate.reading import read_statement, session_dialect
from driftproof.replay.evaluate.refusal import refuse
from driftproof.replay.evaluate.sources import Result

NO_DATA = "No data - zero rows fetched, selected, or processed"


def find_cursor(frame: Frame, name: str) -> OpenCursor:
    """Return the innermost cursor of that name; refused with 1324 where none is declared."""
    key = fold(name)
    for scope in reversed(frame.scopes):
        if key in scope.cursors:
            return scope.cursors[key]
    raise refuse(1324, f"Undefined CURSOR: {name}")


def run_cursor(statement: CursorStatement, context: Context) -> None:
    """Run OPEN, FETCH or CLOSE."""
    frame = context.frame
    assert frame is not None
    cursor = find_cursor(frame, statement.cursor)
    if statement.kind == "open":
        if cursor.rows is not None:
            raise refuse(1325, "Cursor is already open")
        result = cursor_rows(cursor, statement.arguments, context)
        cursor.rows, cursor.position, cursor.unknown = result.rows, 0, result.unknown
        if result.unknown:
            context.state.note(
                f"cursor `{statement.cursor}` is taken to have {len(result.rows)} rows: {result.unknown}"
            )
        return
    if cursor.rows is None:
        raise refuse(1326, "Cursor is not open")
    if statement.kind == "close":
        cursor.rows = None
        return
    _fetch(statement, cursor, context)


def _fetch(statement: CursorStatement, cursor: OpenCursor, context: Context) -> None:
    assert cursor.rows is not None
    if cursor.position >= len(cursor.rows):
        raise refuse(1329, NO_DATA)
    row = cursor.rows[cursor.position]
    if len(row) != len(statement.targets):
        raise refuse(1328, "Incorrect number of FETCH variables")
    cursor.position += 1
    for name, value in zip(statement.targets, row, strict=True):
        assign(Name((name,)), value, context)


def cursor_rows(cursor: OpenCursor, arguments: tuple[Expression, ...], context: Context) -> Result:
    """Return the rows of a cursor's query, with its parameters bound to the arguments."""
    declaration, state, frame = cursor.declaration, context.state, context.frame
    assert frame is not None
    values = tuple(state.verbs.evaluate(argument, context) for argument in arguments)
    query = declaration.query
    if query is None:
        query = _prepared_query(declaration.text, context)
        if query is None:
            return Result(("?",), [], f"the query of cursor `{declaration.name}` is not known")
        return query_rows(query, Context(state, frame, None, values))
    bound: dict[str, Variable] = {}
    for (name, kind), value in zip(declaration.parameters, values, strict=False):
        bound[fold(name)] = Variable(kind, coerce(value, read_type(kind), name, state.session.is_strict))
    frame.open_scope().variables.update(bound)
    try:
        return query_rows(query, Context(state, frame))
    finally:
        frame.scopes.pop()


def _prepared_query(name: str, context: Context) -> Query | None:
    text = context.state.session.prepared.get(fold(name))
    if text is None:
        raise refuse(1243, f"Unknown prepared statement handler ({name}) given to OPEN")
    found = read_statement(text, session_dialect(context.state)) if text else None
    return found.query if isinstance(found, RunQuery) else None
