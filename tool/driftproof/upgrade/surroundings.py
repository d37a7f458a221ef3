"""What scripts do to their session and a journal has to bear: locks, autocommit, diagnostics, temporary tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from driftproof.model.scripts import Statement
from driftproof.upgrade.footprint import commits_nothing, written_names
from driftproof.upgrade.repeatable import words_of
from driftproof.upgrade.statements import NOISE, first_word, is_program

_UNFIT = re.compile(
    NOISE + r"(?:set\b[^;]*\bsql_log_bin\b|(?:set|start)\b[^;]*\bread\s+only\b|xa\s"
    r"|flush\b[^;]*\b(?:with\s+read\s+lock|for\s+export)\b)",
    re.IGNORECASE,
)
_DIAGNOSTICS = re.compile(
    r"\b(?:ROW_COUNT|FOUND_ROWS)\s*\(|\bGET\s+(?:CURRENT\s+)?DIAGNOSTICS\b|^\s*SHOW\s+(?:COUNT\b.*)?(?:WARNINGS|ERRORS)\b"
    r"|@@(?:warning|error)_count\b",
    re.IGNORECASE | re.MULTILINE,
)
_AUTOCOMMIT = re.compile(NOISE + r"set\b.*\bautocommit\b", re.IGNORECASE | re.DOTALL)
_LOCK = re.compile(NOISE + r"lock\s+tables?\s", re.IGNORECASE)
_NAME = r"(?:(?:`[^`]+`|[\w$]+)\s*\.\s*)?(?P<name>`[^`]+`|[\w$]+)"
_MAKES = re.compile(
    NOISE + r"create\s+(?:or\s+replace\s+)?temporary\s+table\s+(?:if\s+not\s+exists\s+)?" + _NAME, re.IGNORECASE
)
_DROPS = re.compile(NOISE + r"drop\s+(?:temporary\s+)?tables?\s+(?:if\s+exists\s+)?(?P<names>[^;]+)", re.IGNORECASE)
_CHANGES = re.compile(
    NOISE + r"(?:alter\s+table|truncate(?:\s+table)?|create\s+(?:unique\s+)?index\s+\S+\s+on)\s+" + _NAME, re.IGNORECASE
)
_WORD = re.compile(r"[\w$]+")


def unfit(statements: Sequence[Statement]) -> Statement | None:
    """Return the first statement that leaves no room for writes of a journal, or would notice one; None without any."""
    for statement in statements:
        if is_program(statement.sql):
            continue
        if _UNFIT.match(statement.sql) or (reads_diagnostics(statement.sql) and not commits_nothing(statement.sql)):
            return statement
    return None


def reads_diagnostics(sql: str) -> bool:
    """Tell whether a statement asks what the one before it did, so that nothing may be sent between them."""
    return _DIAGNOSTICS.search(sql) is not None


def sets_autocommit(sql: str) -> bool:
    """Tell whether a statement sets autocommit: turned on, it commits what is open."""
    return _AUTOCOMMIT.match(sql) is not None


def locking(sql: str, table: str) -> str:
    """Return a LOCK TABLES that locks one more table for writing; another statement as it is."""
    found = _LOCK.match(sql)
    return f"{sql[: found.end()]}{table} WRITE, {sql[found.end() :]}" if found else sql


def lock_held(done: Sequence[Statement]) -> str:
    """Return the LOCK TABLES that holds behind these statements, or an empty text."""
    for statement in reversed(done):
        if first_word(statement.sql) in {"UNLOCK", "START", "BEGIN"}:
            return ""
        if _LOCK.match(statement.sql):
            return statement.sql
    return ""


def is_temporary(sql: str) -> bool:
    """Tell whether a statement makes or drops a temporary table, which commits nothing."""
    return bool(_MAKES.match(sql)) or bool(re.match(NOISE + r"drop\s+temporary\b", sql, re.IGNORECASE))


def temporary_tables(done: Sequence[Statement]) -> dict[str, int]:
    """Return the temporary tables that are there behind these statements, each with the place (from 0) that made it."""
    found: dict[str, int] = {}
    for index, statement in enumerate(done):
        if made := _MAKES.match(statement.sql):
            found.setdefault(_bare(made["name"]), index)
        elif dropped := _DROPS.match(statement.sql):
            for name in _WORD.findall(dropped["names"]):
                found.pop(name.lower(), None)
    return found


def works_on(sql: str, tables: dict[str, int]) -> bool:
    """Tell whether a statement makes, drops, changes or fills one of these temporary tables, and nothing else."""
    for pattern in (_MAKES, _CHANGES):
        if found := pattern.match(sql):
            return _bare(found["name"]) in tables
    if dropped := _DROPS.match(sql):
        return words_of(dropped["names"]) <= tables.keys()
    written = {name.name.lower() for name in written_names(sql)}
    return first_word(sql) in {"INSERT", "REPLACE", "DELETE", "UPDATE"} and bool(written & tables.keys())


def filled_again(done: Sequence[Statement], tables: dict[str, int]) -> list[Statement] | None:
    """Return what makes and fills temporary tables once more, None where what it reads may be another now.

    It may be where a statement between them, of which the effect stayed, names in its head what they read.
    """
    again = [each for each in done[min(tables.values()) :] if works_on(each.sql, tables)]
    read = words_of(" ".join(each.sql for each in again))
    others = (each for each in done[min(tables.values()) :] if not works_on(each.sql, tables))
    return None if any(read & changed for changed in map(_changed, others)) else again


def _changed(statement: Statement) -> set[str]:
    word = first_word(statement.sql)
    if word in {"CALL", "EXECUTE"}:
        return words_of(statement.sql) | {"select"}
    if word in {"INSERT", "REPLACE", "UPDATE", "DELETE", "LOAD", "WITH"}:
        return {name.name.lower() for name in written_names(statement.sql)} - _KEYWORDS
    if commits_nothing(statement.sql):
        return set()
    return {name.lower() for name in _named(statement.sql)} - _KEYWORDS


_KEYWORDS = frozenset({
    "into", "from", "ignore", "table", "tables", "low_priority", "delayed", "high_priority", "quick", "set", "as", "on",
    "if", "exists", "not", "index", "unique", "view", "trigger", "procedure", "or", "replace", "begin", "end",
})  # fmt: skip


def _named(sql: str) -> Iterator[str]:
    """Yield the words at the head of a definition, up to its first parenthesis."""
    yield from _WORD.findall(sql.partition("(")[0])[1:]


def _bare(name: str) -> str:
    return name.strip("`").lower()
