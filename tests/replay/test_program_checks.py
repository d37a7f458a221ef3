"""What servers say when a program is made: ``tests/data/replay/programs-made.txt`` has their numbers.

A line is an error number, 0 for none (one for MariaDB and one for MySQL where they differ), and a statement.
"""

from __future__ import annotations

import pytest

from driftproof.model.flavor import Flavor, default_settings
from driftproof.replay.replay import Policy, replay
from support.evaluation import made_script
from support.programs import MadeProgram, made_programs

FLAVORS = [Flavor.parse("10.11.8-MariaDB"), Flavor.parse("11.8.2-MariaDB"), Flavor.parse("9.7.0")]


@pytest.mark.parametrize("flavor", FLAVORS, ids=str)
def test_a_program_is_refused_when_it_is_made_as_servers_refuse_it(flavor: Flavor) -> None:
    settings = default_settings(flavor)
    wrong = []
    for case in made_programs(flavor):
        text = f"CREATE TABLE t1 (a INT);\nDELIMITER //\n{case.sql}\n//\n"
        steps = replay([made_script(text, "V1__x.sql")], settings, "shop", policy=Policy(on_error="continue")).steps
        said = steps[-1].answer.number if steps[-1].answer else 0
        if said != case.number:
            wrong.append(f"{case.number} expected, {said} said: {case.sql}")
    assert wrong == []


def test_a_body_is_refused_before_the_program_is_looked_for() -> None:
    text = "CREATE PROCEDURE p() SELECT 1; DELIMITER //\nCREATE PROCEDURE p() BEGIN LEAVE x; END//"
    steps = replay([made_script(text, "V1__x.sql")], default_settings(FLAVORS[0]), "shop").steps
    assert steps[-1].answer is not None
    assert steps[-1].answer.number == 1308


def test_the_cases_have_a_number_each() -> None:
    assert len(made_programs(FLAVORS[0])) > 100
    assert MadeProgram(1303, "create procedure p1() begin create procedure p2() select 1; end") in made_programs(
        FLAVORS[0]
    )
