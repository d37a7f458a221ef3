"""Names, lists and values as SQL, as a flavor spells them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from driftproof.model.flavor import Flavor
from driftproof.model.names import quote, quote_text

_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?", re.ASCII)
_WORD = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)
_STRINGS = frozenset(
    {
        "comment",
        "compression",
        "connection",
        "data_directory",
        "encryption",
        "engine_attribute",
        "index_directory",
        "password",
        "secondary_engine_attribute",
    }
)


def names(items: Iterable[str]) -> str:
    """Return quoted names with commas between them."""
    return ",".join(quote(item) for item in items)


def collation_name(name: str, flavor: Flavor) -> str:
    """Return a collation as this server knows it: ``utf8mb3_…`` names came with MySQL 8.0.30 and MariaDB 10.6."""
    if name.startswith("utf8mb3_") and not flavor.at_least(mysql=(8, 0, 30), mariadb=(10, 6, 1)):
        return "utf8_" + name.removeprefix("utf8mb3_")
    return name


def charset_name(name: str, flavor: Flavor) -> str:
    """Return a character set as this server shows it; ``utf8`` is the older name of ``utf8mb3``."""
    return "utf8" if name == "utf8mb3" and not flavor.at_least(mysql=(8, 0, 24), mariadb=(10, 6, 1)) else name


def is_number(text: str) -> bool:
    """Tell whether a text is a plain number."""
    return _NUMBER.fullmatch(text) is not None


def option_value(name: str, value: str) -> str:
    """Return the value of an option: a number or a word bare, everything else as a string."""
    if name == "tablespace":
        return quote(value)
    if name not in _STRINGS and ((value.isascii() and value.isdigit()) or _WORD.fullmatch(value)):
        return value
    return quote_text(value)
