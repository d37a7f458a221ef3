"""Writing expressions and queries in one canonical spelling: what servers say differently comes out the same.

`canonical` makes the expression, `spell` the text. Reading the text gives the canonical expression again.
"""

from __future__ import annotations

from driftproof.language.canonical import canonical
from driftproof.language.canonical_query import canonical_query
from driftproof.language.spell import spell
from driftproof.language.spell_query import spell_query
from driftproof.model.syntax.expressions import Expression
from driftproof.model.syntax.queries import Query


def write(expression: Expression) -> str:
    """Return the canonical text of `expression`, whose value counts: a default, a generated column."""
    return spell(canonical(expression))


def write_condition(expression: Expression) -> str:
    """Return the canonical text of `expression` where only its truth counts: CHECK, WHERE, ON, HAVING."""
    return spell(canonical(expression, True))


def write_query(query: Query) -> str:
    """Return the canonical text of `query`."""
    return spell_query(canonical_query(query))
