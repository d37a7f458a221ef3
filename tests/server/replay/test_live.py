"""Law 6 for rarer statements: what `information_schema` says of each script's objects is what replay makes of it.

The scripts stand in tests/data/replay/live; ``-- only: mariadb`` before a statement leaves it out elsewhere.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from driftproof.live.connect import ServerError
from driftproof.model.changes import Opaque
from driftproof.model.scripts import Script, ScriptKind
from driftproof.replay.replay import Policy, replay
from driftproof.sources.live import read_live, read_settings
from support.catalogs import differences
from support.database import Database
from support.differential import statements

SCRIPTS = sorted((Path(__file__).parents[2] / "data" / "replay" / "live").glob("*.sql"))


@pytest.mark.parametrize("path", SCRIPTS, ids=[path.stem for path in SCRIPTS])
def test_a_live_database_is_what_its_script_replays_to(database: Database, path: Path) -> None:
    wanted = statements(path.read_text(encoding="utf-8"), database.server.flavor)
    with database.connection() as connection:
        settings = read_settings(connection)
        numbers = []
        for sql in wanted:
            try:
                connection.execute(sql)
                numbers.append(0)
            except ServerError as error:
                numbers.append(error.answer.number)
        live = read_live(connection, database.name).schema(database.name)
    text = "DELIMITER $$\n" + "$$\n".join(wanted) + "$$\n"
    script = Script(ScriptKind.REPEATABLE, path.name, path.name, path.name, text.encode(), text)
    trace = replay((script,), settings, database.name, policy=Policy(on_error="continue"))
    replayed = trace.catalog.schema(database.name)
    assert live is not None
    assert replayed is not None
    assert [step.sql for step in trace.steps if isinstance(step.action, Opaque) and not step.action.answer] == []
    assert [step.answer.number if step.answer else 0 for step in trace.steps] == numbers
    assert differences(live, replayed) == []
