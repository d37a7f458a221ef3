"""Mending: the script that makes paths converge that have parted, and the plan that repairs a statement cut short."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from driftproof.compare.comparison import Side, compare_sides, target_schema
from driftproof.compare.render.guarded import ScriptStyle, guarded_script
from driftproof.compare.rules import DiffRules
from driftproof.language.split import split
from driftproof.model.catalog import Schema
from driftproof.model.errors import Place, UsageError
from driftproof.model.flavor import Flavor
from driftproof.model.scripts import Version
from driftproof.model.verdict import Outcome, Proof, Verdict
from driftproof.proof.verify import Wanted, verify
from driftproof.sources.folder import read_folder
from driftproof.sources.schema import Reading


@dataclass(frozen=True, slots=True)
class Mended:
    """A converging script: where it was written (None where nothing had to be mended), and the proofs around it.

    `left_out` tells that destructive changes stand in it as comments.
    """

    path: Path | None
    before: Proof
    after: Proof
    left_out: bool = False


def fix_forward(
    folder: Path, version: str, wanted: Wanted, reading: Reading, *, allow_destructive: bool = False
) -> Mended:
    """Write the script ``V<version>__converge.sql`` that takes every path that diverges to the schema of a fresh
    install, and prove again with it.

    Each statement looks at what is there, so that the paths that converge already stay as they are. What diverges in
    rows alone, or is refused, no later script can mend. Raises `UsageError` when the version is not the newest.
    """
    wanted_version = Version.parse(version)
    for script in read_folder(folder, reading.encoding).check().versioned:
        if script.version is not None and script.version >= wanted_version:
            said = f"version {script.version} is not older than {wanted_version}"
            raise UsageError(said, place=script.place(), hint="a converging script comes last: take a higher version")
    before = verify(folder, wanted, reading)
    statements, left_out = _converging(before, reading, allow_destructive)
    if not statements:
        return Mended(None, before, before)
    path = folder / f"V{wanted_version}__converge.sql"
    head = f"-- {wanted_version}: makes {_listed(_diverged(before))} end at the schema of a fresh install.\n"
    if path.exists():
        raise UsageError("the converging script is there already", place=Place(str(path)))
    path.write_text(head + "-- Every statement can run again.\n\n" + "\n".join(statements), encoding="utf-8")
    return Mended(path, before, verify(folder, wanted, reading), left_out)


def _diverged(proof: Proof) -> list[Verdict]:
    return [one for one in proof.verdicts if one.outcome is Outcome.DIVERGED and one.ends is not None]


def _listed(verdicts: Iterable[Verdict]) -> str:
    return ", ".join(dict.fromkeys(one.path for one in verdicts))


def _converging(proof: Proof, reading: Reading, allow_destructive: bool) -> tuple[list[str], bool]:
    """Return the guarded statements that all diverged paths need, each once, and whether any is left out."""
    style = ScriptStyle(allow_destructive=allow_destructive, helpers=bool(reading.helpers))
    found: dict[str, None] = {}
    left_out = False
    for verdict in _diverged(proof):
        assert verdict.ends is not None
        flavor, fresh, path = verdict.ends
        text = converging_script(path, fresh, flavor, style)
        left_out |= "-- Left out, since it is destructive" in text
        found |= dict.fromkeys(_pieces(text))
    return list(found), left_out


def _pieces(text: str) -> list[str]:
    """Return the statements of a script with their delimiters; comments that stand before one stay with it."""
    pieces, commands = [], ""
    for piece in split(text):
        commands += piece.text
        if piece.is_sql:
            pieces.append(commands.lstrip("\n").rstrip() + "\n")
            commands = ""
    head, rest = (pieces[:1], pieces[1:]) if pieces else ([], [])
    return [_without_header(one) for one in head] + rest + ([commands.strip() + "\n"] if "Left out" in commands else [])


def _without_header(piece: str) -> str:
    """Return the first statement of a script without the script's own heading."""
    lines = piece.splitlines(keepends=True)
    while lines and lines[0].startswith("--") and "Left out" not in lines[0]:
        lines.pop(0)
    return "".join(lines).lstrip("\n")


def converging_script(before: Schema, after: Schema, flavor: Flavor, style: ScriptStyle) -> str:
    """Return the guarded script that makes one database another."""
    side = Side("after", flavor, after)
    comparison = compare_sides(Side("before", flavor, before), side, DiffRules())
    schemas = (before, target_schema(side, flavor, before))
    return guarded_script(comparison.changes, schemas, flavor, replace(style))
