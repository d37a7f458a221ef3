"""Named windows in the canonical text of a query: MariaDB writes them out where they are used, MySQL keeps them."""

from __future__ import annotations

import re
from collections.abc import Callable

_HEAD = re.compile(r"(?:, )?(`(?:[^`]|``)*`) as \(")
_FIRST = re.compile(r"\((`(?:[^`]|``)*`) ?")


def named_windows(text: str) -> dict[str, str]:
    """Return the definitions in a WINDOW clause, without their parentheses, by quoted name."""
    found: dict[str, str] = {}
    position = 0
    while head := _HEAD.match(text, position):
        end = _closing(text, head.end())
        found[head.group(1)] = text[head.end() : end]
        position = end + 1
    return found


def _closing(text: str, start: int) -> int:
    """Return where the parenthesis opened before `start` closes; quoted text is passed over."""
    depth = 1
    for token in re.finditer(r"'(?:[^'\\]|''|\\.)*'|`(?:[^`]|``)*`|[()]", text[start:], re.DOTALL):
        depth += {"(": 1, ")": -1}.get(token[0], 0)
        if not depth:
            return start + token.start()
    return len(text)


def written_out(over: str, windows: dict[str, str]) -> str:
    """Return what stands behind OVER with named windows written out."""
    if over in windows:
        return written_out(f"({windows[over]})", windows)
    first = _FIRST.match(over)
    if first is None or first.group(1) not in windows:
        return over
    inner = written_out(f"({windows[first.group(1)]})", windows)[1:-1]
    rest = over[first.end() : -1]
    return f"({' '.join(part for part in (inner, rest) if part)})"


def with_columns(over: str, qualify: Callable[[str], str]) -> str:
    """Return a window in parentheses with its columns qualified; the window that it builds on is no column."""
    first = _FIRST.match(over)
    return over[: first.end()] + qualify(over[first.end() :]) if first else qualify(over)


def with_columns_in_all(text: str, qualify: Callable[[str], str]) -> str:
    """Return a WINDOW clause with the columns in it qualified."""
    windows = named_windows(text)
    return ", ".join(f"{name} as {with_columns(f'({inner})', qualify)}" for name, inner in windows.items())
