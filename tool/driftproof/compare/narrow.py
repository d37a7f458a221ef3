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
        keys = [key for key in _differing(old, new) if key not in tools] if old is not new else []
        olds[kind] = {key: old[key] for key in keys if key in old}
        news[kind] = {key: new[key] for key in keys if key in new}
    return replace(before, **olds), replace(after, **news)


def _differing(before: Mapping[str, object], after: Mapping[str, object]) -> list[str]:
    """Return the keys of what is on one side only or not the same; unchanged objects are most often the same one."""
    found = [key for key, one in before.items() if after.get(key) is not one]
    changed = [key for key in found if key not in after or before[key] != after[key]]
    return [*changed, *(key for key in after if key not in before)]
