"""Law 4 for functions: the form of what they return is settled at once, and a default that moves on leaves it."""

from __future__ import annotations

import pytest

from driftproof.model.catalog import Routine
from driftproof.model.flavor import Flavor
from driftproof.replay.normalize import Facts, settle_function

MARIADB = Facts(Flavor("mariadb", (10, 11)), "utf8mb4", "utf8mb4_general_ci")
MYSQL = Facts(Flavor("mysql", (9, 7)), "utf8mb4", "utf8mb4_0900_ai_ci")
LATIN = Facts(Flavor("mysql", (9, 7)), "latin1", "latin1_swedish_ci")
WRITTEN = {
    "varchar(30)": "varchar(30)",
    "varchar(30) charset utf8mb4": "varchar(30)",
    "enum('a','b collate c')": "enum('a','b collate c')",
    "char(3) charset binary": "binary(3)",
    "text charset latin1": "text charset latin1 collate latin1_swedish_ci",
    "text charset utf8mb4 collate utf8mb4_bin": "text charset utf8mb4 collate utf8mb4_bin",
    "varchar(9) binary": "varchar(9) charset utf8mb4 collate utf8mb4_bin",
    "int": "int",
    "tinyint(1)": "tinyint(1)",
    "bigint(20) unsigned": "bigint unsigned",
    "int zerofill": "int(10) unsigned zerofill",
    "year(4)": "year",
    "type of `t`.`c`": "type of `t`.`c`",
}


def function(returns: str) -> Routine:
    return Routine("function", "f", (), "return 1", returns)


@pytest.mark.parametrize("facts", [MARIADB, MYSQL])
@pytest.mark.parametrize("written", WRITTEN)
def test_a_function_returns_what_the_server_keeps(written: str, facts: Facts) -> None:
    settled = settle_function(function(written), facts)
    assert settled.returns == WRITTEN[written]
    assert settle_function(settled, facts) == settled


def test_a_function_keeps_the_default_that_it_was_made_with() -> None:
    moved = settle_function(function("varchar(30)"), LATIN, MYSQL)
    assert moved.returns == "varchar(30) charset utf8mb4 collate utf8mb4_0900_ai_ci"
    assert settle_function(moved, MYSQL, LATIN).returns == "varchar(30)"
