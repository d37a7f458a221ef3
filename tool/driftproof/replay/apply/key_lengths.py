"""Parts of indexes: columns that must exist, prefixes, and how long a key may be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from driftproof.model.catalog import Column, Index, IndexKind, IndexPart, Table
from driftproof.model.names import fold
from driftproof.replay.apply.answers import answer, refuse
from driftproof.replay.apply.outcome import Scene
from driftproof.replay.normalize.facts import bytes_per_character

_SIZES = {
    **{"tinyint": 1, "smallint": 2, "mediumint": 3, "int": 4, "bigint": 8, "float": 4, "double": 8},
    **{"date": 3, "time": 3, "datetime": 5, "timestamp": 4, "year": 1, "enum": 2, "set": 8, "inet4": 4, "inet6": 16},
    **{"uuid": 16, "bit": 8, "decimal": 8},
}
_BLOBS = {
    **{"tinyblob": 255, "blob": 65_535, "mediumblob": 16_777_215, "longblob": 4_294_967_295},
    **{"tinytext": 255, "text": 65_535, "mediumtext": 16_777_215, "longtext": 4_294_967_295},
}
_STRINGS = frozenset({"char", "varchar", "binary", "varbinary"})
_WHOLE = (IndexKind.FULLTEXT, IndexKind.SPATIAL, IndexKind.VECTOR)


def settle_parts(key: Index, table: Table, columns: Mapping[str, Column], scene: Scene) -> tuple[IndexPart, ...]:
    """Return the parts of a new index with the prefixes that the server puts in; raises 1071, 1072, 1089, 1170 …."""
    seen: set[str] = set()
    parts: list[IndexPart] = []
    most = 32 if scene.is_mariadb else 16
    if len(key.parts) > most:
        raise refuse(1070, f"Too many key parts specified; max {most} parts allowed")
    total = 0
    for part in key.parts:
        if part.expression is not None:
            parts.append(part)
            continue
        column = columns.get(fold(part.column))
        if column is None:
            raise refuse(1072, f"Key column '{part.column}' doesn't exist in table")
        if fold(part.column) in seen:
            raise refuse(1060, f"Duplicate column name '{column.name}'")
        seen.add(fold(part.column))
        part = replace(part, column=column.name)
        if key.kind not in _WHOLE:
            part = _prefix(part, column, key, table, scene)
            total += _bytes(part, column)
        parts.append(part)
    limit = _limit(table, scene)[1]
    if total > limit and not _is_hashed(key, scene):
        raise refuse(1071, f"Specified key was too long; max key length is {limit} bytes")
    return tuple(parts)


def _limit(table: Table, scene: Scene) -> tuple[int, int]:
    """Return how many bytes a part of an index and a whole index may have."""
    engine = (table.engine or "InnoDB").lower()
    if engine == "innodb":
        row_format = dict(table.options).get("row_format", "dynamic").lower()
        return (767 if row_format in {"compact", "redundant"} else 3072), 3072
    if engine == "myisam":
        return 1000, 1000
    return (2300, 2300) if engine == "aria" else (3072, 3072)


def _is_hashed(key: Index, scene: Scene) -> bool:
    """Tell whether MariaDB 10.4 keeps a unique index that is too long by a hash (MDEV-371)."""
    return scene.is_mariadb and key.kind is IndexKind.UNIQUE


def _bytes(part: IndexPart, column: Column) -> int:
    """Return the bytes that a part takes in a key."""
    name, length = column.type.name, column.type.length
    width = bytes_per_character(column.charset or "binary")
    if part.length is not None:
        return part.length * width
    if name in _STRINGS:
        return (length[0] if length else 1) * width
    return _SIZES.get(name, 0)


def _prefix(part: IndexPart, column: Column, key: Index, table: Table, scene: Scene) -> IndexPart:
    """Check the prefix of one part, or put in the one that the server chooses."""
    name = column.type.name
    if part.length == 0:
        raise refuse(1391, f"Key part '{column.name}' length cannot be 0")
    if name == "json":
        raise refuse(
            3152, f"JSON column '{column.name}' supports indexing only via generated columns on a specified JSON path."
        )
    if name in _BLOBS and part.length is None:
        return _blob_part(part, column, key, table, scene)
    if part.length is not None and name not in _BLOBS:
        longest = column.type.length[0] if column.type.length else 1
        if name not in _STRINGS or part.length > longest:
            raise refuse(
                1089,
                "Incorrect prefix key; the used key part isn't a string, the used length is longer than the key part, "
                "or the storage engine doesn't support unique prefix keys",
            )
    return _shorten(part, column, key, table, scene)


def _blob_part(part: IndexPart, column: Column, key: Index, table: Table, scene: Scene) -> IndexPart:
    """Settle a TEXT or BLOB without a prefix: 1170, or on MariaDB a hash or the longest prefix."""
    if not scene.is_mariadb or key.kind is IndexKind.PRIMARY:
        raise refuse(1170, f"BLOB/TEXT column '{column.name}' used in key specification without a key length")
    if key.kind is IndexKind.UNIQUE:
        return part
    width = bytes_per_character(column.charset or "binary")
    limit = _limit(table, scene)[0]
    length = min(_BLOBS[column.type.name], limit) // width
    if _BLOBS[column.type.name] > limit:
        scene.warn(answer(1071, f"Specified key was too long; max key length is {limit} bytes"))
    return replace(part, length=length)


def _shorten(part: IndexPart, column: Column, key: Index, table: Table, scene: Scene) -> IndexPart:
    """Cut a part that is too long to the longest prefix, or raise 1071."""
    limit = _limit(table, scene)[0]
    if column.type.name not in _STRINGS | _BLOBS.keys() or _bytes(part, column) <= limit or _is_hashed(key, scene):
        return part
    text = f"Specified key was too long; max key length is {limit} bytes"
    is_cut = key.kind is IndexKind.PLAIN and (scene.is_mariadb or not scene.session.is_strict)
    if not is_cut:
        raise refuse(1071, text)
    scene.warn(answer(1071, text))
    return replace(part, length=limit // bytes_per_character(column.charset or "binary"))
