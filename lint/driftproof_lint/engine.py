"""Running rules over views: reports become findings, and a rule that throws becomes one too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from fnmatch import fnmatch
from pathlib import PurePath

from driftproof.model.changes import AlterTable, Opaque
from driftproof.model.findings import Finding, Fix, Severity
from driftproof_lint.config import Config
from driftproof_lint.messages import Language, own_sentence, phrase, sentence
from driftproof_lint.rule import Report, Rule
from driftproof_lint.views import HistoryView, ScriptView, Site

NOT_UNDERSTOOD = ("LI101", "not-understood")
RULE_CRASHED = ("LI102", "rule-crashed")


@dataclass(frozen=True, slots=True)
class _Run:
    config: Config
    language: Language
    targets: tuple[str, ...]


def run_rules(
    history: HistoryView, linted: Iterable[ScriptView], rules: Iterable[Rule], config: Config
) -> list[Finding]:
    """Run the rules that `config` selects over the scripts to be linted and return what they find, unsorted."""
    run = _Run(config, "zh" if config.language == "zh" else "en", tuple(str(target) for target in config.targets))
    selected = tuple(rule for rule in rules if rule.name in config.rules)
    found: list[Finding] = []
    views = list(linted)
    choices: dict[frozenset[str], _Choice] = {}
    for view in views:
        ignored = _ignored(view, config)
        if ignored not in choices:
            choices[ignored] = _Choice(tuple(rule for rule in selected if not ignored & {rule.name, rule.code}))
        found.extend(_lint_script(view, choices[ignored], run))
    names = {view.script.name for view in views}
    for rule in selected:
        if rule.history is not None:
            found.extend(_lint_history(rule, history, names, run))
    return found


@dataclass(frozen=True, slots=True)
class _Choice:
    """Rules that look at a script, and those of them that want to see each kind of statement, as far as it came up."""

    rules: tuple[Rule, ...]
    wanting: dict[tuple[bool, bool, frozenset[type]], list[Rule]] = field(default_factory=dict)

    def wanting_to_see(self, site: Site) -> list[Rule]:
        """Return the rules that want to see a statement."""
        key = site.is_written, site.is_refused, _kinds(site)
        found = self.wanting.get(key)
        if found is None:
            found = self.wanting[key] = [rule for rule in self.rules if _wants(rule, *key)]
        return found


def _wants(rule: Rule, is_written: bool, is_refused: bool, kinds: frozenset[type]) -> bool:
    """Tell whether a rule wants to see a statement of these kinds."""
    if rule.site is None or (is_written and not rule.written) or (rule.refused and not is_refused):
        return False
    return not rule.actions or any(issubclass(kind, rule.actions) for kind in kinds)


def _kinds(site: Site) -> frozenset[type]:
    """Return the kind of a statement, and those of the actions of an ALTER TABLE."""
    action = site.action
    return frozenset((type(action), *map(type, action.actions if isinstance(action, AlterTable) else ())))


def _ignored(view: ScriptView, config: Config) -> frozenset[str]:
    """Return the names and codes of the rules that the configuration leaves out for a script."""
    name = PurePath(view.script.name) if config.per_file_ignores else PurePath()
    return frozenset(
        rule
        for glob, rules in config.per_file_ignores.items()
        if fnmatch(str(name), glob) or fnmatch(name.name, glob)
        for rule in rules
    )


def _lint_script(view: ScriptView, choice: _Choice, run: _Run) -> Iterator[Finding]:
    """Run the rules that look at sites and at the script as a whole."""
    yield from _not_understood(view, run)
    for site in view.sites:
        yield from _lint_site(site, choice.wanting_to_see(site), run)
    if any(rule.written and rule.site is not None for rule in choice.rules):
        for site in view.written:
            yield from _lint_site(site, choice.wanting_to_see(site), run)
    for rule in choice.rules:
        if rule.script is not None:
            yield from _lint_whole(rule, view, run)


def _lint_site(site: Site, rules: list[Rule], run: _Run) -> Iterator[Finding]:
    """Run the rules over one site; a rule that throws is a finding of its own, and the run goes on."""
    for rule in rules:
        assert rule.site is not None
        try:
            for report in rule.site(site):
                yield from _findings(rule, site.script, _placed(report, site), run)
        except Exception as error:
            yield _crashed(rule, site.script, error, run, site)


def _lint_history(rule: Rule, history: HistoryView, names: set[str], run: _Run) -> Iterator[Finding]:
    """Run a rule that looks at all scripts; it says itself which script each report belongs to."""
    assert rule.history is not None
    try:
        for view, report in rule.history(history):
            if view.script.name in names:
                yield from _findings(rule, view, report, run)
    except Exception as error:
        for view in history.scripts[-1:]:
            yield _crashed(rule, view, error, run)


def _lint_whole(rule: Rule, view: ScriptView, run: _Run) -> Iterator[Finding]:
    """Run a rule that looks at a script as a whole."""
    assert rule.script is not None
    try:
        for report in rule.script(view):
            yield from _findings(rule, view, report, run)
    except Exception as error:
        yield _crashed(rule, view, error, run)


def _placed(report: Report, site: Site) -> Report:
    """Give a report without a place that of its statement."""
    if report.start is not None:
        return report
    start, end = site.offsets((0, len(site.sql)) if site.base is not None else None)
    return replace(report, start=start, end=end)


def _findings(rule: Rule, view: ScriptView, report: Report, run: _Run) -> Iterator[Finding]:
    """Make the finding of a report; none where the rule leaves tables of older scripts alone."""
    configured: Severity | None = run.config.rules[rule.name]
    if rule.name in run.config.existing and _is_older(view, report.object):
        configured = run.config.existing[rule.name]
    if configured is not None:
        severity = report.severity if report.severity is not None and configured == rule.severity else configured
        yield _finding(rule, view, report, severity, run)


def _is_older(view: ScriptView, object_path: str) -> bool:
    """Tell whether what is reported on is a table that earlier scripts made, or a part of one."""
    kind, _, rest = object_path.partition(":")
    name = rest.partition(".")[0]
    return kind == "table" and any(view.before.table(schema.name, name) for schema in view.before.schemas.values())


def _finding(rule: Rule, view: ScriptView, report: Report, severity: Severity, run: _Run) -> Finding:
    """Make the finding of a report."""
    start = report.start or 0
    end = report.end if report.end is not None else start
    return Finding(
        rule.code,
        rule.name,
        severity,
        _said(rule, report, run),
        view.place(start),
        start,
        end,
        object=report.object,
        fix=_fix_in(report.fix, run.language),
        related=tuple(replace(one, message=phrase(one.message, run.language)) for one in report.related),
        targets=report.targets,
        statement=view.script.text[start : max(end, start)],
    )


def _fix_in(fix: Fix | None, language: Language) -> Fix | None:
    """Return a fix with its title in a language."""
    if fix is None or (title := phrase(fix.title, language)) == fix.title:
        return fix
    return replace(fix, title=title)


def _said(rule: Rule, report: Report, run: _Run) -> str:
    """Return the sentence of a report, from the catalogue or from the rule itself."""
    if rule.messages:
        return own_sentence(rule.messages, report.message, report.args, run.language)
    return sentence(rule.name, report.message, report.args, run.language)


def _not_understood(view: ScriptView, run: _Run) -> Iterator[Finding]:
    """Report each statement that was not understood, once; one that the server surely refuses was."""
    code, name = NOT_UNDERSTOOD
    for site in view.sites:
        if isinstance(site.action, Opaque) and site.action.answer is None:
            start, end = site.offsets((0, len(site.sql)) if site.base is not None else None)
            text = sentence(name, "", {"reason": site.action.reason}, run.language)
            statement = view.script.text[start:end]
            yield Finding(code, name, Severity.WARNING, text, view.place(start), start, end, statement=statement)


def _crashed(rule: Rule, view: ScriptView, error: Exception, run: _Run, site: Site | None = None) -> Finding:
    """Make the finding of a rule that threw."""
    code, name = RULE_CRASHED
    start, end = site.offsets(None) if site else (0, 0)
    args = {"rule": rule.name, "error": f"{type(error).__name__}: {error}"}
    text = sentence(name, "", args, run.language)
    return Finding(code, name, Severity.ERROR, text, view.place(start), start, end, object=f"rule:{rule.name}")
