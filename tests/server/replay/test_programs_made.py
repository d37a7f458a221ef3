"""What real servers say when programs are made: the numbers that replay's cases hold."""

from __future__ import annotations

from driftproof.live.connect import ServerError
from support.database import Database
from support.programs import made_programs

LEFT_BEHIND = (
    "DROP TRIGGER IF EXISTS tr1",
    "DROP PROCEDURE IF EXISTS p1",
    "DROP FUNCTION IF EXISTS f1",
    "DROP EVENT IF EXISTS e1",
    "DROP TABLE IF EXISTS t1",
    "CREATE TABLE t1 (a INT)",
)


def test_servers_say_what_the_cases_hold(database: Database) -> None:
    wrong = []
    with database.connection() as connection:
        for case in made_programs(connection.flavor):
            for statement in LEFT_BEHIND:
                connection.execute(statement)
            said = 0
            try:
                connection.execute(case.sql)
            except ServerError as error:
                said = error.answer.number
            if said != case.number:
                wrong.append(f"{case.number} expected, {said} said: {case.sql}")
    assert wrong == []
