"""Texts as ``information_schema`` spells them."""

from __future__ import annotations

import re

from driftproof.model.catalog import ColumnType

_TYPE = re.compile(
    r"^(?P<name>[a-z][a-z0-9_ ]*?)\s*(?:\((?P<inside>.*)\))?(?P<rest>(?:\s+(?:unsigned|zerofill))*)\s*(?:/\*.*\*/)?$",
    re.I | re.S,
)
_MEMBER = re.compile(r"'((?:[^'\\]|''|\\.)*)'", re.S)
_ESCAPED = re.compile(r"\\(.)", re.S)
_SPECIAL = {"n": "\n", "t": "\t", "r": "\r", "0": "\0", "Z": "\x1a", "b": "\b"}


def column_type(text: str) -> ColumnType:
    """Read a COLUMN_TYPE, which servers print in one form."""
    found = _TYPE.match(text)
    if found is None:
        return ColumnType(text.lower())
    name, inside, rest = found.group("name").lower(), found.group("inside"), found.group("rest").lower()
    if name in {"enum", "set"} and inside is not None:
        return ColumnType(name, values=tuple(unescaped(value) for value in _MEMBER.findall(inside)))
    length = tuple(int(number) for number in inside.split(",")) if inside else ()
    return ColumnType(name, length, "unsigned" in rest, "zerofill" in rest)


def unescaped(text: str) -> str:
    """Return the value of the inside of a string literal: quotes doubled, backslash escapes as servers print them."""
    return _ESCAPED.sub(lambda found: _SPECIAL.get(found.group(1), found.group(1)), text.replace("''", "'"))


def mysql_expression(text: str) -> str:
    """Return an expression of MySQL's ``information_schema`` as SQL: there, quotes and backslashes carry a backslash.

    Seen in CHECK_CLAUSE, GENERATION_EXPRESSION, EXPRESSION and in default expressions from 8.0.13 on.
    """
    return _ESCAPED.sub(r"\1", text)
