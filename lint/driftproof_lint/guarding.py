"""Guards for bare changes of tables, as unsafe fixes: a call of the helper that says the same, or words of MariaDB."""

from __future__ import annotations

from collections.abc import Mapping

from driftproof import api
from driftproof.model.catalog import Table
from driftproof.model.changes import (
    AddColumn,
    AddForeignKey,
    AddIndex,
    AlterTable,
    ChangeColumn,
    RenameColumn,
    RenameTables,
    RenameTo,
    TableAction,
)
from driftproof.model.findings import Edit, Fix
from driftproof.model.names import fold, quote_text
from driftproof.model.replace import replace
from driftproof.model.syntax import Parsed
from driftproof.model.trace import Step
from driftproof_lint.edits import insert_behind
from driftproof_lint.second_runs import Cause, Repeat
from driftproof_lint.views import ScriptView

_WORDS: Mapping[Cause, tuple[str, str]] = {
    "add column": (r"ADD\s+(?:COLUMN\s+)?", "IF NOT EXISTS "),
    "drop column": (r"DROP\s+(?:COLUMN\s+)?", "IF EXISTS "),
    "add index": (r"(?:ADD|CREATE)\s+(?:UNIQUE\s+)?(?:INDEX|KEY)\s+", "IF NOT EXISTS "),
    "drop index": (r"DROP\s+(?:INDEX|KEY)\s+", "IF EXISTS "),
    "drop foreign key": (r"DROP\s+FOREIGN\s+KEY\s+", "IF EXISTS "),
    "rename table": (r"(?:RENAME\s+TABLE|ALTER\s+TABLE)\s+", "IF EXISTS "),
}
"""Where MariaDB takes a guard in a change of each kind, and which (manual, the pages on each statement)."""


def guard(view: ScriptView, one: Repeat) -> Fix | None:
    """Return the fix of a bare change: helper calls where the helpers are there, else the words of MariaDB.

    It is unsafe: helpers refuse what is there with another definition, and act one by one. None where no helper says
    the same and some target is no MariaDB.
    """
    fix = call_instead(one.run.step)
    if fix is not None:
        return fix
    if one.cause not in _WORDS or not all(target.is_mariadb for target in view.history.targets):
        return None
    pattern, words = _WORDS[one.cause]
    start = one.base if one.cause == "rename table" and one.base is not None else one.start
    edit = insert_behind(view.script.text, start, one.end, pattern, words)
    return Fix(f"write {words.strip()}", (edit,), safe=False) if edit else None


def call_instead(step: Step) -> Fix | None:
    """Return the unsafe fix that calls helpers in place of a whole statement, or None where they say something else."""
    span = step.statement.sql_span
    calls = _calls(step)
    if not calls or span is None:
        return None
    text = f"{step.statement.delimiter}\n".join(calls)
    return Fix("call the helper", (Edit(span.start, span.end, text),), safe=False)


def _calls(step: Step) -> list[str]:
    """Return the calls that do what a whole statement does, each of a procedure that is there."""
    change, database = step.action, step.session.database or ""
    if step.answer is not None:
        return []
    calls = _renames(change, database) or _changes(step, change, database)
    names = [call.removeprefix("CALL ").partition("(")[0] for call in calls]
    there = all(step.before.routine(database, "procedure", name) for name in names)
    return calls if there else []


def _changes(step: Step, change: Parsed, database: str) -> list[str]:
    """Return the calls that change the table as an ALTER TABLE does."""
    if not isinstance(change, AlterTable) or change.if_exists or (change.name.schema or database) != database:
        return []
    before, after = (catalog.table(database, change.name.name) for catalog in (step.before, step.after))
    if before is None or after is None:
        return []
    return api.helper_calls(_settled(change, after), before, after, step.before.flavor) or []


def _renames(change: Parsed, database: str) -> list[str]:
    """Return the calls that rename a column or tables, where that is all that is done."""
    match change:
        case AlterTable(name=name, actions=(RenameColumn(before=old, after=new),)):
            return [f"CALL RENAME_COLUMN({', '.join(map(quote_text, (name.name, old, new)))})"]
        case AlterTable(name=name, actions=(RenameTo(name=new),)):
            pairs = [(name, new)]
        case RenameTables(pairs=several):
            pairs = list(several)
        case _:
            return []
    news = {fold(after.name) for _, after in pairs}
    here = all((one.schema or database) == database for pair in pairs for one in pair)
    if not here or len(news) < len(pairs) or news & {fold(before.name) for before, _ in pairs}:
        return []
    return [f"CALL RENAME_TABLE_SAFELY({quote_text(old.name)}, {quote_text(new.name)})" for old, new in pairs]


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
