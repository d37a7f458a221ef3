"""The columns that expressions make in CREATE TABLE … SELECT: type, charset, NULL and default.

Found by having MariaDB 10.11, 11.8 and MySQL 9.7 make them (tests/server/resolve). Types that are not known give None.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from driftproof.model.catalog import NULL_DEFAULT, Column
from driftproof.model.flavor import canonical_charset, canonical_collation, default_collation
from driftproof.model.replace import replace
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
    Subquery,
    Unary,
    UserVariable,
)
from driftproof.model.syntax.queries import Select
from driftproof.replay.resolve.aggregates import AGGREGATES, aggregate, ranked
from driftproof.replay.resolve.arithmetic import absolute, negated, operate, rounded, whole_part
from driftproof.replay.resolve.cast import cast
from driftproof.replay.resolve.fixed import fixed_number
from driftproof.replay.resolve.hybrids import merged, together
from driftproof.replay.resolve.item import IMPLICIT, LITERAL, LONGEST, SYSTEM, TEMPORAL, Frame, Item, column_of
from driftproof.replay.resolve.json import json_call
from driftproof.replay.resolve.literals import literal
from driftproof.replay.resolve.moments import current, moment_call, shifted
from driftproof.replay.resolve.texts import collated, text_call
from driftproof.replay.resolve.variables import alone, assigned, converted, user_variable

_TRUTHS = frozenset({"=", "<>", "<", ">", "<=", ">=", "like", "not like", "rlike", "not rlike", "and", "or", "xor"})
_BITS = frozenset({"&", "|", "^", "<<", ">>"})
_ARITHMETIC = frozenset({"+", "-", "*", "/", "%", "mod", "div"})
_NAMES = {"database": 64, "schema": 64}
_USERS = frozenset({"user", "current_user", "session_user", "system_user"})


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes columns of an expression: `column` and `value` give what a name in it, or a subquery, means."""

    frame: Frame
    column: Callable[[Expression], Column | None]
    value: Callable[[Expression], Item | None]

    def make(self, e: Expression) -> Column | None:
        """Return the unnamed column that `e` makes, or None."""
        if isinstance(e, Name) and (known := self.column(e)) is not None:
            return known
        if isinstance(e, Call) and e.name in {"max", "min"} and len(e.arguments) == 1 and not e.over:
            extreme = self._extreme(e)
            if extreme is not None:
                return extreme
        item = self._name(e) if isinstance(e, Call) and not e.arguments else None
        if isinstance(e, UserVariable):
            item = alone(e.name, self.frame)
        item = item or self.item(e)
        if item is None:
            return None
        if isinstance(e, Subquery) and item.kind == "int" and item.width >= 10 and not self.frame.is_mariadb:
            item = replace(item, kind="bigint")
        return column_of(item, self.frame)

    def _extreme(self, e: Call) -> Column | None:
        """MAX and MIN of a column keep its type; without a default of its own it has none."""
        known = self.column(e.arguments[0])
        if known is None:
            return None
        return replace(known, nullable=True, default=NULL_DEFAULT, on_update=None, auto_increment=False)

    def item(self, e: Expression) -> Item | None:
        """Return what is known of the value of `e`, or None."""
        known = self.value(e)
        if known is not None:
            return self._subquery(e, known) if isinstance(e, Subquery) else known
        match e:
            case Literal():
                return literal(e, self.frame)
            case Unary():
                return self._unary(e)
            case Call(schema=None):
                return self._call(e)
            case Cast():
                operand = self._converted(e)
                return None if operand is None else cast(e, operand, self.frame)
            case UserVariable():
                return user_variable(e.name, self.frame)
            case Collate():
                operand = self.item(e.operand)
                return None if operand is None else collated(operand, canonical_collation(e.collation), self.frame)
            case Binary():
                return self._binary(e)
            case Exists():
                return self._truth(False)
            case In(query=None):
                return self._any((e.operand, *e.values))
            case Between():
                return self._any((e.operand, e.low, e.high))
            case Case():
                return self._case(e)
        return None

    def _converted(self, e: Cast) -> Item | None:
        """Return what CAST or CONVERT is given."""
        if isinstance(e.operand, UserVariable):
            return converted(e.operand.name, self.frame)
        is_bytes = e.charset and isinstance(e.operand, Call) and e.operand.name == "char"
        return None if is_bytes else self.item(e.operand)

    def _name(self, e: Call) -> Item | None:
        """Return what a function of names of the server gives where it stands alone; within others it is a constant."""
        collation = "utf8mb3_general_ci"
        if e.name in _NAMES:
            return self.frame.text(_NAMES[e.name], True, collation, SYSTEM)
        if e.name in _USERS:
            width = 384 if self.frame.is_mariadb else 288
            return self.frame.text(width, self.frame.session.is_strict, collation, SYSTEM)
        return None

    def _subquery(self, e: Subquery, found: Item) -> Item | None:
        """Return a scalar subquery, which can be NULL if it reads from a table."""
        if e.quantifier or found.kind == "bit":
            return None
        is_constant = isinstance(e.query, Select) and e.query.source is None and e.query.where is None
        kind = found.kind
        if found.is_whole and not self.frame.is_mariadb and kind != "year":
            kind = "bigint" if kind == "bigint" else "int"
        if found.is_text and found.kind != "json":
            kind = "fitted" if found.width > 512 else "varchar"
        return replace(found, kind=kind, nullable=found.nullable or not is_constant, column=None)

    def _truth(self, nullable: bool) -> Item:
        return Item("int", 1, 1, nullable=nullable)

    def _any(self, operands: tuple[Expression, ...]) -> Item | None:
        """Return a truth value that can be NULL if one of the operands can."""
        made = [self.item(operand) for operand in operands]
        if any(each is not None and each.nullable for each in made):
            return self._truth(True)
        return None if None in made else self._truth(False)

    def _unary(self, e: Unary) -> Item | None:
        if e.operator in {"not", "!"}:
            return self._any((e.operand,))
        operand = self.item(e.operand)
        if operand is None:
            return None
        if e.operator == "-":
            return negated(operand, self.frame)
        if e.operator == "~":
            return self.frame.fixed("bigint", 21, nullable=operand.nullable, unsigned=True)
        if e.operator == "binary":
            return cast(Cast(e.operand, "binary"), operand, self.frame)
        return operand if e.operator == "+" else None

    def _binary(self, e: Binary) -> Item | None:
        if e.operator in {"is", "is not", "<=>"}:
            return self._truth(False)
        if e.operator in _TRUTHS:
            return self._any((e.left, e.right))
        if e.operator == ":=":
            return assigned(self.item(e.right), self.frame)
        if isinstance(e.right, Interval) and e.operator in {"+", "-"}:
            return shifted(self.item(e.left), e.right, self.frame)
        if isinstance(e.left, Interval) and e.operator == "+":
            return shifted(self.item(e.right), e.left, self.frame)
        left, right = self.item(e.left), self.item(e.right)
        if left is None or right is None:
            return None
        if e.operator in _BITS:
            is_bytes = "binary" in {left.collation, right.collation}
            nullable = left.nullable or right.nullable
            return None if is_bytes else self.frame.fixed("bigint", 21, nullable=nullable, unsigned=True)
        if e.operator in _ARITHMETIC:
            return operate(e.operator, left, right, self.frame)
        if e.operator in {"->", "->>"}:
            return self._json(e.operator)
        return None

    def _json(self, operator: str) -> Item:
        kind = "json" if operator == "->" else "text"
        return Item(kind, LONGEST, nullable=True, collation="utf8mb4_bin", strength=IMPLICIT)

    def _case(self, e: Case) -> Item | None:
        """MariaDB lets the result be NULL if a condition can be."""
        results = [self.item(result) for _, result in e.branches]
        if e.otherwise is not None:
            results.append(self.item(e.otherwise))
        known = [item for item in results if item is not None]
        if len(known) < len(results):
            return None
        nullable = e.otherwise is None or any(item.nullable for item in known)
        if self.frame.is_mariadb and not nullable:
            tests = [condition for condition, _ in e.branches] + ([] if e.operand is None else [e.operand])
            made = self._any(tuple(tests))
            if made is None:
                return None
            nullable = made.nullable
        return together(known, self.frame, nullable=nullable)

    def _call(self, e: Call) -> Item | None:
        if e.over:
            found = ranked(e, self.frame)
            if found is not None or e.name not in AGGREGATES:
                return found
        found = current(e, self.frame)
        if found is not None:
            return found
        if e.name == "if" and len(e.arguments) == 3:
            condition, *results = e.arguments
            null = [place for place, result in enumerate(results) if result == Literal("null")]
            if len(null) == 1:
                return self._of_known(Call("nullif"), [item]) if (item := self.item(results[1 - null[0]])) else None
            return self._case(Case(None, ((condition, results[0]),), results[1]))
        items = [self.item(argument) for argument in e.arguments]
        found = fixed_number(e.name, items, self.frame) or moment_call(e, items, self.frame)
        if found is not None:
            return found
        if e.name in AGGREGATES and (e.star or e.name == "count"):
            return aggregate(e, (), self.frame)
        known = [item for item in items if item is not None]
        if not known or len(known) < len(items):
            return self._without(e)
        return self._of_known(e, known)

    def _without(self, e: Call) -> Item | None:
        """Return what a function without arguments gives."""
        strict = self.frame.session.is_strict
        if e.name == "uuid" and not e.arguments:
            if self.frame.flavor.at_least(mariadb=(10, 7)):
                return Item("uuid", 36, nullable=strict and not self.frame.flavor.at_least(mariadb=(11, 8)))
            return self.frame.text(36, strict, "utf8mb3_general_ci", LITERAL)
        return None

    def _of_known(self, e: Call, items: list[Item]) -> Item | None:
        """Return what a function gives of values that are all known."""
        if e.name in AGGREGATES:
            return aggregate(e, items, self.frame)
        if e.name in {"ifnull", "coalesce", "greatest", "least", "nullif"}:
            return self._choice(e.name, items)
        if e.name in {"round", "truncate"}:
            return rounded(e.name, items[0], e.arguments[1] if len(items) > 1 else None, self.frame)
        if e.name in {"floor", "ceil", "ceiling"}:
            return whole_part(items[0], self.frame)
        if e.name == "abs":
            return absolute(items[0], self.frame)
        if e.name == "mod" and len(items) == 2:
            return operate("%", items[0], items[1], self.frame)
        return json_call(e.name, items, self.frame) or text_call(e, items, self.frame)

    def _choice(self, name: str, items: list[Item]) -> Item | None:
        """Return one of several values."""
        if name == "nullif":
            kept = items[0].is_whole and items[0].kind != "bit"
            if kept and not self.frame.is_mariadb and items[0].kind != "year":
                kind = "bigint" if items[0].kind == "bigint" else "int"
                return replace(items[0], kind=kind, nullable=True, column=None)
            return (
                replace(items[0], nullable=True, column=None)
                if kept
                else together(items[:1], self.frame, nullable=True)
            )
        if name in {"greatest", "least"}:
            is_mixed = len({"text" if i.is_text else "moment" if i.kind in TEMPORAL else "number" for i in items}) > 1
            is_mixed = is_mixed or any(item.kind in {"null", "bit"} for item in items)
            nullable = any(item.nullable for item in items)
            return None if is_mixed else together(items, self.frame, nullable=nullable)
        nullable = items[-1].nullable if name == "ifnull" else all(item.nullable for item in items)
        if name == "ifnull":
            return merged(items, self.frame, nullable=nullable and items[0].nullable)
        return together(items, self.frame, nullable=nullable and items[0].nullable)


def default_of(charset: str, frame: Frame) -> str:
    """Return the collation of a character set named in CAST or CONVERT."""
    return default_collation(canonical_charset(charset), frame.flavor)
