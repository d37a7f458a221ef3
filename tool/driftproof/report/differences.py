"""Differences between schemas, printed: as text for a terminal, as JSON, and as Markdown for a merge request."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from difflib import unified_diff
from typing import Any

from driftproof.model.difference import Comparison, ObjectDifference, Presence, TableSize
from driftproof.model.hazard import Cost, Hazard
from driftproof.report.wording import many

FORMAT = 1
_MARKS: dict[Presence, str] = {"added": "+", "removed": "-", "changed": "~"}


def difference_text(found: Comparison, *, colour: bool = False) -> str:
    """Return a comparison for a terminal: a heading per object, and its definitions as a unified difference."""
    if found.is_empty:
        return "\n".join(["no differences", *(f"not fully modelled: {one}" for one in found.unsupported)]) + "\n"
    lines = [f"--- {found.before} ({found.before_flavor})", f"+++ {found.after} ({found.after_flavor})", ""]
    for one in found.objects:
        lines += [*object_lines(one), ""]
    lines += [f"may be a rename: {sentence}" for sentence in found.renames]
    lines += [f"not fully modelled: {sentence}" for sentence in found.unsupported]
    lines.append(summary(found))
    return "\n".join(coloured(line) if colour else line for line in lines) + "\n"


def summary(found: Comparison) -> str:
    """Return one line that counts the differences by kind, or says that all are in what could not be compared."""
    if not found.objects:
        return f"no differences but in what is not fully modelled: {many(len(found.unsupported), 'object')}"
    counted = {presence: sum(1 for _ in found.of_presence(presence)) for presence in _MARKS}
    said = ", ".join(f"{count} {presence}" for presence, count in counted.items() if count)
    return f"{len(found.objects)} objects differ: {said}" if len(found.objects) != 1 else f"1 object differs: {said}"


def object_lines(one: ObjectDifference) -> Iterator[str]:
    """Return a heading, the definitions as a unified difference, and what the change takes and risks."""
    name = f" `{one.name}`" if one.name else ""
    yield f"{_MARKS[one.presence]} {one.kind}{name} {one.presence}"
    if one.presence == "changed" and one.before and one.after:
        text = unified_diff(one.before.splitlines(), one.after.splitlines(), lineterm="", n=1)
        yield from (f"    {line}" for line in list(text)[2:] if not line.startswith("@@"))
    for detail in one.details if not one.before else ():
        yield f"    {detail.path}: {detail.before} -> {detail.after}"
    if one.presence == "changed" and one.before and one.before == one.after:
        yield from (f"    {detail.path}: {detail.before} -> {detail.after}" for detail in one.details)
    if one.cost is not None:
        yield f"    takes: {cost_text(one.cost)}"
    if one.size is not None:
        yield f"    holds: {size_text(one.size)}"
    yield from (f"    {line}" for line in hazard_lines(one.hazards))


def hazard_lines(hazards: Iterable[Hazard]) -> Iterator[str]:
    """Return hazards, each with the query that tells beforehand."""
    for hazard in hazards:
        yield f"{hazard.severity}: {hazard.kind.value}: {hazard.message}"
        if hazard.check:
            yield f"  ask: {hazard.check};"


def size_text(size: TableSize) -> str:
    """Return how large a table is, in a few words."""
    amount, units = float(size.bytes), ["bytes", "KB", "MB", "GB", "TB"]
    while amount >= 1024 and len(units) > 1:
        amount, units = amount / 1024, units[1:]
    shown = f"{amount:.0f}" if amount >= 10 or units[0] == "bytes" else f"{amount:.1f}"
    return f"about {size.rows:,} rows, {shown} {units[0]}"


def cost_text(cost: Cost) -> str:
    """Return what a change takes, in a few words."""
    rebuild = ", rebuilds the table" if cost.rebuilds else ""
    lock = ", blocks writes" if cost.blocks_writes else ""
    reason = f" ({cost.reason})" if cost.reason else ""
    source = "" if cost.proved else " by the manuals' tables"
    return f"ALGORITHM={cost.algorithm}, LOCK={cost.lock}{rebuild}{lock}{reason}{source}"


def coloured(line: str) -> str:
    """Return a line with the colours of its mark."""
    mark = line.lstrip()[:1]
    code = {"+": "32", "-": "31", "~": "33"}.get(mark)
    return f"\x1b[{code}m{line}\x1b[0m" if code and not line.startswith(("---", "+++")) else line


def difference_json(found: Comparison) -> str:
    """Return a comparison as JSON, described in ``docs/diff.md``."""
    return json.dumps(to_json(found), indent=1, ensure_ascii=False) + "\n"


def to_json(found: Comparison) -> dict[str, Any]:
    """Return a comparison as a value of JSON."""
    return {
        "driftproof": "difference",
        "format": FORMAT,
        "before": {"schema": found.before, "flavor": found.before_flavor},
        "after": {"schema": found.after, "flavor": found.after_flavor},
        "equal": found.is_empty,
        "objects": [object_values(one) for one in found.objects],
        "statements": list(found.statements),
        "renames": list(found.renames),
        "unsupported": list(found.unsupported),
    }


def object_values(one: ObjectDifference) -> dict[str, Any]:
    """Return the difference of one object as a value of JSON."""
    content: dict[str, Any] = {"kind": one.kind, "name": one.name, "presence": one.presence}
    content["details"] = [
        {"path": detail.path, "before": detail.before, "after": detail.after} for detail in one.details
    ]
    content |= {"before": one.before, "after": one.after, "statements": list(one.statements)}
    if one.cost is not None:
        content["cost"] = {
            "algorithm": str(one.cost.algorithm),
            "lock": str(one.cost.lock),
            "rebuilds": one.cost.rebuilds,
            "reason": one.cost.reason,
            "proved": one.cost.proved,
        }
    if one.size is not None:
        content["size"] = {"rows": one.size.rows, "bytes": one.size.bytes}
    content["hazards"] = [hazard_values(hazard) for hazard in one.hazards]
    return content


def hazard_values(hazard: Hazard) -> dict[str, Any]:
    """Return a hazard as a value of JSON."""
    return {
        "kind": hazard.kind.value,
        "severity": str(hazard.severity),
        "message": hazard.message,
        "object": hazard.object,
        "check": hazard.check,
        "number": hazard.number,
    }


def difference_markdown(found: Comparison) -> str:
    """Return a comparison as Markdown for a merge request."""
    lines = [f"### Schema difference: `{found.before}` → `{found.after}`", ""]
    if found.is_empty:
        return "\n".join([*lines, "No differences.", ""])
    lines += [f"{summary(found)}.", "", "| object | | what | takes |", "|---|---|---|---|"]
    lines += [_row(one) for one in found.objects]
    for one in found.objects:
        shown = "\n".join(line.removeprefix("    ") for line in object_lines(one))
        title = f"{one.kind} <code>{one.name}</code> {one.presence}"
        lines += ["", f"<details><summary>{title}</summary>", "", "```diff", shown, "```", "", "</details>"]
    lines += ["", *(f"- may be a rename: {sentence}" for sentence in found.renames)]
    lines += [f"- not fully modelled: {sentence}" for sentence in found.unsupported]
    return "\n".join(lines).rstrip() + "\n"


def _row(one: ObjectDifference) -> str:
    what = "; ".join(detail.path for detail in one.details[:4]) or one.presence
    more = f" and {len(one.details) - 4} more" if len(one.details) > 4 else ""
    takes = f"{one.cost.algorithm}, LOCK={one.cost.lock}" if one.cost else ""
    return f"| {one.kind} `{one.name}` | {_MARKS[one.presence]} | {what}{more} | {takes} |".replace("\n", " ")
