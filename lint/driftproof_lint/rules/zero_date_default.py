"""A column has a date as its default whose month or day is zero.

## Why
No calendar has such a date. Strict servers refuse it, drivers turn it into NULL or an exception, and every later
ALTER of the table fails as long as the default stands.

## What the server says
1067 "Invalid default value for 'createDate'" under `NO_ZERO_DATE` or `NO_ZERO_IN_DATE`, which MySQL has by default
since 5.7; MariaDB accepts it by default.

## Bad
```sql
CREATE TABLE IF NOT EXISTS `MountVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `createDate` TIMESTAMP NOT NULL DEFAULT '0000-00-00 00:00:00',
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
```

## Good
```sql
CREATE TABLE IF NOT EXISTS `MountVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `createDate` TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
```

## Instead
Write `DEFAULT CURRENT_TIMESTAMP`; the safe fix does so for TIMESTAMP and DATETIME. `'1999-12-31 23:59:59'` is a
date and is fine.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from driftproof.language.lex import Token
from driftproof.model.catalog import Catalog, ColumnType, Default, Table
from driftproof.model.changes import AlterTable, ObjectName, SetDefault
from driftproof.model.findings import Edit, Fix, Severity
from driftproof.model.flavor import default_settings
from driftproof.model.names import fold
from driftproof_lint.converge import named_in
from driftproof_lint.refusals import is_zero_date
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import Site
from driftproof_lint.wording import (
    DEFINING,
    Span,
    defined_columns,
    says_itself,
    string_token,
    tokens,
    word_before_literal,
)

_TEMPORAL = frozenset({"date", "datetime", "timestamp"})
_MOMENTS = frozenset({"datetime", "timestamp"})


@dataclass(frozen=True, slots=True)
class _Found:
    """A zero date as a default: of which column, of which type, and where."""

    table: ObjectName
    column: str
    type: ColumnType
    default: Default
    span: Span | None


def check(site: Site) -> Iterator[Report]:
    """Report each such default, where it stands."""
    if says_itself(site):
        for found in _found(site):
            yield _report(site, found)


def _found(site: Site) -> Iterator[_Found]:
    """Return the zero dates that a statement makes defaults."""
    for defined in defined_columns(site):
        column = defined.column
        if column.type.name in _TEMPORAL and column.default is not None and is_zero_date(column.default):
            yield _Found(defined.table, column.name, column.type, column.default, defined.span)
    action = site.action
    if not isinstance(action, AlterTable):
        return
    table = site.table_before(action.name)
    for one, span in zip(action.actions, action.spans, strict=False):
        if isinstance(one, SetDefault) and is_zero_date(one.default):
            known = table.column(one.name) if table else None
            if known is not None and known.type.name in _TEMPORAL:
                yield _Found(action.name, one.name, known.type, one.default, span)


def _report(site: Site, found: _Found) -> Report:
    text = found.default.text
    literal = word_before_literal(tokens(site, found.span), "DEFAULT", text) if site.base is not None else None
    start, end = site.offsets((literal.start, literal.end) if literal else found.span)
    argument = string_token(site, text) if site.base is None else None
    if argument is not None and site.outer.statement.sql_span is not None:
        base = site.outer.statement.sql_span.start
        start, end = base + argument.start, base + argument.end
    args = {"table": found.table.name, "column": found.column, "default": text}
    path = f"table:{found.table.name}.column:{found.column}"
    return Report(args, "", start, end, path, _fix(site, found.type, literal), targets=_refusing(site))


def _fix(site: Site, type_: ColumnType, literal: Token | None) -> Fix | None:
    """Put CURRENT_TIMESTAMP there; a column of type DATE cannot have it on every server."""
    if literal is None or site.base is None or type_.name not in _MOMENTS:
        return None
    moment = f"CURRENT_TIMESTAMP({type_.length[0]})" if type_.length and type_.length[0] else "CURRENT_TIMESTAMP"
    edit = Edit(site.base + literal.start, site.base + literal.end, moment)
    return Fix(f"DEFAULT {moment}", (edit,))


def _refusing(site: Site) -> tuple[tuple[str, int], ...]:
    """Return the targets whose sql_mode refuses it: the session's, or the default where the statement did not run."""
    found = []
    for target in site.script.history.targets:
        step = None if site.is_written else site.script.history.steps_of(site.outer).get(target)
        mode = step.session.sql_mode if step is not None else default_settings(target).sql_mode
        if "NO_ZERO_DATE" in mode and any(one.startswith("STRICT_") for one in mode):
            found.append((str(target), 1067))
    return tuple(found)


def converge(table: Table, paths: Collection[str], catalog: Catalog) -> Table:
    """Put CURRENT_TIMESTAMP there; a column of type DATE cannot have it on every server."""
    found = named_in(paths, "column")
    columns = []
    for column in table.columns:
        if fold(column.name) in found and column.type.name in _MOMENTS and is_zero_date(column.default):
            digits = column.type.length[0] if column.type.length else ""
            moment = Default("expression", f"current_timestamp({digits or ''})")
            column = replace(column, default=moment)
        columns.append(column)
    return replace(table, columns=tuple(columns))


RULE = Rule(
    "TY101",
    "zero-date-default",
    Severity.ERROR,
    site=check,
    actions=(*DEFINING, SetDefault),
    written=True,
    profiles=EVERY,
    fix="safe",
    converge=converge,
)
