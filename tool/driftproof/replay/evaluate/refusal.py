"""The answers that evaluation gives as a server would: an exception that never leaves replay, and its sentences."""

from __future__ import annotations

from driftproof.model.errors import ServerAnswer

SQLSTATES: dict[int, str] = {
    1046: "3D000",
    1048: "23000",
    1049: "42000",
    1050: "42S01",
    1051: "42S02",
    1052: "23000",
    1054: "42S22",
    1058: "21S01",
    1062: "23000",
    1064: "42000",
    1066: "42000",
    1067: "42000",
    1109: "42S02",
    1110: "42000",
    1111: "HY000",
    1136: "21S01",
    1138: "22004",
    1146: "42S02",
    1193: "HY000",
    1210: "HY000",
    1222: "21000",
    1231: "42000",
    1241: "21000",
    1242: "21000",
    1243: "HY000",
    1264: "22003",
    1265: "01000",
    1292: "22007",
    1304: "42000",
    1305: "42000",
    1308: "42000",
    1318: "42000",
    1319: "42000",
    1321: "2F005",
    1324: "42000",
    1325: "24000",
    1326: "24000",
    1327: "42000",
    1328: "HY000",
    1329: "02000",
    1339: "20000",
    1365: "22012",
    1366: "22007",
    1370: "42000",
    1172: "42000",
    1406: "22001",
    1451: "23000",
    1452: "23000",
    1295: "HY000",
    1582: "42000",
    1630: "42000",
    1643: "02000",
    1644: "45000",
    1645: "0K000",
    1690: "22003",
    3141: "22032",
}


class Refusal(Exception):
    """A statement that the server would refuse, or a condition that a program raised; `answer` says how."""

    def __init__(self, answer: ServerAnswer) -> None:
        super().__init__(str(answer))
        self.answer = answer


def answer(number: int, message: str) -> ServerAnswer:
    """Return the server's answer of that number, under the SQLSTATE that the manuals list for it."""
    return ServerAnswer(number, message, SQLSTATES.get(number, "HY000"))


def refuse(number: int, message: str) -> Refusal:
    """Return the exception for a server error."""
    return Refusal(answer(number, message))
