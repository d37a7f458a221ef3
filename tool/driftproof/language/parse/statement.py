"""Reading one statement: the leading words say which reader takes it."""

from __future__ import annotations

from collections.abc import Callable

from driftproof.language.cursor import Cursor
from driftproof.language.lex import TokenKind
from driftproof.language.parse import commands, data, definitions, queries, settings
from driftproof.model.syntax import Parsed
from driftproof.model.syntax.commands import Other, RunBlock

_ACCOUNT_WORDS = frozenset({"USER", "ROLE", "SERVER", "TABLESPACE", "UNDO", "LOGFILE", "RESOURCE", "INSTANCE"})
_DEFINITIONS = frozenset({"CREATE", "ALTER", "DROP", "RENAME"})
_COMPOUND = frozenset({"BEGIN", "IF", "CASE", "LOOP", "WHILE", "REPEAT", "FOR"})


def read_statement(cursor: Cursor) -> Parsed:
    """Take one statement and return what it says; raises `Unreadable`."""
    token = cursor.token
    upper = token.upper
    if upper in _DEFINITIONS:
        return _definition(cursor, upper)
    reader = _READERS.get(upper)
    if reader is not None:
        return reader(cursor)
    words = _OTHERS.get(upper)
    if words is not None:
        return commands.read_other(cursor, words)
    if upper in _COMPOUND or (token.kind in _NAMES and cursor.peek().upper == ":"):
        return _block(cursor)
    if upper == "(" and queries.at_query(cursor):
        return commands.read_run(cursor)
    raise cursor.unreadable("a statement expected")


_NAMES = frozenset({TokenKind.WORD, TokenKind.QUOTED})


def _definition(cursor: Cursor, upper: str) -> Parsed:
    """Take CREATE, ALTER, DROP or RENAME: of accounts and servers here, of schema objects by `definitions`."""
    if upper == "DROP" and cursor.peek().upper == "PREPARE":
        return commands.read_deallocate(cursor)
    ahead = 1
    if upper == "CREATE" and cursor.peek().upper == "OR":
        ahead = 3
    word = cursor.peek(ahead).upper
    if word in _ACCOUNT_WORDS or (word == "SPATIAL" and cursor.peek(ahead + 1).upper == "REFERENCE"):
        return _account(cursor, upper, word)
    if _is_loadable(cursor, ahead):
        return _account(cursor, upper, "FUNCTION")
    return definitions.read_definition(cursor)


def _account(cursor: Cursor, verb: str, word: str) -> Other:
    """Take a statement on accounts, servers or tablespaces."""
    found = commands.read_other(cursor, 1)
    return Other(f"{verb} {word}".lower(), found.text)


def _is_loadable(cursor: Cursor, ahead: int) -> bool:
    """Tell whether this is ``CREATE [AGGREGATE] FUNCTION name RETURNS type SONAME library``."""
    if cursor.peek(ahead).upper == "AGGREGATE":
        ahead += 1
    if cursor.peek(ahead).upper != "FUNCTION":
        return False
    ahead += 4 if cursor.peek(ahead + 1).upper == "IF" else 1
    return cursor.peek(ahead + 1).upper == "RETURNS" and cursor.peek(ahead + 3).upper == "SONAME"


def _start(cursor: Cursor) -> Parsed:
    """Take START TRANSACTION, or START SLAVE and the like."""
    if cursor.peek().upper == "TRANSACTION":
        return commands.read_transaction(cursor)
    return commands.read_other(cursor, 2)


def _begin(cursor: Cursor) -> Parsed:
    """Take BEGIN: of a transaction, or MariaDB's ``BEGIN NOT ATOMIC``."""
    following = cursor.peek()
    if following.kind is TokenKind.END or following.upper in {"WORK", ";"}:
        return commands.read_transaction(cursor)
    return _block(cursor)


def _block(cursor: Cursor) -> RunBlock:
    """Take an anonymous program to the end of the text."""
    start = cursor.start
    last = cursor.tokens[-2]
    end = cursor.tokens[-3].end if last.upper == ";" else last.end
    cursor.position = len(cursor.tokens) - 1
    return RunBlock(cursor.sql[start:end], start)


_READERS: dict[str, Callable[[Cursor], Parsed]] = {
    "SELECT": commands.read_run,
    "VALUES": commands.read_run,
    "TABLE": commands.read_run,
    "WITH": commands.read_with,
    "SET": settings.read_set,
    "USE": commands.read_use,
    "CALL": commands.read_call,
    "PREPARE": commands.read_prepare,
    "EXECUTE": commands.read_execute,
    "DEALLOCATE": commands.read_deallocate,
    "INSERT": data.read_insert,
    "REPLACE": data.read_insert,
    "UPDATE": data.read_update,
    "DELETE": data.read_delete,
    "TRUNCATE": data.read_truncate,
    "DO": commands.read_do,
    "START": _start,
    "BEGIN": _begin,
    "COMMIT": commands.read_transaction,
    "ROLLBACK": commands.read_transaction,
    "SAVEPOINT": commands.read_transaction,
    "RELEASE": commands.read_transaction,
    "XA": commands.read_transaction,
    "SIGNAL": commands.read_signal,
    "RESIGNAL": commands.read_signal,
    "GET": commands.read_diagnostics,
}
_OTHERS: dict[str, int] = {
    "GRANT": 1,
    "REVOKE": 1,
    "SHOW": 1,
    "DESCRIBE": 1,
    "DESC": 1,
    "EXPLAIN": 1,
    "HELP": 1,
    "KILL": 1,
    "BINLOG": 1,
    "HANDLER": 1,
    "SHUTDOWN": 1,
    "RESTART": 1,
    "CLONE": 1,
    "FLUSH": 1,
    "RESET": 1,
    "PURGE": 1,
    "CACHE": 1,
    "LOCK": 2,
    "UNLOCK": 2,
    "LOAD": 2,
    "IMPORT": 2,
    "ANALYZE": 2,
    "OPTIMIZE": 2,
    "CHECK": 2,
    "CHECKSUM": 2,
    "REPAIR": 2,
    "INSTALL": 2,
    "UNINSTALL": 2,
    "CHANGE": 2,
    "STOP": 2,
    "BACKUP": 2,
}
