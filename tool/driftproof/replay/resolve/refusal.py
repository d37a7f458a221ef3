"""What a server refuses in a query because of its names."""

from __future__ import annotations

from driftproof.model.errors import ServerAnswer
from driftproof.model.flavor import Flavor

_STATES = {
    1046: "3D000",
    1049: "42000",
    1051: "42S02",
    1052: "23000",
    1054: "42S22",
    1060: "42S21",
    1066: "42000",
    1146: "42S02",
    1222: "21000",
    1248: "42000",
    1353: "HY000",
}
_CLAUSES = {
    "field list": "SELECT",
    "where clause": "WHERE",
    "on clause": "ON",
    "group statement": "GROUP BY",
    "having clause": "HAVING",
    "order clause": "ORDER BY",
}


BREAKING = frozenset({1049, 1054, 1146, 1305})
"""What a server finds of a view that has lost something it reads from; it says 1356 of the view then."""


def broken_view(schema: str, name: str) -> ServerAnswer:
    """Return what servers say of a view whose query they would not take any more."""
    words = "references invalid table(s) or column(s) or function(s) or definer/invoker of view lack rights to use them"
    return ServerAnswer(1356, f"View '{schema}.{name}' {words}", "HY000")


class NameRefused(Exception):
    """A name that the server refuses; `answer` is what it says."""

    def __init__(self, number: int, message: str) -> None:
        super().__init__(message)
        self.answer = ServerAnswer(number, message, _STATES.get(number, "HY000"))


class NotKnown(Exception):
    """A query whose names cannot be found out, such as one on the tables of ``information_schema``."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def clause_name(clause: str, flavor: Flavor) -> str:
    """Return the words for a clause in errors 1052 and 1054, which MariaDB 10.11.18 and 11.8 say otherwise."""
    return _CLAUSES.get(clause, clause) if flavor.at_least(mariadb=(10, 11)) else clause
