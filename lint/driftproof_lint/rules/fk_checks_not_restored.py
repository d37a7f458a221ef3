"""FOREIGN_KEY_CHECKS or UNIQUE_CHECKS is switched off and not on again.

## Why
The runner's session goes on without checks: scripts behind this one can leave rows without parents, and drop or
change parents, without an error.

## What the server says
Nothing.

## Bad
```sql
SET FOREIGN_KEY_CHECKS = 0;
DROP TABLE IF EXISTS `OldVO`;
```

## Good
```sql
SET FOREIGN_KEY_CHECKS = 0;
DROP TABLE IF EXISTS `OldVO`;
SET FOREIGN_KEY_CHECKS = 1;
```

## Instead
Switch it on again in the same script; the safe fix adds the statement at the end.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.findings import Fix, Severity
from driftproof.model.syntax.commands import Assignment, SetVariables
from driftproof.model.syntax.expressions import Literal, Name, SystemVariable
from driftproof_lint.edits import append
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import ScriptView, Site

_CHECKS = ("foreign_key_checks", "unique_checks")


def check(view: ScriptView) -> Iterator[Report]:
    """Report each of the two checks that is off at the end of the script."""
    off: dict[str, Site] = {}
    for site in view.sites:
        if isinstance(site.action, SetVariables) and not site.is_inner:
            for assignment in site.action.assignments:
                _follow(assignment, site, off)
    for name, site in off.items():
        args = {"name": name.upper()}
        yield Report(args, "", *site.offsets((0, len(site.sql))), f"variable:{name}", _fix(view, name))


def _follow(assignment: Assignment, site: Site, off: dict[str, Site]) -> None:
    target = assignment.target
    if not isinstance(target, SystemVariable) or target.name.lower() not in _CHECKS or target.scope == "global":
        return
    if _is_off(assignment):
        off[target.name.lower()] = site
    else:
        off.pop(target.name.lower(), None)


def _is_off(assignment: Assignment) -> bool:
    match assignment.value:
        case Literal(text=text):
            return text.lower() in {"0", "off", "false"}
        case Name(parts=(text,)):
            return text.lower() == "off"
        case _:
            return False


def _fix(view: ScriptView, name: str) -> Fix | None:
    """Switch the check on at the end of the script, where the last delimiter is the usual one."""
    edit = append(view.script.text, view.steps[-1].statement, f"SET {name.upper()} = 1")
    return Fix(f"switch {name.upper()} on", (edit,)) if edit else None


RULE = Rule("DS117", "fk-checks-not-restored", Severity.ERROR, script=check, profiles=EVERY, fix="safe")
