"""JSON functions: a type of its own on MySQL, texts on MariaDB."""

from __future__ import annotations

from collections.abc import Sequence

from driftproof.replay.resolve.collate import common_collation
from driftproof.replay.resolve.item import IMPLICIT, SYSTEM, TEMPORAL, Frame, Item

_LONGEST = 4_294_967_295
_MADE = frozenset({"json_object", "json_array"})
_CHANGED = frozenset(
    {
        "json_extract",
        "json_keys",
        "json_set",
        "json_insert",
        "json_replace",
        "json_remove",
        "json_merge_patch",
        "json_merge_preserve",
        "json_search",
        "json_array_append",
        "json_array_insert",
    }
)


def json_call(name: str, items: Sequence[Item], frame: Frame) -> Item | None:
    """Return what a JSON function gives, or None for another function and where it is not known."""
    if name == "json_type":
        if frame.is_mariadb:
            return frame.text(12, True, "utf8mb3_general_ci", SYSTEM)
        return frame.text(17, True, "utf8mb4_bin")
    if name == "json_unquote" and not frame.is_mariadb:
        return Item("text", _LONGEST, nullable=True, collation="utf8mb4_bin", strength=IMPLICIT)
    if not frame.is_mariadb:
        is_json = name in _MADE or name in _CHANGED
        return Item("json", _LONGEST, nullable=True, collation="utf8mb4_bin", strength=IMPLICIT) if is_json else None
    if name in _MADE:
        return _made(items, frame)
    is_document = items[0].is_text and items[0].width >= _LONGEST
    if is_document and (name in _CHANGED or name == "json_unquote"):
        return Item("text", _LONGEST, nullable=True, collation=items[0].collation, strength=IMPLICIT)
    return None


def _made(items: Sequence[Item], frame: Frame) -> Item | None:
    """Each value takes its text, quoted characters twice, and what stands between them."""
    found = common_collation(items, frame)
    if found is None or any(item.kind == "null" for item in items):
        return None
    sizes = [item.width * (2 if item.is_text or item.kind in TEMPORAL else 1) for item in items]
    width = 2 + sum(max(size, 4) + 4 for size in sizes)
    nullable = frame.session.is_strict or any(item.nullable for item in items)
    return frame.text(min(width, _LONGEST), nullable, found[0], max(found[1], IMPLICIT))
