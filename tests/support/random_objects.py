"""Random DDL of the rarer kinds: generated columns, checks, partitions, views, triggers, session variables, chains."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from driftproof.model.catalog import Table
from driftproof.model.names import quote
from support.differential import Offline
from support.random_ddl import COLUMNS, FAULT, TABLES, Writer

VIEWS = ("v1", "v2")
TRIGGERS = ("g1", "g2")
RARE = (
    *("enum('a','b','c')", "set('x','y')", "year", "time", "binary(8)", "varbinary(20)", "bit(3)", "float", "json"),
    *("varchar(20) collate utf8mb4_bin", "varchar(20) character set ascii", "tinytext", "int zerofill", "boolean"),
    *("decimal(5)", "timestamp", "varchar(70000)", "varchar(800)", "char(0)", "mediumint unsigned", "datetime(6)"),
)
WHOLE = (
    *("timestamp default current_timestamp on update current_timestamp", "datetime default current_timestamp"),
    *("date default '2020-02-30'", "date default '0000-00-00'", "int default 'x'", "serial", "int unique"),
    *("int auto_increment", "int auto_increment unique", "int primary key", "int default (1 + 2)"),
    *("int comment 'a' check (a > 0)", "int invisible", "datetime not null default 0"),
)
MODES = (
    "''",
    "'STRICT_TRANS_TABLES'",
    "'STRICT_TRANS_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE'",
    "'NO_ENGINE_SUBSTITUTION'",
    "'ANSI_QUOTES,STRICT_ALL_TABLES'",
    "'TRADITIONAL'",
    "'NO_ZERO_DATE'",
)


class WideWriter:
    """Writes statements as `Writer` does, and rarer ones among them."""

    def __init__(self, random: Random, offline: Offline) -> None:
        self.random = random
        self.offline = offline
        self.plain = Writer(random, offline)
        self.one, self.maybe = self.plain.one, self.plain.maybe
        self.is_mariadb = self.plain.is_mariadb

    def statement(self) -> str:
        """Write one statement."""
        present = [table for name in TABLES if (table := self.plain.table(name)) is not None]
        if not present or self.maybe(0.35):
            text = self.plain.statement()
            return self._conditional(text) if self.maybe(0.1) else text
        table = self.random.choice(present)
        kind = self.random.random()
        if kind < 0.06:
            return self._setting()
        if kind < 0.22:
            return self._object(table)
        if kind < 0.36:
            return self._create()
        if kind < 0.44:
            return self._other(table)
        count = self.random.choice((1, 1, 2, 2, 3))
        return f"alter table {table.name} {', '.join(self._action(table) for _ in range(count))}"

    def _conditional(self, text: str) -> str:
        """Return a CREATE TABLE with IF NOT EXISTS, or MariaDB's OR REPLACE."""
        if not text.startswith("create table"):
            return text
        words = ["create table if not exists"] + (["create or replace table"] if self.is_mariadb else [])
        return text.replace("create table", self.one(*words), 1)

    def _setting(self) -> str:
        return self.one(
            f"set sql_mode = {self.one(*MODES)}",
            f"set foreign_key_checks = {self.one('0', '1')}",
            f"set foreign_key_checks = {self.one('0', '1')}",
            f"set explicit_defaults_for_timestamp = {self.one('0', '1', '1')}",
        )

    def _object(self, table: Table) -> str:
        """Write a statement about a view or a trigger."""
        view, trigger = self.one(*VIEWS), self.one(*TRIGGERS)
        column = quote(self.plain.some_column(table).name)
        other = self.one(*TABLES, view)
        moment = f"{self.one('before', 'after')} {self.one('insert', 'update', 'delete')}"
        return self.one(
            f"create view {view} as select * from {table.name}",
            f"create or replace view {view} as select {column} as x, 1 as y from {table.name}",
            f"create view {view} as select {column} from {other} where {column} is not null",
            f"alter view {view} as select {column} from {table.name}",
            f"drop view {self.one('', 'if exists ')}{view}",
            f"create trigger {trigger} {moment} on {table.name} for each row set @x = 1",
            f"create trigger {trigger} before insert on {table.name} for each row set new.{column} = null",
            f"create trigger {trigger} {moment} on {other} for each row set @x = old.{column}",
            f"drop trigger {self.one('', 'if exists ')}{trigger}",
        )

    def _other(self, table: Table) -> str:
        """Write a statement about whole tables, or an index by its own statement."""
        other, third = self.one(*TABLES), self.one(*TABLES)
        index = quote(self.random.choice(table.indexes).name) if table.indexes else "i9"
        column = quote(self.plain.some_column(table).name)
        return self.one(
            f"rename table {table.name} to t9, {other} to {table.name}, t9 to {third}",
            f"rename table {table.name} to t9, t9 to {other}",
            f"drop table if exists {table.name}, {other}",
            f"drop table {table.name}, {other}",
            f"create table {other} select * from {table.name}",
            f"create table {other} select {column}, {column} + 1 as n, 'x' as s from {table.name}",
            f"create table {other} (z int default 1, {column} int) select {column} from {table.name}",
            f"create table if not exists {other} like {table.name}",
            f"drop index {index} on {table.name}",
            f"create {self.one('', 'unique ', 'fulltext ')}index i5 on {table.name} ({self._part(table)})",
            f"truncate table {table.name}",
            f"alter table {table.name} {self._partitioning(column)}",
            f"alter table {table.name} {self._partitioning(column)}",
        )

    def _part(self, table: Table) -> str:
        column = self.plain.some_column(table)
        return quote(column.name) + self.one("", "", "(4)", " desc", "(10)")

    def _create(self) -> str:
        """Write a CREATE TABLE with rarer columns, keys and options."""
        name = self.one(*TABLES)
        columns = [f"{column} {self._type()}" for column in COLUMNS[: self.random.randint(1, 5)]]
        items = ["a int not null" if self.maybe(0.5) else f"a {self._type()}", *columns[1:]]
        if self.maybe(0.4):
            items.append(f"g int generated always as (a + 1) {self.one('virtual', 'stored', '')}")
        names = [item.split()[0] for item in items]
        items += [self._key(names) for _ in range(self.random.randint(0, 3))]
        options = self.one("", "", " engine = MyISAM", " row_format = dynamic", " charset = latin1", " charset = utf8")
        if self.maybe(0.2) and not any(" key" in item or item.startswith("foreign") for item in items):
            options += self._partitions("a")
        return self._conditional(f"create table {name} ({', '.join(items)}){options}")

    def _type(self) -> str:
        kind = self.one("number", "text", "clock", "large")
        if self.maybe(0.2):
            return self.one(*WHOLE)
        if self.maybe(0.3):
            return self.one(*RARE) + self.one("", "", "", " not null", " null")
        return self.plain.column("", kind).strip()

    def _partitioning(self, column: str) -> str:
        return self.one(
            self._partitions(column).strip(),
            "remove partitioning",
            "add partition (partition p9 values less than (99))",
            f"drop partition {self.one('p0', 'p1')}",
            "coalesce partition 1",
            "reorganize partition p0 into (partition p0 values less than (3), partition p3 values less than (10))",
        )

    def _key(self, names: Sequence[str]) -> str:
        """Write a key or constraint on columns of those names, seldom on another."""
        first, second = (self.one(*(COLUMNS if self.maybe(FAULT) else names)) for _ in range(2))
        return self.one(
            f"primary key ({first})",
            f"primary key ({first}, {second})",
            f"key ({first}(5))",
            f"key k1 ({first} desc, {second})",
            f"unique u1 ({first}, {second})",
            f"unique ({first})",
            f"fulltext ({first})",
            f"check ({first} is not null)",
            f"constraint c1 check (length({first}) <> length({second}))",
            f"foreign key ({first}) references {self.one(*TABLES)} ({second}) on delete set null",
            f"foreign key ({first}, {second}) references {self.one(*TABLES)} (a, b)",
        )

    def _partitions(self, column: str) -> str:
        top = self.one("(20)", "(5)", "maxvalue")
        return self.one(
            f" partition by hash ({column}) partitions 3",
            f" partition by key ({column}) partitions 2",
            f" partition by range ({column}) (partition p0 values less than (10), partition p1 values less than {top})",
            f" partition by list ({column}) (partition p0 values in (1, 2), partition p1 values in (3, null))",
        )

    def _action(self, table: Table) -> str:
        """Write one action of ALTER TABLE: half of them plain ones."""
        if self.maybe(0.5):
            return self.plain.action(table)
        old = quote(self.plain.some_column(table).name)
        new = self.plain.new_name(table)
        checks = [quote(check.name) for check in table.checks] or ["c1"]
        indexes = [quote(index.name) for index in table.indexes] or ["i9"]
        hidden = "ignored" if self.is_mariadb else "invisible"
        return self.one(
            f"add column {new} {self._type()}",
            f"add column ({new} {self._type()}, {self.plain.new_name(table)} {self._type()})",
            f"add column {new} int generated always as ({old} + 1) {self.one('virtual', 'stored')}",
            f"modify {old} {self._type()}",
            f"change {old} {new} {self._type()}",
            f"alter column {old} set default {self.one('1', 'null', chr(39) + 'x' + chr(39))}",
            f"add {self._key([quote(column.name) for column in table.columns])}",
            f"add constraint {self.one('c1', 'c2')} check (length({old}) > 1)",
            f"drop constraint {self.one(*checks, *indexes)}",
            "drop primary key",
            f"alter index {self.one(*indexes)} {hidden}",
            f"engine = {self.one('InnoDB', 'MyISAM')}",
            f"row_format = {self.one('dynamic', 'compact', 'redundant')}",
            f"convert to character set {self.one('utf8mb4 collate utf8mb4_bin', 'latin1', 'utf8', 'ascii')}",
            "auto_increment = 100",
            f"drop foreign key {self.one('f1', table.name + '_ibfk_1')}",
            f"add fulltext ({old})",
            f"order by {old}",
            "force",
        )
