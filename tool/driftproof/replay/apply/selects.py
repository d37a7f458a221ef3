"""CREATE TABLE … SELECT."""

from __future__ import annotations

from driftproof.model.catalog import Catalog, Column, Table
from driftproof.model.changes import CreateTableSelect
from driftproof.model.names import fold
from driftproof.model.replace import replace
from driftproof.replay.apply.columns import check_written
from driftproof.replay.apply.lookup import put_table
from driftproof.replay.apply.outcome import Refused, Scene
from driftproof.replay.apply.tables import after_drop, define, open_place
from driftproof.replay.apply.view_names import columns_of_query


def create_table_select(change: CreateTableSelect, scene: Scene) -> Catalog:
    """Return the catalog with a table of the columns written, then those of the query.

    A column of both keeps the written definition and stands where the query has it
    (https://dev.mysql.com/doc/refman/8.4/en/create-table-select.html), with the query's comment on MySQL (seen on
    9.7.4). Where the columns of the query are not known, the table is marked so.
    """
    check_written(change.table.columns, change.table.indexes, scene)
    query_scene = scene
    place = open_place(change.name, scene, if_not_exists=change.if_not_exists, or_replace=change.or_replace)
    if place is None:
        return scene.catalog
    scene, schema = place
    found, reason = columns_of_query(change.query, query_scene)
    stated = change.table if scene.is_mariadb else _commented(change.table, found)
    written = _with_columns(stated, found, reason)
    if not written.columns:
        table = replace(written, name=change.name.name)
    else:
        try:
            table = define(written, change.name, schema, scene)
        except Refused as refused:
            raise after_drop(refused, scene, or_replace=change.or_replace) from None
    return scene.catalog.with_schema(put_table(schema, scene.key(table.name), table))


def _commented(written: Table, found: tuple[Column, ...]) -> Table:
    """Return the definition with the comments of the columns of the query, the empty ones too."""
    comments = {fold(column.name): column.comment for column in found}
    columns = [replace(one, comment=comments.get(fold(one.name), one.comment)) for one in written.columns]
    return replace(written, columns=tuple(columns))


def _with_columns(written: Table, found: tuple[Column, ...], reason: str) -> Table:
    """Return the definition with the columns of the query, and the reason why they are not all known."""
    if reason:
        written = replace(written, unsupported=f"the columns of its query are not known: {reason}")
    stated = {fold(column.name): column for column in written.columns}
    selected = {fold(column.name) for column in found}
    first = [column for column in written.columns if fold(column.name) not in selected]
    return replace(written, columns=(*first, *(stated.get(fold(column.name), column) for column in found)))
