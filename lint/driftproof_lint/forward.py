"""Mending what is released: the next upgrade script that makes schemas what the findings say they should have been.

A released script never changes; its faults are mended by a later one. The script is made from the difference between
the schema that the released scripts leave and the same schema without the faults, and proved before anyone sees it:
replayed behind the released scripts, and behind those of today, it must end at the mended schema on every target that
takes them, and change nothing when it runs again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from driftproof import api
from driftproof.model.catalog import Schema
from driftproof.model.difference import Comparison
from driftproof.model.findings import Finding, Severity
from driftproof.model.flavor import Flavor, Settings
from driftproof.model.names import fold
from driftproof.model.scripts import Script, ScriptKind, Version
from driftproof.model.trace import Trace
from driftproof_lint.config import Config
from driftproof_lint.linter import database_of, helpers_for, lint, settings_of
from driftproof_lint.project import Project, Released, Scope
from driftproof_lint.rule import Rule

CHANGED, ZERO_DATES = "released-script-changed", "zero-date-default"
BLANK = "\n\n"


@dataclass(frozen=True, slots=True)
class Faulty:
    """What is to be mended: the `project` of today, what its scripts were `released` as, the `findings` on those.

    The script that mends it is linted under `config`.
    """

    project: Project
    released: tuple[Released, ...]
    findings: tuple[Finding, ...]
    config: Config


@dataclass(frozen=True, slots=True)
class Forward:
    """The script that mends released ones.

    `script` is None where nothing is to be mended. `mended` are the findings that it mends, `settled` those that a
    later script has mended already, `left` those that no change of a table mends. `proved` names the targets that it
    was proved on, `refused` those that refuse the released scripts themselves. `problems` say what is wrong with it.
    """

    script: Script | None = None
    mended: tuple[Finding, ...] = ()
    settled: tuple[Finding, ...] = ()
    left: tuple[Finding, ...] = ()
    proved: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


_MEANT = {
    "null-to-not-null": "the queries above find the rows in the way",
    "type-narrowing": "the queries above find the rows in the way",
    "copy-algorithm": "the tables are to be as they should have been",
    "charset-allow-list": "columns keep the character set that they have",
    "drop-fk": "a foreign key that repeats another, or one that comes back below",
}
"""What a script that mends must be allowed to do, and why; written into it as suppressions."""


@dataclass(frozen=True, slots=True)
class _Replays:
    """The scripts of today and those that were released, replayed for a target."""

    target: Flavor
    settings: Settings
    database: str
    today: Trace
    before: Trace

    def schema(self, trace: Trace) -> Schema:
        """Return the database of a replay."""
        found = trace.catalog.schema(self.database)
        assert found is not None  # a replay starts with the database that its session uses
        return found


def forward(known: Faulty, rules: Sequence[Rule], version: Version, path: str) -> Forward:
    """Return the script of that version that mends findings on released scripts, proved; `path` is where it goes."""
    targets = known.config.targets or (Flavor.parse("mariadb:10.11"),)
    first = _replay(known, targets[0])
    wanted = _converged(first, known.findings, rules)
    mended, settled, left = _sorted(first, known, rules)
    comparison = api.differences(first.schema(first.before), wanted, first.target)
    if not comparison.changes:
        return Forward(settled=settled, left=left)
    text = _with_preamble(_text(first, wanted, known, rules, version), mended, comparison)
    name = path.rpartition("/")[2]
    script = Script(ScriptKind.VERSIONED, name, path, "converge", text.encode(), text, version)
    script, complaints = _linted(script, known, rules)
    made = Forward(script, mended, settled, left, problems=complaints)
    for target in targets:
        made = _proved(made, first if target is targets[0] else _replay(known, target), known, rules)
    return made


def _text(replays: _Replays, wanted: Schema, known: Faulty, rules: Sequence[Rule], version: Version) -> str:
    """Return the statements that lead to the wanted schema, below a header.

    Zero dates go first, all those of a table at once: as long as one is there, MySQL refuses every other ALTER of the
    table in its strict mode (1067).
    """
    before = replays.schema(replays.before)
    dates = [rule for rule in rules if rule.name == ZERO_DATES]
    without = _converged(replays, known.findings, dates, before)
    text = ""
    for one, other, calls in ((before, without, False), (without, wanted, True)):
        comparison = api.differences(one, other, replays.target)
        if comparison.changes:
            style = api.ScriptStyle(str(version), "what released scripts left behind, mended", helpers=calls)
            part = api.script_for(comparison, (one, other), replays.target, style)
            text = f"{text}\n{part.partition(BLANK)[2]}" if text else part
    return text


def _linted(script: Script, known: Faulty, rules: Sequence[Rule]) -> tuple[Script, tuple[str, ...]]:
    """Return the script with suppressions of what it must be allowed to do, and what else the linter says of it."""
    project = replace(known.project, scripts=(*known.project.scripts, script))
    scope = Scope(frozenset({script.name}), released={one.name: one for one in known.released})
    found = [one for one in lint(project, rules, known.config, scope).findings if one.severity > Severity.INFO]
    lines = [
        f"-- lint-ignore-file {name} -- {why}" for name, why in _MEANT.items() if any(name == one.name for one in found)
    ]
    text = script.text
    if lines:
        head, _, rest = text.partition("\n\n")
        text = "\n".join([head, *lines, "", rest])
    complaints = tuple(f"{one.place}: {one.name}: {one.message}" for one in found if one.name not in _MEANT)
    return replace(script, text=text, data=text.encode()), complaints


def _replay(known: Faulty, target: Flavor) -> _Replays:
    """Replay the scripts of today, and those that were released in the place of those that changed since."""
    project = known.project
    database, settings = database_of(project, known.config), settings_of(target, known.config)
    helpers = helpers_for(project, database)
    today = api.replay_all((*helpers, *project.scripts), settings, database)
    was = _as_released(known)
    before = today if was == project.scripts else api.replay_all((*helpers, *was), settings, database)
    return _Replays(target, settings, database, today, before)


def _as_released(known: Faulty) -> tuple[Script, ...]:
    """Return the scripts with the contents that they were released with, those that are gone among them."""
    released = {one.name: one.script for one in known.released if one.script is not None}
    scripts = [released.pop(script.name, script) for script in known.project.scripts]
    for script in released.values():
        later = (at for at, one in enumerate(scripts) if _is_behind(one, script))
        scripts.insert(next(later, len(scripts)), script)
    return tuple(scripts)


def _is_behind(one: Script, script: Script) -> bool:
    """Tell whether a script runs behind another."""
    if one.version is None or script.version is None:
        return one.version is None and script.version is not None
    return one.version > script.version


def _converged(
    replays: _Replays, findings: Iterable[Finding], rules: Sequence[Rule], start: Schema | None = None
) -> Schema:
    """Return a schema, that of today where none is given, without what the findings are about."""
    schema = start or replays.schema(replays.today)
    for rule in rules:
        if rule.converge is None:
            continue
        for table, paths in _paths(rule, findings).items():
            key = next((key for key, one in schema.tables.items() if fold(one.name) == fold(table)), None)
            if key is not None:
                mended = rule.converge(schema.tables[key], paths, replays.today.catalog)
                schema = replace(schema, tables={**schema.tables, key: mended})
    return schema


def _paths(rule: Rule, findings: Iterable[Finding]) -> dict[str, frozenset[str]]:
    """Return, by table, the paths below it that a rule's findings are about."""
    found: dict[str, frozenset[str]] = {}
    for finding in findings:
        kind, _, rest = finding.object.partition(":")
        if finding.name == rule.name and kind == "table":
            table, _, path = rest.partition(".")
            found[table] = found.get(table, frozenset()) | {path}
    return found


def _sorted(
    replays: _Replays, known: Faulty, rules: Sequence[Rule]
) -> tuple[tuple[Finding, ...], tuple[Finding, ...], tuple[Finding, ...]]:
    """Part the findings into those that a change of a table mends, those settled already, and those that are left."""
    mended: list[Finding] = []
    settled: list[Finding] = []
    left: list[Finding] = []
    by_name = {rule.name: rule for rule in rules if rule.converge is not None}
    for finding in known.findings:
        rule = by_name.get(finding.name)
        if finding.name == CHANGED:
            contents = {f"script:{one.name}" for one in known.released if one.script is not None}
            (mended if finding.object in contents else left).append(finding)
        elif rule is None or not finding.object.startswith("table:"):
            left.append(finding)
        elif _converged(replays, (finding,), (rule,)) != replays.schema(replays.today):
            mended.append(finding)
        else:
            settled.append(finding)
    return tuple(mended), tuple(settled), tuple(left)


def _with_preamble(text: str, mended: Iterable[Finding], comparison: Comparison) -> str:
    """Return a script with comments below its header: what is mended, and the queries that find rows in the way."""
    head, _, rest = text.partition("\n\n")
    lines = [head, "--", "-- What it mends:"]
    for finding in mended:
        at = f"{finding.place.path.rpartition('/')[2]}:{finding.place.line}"
        lines.append(f"--   {at} {finding.name}: {' '.join(finding.message.split())}")
    hazards = [hazard for one in comparison.objects for hazard in one.hazards if hazard.check and hazard.number]
    if hazards:
        lines += ["--", "-- What stops it: each of these must find nothing before it runs."]
    for hazard in hazards:
        lines += [f"--   {hazard.check};", f"--     ({hazard.number}: {' '.join(hazard.message.split())})"]
    return "\n".join([*lines, "", rest])


def _proved(made: Forward, replays: _Replays, known: Faulty, rules: Sequence[Rule]) -> Forward:
    """Return the script with the verdict of one more target; all but the first must take what is released."""
    assert made.script is not None
    target = str(replays.target)
    if made.proved and (replays.before.refused or replays.today.refused):
        return replace(made, refused=(*made.refused, target))
    wanted = _converged(replays, known.findings, rules)
    starts = {"the scripts of today": known.project.scripts, "the released scripts": _as_released(known)}
    problems = [
        f"on {target}, behind {what}: {problem}"
        for what, scripts in starts.items()
        for problem in _problems(
            made.script, (*helpers_for(known.project, replays.database), *scripts), replays, wanted
        )
    ]
    return replace(made, proved=(*made.proved, target), problems=(*made.problems, *problems))


def _problems(script: Script, scripts: tuple[Script, ...], replays: _Replays, wanted: Schema) -> Iterator[str]:
    """Replay a script behind others, twice, and say what is not as it should be."""
    *_, last = api.replay_twice((*scripts, script), replays.settings, replays.database, lambda one: one is script)
    for run, steps in (("", last.steps), ("the second time, ", last.again)):
        for step in steps:
            if step.answer is not None:
                yield f"{run}line {step.place.line} is refused: {step.answer.number} {step.answer.message}"
    for run, catalog in (("", last.after), ("the second time, ", last.after_again)):
        schema = catalog.schema(replays.database)
        if schema is not None:
            for one in api.differences(schema, wanted, replays.target).objects:
                yield f"{run}{one.kind} `{one.name}` is not what it should be"
