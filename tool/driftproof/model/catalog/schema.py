"""Databases, and the catalog that holds them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from driftproof.model.catalog.event import Event
from driftproof.model.catalog.routine import Routine
from driftproof.model.catalog.sequence import Sequence
from driftproof.model.catalog.table import Table
from driftproof.model.catalog.trigger import Trigger
from driftproof.model.catalog.view import View
from driftproof.model.flavor import Flavor
from driftproof.model.names import NameRules, fold


@dataclass(frozen=True, slots=True)
class Schema:
    """A database and its objects, each kind keyed by its name as names of that kind compare.

    Tables, views, sequences and triggers are keyed by `NameRules.key`; procedures, functions and events by `fold`.
    The mappings are never changed in place.
    """

    name: str
    charset: str
    collation: str
    tables: Mapping[str, Table] = field(default_factory=dict)
    views: Mapping[str, View] = field(default_factory=dict)
    procedures: Mapping[str, Routine] = field(default_factory=dict)
    functions: Mapping[str, Routine] = field(default_factory=dict)
    triggers: Mapping[str, Trigger] = field(default_factory=dict)
    events: Mapping[str, Event] = field(default_factory=dict)
    sequences: Mapping[str, Sequence] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Catalog:
    """Everything that scripts or a server define: databases by key, for one flavor and its name rules."""

    flavor: Flavor
    rules: NameRules = field(default_factory=NameRules)
    schemas: Mapping[str, Schema] = field(default_factory=dict)

    def schema(self, name: str) -> Schema | None:
        """Return the database of that name, or None."""
        return self.schemas.get(self.rules.key(name))

    def table(self, schema: str, name: str) -> Table | None:
        """Return a base table, or None."""
        found = self.schema(schema)
        return found.tables.get(self.rules.key(name)) if found else None

    def view(self, schema: str, name: str) -> View | None:
        """Return a view, or None."""
        found = self.schema(schema)
        return found.views.get(self.rules.key(name)) if found else None

    def routine(self, schema: str, kind: str, name: str) -> Routine | None:
        """Return a stored ``procedure`` or ``function``, or None."""
        found = self.schema(schema)
        if found is None:
            return None
        return (found.procedures if kind == "procedure" else found.functions).get(fold(name))

    def with_schema(self, schema: Schema) -> Catalog:
        """Return this catalog with `schema` added or put in the place of the one of its name."""
        return replace(self, schemas={**self.schemas, self.rules.key(schema.name): schema})

    def without_schema(self, name: str) -> Catalog:
        """Return this catalog without the database of that name."""
        gone = self.rules.key(name)
        return replace(self, schemas={key: schema for key, schema in self.schemas.items() if key != gone})
