"""A folder beside a live database is replayed for that server, with the variables that the user tells of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from driftproof import api
from driftproof.model.errors import SourceError
from support.database import Database

ZERO = "CREATE TABLE t (a TIMESTAMP NOT NULL DEFAULT '0000-00-00 00:00:00', b VARCHAR(9) NOT NULL);\n"


def test_told_variables_hold_for_the_server_of_the_other_side(tmp_path: Path, database: Database) -> None:
    (tmp_path / "V1__a.sql").write_text(ZERO)
    with database.connection() as connection:
        connection.execute("SET SESSION sql_mode = ''")
        connection.execute(ZERO)
    live = api.Reading(variables=("sql_mode=",))
    found = api.compare(str(tmp_path), database.url, live)
    assert (found.comparison.objects, found.before.settings.flavor) == ((), found.after.settings.flavor)


def test_a_missing_database_is_named_beside_some_of_those_that_are_there(database: Database) -> None:
    url = database.url.replace(database.name, f"{database.name}x")
    with pytest.raises(SourceError, match="does not exist on this server") as refused:
        api.read_schema(url)
    assert database.name in (refused.value.hint or "")
