"""What an account may do, read from ``SHOW GRANTS``."""

from __future__ import annotations

import re
from collections.abc import Callable

from driftproof.live.connect import Connection
from driftproof.model.names import unquote

_GRANT = re.compile(r"(?is)^GRANT (?P<what>.+?) ON (?P<where>.+?) TO ")
_LEVEL = re.compile(r"^(?P<schema>\*|`(?:[^`]|``)+`|[^.`]+)\.(?P<object>\*|.+)$")
_ALL = frozenset({"ALL", "ALL PRIVILEGES"})
_SHOWING = ("SHOW VIEW", "TRIGGER", "EVENT")
_ROUTINES = frozenset({"EXECUTE", "ALTER ROUTINE", "CREATE ROUTINE"})


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


def hiding_privileges(connection: Connection, schema: str) -> tuple[str, ...]:
    """Return the privileges without which a server hides parts of `schema` from the account; empty where none lacks.

    ``information_schema`` shows what an account may touch: no triggers without TRIGGER, no text of views without SHOW
    VIEW, and MariaDB no foreign keys to one who may only SELECT. Empty, too, where privileges cannot be told.
    """
    granted = privileges_on(connection, schema)
    if granted is None or granted & _ALL:
        return ()
    lacking = [name for name in _SHOWING if name not in granted]
    return tuple(lacking if granted & _ROUTINES else [*lacking, "EXECUTE"])
