"""Canonical expressions: what servers print differently for one meaning becomes one expression.

Servers rewrite expressions before they store them: MySQL pushes NOT inwards, writes ``0 <> a`` for a number that
stands where a truth value is wanted, and says ``now()`` for CURRENT_TIMESTAMP; MariaDB says ``current_timestamp()``.
The rules here were found by having MySQL 9.7, MariaDB 10.11 and 11.8 store some three hundred expressions in views,
checks, generated columns and defaults (tests/server/test_canonical.py).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from driftproof.language import canonical_query as queries
from driftproof.language.canonical_call import canonical_call, canonical_type
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
    Row,
    Subquery,
    SystemVariable,
    Unary,
)
from driftproof.model.syntax.queries import Select

_INVERSE = {
    "=": "<>",
    "<>": "=",
    "<": ">=",
    ">=": "<",
    ">": "<=",
    "<=": ">",
    "is": "is not",
    "is not": "is",
    "like": "not like",
    "not like": "like",
    "rlike": "not rlike",
    "not rlike": "rlike",
}
_LOGIC = {"and": "or", "or": "and"}
_NULL = Literal("null")
_TRUTH_OPERATORS = frozenset({"and", "or", "xor", "<=>", "member of"})
_TRUTH_TEXT = """
json_valid json_contains json_contains_path json_overlaps json_schema_valid json_exists json_equals is_ipv4 is_ipv6
is_ipv4_compat is_ipv4_mapped is_uuid regexp_like match st_contains st_within st_intersects st_disjoint st_equals
st_isvalid
"""
_TRUTH_FUNCTIONS = frozenset(_TRUTH_TEXT.split())
ZERO = Literal("number", "0")


def canonical(expression: Expression, truth: bool = False) -> Expression:
    """Return the canonical form of `expression`; `truth` says that only its truth matters, as in WHERE.

    There a number ``a`` stands as ``a <> 0``, and ``NOT a`` is ``a = 0`` everywhere.
    """
    rule = _RULES.get(type(expression))
    found = expression if rule is None else rule(expression)
    return _as_truth(found) if truth else found


def _as_truth(e: Expression) -> Expression:
    """Return canonical `e` as a truth value, which says ``a <> 0`` of a number."""
    if isinstance(e, Binary) and e.operator == "<>" and e.right == ZERO and isinstance(e.left, Literal):
        return e.left
    if isinstance(e, Literal) or _is_truth(e):
        return e
    return Binary("<>", e, ZERO)


def canonical_list(expressions: tuple[Expression, ...]) -> tuple[Expression, ...]:
    """Return the canonical forms of several expressions."""
    return tuple([canonical(value) for value in expressions])


def canonical_order(order: tuple[tuple[Expression, bool], ...]) -> tuple[tuple[Expression, bool], ...]:
    """Return ORDER BY pairs with canonical expressions."""
    return tuple([(canonical(value), descending) for value, descending in order])


def negate(e: Expression) -> Expression:
    """Return the canonical form of NOT `e`, where `e` is a canonical truth value."""
    if isinstance(e, Binary):
        if e.operator in _INVERSE and not _is_quantified(e.right):
            return replace(e, operator=_INVERSE[e.operator])
        if e.operator in _LOGIC:
            return Binary(_LOGIC[e.operator], negate(e.left), negate(e.right))
        if e.operator == "xor":
            return Binary("xor", negate(e.left), e.right)
    if isinstance(e, In | Between):
        return replace(e, negated=not e.negated)
    if isinstance(e, Unary) and e.operator == "not":
        return e.operand
    return Unary("not", e)


def _is_truth(e: Expression) -> bool:
    """Tell whether `e` gives a truth value in any case, so that nothing changes where one is asked for."""
    if isinstance(e, Binary):
        return e.operator in _INVERSE or e.operator in _TRUTH_OPERATORS
    if isinstance(e, Call):
        return e.schema is None and e.name in _TRUTH_FUNCTIONS
    return isinstance(e, In | Between | Exists) or (isinstance(e, Unary) and e.operator == "not")


def _literal(e: Literal) -> Expression:
    if e.kind == "bool":
        return Literal("number", "1" if e.text == "true" else "0")
    if e.kind == "string":
        return Literal("string", e.text) if e.charset else e
    if e.kind == "bit":
        size = max(1, (len(e.text) + 7) // 8)
        return Literal("hex", f"{int(e.text or '0', 2):0{size * 2}X}")
    if e.kind == "hex":
        return Literal("hex", e.text.upper(), "" if e.charset == "binary" else e.charset)
    if e.kind == "number":
        return Literal("number", _number(e.text))
    return e


def _number(text: str) -> str:
    """Return a number as servers print it: a digit before the point, a small exponent."""
    mantissa, mark, exponent = text.lower().partition("e")
    if mantissa.startswith("."):
        mantissa = f"0{mantissa}"
    mantissa = mantissa.removesuffix(".")
    if "." not in mantissa and len(mantissa) > 1:
        mantissa = mantissa.lstrip("0") or "0"
    return f"{mantissa}e{int(exponent)}" if mark else mantissa


def _unary(e: Unary) -> Expression:
    if e.operator in {"not", "!"}:
        return negate(canonical(e.operand, True))
    if e.operator == "binary":
        return Cast(canonical(e.operand), "binary")
    operand = canonical(e.operand)
    return operand if e.operator == "+" else Unary(e.operator, operand)


def _binary(e: Binary) -> Expression:
    rule = _OPERATORS.get(e.operator)
    if rule is not None:
        return rule(e)
    escape = None if e.escape is None else canonical(e.escape)
    return Binary(e.operator, canonical(e.left), canonical(e.right), escape)


def _logic(e: Binary) -> Expression:
    """AND, OR and XOR chains lean to the left, whatever parentheses say."""
    parts = [canonical(part, True) for part in _chain(e, e.operator)]
    parts = [part for found in parts for part in _chain(found, e.operator)]
    joined = parts[0]
    for part in parts[1:]:
        joined = Binary(e.operator, joined, part)
    return joined


def _chain(e: Expression, operator: str) -> list[Expression]:
    if isinstance(e, Binary) and e.operator == operator:
        return _chain(e.left, operator) + _chain(e.right, operator)
    return [e]


def _comparison(e: Binary) -> Expression:
    """``0 = a`` is ``a = 0``; comparing a truth value with 0 is the value or its opposite; rows part by part."""
    if e.operator in {"=", "<>"} and ZERO in {e.left, e.right} and not _is_quantified(e.right):
        value = canonical(e.right if e.left == ZERO else e.left)
        if _is_truth(value):
            return negate(value) if e.operator == "=" else value
        return Binary(e.operator, value, ZERO)
    if isinstance(e.left, Row) and isinstance(e.right, Row) and len(e.left.values) == len(e.right.values):
        pairs = zip(e.left.values, e.right.values, strict=True)
        if e.operator == "=":
            return _joined("and", [_comparison(Binary("=", left, right)) for left, right in pairs])
        if e.operator == "<>":
            return _joined("or", [_comparison(Binary("<>", left, right)) for left, right in pairs])
    left, right = canonical(e.left), canonical(e.right)
    if isinstance(right, Subquery) and (e.operator, right.quantifier) in {("=", "any"), ("<>", "all")}:
        return In(left, (), right.query, e.operator == "<>")
    return Binary(e.operator, left, right)


def _is_quantified(e: Expression) -> bool:
    return isinstance(e, Subquery) and e.quantifier != ""


def _joined(operator: str, parts: list[Expression]) -> Expression:
    joined = parts[0]
    for part in parts[1:]:
        joined = Binary(operator, joined, part)
    return joined


def _is(e: Binary) -> Expression:
    """IS UNKNOWN is IS NULL; IS TRUE wants a truth value."""
    if isinstance(e.right, Name) or e.right == _NULL:
        return Binary(e.operator, canonical(e.left), _NULL)
    return Binary(e.operator, canonical(e.left, True), e.right)


def _plus(e: Binary) -> Expression:
    """An interval stands at the right."""
    left, right = canonical(e.left), canonical(e.right)
    if isinstance(left, Interval):
        left, right = right, left
    return Binary("+", left, right)


def _path(e: Binary) -> Expression:
    found = Call("json_extract", (canonical(e.left), canonical(e.right)))
    return Call("json_unquote", (found,)) if e.operator == "->>" else found


def _concat(e: Binary) -> Expression:
    parts = tuple(_chain(e, "||"))
    return canonical(Call("concat", parts))


def _sounds(e: Binary) -> Expression:
    return Binary("=", Call("soundex", (canonical(e.left),)), Call("soundex", (canonical(e.right),)))


_OPERATORS: dict[str, Callable[[Binary], Expression]] = {
    **dict.fromkeys(("and", "or", "xor"), _logic),
    **dict.fromkeys(("=", "<>", "<", "<=", ">", ">=", "<=>"), _comparison),
    **dict.fromkeys(("is", "is not"), _is),
    "+": _plus,
    "->": _path,
    "->>": _path,
    "||": _concat,
    "sounds": _sounds,
}


def _between(e: Between) -> Expression:
    return Between(canonical(e.operand), canonical(e.low), canonical(e.high), e.negated)


def _in(e: In) -> Expression:
    if e.query is None and len(e.values) == 1:
        return _comparison(Binary("<>" if e.negated else "=", e.operand, e.values[0]))
    query = None if e.query is None else queries.canonical_query(e.query)
    return In(canonical(e.operand), canonical_list(e.values), query, e.negated)


def _row(e: Row) -> Expression:
    return Row(canonical_list(e.values))


def _case(e: Case) -> Expression:
    searched = e.operand is None
    operand = None if e.operand is None else canonical(e.operand)
    branches = tuple((canonical(when, searched), canonical(then)) for when, then in e.branches)
    return Case(operand, branches, None if e.otherwise is None else canonical(e.otherwise))


def _call(e: Call) -> Expression:
    if e.name == "if" and e.arguments and e.schema is None:
        arguments = (canonical(e.arguments[0], True), *canonical_list(e.arguments[1:]))
    elif e.name == "isnull" and len(e.arguments) == 1:
        return Binary("is", canonical(e.arguments[0]), _NULL)
    else:
        arguments = canonical_list(e.arguments)
    separator = None if e.separator is None else canonical(e.separator)
    call = replace(e, arguments=arguments, order=canonical_order(e.order), separator=separator)
    return canonical_call(call) if e.schema is None else call


def _cast(e: Cast) -> Expression:
    operand = canonical(e.operand)
    if e.charset:
        if isinstance(operand, Call) and operand.name == "char":
            return operand
        if e.charset == "binary":
            return Cast(operand, "binary")
        return Cast(operand, "", "utf8mb3" if e.charset == "utf8" else e.charset)
    return Cast(operand, canonical_type(e.type))


def _collate(e: Collate) -> Expression:
    collation = e.collation
    if collation.startswith("utf8_"):
        collation = f"utf8mb3_{collation[5:]}"
    return Collate(canonical(e.operand), collation)


def _interval(e: Interval) -> Expression:
    return Interval(canonical(e.amount), e.unit)


def _exists(e: Exists) -> Expression:
    """MariaDB prints ``LIMIT 1`` behind the query of an EXISTS."""
    query = queries.canonical_query(e.query)
    if isinstance(query, Select) and query.limit == Literal("number", "1") and query.offset is None:
        query = replace(query, limit=None)
    return Exists(query)


def _subquery(e: Subquery) -> Expression:
    return Subquery(queries.canonical_query(e.query), "any" if e.quantifier == "some" else e.quantifier)


def _system(e: SystemVariable) -> Expression:
    return SystemVariable(e.name, "" if e.scope == "session" else e.scope)


_RULES: dict[type[Any], Callable[[Any], Expression]] = {
    Literal: _literal,
    Unary: _unary,
    Binary: _binary,
    Between: _between,
    In: _in,
    Row: _row,
    Case: _case,
    Call: _call,
    Cast: _cast,
    Collate: _collate,
    Interval: _interval,
    Exists: _exists,
    Subquery: _subquery,
    SystemVariable: _system,
}
