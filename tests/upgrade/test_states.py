"""What scripts and history make together: the law that runs converge on "applied", and Flyway's states one by one."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from driftproof.model.history import UNFINISHED, History, HistoryRow, Layout, ScriptState, State
from driftproof.model.scripts import Script, ScriptKind, Version
from driftproof.upgrade.states import Rules, own_checksum, script_states

EMPTY = History("shop", "flyway_schema_history", Layout.FLYWAY_5, exists=True)


def script(name: str, text: str = "DO 1;\n") -> Script:
    """A script as the folder reader would make it."""
    kind = ScriptKind(name[0])
    version, description = name[1:].removesuffix(".sql").split("__")
    number = Version.parse(version) if version else None
    return Script(kind, name, name, description.replace("_", " "), text.encode(), text, number)


def row(of: Script, rank: int = 1, **more: object) -> HistoryRow:
    """The row of a script that was applied."""
    version = str(of.version) if of.version else None
    made = HistoryRow(rank, version, of.description, "SQL", of.name, own_checksum(of, Layout.FLYWAY_5), "me", "today")
    return replace(made, **more)  # type: ignore[arg-type]


def states(scripts: list[Script], rows: list[HistoryRow], rules: Rules | None = None) -> list[ScriptState]:
    return list(script_states(scripts, replace(EMPTY, rows=tuple(rows)), rules or Rules()))


def only(scripts: list[Script], rows: list[HistoryRow], rules: Rules | None = None) -> ScriptState:
    (found,) = states(scripts, rows, rules)
    return found


@given(st.sets(st.integers(1, 30), min_size=1), st.integers(0, 30))
def test_what_was_run_is_applied_and_the_rest_is_pending(numbers: set[int], last: int) -> None:
    scripts = [script(f"V{number}__step.sql") for number in sorted(numbers)]
    done = [each for each in scripts if each.version and each.version <= Version.parse(str(last))]
    found = states(scripts, [row(each, rank) for rank, each in enumerate(done, 1)])
    assert [item.name for item in found] == [each.name for each in scripts]
    assert [item.state for item in found] == [State.APPLIED if each in done else State.PENDING for each in scripts]
    assert not any(item.problem for item in found)


@given(st.permutations(range(1, 8)))
def test_any_order_of_applying_shows_the_late_ones(order: list[int]) -> None:
    scripts = [script(f"V{number}__step.sql") for number in range(1, 8)]
    found = states(scripts, [row(scripts[number - 1], rank) for rank, number in enumerate(order, 1)])
    for item in found:
        number = int(item.version)
        late = any(earlier > number for earlier in order[: order.index(number)])
        assert item.state is (State.OUT_OF_ORDER if late else State.APPLIED)
        assert item.problem == ""


def test_changed_text_is_a_problem_and_line_ends_are_not() -> None:
    first = script("V1__a.sql", "DO 1;\nDO 2;\n")
    assert only([script("V1__a.sql", "DO 1;\r\nDO 2;\r\n")], [row(first)]).state is State.APPLIED
    changed = only([script("V1__a.sql", "DO 3;\n")], [row(first)])
    assert changed.state is State.CHANGED
    assert "changed after it was applied" in changed.problem


def test_the_other_algorithm_is_accepted_and_named() -> None:
    first = script("V1__a.sql", "DO 1;\r\n")
    old = row(first, checksum=own_checksum(first, Layout.FLYWAY_3))
    assert old.checksum != own_checksum(first, Layout.FLYWAY_5)
    assert (only([first], [old]).state, only([first], [old]).note) == (State.APPLIED, "checksum of Flyway 3")


def test_no_checksum_is_no_problem() -> None:
    assert only([script("V1__a.sql")], [row(script("V1__a.sql"), checksum=None)]).state is State.APPLIED


def test_a_failed_script_runs_again_unless_refused() -> None:
    failed = row(script("V1__a.sql"), success=False, execution_time=12)
    found = only([script("V1__a.sql")], [failed])
    assert (found.state, found.problem) == (State.FAILED, "")
    assert "after 12 ms; runs again" in found.note
    assert only([script("V1__a.sql")], [failed], Rules(rerun_failed=False)).problem
    assert "never ended" in only([script("V1__a.sql")], [replace(failed, execution_time=UNFINISHED)]).note


def test_a_failed_script_that_is_gone_is_a_problem() -> None:
    found = states([script("V2__b.sql")], [row(script("V1__a.sql"), success=False)])
    assert found[0].state is State.FAILED
    assert "not in the folder" in found[0].problem


def test_missing_withdrawn_and_future() -> None:
    rows = [row(script("V1__a.sql"), 1), row(script("V2__b.sql"), 2), row(script("V9__z.sql"), 3)]
    rules = Rules(withdrawn=frozenset({Version.parse("1.0")}))
    found = states([script("V3__c.sql")], rows, rules)
    assert [item.state for item in found[:2]] == [State.WITHDRAWN, State.MISSING]
    assert [bool(item.problem) for item in found] == [False, True, True, False]
    assert [item.state for item in found[2:]] == [State.IGNORED, State.FUTURE]
    assert not states([script("V3__c.sql")], rows, replace(rules, ignore_missing=True))[1].problem


def test_late_scripts_are_ignored_or_run() -> None:
    scripts, rows = [script("V1__a.sql"), script("V2__b.sql")], [row(script("V2__b.sql"))]
    refused = states(scripts, rows)[0]
    assert (refused.state, bool(refused.problem)) == (State.IGNORED, True)
    allowed = states(scripts, rows, Rules(out_of_order=True))[0]
    assert (allowed.state, allowed.problem) == (State.PENDING, "")


def test_target_stops_pending_and_failed_scripts() -> None:
    rules = Rules(target=Version.parse("1"))
    failed = row(script("V2__b.sql"), success=False)
    found = states([script("V1__a.sql"), script("V2__b.sql"), script("V3__c.sql")], [failed], rules)
    assert [item.state for item in found] == [State.PENDING, State.FAILED, State.ABOVE_TARGET]
    assert found[1].note.endswith("above the target")


@pytest.mark.parametrize("kind", ["BASELINE", "INIT"])
def test_a_baseline_covers_what_is_below(kind: str) -> None:
    base = HistoryRow(1, "2", "<< Flyway Baseline >>", kind, "<< Flyway Baseline >>", None)
    scripts = [script("V1__a.sql"), script("V2__b.sql"), script("V3__c.sql")]
    found = states(scripts, [base])
    assert [item.state for item in found] == [State.BELOW_BASELINE, State.BASELINE, State.BELOW_BASELINE, State.PENDING]
    changed = row(script("V1__a.sql", "DO 9;"), 2)
    assert states(scripts, [base, changed])[0].problem == "", "below the baseline nothing is compared"


def test_a_baseline_script_starts_empty_databases_only() -> None:
    scripts = [script("B2__all.sql"), script("V1__a.sql"), script("V2__b.sql"), script("V3__c.sql")]
    found = {item.name: item.state for item in states(scripts, [])}
    assert found == {
        "B2__all.sql": State.PENDING,
        "V1__a.sql": State.BELOW_BASELINE,
        "V2__b.sql": State.BELOW_BASELINE,
        "V3__c.sql": State.PENDING,
    }
    later = {item.name: item.state for item in states(scripts, [row(scripts[1])])}
    assert later["B2__all.sql"] is State.IGNORED
    assert later["V2__b.sql"] is State.PENDING
    used = row(scripts[0], type="SQL_BASELINE")
    again = {item.name: item.state for item in states(scripts, [used])}
    assert again["B2__all.sql"] is State.BASELINE
    failed = {item.name: item.state for item in states(scripts, [replace(used, success=False)])}
    assert failed["B2__all.sql"] is State.FAILED
    assert failed["V1__a.sql"] is State.BELOW_BASELINE


def test_repeatables_follow_their_text() -> None:
    view = script("R__view.sql", "DO 1;")
    assert only([view], []).state is State.PENDING
    assert only([view], [row(view)]).state is State.APPLIED
    changed = states([script("R__view.sql", "DO 2;")], [row(view)])
    assert [item.state for item in changed] == [State.PENDING]
    twice = states([view], [row(script("R__view.sql", "DO 0;"), 1), row(view, 2)])
    assert sorted(item.state.value for item in twice) == ["applied", "superseded"]
    assert only([], [row(view)]).problem


def test_flyway_3_has_no_place_for_repeatables() -> None:
    history = History("shop", "schema_version", Layout.FLYWAY_3, exists=True)
    (found,) = script_states([script("R__view.sql")], history, Rules())
    assert (found.state, found.problem) == (State.IGNORED, "")


def test_flyways_other_row_types_are_understood() -> None:
    java = row(script("V1__a.sql"), type="JDBC")
    assert only([], [java]).state is State.APPLIED
    deleted = [row(script("V1__a.sql")), row(script("V1__a.sql"), 2, type="DELETE")]
    assert [item.state for item in states([script("V1__a.sql")], deleted)].count(State.PENDING) == 1
    undone = [row(script("V1__a.sql")), row(script("V1__a.sql"), 2, type="UNDO_SQL")]
    assert [item.state for item in states([script("V1__a.sql")], undone)].count(State.PENDING) == 1


def test_undo_scripts_are_ignored() -> None:
    assert only([script("U1__a.sql")], []).state is State.IGNORED
