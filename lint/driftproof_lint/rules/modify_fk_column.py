"""A column that a foreign key uses is changed in a way that the server refuses.

## Why
Type, length family, sign, character set or nullability of a column in a foreign key cannot change while the key is
there. On the developer's empty or other server version it may pass.

## What the server says
Error 1832 (HY000) "Cannot change column: used in a foreign key constraint" for the child's column, 1833 for the
parent's, 1830 where ON DELETE SET NULL needs the NULL. ADD PRIMARY KEY over such a column makes it NOT NULL: MariaDB
10.1 says 1832, while later servers let it pass and stop at the first row that has NULL.

## Bad
```sql
ALTER TABLE `VmVO` MODIFY COLUMN `hostUuid` VARCHAR(64) NULL; -- child of `HostVO`.`uuid` VARCHAR(32)
```

## Good
```sql
CALL DROP_CONSTRAINT('VmVO', 'fkVmVOHostVO');
CALL MODIFY_COLUMN('VmVO', 'hostUuid', 'VARCHAR(64)', 1, NULL);
CALL MODIFY_COLUMN('HostVO', 'uuid', 'VARCHAR(64)', 0, NULL);
CALL ADD_CONSTRAINT('VmVO', 'fkVmVOHostVO', 'hostUuid', 'HostVO', 'uuid', 'SET NULL');
```

## Instead
Drop the foreign key, change both columns, and add it again, by helpers, so that the script runs again after a stop in
between. The unsafe fix writes that in place of a MODIFY of one column where the helpers are there: the columns at the
other ends get the same type, and each change goes through the rows of a table.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.catalog import IndexKind
from driftproof.model.changes import AddIndex, AlterTable
from driftproof.model.errors import ServerAnswer
from driftproof.model.findings import Severity
from driftproof.model.names import fold
from driftproof.model.syntax.commands import CallProcedure
from driftproof.model.trace import Step
from driftproof_lint.older import actions
from driftproof_lint.refitting import refit
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import Site

_STATEMENTS = (AlterTable, CallProcedure)
_REFUSED = frozenset({1830, 1832, 1833, 1834, 3780})


def check(site: Site) -> Iterator[Report]:
    """Report the statement that some target refuses, with the number that each gives, and implicit NOT NULLs."""
    targets = () if site.is_inner else site.refused_on(_REFUSED)
    if not targets:
        yield from _implicit(site)
        return
    for target in site.script.history.targets:
        found = _answer(site, str(target))
        if found is not None:
            step, answer = found
            alter = step.action
            table = alter.name.name if isinstance(alter, AlterTable) else ""
            args = {"table": table, "number": answer.number, "text": answer.message}
            yield Report(args, object=f"table:{table}", fix=refit(site), targets=targets)
            return


def _implicit(site: Site) -> Iterator[Report]:
    """Report a primary key over a nullable column of a foreign key, which becomes NOT NULL by it."""
    alter = site.action
    table = site.table_before(alter.name) if isinstance(alter, AlterTable) else None
    if table is None or site.step.answer is not None:
        return
    keyed = {fold(name) for key in table.foreign_keys for name in key.columns}
    for action, span in actions(site):
        if not isinstance(action, AddIndex) or action.index.kind is not IndexKind.PRIMARY:
            continue
        for name in action.index.columns:
            column = table.column(name)
            if column is not None and column.nullable and fold(name) in keyed:
                args = {"table": table.name, "column": column.name}
                yield Report(args, "implicit", *site.offsets(span), f"table:{table.name}.column:{column.name}")


def _answer(site: Site, target: str) -> tuple[Step, ServerAnswer] | None:
    """Return the refusal on a target, with the innermost statement that it is about."""
    for flavor, trace in site.script.history.traces.items():
        if str(flavor) != target:
            continue
        for step in trace.refused:
            same = step.statement.span.start == site.outer.statement.span.start
            if same and step.script.name == site.script.script.name and step.answer is not None:
                return _innermost(step), step.answer
    return None


def _innermost(step: Step) -> Step:
    for inner in step.inner:
        if inner.answer is not None and inner.answer == step.answer:
            return _innermost(inner)
    return step


RULE = Rule("DS116", "modify-fk-column", Severity.ERROR, site=check, actions=_STATEMENTS, profiles=EVERY, fix="unsafe")
