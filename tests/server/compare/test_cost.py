"""What ALTERs take by our tables is what real servers say: each is tried with every ALGORITHM and LOCK, rows there.

`alters.sql` has blocks of a table, a row in it and ALTERs, each tried on the table made anew. MariaDB takes no
ALGORITHM for single partitions, and 10.11 takes INSTANT for an engine or a partitioning and copies all the same; those
are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from driftproof.compare.render import render
from driftproof.cost import cost_of_alter
from driftproof.language.lex import Dialect
from driftproof.language.parse import parse
from driftproof.live.connect import Connection, ServerError
from driftproof.model.changes import AlterTable
from driftproof.model.hazard import Algorithm, Cost, Lock
from driftproof.sources.live import read_live
from support.database import Database

BLOCKS = Path(__file__).parents[2] / "data" / "cost" / "alters.sql"
ATTEMPTS = [
    ("INSTANT", ""),
    ("NOCOPY", "NONE"),
    ("INPLACE", "NONE"),
    ("INPLACE", "SHARED"),
    ("COPY", "NONE"),
    ("COPY", "SHARED"),
    ("COPY", "EXCLUSIVE"),
]
REFUSED = {1221, 1845, 1846}
UNTOLD = ("ENGINE=MyISAM", "PARTITION")


@dataclass(frozen=True, slots=True)
class Block:
    """A table with a row, and what is done to it."""

    statements: tuple[str, ...]
    alters: tuple[str, ...]


def blocks(vendor: str) -> Iterator[Block]:
    for text in BLOCKS.read_text(encoding="utf-8").split("\n\n"):
        head, *statements = text.strip().splitlines()
        if "only" in head and vendor not in head:
            continue
        alters = [one for one in statements if one.startswith("ALTER")]
        if vendor == "mariadb":
            alters = [one for one in alters if not any(word in one for word in UNTOLD)]
        yield Block(tuple(one for one in statements if not one.startswith("ALTER")), tuple(alters))


def taken(connection: Connection, change: AlterTable) -> tuple[str, str]:
    """The first algorithm and lock with which the server makes a change."""
    for algorithm, lock in ATTEMPTS:
        if algorithm == "NOCOPY" and not connection.flavor.is_mariadb:
            continue
        try:
            connection.execute(render(replace(change, algorithm=algorithm, lock=lock, spans=()), connection.flavor))
        except ServerError as error:
            if error.answer.number not in REFUSED:
                raise
            continue
        return algorithm, lock
    raise AssertionError("the server makes no such change")


def agree(cost: Cost, algorithm: str, lock: str, *, tells_rebuilds: bool) -> bool:
    """Whether a cost says what the server took; only MariaDB tells whether the rows are written anew."""
    said = cost.algorithm.name, "" if cost.algorithm is Algorithm.INSTANT else cost.lock.name
    if said != ("INPLACE" if algorithm == "NOCOPY" else algorithm, lock):
        return False
    return not tells_rebuilds or cost.algorithm is not Algorithm.INPLACE or cost.rebuilds == (algorithm == "INPLACE")


def test_servers_take_what_the_tables_say(database: Database) -> None:
    wrong: list[str] = []
    tried = 0
    with database.connection() as connection:
        flavor = connection.flavor
        connection.execute("CREATE TABLE p (id INT NOT NULL PRIMARY KEY)")
        connection.execute("INSERT INTO p VALUES (1)")
        for block in blocks(flavor.vendor):
            for alter in block.alters:
                for sql in ("DROP TABLE IF EXISTS t, u", *block.statements):
                    connection.execute(sql.rstrip(";"))
                change = parse(alter.rstrip(";"), Dialect.of(flavor))
                assert isinstance(change, AlterTable), alter
                if flavor.vendor == "mysql" and "UUID()" in alter:
                    continue  # unsafe for its binary log (1674)
                table = next(iter(read_live(connection, database.name).schemas.values())).tables["t"]
                cost = cost_of_alter(change, table, flavor)
                took = taken(connection, change)
                tried += 1
                tells = flavor.is_mariadb and cost.lock is Lock.NONE
                if not agree(cost, *took, tells_rebuilds=tells):
                    wrong.append(f"{block.statements[0]} {alter}: said {cost}, took {took}")
    assert not wrong, "\n".join(wrong)
    assert tried > 120
