from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from re import _parser  # type: ignore[attr-defined]
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from driftproof.language import split as module
from driftproof.language.split import client_command, iter_statements, split

PIECES = [*";#'\"`/-\\*!$ x\n", ";;", "//", "$$", "go", "\\'", '\\"', "\\g", "\\G", "\\c", "\\d", "\\.", "--", "--x"]
PIECES += ["/*", "*/", "/*!", "/*M!", "/*+", "*/;", "select", "delimiter", "DELIMITER", "use", "source", "begin", "end"]
PIECES += ["\u00e9", "\u578b", "\U0001f600"]
PIECES += [" ", "\t", "\n", "\r", "\r\n", "\0", "\ufeff", "\u00a0", "\u2028", "\v", "\f", "\x7f", "-- ", "/*!50100 "]
PIECES += ["\nDELIMITER ", "\nDELIMITER //\n", "\ndelimiter $$\n", "\nDELIMITER ;\n", "\nDELIMITER 'a b' ", "\nuse x\n"]
PIECES += ["/*M!999999\\- enable the sandbox mode */ \n", "DELIMITER \u00e9\n"]

NASTY = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
TEXTS = NASTY | st.text(max_size=60)
DELIMITERS = st.sampled_from([";", "//", "$$", "go", "'", "#", "--", "/*", "\\", "a b", "\r", "é", ";;"])


def place(text: str, offset: int) -> tuple[int, int]:
    """Line and column of an offset, the slow way: lines end with LF, CRLF or a lone CR; no column for a BOM."""
    line, column = 1, 1
    for index, character in enumerate(text[:offset]):
        if character == "\n" or (character == "\r" and text[index + 1 : index + 2] != "\n"):
            line, column = line + 1, 1
        elif not (index == 0 and character == "\ufeff"):
            column += 1
    return line, column


@given(TEXTS, DELIMITERS)
@settings(max_examples=1500, deadline=None)
@example("", ";")
@example("\ufeff", ";")
@example("DELIMITER", ";")
@example("a\0", "")
def test_pieces_joined_are_the_text(text: str, delimiter: str) -> None:
    assert "".join(piece.text for piece in split(text, delimiter)) == text


@given(TEXTS, DELIMITERS)
@settings(max_examples=1000, deadline=None)
def test_spans_say_where_pieces_stand(text: str, delimiter: str) -> None:
    end = 0
    for piece in split(text, delimiter):
        assert piece.span.start == end
        end = piece.span.end
        assert text[piece.span.start : end] == piece.text != ""
        assert (piece.span.line, piece.span.column) == place(text, piece.span.start)
        if piece.sql_span:
            assert text[piece.sql_span.start : piece.sql_span.end] == piece.sql
            assert (piece.sql_span.line, piece.sql_span.column) == place(text, piece.sql_span.start)
    assert end == len(text)


@given(TEXTS)
@settings(max_examples=1000, deadline=None)
def test_what_a_piece_says_agrees_with_its_kind(text: str) -> None:
    for piece in split(text):
        assert piece.is_sql == bool(piece.sql) == (piece.sql_span is not None)
        assert piece.sql == piece.sql.rstrip(module._TRIM).lstrip(" \t\n\v\f\r")
        if piece.open:
            assert piece.span.end == len(text)
            assert piece.open in ("'", '"', "`", "/*")
            assert not (piece.is_sql and piece.terminated)
        if not piece.terminated:
            assert piece.span.end == len(text)


@given(st.lists(st.sampled_from(["select 1", "set @a = 'x;y'", 'insert into `a;b` values ("c\\";")']), max_size=8))
def test_statements_joined_by_delimiters_come_back(statements: list[str]) -> None:
    for delimiter in (";", "//", "$$"):
        text = f"DELIMITER {delimiter}\n" + f"{delimiter}\n".join(statements)
        assert [piece.sql for piece in split(text) if piece.is_sql] == statements


@given(NASTY)
@settings(max_examples=500, deadline=None)
def test_splitting_a_terminated_statement_again_gives_it_back(text: str) -> None:
    for piece in split(text):
        if piece.is_sql and piece.terminated and piece.text != piece.sql and not client_command(piece.sql):
            again = [other for other in split(piece.text, piece.delimiter) if other.is_sql]
            if piece.sql.lower().startswith(("use", "source", "delimiter", "\ufeff")):
                continue  # at the start of a text: a command of the client, or a byte order mark
            assert [other.sql for other in again] == [piece.sql]


def test_iterating_is_lazy() -> None:
    first = next(iter_statements("select 1;" + "select 2;" * 100_000))
    assert first.sql == "select 1"


@pytest.mark.parametrize(
    ("sql", "command"),
    [
        ("source more.sql", "source"),
        ("\\. more.sql", "\\."),
        ("SYSTEM ls", "system"),
        ("status", "status"),
        ("use shop", ""),
        ("select 1", ""),
        ("source", "source"),
        ("sources x", ""),
        ("", ""),
    ],
)
def test_commands_of_the_client_are_recognised(sql: str, command: str) -> None:
    assert client_command(sql) == command


UNITS = [
    "/*",
    "'",
    '"',
    "`",
    "\\",
    "-- ",
    "#",
    "/*!",
    ";",
    "a;",
    "use x;",
    "\\g",
    "a\\c",
    "\ufeff",
    "\0;",
    "*/",
    "\\d 'a",
    "''",
]


@pytest.mark.parametrize("unit", UNITS)
def test_work_grows_with_the_text_and_not_faster(unit: str) -> None:
    """Ten times the text takes at most ten times the steps: function calls here, and no pattern that can backtrack."""

    def calls(size: int) -> int:
        count = 0

        def profile(_frame: object, _event: str, _argument: object) -> None:
            nonlocal count
            count += 1

        text = unit * size
        sys.setprofile(profile)
        try:
            split(text)
        finally:
            sys.setprofile(None)
        return count

    split(unit)
    assert calls(2000) <= 11 * calls(200)


def repetitions(tree: Any) -> Iterator[tuple[str, int]]:
    """Every repetition in a parsed pattern: how it repeats and how often at most."""
    for operator, argument in tree:
        if str(operator).endswith("REPEAT"):
            yield str(operator), int(argument[1])
        for part in argument if isinstance(argument, tuple | list) else ():
            if isinstance(part, _parser.SubPattern):
                yield from repetitions(part)
            elif isinstance(part, list):
                for branch in part:
                    if isinstance(branch, _parser.SubPattern):
                        yield from repetitions(branch)


@pytest.mark.parametrize("delimiter", [";", "$$", "go", "'", "#"])
def test_patterns_cannot_backtrack(delimiter: str) -> None:
    """Every repetition in a pattern that sees whole scripts is possessive: no text makes it start again."""
    rules = module._rules(delimiter)
    for pattern in (rules.lead, rules.body, rules.lead_tokens, rules.body_tokens):
        found = list(repetitions(_parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE)))
        assert len(found) >= 5
        assert [kind for kind, most in found if most > 1 and kind != "POSSESSIVE_REPEAT"] == []
