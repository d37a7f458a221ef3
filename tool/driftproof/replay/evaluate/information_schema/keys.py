"""STATISTICS, KEY_COLUMN_USAGE, TABLE_CONSTRAINTS, REFERENTIAL_CONSTRAINTS and CHECK_CONSTRAINTS."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from driftproof.model.catalog import Check, ForeignKey, Index, IndexKind, IndexPart, Schema, Table
from driftproof.model.flavor import Flavor
from driftproof.model.names import fold
from driftproof.replay.evaluate.information_schema import names
from driftproof.replay.evaluate.information_schema.table import Filters, Getter, VirtualTable, build, constant, tables
from driftproof.replay.evaluate.values import Datum, Unknown
from driftproof.replay.state import State

_TYPES = {IndexKind.FULLTEXT: "FULLTEXT", IndexKind.SPATIAL: "SPATIAL", IndexKind.VECTOR: "VECTOR"}
_CONSTRAINT_KEYS = "table_schema table_name constraint_schema constraint_name"

Part = tuple[Schema, Table, Index, int, IndexPart]


def _statistics(flavor: Flavor) -> VirtualTable:
    getters: dict[str, Getter] = {
        "table_catalog": constant("def"),
        "table_schema": lambda row: row[0].name,
        "table_name": lambda row: row[1].name,
        "non_unique": lambda row: 0 if row[2].is_unique else 1,
        "index_schema": lambda row: row[0].name,
        "index_name": lambda row: row[2].name,
        "seq_in_index": lambda row: row[3],
        "column_name": lambda row: _column_name(row[1], row[4]),
        "collation": lambda row: _direction(row[1], row[2], row[4]),
        "cardinality": constant(Unknown("CARDINALITY is an estimate")),
        "sub_part": lambda row: row[4].length,
        "packed": constant(None),
        "nullable": lambda row: _nullable(row[1], row[4]),
        "index_type": lambda row: _index_type(row[1], row[2]),
        "comment": constant(""),
        "index_comment": lambda row: row[2].comment,
        "ignored": lambda row: "NO" if row[2].visible else "YES",
        "is_visible": lambda row: "YES" if row[2].visible else "NO",
        "expression": lambda row: row[4].expression,
    }
    columns = names.STATISTICS
    if flavor.at_least(mariadb=(10, 6)):
        columns += " IGNORED"
    elif not flavor.is_mariadb:
        columns += " IS_VISIBLE EXPRESSION" if flavor.at_least(mysql=(8, 0, 13)) else ""
    keys = "table_schema table_name index_name"
    return build(columns, getters, (_scan_statistics, keys), flavor, names.STATISTICS_BLIND)


def _index_type(table: Table, index: Index) -> str:
    default = "HASH" if (table.engine or "").upper() == "MEMORY" else "BTREE"
    return _TYPES.get(index.kind) or index.algorithm.upper() or default


def _direction(table: Table, index: Index, part: IndexPart) -> Datum:
    if _index_type(table, index) in {"FULLTEXT", "HASH"}:
        return None
    return "D" if part.descending else "A"


def _column_name(table: Table, part: IndexPart) -> Datum:
    if part.expression is not None:
        return None
    column = table.column(part.column)
    return column.name if column else part.column


def _nullable(table: Table, part: IndexPart) -> Datum:
    column = table.column(part.column) if part.expression is None else None
    return "" if column is not None and column.nullable is False else "YES"


def _scan_statistics(state: State, filters: Filters) -> Iterator[Part]:
    wanted = filters.get("index_name")
    key = None if wanted is None else fold(wanted.rstrip(" "))
    sort = not state.catalog.flavor.is_mariadb
    for schema, table in tables(state, filters):
        indexes = sorted(table.indexes, key=lambda index: fold(index.name)) if sort else table.indexes
        for index in (one for one in indexes if key is None or fold(one.name) == key):
            for place, part in enumerate(index.parts, 1):
                yield schema, table, index, place, part


Usage = tuple[Schema, Table, str, str, int, ForeignKey | None]


def _key_column_usage(flavor: Flavor) -> VirtualTable:
    def of_key(read: Callable[[ForeignKey, Usage], Datum]) -> Getter:
        return lambda row: None if row[5] is None else read(row[5], row)

    getters: dict[str, Getter] = {
        "constraint_catalog": constant("def"),
        "constraint_schema": lambda row: row[0].name,
        "constraint_name": lambda row: row[2],
        "table_catalog": constant("def"),
        "table_schema": lambda row: row[0].name,
        "table_name": lambda row: row[1].name,
        "column_name": lambda row: row[3],
        "ordinal_position": lambda row: row[4],
        "position_in_unique_constraint": of_key(lambda key, row: row[4]),
        "referenced_table_schema": of_key(lambda key, row: key.referenced_schema or row[0].name),
        "referenced_table_name": of_key(lambda key, row: key.referenced_table),
        "referenced_column_name": of_key(lambda key, row: key.referenced_columns[row[4] - 1]),
    }
    return build(names.KEY_COLUMN_USAGE, getters, (_scan_usage, _CONSTRAINT_KEYS), flavor, names.KEY_COLUMN_USAGE_BLIND)


def _constrained(state: State, filters: Filters) -> Iterator[tuple[Schema, Table]]:
    """Yield the tables left by table_schema, or by constraint_schema, which is always the same."""
    column = "table_schema" if "table_schema" in filters else "constraint_schema"
    return tables(state, filters, column)


def _wanted(filters: Filters, name: str) -> bool:
    wanted = filters.get("constraint_name")
    return wanted is None or fold(wanted.rstrip(" ")) == fold(name)


def _scan_usage(state: State, filters: Filters) -> Iterator[Usage]:
    for schema, table in _constrained(state, filters):
        for index in (one for one in table.indexes if one.is_unique and _wanted(filters, one.name)):
            places = [(place, part.column) for place, part in enumerate(index.parts, 1) if part.expression is None]
            yield from ((schema, table, index.name, column, place, None) for place, column in places)
        for key in (one for one in table.foreign_keys if _wanted(filters, one.name)):
            for place, column in enumerate(key.columns, 1):
                yield schema, table, key.name, column, place, key


Constraint = tuple[Schema, Table, str, str, bool]


def _table_constraints(flavor: Flavor) -> VirtualTable:
    getters: dict[str, Getter] = {
        "constraint_catalog": constant("def"),
        "constraint_schema": lambda row: row[0].name,
        "constraint_name": lambda row: row[2],
        "table_schema": lambda row: row[0].name,
        "table_name": lambda row: row[1].name,
        "constraint_type": lambda row: row[3],
        "enforced": lambda row: "YES" if row[4] else "NO",
    }
    columns = names.TABLE_CONSTRAINTS + (" ENFORCED" if flavor.at_least(mysql=(8, 0, 16)) else "")
    return build(columns, getters, (_scan_constraints, _CONSTRAINT_KEYS), flavor, names.CONSTRAINTS_BLIND)


def _checks(table: Table) -> Iterator[tuple[Check, str]]:
    """Yield the checks of a table, each with its level; a column's own check is called by its column's name."""
    for column in table.columns:
        for check in column.checks:
            yield Check(check.name or column.name, check.expression, check.enforced), "Column"
    for check in table.checks:
        yield check, "Table"


def _scan_constraints(state: State, filters: Filters) -> Iterator[Constraint]:
    for schema, table in _constrained(state, filters):
        for index in table.indexes:
            if index.is_unique and _wanted(filters, index.name):
                kind = "PRIMARY KEY" if index.kind is IndexKind.PRIMARY else "UNIQUE"
                yield schema, table, index.name, kind, True
        for key in table.foreign_keys:
            if _wanted(filters, key.name):
                yield schema, table, key.name, "FOREIGN KEY", True
        for check, _ in _checks(table):
            if _wanted(filters, check.name):
                yield schema, table, check.name, "CHECK", check.enforced


def _referential_constraints(flavor: Flavor) -> VirtualTable:
    def rule(text: str) -> str:
        if text and not (text == "RESTRICT" and not flavor.is_mariadb):
            return text
        return text or ("RESTRICT" if flavor.is_mariadb else "NO ACTION")

    getters: dict[str, Getter] = {
        "constraint_catalog": constant("def"),
        "constraint_schema": lambda row: row[0].name,
        "constraint_name": lambda row: row[2].name,
        "unique_constraint_catalog": constant("def"),
        "unique_constraint_schema": lambda row: row[2].referenced_schema or row[0].name,
        "unique_constraint_name": lambda row: row[3],
        "match_option": constant("NONE"),
        "update_rule": lambda row: rule(row[2].on_update),
        "delete_rule": lambda row: rule(row[2].on_delete),
        "table_name": lambda row: row[1].name,
        "referenced_table_name": lambda row: row[2].referenced_table,
    }
    keys = "constraint_schema table_name constraint_name"
    return build(names.REFERENTIAL_CONSTRAINTS, getters, (_scan_referential, keys), flavor, names.CONSTRAINTS_BLIND)


def _scan_referential(state: State, filters: Filters) -> Iterator[tuple[Schema, Table, ForeignKey, Datum]]:
    for schema, table in tables(state, filters, "constraint_schema"):
        for key in table.foreign_keys:
            if _wanted(filters, key.name):
                parent = state.catalog.table(key.referenced_schema or schema.name, key.referenced_table)
                yield schema, table, key, _unique_name(parent, key)


def _unique_name(parent: Table | None, key: ForeignKey) -> Datum:
    """Return the name of the unique key that a foreign key points at, or NULL."""
    if parent is None:
        return None
    wanted = [fold(column) for column in key.referenced_columns]
    for index in parent.indexes:
        if index.is_unique and [fold(column) for column in index.columns][: len(wanted)] == wanted:
            return index.name
    return None


def _check_constraints(flavor: Flavor) -> VirtualTable:
    getters: dict[str, Getter] = {
        "constraint_catalog": constant("def"),
        "constraint_schema": lambda row: row[0].name,
        "table_name": lambda row: row[1].name,
        "constraint_name": lambda row: row[2].name,
        "level": lambda row: row[3],
        "check_clause": lambda row: row[2].expression,
    }
    columns = names.choose(flavor, names.CHECKS_MARIADB, names.CHECKS_MYSQL)
    keys = "constraint_schema table_name constraint_name"
    return build(columns, getters, (_scan_checks, keys), flavor, names.CONSTRAINTS_BLIND)


def _scan_checks(state: State, filters: Filters) -> Iterator[tuple[Schema, Table, Check, str]]:
    for schema, table in tables(state, filters, "constraint_schema"):
        for check, level in _checks(table):
            if _wanted(filters, check.name):
                yield schema, table, check, level


TABLES: dict[str, Callable[[Flavor], VirtualTable]] = {
    "statistics": _statistics,
    "key_column_usage": _key_column_usage,
    "table_constraints": _table_constraints,
    "referential_constraints": _referential_constraints,
    "check_constraints": _check_constraints,
}
