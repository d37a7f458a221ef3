"""A word is reserved when the server refuses it as the name of a column; every word that a server knows is tried."""

from __future__ import annotations

import re

from driftproof.language.parse.words import BUILT_IN
from driftproof.language.reserved import reserved_words
from driftproof.live.connect import Connection, ServerError
from driftproof.model.flavor import Flavor
from support.database import Database

SYNTAX_ERROR = 1064
VERSIONS = ("mysql:5.7", "mysql:8.0", "mysql:8.4", "mysql:9.7", "mariadb:10.5", "mariadb:10.11", "mariadb:11.8")


def candidates(connection: Connection) -> set[str]:
    """Return what the server calls a keyword (MySQL 8, MariaDB 10.6), and all that some release reserves."""
    known = {name.upper() for name in BUILT_IN}
    for spec in VERSIONS:
        known |= reserved_words(Flavor.parse(spec))
    if connection.rows("SELECT 1 FROM information_schema.tables WHERE table_name = 'KEYWORDS'"):
        known |= {word.upper() for (word,) in connection.rows("SELECT word FROM information_schema.keywords")}
    return {word for word in known if re.fullmatch(r"[A-Z_][A-Z0-9_]*", word)}


def refused(connection: Connection, word: str) -> bool:
    try:
        connection.execute(f"CREATE TEMPORARY TABLE t ({word} INT)")
    except ServerError as error:
        if error.answer.number == SYNTAX_ERROR:
            return True
        raise
    connection.execute("DROP TEMPORARY TABLE t")
    return False


def test_reserved_words_are_those_that_the_server_refuses(database: Database) -> None:
    with database.connection() as connection:
        words = candidates(connection)
        measured = {word for word in words if refused(connection, word)}
    assert len(words) > 500
    listed = reserved_words(database.server.flavor)
    assert (sorted(measured - listed), sorted(listed - measured)) == ([], [])
