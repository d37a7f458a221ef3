"""Lint cases as files: scripts that carry what the linter must say of them.

A case is ``tests/data/lint/<rule>/<case>.sql``. ``-- file: V1__name.sql`` starts a script (without any, the case is
one script, ``V1__case.sql``), ``-- released: V1__name.sql`` what a script was released with. A line that ends in ``--
expect: CK101`` (several with commas) wants a finding on that line, ``-- expect-next: CK101`` one on the next line.
Nothing else may be found. ``-- says CK103 warning, safe fix: of `FileVO` `` on a line of its own wants these words in
the message of such a finding, its targets or related places, and this severity and fix (``safe fix``, ``unsafe fix`` or
``no fix``) of all with the code; ``-- fixed: …`` wants a line of the text behind its safe fixes, ``-- fixed unsafely:``
one of the text behind all fixes, round by round. A first line
``-- config: {"targets": ["mysql:8.4"]}`` is the configuration; without ``select`` or ``profile`` only the rule that the
folder is named after runs. ``-- helpers`` on a line of its own in front lets the shipped helper procedures be called.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from driftproof.language.script_name import read_script_name
from driftproof.model.catalog import Table
from driftproof.model.scripts import Script, ScriptKind
from driftproof.sources.shipped import shipped_sql
from driftproof.upgrade.procedures import read_helpers
from driftproof_lint.config import Config, resolve
from driftproof_lint.linter import LintResult, Project, Scope, lint, make_history
from driftproof_lint.project import Released
from driftproof_lint.rules import RULES

DATA = Path(__file__).parents[1] / "data" / "lint"
_FILE = re.compile(r"^-- (?:file|(?P<released>released)): *(?P<name>\S+) *\n", re.MULTILINE)
_SAYS = re.compile(r"^-- says (\w+) (\w+), (\w+) fix: (.+?) *$", re.MULTILINE)
_FIXED = re.compile(r"^-- fixed: (.+?) *$", re.MULTILINE)
_UNSAFELY = re.compile(r"^-- fixed unsafely: (.+?) *$", re.MULTILINE)
_EXPECT = re.compile(r"-- expect(?P<next>-next)?: *(?P<codes>[A-Z0-9, ]+)")

Expected = set[tuple[str, int, str]]


@dataclass(frozen=True)
class Case:
    """A case, read: its scripts, configuration, and the file, line and code of every finding it wants.

    `says` holds code, severity, kind of fix and words of findings, `fixed` and `unsafely` lines of the mended text.
    """

    path: Path
    scripts: tuple[Script, ...]
    config: Config
    expected: Expected
    helpers: bool
    released: dict[str, Script] = field(default_factory=dict)
    says: tuple[tuple[str, str, str, str], ...] = ()
    fixed: tuple[str, ...] = ()
    unsafely: tuple[str, ...] = ()

    def run(self) -> LintResult:
        """Lint its scripts."""
        return self.run_on(self.scripts)

    def run_in_chinese(self) -> LintResult:
        """Lint its scripts with messages in Chinese."""
        return replace(self, config=replace(self.config, language="zh")).run()

    def run_on(self, scripts: tuple[Script, ...]) -> LintResult:
        """Lint other scripts under its configuration."""
        helpers = helper_procedures() if self.helpers else ()
        released = {name: Released.of(script, "2.0") for name, script in self.released.items()}
        return lint(Project(scripts, helpers), RULES, self.config, Scope(released=released))

    def tables_of(self, scripts: tuple[Script, ...]) -> list[dict[tuple[str, str], Table]]:
        """Return the tables that scripts make on each target, by database and name."""
        history = make_history(Project(scripts, helper_procedures() if self.helpers else ()), self.config)
        schemas = [trace.catalog.schemas.values() for trace in history.traces.values()]
        return [{(one.name, key): table for one in each for key, table in one.tables.items()} for each in schemas]


@cache
def helper_procedures() -> tuple[Script, ...]:
    """Return the shipped helper procedures."""
    return read_helpers(shipped_sql("procedures"))


def cases() -> list[Path]:
    """Return every case file."""
    return sorted(path for path in DATA.rglob("*.sql") if path.parent.name not in {"legacy", "guards"})


def read_case(path: Path) -> Case:
    """Read a case file."""
    text = path.read_bytes().decode("utf-8")
    written: dict[str, Any] = {}
    if text.startswith("-- config:"):
        line, text = text.split("\n", 1)
        written = json.loads(line.removeprefix("-- config:"))
    helpers = text.startswith("-- helpers")
    if helpers:
        text = text.split("\n", 1)[1]
    written.setdefault("targets", ["mariadb:10.11"])
    if not {"select", "profile"} & set(written):
        written["select"] = [path.parent.name]
    parts = _FILE.split(text)
    files = list(zip(parts[1::3], parts[2::3], parts[3::3], strict=True)) or [(None, "V1__case.sql", text)]
    scripts = tuple(script(name, content) for was, name, content in files if not was)
    released = {name: script(name, content) for was, name, content in files if was}
    expected = {found for one in scripts for found in _expected(one)}
    said = tuple(_SAYS.findall(text)), tuple(_FIXED.findall(text)), tuple(_UNSAFELY.findall(text))
    return Case(path, scripts, resolve(written, RULES), expected, helpers, released, *said)


def script(name: str, text: str) -> Script:
    """Return a script of that file name and content."""
    said = read_script_name(name)
    version = said.version if said else None
    kind = said.kind if said else ScriptKind.REPEATABLE
    return Script(kind, name, name, said.description if said else name, text.encode(), text, version)


def _expected(one: Script) -> Expected:
    found: Expected = set()
    for number, line in enumerate(one.text.split("\n"), start=1):
        for mark in _EXPECT.finditer(line):
            at = number + 1 if mark.group("next") else number
            found |= {(one.name, at, code.strip()) for code in mark.group("codes").split(",") if code.strip()}
    return found


def actual(result: LintResult) -> Expected:
    """Return the file, line and code of every finding."""
    return {(finding.place.path, finding.place.line, finding.code) for finding in result.findings}
