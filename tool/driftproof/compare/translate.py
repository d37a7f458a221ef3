"""A catalog of one vendor in the words of the other: the same thing said differently.

MariaDB has JSON as LONGTEXT with a check (https://mariadb.com/kb/en/json-data-type/), shows widths of integers and
keeps checks on columns; MySQL has a JSON type, shows no widths since 8.0.19 and keeps all checks on the table. Each
has default collations that the other does not know.
"""

from __future__ import annotations

from dataclasses import replace

from driftproof.model.catalog import Catalog, Check, Column, ColumnType, Schema, Table
from driftproof.model.flavor import Flavor, default_collation
from driftproof.model.names import quote

_WIDTHS = {"tinyint": 4, "smallint": 6, "mediumint": 9, "int": 11, "bigint": 20}
_UNSIGNED_WIDTHS = {"tinyint": 3, "smallint": 5, "mediumint": 8, "int": 10, "bigint": 20}


def translate(catalog: Catalog, flavor: Flavor, like: Catalog | None = None) -> Catalog:
    """Return `catalog` as a server of `flavor` would have it; the same catalog where both say things alike.

    A default collation becomes that of the other server, unless the same object of `like` has the very one. A width
    that the server cannot show is the one that the same column of `like` has.
    """
    if catalog.flavor.vendor == flavor.vendor and _shows_widths(catalog.flavor) == _shows_widths(flavor):
        return catalog
    known = like.schemas if like else {}
    only = next(iter(known)) if len(known) == len(catalog.schemas) == 1 else ""
    schemas = {
        key: _schema(schema, catalog.flavor, flavor, known.get(only or key)) for key, schema in catalog.schemas.items()
    }
    return replace(catalog, flavor=flavor, schemas=schemas)


def _shows_widths(flavor: Flavor) -> bool:
    return flavor.is_mariadb or not flavor.at_least(mysql=(8, 0, 19))


def _schema(schema: Schema, source: Flavor, target: Flavor, like: Schema | None) -> Schema:
    tables = {}
    for key, table in schema.tables.items():
        twin = like.tables.get(key) if like else None
        translated = _table(table, source, target)
        tables[key] = _like_twin(translated, table, twin) if twin else translated
    if like is not None and like.collation == schema.collation:
        return replace(schema, tables=tables)
    collation = _collation(schema.charset, schema.collation, source, target)
    return replace(schema, collation=collation or schema.collation, tables=tables)


def _like_twin(translated: Table, original: Table, like: Table) -> Table:
    """Return a translated table with its own collations, and the other's widths, where the table like it allows."""
    columns = tuple(
        column if (twin := like.column(column.name)) is None else _like_column(column, own, twin)
        for column, own in zip(translated.columns, original.columns, strict=True)
    )
    collation = original.collation if original.collation == like.collation else translated.collation
    return replace(translated, columns=columns, collation=collation)


def _like_column(column: Column, original: Column, twin: Column) -> Column:
    if column.collation and twin.collation == original.collation:
        column = replace(column, collation=original.collation)
    is_unsaid = original.type.is_integer and not original.type.length and twin.type.length != column.type.length
    if is_unsaid and replace(twin.type, length=column.type.length) == column.type:
        column = replace(column, type=twin.type)
    return column


def _table(table: Table, source: Flavor, target: Flavor) -> Table:
    columns = tuple(_column(column, source, target) for column in table.columns)
    checks = table.checks
    if source.is_mariadb and not target.is_mariadb:
        moved = tuple(check for column in columns for check in column.checks)
        named = tuple(
            check if check.name else replace(check, name=f"{table.name}_chk_{number}")
            for number, check in enumerate(moved, len(checks) + 1)
        )
        checks += named
        columns = tuple(replace(column, checks=()) for column in columns)
    if not target.at_least(mysql=(8, 0, 16), mariadb=(10, 2, 1)):
        checks = ()  # read and forgotten by such a server
    collation = _collation(table.charset, table.collation, source, target)
    return replace(table, columns=columns, checks=checks, collation=collation)


def _column(column: Column, source: Flavor, target: Flavor) -> Column:
    kind = _type(column.type, target)
    if source.vendor == target.vendor:
        return replace(column, type=kind)
    is_valid = Check("", f"json_valid({quote(column.name)})")
    if kind.name == "json" and target.is_mariadb:
        checks = (*column.checks, is_valid)
        return replace(column, type=ColumnType("longtext"), charset="utf8mb4", collation="utf8mb4_bin", checks=checks)
    if kind.name == "longtext" and is_valid in column.checks and not target.is_mariadb:
        checks = tuple(check for check in column.checks if check != is_valid)
        return replace(column, type=ColumnType("json"), charset=None, collation=None, checks=checks)
    return replace(column, type=kind, collation=_collation(column.charset, column.collation, source, target))


def _type(kind: ColumnType, target: Flavor) -> ColumnType:
    """Return a type with the width that the target shows."""
    if kind.name == "year":
        return replace(kind, length=(4,) if _shows_widths(target) else ())
    if not kind.is_integer:
        return kind
    if _shows_widths(target):
        widths = _UNSIGNED_WIDTHS if kind.unsigned else _WIDTHS
        return kind if kind.length else replace(kind, length=(widths[kind.name],))
    keeps = kind.zerofill or (kind.name == "tinyint" and kind.length == (1,) and not kind.unsigned)
    return kind if keeps else replace(kind, length=())


def _collation(charset: str | None, collation: str | None, source: Flavor, target: Flavor) -> str | None:
    """Return the target's default collation for the source's, and any other as it is."""
    if charset is None or source.vendor == target.vendor:
        return collation
    return default_collation(charset, target) if collation == default_collation(charset, source) else collation
