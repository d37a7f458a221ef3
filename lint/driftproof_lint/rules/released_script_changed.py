"""A script that was released has changed since.

## Why
Installations that ran the released script never run it again: they do not get the change, and the runner refuses
their next upgrade because the checksum recorded with the run is another one.

## What the server says
Nothing; the runner (Flyway, driftproof upgrade) refuses: "Migration checksum mismatch". Line ends do not count.

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

from driftproof.language.checksum import checksum_v4
from driftproof.model.findings import Severity
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import HistoryView, ScriptView


def check(history: HistoryView) -> Iterator[tuple[ScriptView, Report]]:
    """Report each script whose checksum is not the released one, at the first place that differs."""
    for view in history.scripts:
        released = history.released.get(view.script.name)
        if released is None:
            continue
        old, new = checksum_v4(released.data), checksum_v4(view.script.data)
        if old != new:
            at = _first_difference(released.text, view.script.text)
            args = {"script": view.script.name, "old": old, "new": new}
            yield view, Report(args, "", at, min(at + 1, len(view.script.text)), f"script:{view.script.name}")


def _first_difference(old: str, new: str) -> int:
    """Return the offset in `new` at which the texts part."""
    for at, (one, other) in enumerate(zip(old, new, strict=False)):
        if one != other:
            return at
    return len(old) if len(new) > len(old) else max(len(new) - 1, 0)


RULE = Rule("ID127", "released-script-changed", Severity.ERROR, history=check, profiles=EVERY)
