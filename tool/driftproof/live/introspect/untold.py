"""Tables with features that MariaDB's ``information_schema`` does not tell of, or not for certain."""

from __future__ import annotations

import re
from collections.abc import Sequence

from driftproof.live.connect import Row

_PERIOD = re.compile(r"`(?:[^`]|``)+` < `(?:[^`]|``)+`")


def is_untold(kind: str, columns: Sequence[Row], partitions: Sequence[Row], checks: Sequence[Row]) -> bool:
    """Tell whether a table has, or may have, what only SHOW CREATE TABLE says.

    System versioning, with its columns and partitions; compressed columns, of which no more is told than a comment;
    a DEFAULT partition, described as ``0`` or ``(MAXVALUE,MAXVALUE)`` and so like one of the value 0; an application
    period, which is seen as a check only (``information_schema.PERIODS`` came with 11.4).
    """
    return (
        kind == "SYSTEM VERSIONED"
        or any("COMPRESSED" in str(row[4]) for row in columns)
        or any(str(row[3]).startswith("LIST") and _may_be_default(str(row[7])) for row in partitions)
        or any(_PERIOD.fullmatch(str(row[2])) for row in checks)
    )


def _may_be_default(description: str) -> bool:
    return description == "0" or "MAXVALUE" in description
