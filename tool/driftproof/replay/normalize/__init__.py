"""Bringing tables and functions to the one form that a server keeps.

Each rule is one server rewriting, a pure function of a noun and the facts around it. Rules may run in any order and
any number of times with the same result.
"""

from __future__ import annotations

from collections.abc import Callable

from driftproof.model.catalog import Catalog, Schema, Table
from driftproof.model.flavor import Flavor
from driftproof.model.replace import replace
from driftproof.replay.normalize.column_types import settle_columns
from driftproof.replay.normalize.comments import settle_comments
from driftproof.replay.normalize.constraints import settle_checks, settle_foreign_keys
from driftproof.replay.normalize.defaults import settle_defaults
from driftproof.replay.normalize.facts import Facts
from driftproof.replay.normalize.indexes import settle_indexes, sort_indexes
from driftproof.replay.normalize.options import settle_options
from driftproof.replay.normalize.partitions import settle_partitions
from driftproof.replay.normalize.routines import settle_function
from driftproof.replay.normalize.versioning import settle_versioning

__all__ = [
    "LATER_RULES",
    "RULES",
    "Facts",
    "normalize_catalog",
    "normalize_schema",
    "normalize_table",
    "settle_function",
]

Rule = Callable[[Table, Facts], Table]

LATER_RULES: tuple[Rule, ...] = (
    settle_defaults,
    settle_indexes,
    sort_indexes,
    settle_foreign_keys,
    settle_checks,
    settle_partitions,
    settle_versioning,
    settle_comments,
)
"""The rules that are left where options and columns are settled, as the checks of a definition need them."""

RULES: tuple[Rule, ...] = (settle_options, settle_columns, *LATER_RULES)


def normalize_table(table: Table, facts: Facts, rules: tuple[Rule, ...] = RULES) -> Table:
    """Return the table as the server keeps it; `facts` are those of its database."""
    for rule in rules:
        table = rule(table, facts)
    return table


def normalize_schema(schema: Schema, flavor: Flavor) -> Schema:
    """Return the database with all its tables and functions as the server keeps them."""
    facts = Facts(flavor, schema.charset, schema.collation)
    tables = {key: normalize_table(table, facts) for key, table in schema.tables.items()}
    functions = {key: settle_function(function, facts) for key, function in schema.functions.items()}
    return replace(schema, tables=tables, functions=functions)


def normalize_catalog(catalog: Catalog) -> Catalog:
    """Return the catalog with all its tables and functions as the server keeps them."""
    schemas = {key: normalize_schema(schema, catalog.flavor) for key, schema in catalog.schemas.items()}
    return replace(catalog, schemas=schemas)
