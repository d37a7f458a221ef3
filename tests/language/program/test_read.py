"""Stored programs: their trees, and that spans point at what they say."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from driftproof.language.lex import Dialect
from driftproof.language.program import parse_program
from driftproof.model.changes import AlterTable
from driftproof.model.flavor import Flavor
from driftproof.model.syntax.commands import Insert, SetVariables
from driftproof.model.syntax.expressions import Literal, Name
from driftproof.model.syntax.programs import (
    Block,
    CaseStatement,
    CursorStatement,
    DeclareCondition,
    DeclareCursor,
    DeclareHandler,
    DeclareVariable,
    ForLoop,
    If,
    Jump,
    Loop,
    Return,
    Run,
    UnreadStatement,
)

DIALECT = Dialect.of(Flavor.parse("mariadb:11.8"))
BODY = """top: BEGIN
  DECLARE a, b INT UNSIGNED DEFAULT 3;
  DECLARE c VARCHAR(10) CHARACTER SET utf8 COLLATE utf8_bin;
  DECLARE gone CONDITION FOR SQLSTATE '42S02';
  DECLARE cur CURSOR FOR SELECT x FROM t WHERE y = a;
  DECLARE CONTINUE HANDLER FOR NOT FOUND, 1060, SQLSTATE VALUE '42S21', gone SET done = 1;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN ROLLBACK; RESIGNAL; END;
  IF a = 1 THEN SET @x = ';'; ELSEIF b THEN BEGIN END; ELSE ALTER TABLE t ADD COLUMN z INT; END IF;
  turn: LOOP
    FETCH cur INTO a, b;
    IF done THEN LEAVE turn; END IF;
    ITERATE turn;
  END LOOP turn;
  WHILE a < 5 DO SET a = a + 1; END WHILE;
  REPEAT SET a = REPEAT('x', 2); UNTIL a END REPEAT;
  CASE a WHEN 1 THEN SELECT CASE WHEN b THEN 1 END; ELSE SELECT IF(a, b, c); END CASE;
  FOR i IN REVERSE 1..10 DO SELECT i; END FOR;
  FOR r IN (SELECT 1 AS q) DO SELECT r.q; END FOR;
  OPEN cur;
  CLOSE cur;
  RETURN a + 1;
END top"""


def nodes(tree: object) -> Iterator[object]:
    """Yield every statement and declaration of a tree that has a span."""
    if isinstance(tree, tuple):
        for each in tree:
            yield from nodes(each)
    elif dataclasses.is_dataclass(tree):
        if hasattr(tree, "span") and isinstance(tree.span, tuple):
            yield tree
        if not isinstance(tree, Run):
            for field in dataclasses.fields(tree):
                yield from nodes(getattr(tree, field.name))


def test_all_of_a_program_is_read() -> None:
    tree = parse_program(BODY, DIALECT)
    assert isinstance(tree, Block)
    assert tree.label == "top"
    assert tree.declarations[:4] == (
        DeclareVariable(("a", "b"), "int unsigned", Literal("number", "3")),
        DeclareVariable(("c",), "varchar(10) charset utf8 collate utf8_bin"),
        DeclareCondition("gone", "42S02"),
        tree.declarations[3],
    )
    assert isinstance(tree.declarations[3], DeclareCursor)
    handler, last = tree.declarations[4:]
    assert isinstance(handler, DeclareHandler)
    assert handler.conditions == ("not found", "1060", "42S21", "gone")
    assert isinstance(last, DeclareHandler)
    assert (last.action, last.conditions) == ("exit", ("sqlexception",))
    kinds = [type(statement) for statement in tree.statements]
    assert kinds == [
        If,
        Loop,
        Loop,
        Loop,
        CaseStatement,
        ForLoop,
        ForLoop,
        CursorStatement,
        CursorStatement,
        Return,
    ]
    assert not [node for node in nodes(tree) if isinstance(node, UnreadStatement)]


def test_spans_point_at_the_text() -> None:
    runs = [node for node in nodes(parse_program(BODY, DIALECT)) if isinstance(node, Run)]
    assert [BODY[slice(*run.span)] for run in runs] == [run.sql for run in runs]
    assert "SET @x = ';'" in [run.sql for run in runs]
    for node in nodes(parse_program(BODY, DIALECT)):
        text = BODY[slice(*node.span)]  # type: ignore[attr-defined]
        first = text.split()[0].rstrip(";")
        assert first.isupper(), text


def test_loops_keep_their_parts() -> None:
    tree = parse_program(BODY, DIALECT)
    assert isinstance(tree, Block)
    _, loop, while_loop, repeat, _, numbers, rows, *_ = tree.statements
    assert isinstance(loop, Loop)
    assert (loop.kind, loop.label) == ("loop", "turn")
    assert loop.statements[-1] == Jump("iterate", "turn")
    assert loop.statements[0] == CursorStatement("fetch", "cur", ("a", "b"))
    assert isinstance(while_loop, Loop)
    assert isinstance(repeat, Loop)
    assert repeat.condition == Name(("a",))
    assert isinstance(numbers, ForLoop)
    assert (numbers.low, numbers.high, numbers.reverse) == (Literal("number", "1"), Literal("number", "10"), True)
    assert isinstance(rows, ForLoop)
    assert rows.query is not None


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("INSERT INTO log VALUES (NEW.a)", Insert),
        ("SET NEW.a = 1", SetVariables),
        ("ALTER TABLE t ADD a INT", AlterTable),
    ],
)
def test_a_single_statement_is_a_program(body: str, kind: type) -> None:
    tree = parse_program(body, DIALECT)
    assert isinstance(tree, Run)
    assert isinstance(tree.action, kind)
    assert tree.span == (0, len(body))
    assert parse_program("RETURN 1", DIALECT) == Return(Literal("number", "1"))


def test_names_that_programs_set_stay_names() -> None:
    tree = parse_program("SET a = 1", DIALECT)
    assert isinstance(tree, Run)
    assert isinstance(tree.action, SetVariables)
    assert tree.action.assignments[0].target == Name(("a",))


def test_what_is_not_understood_leaves_the_rest_readable() -> None:
    tree = parse_program("BEGIN SELECT 1; gibberish (';'); SELECT 2; END", DIALECT)
    assert isinstance(tree, Block)
    assert [type(statement) for statement in tree.statements] == [Run, UnreadStatement, Run]
    unread = tree.statements[1]
    assert isinstance(unread, UnreadStatement)
    assert unread.text == "gibberish (';')"
    assert "statement expected" in unread.reason


@pytest.mark.parametrize(
    "body", ["", "BEGIN", "BEGIN SELECT 1 END", "IF a THEN SELECT 1; END", "BEGIN END trailing words"]
)
def test_a_broken_frame_is_one_unread_statement(body: str) -> None:
    found = parse_program(body, DIALECT)
    assert isinstance(found, UnreadStatement)
    assert found.text == body


def test_a_program_is_read_once() -> None:
    assert parse_program(BODY, DIALECT) is parse_program(BODY, DIALECT)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=40) | st.lists(st.sampled_from(BODY.split(" "))).map(" ".join))
def test_nothing_raises(body: str) -> None:
    parse_program(body, DIALECT)
