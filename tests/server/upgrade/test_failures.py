"""Every statement of the shipped scripts fails on purpose; running again converges on the schema of a clean run."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from driftproof.language.split import split
from driftproof.live.address import parse_url
from driftproof.model.errors import ConnectionLost, HistoryRefused, StatementFailed
from driftproof.model.history import UNFINISHED, State
from driftproof.model.scripts import Version
from driftproof.sources.folder import read_folder
from driftproof.sources.shipped import shipped_sql
from driftproof.upgrade.look import read_status
from driftproof.upgrade.options import Hooks, RunOptions
from driftproof.upgrade.procedures import read_helpers
from driftproof.upgrade.run import run_upgrade
from driftproof.upgrade.states import Rules
from support.database import Database
from support.runner import write_scripts
from support.sabotage import Act, Saboteur, cut_after, cut_before, kill, refuse

OPTIONS = RunOptions(helpers=read_helpers(shipped_sql("procedures")), resume="driftproof upgrade versions")
STARTING_OVER = replace(OPTIONS, journal=False)
WITHDRAWN = Path(__file__).parents[2] / "data" / "withdrawn" / "V5.5.12__model_mounts.sql"
OF_SCHEMA = {
    "columns": "table_name, ordinal_position, column_name, column_type, is_nullable, column_default, extra, "
    "collation_name",
    "statistics": "table_name, index_name, seq_in_index, column_name, sub_part, non_unique",
    "key_column_usage": "table_name, constraint_name, column_name, referenced_table_name, referenced_column_name",
    "routines": "routine_name, routine_type, routine_definition",
    "views": "table_name, view_definition",
}


def product_scripts(folder: Path, schema: str) -> Path:
    """The shipped scripts for a schema of the test's own."""
    shipped = sorted(shipped_sql("versions").glob("*.sql"))
    return write_scripts(folder, {path.name: path.read_text().replace("`zstack`", f"`{schema}`") for path in shipped})


def contents(database: Database) -> dict[str, Any]:
    """What information_schema says of a database, its name taken out, the history table left out."""
    found = {}
    for table, columns in OF_SCHEMA.items():
        column = "routine_schema" if table == "routines" else "table_schema"
        rows = database.rows(f"SELECT {columns} FROM information_schema.{table} WHERE {column} = %s", (database.name,))
        shown = [tuple(str(value).replace(database.name, "SCHEMA") for value in row) for row in rows]
        found[table] = sorted(row for row in shown if row[0] != "flyway_schema_history")
    return found


@pytest.mark.parametrize(
    ("act", "error"), [(refuse, StatementFailed), (cut_before, ConnectionLost), (cut_after, ConnectionLost)]
)
def test_every_statement_fails_once_and_the_schema_converges(
    database: Database, other_database: Database, tmp_path: Path, act: Act, error: type[Exception]
) -> None:
    clean = product_scripts(tmp_path / "clean", other_database.name)
    run_upgrade(read_folder(clean), parse_url(other_database.url), OPTIONS, Hooks())
    folder = read_folder(product_scripts(tmp_path / "scripts", database.name))
    address = parse_url(database.url)
    failed = 0
    for script in folder.versioned:
        statements = [piece for piece in split(script.text) if piece.is_sql]
        texts = frozenset(piece.sql for piece in statements)
        for strike, statement in enumerate(statements, 1):
            saboteur = Saboteur(texts, strike, act)
            with pytest.raises(error) as raised:
                run_upgrade(folder, address, STARTING_OVER, Hooks(connect=saboteur.connect))
            place = raised.value.place  # type: ignore[attr-defined]
            assert (place.path, place.line) == (script.path, statement.span.line)
            assert "driftproof upgrade versions" in str(raised.value)
            assert not any(connection.usable for connection in saboteur.opened)
            failed += 1
        version = str(script.version)
        row = "SELECT success, execution_time >= 0 FROM flyway_schema_history WHERE version = %s"
        assert database.rows(row, (version,)) == [(0, 1)]
        run_upgrade(folder, address, replace(STARTING_OVER, rules=Rules(target=script.version)), Hooks())
        assert database.rows(row, (version,)) == [(1, 1)]
    assert failed == sum(1 for script in folder.versioned for piece in split(script.text) if piece.is_sql)
    assert run_upgrade(folder, address, OPTIONS, Hooks()).applied == ()
    assert contents(database) == contents(other_database)


def test_sites_that_ran_a_withdrawn_script_go_on(database: Database, other_database: Database, tmp_path: Path) -> None:
    clean = product_scripts(tmp_path / "clean", other_database.name)
    run_upgrade(read_folder(clean), parse_url(other_database.url), OPTIONS, Hooks())
    address, path = parse_url(database.url), product_scripts(tmp_path / "scripts", database.name)
    text = WITHDRAWN.read_text().replace("`zstack`", f"`{database.name}`")
    (path / WITHDRAWN.name).write_text(text)
    (path / "beforeMigrate.sql").write_text("SET sql_mode = '';\n")  # it has a zero date, which MySQL would refuse
    run_upgrade(read_folder(path), address, replace(OPTIONS, rules=Rules(target=Version.parse("5.5.12"))), Hooks())
    (path / WITHDRAWN.name).unlink()
    (path / "beforeMigrate.sql").unlink()
    with pytest.raises(HistoryRefused, match="not in the folder"):
        run_upgrade(read_folder(path), address, OPTIONS, Hooks())
    (path / "driftproof.toml").write_text((shipped_sql("versions") / "driftproof.toml").read_text())
    done = run_upgrade(read_folder(path), address, OPTIONS, Hooks())
    assert [script.version for script in done.applied] == ["5.5.16", "5.5.20", "5.5.23", "5.5.28"]
    states = {item.version: item.state for item in read_status(read_folder(path), address, OPTIONS, Hooks()).states}
    assert states["5.5.12"] is State.WITHDRAWN
    assert contents(database) == contents(other_database)


def test_lost_lock_stops_before_the_next_statement(database: Database, tmp_path: Path) -> None:
    scripts = {"V1__a.sql": "CREATE TABLE a (id INT);\nCREATE TABLE b (id INT);\nCREATE TABLE c (id INT);\n"}
    folder = read_folder(write_scripts(tmp_path / "scripts", scripts))

    def kill_lock(connection: Any, send: Any) -> Any:
        del connection
        kill(saboteur.opened[1])
        result = send()
        with database.connection() as other:
            other.execute("DO SLEEP(0.3)")
        return result

    saboteur = Saboteur(frozenset({"CREATE TABLE b (id INT)"}), 1, kill_lock)
    with pytest.raises(ConnectionLost) as raised:
        run_upgrade(folder, parse_url(database.url), RunOptions(), Hooks(connect=saboteur.connect))
    assert "the connection that holds the lock has died" in str(raised.value)
    assert "stopped before statement 3 of V1__a.sql" in str(raised.value)
    assert database.rows("SELECT success, execution_time FROM flyway_schema_history") == [(0, UNFINISHED)]
    assert [row[0] for row in database.rows("SHOW TABLES")] == ["a", "b", "driftproof_journal", "flyway_schema_history"]


def test_lost_lock_in_the_last_statement_leaves_the_script_unfinished(database: Database, tmp_path: Path) -> None:
    folder = read_folder(write_scripts(tmp_path / "scripts", {"V1__a.sql": "CREATE TABLE IF NOT EXISTS a (id INT);\n"}))

    def kill_lock(connection: Any, send: Any) -> Any:
        del connection
        kill(saboteur.opened[1])
        with database.connection() as other:
            other.execute("DO SLEEP(0.3)")
        return send()

    saboteur = Saboteur(frozenset({"CREATE TABLE IF NOT EXISTS a (id INT)"}), 1, kill_lock)
    with pytest.raises(ConnectionLost, match="not recorded as applied"):
        run_upgrade(folder, parse_url(database.url), RunOptions(), Hooks(connect=saboteur.connect))
    assert database.rows("SELECT success, execution_time FROM flyway_schema_history") == [(0, UNFINISHED)]
    done = run_upgrade(folder, parse_url(database.url), RunOptions(), Hooks())
    assert [script.name for script in done.applied] == ["V1__a.sql"]
    assert database.rows("SELECT success, installed_rank FROM flyway_schema_history") == [(1, 1)]


def test_lost_history_connection_stops_the_run(database: Database, tmp_path: Path) -> None:
    folder = read_folder(write_scripts(tmp_path / "scripts", {"V1__a.sql": "CREATE TABLE IF NOT EXISTS a (id INT);\n"}))

    def kill_history(connection: Any, send: Any) -> Any:
        del connection
        kill(saboteur.opened[0])
        return send()

    saboteur = Saboteur(frozenset({"CREATE TABLE IF NOT EXISTS a (id INT)"}), 1, kill_history)
    with pytest.raises(ConnectionLost, match="the history could not be kept"):
        run_upgrade(folder, parse_url(database.url), RunOptions(), Hooks(connect=saboteur.connect))
    assert database.rows("SELECT success, execution_time FROM flyway_schema_history") == [(0, UNFINISHED)]
    assert len(run_upgrade(folder, parse_url(database.url), RunOptions(), Hooks()).applied) == 1


def test_a_statement_still_running_is_told_of(database: Database, tmp_path: Path) -> None:
    folder = read_folder(write_scripts(tmp_path / "scripts", {"V1__a.sql": "DO 1;\nDO SLEEP(3);\n"}))

    def cut_the_wire(connection: Any, send: Any) -> Any:
        import threading

        timer = threading.Timer(0.5, connection._raw._sock.shutdown, (2,))
        timer.start()
        return send()

    saboteur = Saboteur(frozenset({"DO SLEEP(3)"}), 1, cut_the_wire)
    with pytest.raises(ConnectionLost) as raised:
        run_upgrade(folder, parse_url(database.url), RunOptions(), Hooks(connect=saboteur.connect))
    assert str(raised.value.place).endswith("V1__a.sql:2")
    assert "the server is still at it" in str(raised.value)
    with database.connection() as other:
        other.change(f"KILL {saboteur.opened[2].thread_id}")
