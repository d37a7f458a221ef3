"""The state of every script: what the folder has against what the history says, by Flyway's rules.

Sources: ``MigrationInfoImpl.getState`` and ``validate`` of Flyway 3.2.1 and 6.3.1.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from driftproof.language.checksum import checksum_v3, checksum_v4
from driftproof.model.history import UNFINISHED, History, HistoryRow, Layout, ScriptState, State
from driftproof.model.scripts import Script, ScriptKind, Version
from driftproof.upgrade.history_table import shortened

_CODE_TYPES = frozenset({"JDBC", "SPRING_JDBC", "CUSTOM", "SCRIPT", "JDBC_BASELINE", "SCRIPT_BASELINE"})


@dataclass(frozen=True, slots=True)
class Rules:
    """How strictly scripts and history are compared.

    `target` is the last version to apply, None for all. `withdrawn` are versions whose scripts were taken back on
    purpose: their rows may stay. `rerun_failed` lets a failed script run again.
    """

    target: Version | None = None
    out_of_order: bool = False
    ignore_missing: bool = False
    withdrawn: frozenset[Version] = frozenset()
    rerun_failed: bool = True


@dataclass(frozen=True, slots=True)
class _Known:
    """What the comparison looks up: rows by version and by description, and the versions that limit it."""

    layout: Layout
    rules: Rules
    by_version: dict[Version, HistoryRow] = field(default_factory=dict)
    repeatable: dict[str, HistoryRow] = field(default_factory=dict)
    baselines: dict[Version, HistoryRow] = field(default_factory=dict)
    old: tuple[HistoryRow, ...] = ()
    markers: tuple[HistoryRow, ...] = ()
    late: frozenset[int] = frozenset()
    baseline: Version | None = None
    highest: Version | None = None


def own_checksum(script: Script, layout: Layout) -> int:
    """Return the checksum that the layout's Flyway gives the script."""
    return _checksum(script, "3" if layout is Layout.FLYWAY_3 else "4")


def checksum_algorithm(script: Script, checksum: int | None, layout: Layout) -> str:
    """Return which algorithm a stored checksum obeys: ``"3"``, ``"4"``, or an empty text for neither."""
    first, second = ("3", "4") if layout is Layout.FLYWAY_3 else ("4", "3")
    for name in (first, second):
        if checksum == _checksum(script, name):
            return name
    return ""


def _checksum(script: Script, algorithm: str) -> int:
    return checksum_v3(script.data) if algorithm == "3" else checksum_v4(script.text.encode())


def script_states(scripts: Iterable[Script], history: History, rules: Rules) -> tuple[ScriptState, ...]:
    """Return every script and every row with its state: versions in order, then repeatables, then the rest."""
    scripts = tuple(scripts)
    known = _known(history, rules)
    versioned = {each.version: each for each in scripts if each.kind is ScriptKind.VERSIONED and each.version}
    fresh = _fresh_baseline(scripts, known)
    found = [_marker_state(row) for row in known.markers]
    found += [_superseded(row) for row in known.old]
    last = max(versioned, default=None)
    numbers = versioned.keys() | known.by_version.keys()
    found += [_version_state(versioned.get(n), known.by_version.get(n), (n, last, fresh), known) for n in numbers]
    found += _baseline_states(scripts, fresh, known)
    found += _repeatable_states(scripts, known)
    found += [
        ScriptState(State.IGNORED, each, note="undo scripts are never run")
        for each in scripts
        if each.kind is ScriptKind.UNDO
    ]
    return tuple(sorted(found, key=_order))


def _order(item: ScriptState) -> tuple[int, tuple[int, ...], int, str]:
    number = item.script.version if item.script else item.row.number if item.row else None
    is_marker = bool(item.row and item.row.type == "SCHEMA")
    if number or is_marker:
        return 0, number.parts if number else (0,), item.row.installed_rank if item.row else 2**31, item.name
    return 1, (), 0, item.description


def _known(history: History, rules: Rules) -> _Known:
    by_version: dict[Version, HistoryRow] = {}
    repeatable: dict[str, HistoryRow] = {}
    baselines: dict[Version, HistoryRow] = {}
    old: list[HistoryRow] = []
    markers: list[HistoryRow] = []
    late: set[int] = set()
    highest: Version | None = None
    for row in history.rows:
        number = row.number
        if row.is_marker:
            markers.append(row)
        elif row.type in {"DELETE", "UNDO_SQL"}:
            if gone := (by_version.pop(number, None) if number else repeatable.pop(row.description, None)):
                old.append(gone)
        elif number is None:
            if row.description in repeatable:
                old.append(repeatable[row.description])
            repeatable[row.description] = row
        elif row.type == "SQL_BASELINE":
            baselines[number] = row
        else:
            by_version[number] = row
            if highest and number < highest:
                late.add(row.installed_rank)
        if number and row.success and (highest is None or number > highest):
            highest = number
    baseline = max((row.number for row in history.rows if row.is_baseline and row.number and row.success), default=None)
    return _Known(
        history.layout,
        rules,
        by_version,
        repeatable,
        baselines,
        tuple(old),
        tuple(markers),
        frozenset(late),
        baseline,
        highest,
    )


def _marker_state(row: HistoryRow) -> ScriptState:
    return ScriptState(State.SCHEMA if row.type == "SCHEMA" else State.BASELINE, row=row)


def _superseded(row: HistoryRow) -> ScriptState:
    return ScriptState(State.SUPERSEDED, row=row, note="a later row replaces it")


def _version_state(
    script: Script | None,
    row: HistoryRow | None,
    limits: tuple[Version, Version | None, Version | None],
    known: _Known,
) -> ScriptState:
    """Return the state of one version; `limits` are the version, the folder's last one and a fresh baseline."""
    number, last, fresh = limits
    if row and not script:
        return _without_script(row, number, last, known.rules)
    if row and script:
        return _with_both(script, row, known)
    if script is None:
        raise AssertionError("a version comes from a script or from a row")
    return _without_row(script, number, fresh, known)


def _without_script(row: HistoryRow, number: Version, last: Version | None, rules: Rules) -> ScriptState:
    if row.type in _CODE_TYPES and row.success:
        return ScriptState(State.APPLIED, row=row, note=f"Flyway ran it as {row.type}")
    if not row.success:
        problem = f"{row.script} (version {number}) failed on {row.installed_on}, and its script is not in the folder"
        return ScriptState(State.FAILED, row=row, problem=problem, note=_failure(row))
    if number in rules.withdrawn:
        return ScriptState(State.WITHDRAWN, row=row, note="applied before it was withdrawn")
    if last is None or number > last:
        return ScriptState(State.FUTURE, row=row, note="a newer release applied it")
    problem = f"{row.script} (version {number}) is recorded as applied, and its script is not in the folder"
    note = "its script is not in the folder"
    return ScriptState(State.MISSING, row=row, note=note, problem="" if rules.ignore_missing else problem)


def _failure(row: HistoryRow) -> str:
    if row.execution_time == UNFINISHED:
        return (
            f"started {row.installed_on} and never ended: the run, the server or the connection died, or it still runs"
        )
    return f"failed {row.installed_on} after {row.execution_time} ms"


def _with_both(script: Script, row: HistoryRow, known: _Known) -> ScriptState:
    if not row.success:
        return _failed(script, row, known)
    late = row.installed_rank in known.late
    state = State.OUT_OF_ORDER if late else State.APPLIED
    if row.type != "SQL" or (known.baseline and script.version and script.version < known.baseline):
        return ScriptState(state, script, row)
    if row.checksum is not None:
        algorithm = checksum_algorithm(script, row.checksum, known.layout)
        if not algorithm:
            return _changed(script, row, known.layout)
        note = "" if (algorithm == "3") == (known.layout is Layout.FLYWAY_3) else f"checksum of Flyway {algorithm}"
    else:
        note = "no checksum recorded"
    if shortened(script.description, 200) != row.description:
        problem = f"{script.name}: the history calls it {row.description!r}, its name says {script.description!r}"
        return ScriptState(State.CHANGED, script, row, "its description was changed", problem)
    return ScriptState(state, script, row, note)


def _changed(script: Script, row: HistoryRow, layout: Layout) -> ScriptState:
    now = own_checksum(script, layout)
    problem = f"{script.name} was changed after it was applied: checksum {now}, recorded {row.checksum}"
    if script.undecodable and layout is not Layout.FLYWAY_3:
        problem += f", or has another encoding, to be named with --encoding: {script.undecodable.message}"
    return ScriptState(State.CHANGED, script, row, f"checksum {now}, recorded {row.checksum}", problem)


def _failed(script: Script, row: HistoryRow, known: _Known) -> ScriptState:
    problem = ""
    if not known.rules.rerun_failed:
        problem = f"{script.name} {_failure(row)}, and failed scripts are not run again (--on-failed refuse)"
    elif _above(script, known.rules):
        return ScriptState(State.FAILED, script, row, f"{_failure(row)}; above the target")
    return ScriptState(State.FAILED, script, row, f"{_failure(row)}; runs again from its first statement", problem)


def _above(script: Script, rules: Rules) -> bool:
    return bool(rules.target and script.version and script.version > rules.target)


def _without_row(script: Script, number: Version, fresh: Version | None, known: _Known) -> ScriptState:
    if (known.baseline and number <= known.baseline) or (fresh and number <= fresh):
        return ScriptState(State.BELOW_BASELINE, script)
    if _above(script, known.rules):
        return ScriptState(State.ABOVE_TARGET, script)
    if known.highest and number < known.highest:
        if known.rules.out_of_order:
            return ScriptState(State.PENDING, script, note="out of order")
        problem = f"{script.name} was never applied, and {known.highest} was already: --out-of-order runs it"
        return ScriptState(State.IGNORED, script, note=f"below {known.highest}, which is applied", problem=problem)
    return ScriptState(State.PENDING, script)


def _fresh_baseline(scripts: Iterable[Script], known: _Known) -> Version | None:
    """Return the version of the baseline script that starts an empty database, None when there is none to use."""
    if known.layout is Layout.FLYWAY_3 or known.by_version or known.baseline:
        return None
    if known.baselines:
        return max(known.baselines)
    fitting = (
        each.version
        for each in scripts
        if each.kind is ScriptKind.BASELINE and each.version and not _above(each, known.rules)
    )
    return max(fitting, default=None)


def _baseline_states(scripts: Iterable[Script], fresh: Version | None, known: _Known) -> Iterator[ScriptState]:
    seen = set()
    for script in scripts:
        if script.kind is not ScriptKind.BASELINE or script.version is None:
            continue
        seen.add(script.version)
        if row := known.baselines.get(script.version):
            yield _with_both_baseline(script, row, known)
        elif script.version == fresh:
            yield ScriptState(State.PENDING, script, note="starts an empty database")
        else:
            yield ScriptState(State.IGNORED, script, note="baseline scripts start empty databases only")
    for version, row in known.baselines.items():
        if version not in seen:
            yield ScriptState(State.BASELINE if row.success else State.FAILED, row=row)


def _with_both_baseline(script: Script, row: HistoryRow, known: _Known) -> ScriptState:
    if not row.success:
        return _failed(script, row, known)
    if row.checksum is not None and not checksum_algorithm(script, row.checksum, known.layout):
        return _changed(script, row, known.layout)
    return ScriptState(State.BASELINE, script, row)


def _repeatable_states(scripts: Iterable[Script], known: _Known) -> Iterator[ScriptState]:
    seen = set()
    for script in scripts:
        if script.kind is not ScriptKind.REPEATABLE:
            continue
        row = known.repeatable.get(shortened(script.description, 200))
        seen.add(shortened(script.description, 200))
        if not known.layout.has_repeatables:
            yield ScriptState(State.IGNORED, script, note="the history table of Flyway 3 has no place for it")
        elif row is None:
            yield ScriptState(State.PENDING, script)
        elif not row.success:
            yield _failed(script, row, known)
        elif row.checksum is not None and not checksum_algorithm(script, row.checksum, known.layout):
            yield ScriptState(State.PENDING, script, row, "its text was changed since it last ran")
        else:
            yield ScriptState(State.APPLIED, script, row)
    for description, row in known.repeatable.items():
        if description not in seen:
            problem = f"{row.script} is recorded as applied, and its script is not in the folder"
            note = "its script is not in the folder"
            yield ScriptState(State.MISSING, row=row, note=note, problem="" if known.rules.ignore_missing else problem)
