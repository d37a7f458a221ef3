"""Table options in ALTER TABLE, and CONVERT TO CHARACTER SET."""

from __future__ import annotations

from collections.abc import Sequence

from driftproof.model.catalog import Column, Table
from driftproof.model.changes import ConvertCharset, SetOptions, TableAction, TableOptions
from driftproof.model.names import fold
from driftproof.model.replace import replace
from driftproof.replay.apply.answers import answer
from driftproof.replay.apply.outcome import Refused, Scene
from driftproof.replay.normalize import Facts
from driftproof.replay.normalize.facts import bytes_per_character
from driftproof.replay.normalize.options import has_engine

_TEXTS = ("tinytext", "text", "mediumtext", "longtext")
_LIMITS = (255, 65_535, 16_777_215, 4_294_967_295)


def known_engine(engine: str | None, fallback: str | None, scene: Scene) -> str | None:
    """Return a storage engine that the server has, or else `fallback`; raises 1286 under NO_ENGINE_SUBSTITUTION."""
    if engine is None or has_engine(engine, scene.flavor):
        return engine
    said = answer(1286, f"Unknown storage engine '{engine}'")
    if "NO_ENGINE_SUBSTITUTION" in scene.session.sql_mode:
        raise Refused(said)
    scene.warn(said)
    return fallback


def alter_options(table: Table, actions: Sequence[TableAction], facts: Facts) -> Table:
    """Return the table with the options that the actions name.

    A character set or collation named here is the default for columns to come; columns that stay keep theirs.
    """
    for action in actions:
        if isinstance(action, SetOptions):
            table = _with_options(table, action.options, facts)
        elif isinstance(action, ConvertCharset):
            charset, collation = _meant(action, facts)
            table = replace(table, charset=charset, collation=collation)
    return table


def _meant(action: ConvertCharset, facts: Facts) -> tuple[str, str]:
    return facts.settle(action.charset, action.collation, (facts.charset, facts.collation))


def _with_options(table: Table, options: TableOptions, facts: Facts) -> Table:
    charset, collation = table.charset, table.collation
    if options.charset is not None or options.collation is not None:
        inherited = (charset or facts.charset, collation or facts.collation)
        charset, collation = facts.settle(options.charset, options.collation, inherited)
    others = dict(table.options) | dict(options.others)
    return replace(
        table,
        engine=options.engine if options.engine and has_engine(options.engine, facts.flavor) else table.engine,
        charset=charset,
        collation=collation,
        comment=table.comment if options.comment is None else options.comment,
        auto_increment=table.auto_increment if options.auto_increment is None else options.auto_increment,
        options=tuple(sorted(others.items())),
    )


def convert_columns(table: Table, action: ConvertCharset, defined: frozenset[str], facts: Facts) -> Table:
    """Return the table with every character column in its new character set, whatever a definition beside it says.

    TEXT columns that were there grow to the next size where the same number of characters would not fit
    (manual, "ALTER TABLE", Changing the Character Set).
    """
    charset, collation = _meant(action, facts)
    columns: list[Column] = []
    for column in table.columns:
        made, is_old = column, fold(column.name) not in defined
        if column.type.has_charset:
            made = _converted(column, charset, collation, grows=is_old)
        columns.append(_reread(made, column, facts) if is_old else made)
    return replace(table, columns=tuple(columns))


_CODECS = {"latin1": "cp1252", "latin2": "iso8859-2", "gbk": "gbk", "utf8mb3": "utf-8", "utf8mb4": "utf-8"}


def _reread(column: Column, before: Column, facts: Facts) -> Column:
    """Return an ENUM or SET as CONVERT TO leaves it: servers take the bytes of its values for the new character set.

    Seen in MariaDB 10.11 and 11.8, which put ``?`` for what is none, and in MySQL 9.7, which cuts the value there.
    """
    old, new = _CODECS.get(before.charset or ""), _CODECS.get(column.charset or "")
    if old is None or new is None or old == new or all(value.isascii() for value in column.type.values):
        return column
    texts = [value.encode(old, "replace").decode(new, "replace") for value in column.type.values]
    if facts.flavor.is_mariadb:
        values = tuple(text.replace("\ufffd", "?") for text in texts)
    else:
        values = tuple(text.partition("\ufffd")[0] for text in texts)
    return replace(column, type=replace(column.type, values=values))


def _converted(column: Column, charset: str, collation: str, *, grows: bool) -> Column:
    if column.charset == "binary":
        return column
    kind = column.type
    if grows and kind.name in _TEXTS and column.charset is not None:
        place = _TEXTS.index(kind.name)
        grown = _LIMITS[place] // bytes_per_character(column.charset) * bytes_per_character(charset)
        while place < len(_LIMITS) - 1 and grown > _LIMITS[place]:
            place += 1
        kind = replace(kind, name=_TEXTS[place])
    return replace(column, type=kind, charset=charset, collation=collation)
