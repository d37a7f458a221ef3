"""Laws 6, 7 and 10: what replay says of whole histories is what real servers have and say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from corpora import corpus
from driftproof.language.split import split
from driftproof.live.connect import Connection, ServerError
from driftproof.model.catalog import Schema
from driftproof.model.changes import Opaque
from driftproof.model.flavor import Settings
from driftproof.model.names import quote
from driftproof.model.scripts import Script, ScriptKind
from driftproof.model.trace import Step
from driftproof.replay.replay import Policy, replay
from driftproof.sources.folder import read_folder
from driftproof.sources.live import read_live, read_settings
from driftproof.sources.shipped import for_schema, shipped_sql
from driftproof.upgrade.procedures import read_helpers
from support.catalogs import differences
from support.servers import Server

CORPORA = (
    "zoneminder",
    "mediawiki",
    "mediawiki-extensions",
    "roundcube",
    "icinga2",
    "cacti",
    "powerdns",
    "mariadb-sys",
    "legacy",
)
DATA = Path(__file__).parents[2] / "data"
LEGACY = DATA / "lint" / "legacy"
CLOUD = DATA / "histories" / "cloud"
GO_ON = Policy(on_error="continue")


@dataclass
class History:
    """Scripts to run in a database of a server, and the numbers of the errors that the server gave."""

    database: str
    scripts: tuple[Script, ...]
    numbers: list[int] = field(default_factory=list)


def shipped() -> History:
    helpers = tuple(for_schema(helper, "zstack") for helper in read_helpers(shipped_sql("procedures")))
    return History("zstack", (*helpers, *read_folder(shipped_sql("versions")).versioned))


def practice(name: str) -> History:
    if name == "legacy":
        return History("cloud", read_folder(LEGACY).versioned)
    found = corpus(name)
    return History(found.database, tuple(as_script(script.name, script.text) for script in found.scripts))


def as_script(name: str, text: str) -> Script:
    return Script(ScriptKind.REPEATABLE, name, name, name, text.encode(), text)


def fresh(server: Server, database: str, settings: Settings) -> None:
    with server.connection() as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {quote(database)}")
        words = f"CHARACTER SET {settings.charset} COLLATE {settings.collation}"
        connection.execute(f"CREATE DATABASE {quote(database)} {words}")


def run_script(server: Server, history: History, script: Script, before: str = "") -> None:
    """Run a script on the server in a session of its own that begins with `before`, errors notwithstanding."""
    with server.connection(history.database) as connection:
        if before:
            connection.execute(before)
        if history.database == "sys":
            connection.execute("SET NAMES utf8mb3 COLLATE utf8mb3_general_ci")  # as the server's own installer has it
            if connection.flavor.at_least(mariadb=(11, 5)):
                connection.execute("SET character_set_collations = ''")
        for piece in split(script.text):
            if piece.is_sql:
                history.numbers.append(_number(connection, piece.sql))


def _number(connection: Connection, sql: str) -> int:
    try:
        connection.execute(sql)
    except ServerError as error:
        return error.answer.number
    return 0


def answers_that_differ(steps: Iterable[Step], numbers: Iterable[int]) -> list[str]:
    return [
        f"{step.place}: {number} live, {step.answer.number if step.answer else 0} replayed: {step.sql[:120]!r}"
        for step, number in zip(steps, numbers, strict=True)
        if number != (step.answer.number if step.answer else 0)
    ]


@pytest.mark.parametrize("lax", [False, True], ids=["as-installed", "as-in-2015"])
def test_a_history_written_over_ten_years_replays_as_the_server_runs_it_at_every_version(
    server: Server, lax: bool
) -> None:
    """Every kind of statement that such scripts have, twice; once in sessions as servers of 2015 began them."""
    with server.connection() as connection:
        settings = read_settings(connection)
    before = ""
    if lax:
        settings = replace(settings, sql_mode=frozenset(), explicit_defaults_for_timestamp=False, charset="latin1")
        settings = replace(settings, collation="latin1_swedish_ci")
        before = "SET SESSION sql_mode = '', explicit_defaults_for_timestamp = 0"
    database = "cumulus_2015" if lax else "cumulus"  # one each: both may run at a time
    scripts = read_folder(CLOUD).versioned
    named = tuple(as_script(script.name, script.text.replace("cumulus", database)) for script in scripts)
    history = twice(History(database, named))
    fresh(server, history.database, settings)
    lives: list[tuple[int, Schema]] = []
    for count, script in enumerate(history.scripts, start=1):
        run_script(server, history, script, before)
        if count <= len(history.scripts) // 2 or count == len(history.scripts):
            lives.append((len(history.numbers), live_schema(server, history.database)))
    trace = replay(history.scripts, settings, history.database, policy=GO_ON)
    assert [step.place for step in trace.steps if isinstance(step.action, Opaque) and not step.action.answer] == []
    assert answers_that_differ(trace.steps, history.numbers) == []
    for count, live in lives:
        replayed = trace.steps[count - 1].after.schema(history.database)
        assert replayed is not None
        assert differences(live, replayed) == [], trace.steps[count - 1].place


def live_schema(server: Server, database: str) -> Schema:
    with server.connection(database) as connection:
        found = read_live(connection, database).schema(database)
    assert found is not None
    return found


def test_shipped_scripts_replay_as_the_server_runs_them_at_every_version(server: Server) -> None:
    history = shipped()
    with server.connection() as connection:
        settings = read_settings(connection)
    fresh(server, history.database, settings)
    for count, script in enumerate(history.scripts, start=1):
        run_script(server, history, script)
        if script.version is None:
            continue
        trace = replay(history.scripts[:count], settings, history.database, policy=GO_ON)
        replayed = trace.catalog.schema(history.database)
        assert replayed is not None
        assert answers_that_differ(trace.steps, history.numbers) == []
        assert differences(live_schema(server, history.database), replayed) == [], script.name


@pytest.mark.parametrize("name", CORPORA)
def test_a_practice_history_replays_as_the_server_runs_it_and_once_more(server: Server, name: str) -> None:
    with server.connection() as connection:
        settings = read_settings(connection)
    if name == "mariadb-sys":
        if not settings.flavor.is_mariadb:
            return  # MariaDB's own sys schema stands on tables that MySQL has not: no server but MariaDB runs it
        settings = replace(settings, charset="utf8mb3", collation="utf8mb3_general_ci", collation_of_charset=())
    history = twice(practice(name))
    fresh(server, history.database, settings)
    for script in history.scripts:
        run_script(server, history, script)
    trace = replay(history.scripts, settings, history.database, policy=GO_ON)
    replayed = trace.catalog.schema(history.database)
    live = live_schema(server, history.database)
    assert replayed is not None
    assert [step.place for step in trace.steps if isinstance(step.action, Opaque) and not step.action.answer] == []
    assert answers_that_differ(trace.steps, history.numbers) == []
    assert differences(live, replayed) == []
    assert differences(only_tables(live), shown_tables(server, history.database, live, settings)) == []


def twice(history: History) -> History:
    """Return the history followed by itself: every script runs a second time."""
    return History(history.database, history.scripts + history.scripts)


def only_tables(schema: Schema) -> Schema:
    return replace(schema, views={}, procedures={}, functions={}, triggers={}, events={}, sequences={})


def shown_tables(server: Server, database: str, live: Schema, settings: Settings) -> Schema:
    """Return the tables that SHOW CREATE TABLE shows, read by the script road (law 10)."""
    lax = replace(
        settings, foreign_key_checks=False, sql_mode=frozenset(), charset=live.charset, collation=live.collation
    )
    with server.connection(database) as connection:
        texts = [connection.rows(f"SHOW CREATE TABLE {quote(table.name)}")[0][1] for table in live.tables.values()]
    trace = replay((as_script("dump.sql", ";\n".join(texts)),), lax, database, policy=GO_ON)
    assert [(step.sql, step.answer) for step in trace.refused] == []
    found = trace.catalog.schema(database)
    assert found is not None
    return found
