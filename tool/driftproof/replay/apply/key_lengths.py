"""Parts of indexes: columns that must exist, prefixes, and how long a key may be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from driftproof.model.catalog import Column, Index, IndexKind, IndexPart, Table
from driftproof.model.catalog.type import GEOMETRIES
from driftproof.model.names import fold
from driftproof.model.replace import replace
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
_POINT = 25
"""The prefix that MariaDB gives any index on a POINT, whatever was asked for (seen on 10.11.18 and 11.8.9)."""
_WHOLE = (IndexKind.FULLTEXT, IndexKind.SPATIAL, IndexKind.VECTOR)


@dataclass(frozen=True, slots=True)
class Frame:
    """What the parts of an index are checked against: the table, its columns by folded name, and the new ones."""

    table: Table
    columns: Mapping[str, Column]
    defined: frozenset[str]
    scene: Scene


def check_parts(key: Index, frame: Frame) -> None:
    """Raise what is wrong with the columns of a new index by themselves: 1072, 1170, 1214, 1252, 1283, 3106 …."""
    for part in key.parts:
        if part.expression is None:
            _check_part(part, key, frame)


def _check_part(part: IndexPart, key: Index, frame: Frame) -> None:
    column = frame.columns.get(fold(part.column))
    if column is None:
        raise refuse(1072, f"Key column '{part.column}' doesn't exist in table")
    _check_generated(column, key, frame)
    if column.type.name == "json":
        text = f"JSON column '{column.name}' supports indexing only via generated columns on a specified JSON path."
        raise refuse(3152, text)
    if key.kind in _WHOLE:
        _check_whole(column, key, frame)
    else:
        if column.type.name in _BLOBS and part.length is None:
            _check_blob(column, key, frame, is_first=part is key.parts[0])
        _check_null(column, key, frame)
        _check_length(part, column)
    _check_width(part, column, key, frame)


def check_widths(keys: Iterable[Index], frame: Frame) -> None:
    """Raise 1167 where MariaDB finds a column of no width in any index of a table, whatever the statement changes."""
    for key in keys:
        for part in key.parts:
            column = frame.columns.get(fold(part.column)) if part.expression is None else None
            if column is not None:
                _check_width(part, column, key, frame)


def _check_width(part: IndexPart, column: Column, key: Index, frame: Frame) -> None:
    """Raise 1167 for CHAR(0) and the like in an index; MariaDB lets them be while they may be NULL."""
    if part.length is not None or column.type.name not in _STRINGS or column.type.length != (0,):
        return
    is_mariadb = frame.scene.is_mariadb
    is_not_null = column.nullable is False or (key.inline and key.kind is IndexKind.PRIMARY)
    if is_mariadb and is_not_null:
        engine = frame.table.engine or "InnoDB"
        raise refuse(1167, f"The storage engine {engine} can't index column `{column.name}`")
    if not is_mariadb:
        raise refuse(1167, f"The used storage engine can't index column '{column.name}'")


def check_distinct(key: Index, frame: Frame) -> None:
    """Raise 1060 for a column that an index names twice."""
    seen: set[str] = set()
    for part in key.parts:
        if part.expression is None and fold(part.column) in seen:
            raise refuse(1060, f"Duplicate column name '{frame.columns[fold(part.column)].name}'")
        seen.add(fold(part.column))


def settle_parts(key: Index, frame: Frame) -> tuple[IndexPart, ...]:
    """Return the parts of a new index with the prefixes that the server puts in; raises 1070 and 1071.

    MySQL looks at each part as it comes to it; MariaDB has looked at those of all indexes before.
    """
    most = 32 if frame.scene.is_mariadb else 16
    if len(key.parts) > most:
        raise refuse(1070, f"Too many key parts specified; max {most} parts allowed")
    parts: list[IndexPart] = []
    collations: set[str | None] = set()
    total = 0
    for part in key.parts:
        if part.expression is not None:
            parts.append(part)
            continue
        if not frame.scene.is_mariadb:
            check_distinct(replace(key, parts=(*parts, part)), frame)
            _check_part(part, key, frame)
        column = frame.columns[fold(part.column)]
        part = replace(part, column=column.name)
        if key.kind not in _WHOLE:
            part = _prefix(part, column, key, frame)
            total += _bytes(part, column)
        elif key.kind is IndexKind.FULLTEXT:
            collations.add(column.collation)
        if len(collations) > 1:
            raise _not_fulltext(column)
        parts.append(part)
    limit = _limit(frame.table, frame.scene)[1]
    if total > limit and not _is_hashed(key, frame.scene):
        raise refuse(1071, f"Specified key was too long; max key length is {limit} bytes")
    return tuple(parts)


def _check_blob(column: Column, key: Index, frame: Frame, *, is_first: bool) -> None:
    """Raise 1170 for a TEXT or BLOB without a prefix, or where MariaDB would choose one, 1071 beside other columns."""
    if not frame.scene.is_mariadb or key.kind is IndexKind.PRIMARY:
        raise refuse(1170, f"BLOB/TEXT column '{column.name}' used in key specification without a key length")
    limit = _limit(frame.table, frame.scene)[1]
    if key.kind is IndexKind.PLAIN and not is_first and _BLOBS[column.type.name] > limit:
        raise refuse(1071, f"Specified key was too long; max key length is {limit} bytes")


def _check_generated(column: Column, key: Index, frame: Frame) -> None:
    """Raise 3106, or 1903 on MariaDB, for a primary key on a generated column (MySQL: a virtual one).

    MySQL's other engines than InnoDB have no index on a virtual column (1478).
    """
    scene = frame.scene
    engine = frame.table.engine or "InnoDB"
    if column.generated is None:
        return
    if key.kind is IndexKind.PRIMARY and scene.is_mariadb:
        raise refuse(1903, "Primary key cannot be defined upon a generated column")
    if column.generated.stored or scene.is_mariadb:
        return
    if key.kind is IndexKind.PRIMARY:
        text = "'Defining a virtual generated column as primary key' is not supported for generated columns."
        raise refuse(3106, text)
    if engine != "InnoDB":
        text = f"Table storage engine '{engine}' does not support the create option 'Index on virtual generated column'"
        raise refuse(1478, text)


def _check_null(column: Column, key: Index, frame: Frame) -> None:
    """Raise 1171 where MySQL finds a column of a primary key that is stated to be nullable.

    MariaDB makes it NOT NULL silently (both manuals, "CREATE TABLE").
    """
    if key.kind is not IndexKind.PRIMARY or fold(column.name) not in frame.defined:
        return
    defaults_null = column.default is not None and column.default.kind == "null"
    is_nullable = column.nullable is True or (defaults_null and column.nullable is None)
    if is_nullable and not frame.scene.is_mariadb:
        text = "All parts of a PRIMARY KEY must be NOT NULL; if you need NULL in a key, use UNIQUE instead"
        raise refuse(1171, text)


def _check_whole(column: Column, key: Index, frame: Frame) -> None:
    """Raise 1252, 1283, 1210 or 1687 for a column that a full-text or spatial index cannot have."""
    name, is_mariadb = column.type.name, frame.scene.is_mariadb
    if key.kind is IndexKind.FULLTEXT:
        _check_fulltext(column, frame)
    if key.kind is not IndexKind.SPATIAL:
        return
    if name not in GEOMETRIES:
        if is_mariadb:
            raise refuse(1210, "Incorrect arguments to SPATIAL INDEX")
        raise refuse(1687, "A SPATIAL index may only contain a geometrical type column")
    if column.nullable is not False:
        raise refuse(1252, "All parts of a SPATIAL index must be NOT NULL")


def _not_fulltext(column: Column) -> Exception:
    return refuse(1283, f"Column '{column.name}' cannot be part of FULLTEXT index")


def _check_fulltext(column: Column, frame: Frame) -> None:
    if column.type.name not in _STRINGS | _BLOBS.keys() and frame.scene.is_mariadb:
        raise _not_fulltext(column)
    if column.generated is not None and not column.generated.stored:
        if frame.scene.is_mariadb:
            raise refuse(1907, "This is not yet supported for generated columns")
        text = "'Fulltext index on virtual generated column' is not supported for generated columns."
        raise refuse(3106, text)
    if column.type.name not in _STRINGS | _BLOBS.keys() or not column.type.has_charset:
        raise _not_fulltext(column)
    if frame.scene.is_mariadb:
        check_fulltext_engine(frame.table, frame.scene)


def check_fulltext_engine(table: Table, scene: Scene) -> None:
    """Raise 1214 for a full-text index of an engine that has none, or in partitions on MySQL."""
    engine = table.engine or "InnoDB"
    is_divided = not scene.is_mariadb and table.partitioning is not None
    if is_divided or engine.lower() not in {"innodb", "myisam", "aria", "mroonga"}:
        whose = f"The storage engine {engine}" if scene.is_mariadb else "The used table type"
        raise refuse(1214, f"{whose} doesn't support FULLTEXT indexes")


def check_compact(table: Table) -> None:
    """Raise 1709 where MariaDB's InnoDB finds an index column of more than 767 bytes under an old row format."""
    if not is_compact(table) or (table.engine or "") != "InnoDB":
        return
    columns = {fold(column.name): column for column in table.columns}
    for index in table.indexes:
        if index.kind in _WHOLE or index.algorithm == "hash":
            continue
        if any(part.expression is None and _bytes(part, columns[fold(part.column)]) > 767 for part in index.parts):
            raise refuse(1709, "Index column size too large. The maximum column size is 767 bytes")


def _limit(table: Table, scene: Scene) -> tuple[int, int]:
    """Return how many bytes a part of an index and a whole index may have."""
    engine = (table.engine or "InnoDB").lower()
    if engine == "innodb":
        return (767 if is_compact(table) and not scene.is_mariadb else 3072), 3072
    if engine == "myisam":
        return 1000, 1000
    return (2300, 2300) if engine == "aria" else (3072, 3072)


def is_compact(table: Table) -> bool:
    """Tell whether the row format is one of InnoDB's old ones, whose index columns have at most 767 bytes."""
    return dict(table.options).get("row_format", "dynamic").lower() in {"compact", "redundant"}


def _is_hashed(key: Index, scene: Scene) -> bool:
    """Tell whether MariaDB 10.4 keeps a unique index that is too long by a hash (MDEV-371)."""
    return scene.is_mariadb and key.kind is IndexKind.UNIQUE


def with_hash(key: Index, frame: Frame) -> Index:
    """Return a new index under ``USING HASH`` where MariaDB must keep it so: a unique one that is too long."""
    table, columns, scene = frame.table, frame.columns, frame.scene
    if not _is_hashed(key, scene) or any(part.expression is not None for part in key.parts):
        return key
    each, whole = _limit(table, scene)
    total = 0
    for part in key.parts:
        column = columns[fold(part.column)]
        is_blob = column.type.name in _BLOBS and part.length is None
        length = whole + 1 if is_blob else _bytes(part, column)
        total += length
        if length > each:
            total = whole + 1
    if total <= whole:
        return key
    return replace(key, algorithm="hash", parts=tuple(replace(part, descending=False) for part in key.parts))


def _bytes(part: IndexPart, column: Column) -> int:
    """Return the bytes that a part takes in a key."""
    name, length = column.type.name, column.type.length
    width = bytes_per_character(column.charset or "binary")
    if part.length is not None:
        return part.length * width
    if name in _STRINGS:
        return (length[0] if length else 1) * width
    return _SIZES.get(name, 0)


def _prefix(part: IndexPart, column: Column, key: Index, frame: Frame) -> IndexPart:
    """Return a part with the prefix that the server keeps: none on a number or a date, the longest on a BLOB."""
    name = column.type.name
    if name in _BLOBS and part.length is None:
        return _blob_part(part, column, key, frame)
    if part.length is not None and not any(name in kinds for kinds in (_BLOBS, _STRINGS, GEOMETRIES)):
        return replace(part, length=None)
    if name in GEOMETRIES and frame.scene.is_mariadb:
        longest = _POINT if name == "point" else _limit(frame.table, frame.scene)[0]
        return part if part.length and name != "point" else replace(part, length=longest)
    return _shorten(part, column, key, frame.table, frame.scene)


def _check_length(part: IndexPart, column: Column) -> None:
    """Raise 1391 for a prefix of 0, 1089 for one longer than its column, or on a number or date not just as long."""
    name, length = column.type.name, part.length
    if length is None:
        return
    if length == 0:
        raise refuse(1391, f"Key part '{column.name}' length cannot be 0")
    if name in _BLOBS or name in GEOMETRIES:
        return
    if name in _STRINGS:
        is_wrong = length > (column.type.length[0] if column.type.length else 1)
    else:
        is_wrong = length != _stored_bytes(column)
    if is_wrong:
        raise wrong_prefix()


def wrong_prefix() -> Exception:
    """Return the refusal 1089 of a prefix that an index cannot have."""
    text = "Incorrect prefix key; the used key part isn't a string, the used length is longer than the key part, "
    return refuse(1089, text + "or the storage engine doesn't support unique prefix keys")


def _stored_bytes(column: Column) -> int:
    """Return the bytes that a number, a date or a list takes in a row (manual, "Data Type Storage Requirements")."""
    kind = column.type
    first = kind.length[0] if kind.length else 0
    if kind.name in {"datetime", "timestamp", "time"}:
        return _SIZES[kind.name] + (first + 1) // 2
    if kind.name == "decimal":
        scale = kind.length[1] if len(kind.length) > 1 else 0
        return _decimal_bytes(first - scale) + _decimal_bytes(scale)
    if kind.name == "bit":
        return (first + 7) // 8
    if kind.name == "enum":
        return 1 if len(kind.values) < 256 else 2
    if kind.name == "set":
        return next(size for size in (1, 2, 3, 4, 8) if len(kind.values) <= size * 8)
    return _SIZES.get(kind.name, 0)


def _decimal_bytes(digits: int) -> int:
    return digits // 9 * 4 + (digits % 9 + 1) // 2


def _blob_part(part: IndexPart, column: Column, key: Index, frame: Frame) -> IndexPart:
    """Give a TEXT or BLOB without a prefix the longest that there is; MariaDB keeps a unique index by a hash."""
    if key.kind is IndexKind.UNIQUE:
        return part
    limit = _limit(frame.table, frame.scene)[0]
    if _BLOBS[column.type.name] <= limit:
        return replace(part, length=_BLOBS[column.type.name])
    frame.scene.warn(answer(1071, f"Specified key was too long; max key length is {limit} bytes"))
    return replace(part, length=limit // bytes_per_character(column.charset or "binary"))


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
