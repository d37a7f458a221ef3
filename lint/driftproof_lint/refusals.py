"""What each target answers to a statement, and which rule explains a refusal.

A rule about what servers refuse judges by their answers, as the replay for each target knows them. Every refusal has
one explanation: the name of the rule that says why, or none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from driftproof.model.catalog import Default
from driftproof.model.changes import AddColumn, AlterTable, ChangeColumn, CreateTable, Opaque, SetDefault
from driftproof.model.errors import ServerAnswer
from driftproof.model.flavor import Flavor
from driftproof.model.names import fold
from driftproof.model.replace import replace
from driftproof.model.syntax.commands import CallProcedure
from driftproof.model.trace import Step
from driftproof_lint.references import PARENT_MISSING, Reference, fault_of, why_broken, written_references
from driftproof_lint.relax import relaxed
from driftproof_lint.spelling import misspelt
from driftproof_lint.syntax import features, why_unreadable
from driftproof_lint.views import Site, remembered

_BY_NUMBER = {
    1059: "identifier-length",
    1071: "index-too-long",
    1075: "auto-increment",
    1101: "text-literal-default",
    1170: "text-index-needs-prefix",
    1273: "collate-not-portable",
    1828: "drop-column-in-use",
    1829: "drop-column-in-use",
    1832: "modify-fk-column",
    1833: "modify-fk-column",
    1834: "modify-fk-column",
}
"""Server errors that have one cause (https://dev.mysql.com/doc/mysql-errors/8.4/en/server-error-reference.html)."""

_REFERENCES = frozenset({1005, 1215, 1822, 1824, 1825, 1826, 1830, 3734, 3780, 6125})
_CALLS = {1305: "helper-not-defined", 1318: "helper-arity"}
_ARGUMENTS = frozenset({1064, 1067, 1072, 1101, 1170, 1294, 1366, 1406})
"""What a server answers to a statement that a procedure puts together from arguments that it cannot take."""
_STRICT = frozenset({1055, 1264, 1265, 1292, 1364, 1365, 1366, 1406})
"""What the default sql_mode of one server refuses and that of another lets through."""
_GONE = frozenset({1051, 1054, 1072, 1091, 1146, 1305, 1356, 1360, 1176})
"""What a server answers when something is missing."""
_ZERO = re.compile(r"(\d{4})[-/.]?(00)[-/.]?(\d\d)|(\d{4})[-/.]?(\d\d)[-/.]?(00)")


@dataclass(frozen=True, slots=True)
class Refusal:
    """A target's refusal of a statement: its `step` there, the `answer`, and the name of the rule that says why."""

    target: Flavor
    step: Step
    answer: ServerAnswer
    rule: str


@remembered
def refusals(site: Site) -> tuple[Refusal, ...]:
    """Return the refusals of a script's own statement, target by target.

    What every target refuses of a heap of files without versions may be due to their order, which nobody has said: it
    is left out.
    """
    steps = site.script.history.steps_of(site.outer)
    if all(step.answer is None for step in steps.values()):
        return ()
    if len(steps) > 1 and all(step.answer is not None for step in steps.values()) and not _has_versions(site):
        return ()
    refused = [(target, *one) for target, step in steps.items() for one in _answers(step)]
    return tuple(_refusal(site, *one) for one in refused)


def _answers(step: Step) -> Iterator[tuple[Step, ServerAnswer]]:
    """Return a target's refusal of a statement, and those that hide behind it, each with the guilty part of it."""
    if step.answer is None:
        return
    said = relaxed(step).said
    yield from ((replace(step, action=guilty), answer) for guilty, answer in said)
    if not said:
        yield step, step.answer


def by_message(found: Iterable[Refusal]) -> list[list[Refusal]]:
    """Return refusals in groups: those of each target that are about the same parts of the statement."""
    groups: dict[tuple[str, ...], list[Refusal]] = {}
    for one in found:
        parts = tuple(fold(part) for part in one.answer.message.split("'")[1::2])
        groups.setdefault(parts, []).append(one)
    return list(groups.values())


def _refusal(site: Site, target: Flavor, step: Step, answer: ServerAnswer) -> Refusal:
    """Return a refusal with its explanation; a parent that only some other target misses explains none."""
    rule = explanation(site, target, step, answer)
    missing = rule == PARENT_MISSING and _is_elsewhere(site)
    return Refusal(target, step, answer, "" if missing else rule)


def _has_versions(site: Site) -> bool:
    return any(one.script.version is not None for one in site.script.history.scripts)


def _is_elsewhere(site: Site) -> bool:
    """Tell whether the first target accepts a statement, so that what another misses is due to what that refused."""
    return site.step.answer is None and all(fault_of(one) != PARENT_MISSING for one in written_references(site.step))


def explained_by(site: Site, rule: str) -> tuple[tuple[str, int], ...]:
    """Return the targets that refuse a script's own statement for the reason that a rule names, with the numbers."""
    if site.is_inner or site.is_written or not (found := refusals(site)):
        return ()
    return tuple(dict.fromkeys((str(one.target), one.answer.number) for one in found if one.rule == rule))


def guilty_references(site: Site, rule: str) -> list[Reference]:
    """Return the foreign keys that a target refuses for the reason that a rule names, each once."""
    found: dict[object, Reference] = {}
    for one in refusals(site):
        if one.rule == rule:
            written = list(written_references(one.step))
            for reference in [each for each in written if fault_of(each) == rule] or written:
                found.setdefault(reference.span or reference.foreign_key.name, reference)
    return list(found.values())


def explanation(site: Site, target: Flavor, step: Step, answer: ServerAnswer) -> str:
    """Return the name of the rule that explains a refusal, or an empty text."""
    if isinstance(step.action, CallProcedure):
        return _why_called(site, step, step.action, answer)
    if answer.number == 1064:
        return why_unreadable(site, target)
    if answer.number in _BY_NUMBER:
        return _BY_NUMBER[answer.number]
    if answer.number in _REFERENCES and isinstance(step.action, AlterTable | CreateTable):
        return why_broken(step, answer)
    if answer.number in {1305, 1286}:
        gone = [one.rule for one in features(site) if one.number == answer.number and one.refused_by(target)]
        return gone[0] if gone else ("engine" if answer.number == 1286 else "")
    if answer.number in {1146, 1051} and next(misspelt(site), None) is not None:
        return "table-name-case"
    if answer.number in _STRICT:
        return "strict-mode"
    if answer.number == 1067:
        return _why_invalid_default(step, answer)
    return ""


def _why_called(site: Site, step: Step, call: CallProcedure, answer: ServerAnswer) -> str:
    """Return the name of the rule that explains why a CALL is refused.

    Arguments are to blame where a procedure of an earlier script refuses them, or makes of them what a server refuses.
    """
    if answer.number in _CALLS:
        return _CALLS[answer.number]
    if is_older_procedure(site, call) and answer.number in _ARGUMENTS and (answer.number == 1406 or was_built(step)):
        return "helper-argument"
    return _BY_NUMBER.get(answer.number, "strict-mode" if answer.number in _STRICT else "")


def is_older_procedure(site: Site, call: CallProcedure) -> bool:
    """Tell whether a CALL is of a procedure that an earlier script, or driftproof, has made."""
    routine = site.before.routine(call.name.schema or site.database, "procedure", call.name.name)
    return routine is not None and not routine.created_by.startswith(f"{site.script.script.path}:")


def was_built(step: Step) -> bool:
    """Tell whether a statement inside a CALL is the one that is refused."""
    return any(inner.answer is not None for inner in step.inner)


def _why_invalid_default(step: Step, answer: ServerAnswer) -> str:
    """Return the name of the rule that says why a default is invalid; a number or text of another kind has none."""
    for name, default in _written_defaults(step):
        if f"'{name.lower()}'" in answer.message.lower() and default is not None:
            if default.kind == "null":
                return "not-null-default-null"
            return "zero-date-default" if is_zero_date(default) else ""
    return "zero-date-default" if "NO_ZERO_DATE" in step.session.sql_mode else ""


def _written_defaults(step: Step) -> Iterator[tuple[str, Default | None]]:
    action = step.action
    if isinstance(action, CreateTable):
        yield from ((column.name, column.default) for column in action.table.columns)
    elif isinstance(action, AlterTable):
        for one in action.actions:
            match one:
                case AddColumn(column=column) | ChangeColumn(column=column):
                    yield column.name, column.default
                case SetDefault(name=name, default=default):
                    yield name, default


def is_zero_date(default: Default | None) -> bool:
    """Tell whether a default of a date column is a date with a zero month or day, or the number 0."""
    if default is None or default.kind != "literal":
        return False
    return default.text.strip("0") == "" or _ZERO.match(default.text) is not None


def is_consequence(refusal: Refusal, site: Site) -> bool:
    """Tell whether a target misses something that only an earlier refusal keeps it from having."""
    number = refusal.answer.number
    if number not in _GONE and number not in _REFERENCES:
        return False
    if site.script.history.is_lost(refusal.target, refusal.step, refusal.answer.message):
        return True
    return not isinstance(refusal.step.action, Opaque) and site.step.answer is None
