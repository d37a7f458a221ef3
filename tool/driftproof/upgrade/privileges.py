"""What an account may do to a schema, read from ``SHOW GRANTS``, against what scripts need."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from driftproof.live.connect import Connection
from driftproof.model.names import unquote
from driftproof.upgrade.statements import first_word

_GRANT = re.compile(r"(?is)^GRANT (?P<what>.+?) ON (?P<where>.+?) TO ")
_LEVEL = re.compile(r"^(?P<schema>\*|`(?:[^`]|``)+`|[^.`]+)\.(?P<object>\*|.+)$")
_ALWAYS = ("SELECT", "INSERT", "UPDATE", "DELETE", "CREATE")
_BY_OBJECT = {
    ("CREATE", "VIEW"): "CREATE VIEW",
    ("CREATE", "TRIGGER"): "TRIGGER",
    ("DROP", "TRIGGER"): "TRIGGER",
    ("CREATE", "PROCEDURE"): "CREATE ROUTINE",
    ("CREATE", "FUNCTION"): "CREATE ROUTINE",
    ("DROP", "PROCEDURE"): "ALTER ROUTINE",
    ("DROP", "FUNCTION"): "ALTER ROUTINE",
    ("CREATE", "EVENT"): "EVENT",
    ("CREATE", "INDEX"): "INDEX",
    ("DROP", "INDEX"): "INDEX",
}
_BY_WORD = {"ALTER": "ALTER", "DROP": "DROP", "TRUNCATE": "DROP", "CALL": "EXECUTE", "RENAME": "ALTER"}
_OBJECT = re.compile(
    r"(?is)\b(?:CREATE|DROP)\s+(?:OR\s+REPLACE\s+|DEFINER\s*=\s*\S+\s+|ALGORITHM\s*=\s*\w+\s+|SQL\s+SECURITY\s+\w+\s+"
    r"|UNIQUE\s+|FULLTEXT\s+|SPATIAL\s+|AGGREGATE\s+|TEMPORARY\s+)*(?P<object>\w+)"
)


def privileges_on(connection: Connection, schema: str) -> frozenset[str] | None:
    """Return the account's privileges on every table of `schema`, in capitals; None when they cannot be told."""
    return _granted(connection, lambda where: _covers(where, schema))


def global_privileges(connection: Connection) -> frozenset[str] | None:
    """Return the account's privileges on the whole server, in capitals; None when they cannot be told."""
    return _granted(connection, lambda where: where.strip() == "*.*")


def _granted(connection: Connection, covers: Callable[[str], bool]) -> frozenset[str] | None:
    """Return what the account is granted where `covers` says so.

    Roles and partial revokes make privileges impossible to tell from the text alone.
    """
    granted: set[str] = set()
    for (text,) in connection.rows("SHOW GRANTS FOR CURRENT_USER()"):
        match = _GRANT.match(text)
        if match is None or text.upper().startswith("REVOKE"):
            return None
        if covers(match["where"]):
            granted |= {part.strip().upper() for part in re.sub(r"\([^)]*\)", "", match["what"]).split(",")}
    return frozenset(granted)


def _covers(where: str, schema: str) -> bool:
    level = _LEVEL.match(where.strip())
    if level is None or level["object"] != "*":
        return False
    pattern = unquote(level["schema"])
    if pattern == "*":
        return True
    pieces = re.split(r"(\\[_%\\]|[_%])", pattern)
    wild = {"%": ".*", "_": "."}
    return bool(re.fullmatch("".join(wild.get(piece, re.escape(piece.removeprefix("\\"))) for piece in pieces), schema))


def privileges_needed(statements: Iterable[str]) -> frozenset[str]:
    """Return the privileges that statements need as far as their first words tell, and those that a history needs."""
    needed = set(_ALWAYS)
    for sql in statements:
        word = first_word(sql)
        if word in {"CREATE", "DROP"} and (match := _OBJECT.search(sql[:400])):
            needed.add(_BY_OBJECT.get((word, match["object"].upper()), word))
        elif word in _BY_WORD:
            needed.add(_BY_WORD[word])
    return frozenset(needed)


def missing_privileges(connection: Connection, schema: str, statements: Iterable[str]) -> tuple[str, ...]:
    """Return the privileges that the statements need and the account lacks, sorted; empty when that cannot be told."""
    granted = privileges_on(connection, schema)
    if granted is None or granted & {"ALL PRIVILEGES", "ALL"}:
        return ()
    return tuple(sorted(privileges_needed(statements) - granted))
