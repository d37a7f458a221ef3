"""Column names inside expressions: which ones they use, and how they follow a rename."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from itertools import pairwise

from driftproof.language.lex import Dialect, Token, TokenKind, lex
from driftproof.model.flavor import Flavor
from driftproof.model.names import fold, quote

_OF_SEQUENCES = frozenset({"NEXTVAL", "LASTVAL", "SETVAL"})


@lru_cache(maxsize=4096)
def names_in(expression: str, flavor: Flavor) -> frozenset[str]:
    """Return the folded names that an expression may use as columns: every quoted name, and no function's.

    Canonical expressions quote columns, so that a bare word is a keyword or a function.
    """
    return frozenset(fold(token.value) for token in _columns(expression, flavor))


def rename_in(expression: str, names: Mapping[str, str], flavor: Flavor) -> str:
    """Return an expression with its columns renamed; `names` maps folded names before to names after."""
    if not names:
        return expression
    pieces: list[str] = []
    position = 0
    for token in _columns(expression, flavor):
        after = names.get(fold(token.value))
        if after is not None:
            pieces += [expression[position : token.start], quote(after)]
            position = token.end
    return "".join(pieces) + expression[position:]


def _columns(expression: str, flavor: Flavor) -> list[Token]:
    """Return the tokens that name columns: quoted names that no parenthesis follows, the last part of a qualified one.

    What NEXT VALUE FOR and its like name is a sequence.
    """
    tokens = lex(expression, Dialect.of(flavor))
    found = []
    sequence = False
    for token, following in pairwise(tokens):
        if token.upper in _OF_SEQUENCES and following.upper == "(":
            sequence = True
        elif token.kind is TokenKind.QUOTED and following.upper not in {"(", "."}:
            found += [] if sequence else [token]
            sequence = False
    return found
