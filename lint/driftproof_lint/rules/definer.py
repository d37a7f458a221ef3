"""A view, trigger, event or stored program names its definer.

## Why
The account of a developer's machine is not there at the customer: what runs as DEFINER then fails, and creating it
takes a privilege that the upgrade's account may not have.

## What the server says
Error 1449 (HY000) "The user specified as a definer does not exist" when it is used, 1227 when it is created without
the privilege.

## Bad
```sql
CREATE DEFINER=`root`@`%` PROCEDURE `p`() DO 0;
```

## Good
```sql
CREATE PROCEDURE `p`() DO 0;
```

## Instead
Leave DEFINER out (the safe fix does), or write CURRENT_USER. `allowed` lists accounts that may be named, such as
["app@%"].
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from driftproof.model.changes import CreateEvent, CreateRoutine, CreateTrigger, CreateView
from driftproof.model.findings import Edit, Fix, Severity
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import Site

NAME = "definer"
_ACCOUNT = r"(?:`[^`]*`|'[^']*'|\"[^\"]*\"|[\w$.%-]+)"
_DEFINER = rf"(?i)\bDEFINER\s*=\s*{_ACCOUNT}(?:\s*@\s*{_ACCOUNT})?[ \t]*"
_CURRENT = ("current_user", "current_role", "session_user")


def check(site: Site) -> Iterator[Report]:
    """Report a definer other than the one who runs the script."""
    if site.is_inner or site.base is None or "definer" not in site.sql.lower():
        return
    found = re.search(_DEFINER, site.sql)
    if found is None:
        return
    account = found.group().split("=", 1)[1].strip()
    plain = re.sub(r"[`'\"\s]", "", account)
    allowed = site.script.history.option(NAME, "allowed", [])
    if plain.lower().startswith(_CURRENT) or (isinstance(allowed, list) and plain in allowed):
        return
    start, end = site.offsets(found.span())
    yield Report({"account": account}, "", start, end, "definer", Fix("leave it out", (Edit(start, end, ""),)))


RULE = Rule(
    "SP103",
    NAME,
    Severity.ERROR,
    site=check,
    actions=(CreateView, CreateRoutine, CreateTrigger, CreateEvent),
    profiles=EVERY,
    fix="safe",
    options={"allowed": []},
)
