"""Views."""

from __future__ import annotations

from driftproof.model.catalog import Catalog, Schema, View
from driftproof.model.changes import AlterView, CreateView, DropViews, ObjectName
from driftproof.model.replace import replace
from driftproof.replay.apply.answers import answer, refuse
from driftproof.replay.apply.lookup import check_distinct, check_name, is_taken, schema_name, schema_of, stored_name
from driftproof.replay.apply.outcome import Refused, Scene
from driftproof.replay.apply.view_names import with_names


def create_view(change: CreateView, scene: Scene) -> Catalog:
    """Return the catalog with a view; raises what its query is refused for before 1050.

    Raises 1347 where OR REPLACE meets a base table.
    """
    check_name(change.name.name)
    schema = schema_of(scene, change.name)
    key = scene.key(change.name.name)
    taken = is_taken(schema, key)
    said = answer(1050, f"Table '{change.name.name}' already exists")
    if taken and change.or_replace and key not in schema.views:
        raise refuse(1347, f"'{schema.name}.{change.name.name}' is not {_wording(scene)}")
    if taken and change.if_not_exists and not change.or_replace:
        scene.warn(said)
        return scene.catalog
    made = _put(change.name, change.view, schema, scene)
    if taken and not change.or_replace:
        raise Refused(said)
    return made


def _wording(scene: Scene) -> str:
    return "of type 'VIEW'" if scene.is_mariadb else "VIEW"


def _put(name: ObjectName, view: View, schema: Schema, scene: Scene) -> Catalog:
    """Return the catalog with a view, which cannot read from itself."""
    stored = stored_name(scene, name.name)
    others = {key: other for key, other in schema.views.items() if key != scene.key(stored)}
    alone = replace(scene, catalog=scene.catalog.with_schema(replace(schema, views=others)))
    kept = with_names(view, schema, alone)
    views = {**schema.views, scene.key(stored): replace(kept, name=stored)}
    return scene.catalog.with_schema(replace(schema, views=views))


def alter_view(change: AlterView, scene: Scene) -> Catalog:
    """Return the catalog with a view defined anew; raises 1146 and 1347.

    It keeps the algorithm and security that the statement does not say; to MySQL, UNDEFINED says no algorithm.
    """
    schema = schema_of(scene, change.name)
    key = scene.key(change.name.name)
    if key not in schema.views:
        if is_taken(schema, key):
            raise refuse(1347, f"'{schema.name}.{change.name.name}' is not {_wording(scene)}")
        raise refuse(1146, f"Table '{schema.name}.{change.name.name}' doesn't exist")
    old, view = schema.views[key], change.view
    said = "" if view.algorithm == "UNDEFINED" and not scene.is_mariadb else view.algorithm
    view = replace(view, algorithm=said or old.algorithm, security=view.security or old.security)
    return _put(change.name, view, schema, scene)


def drop_views(change: DropViews, scene: Scene) -> Catalog:
    """Return the catalog after DROP VIEW: those found go, then the server says which it did not find.

    MySQL 8 drops all or none. A base table is 1347, a missing view 1051; MariaDB says 4092 of both.
    """
    check_distinct(change.names, scene)
    catalog = scene.catalog
    missing: list[str] = []
    wrong = ""
    for name in change.names:
        wanted = schema_name(scene, name)
        schema, key = catalog.schema(wanted), scene.key(name.name)
        if schema is not None and key in schema.views:
            views = {k: view for k, view in schema.views.items() if k != key}
            catalog = catalog.with_schema(replace(schema, views=views))
        elif schema is not None and is_taken(schema, key) and not scene.is_mariadb:
            wrong = wrong or f"{wanted}.{name.name}"
        else:
            missing.append(f"{wanted}.{name.name}")
    partial = None if scene.flavor.at_least(mysql=(8,)) else catalog
    if wrong:
        raise Refused(answer(1347, f"'{wrong}' is not {_wording(scene)}"), partial)
    number, kind = (4092, "view") if scene.is_mariadb else (1051, "table")
    if missing and not change.if_exists:
        raise Refused(answer(number, f"Unknown {kind} '{','.join(missing)}'"), partial)
    for lost in missing:
        scene.warn(answer(number, f"Unknown {kind} '{lost}'"))
    return catalog
