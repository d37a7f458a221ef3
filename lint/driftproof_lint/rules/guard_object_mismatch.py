"""A guard asks for one object and the statement under it changes another, or it asks the wrong way round.

## Why
Copied from the guard above and changed in one place only: the guard is then true, or false, for the wrong reason. The
statement fails, or is left out, on exactly the installations that nobody has tried. So it does where the guard waits
for a column to be there and then adds it, or for an index to be missing and then drops it.

## What the server says
Nothing, or the error that the guard was to keep away (1060, 1061, 1091).

## Bad
```sql
IF NOT EXISTS (SELECT 1 FROM information_schema.columns
    WHERE table_schema = DATABASE() AND table_name = 'VmVO' AND column_name = 'state') THEN
    ALTER TABLE `VmVO` ADD COLUMN `type` VARCHAR(32) NULL;
END IF;
```

```sql
IF EXISTS (SELECT 1 FROM information_schema.columns
    WHERE table_schema = DATABASE() AND table_name = 'VmVO' AND column_name = 'type') THEN
    ALTER TABLE `VmVO` ADD COLUMN `type` VARCHAR(32) NULL;
END IF;
```

## Good
```sql
IF NOT EXISTS (SELECT 1 FROM information_schema.columns
    WHERE table_schema = DATABASE() AND table_name = 'VmVO' AND column_name = 'type') THEN
    ALTER TABLE `VmVO` ADD COLUMN `type` VARCHAR(32) NULL;
END IF;
```

## Instead
Ask for what is changed, NOT EXISTS before adding and EXISTS before dropping, or call a helper, which asks for its own
argument.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from driftproof.language.lex import Dialect
from driftproof.language.parse import parse
from driftproof.model.changes import (
    AddColumn,
    AddForeignKey,
    AddIndex,
    AlterTable,
    DropColumn,
    DropForeignKey,
    DropIndex,
    TableAction,
)
from driftproof.model.findings import Severity
from driftproof.model.names import fold
from driftproof.model.syntax.commands import RunQuery, SetVariables
from driftproof_lint.guards import Asked, asked, choices
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import ScriptView, Site

_KINDS = {
    "column": ("columns", "column_name"),
    "index": ("statistics", "index_name"),
    "foreign key": ("table_constraints", "constraint_name"),
}


@dataclass(frozen=True, slots=True)
class _Changed:
    kind: str
    name: str
    adds: bool


def check(view: ScriptView) -> Iterator[Report]:
    """Report guards in procedures, and those that choose the text of a prepared statement."""
    blocks: dict[int, list[tuple[Site, AlterTable]]] = {}
    for site in view.written:
        if site.guards and isinstance(site.action, AlterTable):
            blocks.setdefault(id(site.guards[-1]), []).append((site, site.action))
    found = (_mismatch(members[0][0], tuple(asked(members[0][0].guards[-1])), members) for members in blocks.values())
    yield from (report for report in found if report is not None)
    for site in view.sites:
        if isinstance(site.action, SetVariables | RunQuery) and not site.is_inner:
            yield from _chosen(site)


def _chosen(site: Site) -> Iterator[Report]:
    """Report the texts that IF() chooses by what it asks information_schema for."""
    for found, text in choices(site.action):
        action = parse(text, Dialect.of(site.before.flavor, site.step.session.sql_mode))
        report = _mismatch(site, found, [(site, action)]) if isinstance(action, AlterTable) else None
        if report is not None:
            yield report


def _mismatch(site: Site, found: tuple[Asked, ...], alters: list[tuple[Site, AlterTable]]) -> Report | None:
    """Return the report where none of the changes under a guard is of what it asks for, or in the sense it asks."""
    for one in found:
        wrong = _wrong_sense(one, alters)
        if wrong is not None:
            alter, change = wrong
            args = {"asked": f"{alter.name.name}.{change.name}"}
            path = f"table:{alter.name.name}.{change.name}"
            return Report(args, "there" if one.present else "missing", *site.offsets((0, len(site.sql))), path)
        changes = [(alter, change) for _, alter in alters for change in _changes(alter) if _is_about(one, change)]
        if not changes:
            continue
        wanted = one.names.get(_KINDS[changes[0][1].kind][1], frozenset())
        tables = one.names.get("table_name", frozenset())
        if not wanted and not tables:
            continue
        if any(_fits(alter, change, wanted, tables) for alter, change in changes):
            continue
        alter, change = changes[0]
        asked_for = ".".join(one.written[name] for name in sorted(tables) + sorted(wanted))
        args = {"asked": asked_for, "changed": f"{alter.name.name}.{change.name}"}
        return Report(args, "", *site.offsets((0, len(site.sql))), f"table:{alter.name.name}.{change.name}")
    return None


def _wrong_sense(one: Asked, alters: list[tuple[Site, AlterTable]]) -> tuple[AlterTable, _Changed] | None:
    """Return the change that adds what the guard wants to be there, or drops what it wants to be missing.

    Where another change under the guard is in its sense, as when a key is dropped and added again, there is none.
    """
    changes = [(alter, change) for _, alter in alters for change in _changes(alter)]
    mine = [
        (alter, change)
        for alter, change in changes
        if one.table == _KINDS[change.kind][0]
        and fold(change.name) in one.names.get(_KINDS[change.kind][1], ())
        and fold(alter.name.name) in one.names.get("table_name", {fold(alter.name.name)})
    ]
    return mine[0] if mine and all(change.adds == one.present for _, change in mine) else None


def _fits(alter: AlterTable, change: _Changed, wanted: frozenset[str], tables: frozenset[str]) -> bool:
    same_name = not wanted or fold(change.name) in wanted
    return same_name and (not tables or fold(alter.name.name) in tables)


def _is_about(one: Asked, change: _Changed) -> bool:
    """Tell whether a guard is one for a change of this kind: absence before adding, presence before dropping."""
    return one.table == _KINDS[change.kind][0] and one.present != change.adds


def _changes(alter: AlterTable) -> Iterator[_Changed]:
    for action in alter.actions:
        changed = _changed(action)
        if changed is not None:
            yield changed


def _changed(action: TableAction) -> _Changed | None:
    match action:
        case AddColumn(column=column):
            return _Changed("column", column.name, True)
        case DropColumn(name=name):
            return _Changed("column", name, False)
        case AddIndex(index=index) if index.name:
            return _Changed("index", index.name, True)
        case DropIndex(name=name):
            return _Changed("index", name, False)
        case AddForeignKey(foreign_key=foreign_key) if foreign_key.name:
            return _Changed("foreign key", foreign_key.name, True)
        case DropForeignKey(name=name):
            return _Changed("foreign key", name, False)
        case _:
            return None


RULE = Rule("ID118", "guard-object-mismatch", Severity.ERROR, script=check, profiles=EVERY)
