"""Whole tables as SQL."""

from __future__ import annotations

from driftproof.compare.render.columns import render_check, render_column
from driftproof.compare.render.concise import concise
from driftproof.compare.render.keys import render_foreign_key, render_index
from driftproof.compare.render.options import render_options, render_partitioning, render_periods
from driftproof.model.catalog import Table
from driftproof.model.changes import CreateTable, CreateTableLike, CreateTableSelect, ObjectName, TableOptions
from driftproof.model.flavor import Flavor


def render_table(table: Table, flavor: Flavor) -> str:
    """Return CREATE TABLE for a table of a catalog, an element a line and concise as SHOW CREATE TABLE has it."""
    return f"CREATE TABLE {ObjectName(table.name)}{render_definition(concise(table, flavor), flavor)}"


def render_create_table(change: CreateTable | CreateTableLike | CreateTableSelect, flavor: Flavor) -> str:
    """Return CREATE TABLE in any of its three forms."""
    words = ["CREATE"]
    if change.or_replace:
        words.append("OR REPLACE")
    if change.temporary:
        words.append("TEMPORARY")
    words.append("TABLE")
    if change.if_not_exists:
        words.append("IF NOT EXISTS")
    text = f"{' '.join(words)} {change.name}"
    if isinstance(change, CreateTableLike):
        return f"{text} LIKE {change.source}"
    text += render_definition(change.table, flavor)
    if not isinstance(change, CreateTableSelect):
        return text
    word = f" {change.on_duplicate.upper()}" if change.on_duplicate else ""
    return f"{text}{word} AS {change.query}"


def render_definition(table: Table, flavor: Flavor) -> str:
    """Return what stands behind the name of a table: elements, options and partitions."""
    elements = [render_column(column, flavor) for column in table.columns]
    elements += [render_index(index, flavor) for index in table.indexes]
    elements += [render_foreign_key(foreign_key) for foreign_key in table.foreign_keys]
    elements += [render_check(check) for check in table.checks]
    elements += render_periods(table.options)
    text = " (\n  " + ",\n  ".join(elements) + "\n)" if elements else ""
    options = render_options(table_options(table), flavor)
    if options:
        text += f" {options}"
    return f"{text}\n{render_partitioning(table.partitioning)}" if table.partitioning is not None else text


def table_options(table: Table) -> TableOptions:
    """Return the options of a table as a statement would name them; an empty comment is not named."""
    comment = table.comment or None
    return TableOptions(table.engine, table.charset, table.collation, comment, table.auto_increment, table.options)
