"""What scripts need to be allowed on a schema, against what an account may do."""

from __future__ import annotations

import re
from collections.abc import Iterable

from driftproof.live.connect import Connection
from driftproof.live.privileges import privileges_on
from driftproof.upgrade.statements import first_word

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
