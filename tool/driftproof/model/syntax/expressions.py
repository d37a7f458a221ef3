"""Expressions, as values: what parse reads in defaults, checks, queries and stored programs, and replay evaluates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from typing import Literal as OneOf

if TYPE_CHECKING:
    from driftproof.model.syntax.queries import Query


@dataclass(frozen=True, slots=True)
class Literal:
    """A constant.

    `kind` is ``string``, ``number``, ``null``, ``bool``, ``hex``, ``bit``, ``date``, ``time`` or ``timestamp``. `text`
    is the value of a string (unescaped), the digits of a number as written, ``true``/``false``, or the digits of a hex
    or bit value. `charset` is an introducer such as ``utf8mb4``.
    """

    kind: OneOf["string", "number", "null", "bool", "hex", "bit", "date", "time", "timestamp"]
    text: str = ""
    charset: str = ""


@dataclass(frozen=True, slots=True)
class Name:
    """A column, parameter or local variable: its parts, such as ``("t", "a")``. ``*`` may be the last part."""

    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UserVariable:
    """``@name``."""

    name: str


@dataclass(frozen=True, slots=True)
class SystemVariable:
    """``@@name``; `scope` is ``session``, ``global`` or empty."""

    name: str
    scope: str = ""


@dataclass(frozen=True, slots=True)
class Marker:
    """A ``?`` of a prepared statement; `position` counts from 0."""

    position: int


@dataclass(frozen=True, slots=True)
class Unary:
    """A prefix operator: ``-``, ``+``, ``!``, ``~``, ``not``, ``binary``, ``prior``."""

    operator: str
    operand: Expression


@dataclass(frozen=True, slots=True)
class Binary:
    """An infix operator, in lower case.

    ``+ - * / % div mod = <=> <> < <= > >= and or xor & | ^ << >> || -> ->> := is like rlike regexp sounds`` and the
    ``not …`` forms of ``like`` and ``rlike``; ``is`` and ``is not`` have a Literal or a bare word at the right.
    `escape` is the escape character of a LIKE.
    """

    operator: str
    left: Expression
    right: Expression
    escape: Expression | None = None


@dataclass(frozen=True, slots=True)
class Between:
    """``operand [NOT] BETWEEN low AND high``."""

    operand: Expression
    low: Expression
    high: Expression
    negated: bool = False


@dataclass(frozen=True, slots=True)
class In:
    """``operand [NOT] IN (…)``: a list of values, or a query."""

    operand: Expression
    values: tuple[Expression, ...] = ()
    query: Query | None = None
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """``(a, b)`` or ``ROW(a, b)``."""

    values: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """CASE: `operand` None is the searched form."""

    operand: Expression | None
    branches: tuple[tuple[Expression, Expression], ...]
    otherwise: Expression | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """A function call; `name` is lower case for built-in functions, as written otherwise.

    `schema` qualifies a stored function. `star` is ``COUNT(*)``. `order`, `separator` belong to GROUP_CONCAT. `over`
    is the text of a window. Functions with keywords inside (``TRIM(BOTH x FROM y)``, ``EXTRACT(DAY FROM d)``,
    ``SUBSTRING(a FROM 1 FOR 2)``) come with plain arguments in the manual's comma form; a unit
    or a trim side is a string Literal. ``MATCH (columns) AGAINST (text modifier)`` is ``match`` of a Row, the text and
    the modifier, if any, as a string; ``NEXT VALUE FOR s`` is ``nextval(s)``; ``POSITION(a IN b)`` is ``locate(a,b)``.
    """

    name: str
    arguments: tuple[Expression, ...] = ()
    schema: str | None = None
    distinct: bool = False
    star: bool = False
    order: tuple[tuple[Expression, bool], ...] = ()
    separator: Expression | None = None
    over: str = ""


@dataclass(frozen=True, slots=True)
class Cast:
    """``CAST(x AS type)``, ``CONVERT(x, type)``, or ``CONVERT(x USING charset)`` where `charset` is set."""

    operand: Expression
    type: str = ""
    charset: str = ""


@dataclass(frozen=True, slots=True)
class Collate:
    """``operand COLLATE collation``."""

    operand: Expression
    collation: str


@dataclass(frozen=True, slots=True)
class Interval:
    """``INTERVAL amount unit``."""

    amount: Expression
    unit: str


@dataclass(frozen=True, slots=True)
class Exists:
    """``EXISTS (query)``."""

    query: Query


@dataclass(frozen=True, slots=True)
class Subquery:
    """A query in parentheses; `quantifier` is ``any``, ``all``, ``some`` or empty."""

    query: Query
    quantifier: str = ""


@dataclass(frozen=True, slots=True)
class DefaultOf:
    """``DEFAULT`` as a value, or ``DEFAULT(column)``; ``VALUES(column)`` where `inserted`."""

    column: str = ""
    inserted: bool = False


@dataclass(frozen=True, slots=True)
class Unread:
    """An expression that is not understood, as its text (``JSON_VALUE(… RETURNING …)`` …)."""

    text: str


Expression = (
    Literal
    | Name
    | UserVariable
    | SystemVariable
    | Marker
    | Unary
    | Binary
    | Between
    | In
    | Row
    | Case
    | Call
    | Cast
    | Collate
    | Interval
    | Exists
    | Subquery
    | DefaultOf
    | Unread
)
