"""Where in a script an offset stands: inside a quoted text, a quoted name or a comment, or in plain SQL."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

from driftproof_lint.views import ScriptView

_PIECES = re.compile(
    r"""
      (?P<comment>\#[^\n]*|--(?=[\s]|$)[^\n]*|/\*(?!M?!).*?(?:\*/|\Z))
    | (?P<text>'(?:[^'\\]|''|\\.)*'?|"(?:[^"\\]|""|\\.)*"?|`(?:[^`]|``)*`?)
    """,
    re.VERBOSE | re.DOTALL,
)

Pieces = tuple[tuple[int, int, bool], ...]


@lru_cache(maxsize=256)
def _pieces(text: str) -> Pieces:
    """Return the quoted texts, names and comments of a script: start, end, and whether it is a comment."""
    return tuple((one.start(), one.end(), one.lastgroup == "comment") for one in _PIECES.finditer(text))


@lru_cache(maxsize=256)
def _starts(text: str) -> tuple[int, ...]:
    return tuple(start for start, _, _ in _pieces(text))


def in_text(view: ScriptView, offset: int, *, comments: bool = False) -> bool:
    """Tell whether an offset stands inside quotes or, with `comments`, inside a comment."""
    text = view.script.text
    at = bisect_right(_starts(text), offset) - 1
    if at < 0:
        return False
    start, end, is_comment = _pieces(text)[at]
    return start < offset < end and (comments or not is_comment)
