"""Hypothesis strategies for the whole catalog, as scripts write it, and for every kind of change.

Everything drawn is in canonical form: reading its SQL back gives an equal value. What is drawn is well-formed, not
valid: a change may name tables and columns that nothing made. `NAMES` holds reserved words, quotes and non-ASCII text.
"""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from driftproof.language.write import write
from driftproof.model import catalog, changes
from driftproof.model.catalog import NULL_DEFAULT, ColumnType, Default, Generated, IndexKind, IndexPart
from driftproof.model.changes import ObjectName, Position, TableOptions
from driftproof.model.flavor import Flavor
from driftproof.model.names import quote
from driftproof.model.syntax.expressions import Between, Binary, Call, Case, Expression, In, Literal, Name, Unary

FLAVORS = st.sampled_from([Flavor.parse(f"mariadb:{version}") for version in ("10.5", "10.11", "11.4", "11.8")]) | (
    st.sampled_from([Flavor.parse(f"mysql:{version}") for version in ("5.7", "8.0", "8.4", "9.7")])
)

_PLAIN_NAMES = ["a", "b", "id", "Name", "created_at", "t1", "x$y", "1a", "order", "key", "select", "primary_", "Group"]
_ODD_NAMES = [
    "a b",
    "a`b",
    "``",
    "it's",
    'say "x"',
    "naïve",
    "表",
    "a.b",
    "--",
    "/*x*/",
    "@v",
    "a;b",
    "\\",
    "first",
    "if",
]
_CHARACTERS = st.characters(min_codepoint=1, max_codepoint=0xFFFF, exclude_categories=("Cs", "Cc", "Co", "Cn"))
NAMES = (
    st.sampled_from(_PLAIN_NAMES)
    | st.sampled_from(_ODD_NAMES)
    | st.text(_CHARACTERS, min_size=1, max_size=12)
    .map(lambda text: text.strip() or "x")
    .filter(lambda text: text.upper() != "PRIMARY")
)
TEXTS = st.sampled_from(["", "x", "it's", "a\\b", '"', "%", "50%_x", "\n", "日本", "-- x", "/* x */", "';"]) | st.text(
    st.characters(min_codepoint=1, exclude_categories=("Cs",)), max_size=12
)
OBJECT_NAMES = st.builds(ObjectName, NAMES, st.none() | NAMES)
NAMES_OR_NONE = NAMES | st.just("")
CHARSETS = st.sampled_from(
    [
        ("latin1", "latin1_swedish_ci"),
        ("latin1", None),
        ("utf8mb3", "utf8mb3_bin"),
        ("utf8mb4", "utf8mb4_unicode_ci"),
        ("utf8mb4", None),
        ("ascii", "ascii_bin"),
        (None, "utf8mb3_unicode_ci"),
    ]
)
NUMBERS = st.integers(-999, 9999).map(str) | st.sampled_from(["0", "1.50", "-0.5", "12345678901234567890"])


def pairs(options: dict[str, SearchStrategy[str]], max_size: int = 2) -> SearchStrategy[tuple[tuple[str, str], ...]]:
    """Some of the options with a value each, as sorted pairs."""
    names = st.lists(st.sampled_from(sorted(options)), unique=True, max_size=max_size)
    return names.flatmap(
        lambda chosen: st.tuples(*[st.tuples(st.just(name), options[name]) for name in sorted(chosen)])
    )


def tuples(items: SearchStrategy[Any], low: int = 0, high: int = 3) -> SearchStrategy[tuple[Any, ...]]:
    """Between `low` and `high` items."""
    return st.lists(items, min_size=low, max_size=high).map(tuple)


def flags() -> SearchStrategy[bool]:
    """True now and then."""
    return st.sampled_from([False, False, False, True])


# Expressions, as canonical text.


def _branches(inner: SearchStrategy[Expression]) -> SearchStrategy[Expression]:
    operators = st.sampled_from(["+", "-", "*", "/", "=", "<>", "<", ">=", "and", "or", "like", "<=>", "&", "|"])
    return st.one_of(
        st.builds(Binary, operators, inner, inner),
        st.builds(Unary, st.sampled_from(["not", "-"]), st.builds(Name, st.tuples(NAMES))),
        st.builds(Call, st.sampled_from(["abs", "concat", "lower", "coalesce"]), st.tuples(inner)),
        st.builds(Between, inner, inner, inner),
        st.builds(In, inner, tuples(inner, 1, 2)),
        st.builds(Case, st.none(), st.tuples(st.tuples(inner, inner)), st.none() | inner),
        st.builds(Binary, st.just("is"), inner, st.just(Literal("null"))),
    )


LITERALS: SearchStrategy[Expression] = st.builds(Literal, st.just("string"), TEXTS) | st.builds(
    Literal, st.just("number"), st.integers(0, 999).map(str)
)
EXPRESSIONS = _branches(st.recursive(LITERALS | st.builds(Name, st.tuples(NAMES)), _branches, max_leaves=4)).map(write)
"""Never a mere literal, since MariaDB shows a literal default without its parentheses."""


# Types and columns.


def _lengths(*choices: tuple[int, ...]) -> SearchStrategy[tuple[int, ...]]:
    return st.sampled_from(choices)


_TYPES: dict[tuple[str, ...], SearchStrategy[tuple[int, ...]]] = {
    ("tinyint", "smallint", "mediumint", "int", "bigint"): _lengths((), (1,), (11,)),
    ("float", "double"): _lengths((), (7, 3)),
    ("decimal",): _lengths((10, 0), (5, 2), (65, 30)),
    ("char", "varchar", "binary", "varbinary"): _lengths((1,), (20,), (255,)),
    ("bit",): _lengths((1,), (8,), (64,)),
    ("text",): _lengths((), (100,), (70000,)),
    ("tinytext", "mediumtext", "longtext", "tinyblob", "blob", "mediumblob", "longblob", "date", "json"): _lengths(()),
    ("time", "datetime", "timestamp"): _lengths((), (3,), (6,)),
    ("year",): _lengths((), (4,)),
    ("geometry", "point", "polygon", "geometrycollection", "uuid", "inet6"): _lengths(()),
    ("vector",): _lengths((3,)),
}
_NUMERIC = ("tinyint", "smallint", "mediumint", "int", "bigint", "decimal", "float", "double")


@st.composite
def types(draw: st.DrawFn) -> ColumnType:
    """A type of a column, canonical."""
    if draw(st.integers(0, 9)) == 0:
        members = tuples(TEXTS.map(lambda text: text.rstrip(" ")), 1, 3)
        return ColumnType(draw(st.sampled_from(["enum", "set"])), values=draw(members))
    names, lengths = draw(st.sampled_from(list(_TYPES.items())))
    name = draw(st.sampled_from(names))
    zerofill = name in _NUMERIC and draw(flags())
    unsigned = zerofill or (name in _NUMERIC and draw(st.booleans()))
    return ColumnType(name, draw(lengths), unsigned, zerofill)


def defaults(column_type: ColumnType) -> SearchStrategy[Default]:
    """A default that suits a type."""
    expressions = st.builds(Default, st.just("expression"), EXPRESSIONS)
    if column_type.name == "bit":
        values = st.integers(0, 255).map(lambda number: f"b'{number:b}'")
    elif column_type.name in _NUMERIC:
        values = NUMBERS
    elif column_type.name in {"timestamp", "datetime"}:
        values = st.just("2020-01-02 03:04:05")
        expressions = st.just(Default("expression", "current_timestamp()")) | expressions
    else:
        values = TEXTS
    return st.just(NULL_DEFAULT) | st.builds(Default, st.just("literal"), values) | expressions


_COLUMN_OPTIONS = {
    "column_format": st.sampled_from(["dynamic", "fixed"]),
    "storage": st.sampled_from(["disk", "memory"]),
    "srid": st.just("4326"),
    "compressed": st.sampled_from(["", "zlib"]),
    "without_system_versioning": st.just(""),
    "engine_attribute": st.just('{"a": 1}'),
    "field_length": TEXTS,
}


def checks(names: SearchStrategy[str] = NAMES_OR_NONE) -> SearchStrategy[catalog.Check]:
    """A check constraint."""
    return st.builds(catalog.Check, names, EXPRESSIONS, st.booleans())


@st.composite
def columns(draw: st.DrawFn, names: SearchStrategy[str] = NAMES) -> catalog.Column:
    """A column as written."""
    column_type = draw(types())
    charset, collation = draw(CHARSETS) if column_type.has_charset and draw(st.booleans()) else (None, None)
    generated = draw(st.builds(Generated, EXPRESSIONS, st.booleans())) if draw(flags()) else None
    is_moment = column_type.name in {"timestamp", "datetime"} and generated is None
    plain = draw(st.booleans())
    return catalog.Column(
        draw(names),
        column_type,
        draw(st.none() | (st.booleans() if generated is None else st.just(False))),
        draw(st.none() | defaults(column_type)) if generated is None else None,
        draw(st.sampled_from([None, "current_timestamp()", "current_timestamp(3)"])) if is_moment else None,
        generated,
        column_type.is_integer and generated is None and draw(flags()),
        charset,
        collation,
        draw(TEXTS),
        not plain and draw(flags()),
        () if plain else draw(tuples(checks(), 0, 1)),
        () if plain else draw(pairs(_COLUMN_OPTIONS)),
    )


# Keys.

PARTS = st.one_of(
    st.builds(IndexPart, NAMES, st.none() | st.integers(1, 99), st.booleans()),
    st.builds(lambda text, down: IndexPart("", None, down, text), EXPRESSIONS, st.booleans()),
)
_INDEX_OPTIONS = {
    IndexKind.FULLTEXT: {"parser": st.just("ngram")},
    IndexKind.VECTOR: {"m": st.just("8"), "distance": st.sampled_from(["cosine", "euclidean"])},
}


@st.composite
def indexes(draw: st.DrawFn, names: SearchStrategy[str] = NAMES_OR_NONE) -> catalog.Index:
    """An index as written."""
    kind = draw(st.sampled_from(IndexKind))
    parts = PARTS if kind in (IndexKind.PLAIN, IndexKind.UNIQUE) else st.builds(IndexPart, NAMES)
    options = _INDEX_OPTIONS.get(kind, {"key_block_size": st.just("8")})
    return catalog.Index(
        "PRIMARY" if kind is IndexKind.PRIMARY else draw(names),
        kind,
        draw(tuples(parts, 1, 3)),
        draw(TEXTS),
        not draw(flags()),
        draw(st.sampled_from(["", "", "btree", "hash"])),
        draw(pairs(options, 2)),
    )


_ACTIONS = st.sampled_from(["", "CASCADE", "SET NULL", "SET DEFAULT", "RESTRICT", "NO ACTION"])


@st.composite
def foreign_keys(draw: st.DrawFn) -> catalog.ForeignKey:
    """A foreign key as written."""
    count = draw(st.integers(1, 2))
    return catalog.ForeignKey(
        draw(NAMES | st.just("")),
        draw(tuples(NAMES, count, count)),
        draw(NAMES),
        draw(tuples(NAMES, count, count)),
        draw(st.none() | NAMES),
        draw(_ACTIONS),
        draw(_ACTIONS),
        draw(st.sampled_from(["", "", "FULL", "SIMPLE"])),
        draw(st.just("") | NAMES),
    )


# Tables.

_TABLE_OPTIONS = {
    "row_format": st.sampled_from(["dynamic", "compressed", "compact"]),
    "key_block_size": st.sampled_from(["1", "8"]),
    "stats_persistent": st.sampled_from(["0", "1", "default"]),
    "max_rows": st.just("100"),
    "connection": TEXTS,
    "data_directory": st.just("/x"),
    "tablespace": NAMES,
    "union": st.just("`a`,`b`.`c`"),
    "page_compressed": st.just("1"),
    "my_option": TEXTS.filter(lambda text: text != text.lower() or " " in text),
}
_ENGINES = st.sampled_from([None, "InnoDB", "MyISAM", "MEMORY", "Aria"])


@st.composite
def table_options(draw: st.DrawFn) -> TableOptions:
    """Options that an ALTER TABLE names: at least one."""
    charset, collation = draw(CHARSETS)
    engine, comment = draw(_ENGINES), draw(st.none() | TEXTS)
    return TableOptions(
        engine, charset, collation, comment, draw(st.none() | st.integers(1, 99)), draw(pairs(_TABLE_OPTIONS))
    )


_RANGES = st.integers(-9, 99).map(lambda number: f"LESS THAN ({number})") | st.just("LESS THAN MAXVALUE")
_LISTS = tuples(st.integers(0, 99), 1, 3).map(lambda numbers: f"IN ({','.join(map(str, numbers))})")
_PARTITION_OPTIONS = {"engine": st.just("InnoDB"), "comment": TEXTS, "max_rows": st.just("9"), "tablespace": NAMES}


def partitions(values: SearchStrategy[str]) -> SearchStrategy[catalog.Partition]:
    """A partition with such values."""
    return st.builds(catalog.Partition, NAMES, values, pairs(_PARTITION_OPTIONS))


_COLUMN_LISTS = tuples(NAMES, 1, 2).map(lambda names: ",".join(map(quote, names)))
PARTITIONINGS = st.one_of(
    st.builds(
        catalog.Partitioning,
        st.sampled_from(["HASH", "LINEAR HASH"]),
        EXPRESSIONS,
        st.none() | st.integers(1, 8),
    ),
    st.builds(
        lambda columns, count, options: catalog.Partitioning("KEY", columns, count, options=options),
        st.just("") | _COLUMN_LISTS,
        st.none() | st.integers(1, 8),
        pairs({"algorithm": st.sampled_from("12")}),
    ),
    st.builds(
        lambda text, items, sub: catalog.Partitioning("RANGE", text, None, items, *sub),
        EXPRESSIONS,
        tuples(partitions(_RANGES), 1, 3),
        st.just(("", "", None)) | st.tuples(st.just("HASH"), EXPRESSIONS, st.integers(1, 4)),
    ),
    st.builds(
        lambda text, items: catalog.Partitioning("LIST COLUMNS", text, None, items),
        _COLUMN_LISTS,
        tuples(partitions(_LISTS), 1, 3),
    ),
)


@st.composite
def tables(draw: st.DrawFn, *, min_columns: int = 1) -> catalog.Table:
    """A table as written."""
    charset, collation = draw(CHARSETS)
    others = draw(pairs({**_TABLE_OPTIONS, "system_versioning": st.just("yes")}))
    period = (("period_for_system_time", "`a`,`b`"),) if draw(flags()) and min_columns else ()
    return catalog.Table(
        draw(NAMES),
        draw(tuples(columns(), min_columns, 4)),
        draw(tuples(indexes(), 0, 3)),
        draw(tuples(foreign_keys(), 0, 2)),
        draw(tuples(checks(), 0, 2)),
        draw(_ENGINES),
        charset,
        collation,
        draw(TEXTS),
        tuple(sorted(others + period)),
        draw(st.none() | PARTITIONINGS),
        draw(st.none() | st.integers(1, 99)),
    )


# Actions and changes.

POSITIONS = st.none() | st.just(Position()) | st.builds(Position, NAMES)


def _change_column(
    before: str, column: catalog.Column, position: Position | None, if_exists: bool, is_modify: bool
) -> Any:
    return changes.ChangeColumn(column.name if is_modify else before, column, position, if_exists, is_modify)


ACTIONS: dict[str, SearchStrategy[changes.TableAction]] = {
    "AddColumn": st.builds(changes.AddColumn, columns(), POSITIONS, flags()),
    "DropColumn": st.builds(changes.DropColumn, NAMES, flags()),
    "ChangeColumn": st.builds(_change_column, NAMES, columns(), POSITIONS, flags(), st.booleans()),
    "SetDefault": st.builds(
        changes.SetDefault,
        NAMES,
        types().filter(lambda kind: kind.name != "bit").flatmap(defaults),
        flags(),
    ),
    "DropDefault": st.builds(changes.DropDefault, NAMES, flags()),
    "SetColumnVisibility": st.builds(changes.SetColumnVisibility, NAMES, st.booleans()),
    "RenameColumn": st.builds(changes.RenameColumn, NAMES, NAMES, flags()),
    "AddIndex": st.builds(changes.AddIndex, indexes(), flags()),
    "DropIndex": st.builds(changes.DropIndex, NAMES | st.just("PRIMARY"), flags()),
    "RenameIndex": st.builds(changes.RenameIndex, NAMES, NAMES, flags()),
    "SetIndexVisibility": st.builds(changes.SetIndexVisibility, NAMES, st.booleans(), flags()),
    "AddForeignKey": st.builds(changes.AddForeignKey, foreign_keys(), flags()),
    "DropForeignKey": st.builds(changes.DropForeignKey, NAMES, flags()),
    "AddCheck": st.builds(changes.AddCheck, checks()) | st.builds(changes.AddCheck, checks(NAMES), st.just(True)),
    "AlterCheck": st.builds(changes.AlterCheck, NAMES, st.booleans()),
    "DropConstraint": st.builds(changes.DropConstraint, NAMES, flags(), flags()),
    "RenameTo": st.builds(changes.RenameTo, OBJECT_NAMES),
    "SetOptions": st.builds(changes.SetOptions, table_options().filter(lambda options: options != TableOptions())),
    "ConvertCharset": st.just(changes.ConvertCharset(None))
    | st.builds(changes.ConvertCharset, st.just("utf8mb4"), st.none() | st.just("utf8mb4_bin")),
    "OtherAction": st.sampled_from(["FORCE", "DISABLE KEYS", "DISCARD TABLESPACE"]).map(changes.OtherAction),
}
LONE_ACTIONS: dict[str, SearchStrategy[changes.TableAction]] = {
    "AddPartitions": st.builds(changes.AddPartitions, tuples(partitions(_RANGES), 1, 2), st.none(), flags())
    | st.builds(changes.AddPartitions, st.just(()), st.integers(1, 9), flags()),
    "DropPartitions": st.builds(changes.DropPartitions, tuples(NAMES, 1, 2), st.none(), flags())
    | st.builds(changes.DropPartitions, st.just(()), st.integers(1, 9)),
    "ReorganizePartitions": st.builds(
        changes.ReorganizePartitions, tuples(NAMES, 1, 2), tuples(partitions(_LISTS), 1, 2)
    ),
}
"""What an ALTER TABLE does alone."""

PARTITION_ACTIONS: dict[str, SearchStrategy[changes.TableAction]] = {
    "SetPartitioning": st.builds(changes.SetPartitioning, PARTITIONINGS),
    "RemovePartitioning": st.just(changes.RemovePartitioning()),
}


_SEVERAL_ACTIONS = tuples(st.one_of(*ACTIONS.values()), 0, 3)
_LONE_ACTION = st.tuples(st.one_of(*LONE_ACTIONS.values()))


@st.composite
def alter_tables(draw: st.DrawFn) -> changes.AlterTable:
    """An ALTER TABLE; what PARTITION BY says comes last."""
    actions = draw(_LONE_ACTION if draw(flags()) else _SEVERAL_ACTIONS)
    last = draw(tuples(st.one_of(*PARTITION_ACTIONS.values()), 0, 1)) if draw(flags()) else ()
    return changes.AlterTable(
        draw(OBJECT_NAMES),
        actions + last,
        draw(flags()),
        draw(flags()),
        draw(st.sampled_from(["", "", "copy", "inplace", "instant", "default"])),
        draw(st.sampled_from(["", "", "none", "shared", "exclusive"])),
    )
