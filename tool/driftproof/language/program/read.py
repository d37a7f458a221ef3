"""Reading the body of a stored program: blocks, flow control, and the statements between them.

A statement that is not understood becomes an `UnreadStatement`, and reading goes on behind its ``;``. A program whose
frame itself cannot be read is one `UnreadStatement` as a whole.
"""

from __future__ import annotations

from collections.abc import Callable

from driftproof.language.cursor import Cursor, Unreadable
from driftproof.language.lex import Dialect, Token, TokenKind
from driftproof.language.parse.expressions import read_expression, read_expressions
from driftproof.language.parse.names import read_names
from driftproof.language.parse.queries import at_query, read_query
from driftproof.language.parse.statement import read_statement
from driftproof.language.program.declare import read_declarations
from driftproof.language.remember import remembered
from driftproof.model.errors import defect
from driftproof.model.syntax.expressions import Expression
from driftproof.model.syntax.programs import (
    Block,
    CaseStatement,
    CursorStatement,
    ForLoop,
    If,
    Jump,
    Loop,
    ProgramStatement,
    Return,
    Run,
    UnreadStatement,
)

_LABELLED = frozenset({"BEGIN", "LOOP", "WHILE", "REPEAT", "FOR"})


@remembered(maxsize=4096)
def parse_program(body: str, dialect: Dialect) -> ProgramStatement:
    """Return the syntax tree of `body`: a Block, or the one statement that it is. Never raises.

    Spans are offsets in `body`. The tree of a body that was read before is the same object.
    """
    cursor = Cursor(body, dialect)
    try:
        found = read_program_statement(cursor)
        while cursor.accept(";"):
            continue
        if not cursor.at_end:
            raise cursor.unreadable("the end of the program expected")
    except Unreadable as problem:
        return UnreadStatement(body, problem.reason, (0, len(body)), problem.is_refused)
    except RecursionError:
        return UnreadStatement(body, "nested too deeply", (0, len(body)))
    except (ArithmeticError, LookupError, TypeError, ValueError) as error:
        return UnreadStatement(body, f"driftproof fails to read it: {defect(error)}", (0, len(body)))
    return found


def read_program_statement(cursor: Cursor) -> ProgramStatement:
    """Take one statement of a program without its ``;`` and return it; raises `Unreadable` where a frame breaks."""
    token = cursor.token
    reader = _FLOW.get(token.upper)
    if reader is not None and _is_flow(cursor, token):
        return reader(cursor, "")
    following = cursor.peek()
    if following.upper == ":" and token.kind in {TokenKind.WORD, TokenKind.QUOTED}:
        reader = _FLOW.get(cursor.peek(2).upper)
        if reader is not None and cursor.peek(2).upper in _LABELLED:
            cursor.position += 2
            return reader(cursor, token.value)
    return _run(cursor)


def _is_flow(cursor: Cursor, token: Token) -> bool:
    """Tell whether a word of flow control starts a statement here: a label or a variable may be called so, too."""
    return cursor.peek().upper not in {":", ":="} and not (
        token.upper == "FOR" and not cursor.dialect.flavor.is_mariadb
    )


def _run(cursor: Cursor) -> ProgramStatement:
    """Take an SQL statement up to its ``;``: it is read from the same tokens, as a statement of its own."""
    tokens, start = cursor.tokens, cursor.position
    end = start
    while tokens[end].upper != ";" and tokens[end].kind is not TokenKind.END:
        end += 1
    if end == start:
        raise cursor.unreadable("a statement expected")
    span = (tokens[start].start, tokens[end - 1].end)
    sql = cursor.sql[span[0] : span[1]]
    inner = Cursor(cursor.sql, cursor.dialect, [*tokens[start:end], Token(TokenKind.END, "", span[1], span[1], "", "")])
    cursor.position = end
    try:
        action = read_statement(inner)
        if not inner.at_end:
            raise inner.unreadable("; expected")
    except Unreadable as problem:
        return UnreadStatement(sql, problem.reason, span, problem.is_refused)
    return Run(action, sql, span)


def _statements(cursor: Cursor, *ends: str) -> tuple[ProgramStatement, ...]:
    """Take statements, each with its ``;``, up to one of the words that end them."""
    found: list[ProgramStatement] = []
    while not cursor.at_any(ends):
        if cursor.at_end:
            raise cursor.unreadable(f"{' or '.join(ends)} expected")
        found.append(read_program_statement(cursor))
        cursor.expect(";")
    return tuple(found)


def _end(cursor: Cursor, word: str, label: str) -> None:
    """Take ``END word [label]``."""
    cursor.expect("END")
    if word:
        cursor.expect(word)
    if label and cursor.at_name:
        cursor.advance()


def _block(cursor: Cursor, label: str) -> ProgramStatement:
    start = cursor.start
    cursor.expect("BEGIN")
    cursor.accept("NOT", "ATOMIC")
    declarations = read_declarations(cursor, read_program_statement)
    statements = _statements(cursor, "END")
    _end(cursor, "", label)
    return Block(declarations, statements, label, (start, cursor.end))


def _if(cursor: Cursor, label: str) -> ProgramStatement:
    start = cursor.start
    cursor.expect("IF")
    branches: list[tuple[Expression, tuple[ProgramStatement, ...]]] = []
    while True:
        condition = read_expression(cursor)
        cursor.expect("THEN")
        branches.append((condition, _statements(cursor, "ELSEIF", "ELSE", "END")))
        if not cursor.accept("ELSEIF"):
            break
    otherwise = _statements(cursor, "END") if cursor.accept("ELSE") else ()
    _end(cursor, "IF", "")
    return If(tuple(branches), otherwise, (start, cursor.end))


def _case(cursor: Cursor, label: str) -> ProgramStatement:
    start = cursor.start
    cursor.expect("CASE")
    operand = None if cursor.at("WHEN") else read_expression(cursor)
    branches: list[tuple[Expression, tuple[ProgramStatement, ...]]] = []
    while cursor.accept("WHEN"):
        condition = read_expression(cursor)
        cursor.expect("THEN")
        branches.append((condition, _statements(cursor, "WHEN", "ELSE", "END")))
    otherwise = _statements(cursor, "END") if cursor.accept("ELSE") else None
    _end(cursor, "CASE", "")
    return CaseStatement(operand, tuple(branches), otherwise, (start, cursor.end))


def _loop(cursor: Cursor, label: str) -> ProgramStatement:
    start = cursor.start
    cursor.expect("LOOP")
    statements = _statements(cursor, "END")
    _end(cursor, "LOOP", label)
    return Loop("loop", statements, None, label, (start, cursor.end))


def _while(cursor: Cursor, label: str) -> ProgramStatement:
    start = cursor.start
    cursor.expect("WHILE")
    condition = read_expression(cursor)
    cursor.expect("DO")
    statements = _statements(cursor, "END")
    _end(cursor, "WHILE", label)
    return Loop("while", statements, condition, label, (start, cursor.end))


def _repeat(cursor: Cursor, label: str) -> ProgramStatement:
    start = cursor.start
    cursor.expect("REPEAT")
    statements = _statements(cursor, "UNTIL")
    cursor.expect("UNTIL")
    condition = read_expression(cursor)
    _end(cursor, "REPEAT", label)
    return Loop("repeat", statements, condition, label, (start, cursor.end))


def _for(cursor: Cursor, label: str) -> ProgramStatement:
    """Take ``FOR i IN 1..10 DO``, ``FOR r IN cursor DO`` or ``FOR r IN (SELECT …) DO`` (MariaDB 10.3)."""
    start = cursor.start
    cursor.expect("FOR")
    variable = cursor.expect_name()
    cursor.expect("IN")
    reverse = cursor.accept("REVERSE")
    low = high = query = None
    name = ""
    arguments: tuple[Expression, ...] = ()
    if cursor.at("(") and at_query(cursor):
        cursor.expect("(")
        query = read_query(cursor)
        cursor.expect(")")
    elif cursor.at_name and cursor.peek().upper in {"DO", "("}:
        name, arguments = _opened(cursor)
    else:
        low = read_expression(cursor)
        cursor.expect("..")
        high = read_expression(cursor)
    cursor.expect("DO")
    statements = _statements(cursor, "END")
    _end(cursor, "FOR", label)
    span = (start, cursor.end)
    return ForLoop(variable, statements, low, high, reverse, name, arguments, query, label, span)


def _opened(cursor: Cursor) -> tuple[str, tuple[Expression, ...]]:
    """Take a cursor's name and its arguments."""
    name = cursor.expect_name()
    arguments: tuple[Expression, ...] = ()
    if cursor.accept("(") and not cursor.accept(")"):
        arguments = read_expressions(cursor)
        cursor.expect(")")
    return name, arguments


def _jump(cursor: Cursor, label: str) -> ProgramStatement:
    start = cursor.start
    leaving = cursor.advance().upper == "LEAVE"
    return Jump("leave" if leaving else "iterate", cursor.expect_name(), (start, cursor.end))


def _return(cursor: Cursor, label: str) -> ProgramStatement:
    start = cursor.start
    cursor.expect("RETURN")
    value = read_expression(cursor)
    return Return(value, (start, cursor.end))


def _open(cursor: Cursor, label: str) -> ProgramStatement:
    start = cursor.start
    cursor.expect("OPEN")
    name, arguments = _opened(cursor)
    using = read_expressions(cursor) if cursor.accept("USING") else arguments
    return CursorStatement("open", name, (), (start, cursor.end), using)


def _close(cursor: Cursor, label: str) -> ProgramStatement:
    start = cursor.start
    cursor.expect("CLOSE")
    return CursorStatement("close", cursor.expect_name(), (), (start, cursor.end))


def _fetch(cursor: Cursor, label: str) -> ProgramStatement:
    start = cursor.start
    cursor.expect("FETCH")
    cursor.accept("NEXT")
    if cursor.at("FROM"):
        cursor.advance()
    name = cursor.expect_name()
    cursor.expect("INTO")
    return CursorStatement("fetch", name, read_names(cursor), (start, cursor.end))


_FLOW: dict[str, Callable[[Cursor, str], ProgramStatement]] = {
    "BEGIN": _block,
    "IF": _if,
    "CASE": _case,
    "LOOP": _loop,
    "WHILE": _while,
    "REPEAT": _repeat,
    "FOR": _for,
    "LEAVE": _jump,
    "ITERATE": _jump,
    "RETURN": _return,
    "OPEN": _open,
    "CLOSE": _close,
    "FETCH": _fetch,
}
