"""An index without a name is added again by each run of its script.

## Why
Nothing fails and nobody notices: the server makes up a name, and after the second run the table has `hostUuid` and
`hostUuid_2`. Each costs space and every write, and nobody can drop it by a name that is the same everywhere.

## What the server says
Nothing. Proved by replaying the script twice.

## Bad
```sql
CREATE TABLE IF NOT EXISTS `VmVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `hostUuid` VARCHAR(32) NULL,
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB;
ALTER TABLE `VmVO` ADD INDEX (`hostUuid`);
```

## Good
```sql
CREATE TABLE IF NOT EXISTS `VmVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `hostUuid` VARCHAR(32) NULL,
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB;
CALL CREATE_INDEX('VmVO', 'idxVmVOHostUuid', 'hostUuid');
```

## Instead
Give it a name; the safe fix writes one. Then the second run is refused instead (create-index-guard), and a helper
makes it right.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.changes import AddIndex
from driftproof.model.findings import Fix, Severity
from driftproof.model.names import quote
from driftproof_lint.edits import insert_behind
from driftproof_lint.given_names import LONGEST, joined
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.second_runs import Repeat, reports
from driftproof_lint.views import ScriptView

_ADD = r"ADD\s+(?:CONSTRAINT\s+)?(?:(?:UNIQUE|FULLTEXT|SPATIAL)(?:\s+(?:INDEX|KEY))?|INDEX|KEY)\b"


def fix(view: ScriptView, one: Repeat) -> Fix | None:
    """Write a name: ``uk`` or ``idx``, the table, and the columns."""
    if not isinstance(one.action, AddIndex):
        return None
    index = one.action.index
    name = f"{'uk' if index.is_unique else 'idx'}{one.table}{joined(index.columns)}"[:LONGEST]
    edit = insert_behind(view.script.text, one.start, one.end, _ADD, f" {quote(name)}")
    return Fix(f"name it {name}", (edit,)) if edit else None


def check(view: ScriptView) -> Iterator[Report]:
    """Report what the replayed second run makes again."""
    return reports(view, "unnamed index", fix)


RULE = Rule("ID108", "unnamed-index-added", Severity.ERROR, script=check, profiles=EVERY, fix="safe")
