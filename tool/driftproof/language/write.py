"""Writing expressions and queries in one canonical spelling: what servers say differently comes out the same."""

from __future__ import annotations

from driftproof.language.spell import spell
from driftproof.language.spell_query import spell_query
from driftproof.model.syntax.expressions import Expression
from driftproof.model.syntax.queries import Query


def write(expression: Expression) -> str:
    """Return the canonical text of `expression`."""
    return spell(expression)


def write_query(query: Query) -> str:
    """Return the canonical text of `query`."""
    return spell_query(query)
