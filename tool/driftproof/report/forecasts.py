"""Forecasts of upgrades, printed: for a terminal, as JSON, and as Markdown for a merge request."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from driftproof.model.difference import ObjectDifference
from driftproof.model.errors import ServerAnswer
from driftproof.model.forecast import Does, Effect, Forecast, RowWrite, ScriptForecast
from driftproof.model.hazard import HazardKind
from driftproof.report.differences import (
    coloured,
    hazard_lines,
    hazard_values,
    object_lines,
    object_values,
    size_text,
    summary,
)
from driftproof.report.upgrades import plan_heading, plan_remarks, plan_values
from driftproof.report.wording import many

FORMAT = 1
DOING: dict[Does, str] = {
    "changes": "changing definitions",
    "rewrites": "only writing a table anew",
    "rows": "writing rows",
    "other": "doing something else",
    "session": "for the session only",
    "nothing": "doing nothing here",
    "unknown": "not foreseeable",
    "fails": "failing",
    "not reached": "never reached",
}
"""What statements do, in the words that stand behind their number."""

_SHOWN = 12


def forecast_text(forecast: Forecast, *, details: bool = False, colour: bool = False) -> str:
    """Return what an upgrade would do, script by script; with `details` every statement and every definition."""
    lines = list(plan_heading(forecast.plan))
    for script in forecast.scripts:
        if is_shown(script):
            lines += ["", *_script_lines(script, details=details)]
    if forecast.scripts:
        lines += ["", *outlook_lines(forecast)]
    lines += plan_remarks(forecast.plan)
    return "\n".join(coloured(line) if colour else line for line in lines) + "\n"


def is_shown(script: ScriptForecast) -> bool:
    """Tell whether a report shows a script: the run's own preparations and idle callbacks only where they fail."""
    return script.role == "script" or script.failure is not None or (script.role == "callback" and not script.is_idle)


def outlook_lines(forecast: Forecast) -> Iterator[str]:
    """Return what all scripts come to, in a few lines."""
    objects = forecast.comparison.objects
    yield f"in the end {summary(forecast.comparison)}" if objects else "in the end no definition differs"
    kinds = Counter(kind for one in objects for kind in {hazard.kind for hazard in one.hazards})
    if kinds:
        yield "hazards, by objects: " + ", ".join(f"{kind.value} {kinds[kind]}" for kind in HazardKind if kinds[kind])
    if found := forecast.failure:
        script, effect = found
        yield f"! the upgrade stops at {script.script.name}:{effect.line}: {effect.answer}"
    yield "foretold by replaying the scripts on the database's definitions; rows were not read, nothing was written"


def _script_lines(script: ScriptForecast, *, details: bool) -> Iterator[str]:
    reason = "" if script.reason == "new" else f"  ({script.reason})"
    yield f"{script.script.name}{reason}  {counted(script.effects)}"
    if details:
        for effect in script.effects:
            yield from (f"  {line}" for line in _effect_lines(effect))
        return
    yield from (f"  {line}" for line in _objects_briefly(script.objects))
    if writes := written(script.effects):
        yield f"  writes rows: {'; '.join(map(write_text, writes))}"
    hazards = dict.fromkeys(hazard for effect in script.effects for hazard in effect.hazards)
    yield from (f"    {line}" for line in hazard_lines(hazards))
    for effect in script.effects:
        if effect.does in {"fails", "unknown"} or effect.assumptions:
            yield from (f"  {line}" for line in doubts(effect))


def counted(effects: Sequence[Effect]) -> str:
    """Return how many statements there are, and how many do what."""
    counts = Counter(effect.does for effect in effects)
    said = ", ".join(f"{counts[does]} {words}" for does, words in DOING.items() if counts[does])
    return f"{many(len(effects), 'statement')}: {said}" if effects else "no statements"


def written(effects: Sequence[Effect]) -> list[RowWrite]:
    """Return what rows are written, each verb and table once."""
    return list(dict.fromkeys(write for effect in effects for write in effect.writes))


def write_text(write: RowWrite) -> str:
    """Return a write of rows in a few words."""
    link = {"insert": "insert into", "replace": "replace in", "delete": "delete from", "load": "load into"}
    size = f" ({size_text(write.size)})" if write.size else ""
    return f"{link.get(write.verb, write.verb)} `{write.table}`{size}"


def doubts(effect: Effect) -> Iterator[str]:
    """Return why a statement fails, or what was taken for granted to say what it does."""
    start = " ".join(effect.sql.split())
    shown = start if len(start) <= 90 else f"{start[:89]}…"
    if effect.answer is not None:
        yield f"! line {effect.line} fails: {effect.answer}"
        yield f"    {shown}"
    elif effect.does == "unknown":
        yield f"? line {effect.line} is not foreseeable: {shown}"
    for note in effect.assumptions:
        yield f"  line {effect.line}: {note}"


def _objects_briefly(objects: Sequence[ObjectDifference]) -> Iterator[str]:
    """Return objects that are added in a line for each kind, and the others as a difference each."""
    plain = [one for one in objects if one.presence == "added" and not one.hazards]
    for kind in dict.fromkeys(one.kind for one in plain):
        names = [f"`{one.name}`" for one in plain if one.kind == kind]
        more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
        yield f"+ {many(len(names), kind)} added: {', '.join(names[:_SHOWN])}{more}"
    for one in objects:
        if one not in plain:
            yield from object_lines(one)


def _effect_lines(effect: Effect) -> Iterator[str]:
    first = next((line.strip() for line in effect.sql.splitlines() if line.strip()), "")
    shown = first if len(first) <= 100 else f"{first[:99]}…"
    yield f"{effect.line}: {effect.does}: {shown}"
    for one in effect.objects:
        yield from (f"    {line}" for line in object_lines(one))
        if one.presence == "added":
            yield from (f"        +{line}" for line in one.after.splitlines())
    yield from (f"    {write_text(write)}" for write in effect.writes)
    yield from (f"    {line}" for line in hazard_lines(effect.hazards))
    if effect.answer is not None:
        yield f"    ! {effect.answer}"
    yield from (f"    warning: {answer}" for answer in effect.warnings)
    yield from (f"    taken for granted: {note}" for note in effect.assumptions)


def forecast_json(forecast: Forecast) -> str:
    """Return a forecast as JSON, described in ``docs/plan.md``."""
    return json.dumps(forecast_values(forecast), indent=1, ensure_ascii=False) + "\n"


def forecast_values(forecast: Forecast) -> dict[str, Any]:
    """Return a forecast as a value of JSON: the plan, with what each statement does, and what they come to."""
    values = plan_values(forecast.plan)
    by_name = {script["script"]: script for script in values["scripts"]}
    scripts = []
    for one in forecast.scripts:
        if one.role != "preparation":
            known = {"version": None, "checksum": None} | by_name.get(one.script.name, {})
            scripts.append(known | _script_values(one))
    found = forecast.failure
    return {
        "driftproof": "plan",
        "format": FORMAT,
        **values,
        "flavor": forecast.comparison.before_flavor,
        "scripts": scripts,
        "objects": [object_values(one) for one in forecast.comparison.objects],
        "failure": {"script": found[0].script.name, "line": found[1].line, **_answer(found[1].answer)}
        if found
        else None,
    }


def _script_values(script: ScriptForecast) -> dict[str, Any]:
    return {
        "script": script.script.name,
        "role": script.role,
        "reason": script.reason,
        "statements": [_effect_values(effect) for effect in script.effects],
        "objects": [object_values(one) for one in script.objects],
    }


def _effect_values(effect: Effect) -> dict[str, Any]:
    return {
        "line": effect.line,
        "sql": effect.sql,
        "does": effect.does,
        "objects": [object_values(one) for one in effect.objects],
        "writes": [{"verb": write.verb, "table": write.table} | _size(write) for write in effect.writes],
        "hazards": [hazard_values(hazard) for hazard in effect.hazards],
        "error": _answer(effect.answer) if effect.answer else None,
        "warnings": [_answer(answer) for answer in effect.warnings],
        "assumptions": list(effect.assumptions),
    }


def _size(write: RowWrite) -> dict[str, Any]:
    return {"size": {"rows": write.size.rows, "bytes": write.size.bytes}} if write.size else {}


def _answer(answer: ServerAnswer | None) -> dict[str, Any]:
    return {"number": answer.number, "sqlstate": answer.sqlstate, "message": answer.message} if answer else {}


def forecast_markdown(forecast: Forecast) -> str:
    """Return a forecast as Markdown for a merge request or a change ticket."""
    plan = forecast.plan
    lines = [f"### Upgrade of `{plan.history.schema}`", "", *(f"{line.strip()}  " for line in plan_heading(plan)), ""]
    shown = [script for script in forecast.scripts if is_shown(script)]
    if shown:
        lines += ["| script | statements | changes | takes at most |", "|---|---|---|---|", *map(_row, shown), ""]
        lines += [f"- {line.removeprefix('! ')}" for line in outlook_lines(forecast)]
    for script in shown:
        inside = list(_script_lines(script, details=False))[1:]
        body = "\n".join(line.removeprefix("  ").removeprefix("    ") for line in inside)
        if body:
            title = f"<code>{script.script.name}</code>"
            lines += ["", f"<details><summary>{title}</summary>", "", "```diff", body, "```", "", "</details>"]
    return (
        "\n".join([*lines, "", *(f"- {line.strip().removeprefix('- ')}" for line in plan_remarks(plan))]).rstrip()
        + "\n"
    )


def _row(script: ScriptForecast) -> str:
    marks = {"added": "+", "removed": "−", "changed": "~"}
    names = [f"{marks[one.presence]} {one.kind} `{one.name}`" for one in script.objects]
    more = f" and {len(names) - 6} more" if len(names) > 6 else ""
    costs = [one.cost for one in script.objects if one.cost]
    worst = max(costs, key=lambda cost: (cost.algorithm, cost.rebuilds, cost.lock), default=None)
    takes = f"{worst.algorithm}, LOCK={worst.lock}" if worst else ""
    failed = "**fails** " if script.failure else ""
    return f"| `{script.script.name}` | {failed}{counted(script.effects)} | {', '.join(names[:6])}{more} | {takes} |"
