"""What a helper leaves in the session and the schema: nothing; and what it needs: one schema, few privileges."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from driftproof.live.address import parse_url
from driftproof.live.connect import ServerError, connect
from support.product import ROOT, Product, helper_statements, product_schema
from support.schema_rows import schema_rows

CALLS = [
    "CALL ADD_COLUMN('T', 'c', 'VARCHAR(32)', 1, NULL)",
    "CALL ADD_COLUMN('T', 'name', 'VARCHAR(64)', 1, NULL)",
    "CALL ADD_COLUMN('T', 'no', 'NO SUCH TYPE', 1, NULL)",
    "CALL ADD_COLUMN('T', 'name', 'NO SUCH TYPE', 1, NULL)",
    "CALL ADD_COLUMN('T', 'name', 'VARCHAR(64) AS (`nothing`)', 1, NULL)",
    "CALL MODIFY_COLUMN('T', 'name', 'VARCHAR(99)', 1, NULL)",
    "CALL RENAME_COLUMN('T', 'path', 'road')",
    "CALL COPY_COLUMN('T', 'uuid', 'name')",
    "CALL CREATE_INDEX('T', 'idxTName', 'name')",
    "CALL CREATE_INDEX('T', 'idxTName', 'name(10)')",
    "CALL CREATE_UNIQUE_INDEX('T', 'ukTNumber', 'number')",
    "CALL DELETE_INDEX('T', 'idxTName')",
    "CALL ADD_CONSTRAINT('T', 'fkTT', 'name', 'T', 'uuid', 'SET NULL')",
    "CALL ADD_CONSTRAINT('T', 'fkTT', 'number', 'T', 'uuid', 'CASCADE')",
    "CALL DROP_COLUMN('T', 'number')",
    "CALL DROP_TABLE_IF_EMPTY('T')",
    "CALL RENAME_TABLE_SAFELY('T', 'U')",
    "CALL CREATE_VIEW_IF_ABSENT('V', 'SELECT nothing FROM `U`')",
]


@pytest.mark.parametrize("product", ["strict", "loose", "ansi"], indirect=True)
def test_nothing_is_left_behind(product: Product) -> None:
    connection = product.connection
    settings = "SELECT @@SESSION.sql_mode, @@SESSION.foreign_key_checks, @@SESSION.autocommit, DATABASE()"
    before = connection.rows(settings)
    outcomes = []
    for call in CALLS:
        try:
            assert connection.execute(call).result_sets == 0
            outcomes.append("done")
        except ServerError as error:
            outcomes.append(error.answer.sqlstate)
        assert connection.rows("SELECT COALESCE(@driftproof_sql, @driftproof_count, @driftproof_example)") == [(None,)]
        with pytest.raises(ServerError) as caught:
            connection.execute("EXECUTE `driftproof_statement`")
        assert caught.value.answer.number == 1243
        assert connection.rows(settings) == before
    assert {"done", "45000"} < set(outcomes)
    assert set(outcomes) - {"done", "45000"}
    tables = connection.rows("SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE()")
    assert [name for (name,) in tables if "driftproof" in str(name)] == []


def test_the_scratch_table_of_a_killed_run_goes_when_the_call_runs_again(product: Product) -> None:
    hashed = hashlib.sha256(b"T name VARCHAR(255) COMMENT 'x' NULL").hexdigest()[:40]
    product.run([f"CREATE TABLE `driftproof_scratch_{hashed}` (`name` INT NOT NULL)"])
    product.call("ADD_COLUMN", "T", "name", "VARCHAR(255) COMMENT 'x'", 1, None)
    hashed = hashlib.sha256(b"T INDEX `driftproof_wanted` (`name`(255))").hexdigest()[:40]
    product.run([f"CREATE TABLE `driftproof_scratch_{hashed}` (`name` INT NOT NULL)"])
    product.call("CREATE_INDEX", "T", "idxTName", "name")
    product.call("CREATE_INDEX", "T", "idxTName", "name(255)")
    tables = product.rows("SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE()")
    assert tables == [("T",)]


def test_a_second_run_of_plain_calls_writes_nothing(product: Product) -> None:
    """The scratch table is for what the arguments alone do not settle."""
    calls = [
        "CALL ADD_COLUMN('T', 'c', 'VARCHAR(32)', 1, NULL)",
        "CALL ADD_COLUMN('T', 'd', 'BIGINT UNSIGNED', 0, 7)",
        "CALL ADD_COLUMN('T', 'e', 'TIMESTAMP', 0, 'CURRENT_TIMESTAMP')",
        "CALL CREATE_INDEX('T', 'idxTC', 'c, path(10)')",
        "CALL ADD_CONSTRAINT('T', 'fkTC', 'c', 'T', 'uuid', 'SET NULL')",
    ]
    product.run(calls)
    product.run(["CREATE TABLE `Open` (`id` INT)", "BEGIN", "INSERT INTO `Open` VALUES (1)"])
    product.run(calls)
    product.run(["ROLLBACK"])
    assert product.rows("SELECT COUNT(*) FROM `Open`") == [(0,)], "a helper that changes nothing commits nothing"


@pytest.mark.parametrize("product", ["strict", "loose", "ansi"], indirect=True)
def test_helpers_can_be_installed_again(product: Product) -> None:
    before = schema_rows(product.connection, product.schema)
    mode = product.rows("SELECT @@SESSION.sql_mode")
    product.run(helper_statements(product.schema))
    assert product.rows("SELECT @@SESSION.sql_mode, @driftproof_sql_mode") == [(*mode[0], None)]
    after = schema_rows(product.connection, product.schema)
    assert {view: rows for view, rows in after.items() if view != "ROUTINES"} == {
        view: rows for view, rows in before.items() if view != "ROUTINES"
    }
    assert {str(row["SQL_MODE"]) for row in after["ROUTINES"]} == {
        "STRICT_TRANS_TABLES,STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION"
    }


@pytest.mark.parametrize("product", ["strict"], indirect=True)
def test_one_file_holds_one_procedure_of_its_name(product: Product) -> None:
    installed = product.rows("SELECT routine_name FROM information_schema.routines WHERE routine_schema = DATABASE()")
    assert {row[0] for row in installed} == {path.stem for path in (ROOT / "procedures").glob("*.sql")}


def test_another_schema_than_the_scripts_name_is_refused(product: Product) -> None:
    for call in (
        "CALL ADD_COLUMN('other.T', 'c', 'INT', 1, NULL)",
        "CALL ADD_CONSTRAINT('T', 'fkT', 'name', '`other`.`T`', 'uuid', 'CASCADE')",
        "CALL DELETE_INDEX('`other`.T', 'idx')",
    ):
        with pytest.raises(ServerError) as caught:
            product.connection.execute(call)
        assert (caught.value.answer.number, caught.value.answer.message) == (
            1049, f"table T: the scripts name schema {product.schema}, not other; USE {product.schema}")  # fmt: skip


def test_helpers_in_another_schema_refuse(product: Product) -> None:
    with product_schema(product.server) as other:
        product.run([f"USE `{other.schema}`", "CREATE TABLE `T` (`uuid` INT)"])
        product.run(helper_statements(product.schema))
        try:
            number, message = product.refusal("ADD_COLUMN", "T", "c", "INT", 1, None)
            assert number == 1049
            assert message.startswith(f"table T: the scripts name schema {product.schema}, not {other.schema}; USE ")
            product.run([f"CALL `{product.schema}`.ADD_COLUMN('T', 'here', 'INT', 1, NULL)"])
        finally:
            product.run([f"USE `{product.schema}`"])
        found = "SELECT table_schema, column_name FROM information_schema.columns WHERE column_name IN ('c', 'here')"
        assert [row for row in product.rows(found) if str(row[0]) in {product.schema, other.schema}] == [
            (product.schema, "here")
        ]


@pytest.mark.parametrize("product", ["strict"], indirect=True)
def test_any_character_set_of_the_schema_and_the_session(product: Product) -> None:
    for charset in ("utf8mb4", "utf8mb3", "latin1", "utf8mb4 COLLATE utf8mb4_bin"):
        with product_schema(product.server, charset) as other:
            other.run(["SET NAMES latin1", "CREATE TABLE `T` (`uuid` VARCHAR(32) NOT NULL PRIMARY KEY, `n` INT)"])
            for _ in range(2):
                other.run([
                    "CALL ADD_COLUMN('T', 'c', 'VARCHAR(32)', 0, 'x')",
                    "CALL MODIFY_COLUMN('T', 'n', 'BIGINT UNSIGNED', 0, '0')",
                    "CALL CREATE_UNIQUE_INDEX('T', 'ukTC', 'c, n')",
                    "CALL ADD_COLUMN('T', 'p', 'VARCHAR(32)', 1, NULL)",
                    "CALL ADD_CONSTRAINT('T', 'fkTP', 'p', 'T', 'uuid', 'SET NULL')",
                ])  # fmt: skip


@pytest.mark.parametrize("product", ["strict"], indirect=True)
def test_a_user_of_the_schema_alone_is_enough(product: Product) -> None:
    """On MySQL only its own definer, or SYSTEM_USER, may replace a routine of root's: the user installs its own."""
    connection, user = product.connection, f"'dp_{product.schema[-12:]}'@'%'"
    for (name,) in product.rows(
        "SELECT routine_name FROM information_schema.routines WHERE routine_schema = DATABASE()"
    ):
        connection.change(f"DROP PROCEDURE `{name}`")
    connection.change(f"CREATE USER {user} IDENTIFIED BY 'secret'")
    try:
        connection.change(
            "GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, ALTER, INDEX, REFERENCES, CREATE VIEW, EXECUTE,"
            f" CREATE ROUTINE, ALTER ROUTINE ON `{product.schema}`.* TO {user}"
        )
        with _as(product, user.split("'")[1]) as limited:
            limited.run(helper_statements(product.schema))
            for _ in range(2):
                limited.call("ADD_COLUMN", "T", "c", "VARCHAR(32)", 1, None)
                limited.call("MODIFY_COLUMN", "T", "c", "VARCHAR(32) COMMENT 'x'", 1, None)
                limited.call("CREATE_INDEX", "T", "idxTC", "c")
                limited.call("ADD_CONSTRAINT", "T", "fkTC", "c", "T", "uuid", "SET NULL")
                limited.call("CREATE_VIEW_IF_ABSENT", "V", "SELECT `uuid` FROM `T`")
            assert limited.refusal("ADD_CONSTRAINT", "T", "fkTC", "c", "T", "uuid", "CASCADE")[0] == 1826
            limited.call("DROP_CONSTRAINT", "T", "fkTC")
        product.run(helper_statements(product.schema))
    finally:
        connection.change(f"DROP USER {user}")


@contextmanager
def _as(product: Product, user: str) -> Iterator[Product]:
    """The same schema, by another user."""
    connection = connect(replace(parse_url(product.server.url), user=user, password="secret", schema=product.schema))
    try:
        connection.use(product.schema)
        yield replace(product, connection=connection)
    finally:
        connection.close()
