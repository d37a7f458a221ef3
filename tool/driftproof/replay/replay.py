"""Scripts to traces: every statement run on a state, as a runner would send it to a server."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from driftproof.language.split import split
from driftproof.model.catalog import Catalog, Schema
from driftproof.model.changes import Opaque
from driftproof.model.errors import ServerAnswer, defect
from driftproof.model.flavor import Settings
from driftproof.model.names import NameRules, fold
from driftproof.model.replace import replace
from driftproof.model.scripts import Script, Statement
from driftproof.model.session import Session
from driftproof.model.trace import Step, Trace
from driftproof.replay.evaluate.context import Context
from driftproof.replay.evaluate.reading import read_piece, session_dialect
from driftproof.replay.evaluate.refusal import Refusal
from driftproof.replay.execute import VERBS, run_action
from driftproof.replay.state import State, TableKey, TableRows


def empty_catalog(settings: Settings, database: str) -> Catalog:
    """Return the catalog of a server that has one empty database."""
    rules = NameRules(settings.lower_case_table_names)
    schema = Schema(database, settings.charset, settings.collation)
    return Catalog(settings.flavor, rules, {rules.key(database): schema})


@dataclass(frozen=True, slots=True)
class Policy:
    """How a runner goes from statement to statement.

    With a ``restored`` session each script starts as on a new connection; a ``shared`` one keeps variables from script
    to script; a ``run`` is one connection that Flyway 5 and later, and driftproof, put partly back behind each script
    (`end_script`). On an error ``stop`` leaves out the rest of the script and the scripts
    behind it; ``continue`` runs everything. `rows` says whether the tables that are there at the start are empty.
    """

    session: Literal["shared", "restored", "run"] = "restored"
    on_error: Literal["stop", "continue"] = "stop"
    rows: Literal["none", "unknown"] = "none"


DEFAULT_POLICY = Policy()


def replay(
    scripts: Iterable[Script],
    settings: Settings,
    database: str,
    *,
    start: Catalog | None = None,
    policy: Policy = DEFAULT_POLICY,
) -> Trace:
    """Run scripts without a server and return what each statement did.

    They run on `start`, or on a server that has nothing but an empty `database`.
    """
    catalog = empty_catalog(settings, database) if start is None else start
    state = start_state(catalog, settings, database, policy)
    steps = tuple(step for run in run_scripts(scripts, state, policy) for step in run)
    return Trace(steps, state.catalog, state.session)


def start_state(catalog: Catalog, settings: Settings, database: str, policy: Policy = DEFAULT_POLICY) -> State:
    """Return the state in which a runner starts on a server that has this catalog."""
    state = State.start(catalog, Session.start(settings, database), VERBS)
    if policy.rows == "unknown":
        state.rows.update(_unknown_rows(catalog))
    return state


def _unknown_rows(catalog: Catalog) -> Iterator[tuple[TableKey, TableRows]]:
    """Return for every table that its rows are not known."""
    for key, schema in catalog.schemas.items():
        for name, table in schema.tables.items():
            columns = tuple(fold(column.name) for column in table.columns)
            yield (key, name, False), TableRows(columns, unknown="they are not read")


def run_scripts(scripts: Iterable[Script], state: State, policy: Policy) -> Iterator[tuple[Step, ...]]:
    """Run scripts on a state one after the other and return the steps of each; none behind one that stops."""
    settings, database = state.session.settings, state.session.database
    for number, script in enumerate(scripts):
        if policy.session == "restored" and number:
            reconnect(state, settings, database)
        steps: list[Step] = []
        for step in run_script(script, state):
            steps.append(step)
            if step.answer is not None and policy.on_error == "stop":
                break
        yield tuple(steps)
        if steps and steps[-1].answer is not None and policy.on_error == "stop":
            return
        if policy.session == "run":
            end_script(state, settings.foreign_key_checks, database)


def end_script(state: State, checks: bool, database: str | None) -> None:
    """Commit, and put back what a run restores behind a script: user variables, foreign_key_checks, the database.

    All else that a script sets stays for those behind it: sql_mode, character sets, temporary tables.
    """
    state.end_transaction()
    state.session = replace(state.session, variables={}, foreign_key_checks=checks, database=database)


def reconnect(state: State, settings: Settings, database: str | None) -> None:
    """Start a new session: its variables, prepared statements and temporary tables are gone.

    What autocommit = 0 left open is committed first, as by a runner; what START TRANSACTION did is rolled back.
    """
    if not state.autocommit:
        state.end_transaction()
    state.session = Session.start(settings, database)
    if state.kept is not None or state.temporary.schemas:
        rows = state.rows if state.kept is None else state.kept
        state.rows = {key: found for key, found in rows.items() if not key[2]}
        state.temporary = Catalog(state.catalog.flavor, state.catalog.rules)
        state.end_transaction()
        state.keys.clear()


def run_script(script: Script, state: State) -> Iterator[Step]:
    """Run a script, in the session that is open."""
    for statement in split(script.text):
        if statement.is_sql:
            yield run_statement(script, statement, state)


def run_statement(script: Script, statement: Statement, state: State) -> Step:
    """Run one piece of a script on the state and return its step.

    A statement that makes driftproof itself fail is left out, and is one that is not understood.
    """
    action = read_piece(statement.sql, session_dialect(state))
    before, session = state.catalog, state.session
    state.notes, state.warnings, state.steps, state.doubled = {}, [], [], ""
    state.work, state.origin = 0, (script, statement)
    state.conditions = []
    refusal: ServerAnswer | None = None
    try:
        run_action(action, statement.sql, Context(state))
    except Refusal as raised:
        refusal = raised.answer
    except Exception as error:  # a defect must not take the rest of the history along
        action = Opaque(statement.sql, f"driftproof fails on it: {defect(error)}")
        state.catalog, state.session, state.notes = before, session, {}
    return Step(
        script,
        statement,
        action,
        before,
        state.catalog,
        session,
        refusal,
        tuple(state.notes),
        tuple(state.warnings),
        tuple(state.steps),
        sql=statement.sql,
        doubled=state.doubled,
    )
