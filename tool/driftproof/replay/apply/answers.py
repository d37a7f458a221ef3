"""The answers of servers: error number, SQLSTATE and text, as both vendors word them.

Source: ``errmsg-utf8.txt`` and ``messages_to_clients.txt`` of the servers, checked by running them.
"""

from __future__ import annotations

from driftproof.model.errors import ServerAnswer
from driftproof.replay.apply.outcome import Refused

_STATES = {
    1007: "HY000",
    1008: "HY000",
    1046: "3D000",
    1049: "42000",
    1050: "42S01",
    1051: "42S02",
    1054: "42S22",
    1059: "42000",
    1060: "42S21",
    1061: "42000",
    1063: "42000",
    1067: "42000",
    1068: "42000",
    1069: "42000",
    1070: "42000",
    1071: "42000",
    1072: "42000",
    1074: "42000",
    1075: "42000",
    1089: "HY000",
    1090: "42000",
    1091: "42000",
    1101: "42000",
    1102: "42000",
    1103: "42000",
    1113: "42000",
    1115: "42000",
    1146: "42S02",
    1163: "42000",
    1170: "42000",
    1171: "42000",
    1239: "42000",
    1280: "42000",
    1291: "HY000",
    1304: "42000",
    1305: "42000",
    1425: "42000",
    1426: "42000",
    1427: "42000",
    1439: "42000",
    1451: "23000",
    1701: "42000",
    4111: "42S02",
    4031: "42S02",
}


def answer(number: int, message: str) -> ServerAnswer:
    """Return the answer of that number with its SQLSTATE."""
    return ServerAnswer(number, message, _STATES.get(number, "HY000"))


def refuse(number: int, message: str) -> Refused:
    """Return the refusal of that number, to be raised."""
    return Refused(answer(number, message))


def cannot_create(schema: str, table: str, errno: int, cause: int = 0) -> Refused:
    """Return MariaDB's error 1005, with what the storage engine said in brackets; `cause` is MySQL's number for it."""
    text = {
        121: "Duplicate key on write or update",
        150: "Foreign key constraint is incorrectly formed",
    }[errno]
    said = answer(1005, f'Can\'t create table `{schema}`.`{table}` (errno: {errno} "{text}")')
    return Refused(said, cause=cause)
