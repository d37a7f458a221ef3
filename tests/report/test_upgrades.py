"""What plans, statuses, outcomes and repairs look like, as text and as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from driftproof.language.split import split
from driftproof.model.history import (
    AppliedScript,
    Event,
    History,
    HistoryRow,
    Layout,
    Leak,
    Outcome,
    Part,
    Plan,
    ScriptState,
    State,
    Status,
    Step,
)
from driftproof.model.scripts import Script, ScriptKind, Version
from driftproof.report import upgrades

DATA = Path(__file__).parents[1] / "data" / "report" / "upgrades"
HISTORY = History("shop", "flyway_schema_history", Layout.FLYWAY_5, exists=True)
Golden = Callable[[Path, str], None]


def script(version: str, description: str, text: str = "DO 1;\nDO 2;\n") -> Script:
    name = f"V{version}__{description.replace(' ', '_')}.sql"
    return Script(ScriptKind.VERSIONED, name, name, description, text.encode(), text, Version.parse(version))


def row(rank: int, version: str, description: str, **more: object) -> HistoryRow:
    return HistoryRow(
        rank, version, description, "SQL", f"V{version}__x.sql", 7, "app", "2026-01-02 03:04:05", 12, **more
    )  # type: ignore[arg-type]


STATES = (
    ScriptState(State.APPLIED, script("1", "first"), row(1, "1", "first")),
    ScriptState(
        State.CHANGED,
        script("1.5", "second one"),
        row(2, "1.5", "second one"),
        "checksum 8, recorded 7",
        "V1.5 was changed",
    ),
    ScriptState(State.MISSING, None, row(3, "2", "gone"), "its script is not in the folder", "V2 is missing"),
    ScriptState(
        State.FAILED, script("10.20.30", "a longer description"), row(4, "10.20.30", "x", success=False), "runs again"
    ),
    ScriptState(State.PENDING, script("11", "last")),
)
STATUS = Status(HISTORY, STATES, ("files that belong to no version, left alone: x.txt",))


def step(version: str, reason: str = "new") -> Step:
    made = script(version, "step")
    return Step(made, tuple(piece for piece in split(made.text) if piece.is_sql), 42, reason)


PLAN = Plan(
    HISTORY,
    "shared",
    STATES[:3],
    (step("11"), step("12", "out of order")),
    creates_schema=True,
    callbacks=(Part(Script(ScriptKind.CALLBACK, "beforeMigrate.sql", "", "", b"", "", event="beforeMigrate"), ()),),
    helpers=("ADD_COLUMN", "CREATE_INDEX"),
    leaks=(Leak("beforeMigrate.sql", 3, "SET FOREIGN_KEY_CHECKS = 0"),),
    notes=("a note",),
    obstacles=("read-only: the server is read-only",),
)
DONE = Outcome(
    "shop",
    "flyway_schema_history",
    (AppliedScript("V11__last.sql", "11", "last", 2, 3, 1, 1500), AppliedScript("R__v.sql", "", "v", 1, 0, 0, 4)),
    "11",
    created_schema=True,
    seconds=1.64,
    server_seconds=1.5,
)


def test_status(golden: Golden) -> None:
    golden(DATA / "status.txt", upgrades.status_text(STATUS) + "\n")
    golden(DATA / "status.json", upgrades.status_json(STATUS) + "\n")


def test_empty_status(golden: Golden) -> None:
    empty = Status(History("shop", "schema_version", Layout.FLYWAY_3), ())
    golden(DATA / "empty.txt", upgrades.status_text(empty) + "\n")


def test_validation(golden: Golden) -> None:
    golden(DATA / "validation.txt", upgrades.validation_text(STATUS) + "\n")
    fine = Status(HISTORY, (STATES[0], STATES[3]))
    golden(DATA / "validation_fine.txt", upgrades.validation_text(fine) + "\n")


def test_plan(golden: Golden) -> None:
    golden(DATA / "plan.txt", upgrades.plan_text(PLAN) + "\n")
    golden(DATA / "plan.json", upgrades.plan_json(PLAN) + "\n")
    nothing = Plan(HISTORY, "restored", STATES[:1], ())
    golden(DATA / "plan_nothing.txt", upgrades.plan_text(nothing) + "\n")


def test_outcome(golden: Golden) -> None:
    golden(DATA / "outcome.txt", upgrades.outcome_text(DONE) + "\n")
    golden(DATA / "outcome.json", upgrades.outcome_json(DONE) + "\n")
    assert upgrades.outcome_text(Outcome("shop", "t", (), "3")) == "`shop` is at version 3; nothing was pending"


def test_repair(golden: Golden) -> None:
    text = upgrades.repair_text(["remove the failed row of V1__a.sql"], ["V2 is missing"], dry_run=True)
    golden(DATA / "repair.txt", text + "\n")
    assert json.loads(upgrades.repair_json([], [], dry_run=False)) == {"dry_run": False, "changes": [], "left": []}


def test_events_are_one_line_and_leave_out_what_says_nothing() -> None:
    line = upgrades.event_json(Event("statement", "two\nlines", "V1__a.sql", "1", 2, 3, 40), "T")
    assert "\n" not in line
    assert json.loads(line) == {
        "time": "T",
        "event": "statement",
        "script": "V1__a.sql",
        "version": "1",
        "statement": 2,
        "statements": 3,
        "line": 40,
        "message": "two\nlines",
    }
