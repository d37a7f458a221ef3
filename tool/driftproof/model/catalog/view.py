"""Views."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class View:
    """A view; `query` is its canonical SELECT, own-schema qualifiers left out.

    `text` is the SELECT as written. `columns` are the names that it shows, in order, where they are known.
    """

    name: str
    query: str
    columns: tuple[str, ...] = ()
    algorithm: str = "UNDEFINED"
    security: str = "DEFINER"
    check_option: str = ""
    definer: str = field(default="", compare=False)
    text: str = field(default="", compare=False, repr=False)
    unsupported: str = ""
