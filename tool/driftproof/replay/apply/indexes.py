"""Indexes: their names, what servers refuse of them, and the ones that servers make for foreign keys."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from driftproof.model.catalog import Column, ForeignKey, Index, IndexKind, IndexPart, Table
from driftproof.model.catalog.type import GEOMETRIES
from driftproof.model.names import fold
from driftproof.model.replace import replace
from driftproof.replay.apply.answers import answer, refuse
from driftproof.replay.apply.columns import auto_increment_refusal
from driftproof.replay.apply.key_lengths import (
    Frame,
    check_distinct,
    check_fulltext_engine,
    check_parts,
    check_widths,
    settle_parts,
    with_hash,
    wrong_prefix,
)
from driftproof.replay.apply.outcome import Scene

MAX_KEYS = 64


def key_list(indexes: Sequence[Index], foreign_keys: Sequence[ForeignKey]) -> list[Index]:
    """Return the indexes of a definition in the order written, with the one that each foreign key asks for.

    A foreign key's index bears the constraint's name if it has one, else the index name between FOREIGN KEY and the
    columns, else none yet (manual, "FOREIGN KEY Constraints"; the same on MariaDB).
    """
    asked = [(foreign_key.span, _asked(foreign_key)) for foreign_key in foreign_keys]
    written = [(index.span, index) for index in indexes]
    both = [*written, *asked]
    if asked and all(span is not None for span, _ in both):
        both.sort(key=lambda pair: pair[0] or (0, 0))
    return [index for _, index in both]


def _asked(foreign_key: ForeignKey) -> Index:
    name = foreign_key.name or foreign_key.index_name
    parts = tuple(IndexPart(column) for column in foreign_key.columns)
    return Index(name, IndexKind.PLAIN, parts, implicit=True)


def without_covered(keys: Iterable[Index]) -> list[Index]:
    """Return the indexes without the implicit ones that another covers (``foreign_key_prefix`` of both vendors).

    Of two indexes of which one is implicit and the shorter begins the longer, the implicit one goes; of two implicit
    ones the shorter, or the later of equals.
    """
    kept: list[Index | None] = []
    for key in keys:
        keep: Index | None = key
        for place, other in enumerate(kept):
            if other is None or not (key.implicit or other.implicit) or not _is_redundant(key, other):
                continue
            if not other.implicit or (key.implicit and len(key.parts) < len(other.parts)):
                keep = None
            else:
                kept[place] = None
            break
        kept.append(keep)
    return [key for key in kept if key is not None]


def _is_redundant(first: Index, second: Index) -> bool:
    """Tell whether of two indexes the implicit, shorter one is not needed beside the other; one of them is implicit."""
    short, long = (first, second) if len(first.parts) <= len(second.parts) else (second, first)
    if len(short.parts) != len(long.parts) and not short.implicit:
        return False
    return all(_same_part(a, b) for a, b in zip(short.parts, long.parts, strict=False))


def _same_part(first: IndexPart, second: IndexPart) -> bool:
    return (
        first.expression is None
        and second.expression is None
        and fold(first.column) == fold(second.column)
        and first.length == second.length
    )


@dataclass(frozen=True, slots=True)
class News:
    """What a statement brings to a table: the identities of the indexes that it adds, and folded names of columns.

    `defined` are those that it defines, `touched` those whose indexes must be checked anew.
    """

    indexes: frozenset[int]
    defined: frozenset[str]
    touched: frozenset[str]


def settle_keys(keys: Sequence[Index], table: Table, news: News, scene: Scene) -> tuple[Index, ...]:
    """Return the indexes of a definition, checked and named; raises the refusals 1061, 1068, 1069, 1072 and others.

    Indexes that nothing new touches are kept unchecked; where they are all those of the table, nothing is to be done.
    """
    new, changed = news.indexes, news.touched
    if keys is table.indexes and not any(_touches(key, changed) for key in keys):
        return table.indexes
    if scene.is_mariadb:
        keys = _without_inline_unique(keys, new)
    remaining = without_covered(keys)
    if len(remaining) > MAX_KEYS:
        raise refuse(1069, f"Too many keys specified; max {MAX_KEYS} keys allowed")
    _note_doubts(remaining, table, new, scene)
    frame = Frame(table, {fold(column.name): column for column in table.columns}, news.defined, scene)
    concerned = frozenset(id(key) for key in keys if id(key) in new or _touches(key, changed))
    parts: dict[int, tuple[IndexPart, ...]] = {}
    if scene.is_mariadb:
        parts = _settle_all_parts(keys, remaining, concerned, frame)
    else:
        _check_descending(remaining, table)
    settled: list[Index] = []
    names: set[str] = set()
    for key in remaining:
        is_new, unnamed = id(key) in new, not key.name
        if not is_new and fold(key.name) in names:
            raise refuse(1061, f"Duplicate key name '{key.name}'")
        if id(key) in concerned:
            key = _settle_key(replace(key, parts=parts.get(id(key), key.parts)), settled, frame, is_new=is_new)
        if is_new:
            _note_duplicate(key, settled, scene, unnamed=unnamed)
        settled.append(key)
        names.add(fold(key.name))
    if scene.is_mariadb:
        _check_all_distinct(settled, frame)
    return _late_nullable(settled, table)


def _settle_all_parts(
    keys: Sequence[Index], remaining: Sequence[Index], concerned: frozenset[int], frame: Frame
) -> dict[int, tuple[IndexPart, ...]]:
    """Return the parts of the indexes concerned, which MariaDB all looks at before it looks at the name of any."""
    settled = {}
    kept = {id(key) for key in remaining}
    for key in keys:
        if id(key) not in concerned:
            continue
        check_parts(key, frame)
        if id(key) in kept:
            settled[id(key)] = settle_parts(key, frame)
    check_widths(keys, frame)
    return settled


def _check_all_distinct(keys: Sequence[Index], frame: Frame) -> None:
    """Raise 1060 for a column that an index names twice, which MariaDB sees last."""
    for key in keys:
        check_distinct(key, frame)


def _note_doubts(keys: Sequence[Index], table: Table, new: frozenset[int], scene: Scene) -> None:
    """Say of each index that may be the server's own, made for a foreign key, that it would go beside a new one."""
    added = [key for key in keys if id(key) in new]
    for key in keys:
        if key.implicit is None and any(_is_redundant(replace(key, implicit=True), other) for other in added):
            scene.assumptions.append(
                f"index `{key.name}` of `{table.name}` is taken as written by somebody: "
                "one that the server made for a foreign key would go now"
            )


def check_hidden(indexes: Sequence[Index], table: Table, scene: Scene) -> None:
    """Raise 3522, or 4174 on MariaDB, for a hidden index that stands in for a missing primary key.

    It is the first unique one without NULL (MySQL manual, "Invisible Indexes"); MariaDB wants whole columns.
    """
    if all(index.visible for index in indexes) or any(index.kind is IndexKind.PRIMARY for index in indexes):
        return
    not_null = {fold(column.name) for column in table.columns if column.nullable is False or column.auto_increment}
    for index in indexes:
        whole = all(p.expression is None and not (scene.is_mariadb and p.length) for p in index.parts)
        if not index.is_unique or not whole or not {fold(name) for name in index.columns} <= not_null:
            continue
        if index.visible:
            return
        if scene.is_mariadb:
            raise refuse(4174, "A primary key cannot be marked as IGNORE")
        raise refuse(3522, "A primary key index cannot be invisible")


def _without_inline_unique(keys: Sequence[Index], new: frozenset[int]) -> Sequence[Index]:
    """Return the indexes without a UNIQUE that stands in the definition of a column beside PRIMARY KEY.

    MariaDB makes but one of the two words' keys there, the primary one; MySQL makes both.
    """
    written = [key for key in keys if key.inline and id(key) in new]
    if not written:
        return keys
    primary = {fold(key.columns[0]) for key in written if key.kind is IndexKind.PRIMARY}
    lost = {id(key) for key in written if key.kind is IndexKind.UNIQUE and fold(key.columns[0]) in primary}
    return [key for key in keys if id(key) not in lost]


def _late_nullable(keys: Sequence[Index], table: Table) -> tuple[Index, ...]:
    """Return the indexes with the unique ones last that came before the primary key made their columns NOT NULL.

    Servers sort unique indexes by whether they admit NULL, and know it of each when they come to it.
    """
    place = next((place for place, key in enumerate(keys) if key.kind is IndexKind.PRIMARY), 0)
    if place == 0:
        return tuple(keys)
    primary = {fold(name) for name in keys[place].columns}
    late = [key for key in keys[:place] if key.kind is IndexKind.UNIQUE and _admits_null(key, primary, table)]
    return tuple([key for key in keys if key not in late] + late) if late else tuple(keys)


def _admits_null(key: Index, primary: set[str], table: Table) -> bool:
    columns = [table.column(name) for name in key.columns if fold(name) in primary]
    return any(column is not None and column.nullable is not False and not column.auto_increment for column in columns)


def _touches(key: Index, changed: frozenset[str]) -> bool:
    return bool(changed) and any(fold(part.column) in changed for part in key.parts)


def check_orders(keys: Iterable[Index], scene: Scene) -> None:
    """Raise 1221 where MySQL reads DESC in a full-text or spatial index."""
    for key in keys:
        is_whole = key.kind in (IndexKind.FULLTEXT, IndexKind.SPATIAL)
        if is_whole and not scene.is_mariadb and any(part.descending for part in key.parts):
            raise refuse(1221, "Incorrect usage of spatial/fulltext/hash index and explicit index order")


def _check_descending(keys: Iterable[Index], table: Table) -> None:
    """Raise 1178 where MySQL finds DESC in an index of another engine than InnoDB."""
    if (table.engine or "InnoDB").lower() != "innodb" and any(p.descending for key in keys for p in key.parts):
        raise refuse(1178, "The storage engine for the table doesn't support descending indexes")


def _settle_key(key: Index, settled: Sequence[Index], frame: Frame, *, is_new: bool) -> Index:
    """Return an index checked and named; MariaDB has looked at the columns of all indexes before."""
    taken = {fold(other.name) for other in settled if other.kind is not IndexKind.PRIMARY}
    if is_new and not key.name and key.kind is not IndexKind.PRIMARY:
        key = replace(key, name=_name(key, taken, frame.columns))
    if is_new:
        _check_name(key, settled)
    if not frame.scene.is_mariadb:
        if key.kind is IndexKind.FULLTEXT:
            check_fulltext_engine(frame.table, frame.scene)
        key = _spatial(key, frame)
        key = replace(key, parts=settle_parts(key, frame))
    return with_hash(key, frame)


def _spatial(key: Index, frame: Frame) -> Index:
    """Return an index on a geometry as the spatial one that MySQL 8 makes of it (seen on 9.7.4); else the index itself.

    Raises 3728 for a unique one, 1070 for several columns, 1089 for a prefix, 1221 for DESC and 3729 for USING.
    """
    columns = [frame.columns.get(fold(part.column)) for part in key.parts]
    if key.kind in {IndexKind.FULLTEXT, IndexKind.SPATIAL} or not frame.scene.flavor.at_least(mysql=(8,)):
        return key
    if not any(column is not None and column.type.name in GEOMETRIES for column in columns):
        return key
    if key.is_unique:
        raise refuse(3728, "Spatial indexes can't be primary or unique indexes.")
    if len(key.parts) > 1:
        raise refuse(1070, "Too many key parts specified; max 1 parts allowed")
    if key.parts[0].length is not None:
        raise wrong_prefix()
    if key.parts[0].descending:
        raise refuse(1221, "Incorrect usage of spatial/fulltext/hash index and explicit index order")
    if key.algorithm:
        raise refuse(3729, f"The index type {key.algorithm.upper()} is not supported for spatial indexes.")
    return replace(key, kind=IndexKind.SPATIAL)


def _check_name(key: Index, settled: Sequence[Index]) -> None:
    """Raise 1068 for a second primary key and 1061 for a name that an earlier index has."""
    _check_kind(key, settled)
    if key.kind is not IndexKind.PRIMARY and any(fold(other.name) == fold(key.name) for other in settled):
        raise refuse(1061, f"Duplicate key name '{key.name}'")


def _check_kind(key: Index, settled: Sequence[Index]) -> None:
    """Raise what a second primary key, a reserved or too long name, or no parts deserve."""
    if key.kind is IndexKind.PRIMARY:
        if any(other.kind is IndexKind.PRIMARY for other in settled):
            raise refuse(1068, "Multiple primary key defined")
        return
    if fold(key.name) == "primary":
        raise refuse(1280, f"Incorrect index name '{key.name}'")
    if len(key.name) > 64:
        raise refuse(1059, f"Identifier name '{key.name}' is too long")


def _name(key: Index, taken: set[str], columns: Mapping[str, Column]) -> str:
    """Return the name of an unnamed index: its first column's, then with _2, _3 … (``make_unique_key_name``)."""
    first = key.parts[0]
    if first.expression is not None:
        stem = "functional_index"
    else:
        column = columns.get(fold(first.column))
        stem = column.name if column else first.column
    if fold(stem) not in taken and fold(stem) != "primary":
        return stem
    number = 2
    while fold(f"{stem}_{number}") in taken:
        number += 1
    return f"{stem}_{number}"


def _note_duplicate(key: Index, settled: Sequence[Index], scene: Scene, *, unnamed: bool) -> None:
    """Warn of an index that another one of the table repeats (1831); an unnamed one was silently made again."""
    for other in settled:
        if other.kind is key.kind and other.parts == key.parts and not other.implicit and not key.implicit:
            scene.warn(answer(1831, f"Duplicate index '{key.name}'. This is deprecated"))
            if unnamed:
                scene.doubled.append(f"index {key.name}")
            return


def check_auto_increment(columns: Sequence[Column], keys: Sequence[Index], table: Table) -> None:
    """Raise 1075 where the AUTO_INCREMENT column begins no index; MyISAM and Aria also take a later place in one."""
    for column in columns:
        if not column.auto_increment:
            continue
        name = fold(column.name)
        anywhere = (table.engine or "").lower() in {"myisam", "aria"}
        for key in keys:
            names = [fold(part.column) for part in key.parts]
            if key.kind in (IndexKind.FULLTEXT, IndexKind.SPATIAL):
                continue
            if name == names[0] or (anywhere and name in names):
                return
        raise auto_increment_refusal()
