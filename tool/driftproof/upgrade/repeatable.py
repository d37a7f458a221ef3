"""Statements that may run once more, with those before them: what a run that starts over there leaves as it is.

Read from the text alone, so that scripts of guarded statements and calls of helpers cost an upgrade nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from driftproof.model.scripts import Statement
from driftproof.upgrade.statements import NOISE, first_word

_NAME = r"(?:`[^`]+`|[\w$]+)(?:\s*\.\s*(?:`[^`]+`|[\w$]+))?"
_CREATE = re.compile(
    NOISE + r"create\s+(?P<replace>or\s+replace\s+)?"
    r"(?:(?:definer\s*=\s*\S+|algorithm\s*=\s*\w+|sql\s+security\s+\w+|unique|fulltext|spatial|aggregate)\s+)*"
    r"(?P<kind>table|view|index|procedure|function|trigger|event|sequence|database|schema|user|role)\s+"
    rf"(?P<guard>if\s+not\s+exists\s+)?(?P<name>{_NAME})",
    re.IGNORECASE,
)
_DROP = re.compile(
    NOISE + r"drop\s+(?P<kind>table|view|index|procedure|function|trigger|event|sequence|user|role)\s+if\s+exists\s+"
    rf"(?P<name>{_NAME})(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_CALL = re.compile(NOISE + rf"call\s+(?P<name>{_NAME})\s*(?P<arguments>\(.*)?", re.IGNORECASE | re.DOTALL)
_STRING = re.compile(r"'([^']*)'")
_SELECT = re.compile(r"\bselect\b", re.IGNORECASE)
_END = re.compile(r"\bend(?:\s+[\w`]+)?\s*\Z", re.IGNORECASE)
_WORD = re.compile(r"[\w$]+")

_PROGRAMS = frozenset({"procedure", "function", "trigger", "event"})
_HARMLESS = frozenset({
    "USE", "SHOW", "EXPLAIN", "DESCRIBE", "DESC", "START", "BEGIN", "COMMIT", "GRANT", "FLUSH", "ANALYZE", "CHECK",
    "OPTIMIZE",
})  # fmt: skip
_HARMLESS_PLAIN = frozenset({"SET", "SELECT", "DO"})
"""First words of statements that change nothing as long as they call no stored function."""

_BUILT_IN = frozenset({
    "coalesce", "concat", "connection_id", "count", "current_timestamp", "database", "exists", "if", "ifnull", "in",
    "lower", "max", "min", "now", "nullif", "schema", "select", "sleep", "sum", "upper", "user", "version",
})  # fmt: skip
_BEFORE_PARENTHESIS = re.compile(r"([\w$`]+)\s*\(")


@dataclass(slots=True)
class Repeated:
    """Statements that run once more together, should a run start over from the first of them.

    `helpers` are the procedures that look before they change anything, in small letters. `mentioned` are the words of
    the statements so far, `dropped` the objects that one of them drops, if they are there, before another is made.
    """

    helpers: frozenset[str] = frozenset()
    mentioned: set[str] = field(default_factory=set)
    dropped: set[tuple[str, str]] = field(default_factory=set)

    def takes(self, statement: Statement) -> bool:
        """Take a statement in, if they may run once more with it behind them; else leave them as they are.

        What takes something away that one of those before it names may not: they would miss it.
        """
        sql = statement.sql
        if not self._is_harmless(statement) and not self._makes(statement) and not self._calls(sql):
            gone = _DROP.match(sql)
            kind = gone["kind"].lower() if gone else ""
            if gone is None or not self._may_go(kind, _names(gone["name"] + gone["rest"] * (kind != "index"))):
                return False
            self.dropped.add((kind, _last(gone["name"])))
        self.mentioned |= words_of(sql)
        return True

    def start(self, statement: Statement | None) -> None:
        """Begin anew: with a statement that runs once more by itself, or with one of which the effect is known."""
        self.mentioned.clear()
        self.dropped.clear()
        if statement and not self.takes(statement):
            self.mentioned |= words_of(statement.sql)

    def _is_harmless(self, statement: Statement) -> bool:
        word = first_word(statement.sql)
        if is_several(statement):
            return False
        called = (name.lower() for name in _BEFORE_PARENTHESIS.findall(statement.sql))
        return word in _HARMLESS or (word in _HARMLESS_PLAIN and _BUILT_IN.issuperset(called))

    def _makes(self, statement: Statement) -> bool:
        """Tell whether a statement makes what is not there, or what one of those before it has dropped."""
        made = _CREATE.match(statement.sql)
        if made is None or is_several(statement):
            return False
        kind, name = made["kind"].lower(), _last(made["name"])
        if (kind, name) in self.dropped:
            return True
        if made["replace"]:
            return kind not in {"table", "sequence"} or name not in self.mentioned
        return bool(made["guard"]) and not (kind == "table" and _SELECT.search(statement.sql))

    def _calls(self, sql: str) -> bool:
        called = _CALL.match(sql)
        if called is None or _last(called["name"]) not in self.helpers:
            return False
        return self.mentioned.isdisjoint(_taken_away(_last(called["name"]), called["arguments"] or ""))

    def _may_go(self, kind: str, names: set[str]) -> bool:
        return all((kind, name) in self.dropped or name not in self.mentioned for name in names)


def needs_journal(statements: Iterable[Statement], helpers: frozenset[str]) -> bool:
    """Tell whether a script could not start over from its first statement wherever it was cut short."""
    repeated = Repeated(helpers)
    return not all(repeated.takes(statement) for statement in statements)


def words_of(text: str) -> set[str]:
    """Return the words of a text in small letters, names among them."""
    return {word.lower() for word in _WORD.findall(text)}


def is_several(statement: Statement) -> bool:
    """Tell whether a text may be several statements, sent as one under another delimiter."""
    if statement.delimiter == ";" or ";" not in statement.sql:
        return False
    made = _CREATE.match(statement.sql)
    return made is None or made["kind"].lower() not in _PROGRAMS or not _END.search(statement.sql)


def _taken_away(helper: str, arguments: str) -> set[str]:
    """Return the names of what a helper takes away, moves, or writes over; of one that only adds, none."""
    strings = _STRING.findall(arguments)
    if helper.startswith(("add_", "create_")):
        return set()
    if helper.startswith(("drop_table", "rename_table")):
        return _names(" ".join(strings))
    if helper.startswith(("rename_", "copy_")):
        return _names(" ".join(strings[1:3]))
    if helper.startswith(("drop_", "delete_", "modify_", "replace_")):
        return _names(" ".join(strings[1:2]))
    return _names(arguments)


def _last(name: str) -> str:
    return name.rpartition(".")[2].strip().strip("`").lower()


def _names(text: str) -> set[str]:
    return words_of(text) - {"on", "restrict", "cascade"}
