"""Going on behind an earlier run: what its journal says, the live catalog asked of the statement that was in flight.

What the journal says is the truth, but for that statement. If one of its objects is another one now, it has taken
effect; if not, it has not, or changes nothing and may be repeated; `upgrade.unfinished` knows what can be half done.
"""

from __future__ import annotations

from collections.abc import Sequence

from driftproof.model.errors import UpgradeStopped
from driftproof.model.names import quote
from driftproof.model.scripts import Statement
from driftproof.upgrade.footprint import commits_nothing
from driftproof.upgrade.journal import Entry, hash_of
from driftproof.upgrade.program_outcome import Program, program_outcome
from driftproof.upgrade.script_journal import ScriptJournal
from driftproof.upgrade.surroundings import filled_again, lock_held, temporary_tables, works_on
from driftproof.upgrade.unfinished import Half, definitions_outcome, rows_outcome

_TEMPORARY = "make them by hand as base tables, with the rows that the script's statements had put into them"


def resume(journal: ScriptJournal) -> int:
    """Return the statement (from 0) to go on with after what an earlier run did.

    The session is made what it was. Raises `UpgradeStopped` with a plan for repair when nobody can know whether a
    statement took effect.
    """
    entry, statements, connection = journal.left, journal.statements, journal.connection
    if entry is None or entry.script != journal.script.name or entry.statement > len(statements):
        return 0
    start = entry.statement
    done = statements[:start]
    if entry.done != hash_of(done):
        return 0
    entry.memory.restore(done, connection)
    journal.memory.prepared.update(entry.memory.prepared)
    if not entry.settled:
        _restore_temporary(journal, done)
    if held := lock_held(done):
        connection.execute(journal.sent(held))
    if start < len(statements) and entry.hash == hash_of(statements[start : start + 1]):
        return start + _took_effect(journal, entry, statements[start])
    return start


def _restore_temporary(journal: ScriptJournal, done: Sequence[Statement]) -> None:
    """Make and fill the temporary tables that ended with the earlier session once more."""
    tables = temporary_tables(done)
    if not tables:
        return
    again = filled_again(done, tables)
    if again is None:
        names = ", ".join(map(quote, sorted(tables)))
        why = f"its temporary tables {names} went with the session, and what filled them has changed since"
        raise _half_done(journal, len(done), Half(why, seen=False, notes=(_TEMPORARY,)))
    for statement in again:
        journal.connection.execute(statement.sql)


def _took_effect(journal: ScriptJournal, entry: Entry, statement: Statement) -> bool:
    """Tell whether the statement in flight took effect, as the live catalog shows."""
    if entry.settled:
        return entry.settled == "finished"
    sql = entry.memory.meant(statement.sql)
    if (tables := temporary_tables(journal.statements[: entry.statement])) and works_on(sql, tables):
        return False
    found = journal.footprint(sql)
    outcome: bool | Half
    if entry.before is not None and journal.journal.between is not None:
        program = Program(sql, entry.before, journal.journal.schema, entry.memory.assignments)
        outcome = program_outcome(program, journal.connection, journal.journal.between)
    elif journal.is_repeatable(found) or found.action is None:
        outcome = False
    elif entry.rows:
        outcome = rows_outcome(found.action, entry.rows, journal.connection)
    elif entry.objects:
        outcome = definitions_outcome(found.action, entry.objects, journal.connection)
    elif commits_nothing(sql):
        outcome = False
    else:
        outcome = Half("it has committed something, and may have been in the midst of it", seen=False)
    if isinstance(outcome, Half):
        raise _half_done(journal, entry.statement, outcome)
    return outcome


def _half_done(journal: ScriptJournal, number: int, half: Half) -> UpgradeStopped:
    """Return the end of a run whose statement is half done: what to run, and how to go on then."""
    statement = journal.statements[number]
    lines = list(half.notes)
    for title, texts in (("to finish it:", half.finish), ("to undo it:", half.undo)):
        lines += [title, *(f"    {text};" for text in texts)] if texts else []
    if not (half.finish or half.undo):
        lines += ["to repair: see whether it has done its work, and finish or undo it by hand:"]
        lines += [f"    {statement.sql.strip()};"]
    lines.append(
        "then run the upgrade again: it sees which was done"
        if half.seen
        else "then say which, `driftproof repair --in-flight finished` or `undone`, and run the upgrade again"
    )
    return UpgradeStopped(
        f"an earlier run ended in statement {number + 1} of {len(journal.statements)}: {half.why}",
        place=journal.script.place((statement.sql_span or statement.span).line),
        hint="\n".join(lines),
    )
