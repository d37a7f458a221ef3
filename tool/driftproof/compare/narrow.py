"""Two states of a database cut down to the objects that differ, so that comparing them costs no more than they do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from driftproof.model.catalog import Schema

_KINDS = ("tables", "views", "procedures", "functions", "triggers", "events", "sequences")


def narrowed(before: Schema, after: Schema, tools: frozenset[str] = frozenset()) -> tuple[Schema, Schema]:
    """Return both schemas with nothing but the objects that are not the same in both; `tools` are left out, by key."""
    olds: dict[str, Any] = {}
    news: dict[str, Any] = {}
    for kind in _KINDS:
        old, new = getattr(before, kind), getattr(after, kind)
        keys = _differing(old, new) - tools if old is not new else set()
        olds[kind] = {key: one for key, one in old.items() if key in keys}
        news[kind] = {key: one for key, one in new.items() if key in keys}
    return replace(before, **olds), replace(after, **news)


def is_bare(schema: Schema) -> bool:
    """Tell whether a schema has no object at all."""
    return not any(getattr(schema, kind) for kind in _KINDS)


def _differing(before: Mapping[str, object], after: Mapping[str, object]) -> set[str]:
    """Return the keys of what is on one side only or not the same; unchanged objects are most often the same one."""
    found = before.keys() ^ after.keys()
    found |= {
        key for key in before.keys() & after.keys() if before[key] is not after[key] and before[key] != after[key]
    }
    return found
