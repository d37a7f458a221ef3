"""Table options and partitions as SQL."""

from __future__ import annotations

from driftproof.compare.render.names import charset_name, collation_name, option_value
from driftproof.model.catalog import Partition, Partitioning
from driftproof.model.changes import TableOptions
from driftproof.model.flavor import Flavor
from driftproof.model.names import quote, quote_text

_PLAIN = frozenset(
    {
        "autoextend_size",
        "avg_row_length",
        "checksum",
        "compression",
        "connection",
        "delay_key_write",
        "encryption",
        "engine_attribute",
        "insert_method",
        "key_block_size",
        "max_rows",
        "min_rows",
        "pack_keys",
        "page_checksum",
        "password",
        "row_format",
        "secondary_engine",
        "secondary_engine_attribute",
        "sequence",
        "stats_auto_recalc",
        "stats_persistent",
        "stats_sample_pages",
        "storage",
        "tablespace",
        "transactional",
    }
)
_PERIODS = {"period_for_system_time": "PERIOD FOR SYSTEM_TIME ({})", "period": "PERIOD FOR {}"}
_PART_WORDS = frozenset({"HISTORY", "CURRENT", "DEFAULT"})


def render_options(options: TableOptions, flavor: Flavor) -> str:
    """Return table options with blanks between them; periods are elements of the table and left out."""
    words: list[str] = []
    if options.engine is not None:
        words.append(f"ENGINE={options.engine}")
    if options.auto_increment is not None:
        words.append(f"AUTO_INCREMENT={options.auto_increment}")
    if options.charset is not None:
        words.append(f"DEFAULT CHARSET={charset_name(options.charset, flavor)}")
    if options.collation is not None:
        words.append(f"COLLATE={collation_name(options.collation, flavor)}")
    if options.comment is not None:
        words.append(f"COMMENT={quote_text(options.comment)}")
    words += [_option(name, value) for name, value in options.others if name not in _PERIODS]
    return " ".join(words)


def render_periods(others: tuple[tuple[str, str], ...]) -> list[str]:
    """Return the periods of a table, as elements of its definition (MariaDB)."""
    return [_PERIODS[name].format(value) for name, value in others if name in _PERIODS and value]


def render_option_change(name: str, value: str) -> str | None:
    """Return the action of ALTER TABLE that sets an option which is no plain option there, or None for the others."""
    if name == "system_versioning":
        return "ADD SYSTEM VERSIONING" if value == "yes" else "DROP SYSTEM VERSIONING"
    if name in _PERIODS and value:
        return f"ADD {_PERIODS[name].format(value)}"
    if name == "drop_period":
        return f"DROP PERIOD FOR {quote(value)}"
    return "DROP PERIOD FOR SYSTEM_TIME" if name == "period_for_system_time" else None


def render_partitioning(partitioning: Partitioning) -> str:
    """Return PARTITION BY with all its partitions."""
    options = dict(partitioning.options)
    sub_options = {name.removeprefix("sub_"): options.pop(name) for name in list(options) if name.startswith("sub_")}
    words = [f"PARTITION BY {_method(partitioning.method, partitioning.expression, options)}"]
    if partitioning.count is not None:
        words.append(f"PARTITIONS {partitioning.count}")
    if partitioning.sub_method:
        sub_method = _method(partitioning.sub_method, partitioning.sub_expression, sub_options)
        words.append(f"SUBPARTITION BY {sub_method}")
    if partitioning.sub_count is not None:
        words.append(f"SUBPARTITIONS {partitioning.sub_count}")
    if partitioning.partitions:
        words.append(render_partitions(partitioning.partitions))
    return " ".join(words)


def render_partitions(partitions: tuple[Partition, ...]) -> str:
    """Return the definitions of partitions in parentheses."""
    return "(" + ", ".join(_partition(partition, "PARTITION") for partition in partitions) + ")"


def _option(name: str, value: str) -> str:
    if name == "system_versioning":
        return "WITH SYSTEM VERSIONING"
    if name == "union":
        return f"UNION=({value})"
    if name in {"data_directory", "index_directory"}:
        return f"{name.upper().replace('_', ' ')}={quote_text(value)}"
    shown = name.upper() if name in _PLAIN else quote(name)
    return f"{shown}={option_value(name, value)}"


def _method(method: str, expression: str, options: dict[str, str]) -> str:
    """Return the method with what it partitions by."""
    if method == "SYSTEM_TIME":
        words = [method]
        for name, word in (("interval", "INTERVAL"), ("starts", "STARTS"), ("limit", "LIMIT"), ("auto", "AUTO")):
            if name in options:
                words.append(f"{word} {options[name]}".rstrip())
        return " ".join(words)
    algorithm = f" ALGORITHM={options['algorithm']}" if "algorithm" in options else ""
    return f"{method}{algorithm} ({expression})"


def _partition(partition: Partition, word: str) -> str:
    words = [word, quote(partition.name)]
    if partition.values:
        words.append(partition.values if partition.values in _PART_WORDS else f"VALUES {partition.values}")
    for name, value in partition.options:
        shown = value if name == "engine" else option_value(name, value)
        words.append(f"{name.upper().replace('_DIRECTORY', ' DIRECTORY')} = {shown}")
    if partition.subpartitions:
        words.append("(" + ", ".join(_partition(inner, "SUBPARTITION") for inner in partition.subpartitions) + ")")
    return " ".join(words)
