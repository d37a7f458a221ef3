"""Reading foreign keys, references and checks."""

from __future__ import annotations

from driftproof.language.cursor import Cursor
from driftproof.language.parse.defaults import read_parenthesised
from driftproof.language.parse.indexes import read_index_parts
from driftproof.language.parse.names import read_object_name
from driftproof.model.catalog import Check, ForeignKey


def read_check(cursor: Cursor, name: str, start: int) -> Check:
    """Read CHECK (…) [NOT] ENFORCED; `start` is where the whole constraint begins."""
    cursor.expect("CHECK")
    expression = read_parenthesised(cursor)
    enforced = True
    if cursor.accept("NOT", "ENFORCED"):
        enforced = False
    else:
        cursor.accept("ENFORCED")
    return Check(name, expression, enforced, (start, cursor.end))


def read_foreign_key(cursor: Cursor, name: str, start: int) -> tuple[ForeignKey, bool]:
    """Read FOREIGN KEY … REFERENCES …, and tell whether it says IF NOT EXISTS."""
    cursor.expect("FOREIGN", "KEY")
    if_not_exists = cursor.accept("IF", "NOT", "EXISTS")
    index_name = "" if cursor.at("(") else cursor.expect_name()
    columns = tuple(part.column for part in read_index_parts(cursor)[0])
    return read_references(cursor, (name, columns), start, index_name=index_name), if_not_exists


def read_references(
    cursor: Cursor,
    referencing: tuple[str, tuple[str, ...]],
    start: int,
    *,
    index_name: str = "",
    inline: bool = False,
) -> ForeignKey:
    """Read REFERENCES table (columns) with its actions; `referencing` is the constraint's name and its columns."""
    cursor.expect("REFERENCES")
    table = read_object_name(cursor)
    columns = tuple(part.column for part in read_index_parts(cursor)[0]) if cursor.at("(") else ()
    if not columns and cursor.dialect.flavor.is_mariadb:  # then of the same names there
        columns = referencing[1]
    match, on_delete, on_update = "", "", ""
    while True:
        if cursor.accept("MATCH"):
            match = cursor.accept_any("FULL", "PARTIAL", "SIMPLE")
            if not match:
                raise cursor.unreadable("FULL, PARTIAL or SIMPLE expected behind MATCH")
        elif cursor.accept("ON", "DELETE"):
            on_delete = _read_action(cursor)
        elif cursor.at("ON", "UPDATE") and cursor.peek(2).upper in _ACTION_WORDS:
            cursor.expect("ON", "UPDATE")
            on_update = _read_action(cursor)
        else:
            break
    return ForeignKey(
        referencing[0],
        referencing[1],
        table.name,
        columns,
        table.schema,
        on_delete,
        on_update,
        match,
        index_name,
        inline,
        (start, cursor.end),
    )


_ACTION_WORDS = frozenset({"CASCADE", "RESTRICT", "SET", "NO"})


def _read_action(cursor: Cursor) -> str:
    """Read CASCADE, RESTRICT, SET NULL, SET DEFAULT or NO ACTION."""
    word = cursor.accept_any("CASCADE", "RESTRICT")
    if word:
        return word
    for first, second in (("SET", "NULL"), ("SET", "DEFAULT"), ("NO", "ACTION")):
        if cursor.accept(first, second):
            return f"{first} {second}"
    raise cursor.unreadable("CASCADE, RESTRICT, SET NULL, SET DEFAULT or NO ACTION expected")
