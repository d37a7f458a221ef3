"""Prepared statements: PREPARE, EXECUTE and DEALLOCATE, and EXECUTE IMMEDIATE."""

from __future__ import annotations

from driftproof.language.cursor import Cursor
from driftproof.language.lex import TokenKind
from driftproof.model import changes
from driftproof.model.changes import ObjectName, Opaque
from driftproof.model.flavor import Flavor
from driftproof.model.names import fold
from driftproof.model.replace import replace
from driftproof.model.syntax import Parsed, commands
from driftproof.model.syntax.queries import DerivedSource, Join, Query, Select, Source, TableSource, Union
from driftproof.replay.evaluate.context import Context
from driftproof.replay.evaluate.information_schema import SERVER_SCHEMAS
from driftproof.replay.evaluate.reading import read_statement, session_dialect
from driftproof.replay.evaluate.refusal import Refusal, refuse
from driftproof.replay.evaluate.values import Unknown, to_text
from driftproof.replay.state import State

_NEVER = (commands.Prepare, commands.Execute, commands.Deallocate)
_NOT_IN_MYSQL = (
    changes.CreateRoutine,
    changes.CreateTrigger,
    changes.CreateEvent,
    changes.AlterEvent,
    changes.AlterRoutine,
    changes.DropRoutine,
    changes.DropTrigger,
    changes.DropEvent,
    commands.UseSchema,
    commands.Signal,
    commands.GetDiagnostics,
)
_VERBS_TEXT = """
ALTER ANALYZE BACKUP BEGIN BINLOG CACHE CALL CASE CHANGE CHECK CHECKSUM CLONE CLOSE COMMIT CREATE DEALLOCATE DECLARE
DELETE DESC DESCRIBE DO DROP EXECUTE EXPLAIN FETCH FLUSH FOR GET GRANT HANDLER HELP IF IMPORT INSERT INSTALL KILL LOAD
LOCK LOOP OPEN OPTIMIZE PREPARE PURGE RELEASE RENAME REPAIR REPEAT REPLACE RESET RESIGNAL RESTART RETURN REVOKE ROLLBACK
SAVEPOINT SELECT SET SHOW SHUTDOWN SIGNAL START STOP TABLE TRUNCATE UNINSTALL UNLOCK UPDATE USE VALUES WHILE WITH XA (
"""
_VERBS = frozenset(_VERBS_TEXT.split())


def prepare(command: commands.Prepare, context: Context) -> None:
    """Run PREPARE: the text is read now, and refused with 1064 where it cannot be a statement."""
    state, name = context.state, fold(command.name)
    forgotten = {key: text for key, text in state.session.prepared.items() if key != name}
    state.session = replace(state.session, prepared=forgotten)
    value = state.verbs.evaluate(command.source, context)
    if isinstance(value, Unknown):
        state.note(f"prepared statement `{command.name}` is taken as doing nothing: {value.reason}")
        text = ""
    else:
        text = "NULL" if value is None else to_text(value)
        _check(text, _read(text, state), state)
    state.session = replace(state.session, prepared={**forgotten, name: text})


def _read(text: str, state: State) -> Parsed:
    return read_statement(text, session_dialect(state))


def _check(text: str, action: Parsed, state: State) -> None:
    """Refuse a text that is surely no statement, one that cannot be prepared, or one on tables that are not there."""
    if not text.strip() or (isinstance(action, commands.Other) and action.kind == "comment"):
        raise refuse(1065, "Query was empty")
    if isinstance(action, Opaque):
        if action.answer is not None:
            raise Refusal(action.answer)
        if is_surely_wrong(text, state):
            raise _syntax_error(text, state.catalog.flavor)
        return
    if isinstance(action, commands.Several):
        raise _syntax_error(action.parts[1].sql, state.catalog.flavor)
    limited = not state.catalog.flavor.at_least(mariadb=(10, 6, 2))
    locking = isinstance(action, commands.Other) and action.kind.startswith(("lock table", "unlock table"))
    if isinstance(action, _NEVER) or (limited and (locking or isinstance(action, _NOT_IN_MYSQL))):
        raise refuse(1295, "This command is not supported in the prepared statement protocol yet")
    for name in _tables(action):
        _check_table(name, state)


def _syntax_error(text: str, flavor: Flavor) -> Exception:
    server = "MariaDB" if flavor.is_mariadb else "MySQL"
    return refuse(
        1064,
        f"You have an error in your SQL syntax; check the manual that corresponds to your {server} server version "
        f"for the right syntax to use near '{text[:80]}' at line 1",
    )


def is_surely_wrong(text: str, state: State) -> bool:
    """Tell whether no server could read a text: a first word that starts nothing, or marks that stay open."""
    cursor = Cursor(text, session_dialect(state))
    if cursor.token.upper not in _VERBS:
        return True
    depth = 0
    for token in cursor.tokens:
        depth += {"(": 1, ")": -1}.get(token.upper, 0)
        closed = len(token.text) > 1 and token.text[-1] == token.text[0]
        if depth < 0 or (token.kind in (TokenKind.STRING, TokenKind.QUOTED) and not closed):
            return True
    return depth != 0


def _tables(action: Parsed) -> list[ObjectName]:
    """Return the tables that a statement names and that must be there when it is prepared."""
    if isinstance(action, commands.Insert):
        return [action.table, *(_query_tables(action.query) if action.query else ())]
    if isinstance(action, commands.Update | commands.Delete):
        return _source_tables(action.source)
    return _query_tables(action.query) if isinstance(action, commands.RunQuery) else []


def _query_tables(query: Query) -> list[ObjectName]:
    if isinstance(query, Union):
        return [] if query.with_tables else [*_query_tables(query.left), *_query_tables(query.right)]
    if isinstance(query, Select) and query.source is not None and not query.with_tables:
        return _source_tables(query.source)
    return []


def _source_tables(source: Source) -> list[ObjectName]:
    if isinstance(source, Join):
        return [*_source_tables(source.left), *_source_tables(source.right)]
    if isinstance(source, DerivedSource):
        return _query_tables(source.query)
    return [source.name] if isinstance(source, TableSource) else []


def _check_table(name: ObjectName, state: State) -> None:
    schema = state.schema_of(name)
    if fold(schema) in SERVER_SCHEMAS or state.locate(name) is not None:
        return
    if state.catalog.view(schema, name.name) is None:
        found = state.catalog.schema(schema)
        if found is not None and state.catalog.rules.key(name.name) in found.sequences:
            return
        if found is None and not state.catalog.flavor.is_mariadb:
            raise refuse(1049, f"Unknown database '{schema}'")
        raise refuse(1146, f"Table '{schema}.{name.name}' doesn't exist")


def execute_prepared(command: commands.Execute, context: Context) -> tuple[Parsed | None, str, Context]:
    """Return what EXECUTE runs, its text, and the context with its markers bound; None where it is not known."""
    state = context.state
    values = tuple(state.verbs.evaluate(value, context) for value in command.using)
    if command.source is not None:
        value = state.verbs.evaluate(command.source, context)
        if isinstance(value, Unknown):
            state.note(f"EXECUTE IMMEDIATE is taken as doing nothing: {value.reason}")
            return None, "", context
        text = "NULL" if value is None else to_text(value)
        _check(text, _read(text, state), state)
    else:
        found = state.session.prepared.get(fold(command.name))
        if found is None:
            raise refuse(1243, f"Unknown prepared statement handler ({command.name}) given to EXECUTE")
        text = found
        if not text:
            state.note(f"EXECUTE {command.name} is taken as doing nothing: its text is not known")
            return None, "", context
    action = _read(text, state)
    if _markers(text, state) != len(values) and not isinstance(action, Opaque):
        raise refuse(1210, "Incorrect arguments to EXECUTE")
    return action, text, Context(state, None, None, values)


def _markers(text: str, state: State) -> int:
    """Return how many values a text waits for."""
    if "?" not in text:
        return 0
    return sum(1 for token in Cursor(text, session_dialect(state)).tokens if token.kind is TokenKind.MARKER)


def deallocate(command: commands.Deallocate, context: Context) -> None:
    """Run DEALLOCATE PREPARE; refused with 1243 where there is no such statement."""
    session, name = context.state.session, fold(command.name)
    if name not in session.prepared:
        raise refuse(1243, f"Unknown prepared statement handler ({command.name}) given to DEALLOCATE PREPARE")
    prepared = {key: text for key, text in session.prepared.items() if key != name}
    context.state.session = replace(session, prepared=prepared)
