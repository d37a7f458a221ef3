"""sqlglot as a second opinion on plain CREATE TABLE and ALTER TABLE: names, types, nullability and keys agree."""

from __future__ import annotations

from typing import Any

import sqlglot
from hypothesis import given, settings
from hypothesis import strategies as st

from driftproof.compare.render import render, render_table
from driftproof.language.lex import Dialect
from driftproof.language.parse import parse
from driftproof.model.catalog import Column, ColumnType, ForeignKey, Index, IndexKind, IndexPart, Table
from driftproof.model.changes import (
    AddColumn,
    AddForeignKey,
    AddIndex,
    AlterTable,
    CreateTable,
    DropColumn,
    ObjectName,
    Position,
    RenameColumn,
    TableAction,
)
from driftproof.model.flavor import Flavor

exp = sqlglot.exp
FLAVOR = Flavor.parse("mysql:8.0")
COLUMN_NAMES = ["a", "b", "id", "order", "Name", "x y", "key"]
TYPES = [
    ColumnType("int"),
    ColumnType("bigint", unsigned=True),
    ColumnType("varchar", (20,)),
    ColumnType("decimal", (10, 2)),
    ColumnType("datetime", (6,)),
    ColumnType("text"),
    ColumnType("date"),
]


@st.composite
def plain_tables(draw: st.DrawFn) -> Table:
    names = draw(st.lists(st.sampled_from(COLUMN_NAMES), min_size=1, unique=True))
    columns = tuple(
        Column(
            name,
            draw(st.sampled_from(TYPES)),
            draw(st.none() | st.booleans()),
            comment=draw(st.sampled_from(["", "x"])),
        )
        for name in names
    )
    keys = draw(st.lists(st.lists(st.sampled_from(names), min_size=1, unique=True), max_size=2))
    indexes = [Index("PRIMARY", IndexKind.PRIMARY, (IndexPart(names[0]),))] if draw(st.booleans()) else []
    for position, parts in enumerate(keys):
        kind = draw(st.sampled_from([IndexKind.UNIQUE, IndexKind.PLAIN]))
        indexes.append(Index(f"i{position}", kind, tuple(IndexPart(part) for part in parts)))
    return Table("t", columns, tuple(indexes))


def columns_of(tree: Any) -> list[tuple[str, str, bool]]:
    """Name, type and NOT NULL of each column, as sqlglot reads them."""
    found = []
    for column in tree.this.expressions:
        if isinstance(column, exp.ColumnDef):
            kinds = [constraint.kind for constraint in column.constraints]
            required = any(
                isinstance(kind, exp.NotNullColumnConstraint) and not kind.args.get("allow_null") for kind in kinds
            )
            kind = column.kind.sql(dialect="mysql").lower().replace(", ", ",")
            found.append((column.name, kind, required))
    return found


@given(plain_tables())
@settings(max_examples=150, deadline=None)
def test_plain_tables_read_alike(table: Table) -> None:
    sql = render_table(table, FLAVOR)
    read = parse(sql, Dialect.of(FLAVOR))
    assert isinstance(read, CreateTable)
    tree = sqlglot.parse_one(sql, dialect="mysql")
    assert columns_of(tree) == [
        (column.name, str(column.type), column.nullable is False) for column in read.table.columns
    ]
    names = {identifier.name for identifier in tree.find_all(exp.Identifier)}
    assert {part.column for index in read.table.indexes for part in index.parts} <= names
    primary = tree.find(exp.PrimaryKey)
    assert (primary is not None) == (read.table.primary_key is not None)


ACTIONS = st.sampled_from(
    [
        AddColumn(Column("new", ColumnType("int"), False)),
        AddColumn(Column("order", ColumnType("varchar", (20,))), Position("a")),
        DropColumn("old"),
        DropColumn("x y"),
        RenameColumn("a", "b"),
        AddIndex(Index("i", IndexKind.PLAIN, (IndexPart("a"), IndexPart("b")))),
        AddIndex(Index("u", IndexKind.UNIQUE, (IndexPart("key"),))),
        AddForeignKey(ForeignKey("fk", ("a",), "p", ("id",), on_delete="CASCADE")),
    ]
)


def actions_of(tree: Any) -> list[tuple[str, str]]:
    """What each action of an ALTER TABLE does to which name, as sqlglot reads them."""
    found = []
    for action in tree.args["actions"]:
        if isinstance(action, exp.ColumnDef):
            found.append(("AddColumn", action.name))
        elif isinstance(action, exp.Drop):
            found.append(("DropColumn", action.find(exp.Identifier).name))
        elif isinstance(action, exp.RenameColumn):
            found.append(("RenameColumn", action.this.name))
        else:
            named = action.find(exp.ForeignKey)
            found.append(("AddForeignKey" if named else "AddIndex", ""))
    return found


@given(st.lists(ACTIONS, min_size=1, max_size=4))
@settings(max_examples=100, deadline=None)
def test_plain_alterations_read_alike(actions: list[TableAction]) -> None:
    sql = render(AlterTable(ObjectName("t"), tuple(actions)), FLAVOR)
    read = parse(sql, Dialect.of(FLAVOR))
    assert isinstance(read, AlterTable)
    names = []
    for action in read.actions:
        match action:
            case AddColumn(column=Column(name=name)) | DropColumn(name=name) | RenameColumn(before=name):
                names.append((type(action).__name__, name))
            case _:
                names.append((type(action).__name__, ""))
    assert actions_of(sqlglot.parse_one(sql, dialect="mysql")) == names
