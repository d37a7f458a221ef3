"""An UPDATE changes its rows once more with each run of its script.

## Why
A value made from itself, by + 1 or CONCAT, grows with every run. A stop in the middle of an upgrade and a second run
give other data than one run does.

## What the server says
Nothing.

## Bad
```sql
UPDATE `VolumeVO` SET `size` = `size` * 1024;
```

## Good
```sql
UPDATE `VolumeVO` SET `size` = `size` * 1024, `unit` = 'B' WHERE `unit` = 'KB';
```

## Instead
Let WHERE ask for a mark that the UPDATE itself takes away, or for the value before the change.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from driftproof.model.changes import DropTables
from driftproof.model.findings import Severity
from driftproof.model.names import fold
from driftproof.model.syntax import Parsed
from driftproof.model.syntax.commands import Delete, Truncate, Update
from driftproof.model.syntax.expressions import Binary, Call, Case, Expression, Literal, Name
from driftproof.model.syntax.queries import TableSource
from driftproof.model.syntax.walk import nodes
from driftproof_lint.older import changes_rows, later
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.second_runs import called_routines
from driftproof_lint.views import ScriptView, Site
from driftproof_lint.walk import names, narrows

_GROWING = frozenset({"+", "-", "*", "/", "div", "^", "<<", ">>", "||"})
_TEXTS = {"concat", "concat_ws", "substring", "substr", "mid", "insert", "reverse", "repeat", "json_array_append"}
_CODES = {"md5", "sha", "sha1", "sha2", "to_base64", "from_base64", "hex", "unhex"}
_NUMBERS = {"date_add", "date_sub", "adddate", "subdate", "timestampadd", "addtime", "subtime", "power", "pow"}
_CHANGING = frozenset(_TEXTS | _CODES | _NUMBERS)


def check(view: ScriptView) -> Iterator[Report]:
    """Report UPDATEs of values made from themselves, with nothing that keeps them from running again.

    Rows of a table that the script empties, or makes anew, are changed once however often it runs.
    """
    anew: set[str] = set()
    for site in view.sites:
        if isinstance(site.action, Update) and not site.is_inner and not site.step.answer:
            yield from _check(site, site.action, anew)
        anew |= _made_anew(site.action)
    called = called_routines(view)
    for site in view.written:
        if isinstance(site.action, Update) and fold(site.routine) in called and not site.guards:
            yield from _check(site, site.action, anew)


def _made_anew(action: Parsed) -> frozenset[str]:
    """Return the folded names of the tables whose rows a statement takes away, all of them."""
    match action:
        case Delete(source=TableSource(name=name), where=where, limit=None) if not narrows(where):
            return frozenset({fold(name.name)})
        case Truncate(table=name):
            return frozenset({fold(name.name)})
        case DropTables(names=found):
            return frozenset(fold(name.name) for name in found)
        case _:
            return frozenset()


def _check(site: Site, update: Update, anew: Collection[str]) -> Iterator[Report]:
    table = update.source.name.name if isinstance(update.source, TableSource) else ""
    assigned = {fold(name.parts[-1]) for name, _ in update.assignments}
    asked = {fold(name) for name in names(update.where)} if update.where is not None else set()
    if asked & assigned or fold(table) in anew:
        return
    marked = any(asked & _assigned(one) for one in later(site) if changes_rows(one, table)) if table else False
    for name, expression in update.assignments:
        if _changes_itself(expression, fold(name.parts[-1])) and not _asks_itself(expression, assigned):
            column = name.parts[-1]
            path = f"table:{table}.column:{column}" if table else f"column:{column}"
            yield Report({"column": column}, "stopped" if marked else "", *site.offsets((0, len(site.sql))), path)
            return


def _assigned(site: Site) -> frozenset[str]:
    """Return the folded names of the columns that an UPDATE gives values."""
    found = site.action.assignments if isinstance(site.action, Update) else ()
    return frozenset(fold(name.parts[-1]) for name, _ in found)


def _changes_itself(expression: Expression, column: str) -> bool:
    """Tell whether applying an expression to its own result gives something else, as far as its form tells."""
    for one in nodes(_value_parts(expression)):
        if isinstance(one, Binary) and one.operator in _GROWING and _mentions(one, column):
            return True
        if isinstance(one, Call) and (one.name.lower() in _CHANGING or _grows(one)) and _mentions(one, column):
            return True
    return False


def _grows(call: Call) -> bool:
    """Tell whether REPLACE() puts a text in the place of a part of it, and so finds that part again."""
    match call:
        case Call(name=name, arguments=(_, Literal(text=old), Literal(text=new))) if name.lower() == "replace":
            return bool(old) and old != new and old in new
        case _:
            return False


def _asks_itself(expression: Expression, assigned: Collection[str]) -> bool:
    """Tell whether an IF or CASE asks for the value before the change, as a WHERE would."""
    match expression:
        case Call(name=name, arguments=(condition, *_)) if name.lower() == "if":
            asked = {fold(one) for one in names(condition)}
        case Case(operand=operand, branches=branches):
            asked = {fold(one) for one in names((operand, tuple(condition for condition, _ in branches)))}
        case _:
            return False
    return bool(asked & set(assigned))


def _value_parts(expression: Expression) -> tuple[Expression, ...]:
    """Return the parts that make the value: the branches of IF and CASE, not their conditions."""
    match expression:
        case Call(name=name, arguments=(_, *rest)) if name.lower() == "if":
            return tuple(part for one in rest for part in _value_parts(one))
        case Case(branches=branches, otherwise=otherwise):
            values = [value for _, value in branches] + ([otherwise] if otherwise is not None else [])
            return tuple(part for one in values for part in _value_parts(one))
        case _:
            return (expression,)


def _mentions(expression: Expression, column: str) -> bool:
    return any(isinstance(one, Name) and fold(one.parts[-1]) == column for one in nodes(expression))


RULE = Rule("ID116", "update-not-idempotent", Severity.WARNING, script=check, profiles=EVERY)
