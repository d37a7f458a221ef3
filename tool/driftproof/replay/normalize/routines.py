"""What a function returns, in one form: servers show the type as kept, with a character set that no script wrote."""

from __future__ import annotations

from driftproof.language.cursor import Cursor
from driftproof.language.lex import Dialect
from driftproof.language.parse.types import (
    WrittenType,
    accept_charset_words,
    read_charset_name,
    read_collation_name,
    read_type,
)
from driftproof.model.catalog import Column, ColumnType, Routine, Table
from driftproof.model.replace import replace
from driftproof.replay.normalize.column_types import settle_column, settle_type
from driftproof.replay.normalize.facts import Facts


def settle_function(function: Routine, facts: Facts, made_in: Facts | None = None) -> Routine:
    """Bring a function's result type to the server's form, its character set left out where it is the database's.

    `made_in` are the facts of the database when the function was made, whose defaults the server wrote into it then;
    without them `facts` count. A type that is no plain type (TYPE OF, ROW) stays as it is.
    """
    kept = column_of_type(function.returns, made_in or facts)
    if kept is None:
        return function
    text = str(_plain(kept.type, facts))
    if kept.charset and (kept.charset, kept.collation) != (facts.charset, facts.collation):
        text += f" charset {kept.charset} collate {kept.collation}"
    return function if text == function.returns else replace(function, returns=text)


def column_of_type(text: str, facts: Facts) -> Column | None:
    """Return what a result, parameter or variable of this type holds, as a column; None where it is no plain type."""
    written = _read(text, facts)
    if written is None:
        return None
    options = (("binary", ""),) if written.binary else ()
    column = Column("returns", written.type, charset=written.charset, collation=written.collation, options=options)
    return settle_column(column, Table(""), facts)


def _plain(kind: ColumnType, facts: Facts) -> ColumnType:
    """Leave out a width that says nothing, so that the same script gives the same function on both vendors."""
    bare = replace(kind, length=())
    is_implied = kind.name == "year" or (kind.is_integer and settle_type(bare, "binary", facts.flavor) == kind)
    return bare if is_implied and not kind.zerofill else kind


def _read(text: str, facts: Facts) -> WrittenType | None:
    if not text or text.startswith(("type of", "row")):
        return None
    cursor = Cursor(text, Dialect.of(facts.flavor))
    written = read_type(cursor)
    if accept_charset_words(cursor):
        written = replace(written, charset=read_charset_name(cursor))
    if cursor.accept("COLLATE"):
        written = replace(written, collation=read_collation_name(cursor))
    return written
