"""Proofs, printed: a table for a terminal, JSON, JUnit and Markdown."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from driftproof.model.verdict import Outcome, Parting, Proof, Verdict
from driftproof.report.differences import difference_text, to_json
from driftproof.report.matrix import matrix_lines
from driftproof.report.wording import many

FORMAT = 1
MARKS = {Outcome.CONVERGED: "ok", Outcome.DIVERGED: "DIVERGED", Outcome.REFUSED: "REFUSED", Outcome.UNKNOWN: "?"}


def proof_text(proof: Proof) -> str:
    """Return the matrix of each server, then what is wrong with the ways that do not converge, each fault once."""
    lines = list(matrix_lines(proof))
    for first, *others in _alike(proof):
        lines += trouble(first)
        if others:
            more = sum(verdict.count for verdict in others)
            lines.append(f"  the same on {more} more {'way' if more == 1 else 'ways'}, such as {label_of(others[0])}")
        lines.append("")
    lines += [f"{label_of(one)} on {one.server}: {loss}" for one in proof.verdicts for loss in one.losses]
    return "\n".join([*lines, *reused_lines(proof), summary(proof)]) + "\n"


def reused_lines(proof: Proof) -> Iterator[str]:
    """Return, for each server, what was not run there, for the offline proof shows that the fresh install ran it."""
    for server in dict.fromkeys(one.server for one in proof.reused):
        paths = [one for one in proof.reused if one.server == server]
        whole = [one.path for one in paths if one.shared == one.scripts]
        yield f"reused on {server}, by the offline proof, held against the server's fresh install:"
        if whole:
            yield f"  all scripts of {_some(whole)}: run to the end, and else as in the fresh install"
        for one in paths:
            if one.shared < one.scripts:
                yield f"  the last {one.shared} of {one.scripts} scripts of {one.path}: else as in the fresh install"


def _some(names: list[str]) -> str:
    shown = ", ".join(names[:4])
    return shown if len(names) <= 4 else f"{shown} and {len(names) - 4} more paths"


def _alike(proof: Proof) -> list[list[Verdict]]:
    """Return the ways that do not converge, those together that fail at one statement or end at one difference."""
    found: dict[tuple[object, ...], list[Verdict]] = {}
    for verdict in proof.verdicts:
        if not verdict.outcome.is_good:
            changes = verdict.comparison.changes if verdict.comparison else ()
            fault = (verdict.server, verdict.outcome, verdict.place, verdict.answer, changes, verdict.rows)
            found.setdefault(fault, []).append(verdict)
    return list(found.values())


def label_of(verdict: Verdict) -> str:
    """Return a way as reports name it: its path, and what befell it."""
    return f"{verdict.path}, {verdict.interruption}" if verdict.interruption else verdict.path


def summary(proof: Proof) -> str:
    """Return one line: how many ways were looked at, and how many of them converge."""
    total = sum(verdict.count for verdict in proof.verdicts)
    good = sum(verdict.count for verdict in proof.verdicts if verdict.outcome.is_good)
    looked = (
        f"{many(proof.scripts, 'script')}, {many(proof.statements, 'statement')} run, "
        f"{proof.not_understood} not understood"
    )
    return f"{good} of {total} ways end at the schema of a fresh install ({looked}, {proof.seconds:.1f} s)"


def trouble(verdict: Verdict) -> Iterator[str]:
    """Return what is wrong with a way, as lines: the refusal, or objects, rows and statements that differ."""
    label = label_of(verdict)
    yield f"{label} on {verdict.server} {verdict.outcome.value}"
    if verdict.shortest:
        yield f"  shortest path: {', '.join(verdict.shortest)}"
    if verdict.answer is not None:
        yield f"  {verdict.place}: {verdict.answer}"
        yield from (f"    {line}" for line in verdict.statement.strip().splitlines()[:6])
    elif verdict.statement:
        yield from (f"  {line}" for line in verdict.statement.strip().splitlines())
    for parting in verdict.partings:
        yield f"  {parting.object}: last changed at {parting.fresh or 'no statement'} in a fresh install,"
        yield f"    at {parting.path or 'no statement'} on this path"
        yield from _first_apart(parting)
        for where, places in (("in a fresh install", parting.fresh_only), ("on this path", parting.path_only)):
            if len(places) > 1:
                yield f"    only {where}: {', '.join(map(str, places))}"
    for table in verdict.rows:
        yield f"  {table.table}: {table.fresh} rows in a fresh install, {table.path} on this path"
        yield from (f"    - {row}" for row in table.missing)
        yield from (f"    + {row}" for row in table.extra)
    if verdict.comparison is not None:
        yield from (f"  {line}" for line in difference_text(verdict.comparison).rstrip().splitlines())


def _first_apart(parting: Parting) -> Iterator[str]:
    """Return where two paths part first, where that is not where they changed the object last."""
    fresh, path = parting.fresh_only[:1], parting.path_only[:1]
    if len(parting.fresh_only) > 1 or len(parting.path_only) > 1:
        here, there = (str(one[0]) if one else "no statement" for one in (fresh, path))
        yield f"    they part first at {here} in a fresh install, at {there} on this path"


def proof_json(proof: Proof) -> str:
    """Return a proof as JSON, described in ``docs/verify.md``."""
    content = {
        "driftproof": "proof",
        "format": FORMAT,
        "holds": proof.holds,
        "scripts": proof.scripts,
        "statements": proof.statements,
        "not_understood": proof.not_understood,
        "reused": [asdict(one) for one in proof.reused],
        "verdicts": [_verdict_json(verdict) for verdict in proof.verdicts],
    }
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


def _verdict_json(verdict: Verdict) -> dict[str, Any]:
    return {
        "path": verdict.path,
        "interruption": verdict.interruption,
        "server": verdict.server,
        "outcome": verdict.outcome.value,
        "count": verdict.count,
        "answer": {"number": verdict.answer.number, "message": verdict.answer.message} if verdict.answer else None,
        "place": str(verdict.place) if verdict.place else None,
        "statement": verdict.statement,
        "shortest": list(verdict.shortest),
        "partings": [
            {
                "object": one.object,
                "fresh": str(one.fresh) if one.fresh else None,
                "path": str(one.path) if one.path else None,
                "fresh_only": [str(place) for place in one.fresh_only],
                "path_only": [str(place) for place in one.path_only],
            }
            for one in verdict.partings
        ],
        "rows": [
            {
                "table": one.table,
                "fresh": one.fresh,
                "path": one.path,
                "missing": list(one.missing),
                "extra": list(one.extra),
            }
            for one in verdict.rows
        ],
        "difference": to_json(verdict.comparison) if verdict.comparison else None,
        "assumptions": list(verdict.assumptions),
        "losses": list(verdict.losses),
    }


def proof_junit(proof: Proof) -> str:
    """Return a proof as JUnit XML: a case for each verdict."""
    cases = []
    for verdict in proof.verdicts:
        label = label_of(verdict)
        head = f"  <testcase name={quoteattr(label)} classname={quoteattr(verdict.server)}"
        if verdict.outcome.is_good:
            cases.append(head + "/>")
        else:
            text = "\n".join(trouble(verdict))
            failure = f"<failure message={quoteattr(verdict.outcome.value)}>{escape(text)}</failure>"
            cases.append(f"{head}>{failure}</testcase>")
    bad = sum(1 for verdict in proof.verdicts if not verdict.outcome.is_good)
    suite = f'<testsuite name="driftproof verify" tests="{len(cases)}" failures="{bad}">'
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', suite, *cases, "</testsuite>"]) + "\n"


def proof_markdown(proof: Proof) -> str:
    """Return a proof as a Markdown table, with what is wrong behind it."""
    lines = [f"### driftproof verify: {summary(proof)}", "", "| | server | way |", "|---|---|---|"]
    for verdict in proof.verdicts:
        label = label_of(verdict)
        lines.append(f"| {MARKS[verdict.outcome]} | {verdict.server} | {label} |")
    if proof.reused:
        lines += ["", *(line.replace("  ", "- ", 1) for line in reused_lines(proof))]
    for verdict in proof.verdicts:
        if not verdict.outcome.is_good:
            lines += ["", "```", *trouble(verdict), "```"]
    return "\n".join(lines) + "\n"
