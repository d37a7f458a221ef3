"""MODIFY or CHANGE leaves out what the column has: its default, comment, NOT NULL, ON UPDATE or character set.

## Why
MODIFY and CHANGE say the whole definition anew. What they leave out is gone, although only the type was meant to
change.

## What the server says
Nothing.

## Bad
```sql
ALTER TABLE `VmVO` MODIFY `state` VARCHAR(64); -- was VARCHAR(32) NOT NULL DEFAULT 'Unknown'
```

## Good
```sql
ALTER TABLE `VmVO` MODIFY `state` VARCHAR(64) NOT NULL DEFAULT 'Unknown';
```

## Instead
Write everything that is to stay; the unsafe fix does. What is to go, say so: NULL, DEFAULT NULL, COMMENT ''.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.catalog import Column, Default, Table
from driftproof.model.changes import AlterTable, ChangeColumn
from driftproof.model.findings import Fix, Severity
from driftproof.model.names import quote_text
from driftproof_lint.column_edits import defined_here, say_behind_type
from driftproof_lint.older import actions, is_own
from driftproof_lint.refusals import is_zero_date
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import Site


def check(site: Site) -> Iterator[Report]:
    """Report the attributes that a definition leaves out and the column then has no more."""
    alter = site.action
    assert isinstance(alter, AlterTable)
    before, after = site.table_before(alter.name), site.table_after(alter.name)
    if before is None or after is None or site.step.answer is not None or not is_own(site):
        return
    for action, span in actions(site):
        if not isinstance(action, ChangeColumn):
            continue
        old, new = before.column(action.before), after.column(action.column.name)
        if old is None or new is None:
            continue
        charset = list(_lost_charset(site, before, (old, new, action.column)))
        lost = [*charset, *_lost(old, new, action.column)]
        if lost:
            args = {"table": before.name, "column": action.column.name, "lost": ", ".join(lost)}
            path = f"table:{before.name}.column:{action.column.name}"
            yield Report(args, "", *site.offsets(span), path, _fix(site, old, action.column, lost))


def _fix(site: Site, old: Column, written: Column, lost: list[str]) -> Fix | None:
    """Write what is lost, where the new type can have it."""
    span, default = defined_here(site, written.name), any(one.startswith("DEFAULT") for one in lost)
    says_null = written.default is not None and written.default.kind == "null"
    if span is None or ("NOT NULL" in lost and says_null) or (default and _takes_none(old, written)):
        return None
    said = {"ON UPDATE": f"ON UPDATE {old.on_update}".upper(), "COMMENT": f"COMMENT {quote_text(old.comment)}"}
    words = " ".join(said.get(one, one) for one in lost)
    edit = say_behind_type(site, span, words)
    return Fix(f"say {words}", (edit,), safe=False) if edit is not None else None


def _takes_none(old: Column, written: Column) -> bool:
    """Tell whether the new type takes no default, or none of the old type's kind."""
    same = old.type.name == written.type.name or {old.type.name, written.type.name} <= {"char", "varchar"}
    numbers = old.type.is_integer and written.type.is_integer
    return not (same or numbers) or is_zero_date(old.default)


def _lost(old: Column, new: Column, written: Column) -> Iterator[str]:
    """Return what the old column has, the new one has not, and the statement does not speak of."""
    if not old.nullable and new.nullable and written.nullable is None:
        yield "NOT NULL"
    had = old.default is not None and old.default.kind != "null"
    has = new.default is not None and new.default.kind != "null"
    if had and not has and written.default is None and not written.auto_increment and written.generated is None:
        yield f"DEFAULT {_written(old.default)}"
    if old.on_update and not new.on_update:
        yield "ON UPDATE"
    if old.comment and not new.comment and not written.comment:
        yield "COMMENT"
    if old.auto_increment and not new.auto_increment:
        yield "AUTO_INCREMENT"


def _written(default: Default | None) -> str:
    """Return a default as SQL."""
    assert default is not None
    return quote_text(default.text) if default.kind == "literal" else default.text


def _lost_charset(site: Site, before: Table, columns: tuple[Column, Column, Column]) -> Iterator[str]:
    """Return the character set that a column loses to its table's, where the script does not change the table's."""
    old, new, written = columns
    if not old.charset or not new.charset or old.charset == new.charset or written.charset is not None:
        return
    first = site.script.before.table(site.database, before.name)
    if first is None or first.charset == before.charset:
        yield f"CHARACTER SET {old.charset}"


RULE = Rule(
    "DS115",
    "modify-loses-attributes",
    Severity.WARNING,
    site=check,
    actions=(ChangeColumn,),
    profiles=EVERY,
    fix="unsafe",
)
