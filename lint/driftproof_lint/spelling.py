"""Names of tables that differ from those of existing ones in letter case alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from driftproof.model.catalog import Catalog
from driftproof.model.catalog.shelf import having
from driftproof.model.changes import (
    AlterRoutine,
    CreateEvent,
    CreateRoutine,
    CreateTrigger,
    DropEvent,
    DropRoutine,
    DropTrigger,
    ObjectName,
    Opaque,
)
from driftproof.model.names import fold
from driftproof.model.syntax.commands import CallProcedure, Other
from driftproof.model.syntax.queries import TableSource
from driftproof_lint.views import Site
from driftproof_lint.walk import named

_OTHER_NAMES = (
    AlterRoutine,
    CallProcedure,
    CreateEvent,
    CreateRoutine,
    DropEvent,
    DropRoutine,
    DropTrigger,
    Opaque,
    Other,
)


def misspelt(site: Site) -> Iterator[tuple[ObjectName, str]]:
    """Return the names of tables in a statement that no table has in that letter case, with the one that exists."""
    if isinstance(site.action, _OTHER_NAMES) or site.before.rules.lower_case_table_names:
        return
    aliases = {one.alias for one in named(site) if isinstance(one, TableSource)}
    names = [one for one in named(site) if isinstance(one, ObjectName) and not _is_other_kind(site, one)]
    for name in dict.fromkeys(names):
        if name.name not in aliases:
            found = _existing(site.before, name.schema or site.database, name.name)
            if found and found != name.name:
                yield name, found


def _is_other_kind(site: Site, name: ObjectName) -> bool:
    """Tell whether a name is that of a trigger, which is no table."""
    action = site.action
    return isinstance(action, CreateTrigger) and name is action.name


def _existing(catalog: Catalog, schema: str, name: str) -> str:
    """Return the name of the table or view that a name means, if it exists, or that of its twin in another case."""
    found = catalog.schema(schema)
    if found is None:
        return ""
    if name in found.tables or name in found.views:
        return name
    folded = fold(name)
    kinds: tuple[Mapping[str, Any], ...] = (found.tables, found.views)
    twins = (one.name for kind in kinds for _, one in having(kind, _folded, folded))
    return next(twins, "")


def _folded(one: Any) -> tuple[str]:
    return (fold(one.name),)
