"""A SELECT in a script, or in a procedure that it calls, gives rows to nobody.

## Why
It is left over from trying the script out. A runner throws the rows away at best; some take a result set for an
error, and the rows may be many.

## What the server says
Nothing.

## Bad
```sql
SELECT CURTIME();
```

## Good
```sql
SELECT COUNT(*) INTO @hosts FROM `HostVO`;
```

## Instead
Take it out, or keep the value with INTO. A SELECT of a text alone is a message for the one who looks on, and is not
reported.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.findings import Edit, Fix, Severity
from driftproof.model.names import fold
from driftproof.model.syntax.commands import RunQuery
from driftproof.model.syntax.expressions import Binary, Expression, Literal
from driftproof.model.syntax.queries import Select
from driftproof.model.syntax.walk import nodes
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.second_runs import called_routines
from driftproof_lint.views import ScriptView, Site
from driftproof_lint.walk import calls

_DOING = frozenset({"get_lock", "release_lock", "release_all_locks", "sleep", "setval", "nextval", "last_insert_id"})


def check(view: ScriptView) -> Iterator[Report]:
    """Report the script's own queries, and those in programs that it calls."""
    called = called_routines(view)
    for site in (*view.sites, *view.written):
        if site.is_inner or (site.is_written and fold(site.routine) not in called):
            continue
        if isinstance(site.action, RunQuery) and _is_idle(site, site.action):
            start, end = site.offsets((0, len(site.sql)))
            yield Report({}, "", start, end, "select", _fix(view, site))


def _is_idle(site: Site, command: RunQuery) -> bool:
    """Tell whether a query only gives rows: no INTO, no assignment, no function that does something, no message."""
    query = command.query
    if not site.sql.lstrip("( \t\r\n").upper().startswith(("SELECT", "WITH", "VALUES", "/*", "--", "#")):
        return False
    if isinstance(query, Select) and (query.into or query.into_file):
        return False
    if isinstance(query, Select) and query.source is None and all(_is_text(item.expression) for item in query.items):
        return False
    assigns = any(isinstance(one, Binary) and one.operator == ":=" for one in nodes(query))
    return not assigns and not calls(query) & _DOING


def _is_text(expression: Expression) -> bool:
    return isinstance(expression, Literal) and expression.kind == "string"


def _fix(view: ScriptView, site: Site) -> Fix | None:
    """Take out the statement with its delimiter."""
    if site.is_written:
        return None
    span = site.outer.statement.span
    return Fix("take it out", (Edit(span.start, span.end, ""),), safe=False)


RULE = Rule("SP111", "leftover-select", Severity.INFO, script=check, profiles=EVERY, fix="unsafe")
