"""What every rule owes: a code of its own, sentences in both languages, a page, and examples that are true."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from string import Formatter

import pytest

import driftproof_lint.rules
from driftproof.cli import main
from driftproof_lint.config import resolve
from driftproof_lint.explain import OWN, SECTIONS, index, page, sections_of, text_of
from driftproof_lint.linter import Project, lint
from driftproof_lint.messages import LANGUAGES, catalogue, entry_of
from driftproof_lint.rule import Rule
from driftproof_lint.rules import RULES
from linter.cases import helper_procedures, script

ROOT = Path(__file__).parents[2]
CONTEXT = Path(__file__).parents[1] / "data" / "lint-examples"
NAMES = [rule.name for rule in RULES]
LINTERS_OWN = {
    "not-understood",
    "rule-crashed",
    "unknown-rule-in-suppression",
    "unused-suppression",
    "suppression-without-reason",
    "suppression",
    "stale-baseline",
}


def of(name: str) -> Rule:
    return next(rule for rule in RULES if rule.name == name)


def test_the_tuple_is_the_folder() -> None:
    folder = Path(driftproof_lint.rules.__file__).parent
    files = {path.stem for path in folder.glob("*.py")} - {"__init__"}
    assert {rule.name.replace("-", "_") for rule in RULES} == files
    for rule in RULES:
        check = rule.site or rule.script or rule.history
        assert check is not None
        assert check.__module__ == f"driftproof_lint.rules.{rule.name.replace('-', '_')}"


def test_codes_and_names_are_unique_and_in_order() -> None:
    codes = [rule.code for rule in RULES]
    assert len(set(codes)) == len(codes)
    assert len(set(NAMES)) == len(NAMES)
    groups = list(dict.fromkeys(code[:2] for code in codes))
    assert codes == sorted(codes, key=lambda code: (groups.index(code[:2]), code))
    assert all(re.fullmatch("[A-Z]{2}[0-9]{3}", code) for code in codes)
    assert all(re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", name) for name in NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_rule_looks_at_one_kind_of_thing(name: str) -> None:
    rule = of(name)
    assert sum(check is not None for check in (rule.site, rule.script, rule.history)) == 1
    assert rule.site is not None or not rule.actions


def test_every_sentence_is_in_both_languages_with_the_same_placeholders() -> None:
    for key, entry in catalogue().items():
        assert set(entry) == set(LANGUAGES), key
        fields = [{field for _, field, _, _ in Formatter().parse(text) if field} for text in entry.values()]
        assert fields[0] == fields[1], key
        assert re.search("[\u4e00-\u9fff]", entry["zh"]), key


def test_an_entry_read_alone_is_that_of_the_catalogue() -> None:
    assert {key: entry_of(key) for key in catalogue()} == catalogue()
    with pytest.raises(KeyError):
        entry_of("no-such-rule")


def test_every_rule_has_a_sentence_and_no_sentence_is_left_over() -> None:
    keys = {key.partition(".")[0] for key in catalogue()}
    assert keys == {*NAMES, *LINTERS_OWN}


@pytest.mark.parametrize("name", NAMES)
def test_a_rules_file_explains_it(name: str) -> None:
    text = text_of(of(name))
    assert text.splitlines()[0].strip()
    found = sections_of(text)
    assert tuple(found) == SECTIONS
    assert all(content.strip() for content in found.values())


@pytest.mark.parametrize("name", NAMES)
def test_a_rules_page_is_current(name: str, golden: Callable[[Path, str], None]) -> None:
    golden(ROOT / "docs" / "rules" / f"{name}.md", page(of(name)))


def test_the_index_of_rules_is_current(golden: Callable[[Path, str], None]) -> None:
    golden(ROOT / "docs" / "rules" / "index.md", index(RULES))


def test_what_the_linter_finds_without_a_rule_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    assert {name for _, name, _ in OWN} == LINTERS_OWN
    for code, name, text in OWN:
        assert main(["rule", code]) == 0
        assert main(["rule", name]) == 0
        assert capsys.readouterr().out == f"# {code} {name}\n\n{text}\n" * 2


def test_every_page_is_that_of_a_rule() -> None:
    pages = {path.stem for path in (ROOT / "docs" / "rules").glob("*.md")}
    assert pages == {*NAMES, "index"}


def examples(name: str, section: str) -> Iterator[str]:
    content = sections_of(text_of(of(name)))[section]
    return (text for text in re.findall(r"^```sql\n(.*?)^```", content, re.S | re.M))


def findings(name: str, example: str, kind: str = "bad") -> list[str]:
    """Lint an example behind what tests/data/lint-examples says comes before it."""
    files = (CONTEXT / f"{name}.{kind}.sql", CONTEXT / f"{name}.sql", CONTEXT / "default.sql")
    context = next(file for file in files if file.exists()).read_text(encoding="utf-8")
    written = {"targets": ["mariadb:10.11", "mysql:8.4"], "database": "zstack", "select": [name]}
    if context.startswith("-- config:"):
        line, context = context.split("\n", 1)
        written |= json.loads(line.removeprefix("-- config:"))
    helpers = helper_procedures() if "CALL " in example + context else ()
    scripts = (script("V1__before.sql", context), script("V2__example.sql", example))
    result = lint(Project(scripts, helpers), RULES, resolve(written, RULES))
    return [f"{one.place} {one.message}" for one in result.findings if one.name == name and "V2_" in one.place.path]


SKETCHES = {
    "byte-order-mark": "a mark that nobody sees",
    "change-in-released-version": "needs a release",
    "charset-mix-fk": "columns left out",
    "column-charset": "a line of a table",
    "crlf": "a line ending",
    "dynamic-sql-unquoted": "a statement of a program",
    "file-name": "a file name",
    "final-newline": "the end of a file",
    "fk-parent-created-later": "columns left out",
    "fk-type-mismatch": "columns left out",
    "guard-object-mismatch": "statements of a program",
    "helper-argument": "needs an old helper",
    "helper-backtick-argument": "needs an old helper",
    "missing-not-found-handler": "statements of a program",
    "released-script-changed": "two revisions of a file",
    "row-by-row-cursor": "statements of a program",
    "script-too-big": "10,000 lines",
    "swallow-exceptions": "a statement of a program",
    "tabs": "a blank that is drawn",
    "trailing-blanks": "a blank that is drawn",
    "version-duplicate": "a list of files",
    "version-order": "a list of files",
}
"""Rules whose examples show what they mean and do not run; their cases stand in tests/data/lint."""


STILL_FOUND = frozenset({"index-on-hot-table", "fk-on-existing-table"})
"""Rules whose good example is about when and how it is run, which no script shows."""


def test_sketches_are_rules() -> None:
    assert set(SKETCHES) | STILL_FOUND <= set(NAMES)


@pytest.mark.parametrize("name", [name for name in NAMES if name not in SKETCHES])
def test_a_bad_example_is_found_and_a_good_one_is_not(name: str) -> None:
    bad, good = list(examples(name, "Bad")), list(examples(name, "Good"))
    assert bad
    assert good
    for text in bad:
        assert findings(name, text), f"nothing found in:\n{text}"
    for text in good:
        assert findings(name, text, "good") == [] or name in STILL_FOUND
