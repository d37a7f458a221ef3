"""What is linted: the scripts of a project, the part of them that is reported on, and what was found.

These nouns stand apart from the linter so that a run whose result is known already loads neither replay nor rules.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from driftproof.language.checksum import checksum_v3, checksum_v4
from driftproof.model.findings import Finding, Severity
from driftproof.model.scripts import Script, ScriptKind
from driftproof_lint.baseline import Baseline, Entry, compare, make_baseline

if TYPE_CHECKING:
    from driftproof.api import Folder


@dataclass(frozen=True, slots=True)
class Project:
    """The `scripts` to lint in the order in which an upgrade runs them, and the `helpers`: what runs before them."""

    scripts: tuple[Script, ...]
    helpers: tuple[Script, ...] = ()


@dataclass(frozen=True, slots=True)
class Released:
    """A script as it was released with `release`: both of Flyway's checksums, and its content where that is known."""

    name: str
    release: str
    checksum_v3: int
    checksum_v4: int
    script: Script | None = None

    @classmethod
    def of(cls, script: Script, release: str) -> Released:
        """Return what is known of a script whose content is."""
        return cls(script.name, release, checksum_v3(script.data), checksum_v4(script.data), script)


@dataclass(frozen=True, slots=True)
class Scope:
    """What to report on.

    `scripts` names the scripts (None: all); `statements` gives, per script, the offsets of the statements that count
    (None: all); `released` holds what scripts were released as, by name.
    """

    scripts: frozenset[str] | None = None
    statements: Mapping[str, tuple[tuple[int, int], ...]] | None = None
    released: Mapping[str, Released] = field(default_factory=dict)

    def reports(self, finding: Finding, script: str) -> bool:
        """Tell whether a finding is about something that counts."""
        if self.statements is None or finding.code == "ID127":
            return True
        spans = self.statements.get(script, ())
        return any(start <= finding.start < end or finding.start <= start < finding.end for start, end in spans)


@dataclass(frozen=True, slots=True)
class LintResult:
    """What linting found.

    `findings` are sorted by script, place and code. `statements` counts those looked at, `not_understood` those that
    were left out, `silenced` what comments silenced, `known` what the baseline accepts, `stale` its entries that
    nothing meets, `accepted` what a new baseline would have to hold. `ran` names the rules that ran, `passed_over` the
    files of scripts that were replayed only, `files` those of all scripts.
    """

    findings: tuple[Finding, ...]
    scripts: int = 0
    statements: int = 0
    not_understood: int = 0
    silenced: int = 0
    known: int = 0
    stale: tuple[Entry, ...] = ()
    accepted: tuple[Finding, ...] = ()
    ran: frozenset[str] = frozenset()
    passed_over: frozenset[str] = frozenset()
    files: frozenset[str] = frozenset()

    @property
    def counts(self) -> Mapping[Severity, int]:
        """How many findings there are of each severity."""
        return Counter(finding.severity for finding in self.findings)


def held_against(result: LintResult, baseline: Baseline) -> LintResult:
    """Return a result with the findings that a baseline accepts taken out.

    Entries that nothing meets are stale, save those of rules that did not run and of scripts that were passed over.
    """
    compared = compare(result.accepted, baseline, result.files)
    stale = tuple(entry for entry in compared.stale if _was_looked_for(entry, result))
    return replace(result, findings=compared.new, known=compared.known, stale=stale)


def updated(result: LintResult, baseline: Baseline) -> Baseline:
    """Return the baseline that accepts all of a result; entries of rules and scripts that it says nothing of stay."""
    kept = [entry for entry in baseline.entries if not _was_looked_for(entry, result)]
    return Baseline(tuple(sorted({*make_baseline(result.accepted).entries, *kept})))


def _was_looked_for(entry: Entry, result: LintResult) -> bool:
    """Tell whether a finding like this would have been found; a script that is gone has none."""
    return entry.rule in result.ran and entry.script not in result.passed_over


def joined(results: Sequence[LintResult]) -> LintResult:
    """Return the results of several folders as one."""
    if len(results) == 1:
        return results[0]
    return LintResult(
        tuple(finding for one in results for finding in one.findings),
        sum(one.scripts for one in results),
        sum(one.statements for one in results),
        sum(one.not_understood for one in results),
        sum(one.silenced for one in results),
        sum(one.known for one in results),
        tuple(sorted({entry for one in results for entry in one.stale})),
        tuple(finding for one in results for finding in one.accepted),
        frozenset(name for one in results for name in one.ran),
        frozenset(name for one in results for name in one.passed_over),
        frozenset(name for one in results for name in one.files),
    )


def make_project(
    found: Folder,
    install_order: Callable[[Folder, Sequence[Script]], tuple[tuple[Script, ...], tuple[Script, ...]]],
    helpers: Sequence[Script] = (),
    encoding: str = "utf-8",
    unsaved: Mapping[str, bytes] = MappingProxyType({}),
) -> Project:
    """Return the project of a folder as read; its ``beforeMigrate`` callbacks run behind the `helpers`.

    A folder without a single versioned name is taken as a heap of SQL files in the order of their names; `unsaved`
    gives contents, by name below the folder, that count instead of files'. Names that are none and versions that are
    there twice are left to rules. Raises `driftproof.model.errors.DriftproofError` for files that cannot be read.
    """
    replace(found, problems=tuple(one for one in found.problems if one not in found.naming)).check()
    if found.versioned or found.repeatable or found.baselines:
        before, behind = install_order(found, helpers)
        return Project((*behind, *_not_run(found)), before)
    scripts = []
    for path in sorted({*Path(found.path).rglob("*.sql"), *(Path(found.path, name) for name in unsaved)}):
        name = path.relative_to(found.path).as_posix()
        data = unsaved[name] if name in unsaved else path.read_bytes()
        text = data.decode(encoding, "replace").removeprefix("\ufeff")
        scripts.append(Script(ScriptKind.REPEATABLE, path.name, str(path), path.stem, data, text))
    return Project(tuple(scripts), tuple(helpers))


def _not_run(found: Folder) -> Iterator[Script]:
    """Return the SQL files that no run takes for scripts, without their texts, which mean nothing there."""
    for name in sorted((*found.misnamed, *(other for other in found.others if other.lower().endswith(".sql")))):
        yield Script(ScriptKind.REPEATABLE, name, f"{found.path}/{name}", Path(name).stem, b"", "")
