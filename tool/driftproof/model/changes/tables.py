"""Changes of tables: whole tables, and the actions of ALTER TABLE."""

from __future__ import annotations

from dataclasses import dataclass, field

from driftproof.model.catalog import Check, Column, Default, ForeignKey, Index, Partition, Partitioning, Table
from driftproof.model.changes.objects import ObjectName


@dataclass(frozen=True, slots=True)
class Position:
    """Where a column goes: first, or behind the column `after`."""

    after: str | None = None

    @property
    def is_first(self) -> bool:
        """Whether it says FIRST."""
        return self.after is None


@dataclass(frozen=True, slots=True)
class TableOptions:
    """The table options that a statement names; what is None is not named. `others` are canonical pairs."""

    engine: str | None = None
    charset: str | None = None
    collation: str | None = None
    comment: str | None = None
    auto_increment: int | None = None
    others: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class AddColumn:
    """ADD COLUMN. An inline key or reference follows as an action of its own."""

    column: Column
    position: Position | None = None
    if_not_exists: bool = False


@dataclass(frozen=True, slots=True)
class DropColumn:
    """DROP COLUMN."""

    name: str
    if_exists: bool = False


@dataclass(frozen=True, slots=True)
class ChangeColumn:
    """CHANGE COLUMN, or MODIFY COLUMN where `is_modify`: the whole definition of column `before` anew."""

    before: str
    column: Column
    position: Position | None = None
    if_exists: bool = False
    is_modify: bool = False


@dataclass(frozen=True, slots=True)
class SetDefault:
    """ALTER COLUMN … SET DEFAULT."""

    name: str
    default: Default
    if_exists: bool = False


@dataclass(frozen=True, slots=True)
class DropDefault:
    """ALTER COLUMN … DROP DEFAULT."""

    name: str
    if_exists: bool = False


@dataclass(frozen=True, slots=True)
class SetColumnVisibility:
    """ALTER COLUMN … SET VISIBLE or INVISIBLE (MySQL 8.0.23)."""

    name: str
    visible: bool


@dataclass(frozen=True, slots=True)
class RenameColumn:
    """RENAME COLUMN before TO after."""

    before: str
    after: str
    if_exists: bool = False


@dataclass(frozen=True, slots=True)
class AddIndex:
    """ADD INDEX, UNIQUE, PRIMARY KEY, FULLTEXT, SPATIAL."""

    index: Index
    if_not_exists: bool = False
    or_replace: bool = False


@dataclass(frozen=True, slots=True)
class DropIndex:
    """DROP INDEX; the name ``PRIMARY`` is DROP PRIMARY KEY."""

    name: str
    if_exists: bool = False


@dataclass(frozen=True, slots=True)
class RenameIndex:
    """RENAME INDEX before TO after."""

    before: str
    after: str
    if_exists: bool = False


@dataclass(frozen=True, slots=True)
class SetIndexVisibility:
    """ALTER INDEX … VISIBLE, INVISIBLE, or MariaDB's NOT IGNORED, IGNORED."""

    name: str
    visible: bool
    if_exists: bool = False


@dataclass(frozen=True, slots=True)
class AddForeignKey:
    """ADD FOREIGN KEY."""

    foreign_key: ForeignKey
    if_not_exists: bool = False


@dataclass(frozen=True, slots=True)
class DropForeignKey:
    """DROP FOREIGN KEY."""

    name: str
    if_exists: bool = False


@dataclass(frozen=True, slots=True)
class AddCheck:
    """ADD CHECK."""

    check: Check
    if_not_exists: bool = False


@dataclass(frozen=True, slots=True)
class AlterCheck:
    """ALTER CHECK … [NOT] ENFORCED (MySQL)."""

    name: str
    enforced: bool


@dataclass(frozen=True, slots=True)
class DropConstraint:
    """DROP CONSTRAINT, or MySQL's DROP CHECK where `only_check`: a check, foreign key or unique key of that name."""

    name: str
    if_exists: bool = False
    only_check: bool = False


@dataclass(frozen=True, slots=True)
class RenameTo:
    """RENAME [TO | AS] another name, within ALTER TABLE."""

    name: ObjectName


@dataclass(frozen=True, slots=True)
class SetOptions:
    """Table options named in ALTER TABLE. A charset here is the default for new columns only."""

    options: TableOptions


@dataclass(frozen=True, slots=True)
class ConvertCharset:
    """CONVERT TO CHARACTER SET: the table's default and every character column; charset None is the database's."""

    charset: str | None
    collation: str | None = None


@dataclass(frozen=True, slots=True)
class SetPartitioning:
    """PARTITION BY in ALTER TABLE."""

    partitioning: Partitioning


@dataclass(frozen=True, slots=True)
class RemovePartitioning:
    """REMOVE PARTITIONING."""


@dataclass(frozen=True, slots=True)
class AddPartitions:
    """ADD PARTITION: the partitions listed, or `count` more."""

    partitions: tuple[Partition, ...] = ()
    count: int | None = None
    if_not_exists: bool = False


@dataclass(frozen=True, slots=True)
class DropPartitions:
    """DROP PARTITION by names, or COALESCE PARTITION by `coalesce`."""

    names: tuple[str, ...] = ()
    coalesce: int | None = None
    if_exists: bool = False


@dataclass(frozen=True, slots=True)
class ReorganizePartitions:
    """REORGANIZE PARTITION names INTO others."""

    names: tuple[str, ...]
    partitions: tuple[Partition, ...]


@dataclass(frozen=True, slots=True)
class OtherAction:
    """An action that leaves the definition as it is, as canonical text.

    Such as ``FORCE``, ``ENABLE KEYS``, ``ORDER BY``, ``ANALYZE PARTITION``, ``DISCARD TABLESPACE``.
    """

    text: str


TableAction = (
    AddColumn
    | DropColumn
    | ChangeColumn
    | SetDefault
    | DropDefault
    | SetColumnVisibility
    | RenameColumn
    | AddIndex
    | DropIndex
    | RenameIndex
    | SetIndexVisibility
    | AddForeignKey
    | DropForeignKey
    | AddCheck
    | AlterCheck
    | DropConstraint
    | RenameTo
    | SetOptions
    | ConvertCharset
    | SetPartitioning
    | RemovePartitioning
    | AddPartitions
    | DropPartitions
    | ReorganizePartitions
    | OtherAction
)


@dataclass(frozen=True, slots=True)
class CreateTable:
    """CREATE TABLE with a definition. Inline keys and references of columns are in the table's lists."""

    name: ObjectName
    table: Table
    if_not_exists: bool = False
    or_replace: bool = False
    temporary: bool = False


@dataclass(frozen=True, slots=True)
class CreateTableLike:
    """CREATE TABLE … LIKE another."""

    name: ObjectName
    source: ObjectName
    if_not_exists: bool = False
    or_replace: bool = False
    temporary: bool = False


@dataclass(frozen=True, slots=True)
class CreateTableSelect:
    """CREATE TABLE … SELECT: the columns written, then those of the query (its text).

    `on_duplicate` says what is done with rows whose key is there: ``ignore``, ``replace`` or, without a word, refused.
    """

    name: ObjectName
    table: Table
    query: str
    if_not_exists: bool = False
    or_replace: bool = False
    temporary: bool = False
    on_duplicate: str = ""


@dataclass(frozen=True, slots=True)
class AlterTable:
    """ALTER TABLE: all its actions or none.

    `algorithm` and `lock` are what the statement asks for, lower case, or empty. `spans` says where each action
    stands in the statement. `syntax` is ``alter``, or ``create index`` or ``drop index`` where it was written so.
    """

    name: ObjectName
    actions: tuple[TableAction, ...]
    if_exists: bool = False
    ignore: bool = False
    algorithm: str = ""
    lock: str = ""
    syntax: str = field(default="alter", compare=False)
    spans: tuple[tuple[int, int], ...] = field(default=(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class DropTables:
    """DROP TABLE of one or several."""

    names: tuple[ObjectName, ...]
    if_exists: bool = False
    temporary: bool = False


@dataclass(frozen=True, slots=True)
class RenameTables:
    """RENAME TABLE: pairs of names, one after the other, all or none."""

    pairs: tuple[tuple[ObjectName, ObjectName], ...]
    if_exists: bool = False
