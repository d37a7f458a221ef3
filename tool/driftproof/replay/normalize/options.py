"""Table options as servers keep them."""

from __future__ import annotations

from dataclasses import replace

from driftproof.model.catalog import Table
from driftproof.replay.normalize.facts import Facts

_ENGINES = {
    name.lower(): name
    for name in (
        *("InnoDB", "MyISAM", "MEMORY", "CSV", "ARCHIVE", "BLACKHOLE", "FEDERATED", "MRG_MyISAM", "Aria", "SEQUENCE"),
        *("CONNECT", "SPIDER", "Mroonga", "ROCKSDB", "S3", "ColumnStore", "PERFORMANCE_SCHEMA", "NDBCLUSTER"),
    )
}
_ALIASES = {"heap": "MEMORY", "merge": "MRG_MyISAM", "ndb": "NDBCLUSTER"}
_DEFAULTS = frozenset({("row_format", "default"), ("stats_persistent", "default"), ("stats_auto_recalc", "default")})


def settle_options(table: Table, facts: Facts) -> Table:
    """Settle the engine's name, the default character set and collation, and the other options.

    Options that say DEFAULT are not kept.
    """
    charset, collation = facts.of_table(table)
    engine = engine_name(table.engine or "InnoDB")
    options = tuple(sorted({pair for pair in table.options if (pair[0], pair[1].lower()) not in _DEFAULTS}))
    if (engine, charset, collation, options) == (table.engine, table.charset, table.collation, table.options):
        return table
    return replace(table, engine=engine, charset=charset, collation=collation, options=options)


def engine_name(name: str) -> str:
    """Return the name of a storage engine as servers show it."""
    lowered = name.lower()
    return _ALIASES.get(lowered) or _ENGINES.get(lowered) or name
