"""Random expressions and queries, as hypothesis strategies."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import TypeVar

from hypothesis import strategies as st

from driftproof.model.changes import ObjectName
from driftproof.model.syntax.expressions import (
    Between,
    Binary,
    Call,
    Case,
    Cast,
    Collate,
    Exists,
    Expression,
    In,
    Interval,
    Literal,
    Name,
    Row,
    Subquery,
    SystemVariable,
    Unary,
    UserVariable,
)
from driftproof.model.syntax.queries import DerivedSource, Join, Query, Select, SelectItem, Source, TableSource, Union

_T = TypeVar("_T")
_NAMES = ["a", "b", "select", "Ünï", "two words", "tick`ed", "x1", "group"]
_INFIX = "+ - * / % div = <=> <> < <= > >= and or xor & | ^ << >> like rlike sounds"
_OPERATORS = [*_INFIX.split(), "not like", "not rlike", "member of"]
_CALLS = ["concat", "if", "coalesce", "now", "left", "replace", "MyOwn", "char_length", "adddate", "mod"]
_TYPES = ["signed", "unsigned", "char(10)", "decimal(10,2)", "date", "char charset latin1", "binary(3)"]
_UNITS = ["day", "hour", "minute_second", "year_month"]
_TEXTS = ["", "x", "it's", 'say "x"', "\\", "é\n", "%_", "a\\nb", "\0"]
_LEAVES: list[Expression] = [
    *(Literal("string", text) for text in _TEXTS),
    *(Literal("number", text) for text in ("0", "1", "42", "1.50", "0.5", "1e3", "2.5e-7")),
    Literal("string", "abc", "utf8mb4"),
    Literal("null"),
    Literal("bool", "true"),
    Literal("hex", "4D79"),
    Literal("bit", "101"),
    Literal("date", "2020-01-01"),
    UserVariable("x"),
    UserVariable("odd name"),
    SystemVariable("sql_mode"),
    SystemVariable("sql_mode", "global"),
]
_TRUTHS = [Literal("null"), Literal("bool", "true"), Literal("bool", "false"), Name(("unknown",))]


class _Grower:
    """Grows random trees; `random` decides everything."""

    def __init__(self, random: Random) -> None:
        self.random = random

    def name(self) -> str:
        return self.random.choice(_NAMES)

    def expression(self, depth: int) -> Expression:
        if depth <= 0 or self.random.random() < 0.2:
            leaf: Callable[[], Expression] = self.random.choice(
                [lambda: self.random.choice(_LEAVES), lambda: Name(tuple(self.some(self.name, 1, 3)))]
            )
            return leaf()
        grow = self.random.choice([self._operation, self._operation, self._operation, self._construct, self._call])
        return grow(depth - 1)

    def some(self, make: Callable[[], _T], low: int, high: int) -> list[_T]:
        return [make() for _ in range(self.random.randint(low, high))]

    def values(self, depth: int, low: int = 1) -> tuple[Expression, ...]:
        return tuple(self.some(lambda: self.expression(depth), low, 3))

    def order(self, depth: int) -> tuple[tuple[Expression, bool], ...]:
        return tuple(self.some(lambda: (self.expression(depth), self.random.random() < 0.5), 0, 2))

    def _operation(self, depth: int) -> Expression:
        a, b, c = (self.expression(depth) for _ in range(3))
        unit = self.random.choice(_UNITS)
        return self.random.choice(
            [
                Unary(self.random.choice(["-", "+", "!", "~", "not", "binary"]), a),
                Binary(self.random.choice(_OPERATORS), a, b),
                Binary(self.random.choice(["and", "or", "=", "<>", "-", "+"]), a, b),
                Binary(self.random.choice(["like", "not like"]), a, b, c),
                Binary(self.random.choice(["is", "is not"]), a, self.random.choice(_TRUTHS)),
                Between(a, b, c, self.random.random() < 0.5),
                Collate(a, "utf8mb4_bin"),
                Binary("-", Name(("d",)), Interval(Cast(a, "signed") if isinstance(a, Row) else a, unit)),
            ]
        )

    def _construct(self, depth: int) -> Expression:
        a, b = self.expression(depth), self.expression(depth)
        negated = self.random.random() < 0.5
        choice: Callable[[], Expression] = self.random.choice(
            [
                lambda: In(a, self.values(depth, 2), None, negated),
                lambda: In(a, (), self.query(depth), negated),
                lambda: Row(self.values(depth, 2)),
                lambda: Case(None if negated else a, ((a, b), (b, a)), b),
                lambda: Cast(a, self.random.choice(_TYPES)),
                lambda: Cast(a, "", self.random.choice(["utf8mb4", "latin1"])),
                lambda: Subquery(self.query(depth), ""),
                lambda: Exists(self.query(depth)),
                lambda: Binary("=", a, Subquery(self.query(depth), self.random.choice(["any", "all"]))),
            ]
        )
        return choice()

    def _call(self, depth: int) -> Expression:
        a, b = self.expression(depth), self.expression(depth)
        choice: Callable[[], Expression] = self.random.choice(
            [
                lambda: Call(self.random.choice(_CALLS), self.values(depth)),
                lambda: Call("fn", self.values(depth), "other schema"),
                lambda: Call("count", (a,), distinct=True),
                lambda: Call("count", star=True),
                lambda: Call("group_concat", (a,), order=self.order(depth), separator=Literal("string", "|")),
                lambda: Call("trim", (a, b, Literal("string", "leading"))),
                lambda: Call("extract", (Literal("string", self.random.choice(_UNITS)), a)),
                lambda: Call("timestampdiff", (Literal("string", "day"), a, b)),
                lambda: Call(
                    "match", (Row((Name(("a",)),)), Literal("string", "x"), Literal("string", "in boolean mode"))
                ),
            ]
        )
        return choice()

    def source(self, depth: int) -> Source:
        if depth <= 0 or self.random.random() < 0.5:
            schema = self.name() if self.random.random() < 0.3 else None
            return TableSource(ObjectName(self.name(), schema), self.random.choice(["", self.name()]))
        left, right = self.source(depth - 1), self.source(depth - 1)
        choice: Callable[[], Source] = self.random.choice(
            [
                lambda: Join(left, right, self.random.choice(["left", "right", "inner"]), self.expression(depth - 1)),
                lambda: Join(left, right, "inner", None, tuple(self.some(self.name, 1, 2))),
                lambda: Join(left, right, "natural left"),
                lambda: Join(left, right),
                lambda: DerivedSource(self.query(depth - 1), "d"),
            ]
        )
        return choice()

    def select(self, depth: int) -> Select:
        item = lambda: SelectItem(self.expression(depth), self.random.choice(["", self.name()]))  # noqa: E731
        maybe = lambda: self.expression(depth) if self.random.random() < 0.4 else None  # noqa: E731
        limit = Literal("number", "3") if self.random.random() < 0.3 else None
        return Select(
            tuple(self.some(item, 1, 3)),
            self.source(depth),
            maybe(),
            tuple(self.some(lambda: self.expression(depth), 0, 2)),
            False,
            maybe(),
            self.order(depth),
            limit,
            None if limit is None or self.random.random() < 0.5 else Literal("number", "7"),
            self.random.random() < 0.3,
        )

    def query(self, depth: int) -> Query:
        if depth <= 0 or self.random.random() < 0.7:
            return self.select(depth - 1)
        operator = self.random.choice(["union", "except", "intersect"])
        left, right = self.query(depth - 1), self.query(depth - 1)
        return Union(left, right, operator, self.random.random() < 0.5, self.order(depth - 1))


_RANDOMS = st.randoms(use_true_random=False)
expressions = st.builds(lambda random: _Grower(random).expression(4), _RANDOMS)
"""Expressions a few levels deep."""
queries = st.builds(lambda random: _Grower(random).query(3), _RANDOMS)
"""Queries with joins, derived tables and set operations."""
