from __future__ import annotations

from dataclasses import replace

from driftproof.compare.renames import Rename, suggest_renames
from driftproof.model.catalog import Column, ColumnType, Schema, Table

INT, TEXT = ColumnType("int", (11,)), ColumnType("varchar", (20,))
PERSON = Table(
    "person", (Column("id", INT, False), Column("first_name", TEXT), Column("age", INT), Column("town", TEXT))
)


def schema(*tables: Table) -> Schema:
    return Schema("db", "utf8mb4", "utf8mb4_bin", {table.name: table for table in tables})


def renamed(table: Table, before: str, after: str) -> Table:
    columns = (replace(column, name=after) if column.name == before else column for column in table.columns)
    return replace(table, columns=tuple(columns))


def test_a_column_in_its_place_with_its_definition() -> None:
    found = suggest_renames(schema(PERSON), schema(renamed(PERSON, "first_name", "given_name")))
    evidence = ("the same definition", "named alike (60%)", "in the same place")
    assert found == (Rename("column", "first_name", "given_name", evidence, "person"),)


def test_another_type_is_no_rename() -> None:
    changed = replace(PERSON, columns=(*PERSON.columns[:2], Column("years", TEXT), PERSON.columns[3]))
    assert suggest_renames(schema(PERSON), schema(changed)) == ()


def test_each_name_is_used_once() -> None:
    twins = replace(PERSON, columns=(*PERSON.columns[:1], Column("name_a", TEXT), Column("name_b", TEXT)))
    others = replace(PERSON, columns=(*PERSON.columns[:1], Column("name_x", TEXT), Column("name_y", TEXT)))
    found = suggest_renames(schema(twins), schema(others))
    assert {(item.before, item.after) for item in found} == {("name_a", "name_x"), ("name_b", "name_y")}


def test_a_table_with_the_same_columns() -> None:
    found = suggest_renames(schema(PERSON), schema(replace(PERSON, name="people")))
    assert [(item.kind, item.before, item.after) for item in found] == [("table", "person", "people")]


def test_nothing_in_common_is_nothing() -> None:
    other = Table("order_item", (Column("order_id", INT), Column("price", ColumnType("decimal", (10, 2)))))
    assert suggest_renames(schema(PERSON), schema(other)) == ()
    assert suggest_renames(schema(PERSON), schema(PERSON)) == ()
