"""A script changes a variable of the whole server.

## Why
Every other database and session of the server is affected, the value is gone after a restart, and the upgrade's
account often may not do it.

## What the server says
Error 1227 (42000) "Access denied; you need … SUPER" for accounts without the privilege.

## Bad
```sql
SET GLOBAL max_allowed_packet = 1073741824;
```

## Good
```sql
SET SESSION group_concat_max_len = 1048576;
```

## Instead
Set it in the server's configuration, or for the session.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.findings import Severity
from driftproof.model.syntax.commands import SetVariables
from driftproof.model.syntax.expressions import SystemVariable
from driftproof_lint.older import is_own
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import Site


def check(site: Site) -> Iterator[Report]:
    """Report each GLOBAL or PERSIST assignment."""
    command = site.action
    assert isinstance(command, SetVariables)
    for one in command.assignments if is_own(site) else ():
        if isinstance(one.target, SystemVariable) and one.target.scope.lower() in {"global", "persist", "persist_only"}:
            yield Report({"name": one.target.name}, object=f"variable:{one.target.name}")


RULE = Rule("DS120", "set-global", Severity.WARNING, site=check, actions=(SetVariables,), written=True, profiles=EVERY)
