"""Reading window functions and named windows."""

from __future__ import annotations

from driftproof.language.cursor import Cursor
from driftproof.language.parse import expressions
from driftproof.language.spell import spell, spell_order
from driftproof.model.names import quote
from driftproof.model.replace import replace
from driftproof.model.syntax.expressions import Call

_FRAME_UNITS = ("ROWS", "RANGE", "GROUPS")


def read_over(cursor: Cursor, call: Call) -> Call:
    """Take WITHIN GROUP, RESPECT NULLS and OVER if they follow `call`, and return the call with them."""
    upper = cursor.tokens[cursor.position].upper
    if upper == "WITHIN" and cursor.accept("WITHIN", "GROUP"):
        cursor.expect("(")
        cursor.expect("ORDER", "BY")
        call = replace(call, order=expressions.read_order(cursor))
        cursor.expect(")")
    elif upper == "RESPECT":
        cursor.accept("RESPECT", "NULLS")
    elif upper == "FROM" and cursor.at("FROM", "FIRST", "OVER"):
        cursor.position += 2
    if cursor.tokens[cursor.position].upper != "OVER":
        return call
    if cursor.accept("OVER", "("):
        return replace(call, over=f"({_window(cursor)})")
    if not cursor.peek().value:
        return call
    cursor.advance()
    return replace(call, over=quote(cursor.expect_name()))


def _window(cursor: Cursor) -> str:
    """Take a window behind its opening parenthesis, the closing one included, and return its canonical text."""
    parts: list[str] = []
    if cursor.at_name and not cursor.at_any(("PARTITION", "ORDER", *_FRAME_UNITS)):
        parts.append(quote(cursor.expect_name()))
    if cursor.accept("PARTITION", "BY"):
        parts.append("partition by " + ",".join(spell(value) for value in expressions.read_expressions(cursor)))
    if cursor.accept("ORDER", "BY"):
        parts.append(spell_order(expressions.read_order(cursor)))
    if cursor.at_any(_FRAME_UNITS):
        parts.append(_frame(cursor))
    cursor.expect(")")
    return " ".join(parts)


def _frame(cursor: Cursor) -> str:
    """Take a frame and return its canonical text."""
    text = cursor.advance().upper.lower()
    if cursor.accept("BETWEEN"):
        low = _bound(cursor)
        cursor.expect("AND")
        text = f"{text} between {low} and {_bound(cursor)}"
    else:
        text = f"{text} between {_bound(cursor)} and current row"
    if cursor.accept("EXCLUDE"):
        text += " exclude"
        while not cursor.at(")") and not cursor.at_end:
            text += f" {cursor.advance().text.lower()}"
    return text


def _bound(cursor: Cursor) -> str:
    """Take one end of a frame."""
    if cursor.accept("CURRENT", "ROW"):
        return "current row"
    amount = "unbounded" if cursor.accept("UNBOUNDED") else spell(expressions.read_expression(cursor))
    side = cursor.accept_any("PRECEDING", "FOLLOWING")
    if not side:
        raise cursor.unreadable("PRECEDING or FOLLOWING expected")
    return f"{amount} {side.lower()}"


def read_named_windows(cursor: Cursor) -> str:
    """Take what follows WINDOW and return it as canonical text."""
    parts: list[str] = []
    while True:
        name = quote(cursor.expect_name())
        cursor.expect("AS", "(")
        parts.append(f"{name} as ({_window(cursor)})")
        if not cursor.accept(","):
            return ", ".join(parts)
