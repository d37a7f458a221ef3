"""Finding what a statement names: databases, tables, views."""

from __future__ import annotations

from collections.abc import Sequence

from driftproof.model.catalog import Schema, Table
from driftproof.model.catalog.shelf import put, without
from driftproof.model.changes import ObjectName
from driftproof.model.replace import replace
from driftproof.replay.apply.answers import refuse
from driftproof.replay.apply.outcome import Scene

MAX_NAME = 64
"""The longest name of any object, in characters (manual, "Identifier Length Limits")."""


def schema_name(scene: Scene, name: ObjectName) -> str:
    """Return the database that `name` is in; raises the refusal 1046 where none is selected."""
    schema = name.schema or scene.session.database
    if schema is None:
        raise refuse(1046, "No database selected")
    return schema


def schema_of(scene: Scene, name: ObjectName) -> Schema:
    """Return the database that `name` is in; raises the refusals 1046 and 1049."""
    wanted = schema_name(scene, name)
    found = scene.catalog.schema(wanted)
    if found is None:
        raise refuse(1049, f"Unknown database '{wanted}'")
    return found


def check_name(name: str) -> str:
    """Return `name` when it can name an object; raises the refusals 1059 and 1103."""
    if len(name) > MAX_NAME:
        raise refuse(1059, f"Identifier name '{name}' is too long")
    if not name or name.endswith(" "):
        raise refuse(1103, f"Incorrect table name '{name}'")
    return name


def stored_name(scene: Scene, name: str) -> str:
    """Return a table's or database's name as the server stores it (`lower_case_table_names` 1 stores lower case)."""
    return name.lower() if scene.catalog.rules.lower_case_table_names == 1 else name


def table_of(scene: Scene, name: ObjectName) -> tuple[Schema, Table]:
    """Return a base table and its database; raises 1046, 1146 (also for an unknown database) and 1347 for a view."""
    wanted = schema_name(scene, name)
    schema = scene.catalog.schema(wanted)
    key = scene.key(name.name)
    if schema is not None and key in schema.tables:
        return schema, schema.tables[key]
    if schema is not None and key in schema.views:
        raise refuse(1347, f"'{wanted}.{name.name}' is not {base_table_wording(scene)}")
    if schema is None and not scene.is_mariadb:
        raise refuse(1049, f"Unknown database '{wanted}'")
    raise refuse(1146, f"Table '{wanted}.{name.name}' doesn't exist")


def base_table_wording(scene: Scene) -> str:
    """Return the words of error 1347 for what should have been a base table."""
    return "of type 'BASE TABLE'" if scene.is_mariadb else "BASE TABLE"


def is_taken(schema: Schema, key: str) -> bool:
    """Tell whether a table, a view or a sequence has that key; they share one space of names."""
    return key in schema.tables or key in schema.views or key in schema.sequences


def put_table(schema: Schema, key: str, table: Table) -> Schema:
    """Return the database with `table` added or put in place."""
    return replace(schema, tables=put(schema.tables, key, table))


def without_table(schema: Schema, key: str) -> Schema:
    """Return the database without the table of that key, and without the triggers on it."""
    tables = without(schema.tables, key)
    name = schema.tables[key].name
    triggers = {mark: trigger for mark, trigger in schema.triggers.items() if trigger.table != name}
    return replace(
        schema, tables=tables, triggers=triggers if len(triggers) < len(schema.triggers) else schema.triggers
    )


def check_distinct(names: Sequence[ObjectName], scene: Scene) -> None:
    """Raise 1066 where DROP TABLE or DROP VIEW names the same thing twice."""
    seen: set[tuple[str, str]] = set()
    for name in names:
        key = scene.key(schema_name(scene, name)), scene.key(name.name)
        if key in seen:
            raise refuse(1066, f"Not unique table/alias: '{name.name}'")
        seen.add(key)
