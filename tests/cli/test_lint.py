"""``driftproof lint``: configuration, suppression, baseline, fixes, scope, exit statuses, cache."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from driftproof.cli import main

CLEAN = "CREATE TABLE IF NOT EXISTS `HostVO` (\n    `uuid` VARCHAR(32) NOT NULL,\n    PRIMARY KEY (`uuid`)\n);\n"
TWICE = CLEAN.replace("NOT NULL,", "NOT NULL UNIQUE,")
WIDTH = "CREATE TABLE IF NOT EXISTS `{0}` (\n    `id` BIGINT(20) NOT NULL,\n    PRIMARY KEY (`id`)\n);\n"
MAIN = "import sys; from driftproof.cli import main; sys.exit(main(sys.argv[1:]))"
RULES = "pk-and-unique-same,create-table-guard,int-display-width"


class Folder:
    """A folder of scripts in a folder of one's own, and the command run on it."""

    def __init__(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.root, self.capsys = root, capsys

    def write(self, **scripts: str) -> None:
        (self.root / "scripts").mkdir(exist_ok=True)
        for name, text in scripts.items():
            version, _, description = name.partition("_")
            (self.root / "scripts" / f"{version}__{description}.sql").write_bytes(text.encode())

    def configure(self, toml: str) -> None:
        (self.root / "driftproof.toml").write_text(toml, encoding="utf-8")

    def text(self, name: str) -> str:
        return (self.root / "scripts" / name).read_bytes().decode()

    def lint(self, *arguments: str, select: str = RULES) -> tuple[int, str, str]:
        chosen = ("--select", select) if select else ()
        status = main(["lint", "scripts", "--no-helpers", "--format", "concise", *chosen, *arguments])
        captured = self.capsys.readouterr()
        return status, captured.out, captured.err

    def found(self, *arguments: str, select: str = RULES) -> list[tuple[str, str]]:
        """The place and code of every finding."""
        _, out, _ = self.lint(*arguments, select=select)
        return [(line.split(": ")[0].rpartition("/")[2], line.split()[2]) for line in out.splitlines()[:-1]]


@pytest.fixture
def folder(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Folder:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    monkeypatch.chdir(tmp_path)
    return Folder(tmp_path, capsys)


@pytest.mark.parametrize(
    ("toml", "said", "advice"),
    [
        ("[lint]\nselct = ['CK101']\n", "[lint] has no key 'selct'", "keys are: baseline,"),
        ("[lint]\nselect = 'CK101'\n", "[lint] select must be a list of strings", ""),
        ("[lint]\npreview = 'yes'\n", "[lint] preview must be true or false", ""),
        ("[lint]\nignore = ['cascade-fk-nulable']\n", "no rule is called 'cascade-fk-nulable'", "cascade-fk-nullable?"),
        ("[lint]\nprofile = 'mansion'\n", "no profile 'mansion'", "house, standard, strict"),
        ("[lint.severity]\nCK101 = 'grave'\n", "severity of CK101 cannot be 'grave'", "error, warning, info, off"),
        ("[lint.severity]\nCK101 = {new = 'error'}\n", "severity of CK101 needs new and existing", "existing ="),
        ("[lint.severity]\nCK101 = {new = 'off', existing = 'info'}\n", "cannot be off for new tables alone", ""),
        ("[lint]\nhot-tables = ['EventVO']\n", "[lint] has no key 'hot-tables'", ""),
        ("[lint.per-file-ignores]\n'V1*' = ['nothing']\n", "no rule is called 'nothing'", ""),
        ("[lint.rules.definer]\nalowed = []\n", "rule definer has no option 'alowed'", "its options are: allowed"),
        ("[lint.rules.definer]\nallowed = 'me'\n", "option allowed of rule definer cannot be 'me'", "it is []"),
        ("[lint.rules]\ndefiner = 'me'\n", "rules.definer must be a table", "[lint.rules.definer]"),
        ("[lint]\nselect = [1]\n", "select must be a list of strings", ""),
        ("[lint.per-file-ignores]\n'V1*' = 'CK101'\n", "must be a list of strings", ""),
        ("[lint]\nfail-on = 'never ever'\n", "fail-on cannot be 'never ever'", "never"),
        ("[lint]\ntargets = ['oracle:23']\n", "oracle", ""),
        ("[lint\n", "this is no TOML", ""),
    ],
)
def test_a_configuration_that_makes_no_sense_is_refused(folder: Folder, toml: str, said: str, advice: str) -> None:
    folder.write(V1_host=CLEAN)
    folder.configure(toml)
    status, out, err = folder.lint(select="")
    assert status == 2
    assert out == ""
    assert said in err
    assert advice in err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--output", "sariff:x"), "is not FORMAT:FILE"),
        (("--output", "sarif"), "is not FORMAT:FILE"),
        (("--output", "sarif:no/such/folder/x"), "cannot be written"),
        (("--update-baseline",), "needs a file"),
        (("--update-baseline", "--baseline", "b.json", "--since", "HEAD"), "leave --since out"),
        (("--select", "CK1O1"), "no rule is called 'CK1O1'"),
        (("--since", "HEAD"), "git"),
        (("--start-after", "one"), "one"),
    ],
)
def test_wrong_usage_ends_with_2(folder: Folder, arguments: tuple[str, ...], said: str) -> None:
    folder.write(V1_host=CLEAN)
    status, _, err = folder.lint(*arguments)
    assert status == 2
    assert said in err


def test_a_folder_that_is_not_there_is_an_error(folder: Folder) -> None:
    assert folder.lint()[0] == 2


@pytest.mark.parametrize(("fail_on", "expected"), [("error", 0), ("warning", 1), ("info", 1), ("never", 0), (None, 1)])
def test_what_fails_is_up_to_the_user(folder: Folder, fail_on: str | None, expected: int) -> None:
    folder.write(V1_host=TWICE)
    assert folder.lint(*(("--fail-on", fail_on) if fail_on else ()))[0] == expected


def test_info_alone_does_not_fail(folder: Folder) -> None:
    folder.write(V1_a=WIDTH.format("A"))
    assert [code for _, code in folder.found()] == ["TY109"]
    assert folder.lint()[0] == 0
    assert folder.lint("--fail-on", "info")[0] == 1


def test_severities_can_be_set_and_rules_switched_off(folder: Folder) -> None:
    folder.write(V1_host=TWICE, V2_a=WIDTH.format("A"))
    folder.configure("[lint.severity]\nCK103 = 'info'\nint-display-width = 'off'\n")
    status, out, _ = folder.lint()
    assert status == 0
    assert [line.split()[1] for line in out.splitlines()[:-1]] == ["info"]


@pytest.mark.parametrize(("existing", "older"), [("info", ["error", "info"]), ("off", ["error"])])
def test_tables_of_older_scripts_can_be_judged_by_another_severity(
    folder: Folder, existing: str, older: list[str]
) -> None:
    folder.write(V1_a=CLEAN, V2_b=TWICE.replace("HostVO", "NewVO") + "ALTER TABLE `HostVO` ADD UNIQUE KEY (`uuid`);\n")
    folder.configure(f"[lint.severity]\npk-and-unique-same = {{ new = 'error', existing = '{existing}' }}\n")
    _, out, _ = folder.lint(select="pk-and-unique-same")
    assert [line.split()[1] for line in out.splitlines()[:-1]] == older


def test_files_can_be_left_out_for_a_rule(folder: Folder) -> None:
    folder.write(V1_a=WIDTH.format("A"), V2_b=WIDTH.format("B"))
    folder.configure("[lint.per-file-ignores]\n'V1__*' = ['TY109']\n")
    assert folder.found() == [("V2__b.sql:2:5", "TY109")]


def test_older_scripts_are_replayed_and_not_reported_on(folder: Folder) -> None:
    folder.write(V1_a=WIDTH.format("A"), V2_b=WIDTH.format("B"))
    assert folder.found("--start-after", "1") == [("V2__b.sql:2:5", "TY109")]


def test_selecting_by_group_and_leaving_out(folder: Folder) -> None:
    folder.write(V1_host=TWICE, V2_a=WIDTH.format("A"))
    assert {code for _, code in folder.found(select="CK")} == {"CK103"}
    assert folder.found("--ignore", "CK103", select="CK,TY109") == [("V2__a.sql:2:5", "TY109")]
    assert ("V2__a.sql:2:5", "TY109") in folder.found("--extend-select", "TY109", select="CK")


def test_a_baseline_accepts_what_was_there_and_nothing_else(folder: Folder) -> None:
    folder.write(V1_host=TWICE)
    status, _, err = folder.lint("--baseline", "base.json", "--update-baseline")
    assert (status, err) == (0, "base.json: 1 finding in 1 entry\n")
    status, out, err = folder.lint("--baseline", "base.json")
    assert (status, err) == (0, "")
    assert "1 in the baseline" in out

    folder.write(V1_host=f"-- moved down\n\n\n{TWICE}", V2_vm=TWICE.replace("HostVO", "VmVO"))
    assert folder.found("--baseline", "base.json") == [("V2__vm.sql:2:5", "CK103")]


def test_stale_entries_are_told_and_do_not_fail(folder: Folder) -> None:
    folder.write(V1_host=TWICE)
    folder.lint("--baseline", "base.json", "--update-baseline")
    folder.write(V1_host=CLEAN)
    status, out, err = folder.lint("--baseline", "base.json")
    assert status == 0
    assert "no findings" in out
    assert err.startswith("base.json: info LI106 stale-baseline: the baseline accepts 1 of `pk-and-unique-same`")
    assert "LI106" not in folder.lint("--baseline", "base.json", select="TY109")[2]
    assert "LI106" not in folder.lint("--baseline", "base.json", "--start-after", "1")[2]
    assert "基线" in folder.lint("--baseline", "base.json", "--lang", "zh")[2]


def test_updating_a_baseline_keeps_entries_of_rules_that_did_not_run(folder: Folder) -> None:
    folder.write(V1_host=TWICE, V2_a=WIDTH.format("A"))
    folder.lint("--baseline", "base.json", "--update-baseline")
    folder.write(V1_host=CLEAN)
    folder.lint("--baseline", "base.json", "--update-baseline", select="TY109")
    entries = json.loads((folder.root / "base.json").read_text())["entries"]
    assert [entry["rule"] for entry in entries] == ["int-display-width", "pk-and-unique-same"]


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"version": 1, "entries": [{}]}', '{"version": 2, "entries": []}'])
def test_a_baseline_that_is_none_is_refused(folder: Folder, text: str) -> None:
    folder.write(V1_host=CLEAN)
    (folder.root / "base.json").write_text(text)
    status, _, err = folder.lint("--baseline", "base.json")
    assert status == 2
    assert "base.json" in err


def test_fixes_are_shown_and_then_applied(folder: Folder) -> None:
    folder.write(V1_host="\ufeff" + TWICE.replace("\n", "\r\n"))
    status, out, err = folder.lint("--diff")
    assert status == 1
    assert "-    `uuid` VARCHAR(32) NOT NULL UNIQUE," in out
    assert err == "1 finding would be mended, 0 left\n"
    assert "UNIQUE" in folder.text("V1__host.sql")

    assert folder.lint("--fix") == (0, "", "1 finding mended, 0 left\n")
    assert folder.text("V1__host.sql") == "\ufeff" + CLEAN.replace("\n", "\r\n")
    assert folder.found() == []


def test_unsafe_fixes_wait_for_consent(folder: Folder) -> None:
    folder.write(V1_host=CLEAN.replace(");\n", ") DEFAULT CHARSET=utf8;\n"))
    select = "charset-alias-utf8"
    before = folder.text("V1__host.sql")
    assert folder.lint("--fix", select=select)[0] == 1
    assert folder.text("V1__host.sql") == before
    assert folder.lint("--fix", "--unsafe-fixes", select=select)[0] == 0
    assert folder.text("V1__host.sql") != before


def test_a_fix_that_makes_room_for_another_is_followed_by_it(folder: Folder) -> None:
    index = "    KEY (`uuid`),\n    KEY `idxHost` (`uuid`, `name`)\n"
    before = f"CREATE TABLE `HostVO` (\n    `uuid` VARCHAR(32) NOT NULL,\n    `name` VARCHAR(32) NOT NULL,\n{index});\n"
    folder.write(V1_host=before)
    arguments = ("--fix", "--unsafe-fixes")
    select = "unnamed-index,redundant-index"
    named = before.replace("    KEY (`uuid`),\n", "")
    assert "-    KEY (`uuid`)," in folder.lint(*arguments, "--diff", select=select)[1]
    assert "KEY (`uuid`)," in folder.text("V1__host.sql")
    assert folder.lint(*arguments, select=select) == (0, "", "2 findings mended, 0 left\n")
    assert folder.text("V1__host.sql") == named


def test_a_statement_that_is_not_understood_is_one_finding(folder: Folder) -> None:
    folder.write(V1_odd=f"ALTER TABLE `HostVO` FROBNICATE;\n{TWICE}")
    assert folder.found() == [("V1__odd.sql:1:1", "LI101"), ("V1__odd.sql:3:5", "CK103")]


def test_several_folders_are_one_report(folder: Folder) -> None:
    folder.write(V1_host=TWICE)
    other = folder.root / "other"
    other.mkdir()
    (other / "V1__vm.sql").write_text(TWICE)
    status = main(["lint", "scripts", "other", "--select", RULES, "--format", "json", "--no-helpers"])
    content = json.loads(folder.capsys.readouterr().out)
    assert status == 1
    assert [finding["path"] for finding in content["findings"]] == ["scripts/V1__host.sql", "other/V1__vm.sql"]
    assert content["summary"]["scripts"] == 2


def test_a_folder_without_versions_is_linted_in_the_order_of_names(folder: Folder) -> None:
    (folder.root / "scripts").mkdir()
    (folder.root / "scripts" / "b.sql").write_text(TWICE.replace("IF NOT EXISTS ", ""))
    (folder.root / "scripts" / "a.sql").write_text("DROP TABLE IF EXISTS `HostVO`;\n")
    assert folder.found() == [("b.sql:1:1", "ID101"), ("b.sql:2:5", "CK103")]


def cache_files(folder: Folder) -> list[Path]:
    return sorted((folder.root / "cache" / "driftproof" / "lint").glob("*"))


def test_a_known_result_is_the_same_and_loads_neither_replay_nor_rules(folder: Folder) -> None:
    folder.write(V1_host=TWICE, V2_a=WIDTH.format("A"))
    code = (
        "import sys\nfrom driftproof.cli import main\nstatus = main(sys.argv[1:])\n"
        "print(sorted(m for m in sys.modules if m.startswith(('driftproof.replay', 'driftproof_lint.rules'))))\n"
        "sys.exit(status)\n"
    )
    command = [sys.executable, "-c", code, "lint", "scripts", "--format", "text"]
    cold = subprocess.run(command, capture_output=True, text=True, check=False)
    assert len(cache_files(folder)) == 1
    warm = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (warm.returncode, warm.stderr) == (cold.returncode, cold.stderr) == (1, "")
    assert warm.stdout.splitlines()[:-1] == cold.stdout.splitlines()[:-1]
    assert warm.stdout.splitlines()[-1] == "[]"
    assert cold.stdout.splitlines()[-1] != "[]"


def test_whatever_counts_changes_the_key(folder: Folder) -> None:
    folder.write(V1_host=TWICE)
    folder.lint()
    folder.lint()
    assert len(cache_files(folder)) == 1
    folder.write(V1_host=CLEAN)
    assert folder.found() == []
    folder.configure("[lint]\ntargets = ['mysql:8.4']\n")
    folder.lint()
    folder.lint(select="CK103")
    assert len(cache_files(folder)) == 4


def test_no_cache_reads_and_writes_none(folder: Folder) -> None:
    folder.write(V1_host=TWICE)
    folder.lint("--no-cache")
    assert cache_files(folder) == []


@pytest.mark.parametrize("text", ["", "[]", '{"findings": [[1]]}', '{"findings": [], "counts": [1]}'])
def test_a_broken_entry_is_as_good_as_none(folder: Folder, text: str) -> None:
    folder.write(V1_host=TWICE)
    before = folder.lint()
    cache_files(folder)[0].write_text(text)
    assert folder.lint() == before
    assert json.loads(cache_files(folder)[0].read_text())["findings"]


def test_a_cache_that_cannot_be_written_is_done_without(folder: Folder) -> None:
    (folder.root / "cache").write_text("a file, not a folder")
    folder.write(V1_host=TWICE)
    assert folder.lint()[0] == 1


def test_old_entries_are_dropped(folder: Folder) -> None:
    folder.write(V1_host=TWICE)
    folder.lint()
    old = cache_files(folder)[0]
    os.utime(old, (0, 0))
    folder.write(V1_host=CLEAN)
    folder.lint()
    assert old not in cache_files(folder)
    assert len(cache_files(folder)) == 1


def test_concurrent_runs_see_whole_entries_only(folder: Folder) -> None:
    folder.write(V1_host=TWICE)
    command = [sys.executable, "-c", MAIN, "lint", "scripts", "--format", "json"]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    said = {process.communicate()[0] for process in running}
    assert len(said) == 1
    assert {process.returncode for process in running} == {1}
    assert len(cache_files(folder)) == 1


def typed(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """Put a text on standard input."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode()), encoding="utf-8"))


@pytest.mark.parametrize("name", ["V1__a.sql", "V3__c.sql"])
def test_an_editor_lints_what_is_not_saved_yet(folder: Folder, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    folder.write(V1_a=CLEAN, V2_b=WIDTH.format("B"))
    typed(monkeypatch, WIDTH.format("New"))
    assert folder.found("--stdin-filename", f"scripts/{name}") == [(f"{name}:2:5", "TY109")]
    assert folder.text("V1__a.sql") == CLEAN


def test_an_editor_in_a_heap_of_files(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder.root / "scripts").mkdir()
    (folder.root / "scripts" / "a.sql").write_text(CLEAN)
    typed(monkeypatch, WIDTH.format("New"))
    assert folder.found("--stdin-filename", "scripts/b.sql") == [("b.sql:2:5", "TY109")]


def test_a_fix_of_what_is_not_saved_is_printed(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.write(V1_a=CLEAN, V2_b=WIDTH.format("B"))
    typed(monkeypatch, WIDTH.format("New"))
    status, out, _ = folder.lint("--stdin-filename", "scripts/V1__a.sql", "--fix")
    assert (status, out) == (0, WIDTH.format("New").replace("BIGINT(20)", "BIGINT"))
    assert folder.text("V1__a.sql") == CLEAN
    assert folder.text("V2__b.sql") == WIDTH.format("B")


@pytest.mark.parametrize("name", ["elsewhere/V1__a.sql", "scripts/notes.txt"])
def test_an_unsaved_file_that_is_no_script_of_the_folder_is_refused(folder: Folder, name: str) -> None:
    folder.write(V1_a=CLEAN)
    status, _, err = folder.lint("--stdin-filename", name)
    assert status == 2
    assert f"--stdin-filename {name} is no script in scripts" in err


def test_a_baseline_knows_a_script_that_only_got_another_name(folder: Folder) -> None:
    folder.write(V1_a=WIDTH.format("A"), V2_b=CLEAN)
    assert folder.lint("--baseline", "b.json", "--update-baseline")[0] == 0
    (folder.root / "scripts" / "V1__a.sql").rename(folder.root / "scripts" / "V3__a.sql")
    status, _, err = folder.lint("--baseline", "b.json", "--fail-on", "info")
    assert (status, err) == (0, "")
    folder.write(V4_d=WIDTH.format("D"))
    assert folder.found("--baseline", "b.json") == [("V4__d.sql:2:5", "TY109")]


def test_helpers_work_on_the_schema_that_the_scripts_name(folder: Folder) -> None:
    folder.write(
        V1_a=CLEAN.replace("`HostVO`", "`shop`.`HostVO`") + "CALL ADD_COLUMN('HostVO', 'a', 'INT', 1, NULL);\n"
    )
    assert main(["lint", "scripts", "--select", "ID,PO"]) == 0


ZERO = CLEAN.replace("`uuid`", "`day` TIMESTAMP NOT NULL DEFAULT '0000-00-00 00:00:00',\n    `uuid`", 1)


def test_targets_can_have_other_settings_than_their_defaults(folder: Folder) -> None:
    folder.write(V1_a=ZERO)
    refused = "[mysql:8.4 error 1067]"
    wanted = ("--targets", "mysql:8.4", "--select", "zero-date-default")
    assert refused in folder.lint(*wanted)[1]
    status, out, _ = folder.lint(*wanted, "--server-variable", "sql_mode=")
    assert (status, refused in out) == (1, False)
    folder.configure('[lint]\nserver-variables = ["sql_mode="]\n')
    assert refused not in folder.lint(*wanted)[1]
    status, _, err = folder.lint("--server-variable", "sqlmode=")
    assert (status, "did you mean sql_mode?" in err) == (2, True)
