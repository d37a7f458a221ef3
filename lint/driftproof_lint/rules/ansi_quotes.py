"""A text stands in double quotes.

## Why
Under `ANSI_QUOTES`, and in every other database, double quotes make a name: the statement then means a column.

## What the server says
1054 "Unknown column" under ANSI_QUOTES.

## Bad
```sql
UPDATE `T` SET `state` = "on" WHERE `id` = 1;
```

## Good
```sql
UPDATE `T` SET `state` = 'on' WHERE `id` = 1;
```

## Instead
Single quotes; the safe fix writes them.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.language.lex import TokenKind
from driftproof.model.findings import Edit, Fix, Severity
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import Site
from driftproof_lint.wording import all_tokens, subject

_SHOWN = 30


def check(site: Site) -> Iterator[Report]:
    """Report a statement once, at its first such text; the fix mends all of them."""
    if site.base is None or '"' not in site.sql:
        return
    found = [one for one in all_tokens(site) if one.kind is TokenKind.STRING and one.text.startswith('"')]
    if not found:
        return
    edits = tuple(Edit(site.base + one.start, site.base + one.end, _single(one.text)) for one in found)
    text = found[0].text if len(found[0].text) <= _SHOWN else f"{found[0].text[:_SHOWN]}…"
    fix = Fix("use single quotes", edits)
    yield Report({"count": len(found), "text": text}, "", edits[0].start, edits[0].end, subject(site), fix)


def _single(text: str) -> str:
    """Return a double-quoted text in single quotes; a backslash means the same in both."""
    inner = text[1:-1].replace('""', '"')
    out, escaped = "", False
    for character in inner:
        out += "''" if character == "'" and not escaped else character
        escaped = character == "\\" and not escaped
    return f"'{out}'"


RULE = Rule("PO104", "ansi-quotes", Severity.WARNING, site=check, profiles=EVERY, fix="safe")
