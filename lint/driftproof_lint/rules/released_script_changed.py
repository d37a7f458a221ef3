"""A script that was released has changed since.

## Why
Installations that ran the released script never run it again: they do not get the change, and the runner refuses
their next upgrade because the checksum recorded with the run is another one.

## What the server says
Nothing; the runner (Flyway, driftproof upgrade) refuses: "Migration checksum mismatch". Line ends do not count, and
repeatable scripts are meant to change. What is released is known from the ledger that `driftproof release` writes, or
from the newest of the git tags that `released-tags` names.

## Bad
```sql
-- V2.0__tables.sql, released with tag 2.0
CREATE TABLE IF NOT EXISTS `A` (`a` INT NOT NULL PRIMARY KEY);
CREATE TABLE IF NOT EXISTS `B` (`a` INT NOT NULL PRIMARY KEY); -- added afterwards
```

## Good
```sql
-- V2.1__b.sql, new
CREATE TABLE IF NOT EXISTS `B` (`a` INT NOT NULL PRIMARY KEY);
```

## Instead
Take the change back and put it into the next version. `driftproof lint --fix-forward VERSION` writes a script that
converges.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.language.checksum import checksum_v3, checksum_v4
from driftproof.model.findings import Severity
from driftproof.model.scripts import ScriptKind
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import HistoryView, ScriptView


def check(history: HistoryView) -> Iterator[tuple[ScriptView, Report]]:
    """Report each versioned script whose checksum is not the released one, at the first place that differs."""
    for view in history.scripts:
        script, released = view.script, history.released.get(view.script.name)
        if released is None or script.kind is ScriptKind.REPEATABLE:
            continue
        old, new = released.checksum_v4, checksum_v4(script.data)
        if old != new:
            at = _first_difference(released.script.text, script.text) if released.script is not None else 0
            args = {
                "script": script.name,
                "release": released.release,
                "old": old,
                "new": new,
                "old_v3": released.checksum_v3,
                "new_v3": checksum_v3(script.data),
            }
            yield view, Report(args, "", at, min(at + 1, len(script.text)), f"script:{script.name}")


def _first_difference(old: str, new: str) -> int:
    """Return the offset in `new` at which the texts part."""
    for at, (one, other) in enumerate(zip(old, new, strict=False)):
        if one != other:
            return at
    return len(old) if len(new) > len(old) else max(len(new) - 1, 0)


RULE = Rule("ID127", "released-script-changed", Severity.ERROR, history=check, profiles=EVERY)
