"""A script creates a kind of stored object that the house does not want.

## Why
Some houses keep logic out of the database. Off by default; `kinds` says which are forbidden.

## What the server says
Nothing.

## Bad
```sql
CREATE TRIGGER `t` BEFORE INSERT ON `A` FOR EACH ROW SET NEW.`b` = 1;
```

## Good
```sql
CREATE TABLE IF NOT EXISTS `A` (`a` INT NOT NULL PRIMARY KEY, `b` INT NOT NULL DEFAULT 1);
```

## Instead
Do it in the application, or take the kind out of `kinds`. One-shot procedures that the script drops are not reported.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.changes import CreateEvent, CreateRoutine, CreateTrigger, CreateView
from driftproof.model.findings import Severity
from driftproof_lint.rule import OFF, Report, Rule
from driftproof_lint.views import Site

NAME = "forbid-stored-program"
_KINDS = ["procedure", "function", "trigger", "event"]


def check(site: Site) -> Iterator[Report]:
    """Report what is there at the end of the script and of a forbidden kind."""
    kind: str
    match site.action:
        case CreateRoutine(name=name, routine=routine):
            kind = routine.kind
            stays = site.script.after.routine(name.schema or site.database, routine.kind, name.name) is not None
        case CreateTrigger(name=name):
            kind, stays = "trigger", True
        case CreateEvent(name=name):
            kind, stays = "event", True
        case CreateView(name=name):
            kind, stays = "view", True
        case _:
            return
    kinds = site.script.history.option(NAME, "kinds", _KINDS)
    if stays and isinstance(kinds, list) and kind in kinds:
        yield Report({"kind": kind, "name": name.name}, object=f"{kind}:{name.name}")


RULE = Rule(
    "SP112",
    NAME,
    Severity.WARNING,
    site=check,
    actions=(CreateRoutine, CreateTrigger, CreateEvent, CreateView),
    profiles=OFF,
    options={"kinds": _KINDS},
)
