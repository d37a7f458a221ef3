"""What MariaDB forbids stored and indexed generated columns because ``sql_mode`` would change their values.

A CHAR has its trailing spaces or not by PAD_CHAR_TO_FULL_LENGTH, so that it may stand only where they do not count: in
a comparison, in RTRIM or TRIM, or alone for a column that is no VARCHAR, TEXT or BLOB. A subtraction of unsigned whole
numbers depends on NO_UNSIGNED_SUBTRACTION. Source: manual, "Generated (Virtual and Persistent/Stored) Columns"; tried
on 10.11 and 11.8.
"""

from __future__ import annotations

from functools import lru_cache

from driftproof.language.cursor import Cursor, Unreadable
from driftproof.language.lex import Dialect
from driftproof.language.parse.expressions import read_expression
from driftproof.model.catalog import Column, Table
from driftproof.model.flavor import Flavor
from driftproof.model.syntax.expressions import (
    Between,
    Binary,
    Call,
    Case,
    Cast,
    Collate,
    Expression,
    In,
    Interval,
    Literal,
    Name,
    Row,
    Unary,
)

_COMPARISONS = frozenset({"=", "<=>", "<>", "<", "<=", ">", ">=", "like", "not like"})
_PADDED = frozenset({"char", "int", "bigint", "smallint", "tinyint", "mediumint", "decimal", "float", "double"})
_SPACE = Literal("string", " ")


def depends_on_mode(column: Column, table: Table, flavor: Flavor) -> bool:
    """Tell whether the value of a generated column depends on ``sql_mode``."""
    generated = column.generated
    if generated is None:
        return False
    expression = _read(generated.expression, flavor)
    if expression is None:
        return False
    while isinstance(expression, Row) and len(expression.values) == 1:
        expression = expression.values[0]
    if isinstance(expression, Name):
        return _is_char(expression, table) and column.type.name not in _PADDED
    return _depends(expression, table)


@lru_cache(maxsize=1024)
def _read(text: str, flavor: Flavor) -> Expression | None:
    try:
        return read_expression(Cursor(text, Dialect.of(flavor)))
    except Unreadable:
        return None


def _depends(expression: Expression, table: Table) -> bool:
    if isinstance(expression, Name):
        return _is_char(expression, table)
    parts = _parts(expression)
    if isinstance(expression, Binary) and expression.operator == "-" and any(_is_unsigned(one, table) for one in parts):
        return not any(isinstance(one, Literal) and not one.text.isdigit() for one in parts)
    if isinstance(expression, Binary) and expression.operator in _COMPARISONS:
        parts = tuple(one for one in parts if not isinstance(_bare(one), Name))
    if isinstance(expression, Call) and _trims_end(expression):
        parts = parts[1:] if isinstance(_bare(parts[0]), Name) else parts
    return any(_depends(one, table) for one in parts)


def _trims_end(call: Call) -> bool:
    """Tell whether a call takes away the spaces at the end."""
    if call.name == "rtrim":
        return True
    what, side = (*call.arguments[1:], _SPACE, Literal("string", "both"))[:2]
    return call.name == "trim" and what == _SPACE and side != Literal("string", "leading")


def _bare(expression: Expression) -> Expression:
    while isinstance(expression, Row) and len(expression.values) == 1:
        expression = expression.values[0]
    return expression


def _parts(expression: Expression) -> tuple[Expression, ...]:
    """Return the expressions right inside an expression."""
    match expression:
        case Binary(left=left, right=right):
            return (left, right)
        case Call(arguments=arguments):
            return arguments
        case Unary(operand=operand) | Cast(operand=operand) | Collate(operand=operand):
            return (operand,)
        case Between(operand=operand, low=low, high=high):
            return (operand, low, high)
        case In(operand=operand, values=values):
            return (operand, *values)
        case Row(values=values):
            return values
        case Case(operand=operand, branches=branches, otherwise=otherwise):
            inner = (operand, *(one for branch in branches for one in branch), otherwise)
            return tuple(one for one in inner if one is not None)
        case Interval(amount=amount):
            return (amount,)
        case _:
            return ()


def _column(name: Name, table: Table) -> Column | None:
    return table.column(name.parts[-1])


def _is_char(name: Name, table: Table) -> bool:
    column = _column(name, table)
    return column is not None and column.type.name == "char"


def _is_unsigned(expression: Expression, table: Table) -> bool:
    """Tell whether an expression is an unsigned whole number."""
    expression = _bare(expression)
    if isinstance(expression, Name):
        column = _column(expression, table)
        return column is not None and column.type.is_integer and column.type.unsigned
    is_sum = isinstance(expression, Binary) and expression.operator in {"+", "-", "*"}
    if is_sum or (isinstance(expression, Call) and expression.name == "abs"):
        return any(_is_unsigned(one, table) for one in _parts(expression))
    return False
