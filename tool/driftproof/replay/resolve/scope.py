"""Scopes: the row sources that the names of a query can mean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from driftproof.model.catalog import Catalog, Column, IndexKind, Table, View
from driftproof.model.changes import ObjectName
from driftproof.model.names import fold
from driftproof.model.session import Session
from driftproof.model.syntax.expressions import Expression, Name
from driftproof.replay.resolve.refusal import NameRefused, NotKnown, clause_name

_SERVER_SCHEMAS = frozenset({"information_schema", "performance_schema", "mysql", "sys"})


@dataclass(frozen=True, slots=True)
class Shown:
    """A column that a source shows: its name, and its definition where it is known.

    `nullable` says that an outer join can make it NULL, `is_hidden` that ``*`` leaves it out. What is computed has its
    resolved `expression`, and `columns` with what the names in it mean; `is_unnamed` says that its text is its name.
    What a UNION shows has `parts`. What comes out of a subquery in FROM, a view or a name of WITH has its `source`
    there; `is_merged` says that servers take such a query into the one around it, instead of filling a temporary table.
    """

    name: str
    column: Column | None = None
    nullable: bool = False
    expression: Expression | None = None
    columns: Mapping[Expression, Shown] = field(default_factory=dict, compare=False)
    is_hidden: bool = False
    is_unnamed: bool = False
    parts: tuple[Shown, ...] = field(default=(), compare=False)
    union: str = ""
    source: Shown | None = field(default=None, compare=False)
    is_merged: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """A row source: its label (alias or name), the schema of an unaliased table, and what it shows.

    `qualifier` are the parts before a column's name in canonical text. `shown` is None where it is not known.
    `merged` are the folded names of columns that a NATURAL or USING join took together with a source before it.
    `is_server` marks a table of ``information_schema`` or ``performance_schema``, whose names compare without case.
    `fulltext` are the columns of each full-text index of a base table.
    """

    label: str
    schema: str | None
    qualifier: tuple[str, ...]
    shown: tuple[Shown, ...] | None
    merged: frozenset[str] = frozenset()
    is_server: bool = False
    fulltext: frozenset[frozenset[str]] | None = None

    def find(self, folded: str) -> Shown | None:
        """Return the column of that folded name, or None."""
        return next((each for each in self.shown or () if fold(each.name) == folded), None)


@dataclass(frozen=True, slots=True)
class World:
    """What names are resolved against: the catalog, the session, the schema that needs no qualifier.

    `stored` says that a server keeps the query already: tables that it names may have gone since. `typed` says that
    the types of columns are wanted, those of views included.
    """

    catalog: Catalog
    session: Session
    own: str
    stored: bool = False
    typed: bool = False

    def clause(self, name: str) -> str:
        """Return the words that this server has for a clause."""
        return clause_name(name, self.catalog.flavor)


@dataclass(slots=True)
class Scope:
    """The sources of one SELECT, within the scope around it.

    `tables` are the names that WITH gives, `doubled` a label that two sources have.
    """

    world: World
    outer: Scope | None = None
    sources: list[Known] = field(default_factory=list)
    tables: Mapping[str, tuple[Shown, ...] | None] = field(default_factory=dict)
    doubled: str = ""

    def common_table(self, name: str) -> tuple[bool, tuple[Shown, ...] | None]:
        """Return whether WITH gives that name, here or around, and what it shows."""
        key = fold(name)
        if key in self.tables:
            return True, self.tables[key]
        return (False, None) if self.outer is None else self.outer.common_table(name)

    def add(self, source: Known) -> None:
        """Add a source, and remember a label that is taken."""
        same = self.world.catalog.rules.key
        for other in self.sources:
            if other.label and same(other.label) == same(source.label) and other.schema == source.schema:
                self.doubled = self.doubled or source.label
        self.sources.append(source)

    def check_labels(self) -> None:
        """Raise 1066 where a label was taken twice; servers look at the select list before."""
        if self.doubled:
            raise NameRefused(1066, f"Not unique table/alias: '{self.doubled}'")

    def find(self, name: Name, clause: str) -> tuple[Name, Shown | None]:
        """Return the canonical name of a column and what it is; raises 1052, 1054 or `NotKnown`."""
        found = list(self._matches(name))
        if len(found) == 1:
            return found[0]
        if not found and self.outer is not None:
            return self.outer.find(name, clause)
        if self.world.stored:
            return found[0] if found else (self._lost(name), None)
        words, text = self.world.clause(clause), ".".join(name.parts)
        if found:
            raise NameRefused(1052, f"Column '{text}' in {words} is ambiguous")
        raise NameRefused(1054, f"Unknown column '{text}' in '{words}'")

    def _lost(self, name: Name) -> Name:
        """Return the name of a column that has gone since a view was made: MariaDB then shows its schema, too."""
        same = self.world.catalog.rules.key
        is_own = len(name.parts) == 3 and same(name.parts[0]) == same(self.world.own)
        return Name(name.parts[1:]) if is_own else name

    def _matches(self, name: Name) -> Iterator[tuple[Name, Shown | None]]:
        """Yield every column here that `name` can mean; what no known source has is the one unknown source's."""
        folded = fold(name.parts[-1])
        unknown: list[Known] = []
        any_match = False
        for source in self.sources:
            if len(name.parts) > 1 and not self.is_named(source, name.parts[:-1]):
                continue
            if len(name.parts) == 1 and folded in source.merged:
                continue
            if source.shown is None:
                unknown.append(source)
                continue
            shown = source.find(folded)
            if shown is not None:
                any_match = True
                yield Name((*source.qualifier, shown.name)), shown
        if unknown and not any_match:
            if len(unknown) > 1:
                raise NotKnown(f"the columns of {unknown[0].label} are not known")
            yield Name((*unknown[0].qualifier, folded if unknown[0].is_server else name.parts[-1])), None

    def is_named(self, source: Known, parts: tuple[str, ...]) -> bool:
        """Tell whether the qualifier `parts` mean `source`; MySQL keeps a schema before the alias of a view."""
        same = fold if source.is_server else self.world.catalog.rules.key
        if same(source.label) != same(parts[-1]):
            return False
        if len(parts) == 1:
            return True
        return self.world.stored if source.schema is None else same(source.schema) == same(parts[-2])


def is_server_schema(schema: str) -> bool:
    """Tell whether a schema is one that describes the server itself, with names that compare without case."""
    return fold(schema) in {"information_schema", "performance_schema"}


def table_source(name: ObjectName, alias: str, scope: Scope) -> Known:
    """Return the source that a table's or view's name means; raises 1046, 1049 and 1146."""
    world = scope.world
    label = alias or name.name
    if name.schema is None:
        found, shown = scope.common_table(name.name)
        if found:
            return Known(label, None, (label,), shown)
    schema = name.schema or world.session.database
    if schema is None:
        raise NameRefused(1046, "No database selected")
    if is_server_schema(schema):
        return Known(fold(label), schema, (fold(label),), None, is_server=True)
    is_own = world.catalog.rules.key(schema) == world.catalog.rules.key(world.own)
    qualifier = (label,) if alias or is_own else (schema, label)
    shown = _shown(schema, name.name, scope)
    table = world.catalog.table(schema, name.name)
    return Known(
        label, None if alias else schema, qualifier, shown, fulltext=None if table is None else _fulltext(table)
    )


def _fulltext(table: Table) -> frozenset[frozenset[str]]:
    kept = (index for index in table.indexes if index.kind is IndexKind.FULLTEXT)
    return frozenset(frozenset(fold(part.column) for part in index.parts) for index in kept)


def _shown(schema: str, name: str, scope: Scope) -> tuple[Shown, ...] | None:
    """Return what a table or view shows; None where it is not known; raises 1049 and 1146."""
    catalog = scope.world.catalog
    if schema.lower() in _SERVER_SCHEMAS and catalog.schema(schema) is None:
        return None
    table = catalog.table(schema, name)
    if table is not None:
        if table.unsupported:
            return tuple(Shown(c.name, is_hidden=c.invisible) for c in table.columns) or None
        return tuple(Shown(c.name, c, is_hidden=c.invisible) for c in table.columns)
    view = catalog.view(schema, name)
    if view is not None:
        return _view_shows(schema, view)
    found = catalog.schema(schema)
    if found is not None and catalog.rules.key(name) in found.sequences:
        return None
    if scope.world.stored:
        return None
    if found is None and not catalog.flavor.is_mariadb:
        raise NameRefused(1049, f"Unknown database '{schema}'")
    raise NameRefused(1146, f"Table '{schema}.{name}' doesn't exist")


def _view_shows(schema: str, view: View) -> tuple[Shown, ...] | None:
    """Return what a view shows; None where its columns are not known."""
    return tuple(Shown(name) for name in view.columns) if view.columns else None
