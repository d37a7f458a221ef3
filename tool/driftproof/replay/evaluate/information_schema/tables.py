"""SCHEMATA, TABLES, VIEWS, PARTITIONS, ENGINES and COLLATION_CHARACTER_SET_APPLICABILITY."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from driftproof.model.catalog import Partition, Schema, Table, View
from driftproof.model.flavor import Flavor, charset_of
from driftproof.model.names import fold
from driftproof.replay.evaluate.information_schema import names
from driftproof.replay.evaluate.information_schema.table import (
    SERVER_SCHEMAS,
    Filters,
    Getter,
    VirtualTable,
    build,
    constant,
    schemas,
    tables,
    views,
)
from driftproof.replay.evaluate.values import Datum, Unknown
from driftproof.replay.state import State


def _schemata(flavor: Flavor) -> VirtualTable:
    getters: dict[str, Getter] = {
        "catalog_name": constant("def"),
        "schema_name": lambda schema: schema.name,
        "default_character_set_name": lambda schema: schema.charset,
        "default_collation_name": lambda schema: schema.collation,
        "sql_path": constant(None),
        "schema_comment": constant(""),
        "default_encryption": constant("NO"),
    }
    columns = f"{names.SCHEMATA} {names.choose(flavor, 'SCHEMA_COMMENT', 'DEFAULT_ENCRYPTION')}"
    return build(columns, getters, (_scan_schemata, "schema_name"), flavor, names.SCHEMATA_BLIND)


def _scan_schemata(state: State, filters: Filters) -> Iterator[Schema]:
    wanted = filters.get("schema_name")
    if wanted is None or fold(wanted) not in SERVER_SCHEMAS:
        yield from schemas(state, filters, "schema_name")
    for name in sorted(SERVER_SCHEMAS):
        if wanted is None or fold(wanted) == name:
            yield Schema(name, "utf8mb3", "utf8mb3_general_ci")


Found = tuple[Schema, Table | View | str]


def _table(row: Found) -> Table | None:
    return row[1] if isinstance(row[1], Table) else None


def _of_table(read: Callable[[Table], Datum]) -> Getter:
    """Return a getter that is NULL for anything but a base table."""

    def getter(row: Any) -> Datum:
        table = _table(row)
        return None if table is None else read(table)

    return getter


def _kind(row: Found) -> Datum:
    if isinstance(row[1], Table):
        versioned = any(name in {"system_versioning", "with_system_versioning"} for name, _ in row[1].options)
        return "SYSTEM VERSIONED" if versioned else "BASE TABLE"
    return "VIEW" if isinstance(row[1], View) else "SEQUENCE"


def _row_format(table: Table) -> Datum:
    if (table.engine or "").upper() != "INNODB":
        return Unknown(f"ROW_FORMAT under {table.engine}")
    chosen = next((value for name, value in table.options if name == "row_format"), "")
    return chosen.capitalize() if chosen and chosen.lower() != "default" else "Dynamic"


def _auto_increment(table: Table) -> Datum:
    if not any(column.auto_increment for column in table.columns):
        return None
    return Unknown("the next AUTO_INCREMENT value")


def _options(table: Table) -> Datum:
    shown = [f"{name}={value.upper() if name == 'row_format' else value}" for name, value in table.options]
    if table.partitioning is not None:
        shown.append("partitioned")
    return " ".join(shown)


def _tables(flavor: Flavor) -> VirtualTable:
    size = Unknown("sizes of tables")
    rows = Unknown("TABLE_ROWS is an estimate")
    getters: dict[str, Getter] = {
        "table_catalog": constant("def"),
        "table_schema": lambda row: row[0].name,
        "table_name": lambda row: row[1] if isinstance(row[1], str) else row[1].name,
        "table_type": _kind,
        "engine": _of_table(lambda table: table.engine),
        "version": constant(10),
        "row_format": _of_table(_row_format),
        "auto_increment": _of_table(_auto_increment),
        "update_time": constant(Unknown("UPDATE_TIME")),
        "check_time": constant(None),
        "checksum": constant(None),
        "table_collation": _of_table(lambda table: table.collation),
        "create_options": _of_table(_options),
        "table_comment": lambda row: "VIEW" if isinstance(row[1], View) else getattr(row[1], "comment", ""),
        "temporary": _of_table(lambda table: "N"),
        "table_rows": _of_table(lambda table: rows),
        **{
            name: _of_table(lambda table: size)
            for name in ("avg_row_length", "data_length", "max_data_length", "index_length", "data_free")
        },
    }
    columns = names.TABLES + names.choose(flavor, " MAX_INDEX_LENGTH TEMPORARY", "")
    return build(columns, getters, (_scan_tables, "table_schema table_name"), flavor, names.TABLES_BLIND)


def _scan_tables(state: State, filters: Filters) -> Iterator[Found]:
    yield from tables(state, filters)
    yield from views(state, filters)
    wanted, key = filters.get("table_name"), state.catalog.rules.key
    for schema in schemas(state, filters, "table_schema"):
        for name, sequence in schema.sequences.items():
            if wanted is None or key(wanted) == name:
                yield schema, sequence.name


def _qualified(text: str) -> Datum:
    return text if text else Unknown("the text of a view")


def _views(flavor: Flavor) -> VirtualTable:
    getters: dict[str, Getter] = {
        "table_catalog": constant("def"),
        "table_schema": lambda row: row[0].name,
        "table_name": lambda row: row[1].name,
        "view_definition": lambda row: _qualified(row[1].query),
        "check_option": lambda row: row[1].check_option or "NONE",
        "is_updatable": constant(Unknown("IS_UPDATABLE of a view")),
        "definer": lambda row: row[1].definer.replace("`", "").replace("'", "") or "root@%",
        "security_type": lambda row: row[1].security,
        "algorithm": lambda row: row[1].algorithm,
    }
    columns = names.VIEWS + names.choose(flavor, " ALGORITHM", "")
    return build(columns, getters, (views, "table_schema table_name"), flavor, names.VIEWS_BLIND)


Part = tuple[Schema, Table | View, Partition | None, int, Partition | None, int]


def _partitions(flavor: Flavor) -> VirtualTable:
    def method(read: Callable[[Any], Datum]) -> Getter:
        return lambda row: None if row[2] is None else read(row[1].partitioning)

    getters: dict[str, Getter] = {
        "table_catalog": constant("def"),
        "table_schema": lambda row: row[0].name,
        "table_name": lambda row: row[1].name,
        "partition_name": lambda row: row[2].name if row[2] else None,
        "subpartition_name": lambda row: row[4].name if row[4] else None,
        "partition_ordinal_position": lambda row: row[3] if row[2] else None,
        "subpartition_ordinal_position": lambda row: row[5] if row[4] else None,
        "partition_method": method(lambda partitioning: partitioning.method),
        "subpartition_method": method(lambda partitioning: partitioning.sub_method or None),
        "partition_expression": method(lambda partitioning: partitioning.expression),
        "subpartition_expression": method(lambda partitioning: partitioning.sub_expression or None),
        "partition_description": lambda row: _description(row[2]) if row[2] else None,
        "partition_comment": lambda row: dict(row[2].options).get("comment", "") if row[2] else "",
    }
    columns = names.choose(flavor, names.PARTITIONS_MARIADB, names.PARTITIONS_MYSQL)
    return build(columns, getters, (_scan_partitions, "table_schema table_name"), flavor, names.PARTITIONS_BLIND)


def _description(partition: Partition) -> Datum:
    text = partition.values
    if not text:
        return None
    start = text.find("(")
    return text[start + 1 : text.rfind(")")] if start >= 0 else text.split()[-1]


def _scan_partitions(state: State, filters: Filters) -> Iterator[Part]:
    for schema, table in tables(state, filters):
        partitioning = table.partitioning
        if partitioning is None:
            yield schema, table, None, 0, None, 0
            continue
        for place, partition in enumerate(partitioning.every, 1):
            for below, inner in enumerate(partition.subpartitions, 1):
                yield schema, table, partition, place, inner, below
            if not partition.subpartitions:
                yield schema, table, partition, place, None, 0
    if not state.catalog.flavor.is_mariadb:
        for schema, view in views(state, filters):
            yield schema, view, None, 0, None, 0


_ENGINES = (
    ("InnoDB", "DEFAULT"),
    ("MyISAM", "YES"),
    ("MEMORY", "YES"),
    ("CSV", "YES"),
    ("MRG_MyISAM", "YES"),
    ("PERFORMANCE_SCHEMA", "YES"),
)
_MARIADB_ENGINES = (("Aria", "YES"), ("SEQUENCE", "YES"))
_MYSQL_ENGINES = (("ARCHIVE", "YES"), ("BLACKHOLE", "YES"), ("FEDERATED", "NO"))


def _engines(flavor: Flavor) -> VirtualTable:
    rows = _ENGINES + (_MARIADB_ENGINES if flavor.is_mariadb else _MYSQL_ENGINES)
    getters: dict[str, Getter] = {"engine": lambda row: row[0], "support": lambda row: row[1]}
    columns = "ENGINE SUPPORT COMMENT TRANSACTIONS XA SAVEPOINTS"
    return build(columns, getters, (lambda state, filters: rows, ""), flavor, frozenset({"engine", "support"}))


def _collations(flavor: Flavor) -> VirtualTable:
    """COLLATION_CHARACTER_SET_APPLICABILITY, with the collations that the catalog uses: what a join looks up."""
    short = flavor.at_least(mariadb=(10, 10))
    getters: dict[str, Getter] = {
        "collation_name": lambda name: name[name.index("uca1400") :] if short and "_uca1400" in name else name,
        "character_set_name": charset_of,
        "full_collation_name": lambda name: name,
    }
    columns = "COLLATION_NAME CHARACTER_SET_NAME" + (" FULL_COLLATION_NAME ID IS_DEFAULT" if short else "")
    blind = frozenset({"collation_name", "character_set_name"})
    return build(columns, getters, (lambda state, filters: _used_collations(state), ""), flavor, blind)


def _used_collations(state: State) -> list[str]:
    found = {state.session.settings.collation}
    for schema in state.catalog.schemas.values():
        found.add(schema.collation)
        for table in schema.tables.values():
            found.update(column.collation for column in table.columns if column.collation)
            found.update([table.collation] if table.collation else [])
    return sorted(found)


TABLES: dict[str, Callable[[Flavor], VirtualTable]] = {
    "schemata": _schemata,
    "tables": _tables,
    "views": _views,
    "partitions": _partitions,
    "engines": _engines,
    "collation_character_set_applicability": _collations,
}
