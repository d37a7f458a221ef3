"""Check constraints."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Check:
    """A CHECK constraint; `expression` is canonical SQL. As written, `name` may be empty."""

    name: str
    expression: str
    enforced: bool = True
    span: tuple[int, int] | None = field(default=None, compare=False, repr=False)
