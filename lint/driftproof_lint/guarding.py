"""Guards for bare changes of tables, as unsafe fixes: a call of the helper that says the same, or words of MariaDB."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from driftproof import api
from driftproof.model.catalog import Table
from driftproof.model.changes import (
    AddColumn,
    AddForeignKey,
    AddIndex,
    AlterTable,
    ChangeColumn,
    RenameColumn,
    TableAction,
)
from driftproof.model.findings import Edit, Fix
from driftproof.model.names import quote_text
from driftproof_lint.edits import insert_behind
from driftproof_lint.second_runs import Cause, Repeat
from driftproof_lint.views import ScriptView

_WORDS: Mapping[Cause, tuple[str, str]] = {
    "add column": (r"ADD\s+(?:COLUMN\s+)?", "IF NOT EXISTS "),
    "drop column": (r"DROP\s+(?:COLUMN\s+)?", "IF EXISTS "),
    "add index": (r"(?:ADD|CREATE)\s+(?:UNIQUE\s+)?(?:INDEX|KEY)\s+", "IF NOT EXISTS "),
    "drop index": (r"DROP\s+(?:INDEX|KEY)\s+", "IF EXISTS "),
    "drop foreign key": (r"DROP\s+FOREIGN\s+KEY\s+", "IF EXISTS "),
}
"""Where MariaDB takes a guard in a change of each kind, and which (manual, "ALTER TABLE", "CREATE INDEX")."""


def guard(view: ScriptView, one: Repeat) -> Fix | None:
    """Return the fix of a bare change: helper calls where the helpers are there, else the words of MariaDB.

    It is unsafe: helpers refuse what is there with another definition, and act one by one. None where no helper says
    the same and some target is no MariaDB.
    """
    calls = _calls(one)
    span = one.run.step.statement.sql_span
    if calls and span is not None:
        text = f"{one.run.step.statement.delimiter}\n".join(calls)
        return Fix("call the helper", (Edit(span.start, span.end, text),), safe=False)
    if one.cause not in _WORDS or not all(target.is_mariadb for target in view.history.targets):
        return None
    pattern, words = _WORDS[one.cause]
    edit = insert_behind(view.script.text, one.start, one.end, pattern, words)
    return Fix(f"write {words.strip()}", (edit,), safe=False) if edit else None


def _calls(one: Repeat) -> list[str]:
    """Return the calls that do what a whole statement does, each of a procedure that is there."""
    step = one.run.step
    change, database = step.action, step.session.database or ""
    if not isinstance(change, AlterTable) or step.answer is not None or (change.name.schema or database) != database:
        return []
    before, after = (catalog.table(database, change.name.name) for catalog in (step.before, step.after))
    if before is None or after is None:
        return []
    calls = _rename(change) or api.helper_calls(_settled(change, after), before, after, step.before.flavor) or []
    names = [call.removeprefix("CALL ").partition("(")[0] for call in calls]
    there = all(step.before.routine(database, "procedure", name) for name in names)
    return calls if there else []


def _rename(change: AlterTable) -> list[str]:
    """Return the call that renames a column, where that is all that is done."""
    match change.actions:
        case (RenameColumn(before=old, after=new),):
            return [f"CALL RENAME_COLUMN({', '.join(map(quote_text, (change.name.name, old, new)))})"]
        case _:
            return []


def _settled(change: AlterTable, after: Table) -> AlterTable:
    """Return a change with what it adds as it stands behind it."""
    return replace(change, actions=tuple(_as_it_stands(action, after) for action in change.actions), spans=())


def _as_it_stands(action: TableAction, after: Table) -> TableAction:
    match action:
        case AddColumn(column=column) | ChangeColumn(column=column):
            return replace(action, column=after.column(column.name) or column)
        case AddIndex(index=index):
            return replace(action, index=(after.index(index.name) if index.name else None) or index)
        case AddForeignKey(foreign_key=key):
            return replace(action, foreign_key=(after.foreign_key(key.name) if key.name else None) or key)
        case _:
            return action
