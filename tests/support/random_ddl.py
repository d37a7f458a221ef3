"""Random DDL: statements that mostly make sense for the tables that are there, with a fault now and then."""

from __future__ import annotations

from random import Random

from driftproof.model.catalog import Column, Table
from driftproof.model.names import quote
from support.differential import Offline

TABLES = ("t1", "t2", "t3")
COLUMNS = ("a", "b", "c", "d", "e", "f")
NUMBERS = ("int", "int unsigned", "bigint", "tinyint(1)", "smallint", "decimal(10,2)", "double")
TEXTS = ("varchar(20)", "varchar(20)", "varchar(300)", "char(5)", "varchar(30) character set latin1")
LARGE = ("text", "mediumtext", "blob", "longtext collate utf8mb4_bin")
CLOCKS = ("datetime", "timestamp null", "date", "datetime(3)")
DEFAULTS = {
    "number": ("0", "1", "7", "'3'", "null"),
    "text": ("''", "'x'", "'abc'", "null"),
    "clock": ("'2020-01-01'", "'2000-01-01 10:00:00'", "null"),
}
FAULT = 0.04


class Writer:
    """Writes statements for the catalog that `offline` holds; every choice comes from `random`."""

    def __init__(self, random: Random, offline: Offline) -> None:
        self.random = random
        self.offline = offline
        self.is_mariadb = offline.catalog.flavor.is_mariadb

    def one(self, *choices: str) -> str:
        return self.random.choice(choices)

    def maybe(self, chance: float) -> bool:
        return self.random.random() < chance

    def table(self, name: str) -> Table | None:
        return self.offline.catalog.table(self.offline.session.database or "", name)

    def statement(self) -> str:
        """Write one statement."""
        present = [name for name in TABLES if self.table(name)]
        missing = [name for name in TABLES if not self.table(name)]
        if missing and (not present or self.maybe(0.4)):
            return self.create(self.one(*missing))
        if self.maybe(0.04):
            return f"set foreign_key_checks = {self.one('0', '1')}"
        name = self.one(*TABLES) if self.maybe(FAULT) else self.one(*present)
        table = self.table(name)
        if table is None or self.maybe(0.05):
            return self.one(f"drop table if exists {name}", f"drop table {name}", f"alter table {name} force")
        kind = self.random.random()
        if kind < 0.06:
            return f"rename table {name} to {self.one(*TABLES)}"
        if kind < 0.10:
            return f"create table {self.one(*TABLES)} like {name}"
        if kind < 0.14:
            return f"create {self.one('', 'unique ')}index {self.one('i1', 'i2', 'i3')} on {name} {self.parts(table)}"
        return f"alter table {name} {self.action(table)}"

    def create(self, name: str) -> str:
        columns = COLUMNS[: self.random.randint(2, 5)]
        kinds = [self.one("number", "number", "text", "clock", "large") for _ in columns]
        kinds[0] = "number"
        items = [self.column(column, kind) for column, kind in zip(columns, kinds, strict=True)]
        short = [column for column, kind in zip(columns, kinds, strict=True) if kind != "large"]
        if self.maybe(0.7):
            items.append("primary key (a)")
        for _ in range(self.random.randint(0, 2)):
            chosen = self.random.sample(short, self.random.randint(1, min(2, len(short))))
            items.append(f"{self.one('key', 'key', 'unique')} ({', '.join(chosen)})")
        if self.maybe(0.3):
            items.append(self.foreign_key(self.random.choice(short)))
        options = self.one("", "", "", " default charset = latin1", " collate utf8mb4_bin", " comment = 'x'")
        return f"create table {name} ({', '.join(items)}){options}"

    def column(self, name: str, kind: str) -> str:
        choices = {"number": NUMBERS, "text": TEXTS, "large": LARGE, "clock": CLOCKS}[kind]
        text = f"{name} {self.one(*choices)}"
        default = DEFAULTS.get(kind)
        if self.maybe(0.3) and "null" not in text and not (kind == "number" and name == "a"):
            return f"{text} not null" + (f" default {self.one(*default[:-1])}" if default and self.maybe(0.6) else "")
        if name == "a" and kind == "number":
            return text
        if default and self.maybe(0.4):
            text += f" default {self.one(*default)}"
        return text + (" comment 'said'" if self.maybe(0.1) else "")

    def some_column(self, table: Table) -> Column:
        return self.random.choice(table.columns)

    def parts(self, table: Table) -> str:
        short = [c for c in table.columns if not c.type.name.endswith(("text", "blob"))] or list(table.columns)
        chosen = self.random.sample(short, self.random.randint(1, min(2, len(short))))
        return f"({', '.join(self.part(column) for column in chosen)})"

    def part(self, column: Column) -> str:
        is_text = column.type.name in {"varchar", "char"} and (column.type.length or (0,))[0] >= 5
        return quote(column.name) + ("(3)" if is_text and self.maybe(0.15) else "")

    def foreign_key(self, column: str) -> str:
        name = self.one(*TABLES)
        table = self.table(name)
        target = "a"
        if table is not None and table.indexes:
            target = self.random.choice(table.indexes).parts[0].column or "a"
        named = f"constraint {self.one('f1', 'f2', 'f3')} " if self.maybe(0.4) else ""
        action = self.one("", "", " on delete cascade", " on update cascade", " on delete no action")
        return f"{named}foreign key ({column}) references {name} ({target}){action}"

    def new_name(self, table: Table) -> str:
        free = [name for name in COLUMNS if table.column(name) is None]
        return self.one(*free) if free and not self.maybe(FAULT) else self.one(*COLUMNS)

    def action(self, table: Table) -> str:
        """Write one action of ALTER TABLE."""
        old = quote(self.some_column(table).name) if not self.maybe(FAULT) else self.one(*COLUMNS)
        kind = self.one("number", "text", "clock", "large")
        place = self.one("", "", " first", f" after {quote(self.some_column(table).name)}")
        indexes = [quote(index.name) for index in table.indexes] or ["i9"]
        keys = [quote(key.name) for key in table.foreign_keys] or ["f9"]
        absent = "if not exists " if self.is_mariadb and self.maybe(0.2) else ""
        present = "if exists " if self.is_mariadb and self.maybe(0.2) else ""
        return self.one(
            f"add column {absent}{self.column(self.new_name(table), kind)}{place}",
            f"add column {absent}{self.column(self.new_name(table), kind)}{place}",
            f"drop column {present}{old}",
            f"modify {present}{self.column(old, kind)}",
            f"change {old} {self.column(self.new_name(table), kind)}",
            f"rename column {old} to {self.new_name(table)}",
            f"alter column {old} drop default",
            f"add index {absent}{self.one('i1', 'i2', 'i3')} {self.parts(table)}",
            f"add {self.one('key', 'unique')} {self.parts(table)}",
            f"add primary key ({old})",
            f"drop index {present}{self.one(*indexes)}",
            f"rename index {self.one(*indexes)} to {self.one('i1', 'i2', 'i4')}",
            f"add {self.foreign_key(old)}",
            f"drop foreign key {present}{self.one(*keys)}",
            f"rename to {self.one(*TABLES)}",
            f"convert to character set {self.one('utf8mb4', 'latin1')}",
            f"{self.one('default charset = latin1', 'collate utf8mb4_bin')}",
            f"comment = '{self.one('x', 'y')}'",
        )
