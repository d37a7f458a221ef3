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

from driftproof.model.findings import Severity
from driftproof_lint.refusals import Refusal, is_consequence, refusals
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import Site
from driftproof_lint.wording import subject


def check(site: Site) -> Iterator[Report]:
    """Report a statement once, with all targets that refuse it for no reason that another rule gives.

    Where the first target refuses it and a rule says why, that is enough.
    """
    if site.is_inner:
        return
    everything = list(refusals(site))
    if site.step.answer is not None and any(one.rule for one in everything):
        return
    found = [one for one in everything if not one.rule]
    consequences = [one for one in found if is_consequence(one, site)]
    causes = [one for one in found if one not in consequences]
    for group, message, severity in ((causes, "", None), (consequences, "consequence", Severity.INFO)):
        if group:
            yield _report(site, group, message, severity)


def _report(site: Site, group: list[Refusal], message: str, severity: Severity | None) -> Report:
    first = group[0].answer
    targets = tuple((str(one.target), one.answer.number) for one in group)
    args = {
        "targets": ", ".join(name for name, _ in targets),
        "number": first.number,
        "text": " ".join(first.message.split()),
    }
    path = f"{subject(site)}.error:{first.number}"
    return Report(args, message, object=path.removeprefix("."), targets=targets, severity=severity)


RULE = Rule("PO199", "refused-by-target", Severity.ERROR, site=check, profiles=EVERY)
