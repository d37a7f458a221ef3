"""Reading statements of sessions and programs: USE, CALL, PREPARE, SIGNAL, diagnostics, transactions, and the rest."""

from __future__ import annotations

from driftproof.language.cursor import Cursor
from driftproof.language.lex import Dialect, TokenKind
from driftproof.language.parse import expressions, queries
from driftproof.language.parse.names import accept_alias, read_object_name
from driftproof.model.changes import ObjectName
from driftproof.model.syntax.commands import (
    CallProcedure,
    Deallocate,
    Execute,
    GetDiagnostics,
    Other,
    Prepare,
    RunQuery,
    Signal,
    Transaction,
    UseSchema,
)
from driftproof.model.syntax.expressions import Expression
from driftproof.model.syntax.queries import Select, SelectItem


def read_use(cursor: Cursor) -> UseSchema:
    """Take USE and return it; raises `Unreadable`."""
    cursor.expect("USE")
    return UseSchema(cursor.expect_name())


def read_call(cursor: Cursor) -> CallProcedure:
    """Take CALL and return it; raises `Unreadable`."""
    cursor.expect("CALL")
    name = read_object_name(cursor)
    if cursor.accept("."):
        cursor.expect_name()  # package.procedure of MariaDB's Oracle mode
    arguments: tuple[Expression, ...] = ()
    if cursor.accept("(") and not cursor.accept(")"):
        arguments = expressions.read_expressions(cursor)
        cursor.expect(")")
    return CallProcedure(name, arguments)


def read_prepare(cursor: Cursor) -> Prepare:
    """Take PREPARE and return it; raises `Unreadable`."""
    cursor.expect("PREPARE")
    name = cursor.expect_name()
    cursor.expect("FROM")
    return Prepare(name, expressions.read_expression(cursor))


def read_execute(cursor: Cursor) -> Execute:
    """Take EXECUTE or EXECUTE IMMEDIATE and return it; raises `Unreadable`."""
    cursor.expect("EXECUTE")
    source: Expression | None = None
    name = ""
    if cursor.at("IMMEDIATE") and cursor.peek().kind is not TokenKind.END and cursor.peek().upper not in {"USING", ";"}:
        cursor.advance()
        source = expressions.read_expression(cursor)
    else:
        name = cursor.expect_name()
    using = expressions.read_expressions(cursor) if cursor.accept("USING") else ()
    return Execute(name, using, source)


def read_deallocate(cursor: Cursor) -> Deallocate:
    """Take DEALLOCATE PREPARE or DROP PREPARE and return it; raises `Unreadable`."""
    cursor.advance()
    cursor.expect("PREPARE")
    return Deallocate(cursor.expect_name())


def read_do(cursor: Cursor) -> RunQuery:
    """Take DO as a query of its expressions; raises `Unreadable`."""
    cursor.expect("DO")
    items = []
    while True:
        start = cursor.start
        value = expressions.read_expression(cursor)
        text = cursor.text_from(start)
        items.append(SelectItem(value, accept_alias(cursor), text))
        if not cursor.accept(","):
            return RunQuery(Select(tuple(items)))


def read_run(cursor: Cursor) -> RunQuery:
    """Take a query that is a statement; raises `Unreadable`."""
    return RunQuery(queries.read_query(cursor))


def read_with(cursor: Cursor) -> RunQuery | Other:
    """Take a statement that starts with WITH: a query, or an UPDATE or DELETE of MySQL 8; raises `Unreadable`."""
    depth, ahead = 0, 0
    while cursor.peek(ahead).kind is not TokenKind.END:
        upper = cursor.peek(ahead).upper
        depth += {"(": 1, ")": -1}.get(upper, 0)
        if depth == 0 and upper in {"UPDATE", "DELETE"}:
            return read_other(cursor, 1)
        if depth == 0 and upper == "SELECT":
            break
        ahead += 1
    return read_run(cursor)


def read_transaction(cursor: Cursor) -> Transaction:
    """Take a statement of transaction control and return it; raises `Unreadable`."""
    first = cursor.advance().upper
    kind, savepoint = first.lower(), ""
    if first == "START":
        cursor.expect("TRANSACTION")
        kind = "start transaction"
    elif first == "RELEASE":
        cursor.expect("SAVEPOINT")
        kind, savepoint = "release savepoint", cursor.expect_name()
    elif first == "SAVEPOINT":
        savepoint = cursor.expect_name()
    elif first == "XA":
        kind = f"xa {cursor.expect_name().lower()}"
    elif first == "ROLLBACK":
        cursor.accept("WORK")
        if cursor.accept("TO"):
            cursor.accept("SAVEPOINT")
            kind, savepoint = "rollback to", cursor.expect_name()
    _rest(cursor)
    return Transaction(kind, savepoint.lower())


def read_signal(cursor: Cursor) -> Signal:
    """Take SIGNAL or RESIGNAL and return it; raises `Unreadable`."""
    resignal = cursor.accept_any("SIGNAL", "RESIGNAL") == "RESIGNAL"
    condition = ""
    if cursor.accept("SQLSTATE"):
        cursor.accept("VALUE")
        condition = cursor.expect_string()
    elif cursor.at_name and not cursor.at("SET"):
        condition = cursor.expect_name()
    elif not resignal:
        raise cursor.unreadable("SQLSTATE or the name of a condition expected")
    items: list[tuple[str, Expression]] = []
    if cursor.accept("SET"):
        while True:
            item = cursor.expect_name().upper()
            cursor.expect("=")
            items.append((item, expressions.read_expression(cursor)))
            if not cursor.accept(","):
                break
    return Signal(condition, tuple(items), resignal)


def read_diagnostics(cursor: Cursor) -> GetDiagnostics:
    """Take GET DIAGNOSTICS and return it; raises `Unreadable`."""
    cursor.expect("GET")
    cursor.accept_any("CURRENT", "STACKED")
    cursor.expect("DIAGNOSTICS")
    condition = expressions.read_expression(cursor) if cursor.accept("CONDITION") else None
    pairs: list[tuple[Expression, str]] = []
    while True:
        target = expressions.read_operand(cursor, expressions.TIGHT)
        cursor.expect("=")
        pairs.append((target, cursor.expect_name().upper()))
        if not cursor.accept(","):
            return GetDiagnostics(tuple(pairs), condition)


def read_locks(text: str, dialect: Dialect) -> tuple[tuple[ObjectName, str, bool], ...]:
    """Return the tables of LOCK TABLES, each with its alias and whether it is locked for writing.

    Raises `Unreadable`.
    """
    cursor = Cursor(text, dialect)
    cursor.expect("LOCK")
    cursor.advance()
    found: list[tuple[ObjectName, str, bool]] = []
    while True:
        name = read_object_name(cursor)
        alias = name.name
        if cursor.accept("AS") or not cursor.at_any(("READ", "WRITE", "LOW_PRIORITY")):
            alias = cursor.expect_name()
        cursor.accept("LOW_PRIORITY")
        writes = cursor.accept("WRITE")
        if not writes:
            cursor.expect("READ")
            cursor.accept("LOCAL")
        found.append((name, alias, bool(writes)))
        if not cursor.accept(","):
            return tuple(found)


def read_other(cursor: Cursor, words: int) -> Other:
    """Take a whole statement that leaves schema and session as they are; its kind is its first `words` words."""
    start = cursor.start
    kind: list[str] = []
    while len(kind) < words and cursor.token.kind is TokenKind.WORD:
        kind.append(cursor.advance().upper.lower())
    _rest(cursor)
    return Other(" ".join(kind), cursor.text_from(start))


def _rest(cursor: Cursor) -> None:
    """Take what is left of the statement; parentheses in it must be balanced."""
    depth = 0
    while not cursor.at_end and not (depth == 0 and cursor.at(";")):
        depth += {"(": 1, ")": -1}.get(cursor.token.upper, 0)
        if depth < 0:
            raise cursor.unreadable("no parenthesis is open")
        cursor.advance()
    if depth:
        raise cursor.unreadable("a parenthesis stays open")
