"""A target refuses the statement.

## Why
An upgrade stops there. What no other rule explains is told in the words of the server.

## What the server says
What the finding quotes: number and text are those of the server, as the replay for it knows them.

## Bad
```sql
INSERT INTO `T` (`a`) VALUES (1, 2);
```

## Good
```sql
INSERT INTO `T` (`a`, `b`) VALUES (1, 2);
```

## Instead
Read what the server says. A finding of severity info is a consequence: the target misses something that it refused
before.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.changes import CreateTable
from driftproof.model.findings import Severity
from driftproof.model.names import fold
from driftproof_lint.refusals import Refusal, by_message, is_consequence, refusals
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import Site
from driftproof_lint.wording import defined_columns, subject


def check(site: Site) -> Iterator[Report]:
    """Report a statement once, with all targets that refuse it for no reason that another rule gives.

    Where the first target refuses it and a rule says why, that is enough.
    """
    everything = list(refusals(site))
    explained = any(one.rule for one in everything) and site.step.answer is not None
    if explained and not isinstance(site.action, CreateTable):
        return
    found = [one for one in everything if not one.rule]
    consequences = [one for one in found if is_consequence(one, site)]
    causes = [one for one in found if one not in consequences]
    groups = by_message(causes) if len(causes) > len({one.target for one in causes}) or explained else [causes]
    for group in groups:
        if group:
            yield _report(site, group, "", None)
    if consequences:
        yield _report(site, consequences, "consequence", Severity.INFO)


def _report(site: Site, group: list[Refusal], message: str, severity: Severity | None) -> Report:
    first = group[0].answer
    targets = tuple((str(one.target), one.answer.number) for one in group)
    args = {
        "targets": ", ".join(name for name, _ in targets),
        "number": first.number,
        "text": " ".join(first.message.split()),
    }
    path = f"{subject(site)}.error:{first.number}".removeprefix(".")
    start, end = _place(site, first.message)
    return Report(args, message, start, end, path, targets=targets, severity=severity)


def _place(site: Site, message: str) -> tuple[int, int]:
    """Return where the statement defines the column that the server names, or the whole statement."""
    named = {fold(part) for part in message.split("'")[1::2]}
    spans = (one.span for one in defined_columns(site) if fold(one.column.name) in named)
    return site.offsets(next((span for span in spans if span is not None), (0, len(site.sql))))


RULE = Rule("PO199", "refused-by-target", Severity.ERROR, site=check, refused=True, profiles=EVERY)
