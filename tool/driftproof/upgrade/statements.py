"""What a statement is by its first word: whether it may be repeated, and what it does to the session."""

from __future__ import annotations

import re

from driftproof.model.scripts import Statement

NOISE = r"(?:\s++|/\*(?![!M])(?s:.*?)\*/|--(?=\s)[^\n]*+|\#[^\n]*+|/\*M?!\d*+|\()*+"
"""What may stand before a statement: space, comments, the heads of version comments, parentheses."""

_FIRST = re.compile(NOISE + r"([A-Za-z][A-Za-z0-9_]*+)")
_SET = re.compile(NOISE + r"set\s++(?P<what>[^;]{1,2000})", re.IGNORECASE)

DML = frozenset({"INSERT", "UPDATE", "DELETE", "REPLACE", "SELECT", "WITH", "VALUES", "TABLE", "DO"})
"""First words of statements that may be repeated after a deadlock or a row lock's timeout, which undo them."""

COMMITTING = frozenset({
    "CREATE", "ALTER", "DROP", "RENAME", "TRUNCATE", "GRANT", "REVOKE", "ANALYZE", "OPTIMIZE", "CHECK", "REPAIR",
})  # fmt: skip
"""First words of statements that commit before they do anything
(https://dev.mysql.com/doc/refman/8.4/en/implicit-commit.html)."""

_PLAIN = DML | COMMITTING


def first_word(sql: str) -> str:
    """Return a statement's first word in capitals, past comments and parentheses; an empty text when there is none."""
    match = _FIRST.match(sql)
    return match[1].upper() if match else ""


def may_touch_session(sql: str) -> bool:
    """Tell whether a statement could change variables, the current schema or another part of the session."""
    return first_word(sql) not in _PLAIN or "@" in sql


def session_change(sql: str) -> str:
    """Return what a ``SET``, ``USE`` or ``LOCK TABLES`` changes in the session, in short; an empty text for others.

    User variables count; ``SET GLOBAL``, ``SET PASSWORD`` and transaction settings of one statement don't.
    """
    word = first_word(sql)
    if word in {"USE", "LOCK"}:
        return " ".join(sql.split())[:120]
    match = _SET.match(sql) if word == "SET" else None
    if match is None or re.match(
        r"(?i)(global|persist|password|role|default\s+role|@@global|statement)\b", match["what"]
    ):
        return ""
    return f"SET {' '.join(match['what'].split())}"[:120]


_PROGRAM = re.compile(NOISE + r"create\b[^;]{0,200}?\b(?:procedure|function|trigger|event)\b", re.IGNORECASE)
_MASKED = re.compile(
    r"(?P<name>`[^`]*`)|'(?:[^'\\]|\\.|'')*'|\"(?:[^\"\\]|\\.|\"\")*\"|/\*.*?\*/|--\s[^\n]*|\#[^\n]*", re.DOTALL
)
_BLOCK = re.compile(
    r"""(?ix) (?: \) | : | ' | \b(?: row | do | deterministic | data | sql | invoker | definer | atomic
      | returns \s+ \w+ | (?:follows|precedes) \s+ \w+ ) ) \s* \bbegin\b
    \s+ (?: (?: alter | call | case | create | declare | delete | drop | if | insert | loop | open | prepare | repeat
      | replace | return | select | set | signal | truncate | update | while | with | begin | not ) \b
      | \w+ \s* : | \Z )"""
)
_END = re.compile(r"(?i)\bend\b")


def is_program(sql: str) -> bool:
    """Tell whether a statement makes a stored program, whose text is not run now."""
    return _PROGRAM.match(sql) is not None


def cut_program(statement: Statement) -> bool:
    """Tell whether a statement is the head of a stored program, cut at the first semicolon of its block.

    So the mysql client sends it, and a server refuses it; Flyway 6 and later read on up to the block's END.
    """
    sql = statement.sql
    if statement.delimiter != ";" or not statement.terminated or not _PROGRAM.match(sql):
        return False
    words = _MASKED.sub(lambda found: "x" if found["name"] else " ' " if found[0][0] in "'\"" else " ", sql)
    block = _BLOCK.search(words)
    return block is not None and not _END.search(words, block.end())


_RESTORED = re.compile(
    r"(?i)^SET\s+(?:(?:session|local)\s+|@@(?:session\.|local\.)?)?(?:foreign_key_checks|sql_safe_updates)\s*:?=[^,]*$"
    r"|^SET\s+@[^@,]*$|^USE\b"
)


def is_restored(change: str) -> bool:
    """Tell whether the restored session mode undoes a change that `session_change` found."""
    return bool(_RESTORED.match(change))
