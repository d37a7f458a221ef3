"""Plans, statuses and outcomes of upgrades as text for people and as JSON for machines."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from driftproof.model.history import UNFINISHED, Event, Outcome, Plan, ScriptState, State, Status
from driftproof.report.wording import many


def status_text(status: Status) -> str:
    """Return a table of every script with its state, then the notes."""
    head = ("version", "description", "state", "installed on", "ms", "note")
    rows = [head, *(_status_row(item) for item in status.states)]
    if len(rows) == 1:
        lines = ["no scripts and no history"]
    else:
        widths = [max(len(row[column]) for row in rows) for column in range(len(head) - 1)]
        lines = [_line(row, widths) for row in rows]
    where = f"`{status.history.schema}`.`{status.history.table}`"
    layout = f"layout of Flyway {status.history.layout.value}"
    title = f"history {where}, {layout}" if status.history.exists else f"{where}: no history yet"
    return "\n".join([title, *lines, _counted(status.states), *_noted(status.notes)])


def _status_row(item: ScriptState) -> tuple[str, str, str, str, str, str]:
    row = item.row
    taken = "" if row is None or row.execution_time == UNFINISHED else str(row.execution_time)
    when = row.installed_on if row else ""
    version = item.version or ("" if item.script is None else item.script.kind.value)
    return version, item.description, item.state.value, when, taken, item.note


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    cells = [row[i].rjust(width) if i == 4 else row[i].ljust(width) for i, width in enumerate(widths)]
    return "  ".join([*cells, row[-1]]).rstrip()


def _counted(states: Iterable[ScriptState]) -> str:
    counts: dict[str, int] = {}
    for item in states:
        counts[item.state.value] = counts.get(item.state.value, 0) + 1
    return ", ".join(f"{count} {name}" for name, count in counts.items()) or "nothing to show"


def _noted(notes: Iterable[str]) -> Iterator[str]:
    return (f"note: {note}" for note in notes)


def status_json(status: Status) -> str:
    """Return the status as JSON: the history, every script, the problems."""
    history = status.history
    return _json(
        {
            "schema": history.schema,
            "table": history.table,
            "layout": history.layout.value,
            "exists": history.exists,
            "scripts": [_state_values(item) for item in status.states],
            "problems": list(status.problems),
            "notes": list(status.notes),
        }
    )


def _state_values(item: ScriptState) -> dict[str, Any]:
    row = item.row
    return {
        "version": item.version or None,
        "description": item.description,
        "script": item.name,
        "type": row.type if row else "SQL",
        "state": item.state.value,
        "installed_rank": row.installed_rank if row else None,
        "installed_on": row.installed_on if row else None,
        "installed_by": row.installed_by if row else None,
        "execution_time": row.execution_time if row else None,
        "checksum": row.checksum if row else None,
        "note": item.note or None,
        "problem": item.problem or None,
    }


def validation_text(status: Status) -> str:
    """Return what contradicts between scripts and history, or that nothing does."""
    where = f"`{status.history.schema}`.`{status.history.table}`"
    if not status.problems:
        applied = sum(1 for item in status.states if item.row and item.script and item.row.success)
        lines = [f"{where} agrees with the scripts: {many(applied, 'applied script')} as recorded"]
        failed = [item.name for item in status.states if item.state is State.FAILED]
        return "\n".join([*lines, *(f"{name} failed, and the next upgrade runs it again" for name in failed)])
    return "\n".join([f"{where} contradicts the scripts:", *(f"  - {text}" for text in status.problems)])


def plan_text(plan: Plan) -> str:
    """Return what an upgrade would do, in order, with what passes between scripts and what stands in the way."""
    lines = [*plan_heading(plan)]
    if plan.steps:
        width = max(len(step.script.name) for step in plan.steps)
        for step in plan.steps:
            reason = "" if step.reason == "new" else f"  ({step.reason})"
            lines.append(f"  {step.script.name.ljust(width)}  {many(len(step.statements), 'statement')}{reason}")
    return "\n".join([*lines, *plan_remarks(plan)])


def plan_heading(plan: Plan) -> Iterator[str]:
    """Return how many scripts would run, and what would run before them."""
    where = f"`{plan.history.schema}`"
    if not plan.steps:
        yield f"{where} has nothing pending"
        return
    statements = sum(len(step.statements) for step in plan.steps)
    yield f"{where}: {many(len(plan.steps), 'script')} to run, {many(statements, 'statement')}"
    if plan.creates_schema:
        yield "  the schema is created first"
    if plan.helpers:
        more = f" and {len(plan.helpers) - 6} more" if len(plan.helpers) > 6 else ""
        yield f"  {many(len(plan.helpers), 'helper procedure')} installed first: {', '.join(plan.helpers[:6])}{more}"
    if plan.callbacks:
        yield f"  callbacks: {', '.join(part.script.name for part in plan.callbacks)}"


def plan_remarks(plan: Plan) -> Iterator[str]:
    """Return what passes between scripts, what the reader should know, and what stands in the way."""
    if plan.leaks:
        how = "is never put back" if plan.session == "shared" else "passes to the scripts after it"
        yield f"session state is {plan.session}: what these statements change {how}"
        yield from (f"  {leak.script}:{leak.line}  {leak.text}" for leak in plan.leaks[:20])
        if len(plan.leaks) > 20:
            yield f"  … and {len(plan.leaks) - 20} more"
    elif plan.steps:
        yield f"session state is {plan.session}; no statement leaves any behind"
    yield from _noted(plan.notes)
    yield from _listed("the history refuses this upgrade:", plan.problems)
    yield from _listed("the server cannot take this upgrade:", plan.obstacles)


def _listed(title: str, texts: Sequence[str]) -> list[str]:
    return [title, *(f"  - {text}" for text in texts)] if texts else []


def plan_json(plan: Plan) -> str:
    """Return the plan as JSON, every statement with its line."""
    return _json(plan_values(plan))


def plan_values(plan: Plan) -> dict[str, Any]:
    """Return the plan as a value of JSON."""
    return {
        "schema": plan.history.schema,
        "table": plan.history.table,
        "layout": plan.history.layout.value,
        "session": plan.session,
        "creates_schema": plan.creates_schema,
        "callbacks": [part.script.name for part in plan.callbacks],
        "helpers": list(plan.helpers),
        "scripts": [
            {
                "script": step.script.name,
                "version": str(step.script.version) if step.script.version else None,
                "checksum": step.checksum,
                "reason": step.reason,
                "statements": [
                    {"line": (each.sql_span or each.span).line, "sql": each.sql} for each in step.statements
                ],
            }
            for step in plan.steps
        ],
        "leaks": [{"script": leak.script, "line": leak.line, "text": leak.text} for leak in plan.leaks],
        "notes": list(plan.notes),
        "problems": list(plan.problems),
        "obstacles": list(plan.obstacles),
    }


def outcome_text(outcome: Outcome) -> str:
    """Return what a run has done, in a few lines."""
    where = f"`{outcome.schema}`"
    at = f"version {outcome.version}" if outcome.version else "no version"
    left_out = [note for note in outcome.notes if ".sql" in note]
    if not outcome.applied:
        return "\n".join([f"{where} is at {at}; nothing was pending", *_noted(left_out)])
    lines = [f"created the schema {where}"] if outcome.created_schema else []
    statements = sum(each.statements for each in outcome.applied)
    lines.append(
        f"{where} is at {at}: applied {many(len(outcome.applied), 'script')}, {many(statements, 'statement')} "
        f"in {outcome.seconds:.1f} s"
    )
    retries = sum(each.retries for each in outcome.applied)
    if retries:
        lines.append(f"{many(retries, 'statement')} repeated after a deadlock or a lock's timeout")
    if outcome.warnings:
        names = [f"{each.name} ({each.warnings})" for each in outcome.applied if each.warnings]
        more = f" and {len(names) - 5} more" if len(names) > 5 else ""
        lines.append(f"{many(outcome.warnings, 'warning')} from the server: {', '.join(names[:5])}{more}")
    return "\n".join([*lines, *_noted(left_out)])


def outcome_json(outcome: Outcome) -> str:
    """Return what a run has done as JSON."""
    return _json(
        {
            "schema": outcome.schema,
            "table": outcome.table,
            "version": outcome.version or None,
            "created_schema": outcome.created_schema,
            "applied": [
                {
                    "script": each.name,
                    "version": each.version or None,
                    "description": each.description,
                    "statements": each.statements,
                    "warnings": each.warnings,
                    "retries": each.retries,
                    "milliseconds": each.milliseconds,
                }
                for each in outcome.applied
            ],
            "callbacks": list(outcome.callbacks),
            "helpers": list(outcome.helpers),
            "notes": list(outcome.notes),
            "seconds": round(outcome.seconds, 3),
            "server_seconds": round(outcome.server_seconds, 3),
        }
    )


def event_json(event: Event, time: str) -> str:
    """Return an event of a run as one line of JSON; fields that say nothing are left out."""
    fields = ("script", "version", "number", "total", "statement", "statements", "line", "milliseconds", "message")
    told = {name: getattr(event, name) for name in fields if getattr(event, name)}
    return json.dumps({"time": time, "event": event.kind, **told}, ensure_ascii=False)


def _json(values: dict[str, Any]) -> str:
    """Return an object as JSON with a line for each field, and for each item of a field that lists objects.

    Python indents with code of its own, which takes ten times as long; there may be thousands of scripts.
    """
    dumps = json.JSONEncoder(ensure_ascii=False).encode
    lines = []
    for name, value in values.items():
        if isinstance(value, list) and value:
            items = ",\n".join(f"    {dumps(item)}" for item in value)
            lines.append(f"  {dumps(name)}: [\n{items}\n  ]")
        else:
            lines.append(f"  {dumps(name)}: {dumps(value)}")
    return "{\n" + ",\n".join(lines) + "\n}"


def repair_text(mends: Sequence[str], left: Sequence[str], *, dry_run: bool) -> str:
    """Return what a repair did or would do, and what no repair can mend."""
    done = "would change" if dry_run else "changed"
    lines = [f"{done} {many(len(mends), 'row')} of the history:" if mends else "no row needs mending"]
    lines += [f"  - {text}" for text in mends]
    lines += _listed("left as it is, for a repair of the history cannot mend it:", left)
    return "\n".join(lines)


def repair_json(mends: Sequence[str], left: Sequence[str], *, dry_run: bool) -> str:
    """Return the same as JSON."""
    return _json({"dry_run": dry_run, "changes": list(mends), "left": list(left)})
