"""Reading one element of a table definition, as the action that would add it."""

from __future__ import annotations

from driftproof.language.cursor import Cursor
from driftproof.language.parse.columns import WrittenColumn, read_column
from driftproof.language.parse.constraints import read_check, read_foreign_key
from driftproof.language.parse.indexes import INDEX_WORDS, at_index, read_index
from driftproof.model.catalog import Index, IndexKind
from driftproof.model.changes import (
    AddCheck,
    AddColumn,
    AddForeignKey,
    AddIndex,
    Position,
    SetOptions,
    TableOptions,
)
from driftproof.model.names import quote

Element = AddColumn | AddIndex | AddForeignKey | AddCheck | SetOptions
Placed = tuple[Element, tuple[int, int]]
"""An action that an element makes, and where it stands in the statement."""

_STARTS = INDEX_WORDS | {"CONSTRAINT", "FOREIGN", "CHECK", "PERIOD"}
"""With what an element starts that is no column."""


def read_elements(cursor: Cursor) -> list[Placed]:
    """Read the elements in parentheses, commas between them."""
    cursor.expect("(")
    found: list[Placed] = []
    while True:
        found += read_element(cursor)
        if not cursor.accept(","):
            break
    cursor.expect(")")
    return found


def read_element(cursor: Cursor) -> list[Placed]:
    """Read a column, an index, a constraint or a period; raises `Unreadable`."""
    constraint = accept_constraint(cursor, cursor.start)
    return constraint if constraint is not None else column_actions(read_column(cursor))


def accept_constraint(cursor: Cursor, start: int) -> list[Placed] | None:
    """Take an index, a constraint or a period if one comes next, else return None.

    `start` is where the action begins. A word such as KEY in its own right is never a column, since it is reserved.
    """
    if not cursor.at_any(_STARTS):
        return None
    name, named, if_not_exists = "", False, False
    if cursor.accept("CONSTRAINT"):
        named, if_not_exists = True, cursor.accept("IF", "NOT", "EXISTS")
        if not cursor.at_any(("FOREIGN", "CHECK", "UNIQUE", "PRIMARY")):
            name = cursor.expect_name()
    action: Element
    if at_index(cursor) and not (named and cursor.at_any(("INDEX", "KEY", "FULLTEXT", "SPATIAL"))):
        index, second = read_index(cursor, name, start)
        action = AddIndex(index, if_not_exists or second)
    elif cursor.at("FOREIGN"):
        foreign_key, second = read_foreign_key(cursor, name, start)
        action = AddForeignKey(foreign_key, if_not_exists or second)
    elif cursor.at("CHECK"):
        action = AddCheck(read_check(cursor, name, start), if_not_exists)
    elif not named and cursor.at("PERIOD", "FOR"):
        action = SetOptions(_read_period(cursor))
    elif named:
        raise cursor.unreadable("FOREIGN KEY, UNIQUE, PRIMARY KEY or CHECK expected behind CONSTRAINT")
    else:
        return None
    return [(action, (start, cursor.end))]


def column_actions(
    written: WrittenColumn, *, position: Position | None = None, if_not_exists: bool = False
) -> list[Placed]:
    """Return what adds a column as written: the column itself, then the keys and references of its definition."""
    assert written.column.span is not None  # readers always set it
    return [
        (AddColumn(written.column, position, if_not_exists), written.column.span),
        *key_actions(written),
    ]


def key_actions(written: WrittenColumn) -> list[Placed]:
    """Return what adds the keys and references that stand in a column's own definition."""
    span = written.column.span or (0, 0)
    return [
        *((AddIndex(index), index.span or span) for index in _as_one_key(written.indexes)),
        *((AddForeignKey(foreign_key), foreign_key.span or span) for foreign_key in written.foreign_keys),
    ]


def _as_one_key(indexes: tuple[Index, ...]) -> tuple[Index, ...]:
    """Return the keys of a column, each kind once: a column is the primary key or unique once, however often said."""
    kept: dict[IndexKind, Index] = {}
    for index in indexes:
        kept.setdefault(index.kind, index)
    return tuple(kept.values())


def _read_period(cursor: Cursor) -> TableOptions:
    """Read PERIOD FOR SYSTEM_TIME (a, b), or an application's period, as the table option that it is kept as."""
    cursor.expect("PERIOD", "FOR")
    name = cursor.expect_name()
    cursor.expect("(")
    first = quote(cursor.expect_name())
    cursor.expect(",")
    last = quote(cursor.expect_name())
    cursor.expect(")")
    if name.upper() == "SYSTEM_TIME":
        return TableOptions(others=(("period_for_system_time", f"{first},{last}"),))
    return TableOptions(others=(("period", f"{quote(name)}({first},{last})"),))
