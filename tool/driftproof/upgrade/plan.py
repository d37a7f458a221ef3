"""The plan of an upgrade: which scripts run, statement by statement, and what passes between them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from driftproof.language.split import client_command, split
from driftproof.model.errors import ScriptError
from driftproof.model.history import History, Layout, Leak, Part, Plan, ScriptState, SessionMode, State, Step
from driftproof.model.scripts import Script, ScriptKind, Statement
from driftproof.sources.folder import Folder
from driftproof.sources.ledger import FILE as LEDGER_FILE
from driftproof.sources.order import defined_programs
from driftproof.upgrade.callbacks import callbacks_for, idle_callbacks, running_callbacks
from driftproof.upgrade.options import RunOptions
from driftproof.upgrade.placeholders import built_in, fill_placeholders
from driftproof.upgrade.statements import cut_program, is_restored, session_change
from driftproof.upgrade.states import own_checksum, script_states
from driftproof.upgrade.withdrawn import read_withdrawn

_OWN_FILES = frozenset({"driftproof.toml", LEDGER_FILE})


def make_plan(folder: Folder, history: History, options: RunOptions, *, schema_exists: bool = True) -> Plan:
    """Return what an upgrade of this history by this folder would do.

    Raises `ScriptError` that lists everything wrong with the folder and with the scripts that would run.
    """
    folder.check()
    states = folder_states(folder, history, options)
    filled = _filled(running_callbacks(folder, history.layout), history, options)
    problems: list[str] = []
    callbacks = tuple(Part(script, tuple(split_script(script, problems))) for script in filled)
    steps = tuple(_steps(states, history, options, problems))
    if problems:
        raise ScriptError("\n".join(problems))
    session = options.session or history.layout.session
    init = _init_part(options.init_sql)
    return Plan(
        history,
        session,
        states,
        steps,
        creates_schema=not schema_exists,
        init=init,
        callbacks=callbacks,
        helpers=helper_names(helpers_needed(options.helpers, filled, [step.script for step in steps])),
        leaks=(*_leaks((init,) if init else (), "shared"), *_leaks((*callbacks, *steps), session)),
        notes=(*notes_on(folder, history), *_split_otherwise((*callbacks, *steps), history.layout)),
    )


def _split_otherwise(parts: Iterable[Part | Step], layout: Layout) -> Iterator[str]:
    """Yield what Flyway 3 would have sent otherwise: it ends a statement only where a line ends with the delimiter."""
    if layout is not Layout.FLYWAY_3:
        return
    found = []
    for part in parts:
        ends = 0
        for statement in part.statements:
            if statement.line == ends:
                found.append(f"{part.script.name}:{statement.line}")
            ends = statement.line + len(re.findall(r"\r\n?|\n", statement.text))
    if found:
        more = f" and {len(found) - 5} more" if len(found) > 5 else ""
        yield f"two statements on one line, which Flyway 3 sends as one, are two here: {', '.join(found[:5])}{more}"


def folder_states(folder: Folder, history: History, options: RunOptions) -> tuple[ScriptState, ...]:
    """Return the state of every script of the folder; repeatable ones are compared with placeholders filled in."""
    repeatable = _filled(folder.repeatable, history, options)
    scripts = (*folder.versioned, *folder.baselines, *repeatable, *folder.undo)
    rules = replace(options.rules, withdrawn=options.rules.withdrawn | read_withdrawn(folder.path))
    return script_states(scripts, history, rules)


def _filled(scripts: Iterable[Script], history: History, options: RunOptions) -> tuple[Script, ...]:
    if options.placeholders is None:
        return tuple(scripts)
    known = built_in(history.schema, history.table, "")
    return fill_placeholders(scripts, {**known, **options.placeholders})


def _init_part(text: str) -> Part | None:
    """Return what begins the scripts' session, None when nothing does; raises `ScriptError` for what cannot run."""
    script = Script(ScriptKind.CALLBACK, "--init-sql", "--init-sql", "", text.encode(), text, event="init")
    problems: list[str] = []
    statements = tuple(split_script(script, problems))
    if problems:
        raise ScriptError("\n".join(problems))
    return Part(script, statements) if statements else None


def fill_callbacks(folder: Folder, event: str, history: History, options: RunOptions) -> tuple[Script, ...]:
    """Return the scripts of an event as they run, placeholders filled in."""
    return _filled(callbacks_for(folder, event, history.layout), history, options)


def _steps(
    states: tuple[ScriptState, ...], history: History, options: RunOptions, problems: list[str]
) -> Iterator[Step]:
    """Yield what would run; what could not is added to `problems`."""
    runs = [item for item in states if _would_run(item, options)]
    filled = _filled((item.script for item in runs if item.script), history, options)
    for item, script in zip(runs, filled, strict=True):
        statements = tuple(split_script(script, problems))
        is_baseline = script.kind is ScriptKind.BASELINE
        checked = script if script.kind is ScriptKind.REPEATABLE else item.script or script
        failed = item.row if item.state is State.FAILED else None
        yield Step(
            script,
            statements,
            own_checksum(checked, history.layout),
            item.note if item.note or failed else "new",
            "SQL_BASELINE" if is_baseline else "SQL",
            failed,
        )


def _would_run(item: ScriptState, options: RunOptions) -> bool:
    if item.script is None or item.problem:
        return False
    target, version = options.rules.target, item.script.version
    above = bool(target and version and version > target)
    return item.state is State.PENDING or (item.state is State.FAILED and not above)


def split_script(script: Script, problems: list[str]) -> Iterator[Statement]:
    """Yield the statements that go to the server; what could never run is added to `problems`, with its place."""
    if script.undecodable:
        problems.append(str(script.undecodable))
        return
    for statement in split(script.text):
        if why := _why_it_cannot_run(statement):
            problems.append(f"{script.place(statement.line + _lines_to_open(statement))}: {why}")
        elif statement.sql:
            yield statement


def _why_it_cannot_run(statement: Statement) -> str:
    """Return why a piece of a script could never run, an empty text when it can, or is nothing to run."""
    if statement.open:
        names = {"/*": "comment", "'": "string", '"': "string", "`": "name"}
        return f"the {names.get(statement.open, 'text')} that starts with {statement.open} is never closed"
    if not statement.sql:
        return ""
    if command := client_command(statement.sql):
        return f"{command} is a command of the mysql client, which a script cannot use here"
    if _swallowed_delimiter(statement):
        return f"the statement under DELIMITER {statement.delimiter} is never ended by {statement.delimiter}"
    if cut_program(statement):
        return "the program ends at the first ; after its BEGIN: put DELIMITER // before it, and // behind its END"
    return ""


def _lines_to_open(statement: Statement) -> int:
    """Return how many lines after its piece's first an open comment begins."""
    if statement.open != "/*":
        return 0
    start = statement.text.find("/*", max(statement.text.rfind("*/"), 0))
    return statement.text.count("\n", 0, start)


def _swallowed_delimiter(statement: Statement) -> bool:
    """Tell whether a last statement has run over a ``DELIMITER`` command: its own delimiter was forgotten."""
    if statement.terminated or statement.delimiter == ";":
        return False
    return bool(re.search(r"(?im)^\s*delimiter\b", statement.sql))


def helpers_needed(
    helpers: tuple[Script, ...], callbacks: Iterable[Script], scripts: Iterable[Script]
) -> tuple[Script, ...]:
    """Return the helpers to install when any script calls one: all but those that callbacks or scripts define."""
    if not helpers:
        return ()
    names = {name.upper(): helper for helper in helpers for name in helper_names((helper,))}
    pattern = re.compile(r"(?i)\bcall\s+(?:`?\w+`?\s*\.\s*)?`?(" + "|".join(map(re.escape, names)) + r")\b")
    parts = (*callbacks, *scripts)
    if not any(pattern.search(each.text) for each in parts):
        return ()
    defined = defined_programs(parts)
    return tuple(helper for name, helper in names.items() if name not in defined)


def helper_names(helpers: Iterable[Script]) -> tuple[str, ...]:
    """Return the names of the procedures that helper files define: the files' own names."""
    return tuple(each.name.rsplit("/", 1)[-1].removesuffix(".sql") for each in helpers)


def _leaks(parts: Iterable[Part | Step], session: SessionMode) -> Iterator[Leak]:
    for part in parts:
        for statement in part.statements:
            change = session_change(statement.sql)
            if change and not (session == "restored" and is_restored(change)):
                yield Leak(part.script.name, statement.line, change)


def notes_on(folder: Folder, history: History) -> tuple[str, ...]:
    """Return what a reader of a plan or a status should know about folder and history."""
    return tuple(_notes(folder, history))


def _notes(folder: Folder, history: History) -> Iterator[str]:
    if not history.exists:
        made = f"an upgrade creates `{history.table}`, in the layout of Flyway {history.layout.value}"
        yield f"there is no history yet: {made}"
    if "beforeValidate" in folder.callbacks:
        yield "beforeValidate runs before the history is compared, and may change what this says"
    if idle := idle_callbacks(folder, history.layout):
        yield f"callbacks that no upgrade runs under this history: {', '.join(idle)}"
    if undecodable := [each.undecodable for each in (*folder.versioned, *folder.repeatable) if each.undecodable]:
        more = f", and {len(undecodable) - 1} more" if len(undecodable) > 1 else ""
        read = "a script that is applied needs its checksum only, and --encoding names another encoding"
        yield f"{undecodable[0].place}: {undecodable[0].message}{more}: {read}"
    if others := [name for name in folder.others if name not in _OWN_FILES]:
        more = f" and {len(others) - 10} more" if len(others) > 10 else ""
        yield f"files that belong to no version, left alone: {', '.join(others[:10])}{more}"
