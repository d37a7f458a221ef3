"""The virtual tables: what names match on each server, and lookups that agree with full scans."""

from __future__ import annotations

import pytest

from driftproof.model.flavor import Flavor, default_settings
from support.evaluation import Offline

MARIADB, MYSQL = Flavor("mariadb", (10, 11)), Flavor("mysql", (9, 7))
TABLES = (
    "CREATE TABLE `Foo` (`Id` INT PRIMARY KEY, `nm` VARCHAR(10), UNIQUE KEY `Uq` (`nm`))",
    "CREATE TABLE bar (id INT, foo INT, CONSTRAINT fk FOREIGN KEY (foo) REFERENCES `Foo` (`Id`) ON DELETE CASCADE)",
    "CREATE VIEW v AS SELECT id, foo AS f FROM bar",
)


def offline(flavor: Flavor) -> Offline:
    found = Offline(default_settings(flavor), "shop")
    for sql in TABLES:
        assert found.run(sql).number == 0
    return found


def count(table: str, condition: str, flavor: Flavor) -> int:
    answered = offline(flavor).run(f"SELECT COUNT(*) FROM information_schema.{table} WHERE {condition}")
    assert answered.rows is not None
    return int(answered.rows[0][0] or 0)


@pytest.mark.parametrize(
    ("table", "condition", "mariadb", "mysql"),
    [
        ("tables", "table_schema = 'shop' AND table_name = 'foo'", 0, 0),
        ("tables", "table_schema = 'SHOP' AND table_name = 'Foo'", 0, 0),
        ("tables", "table_schema = 'shop' AND CONCAT(table_name, '') = 'foo'", 1, 0),
        ("tables", "table_schema = 'shop' AND table_name LIKE 'foo'", 1, 0),
        ("tables", "table_schema = 'shop' AND table_name IN ('foo', 'x')", 1, 0),
        ("columns", "table_schema = 'shop' AND table_name = 'Foo' AND column_name = 'ID'", 1, 1),
        ("columns", "table_schema = 'shop' AND LOWER(table_name) = 'foo' AND LOWER(column_name) = LOWER('NM')", 1, 1),
        ("columns", "table_schema = 'shop' AND table_name = 'Foo' AND UPPER(column_name) = 'ID'", 1, 1),
        ("statistics", "table_schema = 'shop' AND table_name = 'Foo' AND index_name = 'UQ'", 1, 1),
        ("statistics", "table_schema = 'shop' AND 'UQ' = UPPER(index_name)", 1, 1),
        ("table_constraints", "table_schema = 'shop' AND table_name = 'foo' AND constraint_name = 'UQ'", 0, 0),
        ("table_constraints", "table_schema = 'shop' AND table_name = 'Foo' AND constraint_name = 'UQ'", 1, 1),
        ("schemata", "schema_name = 'Shop'", 0, 0),
        ("columns", "table_schema = 'shop' AND table_name = 'v'", 2, 2),
        ("columns", "table_schema = 'shop' AND table_name = 'Foo' AND data_type = 'VARCHAR'", 1, 0),
    ],
)
def test_names_match_as_on_the_server(table: str, condition: str, mariadb: int, mysql: int) -> None:
    """The figures were read from MariaDB 10.11, 11.8 and MySQL 9.7 with lower_case_table_names = 0."""
    assert count(table, condition, MARIADB) == mariadb
    assert count(table, condition, MYSQL) == mysql


@pytest.mark.parametrize("flavor", [MARIADB, MYSQL])
@pytest.mark.parametrize(
    ("table", "schema", "name"),
    [
        ("tables", "table_schema", "table_name"),
        ("columns", "table_schema", "table_name"),
        ("statistics", "table_schema", "table_name"),
        ("key_column_usage", "table_schema", "table_name"),
        ("table_constraints", "constraint_schema", "table_name"),
        ("referential_constraints", "constraint_schema", "table_name"),
        ("views", "table_schema", "table_name"),
        ("partitions", "table_schema", "table_name"),
    ],
)
def test_a_lookup_finds_what_a_scan_finds(table: str, schema: str, name: str, flavor: Flavor) -> None:
    session = offline(flavor)
    for object_name in ("Foo", "bar", "v", "nosuch"):
        head = f"SELECT * FROM information_schema.{table} WHERE"
        looked_up = session.run(f"{head} {schema} = 'shop' AND {name} = '{object_name}'")
        scanned = session.run(f"{head} BINARY {schema} IN ('shop') AND BINARY {name} IN ('{object_name}')")
        assert looked_up.rows == scanned.rows


def test_unknown_tables_are_refused() -> None:
    assert offline(MARIADB).run("SELECT 1 FROM information_schema.nosuch").number == 1109
    assert offline(MARIADB).run("SELECT nosuch FROM information_schema.tables").number == 1054
