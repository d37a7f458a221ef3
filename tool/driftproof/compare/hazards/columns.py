"""The hazards of a column that becomes another."""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.compare.hazards.queries import doubled_under, rows_where
from driftproof.compare.hazards.values import Misfit, misfits
from driftproof.compare.render.names import charset_name, collation_name
from driftproof.model.catalog import Column, Table
from driftproof.model.findings import Severity
from driftproof.model.flavor import Flavor
from driftproof.model.hazard import Hazard, HazardKind
from driftproof.model.names import fold, quote

_WIDER = {"utf8mb4": {"utf8mb3", "latin1", "ascii", "ucs2"}, "utf8mb3": {"ascii"}, "latin1": {"ascii"}}


def column_hazards(table: Table, before: Column, after: Column, flavor: Flavor) -> Iterator[Hazard]:
    """Return the hazards of making one column of a table another."""
    name = before.name
    if fold(name) != fold(after.name):
        yield Hazard(HazardKind.CLIENTS, Severity.WARNING, f"what names column {quote(name)} fails", table.name, name)
    if before.generated is not None or after.generated is not None:
        if before.generated != after.generated:
            message = f"column {quote(name)} is computed otherwise"
            yield Hazard(HazardKind.MEANING, Severity.WARNING, message, table.name, name)
        return
    if before.nullable and after.nullable is False:
        check = rows_where(table, (name,), f"{quote(name)} IS NULL")
        message = f"NULLs in {quote(name)} stop it"
        yield Hazard(HazardKind.MAY_FAIL, Severity.WARNING, message, table.name, name, check, 1138)
        if after.default is None:
            text = f"INSERT that gives no {quote(name)} fails (1364), for it has no default"
            yield Hazard(HazardKind.CLIENTS, Severity.WARNING, text, table.name, name, number=1364)
    for misfit in misfits(before, after):
        yield _of_misfit(misfit, table, before)
    yield from _texts(table, before, after, flavor)
    yield from _checks(table, before, after)
    if before.default != after.default and after.nullable == before.nullable:
        message = f"rows inserted without {quote(name)} get another value"
        yield Hazard(HazardKind.MEANING, Severity.INFO, message, table.name, name)
    if before.on_update != after.on_update:
        message = f"an UPDATE {'now' if after.on_update else 'no longer'} sets {quote(name)} to the time"
        yield Hazard(HazardKind.MEANING, Severity.WARNING, message, table.name, name)


def _of_misfit(misfit: Misfit, table: Table, column: Column) -> Hazard:
    check = rows_where(table, (column.name,), misfit.condition) if misfit.condition else ""
    message = f"{quote(column.name)}: {misfit.what} {'stop it' if misfit.number else 'are lost'}"
    kind = HazardKind.MAY_FAIL if misfit.number else HazardKind.DATA_LOSS
    severity = Severity.WARNING if misfit.number else Severity.ERROR
    return Hazard(kind, severity, message, table.name, column.name, check, misfit.number)


def _texts(table: Table, before: Column, after: Column, flavor: Flavor) -> Iterator[Hazard]:
    """Return what another character set or collation brings: characters it lacks, and texts that become equal."""
    name = quote(before.name)
    if not (before.charset and after.charset and before.collation and after.collation):
        return
    if before.charset != after.charset and before.charset not in _WIDER.get(after.charset, set()):
        target = charset_name(after.charset, flavor)
        there = f"HEX(CONVERT(CONVERT({name} USING {target}) USING utf8mb4))"
        check = rows_where(table, (before.name,), f"{there} <> HEX(CONVERT({name} USING utf8mb4))")
        message = f"characters of {name} that {target} lacks stop it"
        yield Hazard(HazardKind.MAY_FAIL, Severity.WARNING, message, table.name, before.name, check, 1366)
    if before.collation == after.collation:
        return
    message = f"texts in {name} are compared and sorted otherwise"
    yield Hazard(HazardKind.MEANING, Severity.INFO, message, table.name, before.name)
    for index in table.indexes:
        whole = all(part.length is None and part.expression is None for part in index.parts)
        if index.is_unique and whole and fold(before.name) in map(fold, index.columns):
            check = doubled_under(table, after, index, collation_name(after.collation, flavor))
            text = f"texts that {after.collation} holds for equal stop unique index {quote(index.name)}"
            yield Hazard(HazardKind.MAY_FAIL, Severity.WARNING, text, table.name, before.name, check, 1062)


def _checks(table: Table, before: Column, after: Column) -> Iterator[Hazard]:
    """Return what the checks that come with a column forbid; only MariaDB keeps checks on columns.

    It looks at the rows that are there only where it copies them (10.11, 11.8).
    """
    known = {check.expression for check in before.checks}
    for check in after.checks:
        if check.expression not in known and fold(before.name) == fold(after.name):
            query = rows_where(table, (before.name,), f"NOT ({check.expression})")
            message = f"rows that the check of {quote(before.name)} forbids stop it, or can no longer be written"
            yield Hazard(HazardKind.MAY_FAIL, Severity.WARNING, message, table.name, before.name, query, 4025)
