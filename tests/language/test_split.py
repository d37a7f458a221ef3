from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from re import _parser  # type: ignore[attr-defined]
from typing import Any
from unittest import mock

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from driftproof.language import split as module
from driftproof.language.split import client_command, split
from driftproof.model.scripts import Statement

CASES = Path(__file__).parents[1] / "data" / "split"

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


@given(
    st.lists(st.sampled_from([*PIECES, "ALTER ", "\ncreate\t", "update\r\n", ";ALTER t "]), max_size=40).map("".join),
    DELIMITERS,
)
@settings(max_examples=1500, deadline=None)
@example("\n ALTER t ADD `;` INT DEFAULT ';' \t;create\n/* ; */ a;update\r\n$$;", ";")
def test_the_short_way_for_plain_statements_changes_nothing(text: str, delimiter: str) -> None:
    rules = module._rules
    with mock.patch.object(module, "_rules", lambda delimiter: replace(rules(delimiter), plain=None)):
        longer = split(text, delimiter)
    assert split(text, delimiter) == longer


@given(st.lists(st.sampled_from(["select 1", "set @a = 'x;y'", 'insert into `a;b` values ("c\\";")']), max_size=8))
def test_statements_joined_by_delimiters_come_back(statements: list[str]) -> None:
    for delimiter in (";", "//", "$$"):
        text = f"DELIMITER {delimiter}\n" + f"{delimiter}\n".join(statements)
        assert [piece.sql for piece in split(text) if piece.is_sql] == statements


@given(NASTY)
@settings(max_examples=500, deadline=None)
def test_splitting_a_terminated_statement_again_gives_it_back(text: str) -> None:
    for piece in split(text):
        if piece.is_sql and piece.terminated and piece.text != piece.sql:
            not_first_on_its_line = piece.delimiter + piece.text
            again = [other.sql for other in split(not_first_on_its_line, piece.delimiter) if other.is_sql]
            assert again == [piece.sql]


def told(piece: Statement) -> dict[str, object]:
    """What a golden file says of a piece: what is not plain from its text."""
    fields: dict[str, object] = {"at": f"{piece.span.line}:{piece.span.column}", "kind": piece.kind.value}
    fields |= {"text": piece.text, "sql": piece.sql, "delimiter": piece.delimiter, "open": piece.open}
    if not piece.terminated:
        fields |= {"terminated": False}
    return {key: value for key, value in fields.items() if value not in ("", ";")}


@pytest.mark.parametrize("case", sorted(path.parent.name for path in CASES.glob("*/input.sql")))
def test_cases(case: str, golden: Callable[[Path, str], None]) -> None:
    pieces = split((CASES / case / "input.sql").read_bytes().decode())
    lines = ",\n".join(json.dumps(told(piece), ensure_ascii=False) for piece in pieces)
    golden(CASES / case / "pieces.json", f"[\n{lines}\n]\n")


def test_a_script_is_split_once() -> None:
    text = "select 1; select 2;"
    assert split(text) is split(text)


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


def operators(tree: Any, repeated: bool = False) -> Iterator[tuple[str, int, bool]]:
    """Every operator in a parsed pattern, how often it repeats at most, and whether it stands in a repetition."""
    for operator, argument in tree:
        name = str(operator)
        many = name.endswith("REPEAT") and int(argument[1]) > 1
        single = many and len(argument[2]) == 1 and str(argument[2][0][0]) in ("IN", "ANY", "ANY_ALL", "NOT_LITERAL")
        yield name, int(argument[1]) if many and not single else 1, repeated
        for part in argument if isinstance(argument, tuple | list) else ():
            for inner in part if isinstance(part, list) else (part,):
                if isinstance(inner, _parser.SubPattern):
                    yield from operators(inner, repeated or many)


@pytest.mark.parametrize("delimiter", [";", "$$", "go", "'", "#", "-"])
def test_patterns_cannot_backtrack(delimiter: str) -> None:
    """What repeats more than a single character is possessive, so that no text makes a pattern start again."""
    rules = module._rules(delimiter)
    for pattern in (rules.lead, rules.run, rules.tokens, module._STEP):
        found = list(operators(_parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE)))
        assert len(found) >= 5
        assert [name for name, most, _ in found if most > 1 and name != "POSSESSIVE_REPEAT"] == []


@pytest.mark.parametrize("delimiter", [";", "$$", "go", "'", "#", "-"])
def test_patterns_keep_clear_of_a_fault_of_older_pythons(delimiter: str) -> None:
    """Before Python 3.11.5 a look-ahead that fails within a possessive repetition leaves it in the wrong place."""
    rules = module._rules(delimiter)
    for pattern in (rules.lead, rules.run, rules.tokens, module._STEP):
        found = list(operators(_parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE)))
        assert [name for name, _, repeated in found if repeated and name.startswith(("ASSERT", "AT"))] == []
