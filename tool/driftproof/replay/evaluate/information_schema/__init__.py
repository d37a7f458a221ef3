"""The virtual tables of ``information_schema``, as each flavor shows them, computed from the catalog when asked.

Nothing is copied: a query walks over the catalog's own nouns, and a table and schema named by an equality are looked
up directly. Columns, their order and their collations were read from MariaDB 10.11, 11.8 and MySQL 9.7.
"""

from __future__ import annotations

from functools import lru_cache

from driftproof.model.flavor import Flavor
from driftproof.model.names import fold
from driftproof.replay.evaluate.information_schema import columns, keys, programs, tables
from driftproof.replay.evaluate.information_schema.names import OTHER_TABLES
from driftproof.replay.evaluate.information_schema.table import SERVER_SCHEMAS, VirtualTable

__all__ = ["SERVER_SCHEMAS", "VirtualTable", "find", "is_known"]


@lru_cache(maxsize=4096)
def find(schema: str, name: str, flavor: Flavor) -> VirtualTable | None:
    """Return the virtual table of that name on a server of this flavor, or None where none is modelled."""
    key = fold(name)
    if fold(schema) == "mysql":
        return programs.proc(flavor) if key == "proc" and flavor.is_mariadb else None
    if fold(schema) != "information_schema":
        return None
    maker = tables.TABLES.get(key) or columns.TABLES.get(key) or keys.TABLES.get(key) or programs.TABLES.get(key)
    return maker(flavor) if maker else None


def is_known(name: str, flavor: Flavor) -> bool:
    """Tell whether a server of this flavor has a table of that name in information_schema."""
    return fold(name) in OTHER_TABLES or find("information_schema", name, flavor) is not None
