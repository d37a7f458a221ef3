"""Pre-check queries on real servers: they find planted bad rows and only those, and the server fails as foretold."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from driftproof.compare.comparison import Side, compare_sides
from driftproof.compare.rules import DiffRules
from driftproof.live.connect import Connection, ServerError
from driftproof.model.catalog import Schema
from driftproof.model.hazard import Hazard, HazardKind
from driftproof.sources.live import read_live
from support.database import Database


@dataclass(frozen=True, slots=True)
class Case:
    """A table, what it becomes, rows that are no hindrance, and rows that are."""

    before: str
    after: str
    good: tuple[str, ...]
    bad: tuple[str, ...]
    kind: HazardKind = HazardKind.MAY_FAIL
    rows: int = 0

    @property
    def found(self) -> int:
        """How many rows the query returns with the bad rows there."""
        return self.rows or len(self.bad)


LOST = HazardKind.DATA_LOSS
CASES = {
    "null": Case("a INT NULL", "a INT NOT NULL", ("(1, 1)",), ("(2, NULL)", "(3, NULL)")),
    "varchar-shorter": Case("a VARCHAR(9)", "a VARCHAR(3)", ("(1, 'äöü')",), ("(2, 'four')",)),
    "text-to-varchar": Case("a TEXT", "a VARCHAR(3)", ("(1, 'äöü')",), ("(2, 'four')",)),
    "text-to-tinytext": Case("a TEXT", "a TINYTEXT", ("(1, REPEAT('x', 255))",), ("(2, REPEAT('x', 256))",)),
    "blob-shorter": Case("a VARBINARY(9)", "a VARBINARY(3)", ("(1, 'abc')",), ("(2, 'abcd')",)),
    "int-narrower": Case("a INT", "a TINYINT", ("(1, -128)", "(2, 127)"), ("(3, 128)", "(4, -129)")),
    "int-unsigned": Case("a INT", "a INT UNSIGNED", ("(1, 0)",), ("(2, -1)",)),
    "decimal-narrower": Case("a DECIMAL(6,2)", "a DECIMAL(4,2)", ("(1, 99.99)",), ("(2, 100)", "(3, -100)")),
    "decimal-scale": Case("a DECIMAL(6,2)", "a DECIMAL(6,1)", ("(1, 1.5)",), ("(2, 1.25)",), LOST),
    "text-to-int": Case("a VARCHAR(9)", "a INT", ("(1, '12')", "(2, '-3')"), ("(3, 'x')", "(4, '1x')")),
    "text-to-enum": Case("a VARCHAR(9)", "a ENUM('x','y')", ("(1, 'x')", "(2, NULL)"), ("(3, 'z')", "(4, '')")),
    "text-to-datetime": Case(
        "a VARCHAR(30)", "a DATETIME", ("(1, '2020-01-02 03:04:05')", "(2, NULL)"), ("(3, 'soon')", "(4, '2020-13-01')")
    ),
    "text-to-date": Case("a TEXT", "a DATE", ("(1, '2020-01-02')",), ("(3, 'soon')",)),
    "text-to-json": Case("a TEXT", "a JSON", ("(1, '[1]')", "(2, NULL)"), ("(3, '[1')",)),
    "enum-member": Case("a ENUM('x','y','z')", "a ENUM('x','z')", ("(1, 'x')", "(2, 'z')"), ("(3, 'y')",)),
    "set-member": Case("a SET('x','y','z')", "a SET('x','z')", ("(1, 'x,z')",), ("(2, 'x,y')",)),
    "datetime-to-date": Case("a DATETIME", "a DATE", ("(1, '2020-01-01')",), ("(2, '2020-01-01 10:00')",), LOST),
    "datetime-to-timestamp": Case("a DATETIME", "a TIMESTAMP NULL", ("(1, '2020-01-01')",), ("(2, '1960-01-01')",)),
    "charset": Case(
        "a VARCHAR(9) CHARACTER SET utf8mb4", "a VARCHAR(9) CHARACTER SET latin1", ("(1, 'ä')",), ("(2, '中')",)
    ),
    "collation-unique": Case(
        "a VARCHAR(9) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin, UNIQUE KEY u (a)",
        "a VARCHAR(9) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci, UNIQUE KEY u (a)",
        ("(1, 'a')", "(2, 'b')"),
        ("(3, 'B')",),
    ),
    "unique": Case(
        "a INT, b INT",
        "a INT, b INT, UNIQUE KEY u (a, b)",
        ("(1, 1, 1)", "(2, 1, NULL)", "(3, 1, NULL)"),
        ("(4, 1, 1)",),
    ),
    "unique-prefix": Case(
        "a VARCHAR(9)", "a VARCHAR(9), UNIQUE KEY u (a(2))", ("(1, 'ab')", "(2, 'ac')"), ("(3, 'abc')",)
    ),
    "foreign-key": Case(
        "a INT, KEY k (a)",
        "a INT, KEY k (a), CONSTRAINT fk FOREIGN KEY (a) REFERENCES p (id)",
        ("(1, 7)", "(2, NULL)"),
        ("(3, 8)", "(4, 9)"),
    ),
    "column-check": Case("a INT", "a BIGINT CHECK (a > 0)", ("(1, 1)", "(2, NULL)"), ("(3, 0)",)),
    "check": Case("a INT", "a INT, CONSTRAINT c CHECK (a > 0)", ("(1, 1)", "(2, NULL)"), ("(3, 0)",)),
    "range": Case(
        "a INT",
        "a INT) PARTITION BY RANGE (id) (PARTITION p0 VALUES LESS THAN (10), PARTITION p1 VALUES LESS THAN (20)",
        ("(1, 1)", "(19, 1)"),
        ("(20, 1)",),
    ),
    "list": Case(
        "a INT",
        "a INT) PARTITION BY LIST (id) (PARTITION p0 VALUES IN (1,2), PARTITION p1 VALUES IN (3)",
        ("(1, 1)", "(3, 1)"),
        ("(4, 1)",),
    ),
}


def make(connection: Connection, columns: str, rows: tuple[str, ...]) -> Schema:
    for sql in (
        "DROP TABLE IF EXISTS t",
        "DROP TABLE IF EXISTS p",
        "CREATE TABLE p (id INT NOT NULL PRIMARY KEY)",
        "INSERT INTO p VALUES (7)",
        f"CREATE TABLE t (id INT NOT NULL PRIMARY KEY, {columns})",
        *(f"INSERT INTO t VALUES {row}" for row in rows),
    ):
        connection.execute(sql)
    ((schema,),) = connection.rows("SELECT DATABASE()")
    return next(iter(read_live(connection, str(schema)).schemas.values()))


def run(connection: Connection, statements: tuple[str, ...]) -> None:
    for statement in statements:
        connection.execute(statement)


def hazard_of(case: Case, connection: Connection, database: Database) -> tuple[Hazard, tuple[str, ...]]:
    """The one hazard with a query that the case is about, and the statements."""
    after = make(connection, case.after, ())
    before = make(connection, case.before, ())
    flavor = database.server.flavor
    found = compare_sides(Side("before", flavor, before), Side("after", flavor, after), DiffRules())
    hazards = [one for item in found.objects for one in item.hazards if one.kind is case.kind and one.check]
    assert len(hazards) == 1, hazards
    return hazards[0], found.statements


@pytest.mark.parametrize("name", CASES)
def test_the_query_finds_the_rows_that_stop_the_change(name: str, database: Database) -> None:
    case = CASES[name]
    with database.connection() as connection:
        hazard, statements = hazard_of(case, connection, database)
        make(connection, case.before, case.good)
        assert connection.rows(hazard.check) == []
        run(connection, statements)
        make(connection, case.before, (*case.good, *case.bad))
        assert len(connection.rows(hazard.check)) == case.found
        if case.kind is HazardKind.MAY_FAIL:
            with pytest.raises(ServerError) as caught:
                run(connection, statements)
            assert caught.value.answer.number in {hazard.number, *ALIKE.get(hazard.number, ())}


ALIKE = {1138: (1265,), 4025: (3819,), 3819: (4025,), 1366: (1265, 1292), 1406: (1265,), 1264: (1265,)}
"""Numbers that servers give for the same mishap: MariaDB says 1265 for much that MySQL tells apart."""


def test_what_goes_is_counted(database: Database) -> None:
    case = Case("a INT, b INT", "a INT", ("(1, 1, NULL)",), ("(2, 1, 5)",), LOST)
    with database.connection() as connection:
        hazard, _ = hazard_of(case, connection, database)
        make(connection, case.before, case.good)
        assert connection.rows(hazard.check) == [(0,)]
        make(connection, case.before, (*case.good, *case.bad))
        assert connection.rows(hazard.check) == [(1,)]
