"""A bare name is a reserved word on a target.

## Why
What is a name on one server is a syntax error on another: `system` and `rank` on MySQL 8, `library` on MySQL 9.2,
`offset` on MariaDB 10.6.

## What the server says
1064 "You have an error in your SQL syntax … near 'system …'".

## Bad
```sql
CREATE OR REPLACE VIEW `ImageVO` AS SELECT `uuid`, system FROM `ImageEO`;
```

## Good
```sql
CREATE OR REPLACE VIEW `ImageVO` AS SELECT `uuid`, `system` FROM `ImageEO`;
```

## Instead
Put backticks around it; the safe fix does so. Behind a dot (`t.system`) every word is taken for a name.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.language.lex import Token
from driftproof.language.reserved import reserved_words
from driftproof.model.findings import Edit, Fix, Severity
from driftproof_lint.naming import NAMING, naming_of, trigger_sites
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import Site
from driftproof_lint.wording import subject


def check(site: Site) -> Iterator[Report]:
    """Report each such word, with the targets that refuse it."""
    if site.base is None:
        return
    for one in (site, *trigger_sites(site)):
        found = naming_of(one)
        for token in found.refused:
            yield from _report(one, token)
        for name in found.names:
            if not name.qualifier:
                yield from _report(one, name.token)


def _report(site: Site, token: Token) -> Iterator[Report]:
    targets = tuple(
        (str(target), 1064) for target in site.script.history.targets if token.upper in reserved_words(target)
    )
    if not targets or site.base is None:
        return
    start, end = site.base + token.start, site.base + token.end
    args = {"word": token.text, "targets": ", ".join(name for name, _ in targets)}
    fix = Fix("put it in backticks", (Edit(start, end, f"`{token.text}`"),))
    yield Report(args, "", start, end, f"{subject(site)}.word:{token.upper}", fix, targets=targets)


RULE = Rule(
    "NQ102",
    "reserved-word-unquoted",
    Severity.ERROR,
    site=check,
    actions=NAMING,
    written=True,
    profiles=EVERY,
    fix="safe",
)
