"""Table options as servers keep them."""

from __future__ import annotations

from driftproof.model.catalog import Table
from driftproof.model.flavor import Flavor
from driftproof.model.replace import replace
from driftproof.replay.normalize.facts import Facts

_ENGINES = {
    name.lower(): name
    for name in (
        *("InnoDB", "MyISAM", "MEMORY", "CSV", "ARCHIVE", "BLACKHOLE", "FEDERATED", "MRG_MyISAM", "Aria", "SEQUENCE"),
        *("CONNECT", "SPIDER", "Mroonga", "ROCKSDB", "S3", "ColumnStore", "PERFORMANCE_SCHEMA", "NDBCLUSTER"),
    )
}
_MARIADB_ONLY = frozenset(
    {"aria", "sequence", "connect", "spider", "mroonga", "rocksdb", "s3", "columnstore"},
)
_ALIASES = {"heap": "MEMORY", "merge": "MRG_MyISAM", "ndb": "NDBCLUSTER"}
_DEFAULTS = frozenset(
    {
        ("row_format", "default"),
        ("stats_persistent", "default"),
        ("stats_auto_recalc", "default"),
        ("pack_keys", "default"),
        ("checksum", "0"),
        ("delay_key_write", "0"),
        ("key_block_size", "0"),
        ("avg_row_length", "0"),
        ("max_rows", "0"),
        ("min_rows", "0"),
        ("stats_sample_pages", "default"),
    }
)


def settle_options(table: Table, facts: Facts) -> Table:
    """Settle the engine's name, the default character set and collation, and the other options.

    Options that say what holds without them are not kept.
    """
    charset, collation = facts.of_table(table)
    engine = engine_name(table.engine or "InnoDB")
    kept = {pair for pair in table.options if (pair[0], pair[1].lower()) not in _DEFAULTS}
    if engine == "Aria" and not any(name == "page_checksum" for name, _ in kept):
        kept.add(("page_checksum", "1"))
    options = tuple(sorted(kept))
    if (engine, charset, collation, options) == (table.engine, table.charset, table.collation, table.options):
        return table
    return replace(table, engine=engine, charset=charset, collation=collation, options=options)


def has_engine(name: str, flavor: Flavor) -> bool:
    """Tell whether a server of this flavor knows a storage engine, as it is commonly built."""
    known = engine_name(name).lower()
    if known in _MARIADB_ONLY:
        return flavor.is_mariadb
    return known in _ENGINES and (known != "ndbcluster" or not flavor.is_mariadb)


def engine_name(name: str) -> str:
    """Return the name of a storage engine as servers show it."""
    lowered = name.lower()
    return _ALIASES.get(lowered) or _ENGINES.get(lowered) or name
