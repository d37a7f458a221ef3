"""The plan of an upgrade without a server: steps, helpers, leaks, and everything wrong with scripts at once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from driftproof.language.checksum import checksum_v3
from driftproof.model.errors import ScriptError, UsageError
from driftproof.model.history import History, HistoryRow, Layout, Plan
from driftproof.model.scripts import Script, ScriptKind, Version
from driftproof.sources.folder import admit_undecodable, read_folder
from driftproof.upgrade.options import RunOptions
from driftproof.upgrade.plan import helpers_needed, make_plan, split_script
from driftproof.upgrade.states import Rules, own_checksum
from driftproof.upgrade.withdrawn import read_withdrawn
from support.runner import write_scripts

EMPTY = History("shop", "flyway_schema_history", Layout.FLYWAY_5)


def plan_of(folder: Path, scripts: dict[str, str | bytes], options: RunOptions | None = None, **more: object) -> Plan:
    read = read_folder(write_scripts(folder, scripts))
    return make_plan(read, replace(EMPTY, **more), options or RunOptions())  # type: ignore[arg-type]


def test_versions_run_in_order_and_repeatables_last(tmp_path: Path) -> None:
    names = ["R__b.sql", "V10__x.sql", "V2__x.sql", "R__a.sql", "V2.1__x.sql"]
    plan = plan_of(tmp_path, dict.fromkeys(names, "DO 1;\nDO 2;\n"))
    assert [step.script.name for step in plan.steps] == [
        "V2__x.sql",
        "V2.1__x.sql",
        "V10__x.sql",
        "R__a.sql",
        "R__b.sql",
    ]
    assert {len(step.statements) for step in plan.steps} == {2}


def test_a_repeatable_is_compared_with_its_placeholders_filled(tmp_path: Path) -> None:
    scripts: dict[str, str | bytes] = {"R__view.sql": "DO ${n};\n", "V1__a.sql": "DO ${n};\n"}
    plan = plan_of(tmp_path, scripts, RunOptions(placeholders={"n": "1"}))
    raw = {step.script.name: step.checksum for step in plan.steps}
    assert raw["V1__a.sql"] == own_checksum(read_folder(tmp_path).versioned[0], Layout.FLYWAY_5)
    assert raw["R__view.sql"] != own_checksum(read_folder(tmp_path).repeatable[0], Layout.FLYWAY_5)
    other = plan_of(tmp_path, scripts, RunOptions(placeholders={"n": "2"}))
    changed = {step.script.name: step.checksum for step in other.steps}
    assert changed["V1__a.sql"] == raw["V1__a.sql"]
    assert changed["R__view.sql"] != raw["R__view.sql"]
    assert plan_of(tmp_path, scripts, RunOptions(placeholders=None)).steps[0].statements[0].sql == "DO ${n}"


def test_built_in_placeholders(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, {"V1__a.sql": "DO '${flyway:defaultSchema} ${flyway:table} ${flyway:filename}';"})
    assert plan.steps[0].statements[0].sql == "DO 'shop flyway_schema_history V1__a.sql'"


def test_everything_wrong_with_pending_scripts_is_told_at_once(tmp_path: Path) -> None:
    scripts: dict[str, str | bytes] = {"V1__a.sql": "DO 'x", "V2__b.sql": "DO 1;\nsource x.sql\n", "V3__c.sql": "/* x"}
    with pytest.raises(ScriptError) as raised:
        plan_of(tmp_path, scripts)
    assert [line.split(": ")[0].rpartition("/")[2] for line in str(raised.value).splitlines()] == [
        "V1__a.sql:1",
        "V2__b.sql:2",
        "V3__c.sql:1",
    ]


def test_scripts_that_do_not_run_may_be_wrong(tmp_path: Path) -> None:
    applied = HistoryRow(1, "1", "a", "SQL", "V1__a.sql", None)
    plan = plan_of(tmp_path, {"V1__a.sql": "DO 'x", "V2__b.sql": "DO 1;"}, rows=(applied,), exists=True)
    assert [step.script.name for step in plan.steps] == ["V2__b.sql"]


def test_a_failed_script_is_a_step_that_replaces_its_row(tmp_path: Path) -> None:
    failed = HistoryRow(1, "1", "a", "SQL", "V1__a.sql", 7, success=False)
    plan = plan_of(tmp_path, {"V1__a.sql": "DO 1;"}, rows=(failed,), exists=True)
    assert [step.replaces for step in plan.steps] == [failed]
    above = RunOptions(rules=Rules(target=Version.parse("0.5")))
    assert plan_of(tmp_path, {"V1__a.sql": "DO 1;"}, above, rows=(failed,), exists=True).steps == ()


def test_leaks_depend_on_the_session(tmp_path: Path) -> None:
    scripts: dict[str, str | bytes] = {"beforeMigrate.sql": "SET FOREIGN_KEY_CHECKS=0;\nSET sql_mode='';\n"}
    scripts |= {"V1__a.sql": "DO 1;\n\nUSE other;\n"}
    shared = plan_of(tmp_path, scripts, RunOptions(session="shared"))
    assert [(leak.script, leak.line, leak.text) for leak in shared.leaks] == [
        ("beforeMigrate.sql", 1, "SET FOREIGN_KEY_CHECKS=0"),
        ("beforeMigrate.sql", 2, "SET sql_mode=''"),
        ("V1__a.sql", 3, "USE other"),
    ]
    assert [leak.text for leak in plan_of(tmp_path, scripts).leaks] == ["SET sql_mode=''"]


def helper(name: str) -> Script:
    return Script(ScriptKind.CALLBACK, f"{name}.sql", f"{name}.sql", name, b"", "", event="helpers")


def calling(text: str) -> Script:
    return Script(ScriptKind.VERSIONED, "V1__a.sql", "V1__a.sql", "a", text.encode(), text, Version.parse("1"))


@pytest.mark.parametrize(
    ("text", "needed"),
    [
        ("CALL ADD_COLUMN('a')", True),
        ("call `add_column` ('a')", True),
        ("CALL shop.ADD_COLUMN('a')", True),
        ("CALL `shop` . `ADD_COLUMN`('a')", True),
        ("CALL ADD_COLUMNS('a')", False),
        ("SELECT ADD_COLUMN", False),
    ],
)
def test_helpers_are_needed_when_called(text: str, needed: bool) -> None:
    helpers = (helper("ADD_COLUMN"), helper("CREATE_INDEX"))
    assert helpers_needed(helpers, (), (calling(text),)) == (helpers if needed else ())


def test_a_helper_that_a_callback_defines_is_left_to_it() -> None:
    helpers = (helper("ADD_COLUMN"), helper("CREATE_INDEX"))
    own = calling("DROP PROCEDURE IF EXISTS add_column;\nCREATE DEFINER=`a`@`b` PROCEDURE `shop`.`add_column`() DO 1;")
    assert helpers_needed(helpers, (own,), (calling("CALL add_column()"),)) == helpers[1:]


def test_a_forgotten_delimiter_is_found_and_a_missing_last_one_is_not() -> None:
    problems: list[str] = []
    whole = calling("DELIMITER $$\nCREATE PROCEDURE p() BEGIN DO 1; END")
    assert len(list(split_script(whole, problems))) == 1
    assert problems == []
    list(split_script(calling("DELIMITER $$\nCREATE PROCEDURE p() BEGIN DO 1; END\nDELIMITER ;\nDO 2;"), problems))
    assert len(problems) == 1


def test_withdrawn_versions_of_a_folder(tmp_path: Path) -> None:
    assert read_withdrawn(str(tmp_path)) == frozenset()
    (tmp_path / "driftproof.toml").write_text('withdrawn = ["5.5.12", "6"]\n')
    assert read_withdrawn(str(tmp_path)) == {Version.parse("5.5.12"), Version.parse("6.0")}
    for text in ("withdrawn = 5", "withdrawn = [5]", "withdrawn = ", 'withdrawn = ["x"]'):
        (tmp_path / "driftproof.toml").write_text(text)
        with pytest.raises(UsageError) as raised:
            read_withdrawn(str(tmp_path))
        assert "driftproof.toml" in str(raised.value)


def test_what_flyway_3_would_have_sent_as_one_statement_is_told(tmp_path: Path) -> None:
    scripts: dict[str, str | bytes] = {
        "V1__a.sql": "DO 1;\nDO 2; DO 3;\nDO\n4; DO 5;\n",
        "V2__b.sql": "DO 1;\r\nDO 2;\r\n",
    }
    plan = plan_of(tmp_path, scripts, layout=Layout.FLYWAY_3)
    told = [note for note in plan.notes if "Flyway 3 sends as one" in note]
    assert told == ["two statements on one line, which Flyway 3 sends as one, are two here: V1__a.sql:2, V1__a.sql:4"]
    assert not [note for note in plan_of(tmp_path, {}).notes if "sends as one" in note]


def test_a_script_that_is_not_utf_8_blocks_only_where_it_would_run(tmp_path: Path) -> None:
    scripts = {"V1__a.sql": b"-- caf\xe9\nDO 1;\n", "V2__b.sql": "DO 2;\n"}
    folder = admit_undecodable(read_folder(write_scripts(tmp_path, scripts)))
    checksum = checksum_v3(b"-- caf\xe9\nDO 1;\n")
    row = HistoryRow(1, "1", "a", "SQL", "V1__a.sql", checksum, version_rank=1)
    history = History("shop", "schema_version", Layout.FLYWAY_3, exists=True, rows=(row,))
    plan = make_plan(folder, history, RunOptions())
    assert [step.script.name for step in plan.steps] == ["V2__b.sql"]
    assert any("V1__a.sql:1: not utf-8: 0xe9" in note and "--encoding" in note for note in plan.notes)
    with pytest.raises(ScriptError, match=r"V1__a\.sql:1: not utf-8") as raised:
        make_plan(folder, EMPTY, RunOptions())
    assert "--encoding" in str(raised.value)


def test_problems_of_a_folder_with_an_undecodable_script_are_all_told(tmp_path: Path) -> None:
    scripts = {"V1__a.sql": b"\xe9", "V1.0__b.sql": "DO 2;\n"}
    folder = admit_undecodable(read_folder(write_scripts(tmp_path, scripts)))
    with pytest.raises(ScriptError, match=r"(?s)not utf-8.*is here twice"):
        folder.check()
    readable = read_folder(write_scripts(tmp_path, {"V1__a.sql": "DO 1;\n"}))
    assert admit_undecodable(readable) == readable
    assert len(readable.problems) == 1
