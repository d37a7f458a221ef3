"""A statement is built from a name without backticks around it.

## Why
A name that is a reserved word (`system`, `condition`), or has a dash in it, makes another statement or none.

## What the server says
Error 1064 (42000), for such a name only.

## Bad
```sql
SET @text = CONCAT('ALTER TABLE ', p_table, ' DROP COLUMN ', p_column);
```

## Good
```sql
SET @text = CONCAT('ALTER TABLE `', p_table, '` DROP COLUMN `', p_column, '`');
```

## Instead
Put backticks into the text before and behind the name, and double those inside it with REPLACE.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from driftproof.model.findings import Severity
from driftproof.model.names import fold
from driftproof.model.syntax.expressions import Call, Literal, Name
from driftproof.model.syntax.walk import nodes
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import ScriptView
from driftproof_lint.written import written_programs

_NAME_FOLLOWS = re.compile(
    r"\b(TABLE(\s+IF\s+(NOT\s+)?EXISTS)?|COLUMN|INDEX|KEY|CONSTRAINT|REFERENCES|VIEW)\s*$",
    re.IGNORECASE,
)
_CHANGE = re.compile(r"\s*(ALTER|CREATE|DROP|RENAME)\s", re.IGNORECASE)


def check(view: ScriptView) -> Iterator[Report]:
    """Report each program that joins a keyword and a parameter where a name belongs."""
    for program in written_programs(view):
        parameters = {fold(one.name) for one in program.routine.parameters}
        for one in nodes(program.body):
            found = _unquoted(one, parameters) if isinstance(one, Call) and _builds_change(one) else ""
            if found:
                span = program.step.statement.sql_span or program.step.statement.span
                at = view.script.text.lower().find("concat", program.base, span.end)
                start = at if at >= 0 else span.start
                args = {"name": program.routine.name, "variable": found}
                yield Report(args, "", start, start + len("concat"), f"procedure:{program.routine.name}")
                break


def _builds_change(call: Call) -> bool:
    """Tell whether a CONCAT starts with the words of a schema change."""
    first = call.arguments[0] if call.arguments else None
    return call.name.lower() == "concat" and isinstance(first, Literal) and bool(_CHANGE.match(first.text))


def _unquoted(call: Call, parameters: set[str]) -> str:
    """Return the parameter that stands for a name without backticks, or an empty text."""
    for text, value in pairwise(call.arguments):
        if not isinstance(text, Literal) or not isinstance(value, Name):
            continue
        if _NAME_FOLLOWS.search(text.text) and fold(value.parts[-1]) in parameters:
            return value.parts[-1]
    return ""


RULE = Rule("SP108", "dynamic-sql-unquoted", Severity.INFO, script=check, profiles=EVERY)
