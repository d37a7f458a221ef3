"""Reading indexes: in definitions, in ALTER TABLE, and as CREATE INDEX and DROP INDEX."""

from __future__ import annotations

from driftproof.language.cursor import Cursor
from driftproof.language.lex import TokenKind
from driftproof.language.parse.defaults import read_canonical
from driftproof.language.parse.heading import skip_wait
from driftproof.model.catalog import Index, IndexKind, IndexPart

_ALGORITHMS = frozenset({"BTREE", "HASH", "RTREE"})
_KINDS = {
    "PRIMARY": IndexKind.PRIMARY,
    "UNIQUE": IndexKind.UNIQUE,
    "INDEX": IndexKind.PLAIN,
    "KEY": IndexKind.PLAIN,
    "FULLTEXT": IndexKind.FULLTEXT,
    "SPATIAL": IndexKind.SPATIAL,
    "VECTOR": IndexKind.VECTOR,
}
INDEX_WORDS = frozenset(_KINDS)
_WORD_OPTIONS = frozenset({"KEY_BLOCK_SIZE", "ENGINE_ATTRIBUTE", "SECONDARY_ENGINE_ATTRIBUTE", "CLUSTERING"})
_NOT_OPTIONS = frozenset({"ALGORITHM", "LOCK"})


def at_index(cursor: Cursor) -> bool:
    """Tell whether the definition of an index begins here."""
    word = cursor.token.upper
    return word in _KINDS and (word != "VECTOR" or cursor.peek().upper in {"INDEX", "KEY"})


def read_index(cursor: Cursor, name: str, start: int) -> tuple[Index, bool]:
    """Read an index from its first word on, and tell whether it says IF NOT EXISTS.

    `name` is the constraint's name written before, used where the index has none of its own; `start` is where the
    whole definition begins.
    """
    word = cursor.advance().upper
    kind = _KINDS[word]
    if kind is IndexKind.PRIMARY:
        cursor.expect("KEY")
    elif kind is not IndexKind.PLAIN:
        cursor.accept_any("INDEX", "KEY")
    if_not_exists = cursor.accept("IF", "NOT", "EXISTS")
    algorithm = accept_index_algorithm(cursor)
    if not algorithm and not cursor.at("("):
        name = cursor.expect_name()
        algorithm = accept_index_algorithm(cursor)
    if kind is IndexKind.PRIMARY:
        name = "PRIMARY"
    return read_index_rest(cursor, Index(name, kind, (), algorithm=algorithm), start), if_not_exists


def read_index_rest(cursor: Cursor, head: Index, start: int) -> Index:
    """Read the parts and the options of the index whose kind, name and algorithm `head` holds."""
    parts, period = read_index_parts(cursor)
    skip_wait(cursor)
    options: dict[str, str] = {"without_overlaps": period} if period else {}
    algorithm, comment, visible = head.algorithm, head.comment, head.visible
    while True:
        word = cursor.token.upper
        if found := accept_index_algorithm(cursor):
            algorithm = found
        elif word == "COMMENT":
            cursor.advance()
            comment = cursor.expect_string()
        elif cursor.accept_any("VISIBLE", "INVISIBLE"):
            visible = word == "VISIBLE"
        elif cursor.accept("NOT", "IGNORED"):
            visible = True
        elif cursor.accept("IGNORED"):
            visible = False
        elif cursor.accept("WITH", "PARSER"):
            options["parser"] = cursor.expect_name()
        elif not _accept_option(cursor, options):
            break
    pairs = tuple(sorted(options.items()))
    return Index(head.name, head.kind, parts, comment, visible, algorithm, pairs, span=(start, cursor.end))


def accept_index_algorithm(cursor: Cursor) -> str:
    """Take USING BTREE or the older TYPE BTREE if it comes next, and return the algorithm in lower case."""
    if cursor.at_any(("USING", "TYPE")) and cursor.peek().upper in _ALGORITHMS:
        cursor.advance()
        return cursor.advance().upper.lower()
    return ""


def read_index_parts(cursor: Cursor) -> tuple[tuple[IndexPart, ...], str]:
    """Read the parts in parentheses, and the period of MariaDB's ``period WITHOUT OVERLAPS``, else an empty text."""
    cursor.expect("(")
    parts: list[IndexPart] = []
    period = ""
    while True:
        if cursor.peek().upper == "WITHOUT" and cursor.peek(2).upper == "OVERLAPS":
            period = cursor.expect_name()
            cursor.expect("WITHOUT", "OVERLAPS")
        else:
            parts.append(_read_part(cursor))
        if not cursor.accept(","):
            break
    cursor.expect(")")
    return tuple(parts), period


def _read_part(cursor: Cursor) -> IndexPart:
    """Read a column with its prefix length, or an expression in parentheses, and the direction."""
    column, length, expression = "", None, None
    if cursor.accept("("):
        expression = read_canonical(cursor)
        cursor.expect(")")
    else:
        column = cursor.expect_name()
        if cursor.accept("("):
            length = cursor.expect_integer()
            cursor.expect(")")
    descending = cursor.accept_any("ASC", "DESC") == "DESC"
    return IndexPart(column, length, descending, expression)


def _accept_option(cursor: Cursor, options: dict[str, str]) -> bool:
    """Take a word and its value, ``=`` between them or (for words that both servers know) not."""
    token = cursor.token
    if token.kind not in (TokenKind.WORD, TokenKind.QUOTED) or token.upper in _NOT_OPTIONS:
        return False
    if token.upper not in _WORD_OPTIONS and cursor.peek().upper != "=":
        return False
    cursor.advance()
    cursor.accept("=")
    if cursor.token.kind is TokenKind.STRING:
        options[token.value.lower()] = cursor.expect_string()
    elif cursor.token.kind in (TokenKind.WORD, TokenKind.NUMBER, TokenKind.QUOTED):
        options[token.value.lower()] = cursor.advance().value.lower()
    else:
        raise cursor.unreadable(f"the value of {token.text} expected")
    return True
