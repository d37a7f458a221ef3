from __future__ import annotations

import builtins
import os
import random
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from driftproof.language.script_name import EVENTS, read_script_name
from driftproof.model.errors import ScriptError, SourceError, UsageError
from driftproof.model.scripts import ScriptKind, Version
from driftproof.sources.folder import Folder, gather, read_folder

GOLDEN = Path(__file__).parents[1] / "data" / "flyway-golden" / "scripts"


def folder_of(*names: str, data: bytes = b"SELECT 1;") -> Folder:
    return gather("db", names, lambda _name: data)


def told(folder: Folder) -> list[str]:
    return [str(problem) for problem in folder.problems]


def test_the_golden_folder_is_in_version_order() -> None:
    folder = read_folder(GOLDEN)
    names = [script.name for script in folder.versioned]
    versions = ["1.0", "1.1", "1.1.1", "1.2", "1.5", "1.10", "2", "2.0.1", "3"]
    assert [str(script.version) for script in folder.versioned] == versions
    assert names[0] == "V1.0__plain.sql"
    assert [script.description for script in folder.versioned[:3]] == ["plain", "no final newline", "crlf"]
    assert [script.name for script in folder.repeatable] == ["R__views.sql"]
    assert folder.problems == ()
    assert folder.others == ()
    assert folder.check() is folder
    assert "naïve – 模型缓存" in folder.versioned[3].text


VERSIONS = st.lists(st.integers(0, 30), min_size=1, max_size=4).map(lambda parts: ".".join(map(str, parts)))


@given(st.lists(VERSIONS, max_size=12, unique_by=Version.parse), st.randoms())
def test_order_is_by_version_whatever_the_order_of_files(versions: list[str], chance: random.Random) -> None:
    names = [f"V{version}__x.sql" for version in versions]
    chance.shuffle(names)
    folder = folder_of(*names)
    found = [script.version for script in folder.versioned if script.version]
    assert found == sorted(map(Version.parse, versions))
    assert folder.problems == ()


@pytest.mark.parametrize(
    ("name", "kind", "version", "description", "event"),
    [
        ("V5.5.16__add_index.sql", ScriptKind.VERSIONED, "5.5.16", "add index", ""),
        ("V5_5_16__add_index.sql", ScriptKind.VERSIONED, "5.5.16", "add index", ""),
        ("below/it/V1__a__b.sql", ScriptKind.VERSIONED, "1", "a  b", ""),
        ("V01.00__x.sql", ScriptKind.VERSIONED, "1", "x", ""),
        ("V20260101120000__x.y.sql", ScriptKind.VERSIONED, "20260101120000", "x.y", ""),
        ("R__all_views.sql", ScriptKind.REPEATABLE, None, "all views", ""),
        ("B5.0__all.sql", ScriptKind.BASELINE, "5", "all", ""),
        ("U5.5__back.sql", ScriptKind.UNDO, "5.5", "back", ""),
        ("beforeMigrate.sql", ScriptKind.CALLBACK, None, "", "beforeMigrate"),
        ("beforeMigrate__load_helpers.sql", ScriptKind.CALLBACK, None, "load helpers", "beforeMigrate"),
        ("callbacks/afterMigrateApplied.sql", ScriptKind.CALLBACK, None, "", "afterMigrateApplied"),
    ],
)
def test_names_say_what_scripts_are(
    name: str, kind: ScriptKind, version: str | None, description: str, event: str
) -> None:
    said = read_script_name(name)
    assert said is not None
    assert (said.kind, said.description, said.event) == (kind, description, event)
    assert said.version == (Version.parse(version) if version else None)


@pytest.mark.parametrize(
    "name",
    [
        *("README.md", "Views.sql", "base.sql", "v1__x.sql", "V1__x.sql.conf", "V1__x.SQL", "Users.sql", "U.sql"),
        *("beforemigrate.sql", "afterSupper.sql", ".sql", "sql", "Restore.sql", "V1__x.sql~"),
    ],
)
def test_other_files_are_named_and_left_alone(name: str) -> None:
    folder = folder_of(name, "V1__x.sql")
    assert folder.others == (name,)
    assert [script.name for script in folder.versioned] == ["V1__x.sql"]
    assert folder.problems == ()


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("V1_add_index.sql", "no two underscores"),
        ("V5.5.16.sql", "no two underscores"),
        ("V1__.sql", "no description"),
        ("V__x.sql", "no version after V"),
        ("Vone__x.sql", "not numbers joined by dots or underscores: one"),
        ("V1.x__x.sql", "not numbers joined by dots or underscores: 1.x"),
        ("V1..2__x.sql", "not numbers"),
        ("R_views.sql", "no two underscores"),
        ("R1__views.sql", "cannot have a version (1)"),
        ("B__x.sql", "no version after B"),
        ("U1.sql", "no two underscores"),
        (f"V{'1.' * 30}1__x.sql", "61 characters long"),
        (f"R__{'x' * 201}.sql", "201 characters long"),
    ],
)
def test_misnamed_files_are_problems_with_a_place_and_a_way_out(name: str, why: str) -> None:
    (problem,) = folder_of(name).problems
    assert why in problem.message
    assert str(problem).startswith(f"db/{name}:1: ")
    assert problem.hint
    assert problem.exit_status == 2


def test_events_are_flyways() -> None:
    flyway_3 = {f"{when}{step}" for when in ("before", "after") for step in ("Clean", "Migrate", "EachMigrate")}
    flyway_3 |= {f"{when}{step}" for when in ("before", "after") for step in ("Validate", "Baseline", "Repair", "Info")}
    assert flyway_3 < EVENTS
    assert {"beforeEachMigrateStatement", "afterMigrateApplied", "afterVersioned", "afterMigrateError"} < EVENTS
    assert len(EVENTS) == 46


def test_callbacks_without_a_description_come_first() -> None:
    folder = folder_of("beforeMigrate__b.sql", "x/beforeMigrate__a.sql", "beforeMigrate.sql", "afterMigrate__z.sql")
    assert list(folder.callbacks) == ["afterMigrate", "beforeMigrate"]
    assert [script.description for script in folder.callbacks["beforeMigrate"]] == ["", "a", "b"]


def test_repeatable_scripts_are_in_the_order_of_their_descriptions() -> None:
    folder = folder_of("R__b.sql", "z/R__a.sql", "R__B.sql")
    assert [script.description for script in folder.repeatable] == ["B", "a", "b"]


def test_duplicates_name_every_path() -> None:
    folder = folder_of("V1.0__a.sql", "x/V1__b.sql", "y/V01__c.sql", "B1__a.sql", "U1__a.sql", "R__a.sql", "x/R__a.sql")
    assert [len(problem.message) > 0 for problem in folder.problems] == [True, True]
    first, second = told(folder)
    assert all(path in first for path in ("db/V1.0__a.sql", "db/x/V1__b.sql", "db/y/V01__c.sql"))
    assert all(path in second for path in ("db/R__a.sql", "db/x/R__a.sql"))


def test_the_same_callback_twice_is_a_problem() -> None:
    (problem,) = told(folder_of("beforeMigrate.sql", "x/beforeMigrate.sql", "beforeMigrate__a.sql"))
    assert "beforeMigrate is here twice" in problem


def test_all_problems_come_at_once() -> None:
    folder = folder_of("V1_x.sql", "V2__x.sql", "V2__y.sql", "Vx__x.sql")
    with pytest.raises(ScriptError) as caught:
        folder.check()
    assert str(caught.value).startswith("3 problems with the scripts in db:")
    for name in ("V1_x.sql", "V2__x.sql", "V2__y.sql", "Vx__x.sql"):
        assert name in str(caught.value)


def test_a_single_problem_stands_alone() -> None:
    with pytest.raises(ScriptError, match=r"^db/V1_x\.sql:1: the name V1_x\.sql has no two underscores"):
        folder_of("V1_x.sql").check()


def test_an_unreadable_byte_is_told_by_offset_and_line(tmp_path: Path) -> None:
    (tmp_path / "V1__x.sql").write_bytes(b"SELECT 1;\n-- caf\xe9\n")
    (tmp_path / "V2__x.sql").write_bytes("SELECT 'é';".encode())
    folder = read_folder(tmp_path)
    (problem,) = told(folder)
    assert problem.startswith(f"{tmp_path}/V1__x.sql:2: not utf-8: 0xe9 at byte 17 ")
    assert "--encoding" in problem
    assert [script.name for script in folder.versioned] == ["V2__x.sql"]
    assert read_folder(tmp_path, encoding="latin1").versioned[0].text.endswith("-- café\n")


@pytest.mark.parametrize("encoding", ["klingon", "rot13", "base64", ""])
def test_an_encoding_that_does_not_exist_is_wrong_usage(tmp_path: Path, encoding: str) -> None:
    with pytest.raises(UsageError, match=f"unknown encoding '{encoding}'"):
        read_folder(tmp_path, encoding=encoding)


@pytest.mark.parametrize(("encoding", "bom"), [("utf-8", b"\xef\xbb\xbf"), ("utf-16", b""), ("utf-16-le", b"\xff\xfe")])
def test_a_byte_order_mark_is_not_text(encoding: str, bom: bytes) -> None:
    data = bom + "SELECT 1;".encode(encoding)
    (script,) = gather("db", ["V1__x.sql"], lambda _name: data, encoding=encoding).versioned
    assert script.text == "SELECT 1;"
    assert script.data == data


def test_folders_below_are_read_and_hidden_ones_are_not(tmp_path: Path) -> None:
    for name in ("V1__a.sql", "deep/er/V2__b.sql", ".git/V3__c.sql", "deep/.hidden.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("SELECT 1;")
    folder = read_folder(f"{tmp_path}/")
    assert [script.name for script in folder.versioned] == ["V1__a.sql", "deep/er/V2__b.sql"]
    assert [script.path for script in folder.versioned] == [f"{tmp_path}/V1__a.sql", f"{tmp_path}/deep/er/V2__b.sql"]
    assert folder.others == ("deep/.hidden.txt",)


def test_a_link_in_a_circle_ends(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a/V1__a.sql").write_text("SELECT 1;")
    (tmp_path / "a/again").symlink_to(tmp_path / "a", target_is_directory=True)
    (tmp_path / "a/top").symlink_to(tmp_path, target_is_directory=True)
    assert [script.name for script in read_folder(tmp_path / "a").versioned] == ["V1__a.sql"]


def test_a_link_to_nothing_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "V1__a.sql").symlink_to(tmp_path / "gone")
    (problem,) = told(read_folder(tmp_path))
    assert problem == f"{tmp_path}/V1__a.sql:1: cannot read the file: No such file or directory"


@pytest.mark.parametrize("name", ["none", "file"])
def test_a_folder_that_is_not_there_is_told(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SourceError, match=f"the folder of scripts {tmp_path}/{name} (does not exist|is a file)"):
        read_folder(tmp_path / name)


def test_several_suffixes(tmp_path: Path) -> None:
    for name in ("V1__a.sql", "V2__b.ddl", "V3__c.mysql.sql", "V4__d.txt", "V1__a.sql.conf"):
        (tmp_path / name).write_text("SELECT 1;")
    folder = read_folder(tmp_path, suffixes=(".mysql.sql", ".sql", ".ddl"))
    assert [script.description for script in folder.versioned] == ["a", "b", "c"]
    assert folder.others == ("V1__a.sql.conf", "V4__d.txt")


def test_an_empty_folder_is_empty(tmp_path: Path) -> None:
    assert read_folder(tmp_path) == Folder(str(tmp_path))


def test_each_file_is_opened_once_and_never_asked_for_its_status(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(300):
        (tmp_path / f"V{number}__x.sql").write_text(f"SELECT {number};")
    for number in range(20):
        (tmp_path / f"d{number}").mkdir()
    calls: Counter[str] = Counter()

    def counted(where: object, name: str) -> None:
        real = getattr(where, name)

        def call(*arguments: Any, **options: Any) -> Any:
            calls[name] += str(arguments[0]).startswith(str(tmp_path))
            return real(*arguments, **options)

        monkeypatch.setattr(where, name, call)

    counted(os, "stat")
    counted(os, "scandir")
    counted(builtins, "open")
    folder = read_folder(tmp_path)
    monkeypatch.undo()
    assert len(folder.versioned) == 300
    assert (calls["open"], calls["scandir"]) == (300, 21)
    assert calls["stat"] <= 2
