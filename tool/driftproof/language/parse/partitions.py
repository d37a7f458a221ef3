"""Reading PARTITION BY, partition definitions and the partition actions of ALTER TABLE."""

from __future__ import annotations

from driftproof.language.cursor import Cursor
from driftproof.language.lex import TokenKind
from driftproof.language.parse.defaults import read_canonical, read_parenthesised
from driftproof.language.parse.names import read_name_list, read_names, read_object_name
from driftproof.language.parse.options import read_engine, read_option_value
from driftproof.language.write import write
from driftproof.model.catalog import Partition, Partitioning
from driftproof.model.changes import (
    AddPartitions,
    DropPartitions,
    OtherAction,
    RemovePartitioning,
    ReorganizePartitions,
    SetPartitioning,
    TableAction,
)
from driftproof.model.names import quote
from driftproof.model.syntax.expressions import Literal

_DATA_ACTIONS = ("ANALYZE", "CHECK", "OPTIMIZE", "REBUILD", "REPAIR", "TRUNCATE")
_TABLESPACE_ACTIONS = ("DISCARD", "IMPORT")


def read_partitioning(cursor: Cursor) -> Partitioning:
    """Read PARTITION BY to its end."""
    cursor.expect("PARTITION", "BY")
    method, expression, options = _read_method(cursor)
    count = _read_count(cursor, "PARTITIONS")
    sub_method, sub_expression, sub_count = "", "", None
    if cursor.accept("SUBPARTITION", "BY"):
        sub_method, sub_expression, sub_options = _read_method(cursor)
        options |= {f"sub_{name}": value for name, value in sub_options.items()}
        sub_count = _read_count(cursor, "SUBPARTITIONS")
    partitions = read_partition_list(cursor) if cursor.at("(") else ()
    return Partitioning(
        method,
        expression,
        None if partitions else count,
        partitions,
        sub_method,
        sub_expression,
        sub_count,
        tuple(sorted(options.items())),
    )


def read_partition_list(cursor: Cursor) -> tuple[Partition, ...]:
    """Read the definitions of partitions in parentheses."""
    cursor.expect("(")
    found = [_read_partition(cursor, "PARTITION")]
    while cursor.accept(","):
        found.append(_read_partition(cursor, "PARTITION"))
    cursor.expect(")")
    return tuple(found)


def at_partitioning(cursor: Cursor) -> bool:
    """Tell whether PARTITION BY or REMOVE PARTITIONING comes next, which no comma goes before."""
    return cursor.at("PARTITION", "BY") or cursor.at("REMOVE", "PARTITIONING")


def accept_partition_action(cursor: Cursor) -> TableAction | None:
    """Take an action on partitions if one comes next, else return None."""
    if cursor.at("PARTITION", "BY"):
        return SetPartitioning(read_partitioning(cursor))
    if cursor.accept("REMOVE", "PARTITIONING"):
        return RemovePartitioning()
    if cursor.accept("ADD", "PARTITION"):
        return _read_add(cursor)
    if cursor.accept("DROP", "PARTITION"):
        if_exists = cursor.accept("IF", "EXISTS")
        return DropPartitions(read_names(cursor), if_exists=if_exists)
    if cursor.accept("COALESCE", "PARTITION"):
        _accept_binlog(cursor)
        return DropPartitions(coalesce=cursor.expect_integer())
    if cursor.accept("REORGANIZE", "PARTITION"):
        return _read_reorganize(cursor)
    return _accept_data_action(cursor)


def _read_method(cursor: Cursor) -> tuple[str, str, dict[str, str]]:
    """Read the method with what it partitions by, and its options."""
    linear = "LINEAR " if cursor.accept("LINEAR") else ""
    method = cursor.accept_any("RANGE", "LIST", "HASH", "KEY", "SYSTEM_TIME")
    options: dict[str, str] = {}
    if method in {"RANGE", "LIST"} and cursor.accept("COLUMNS"):
        return f"{method} COLUMNS", _read_columns(cursor), options
    if method in {"RANGE", "LIST", "HASH"}:
        return linear + method, read_parenthesised(cursor), options
    if method == "KEY":
        if cursor.accept("ALGORITHM"):
            cursor.accept("=")
            options["algorithm"] = str(cursor.expect_integer())
        return linear + method, _read_columns(cursor), options
    if method == "SYSTEM_TIME":
        return method, "", _read_system_time(cursor)
    raise cursor.unreadable("RANGE, LIST, HASH, KEY or SYSTEM_TIME expected")


def _read_columns(cursor: Cursor) -> str:
    return ",".join(quote(name) for name in read_name_list(cursor))


def _read_system_time(cursor: Cursor) -> dict[str, str]:
    """Read INTERVAL, STARTS, LIMIT and AUTO of PARTITION BY SYSTEM_TIME (MariaDB)."""
    options: dict[str, str] = {}
    while True:
        if cursor.accept("INTERVAL"):
            amount = read_canonical(cursor)
            options["interval"] = f"{amount} {cursor.expect_word().upper()}"
        elif cursor.accept("STARTS"):
            options["starts"] = read_canonical(cursor)
        elif cursor.accept("LIMIT"):
            options["limit"] = str(cursor.expect_integer())
        elif cursor.accept("AUTO"):
            options["auto"] = ""
        else:
            return options


def _read_count(cursor: Cursor, word: str) -> int | None:
    return cursor.expect_integer() if cursor.accept(word) else None


def _read_partition(cursor: Cursor, word: str) -> Partition:
    """Read PARTITION or SUBPARTITION with its values, options and subpartitions."""
    cursor.expect(word)
    token = cursor.token
    name = cursor.expect_string() if token.kind is TokenKind.STRING else cursor.expect_name()
    values = _read_values(cursor)
    options = _read_partition_options(cursor)
    inner: list[Partition] = []
    if word == "PARTITION" and cursor.accept("("):
        inner.append(_read_partition(cursor, "SUBPARTITION"))
        while cursor.accept(","):
            inner.append(_read_partition(cursor, "SUBPARTITION"))
        cursor.expect(")")
    return Partition(name, values, options, tuple(inner))


def _read_values(cursor: Cursor) -> str:
    """Read the values of a partition, in canonical form and without the word VALUES."""
    if word := cursor.accept_any("HISTORY", "CURRENT", "DEFAULT"):
        return word
    if not cursor.accept("VALUES"):
        return ""
    if cursor.accept("IN"):
        if cursor.accept("DEFAULT"):
            return "DEFAULT"
        return f"IN ({_read_value_list(cursor)})"
    cursor.expect("LESS", "THAN")
    if cursor.accept("MAXVALUE"):
        return "LESS THAN MAXVALUE"
    text = _read_value_list(cursor)
    return "LESS THAN MAXVALUE" if text == "MAXVALUE" else f"LESS THAN ({text})"


def _read_value_list(cursor: Cursor) -> str:
    cursor.expect("(")
    values = [_read_value(cursor)]
    while cursor.accept(","):
        values.append(_read_value(cursor))
    cursor.expect(")")
    return ",".join(values)


def _read_value(cursor: Cursor) -> str:
    """Read MAXVALUE, a tuple of values, or an expression; a plain literal is written as servers show it."""
    if cursor.accept("MAXVALUE"):
        return "MAXVALUE"
    if cursor.accept("DEFAULT"):
        return "DEFAULT"
    if cursor.at("("):
        start = cursor.position
        inner = _read_value_list(cursor)
        if cursor.at_any((",", ")")):
            return f"({inner})"
        cursor.position = start
    if cursor.at_any(("TRUE", "FALSE")):
        return write(Literal("number", "1" if cursor.advance().upper == "TRUE" else "0"))
    return read_canonical(cursor)


def _read_partition_options(cursor: Cursor) -> tuple[tuple[str, str], ...]:
    options: dict[str, str] = {}
    while True:
        cursor.accept("STORAGE") if cursor.peek().upper == "ENGINE" else None
        if cursor.accept("ENGINE"):
            options["engine"] = read_engine(cursor)
        elif cursor.at_any(("DATA", "INDEX")) and cursor.peek().upper == "DIRECTORY":
            name = f"{cursor.advance().upper.lower()}_directory"
            cursor.advance()
            cursor.accept("=")
            options[name] = cursor.expect_string()
        elif word := cursor.accept_any("COMMENT", "MAX_ROWS", "MIN_ROWS", "TABLESPACE", "NODEGROUP"):
            cursor.accept("=")
            options[word.lower()] = read_option_value(cursor, word)
        else:
            return tuple(sorted(options.items()))


def _accept_binlog(cursor: Cursor) -> None:
    """Take NO_WRITE_TO_BINLOG or LOCAL, which say nothing of the schema."""
    cursor.accept_any("NO_WRITE_TO_BINLOG", "LOCAL")


def _read_add(cursor: Cursor) -> AddPartitions:
    if_not_exists = cursor.accept("IF", "NOT", "EXISTS")
    _accept_binlog(cursor)
    if cursor.accept("PARTITIONS"):
        return AddPartitions(count=cursor.expect_integer(), if_not_exists=if_not_exists)
    return AddPartitions(read_partition_list(cursor), if_not_exists=if_not_exists)


def _read_reorganize(cursor: Cursor) -> ReorganizePartitions:
    _accept_binlog(cursor)
    if not cursor.at_name:
        return ReorganizePartitions((), ())
    names = read_names(cursor)
    cursor.expect("INTO")
    return ReorganizePartitions(names, read_partition_list(cursor))


def _accept_data_action(cursor: Cursor) -> OtherAction | None:
    """Take an action that touches the rows of partitions and leaves their definition as it is."""
    if cursor.accept("EXCHANGE", "PARTITION"):
        name = quote(cursor.expect_name())
        cursor.expect("WITH", "TABLE")
        text = f"EXCHANGE PARTITION {name} WITH TABLE {read_object_name(cursor)}"
        if word := cursor.accept_any("WITH", "WITHOUT"):
            cursor.expect("VALIDATION")
            text += f" {word} VALIDATION"
        return OtherAction(text)
    words = (*_DATA_ACTIONS, *_TABLESPACE_ACTIONS)
    if cursor.peek().upper != "PARTITION" or not cursor.at_any(words):
        return None
    verb = cursor.advance().upper
    cursor.advance()
    _accept_binlog(cursor)
    names = "ALL" if cursor.accept("ALL") else ", ".join(quote(name) for name in read_names(cursor))
    text = f"{verb} PARTITION {names}"
    if verb in _TABLESPACE_ACTIONS:
        cursor.expect("TABLESPACE")
        text += " TABLESPACE"
    while cursor.at_any(("QUICK", "EXTENDED", "MEDIUM", "FAST", "CHANGED", "USE_FRM", "FOR")):
        word = cursor.advance().upper
        if word == "FOR":
            cursor.expect("UPGRADE")
            word = "FOR UPGRADE"
        text += f" {word}"
    return OtherAction(text)
