"""The columns that expressions make in CREATE TABLE … SELECT: type, charset, NULL and default.

Found by having MariaDB 10.11, 11.8 and MySQL 9.7 make them (tests/server/resolve). Types that are not known give None.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from driftproof.model.catalog import NULL_DEFAULT, Column, ColumnType, Default
from driftproof.model.flavor import Flavor, canonical_charset, charset_of, default_collation
from driftproof.model.replace import replace
from driftproof.model.session import Session
from driftproof.model.syntax.expressions import Between, Binary, Call, Cast, Exists, Expression, In, Literal, Unary
from driftproof.replay.resolve.arithmetic import arithmetic_type

Lookup = Callable[[Expression], Column | None]
_CHARACTERS = frozenset({"char", "varchar"})
_DIGITS = {"tinyint": 3, "smallint": 5, "mediumint": 8, "int": 10, "bigint": 19}
_SAME_LENGTH = frozenset({"upper", "lower", "ucase", "lcase", "trim", "ltrim", "rtrim", "reverse"})
_CASES = frozenset({"upper", "lower", "ucase", "lcase"})
_CUT = frozenset({"left", "right", "substring", "mid"})
_DATES = frozenset({"date", "datetime", "timestamp"})
_ZEROS = {
    "varchar": "",
    "char": "",
    "double": "0",
    "date": "0000-00-00",
    "time": "00:00:00",
    "year": "0000",
}


@dataclass(frozen=True, slots=True)
class Maker:
    """What the types of expressions depend on: server, session, and the columns of the query."""

    flavor: Flavor
    session: Session
    column: Lookup

    def make(self, e: Expression) -> Column | None:
        """Return the unnamed column that `e` makes, or None."""
        known = self.column(e)
        if known is not None:
            return known
        match e:
            case Literal():
                return self._literal(e)
            case Unary(operator="-", operand=Literal(kind="number") as number) if number.text.isdigit():
                return self._integer("int", len(number.text) + 1)
            case Call(schema=None):
                return self._call(e)
            case Cast(charset=""):
                return self._cast(e)
            case Binary(operator="is" | "is not") | Exists():
                return self._integer("int", 1)
            case Binary(operator="=" | "<>" | "<" | ">" | "<=" | ">=") | In(query=None) | Between():
                return self._truth(e)
            case Binary(operator="+" | "-" | "*" | "/"):
                return self._arithmetic(e)
        return None

    def _arithmetic(self, e: Binary) -> Column | None:
        left, right = self.make(e.left), self.make(e.right)
        if left is None or right is None:
            return None
        kind = arithmetic_type(e.operator, (e.left, left), (e.right, right), self.flavor)
        nullable = bool(left.nullable or right.nullable) or e.operator == "/"
        return None if kind is None else self._column(kind, nullable)

    def _integer(self, name: str, width: int, *, nullable: bool = False, unsigned: bool = False) -> Column:
        length = (width,) if self.flavor.is_mariadb else ()
        return self._column(ColumnType(name, length, unsigned), nullable)

    def _column(self, column_type: ColumnType, nullable: bool, collation: str | None = None) -> Column:
        """Return a column; MySQL gives one that is never NULL the zero of its type as a default."""
        default: Default | None = NULL_DEFAULT if nullable else None
        no_zero = column_type.name in _DATES and "NO_ZERO_DATE" in self.session.sql_mode
        if not nullable and not self.flavor.is_mariadb and not no_zero:
            default = Default("literal", _zero(column_type))
        charset = charset_of(collation) if collation else None
        return Column("", column_type, nullable, default, charset=charset, collation=collation)

    def _text(self, length: int, nullable: bool, collation: str | None = None) -> Column:
        name = "char" if length == 0 and self.flavor.is_mariadb else "varchar"
        charset = canonical_charset(self.session.charset)
        own = self.session.collation or default_collation(charset, self.flavor)
        return self._column(ColumnType(name, (length,)), nullable, collation or own)

    def united(self, one: Column, other: Column, *, is_all: bool) -> Column | None:
        """Return the column that two of a UNION make together, or None; MariaDB gives a default to distinct ones."""
        kind = _wider(one.type, other.type)
        if kind is None or (one.collation != other.collation and one.type.has_charset and other.type.has_charset):
            return None
        made = self._column(kind, bool(one.nullable or other.nullable), one.collation or other.collation)
        if self.flavor.is_mariadb and not is_all and not made.nullable:
            made = replace(made, default=Default("literal", _zero(kind)))
        return made

    def _literal(self, e: Literal) -> Column | None:
        if e.kind == "string" and not e.charset:
            return self._text(len(e.text), False)
        if e.kind == "bool":
            # seen: int(1) up to MariaDB 11.8.6 and in 10.11.18, int(5) in 11.8.9, where TRUE is as wide as "false"
            return self._integer("int", 5 if self.flavor.at_least(mariadb=(11, 8, 9)) else 1)
        if e.kind == "null":
            name = "binary" if self.flavor.is_mariadb or not self.flavor.at_least(mysql=(9,)) else "varbinary"
            return self._column(ColumnType(name, (0,)), True)
        if e.kind != "number":
            return None
        if "e" in e.text.lower():
            return self._column(ColumnType("double"), False)
        whole, point, fraction = e.text.partition(".")
        if point:
            return self._column(ColumnType("decimal", (max(len(whole), 1) + len(fraction), len(fraction))), False)
        return self._integer("int" if len(whole) < 10 else "bigint", len(whole))

    def _truth(self, e: Binary | In | Between) -> Column | None:
        operands: tuple[Expression, ...]
        if isinstance(e, Binary):
            operands = (e.left, e.right)
        elif isinstance(e, In):
            operands = (e.operand, *e.values)
        else:
            operands = (e.operand, e.low, e.high)
        made = [self.make(operand) for operand in operands]
        if None in made:
            return None
        return self._integer("int", 1, nullable=any(each is not None and each.nullable for each in made))

    def _cast(self, e: Cast) -> Column | None:
        operand = self.make(e.operand)
        if operand is None:
            return None
        nullable = bool(operand.nullable)
        name, _, rest = e.type.partition("(")
        inside = rest.partition(")")[0]
        numbers = tuple(int(part) for part in inside.split(",")) if inside.replace(",", "").isdigit() else ()
        if name in {"signed", "unsigned"}:
            return self._integer("bigint", 20, nullable=nullable, unsigned=name == "unsigned")
        if name == "char" and len(numbers) == 1 and e.type.endswith(")"):
            return self._text(numbers[0], nullable or not operand.type.has_charset)
        if name == "decimal" and e.type.endswith(")"):
            return self._column(ColumnType("decimal", (*numbers, 0)[:2]), nullable)
        if name in {"date", "datetime", "time"}:
            return self._column(ColumnType(name, numbers), True)
        return None

    def _call(self, e: Call) -> Column | None:
        if e.over:
            return None
        if e.name == "count":
            return self._integer("bigint", 21)
        if e.name in {"now", "current_timestamp", "localtimestamp"}:
            return self._now(e)
        if e.name in {"curdate", "current_date"}:
            return self._column(ColumnType("date"), False)
        arguments = [self.make(argument) for argument in e.arguments]
        known = [argument for argument in arguments if argument is not None]
        if not known or len(known) < len(arguments):
            return None
        if e.name in {"max", "min"}:
            return replace(known[0], nullable=True, default=NULL_DEFAULT, on_update=None, auto_increment=False)
        if e.name in {"sum", "avg"}:
            return self._aggregate(e.name, known[0])
        return self._of_texts(e, known)

    def _now(self, e: Call) -> Column | None:
        """MariaDB 11.8 makes a TIMESTAMP of NOW(), other servers a DATETIME."""
        name = "timestamp" if self.flavor.at_least(mariadb=(11, 8)) else "datetime"
        digits = [int(part.text) for part in e.arguments if isinstance(part, Literal) and part.text.isdigit()]
        return self._column(ColumnType(name, tuple(digit for digit in digits if digit)), False)

    def _aggregate(self, name: str, operand: Column) -> Column | None:
        """Return what SUM or AVG of an exact number makes."""
        if operand.type.is_integer:
            digits, scale = _DIGITS[operand.type.name], 0
        elif operand.type.name == "decimal" and len(operand.type.length) == 2:
            digits, scale = operand.type.length
        else:
            return None
        length = (digits + 22, scale) if name == "sum" else (digits + 4, scale + 4)
        return self._column(ColumnType("decimal", length), True)

    def _of_texts(self, e: Call, known: list[Column]) -> Column | None:
        """Return what a function of texts makes; in strict mode it can be NULL, for a result too long."""
        texts = [column for column in known if column.type.name in _CHARACTERS]
        if not texts or texts[0] is not known[0]:
            return None
        first = known[0]
        nullable = self.session.is_strict or any(column.nullable for column in known)
        if e.name in _SAME_LENGTH and len(known) == 1:
            grows = e.name in _CASES and "uca1400" in (first.collation or "")
            return self._text(first.type.length[0] * (2 if grows else 1), nullable, first.collation)
        if e.name in _CUT and isinstance(e.arguments[-1], Literal) and e.arguments[-1].text.isdigit():
            return self._text(min(int(e.arguments[-1].text), first.type.length[0]), nullable, first.collation)
        if len(texts) < len(known):
            return None
        collation = self._common_collation(e, texts)
        if e.name == "concat":
            return self._text(sum(column.type.length[0] for column in texts), nullable, collation)
        if e.name in {"ifnull", "coalesce"}:
            longest = max(column.type.length[0] for column in texts)
            return self._text(longest, all(column.nullable for column in known), collation)
        return None

    def _common_collation(self, e: Call, texts: list[Column]) -> str | None:
        """Return the collation of the columns among the arguments; literals follow them."""
        pairs = zip(e.arguments, texts, strict=True)
        return next((column.collation for argument, column in pairs if not isinstance(argument, Literal)), None)


def _zero(column_type: ColumnType) -> str:
    """Return the zero that MySQL gives as a default."""
    if column_type.name == "decimal" and len(column_type.length) == 2 and column_type.length[1]:
        return "0." + "0" * column_type.length[1]
    fraction = "." + "0" * column_type.length[0] if column_type.length else ""
    if column_type.name in {"datetime", "timestamp"}:
        return f"0000-00-00 00:00:00{fraction}"
    return _ZEROS.get(column_type.name, "0")


def _wider(one: ColumnType, other: ColumnType) -> ColumnType | None:
    """Return the type that holds the values of both, for the plain cases."""
    if one == other:
        return one
    for kind, rest in ((one, other), (other, one)):
        if kind.name in {"binary", "varbinary"} and kind.length == (0,):  # NULL
            return rest
    if one.name == other.name == "varchar":
        return ColumnType("varchar", (max(one.length[0], other.length[0]),))
    if one.is_integer and other.is_integer and one.unsigned == other.unsigned:
        first, second = (_DIGITS[kind.name] for kind in (one, other))
        return one if first > second or (first == second and one.length >= other.length) else other
    return None
