"""How far a program came that was cut short: the live catalog held against the states that its replay goes through."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, fields
from typing import Any

from driftproof.language.split import split
from driftproof.live.connect import Connection
from driftproof.model.catalog import Catalog, Schema, Table
from driftproof.model.changes import Change
from driftproof.model.flavor import Flavor
from driftproof.model.replace import replace
from driftproof.model.scripts import Script, ScriptKind
from driftproof.model.syntax.commands import Delete, Insert, Transaction, Truncate, Update
from driftproof.model.trace import Step
from driftproof.replay.replay import Policy, run_statement, start_state
from driftproof.sources.live import read_live, read_settings
from driftproof.sources.schema import HISTORY_TABLES
from driftproof.upgrade.unfinished import Half

Texts = tuple[str, ...]
Between = Callable[[Schema, Schema, Flavor], tuple[str, ...]]
"""Returns the statements that make one schema another."""


@dataclass(slots=True)
class _Phase:
    """What a program does from one state of the schema to the next: the steps that write rows, or commit them."""

    schema: Schema
    steps: list[Step] = field(default_factory=list)
    change: Step | None = None

    def writes(self) -> list[Step]:
        """Return the steps that write rows."""
        return [step for step in self.steps if isinstance(step.action, Insert | Update | Delete | Truncate)]

    def may_last(self) -> bool:
        """Tell whether rows that it writes may be committed, though the change of the schema has not been made."""
        writes = self.writes()
        if not writes:
            return False
        behind = self.steps[self.steps.index(writes[0]) :]
        return self.change is not None or any(isinstance(one.action, Transaction | Change | Truncate) for one in behind)


@dataclass(frozen=True, slots=True)
class Program:
    """A program that was cut short: the text that was sent, the schema's catalog before it, and what begins a session
    like the one that it ran in.
    """

    sql: str
    before: Catalog
    schema: str
    session: tuple[str, ...] = ()


def program_outcome(program: Program, connection: Connection, between: Between) -> bool | Half:
    """Tell whether a program took effect: wholly, not at all, or up to where, with what finishes or undoes it."""
    live = _schema(read_live(connection, program.schema), program.schema)
    flavor = program.before.flavor
    for implicit in (False, True):
        reading = replace(program, before=_decided(program.before, program.schema, implicit=implicit))
        before = _schema(reading.before, program.schema)
        step = _replayed(reading, connection)
        phases = list(_phases(step, program.schema, before))
        fits = [number for number, phase in enumerate(phases) if not between(phase.schema, live, flavor)]
        if len(fits) == 1:
            break
    notes = tuple(f"taken for granted: {one}" for one in dict.fromkeys(_assumptions(step)))
    undo = between(live, before, flavor)
    if len(fits) != 1:
        return Half("what it has changed is no state that it goes through", undo=undo, seen=False, notes=notes)
    at = fits[0]
    phase, last = phases[at], len(phases) - 1
    if not notes and not phase.may_last():
        if at == 0:
            return False
        if at == last and not phase.writes():
            return True
    return _half(phases, at, (undo, between(live, phases[-1].schema, flavor)), notes)


def _decided(catalog: Catalog, name: str, *, implicit: bool) -> Catalog:
    """Return a catalog whose indexes that may be the server's own, made for a foreign key, are so, or are written.

    No server says which (`Index.implicit` is None); what it did with them in the program tells.
    """
    schema = catalog.schema(name)
    assert schema is not None, "it is the one that the run is for"
    tables = {key: _decided_table(table, implicit=implicit) for key, table in schema.tables.items()}
    return catalog.with_schema(replace(schema, tables=tables))


def _decided_table(table: Table, *, implicit: bool) -> Table:
    if all(index.implicit is not None for index in table.indexes):
        return table
    return replace(
        table,
        indexes=tuple(
            replace(index, implicit=implicit) if index.implicit is None else index for index in table.indexes
        ),
    )


def _half(phases: Sequence[_Phase], at: int, ways: tuple[Texts, Texts], notes: Texts) -> Half:
    undo, forward = ways
    why = f"it has made {at} of its {len(phases) - 1} changes of the schema"
    rest = [step for phase in phases[at:] for step in (*phase.steps, phase.change) if step is not None]
    written = [step for phase in phases[:at] for step in phase.writes()]
    if phases[at].may_last():
        notes += ("rows that these write may be there already: look before you finish it",)
    if written:
        notes += (f"rows that it wrote are committed, by: {'; '.join(_text(step) for step in written)}",)
    if any(phase.writes() for phase in phases[at:]):
        return Half(why, tuple(map(_text, rest)), undo, seen=False, notes=notes)
    return Half(why, forward, undo, seen=not written and not notes, notes=notes)


def _text(step: Step) -> str:
    return step.sql.strip().rstrip(";")


def _replayed(program: Program, connection: Connection) -> Step:
    """Replay the program on the catalog from before it; rows are not known."""
    settings = read_settings(connection)
    state = start_state(program.before, settings, program.schema, Policy("shared", rows="unknown"))
    script = Script(ScriptKind.CALLBACK, "", "", "", b"", "")
    for text in program.session:
        for piece in split(f"{text};"):
            run_statement(script, piece, state)
    piece = next(piece for piece in split(f"{program.sql}\n;") if piece.is_sql)
    return run_statement(script, piece._replace(sql=program.sql), state)


def _phases(step: Step, name: str, before: Schema) -> Iterator[_Phase]:
    """Return the states of the schema that a step goes through, each with what happens in it."""
    phase = _Phase(before)
    for one in _leaves(step):
        if one.after is one.before:
            phase.steps.append(one)
            continue
        phase.change = one
        yield phase
        phase = _Phase(_schema(one.after, name))
    yield phase


def _leaves(step: Step) -> Iterator[Step]:
    for one in step.inner:
        if one.inner and not isinstance(one.action, Insert | Update | Delete):
            yield from _leaves(one)
        elif isinstance(one.action, Change | Insert | Update | Delete | Truncate | Transaction):
            yield one


def _assumptions(step: Step) -> Iterator[str]:
    for one in step.walk():
        yield from one.assumptions
        if one.answer is not None:
            yield f"it is refused: {one.answer}"


def _schema(catalog: Catalog, name: str) -> Schema:
    """Return a database without the tables of the runner."""
    found = catalog.schema(name)
    assert found is not None, "it is the one that the run is for"
    kept: dict[str, Any] = {one.name: getattr(found, one.name) for one in fields(found)}
    kept["tables"] = {key: table for key, table in found.tables.items() if key not in HISTORY_TABLES}
    return Schema(**kept)
