"""What the head of a dump tells of the server that it was taken from."""

from __future__ import annotations

import re

from driftproof.model.errors import UsageError
from driftproof.model.flavor import Flavor

_HEAD = 2000
_TAIL = 2000
_END = re.compile(r"^-- Dump completed", re.MULTILINE)
_SERVER = re.compile(r"^-- Server version[ \t]+(\S.*)$", re.MULTILINE)


def server_of_dump(text: str) -> Flavor | None:
    """Return the server that mysqldump or mariadb-dump names at the head of a dump; None where it names none.

    None, too, for servers older than MySQL 5.7 and MariaDB 10.2, whose dumps newer servers load.
    """
    found = _SERVER.search(text[:_HEAD])
    if found is None:
        return None
    try:
        flavor = Flavor.parse(found.group(1))
    except UsageError:
        return None
    return flavor if flavor.at_least(mysql=(5, 7), mariadb=(10, 2)) else None


def is_cut(text: str) -> bool:
    """Tell whether a dump that names its server at its head lacks the line that its tool writes at the end."""
    return _SERVER.search(text[:_HEAD]) is not None and _END.search(text[-_TAIL:]) is None
