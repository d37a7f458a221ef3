"""Rules of one's own: loaded by entry point, refused where they collide, and tested with the test module."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from driftproof.model.errors import UsageError
from driftproof_lint.plugins import installed, joined, with_plugins
from driftproof_lint.rule import Rule
from driftproof_lint.rules import RULES
from driftproof_lint.testing import findings, fixed, lint_texts

PLUGIN = Path(__file__).parents[1] / "data" / "lint-plugin" / "plugin"
TABLE = "CREATE TABLE IF NOT EXISTS t (id INT NOT NULL, PRIMARY KEY (id));\n"


@pytest.fixture
def rule() -> Rule:
    spec = importlib.util.spec_from_file_location("acme_rules", PLUGIN / "acme_rules.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    found = module.RULE
    assert isinstance(found, Rule)
    return found


def run(tmp_path: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(PLUGIN), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    main = "import sys; from driftproof.cli import main; sys.exit(main(sys.argv[1:]))"
    command = [sys.executable, "-c", main, *arguments]
    return subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)


def test_an_installed_plugin_lints_and_explains(tmp_path: Path) -> None:
    (tmp_path / "scripts").mkdir()
    (tmp_path / "scripts" / "V1__t.sql").write_text(TABLE)
    arguments = ("lint", "scripts", "--select", "AC", "--format", "concise", "--no-helpers")
    for _ in range(2):
        done = run(tmp_path, *arguments)
        assert (done.returncode, done.stderr) == (1, "")
        assert "warning AC101 acme-table-comment: table `t` has no comment" in done.stdout
    assert "表 `t` 没有注释" in run(tmp_path, *arguments, "--lang", "zh").stdout
    page = run(tmp_path, "rule", "AC101").stdout
    assert page.startswith("# AC101 acme-table-comment\n\nA table has no comment.")


def test_plugins_are_found_with_what_they_come_from(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(PLUGIN))
    (plugin,) = installed()
    assert (plugin.prefix, plugin.value, plugin.distribution) == ("AC", "acme_rules:RULE", "acme-rules 1.0")
    assert str(PLUGIN / "acme_rules.py") in plugin.stamp
    assert [one.code for one in with_plugins(RULES)][-1] == "AC101"


def test_several_rules_may_be_offered(rule: Rule) -> None:
    second = replace(rule, code="AC102", name="acme-table-comment-too")
    assert joined(RULES, [("AC", "acme", (rule, second))])[-2:] == (rule, second)


def test_what_collides_is_refused(rule: Rule) -> None:
    def refused(*offered: tuple[str, str, object]) -> str:
        with pytest.raises(UsageError) as caught:
            joined(RULES, offered)
        return str(caught.value)

    assert "its prefix CK is taken" in refused(("CK", "acme", rule))
    assert "its prefix LI is taken" in refused(("LI", "acme", rule))
    assert "its prefix AC is taken" in refused(("AC", "acme", rule), ("AC", "other", rule))
    assert "not two capital letters" in refused(("acme", "acme", rule))
    assert "is not BC and three digits" in refused(("BC", "acme", rule))
    assert "collides with AC101 acme-table-comment" in refused(("AC", "acme", [rule, replace(rule, code="AC102")]))
    assert "collides with CK101" in refused(("AC", "acme", replace(rule, name="cascade-fk-nullable")))
    assert "it offers a str, not rules" in refused(("AC", "acme", "rules"))
    assert "exactly one of site, script and history" in refused(("AC", "acme", replace(rule, site=None)))


def test_a_plugin_that_cannot_be_loaded_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "broken-1.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text("Metadata-Version: 2.1\nName: broken\nVersion: 1\n")
    (folder / "entry_points.txt").write_text("[driftproof.rules]\nBR = no_such_module_at_all:RULE\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(UsageError, match=r"no_such_module_at_all:RULE is refused: it cannot be loaded"):
        with_plugins(RULES)


def test_the_test_module_lints_texts(rule: Rule) -> None:
    assert findings(TABLE, [rule]) == [("AC101", 1, "table `t` has no comment")]
    assert findings(TABLE, [rule], lang="zh") == [("AC101", 1, "表 `t` 没有注释")]
    assert findings(TABLE.replace(";", " COMMENT='c';"), [rule]) == []
    result = lint_texts([TABLE, "DROP TABLE t;\n"], [rule, "drop-table"])
    assert [(one.code, one.place.path) for one in result.findings] == [
        ("AC101", "V1__test.sql"),
        ("DS101", "V2__test.sql"),
    ]
    assert fixed(TABLE.replace("INT", "INT(11)"), ["TY109"]) == TABLE


def test_what_reads_entry_points_is_not_loaded_where_no_package_has_rules() -> None:
    code = "import sys, driftproof_lint.plugins as p; print(p.installed(), 'importlib.metadata' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "() False\n"


@pytest.mark.parametrize("info", ["acme_rules-1.0.dist-info", "acme_rules.egg-info", "EGG-INFO"])
def test_plugins_are_found_in_whatever_way_they_are_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, info: str
) -> None:
    root = tmp_path / "acme_rules-1.0-py3.egg" if info == "EGG-INFO" else tmp_path
    (root / info).mkdir(parents=True)
    (root / info / "METADATA").write_text("Name: acme-rules\nVersion: 1.0\n")
    (root / info / "entry_points.txt").write_text("[driftproof.rules]\nAC = acme_rules:RULE\n")
    monkeypatch.syspath_prepend(str(root))
    assert [plugin.prefix for plugin in installed()] == ["AC"]


def test_plugins_are_found_in_archives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = tmp_path / "acme.zip"
    with zipfile.ZipFile(archive, "w") as written:
        written.writestr("acme_rules-1.0.dist-info/METADATA", "Name: acme-rules\nVersion: 1.0\n")
        written.writestr("acme_rules-1.0.dist-info/entry_points.txt", "[driftproof.rules]\nAC = json:loads\n")
    monkeypatch.syspath_prepend(str(archive))
    assert [plugin.prefix for plugin in installed()] == ["AC"]
