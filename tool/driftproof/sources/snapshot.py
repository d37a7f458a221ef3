"""Snapshots: a catalog as JSON, stable enough to keep in a repository and to compare with later.

The form is described in ``docs/snapshot.md``. ``format`` counts up when a reader of the old form would misread the new
one. What equals its default is left out, objects are keyed and sorted by name, so that two snapshots differ exactly
where the schemas do.
"""

from __future__ import annotations

import json
import types
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from driftproof.model.catalog import Catalog, Schema
from driftproof.model.errors import Place, SourceError
from driftproof.model.flavor import Flavor
from driftproof.model.names import NameRules, fold

FORMAT = 1
_NOT_KEPT = frozenset({"span", "created_by", "body_offset", "inline"})
_FOLDED = frozenset({"procedures", "functions", "events"})


def to_json(catalog: Catalog) -> dict[str, Any]:
    """Return a catalog as a value of JSON."""
    return {
        "driftproof": "schema",
        "format": FORMAT,
        "flavor": str(catalog.flavor),
        "lower_case_table_names": catalog.rules.lower_case_table_names,
        "schemas": {schema.name: _encoded(schema) for _, schema in sorted(catalog.schemas.items())},
    }


def write_snapshot(catalog: Catalog) -> str:
    """Return a catalog as the text of a snapshot file."""
    return json.dumps(to_json(catalog), indent=1, ensure_ascii=False) + "\n"


def from_json(content: Any, path: str = "snapshot") -> Catalog:
    """Return the catalog of a snapshot; raises `SourceError` when it is none, or of another format."""
    if not isinstance(content, dict) or content.get("driftproof") != "schema":
        raise SourceError(
            "this JSON is no snapshot of a schema",
            place=Place(path),
            hint="write one with driftproof schema --format json",
        )
    if content.get("format") != FORMAT:
        raise SourceError(
            f"the snapshot has format {content.get('format')!r}; this version reads {FORMAT}", place=Place(path)
        )
    try:
        rules = NameRules(int(content.get("lower_case_table_names", 0)))
        schemas = [_schema(value, rules) for value in content["schemas"].values()]
        keyed = {rules.key(schema.name): schema for schema in schemas}
        return Catalog(Flavor.parse(content["flavor"]), rules, keyed)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise SourceError(f"the snapshot is damaged: {type(error).__name__}: {error}", place=Place(path)) from error


def read_snapshot(path: Path) -> Catalog:
    """Read a snapshot file; raises `SourceError` when it cannot be read."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SourceError(f"the snapshot cannot be read: {error}", place=Place(str(path))) from error
    return from_json(content, str(path))


def _schema(value: Mapping[str, Any], rules: NameRules) -> Schema:
    """Return a database, its objects under their keys again."""
    schema: Schema = _decoded(value, Schema)
    keyed = {
        field.name: _keyed(getattr(schema, field.name), fold if field.name in _FOLDED else rules.key)
        for field in fields(Schema)
        if isinstance(getattr(schema, field.name), Mapping)
    }
    return Schema(schema.name, schema.charset, schema.collation, **keyed)


def _keyed(objects: Mapping[str, Any], key: Any) -> dict[str, Any]:
    return {key(found.name): found for found in objects.values()}


def _encoded(value: Any) -> Any:
    """Return any noun of the catalog as a value of JSON."""
    if is_dataclass(value):
        kept = (field for field in fields(value) if field.name not in _NOT_KEPT)
        return {
            field.name: _encoded(getattr(value, field.name))
            for field in kept
            if getattr(value, field.name) != _default(field)
        }
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Mapping):
        named = sorted(value.values(), key=lambda found: found.name)
        return {found.name: _encoded(found) for found in named}
    if isinstance(value, tuple):
        return [_encoded(item) for item in value]
    return value


def _default(field: Field[Any]) -> Any:
    if field.default is not MISSING:
        return field.default
    return field.default_factory() if field.default_factory is not MISSING else MISSING


@cache
def _hints(kind: type) -> Mapping[str, Any]:
    return get_type_hints(kind)


def _decoded(value: Any, kind: Any) -> Any:
    """Return a value of JSON as the noun that a type asks for."""
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        options = [option for option in get_args(kind) if option is not type(None)]
        return None if value is None else _decoded(value, options[0])
    if origin is tuple:
        arguments = get_args(kind)
        if len(arguments) == 2 and arguments[1] is Ellipsis:
            return tuple(_decoded(item, arguments[0]) for item in value)
        return tuple(_decoded(item, argument) for item, argument in zip(value, arguments, strict=True))
    if origin is Literal:
        return value
    if origin is not None and issubclass(origin, Mapping):
        return {name: _decoded(item, get_args(kind)[1]) for name, item in value.items()}
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(value)
    if is_dataclass(kind) and isinstance(kind, type):
        hints = _hints(kind)
        unknown = set(value) - set(hints)
        if unknown:
            raise ValueError(f"{kind.__name__} has no {sorted(unknown)[0]!r}")
        return kind(**{name: _decoded(item, hints[name]) for name, item in value.items()})
    if isinstance(kind, type) and not isinstance(value, kind):
        raise TypeError(f"{value!r} is no {kind.__name__}")
    return value
