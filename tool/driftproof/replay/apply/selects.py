"""CREATE TABLE … SELECT."""

from __future__ import annotations

from dataclasses import replace

from driftproof.model.catalog import Catalog
from driftproof.model.changes import CreateTableSelect
from driftproof.replay.apply.columns import check_written
from driftproof.replay.apply.lookup import put_table
from driftproof.replay.apply.outcome import Scene
from driftproof.replay.apply.tables import define, open_place


def create_table_select(change: CreateTableSelect, scene: Scene) -> Catalog:
    """Return the catalog with a table of the columns written; those of the query make it not fully modelled."""
    check_written(change.table.columns, change.table.indexes, scene)
    place = open_place(change.name, scene, if_not_exists=change.if_not_exists, or_replace=change.or_replace)
    if place is None:
        return scene.catalog
    scene, schema = place
    written = replace(change.table, unsupported="the columns of its query are not known")
    if not written.columns:
        table = replace(written, name=change.name.name)
    else:
        table = define(written, change.name, schema, scene)
    return scene.catalog.with_schema(put_table(schema, scene.key(table.name), table))
