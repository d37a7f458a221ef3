"""Law 4: normalizing twice changes nothing, and the rules give the same in any order."""

from __future__ import annotations

from functools import reduce

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from driftproof.model.catalog import (
    NULL_DEFAULT,
    Check,
    Column,
    ColumnType,
    Default,
    ForeignKey,
    Index,
    IndexKind,
    IndexPart,
    Partition,
    Partitioning,
    Table,
)
from driftproof.model.flavor import Flavor, default_collation
from driftproof.replay.normalize import RULES, Facts, normalize_table

FLAVORS = [
    Flavor("mysql", (5, 7)),
    Flavor("mysql", (8, 0, 18)),
    Flavor("mysql", (8, 4)),
    Flavor("mysql", (9, 7)),
    Flavor("mariadb", (10, 5)),
    Flavor("mariadb", (10, 11)),
    Flavor("mariadb", (11, 8)),
]
NAMES = ["a", "B", "c"]
TYPES = [
    ColumnType("int"),
    ColumnType("int", (5,), zerofill=True),
    ColumnType("tinyint", (1,)),
    ColumnType("tinyint", (1,), unsigned=True),
    ColumnType("bigint", (3,), unsigned=True),
    ColumnType("decimal"),
    ColumnType("decimal", (7,), zerofill=True),
    ColumnType("float", (30,)),
    ColumnType("double", (8, 3)),
    ColumnType("char"),
    ColumnType("varchar", (20,)),
    ColumnType("varchar", (3000,)),
    ColumnType("text"),
    ColumnType("text", (100,)),
    ColumnType("text", (70_000,)),
    ColumnType("blob", (300,)),
    ColumnType("longtext"),
    ColumnType("json"),
    ColumnType("binary", (3,)),
    ColumnType("bit", (0,)),
    ColumnType("year"),
    ColumnType("datetime", (0,)),
    ColumnType("timestamp", (3,)),
    ColumnType("date"),
    ColumnType("time", (2,)),
    ColumnType("enum", values=("x", "Y")),
    ColumnType("set", values=("x", "y")),
    ColumnType("point"),
]
DEFAULTS = st.one_of(
    st.none(),
    st.just(NULL_DEFAULT),
    st.builds(
        lambda text: Default("literal", text),
        st.sampled_from(
            [
                "0",
                "007",
                "1.50",
                "-1",
                "x",
                "y,x",
                "",
                "b'101'",
                "2000-1-2",
                "20200101101112",
                "10:11",
                "5.555",
                "1e3",
                "99",
            ]
        ),
    ),
    st.builds(lambda text: Default("expression", text), st.sampled_from(["NOW()", "current_timestamp(3)", "uuid()"])),
)
CHECKS = st.builds(Check, st.sampled_from(["", "k2", "K1", "k3"]), st.sampled_from(["`a` > 0", "`c` is not null"]))


@st.composite
def columns(draw: st.DrawFn, name: str) -> Column:
    charset, collation = draw(
        st.sampled_from(
            [(None, None), ("utf8", None), (None, "latin1_bin"), ("binary", None), ("utf8mb4", "utf8mb4_bin")]
        )
    )
    return Column(
        name,
        draw(st.sampled_from(TYPES)),
        draw(st.sampled_from([None, True, False])),
        draw(DEFAULTS),
        draw(st.sampled_from([None, None, "now()"])),
        auto_increment=draw(st.booleans()) and draw(st.booleans()),
        charset=charset,
        collation=collation,
        checks=tuple(draw(st.lists(CHECKS, max_size=1))),
        options=draw(st.sampled_from([(), (("binary", ""),)])),
    )


def parts() -> st.SearchStrategy[tuple[IndexPart, ...]]:
    part = st.builds(IndexPart, st.sampled_from(["A", "b", "c"]), st.sampled_from([None, None, 3, 20]), st.booleans())
    return st.lists(part, min_size=1, max_size=2, unique_by=lambda one: one.column).map(tuple)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    indexes = draw(
        st.lists(
            st.builds(
                Index,
                st.sampled_from(["PRIMARY", "i1", "i2", "i3"]),
                st.sampled_from([IndexKind.PRIMARY, IndexKind.UNIQUE, IndexKind.PLAIN, IndexKind.FULLTEXT]),
                parts(),
                algorithm=st.sampled_from(["", "btree", "hash"]),
            ),
            max_size=4,
            unique_by=lambda index: index.name,
        )
    )
    keys = st.builds(
        ForeignKey,
        st.sampled_from(["z", "f1", "f2"]),
        st.just(("b",)),
        st.just("p"),
        st.just(("id",)),
        on_delete=st.sampled_from(["", "CASCADE", "SET DEFAULT"]),
        match=st.sampled_from(["", "FULL"]),
    )
    partition = Partition("p0", "IN (1,null)", (("comment", "x"), ("engine", "InnoDB")))
    return Table(
        "t",
        tuple(draw(columns(name)) for name in NAMES),
        tuple(indexes),
        tuple(draw(st.lists(keys, max_size=2))),
        tuple(draw(st.lists(CHECKS, max_size=2))),
        draw(st.sampled_from([None, "innodb", "MyISAM", "memory", "aria"])),
        *draw(st.sampled_from([(None, None), ("latin1", None), (None, "utf8_bin")])),
        options=draw(st.sampled_from([(), (("row_format", "default"), ("checksum", "1"))])),
        partitioning=draw(st.sampled_from([None, Partitioning("LIST", "`a`", partitions=(partition,))])),
    )


@st.composite
def facts(draw: st.DrawFn) -> Facts:
    flavor = draw(st.sampled_from(FLAVORS))
    charset = draw(st.sampled_from(["utf8mb4", "latin1"]))
    return Facts(flavor, charset, default_collation(charset, flavor))


@settings(deadline=None, max_examples=300)
@given(tables(), facts())
def test_normalizing_twice_changes_nothing(table: Table, around: Facts) -> None:
    once = normalize_table(table, around)
    assert normalize_table(once, around) == once


@settings(deadline=None, max_examples=300)
@given(tables(), facts(), st.permutations(RULES))
def test_rules_give_the_same_in_any_order(table: Table, around: Facts, order: list[object]) -> None:
    assert reduce(lambda made, rule: rule(made, around), order, table) == normalize_table(table, around)  # type: ignore[operator]


@settings(deadline=None, max_examples=100)
@given(tables(), facts())
def test_each_rule_alone_is_idempotent(table: Table, around: Facts) -> None:
    for rule in RULES:
        once = rule(table, around)
        assert rule(once, around) == once


@pytest.mark.parametrize(
    ("flavor", "written", "kept"),
    [
        ("mysql:8.0.18", ColumnType("int"), "int(11)"),
        ("mysql:8.0.19", ColumnType("int", (11,)), "int"),
        ("mysql:8.4", ColumnType("tinyint", (1,)), "tinyint(1)"),
        ("mysql:8.4", ColumnType("tinyint", (1,), unsigned=True), "tinyint unsigned"),
        ("mysql:8.4", ColumnType("int", zerofill=True), "int(10) unsigned zerofill"),
        ("mariadb:10.11", ColumnType("int", unsigned=True), "int(10) unsigned"),
        ("mariadb:10.11", ColumnType("bigint"), "bigint(20)"),
        ("mariadb:10.11", ColumnType("year"), "year(4)"),
        ("mysql:9.7", ColumnType("year", (4,)), "year"),
        ("mariadb:11.8", ColumnType("text", (64,)), "text"),
        ("mariadb:11.8", ColumnType("text", (63,)), "tinytext"),
        ("mysql:5.7", ColumnType("decimal", (5,)), "decimal(5,0)"),
    ],
)
def test_types_as_the_server_shows_them(flavor: str, written: ColumnType, kept: str) -> None:
    around = Facts(Flavor.parse(flavor), "utf8mb4", "utf8mb4_bin")
    table = normalize_table(Table("t", (Column("a", written),)), around)
    assert str(table.columns[0].type) == kept
