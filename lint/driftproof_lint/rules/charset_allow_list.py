"""A table or column has a character set that is not allowed.

## Why
Texts of many sets cannot be compared without a conversion, and only Unicode holds every name.

## What the server says
Nothing.

## Bad
```sql
CREATE TABLE `T` (`name` VARCHAR(255) NULL) DEFAULT CHARSET=latin1;
```

## Good
```sql
CREATE TABLE `T` (`name` VARCHAR(255) NULL) DEFAULT CHARSET=utf8mb3;
```

## Instead
A set of the option `allowed`: utf8mb3, utf8mb4, ascii and binary by default. The unsafe fix writes the one that most
tables have, if it is allowed, else utf8mb4 or the first allowed. It is unsafe: the column then holds other characters,
and longer index keys (1071), and the script no longer makes what it made.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.language.lex import Token
from driftproof.model.changes import AlterTable, CreateTable
from driftproof.model.findings import Edit, Fix, Severity
from driftproof.model.flavor import canonical_charset
from driftproof_lint.charsets import ALLOWED, allowed_charsets, usual
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import Site
from driftproof_lint.wording import charset_tokens, defined_columns, subject, tokens


def check(site: Site) -> Iterator[Report]:
    """Report each name of a character set that is not allowed."""
    found = charset_tokens(site) if site.base is not None else ()
    if site.base is None or not found:
        return
    allowed = allowed_charsets(site.script.history)
    for token in found:
        if token.upper != "DEFAULT" and canonical_charset(token.value) not in allowed:
            start, end = site.base + token.start, site.base + token.end
            path = f"{subject(site)}.charset:{token.value.lower()}"
            yield Report({"charset": token.value}, "", start, end, path, _fix(site, token, allowed))


def _wanted(site: Site, token: Token, allowed: list[str]) -> str | None:
    """Return the set to write: for a column that of its table, lest the two differ, for a table that of most tables."""
    most = usual(site)
    names = [most[0] if most else "", "utf8mb4", allowed[0]]
    spans = [one.span for one in defined_columns(site) if one.span]
    if any(start <= token.start < end for start, end in spans):
        action = site.action
        if isinstance(action, CreateTable) and action.table.charset is not None:
            names = names if canonical_charset(action.table.charset) not in allowed else [action.table.charset]
        else:
            table = site.table_after(action.name) if isinstance(action, CreateTable | AlterTable) else None
            names = [table.charset or ""] if table is not None else []
    return next((name for name in names if canonical_charset(name) in allowed), None)


def _fix(site: Site, token: Token, allowed: list[str]) -> Fix | None:
    """Write an allowed set, and take the collation of the other one away; none where more is said of that one."""
    found = tokens(site)
    at = found.index(token)
    tail = [one for one in found[at + 1 : at + 4] if one.upper != "="][:2]
    stem = f"{token.value.lower()}_"
    collated = [one for one in found if one.value.lower().startswith(stem)]
    follows = len(tail) > 1 and tail[0].upper == "COLLATE" and collated[:1] == tail[1:2]
    if site.base is None or not allowed or len(collated) > 1 or (collated and not follows):
        return None
    wanted = _wanted(site, token, allowed)
    if wanted is None:
        return None
    edit = Edit(site.base + token.start, site.base + (collated[0].end if collated else token.end), wanted)
    return Fix(f"write {wanted}", (edit,), safe=False)


RULE = Rule(
    "CS102",
    "charset-allow-list",
    Severity.WARNING,
    site=check,
    actions=(CreateTable, AlterTable),
    written=True,
    profiles=EVERY,
    fix="unsafe",
    options={"allowed": ALLOWED},
)
