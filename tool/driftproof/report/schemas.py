"""A schema as text tables for people, and what its replay took for granted, did not understand or would refuse."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from driftproof.model.catalog import Column, ForeignKey, Index, IndexPart, Schema, Table
from driftproof.model.changes import Opaque
from driftproof.model.errors import Place
from driftproof.model.names import quote_text
from driftproof.model.trace import Step, Trace
from driftproof.report.wording import many

_NOT_UNDERSTOOD = "not understood"


def schema_tables(schema: Schema) -> str:
    """Return a table of columns for each table, with its keys below it, and lists of the other objects."""
    blocks = [_table(schema.tables[key]) for key in sorted(schema.tables)]
    for title, names in _others(schema):
        if names:
            blocks.append(f"{title}: {', '.join(names)}")
    return "\n\n".join(blocks)


def _others(schema: Schema) -> Iterator[tuple[str, list[str]]]:
    yield "views", sorted(view.name for view in schema.views.values())
    yield "procedures", sorted(routine.name for routine in schema.procedures.values())
    yield "functions", sorted(routine.name for routine in schema.functions.values())
    yield (
        "triggers",
        sorted(f"{item.name} ({item.timing} {item.event} {item.table})" for item in schema.triggers.values()),
    )
    yield "events", sorted(event.name for event in schema.events.values())
    yield "sequences", sorted(sequence.name for sequence in schema.sequences.values())


def _table(table: Table) -> str:
    head = f"{table.name}  ({', '.join(part for part in (table.engine, table.collation) if part)})"
    if table.comment:
        head += f"  {quote_text(table.comment)}"
    rows = [_column(column) for column in table.columns]
    lines = [head, *(f"  {line}" for line in _aligned(rows))]
    lines += [f"  {_index(index)}" for index in table.indexes]
    lines += [f"  {_foreign_key(key)}" for key in table.foreign_keys]
    lines += [f"  check {check.name}: {check.expression}" for check in table.checks]
    if table.unsupported:
        lines.append(f"  not fully modelled: {table.unsupported}")
    return "\n".join(lines)


def _column(column: Column) -> tuple[str, str, str, str]:
    default = ""
    if column.default is not None and column.default.kind != "null":
        text = column.default.text
        default = f"default {quote_text(text) if column.default.kind == 'literal' else text}"
    rest = [
        "auto_increment" if column.auto_increment else "",
        f"on update {column.on_update}" if column.on_update else "",
        f"as ({column.generated.expression})" if column.generated else "",
        "invisible" if column.invisible else "",
        quote_text(column.comment) if column.comment else "",
    ]
    null = "not null" if column.nullable is False else "null"
    return column.name, str(column.type), null, " ".join(part for part in (default, *rest) if part)


def _aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    if not rows:
        return []
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]


def _part(part: IndexPart) -> str:
    text = f"({part.expression})" if part.expression is not None else part.column
    length = f"({part.length})" if part.length is not None else ""
    return f"{text}{length}{' desc' if part.descending else ''}"


def _index(index: Index) -> str:
    parts = ", ".join(_part(part) for part in index.parts)
    name = "primary key" if index.name == "PRIMARY" else f"{index.kind.value} {index.name}"
    return name.replace("index index", "index") + f" ({parts})"


def _foreign_key(key: ForeignKey) -> str:
    where = f"{key.referenced_schema}.{key.referenced_table}" if key.referenced_schema else key.referenced_table
    rules = [f"on delete {key.on_delete.lower()}" if key.on_delete else ""]
    rules.append(f"on update {key.on_update.lower()}" if key.on_update else "")
    text = f"foreign key {key.name} ({', '.join(key.columns)}) -> {where} ({', '.join(key.referenced_columns)})"
    return " ".join([text, *(rule for rule in rules if rule)])


def each_step(steps: Iterable[Step]) -> Iterator[Step]:
    """Yield steps and, behind each, the steps inside of it."""
    for step in steps:
        yield step
        yield from each_step(step.inner)


def assumptions(trace: Trace) -> list[tuple[Place, str]]:
    """Return what the replay took for granted: each with the place of its statement, in order, once."""
    found = [
        (step.place, note)
        for step in each_step(trace.steps)
        for note in step.assumptions
        if not note.startswith(_NOT_UNDERSTOOD)
    ]
    return list(dict.fromkeys(found))


def not_understood(trace: Trace) -> list[tuple[Place, str]]:
    """Return the statements that were not understood: the place of each, and why."""
    found: list[tuple[Place, str]] = []
    for step in each_step(trace.steps):
        if isinstance(step.action, Opaque) and step.action.answer is None:
            found.append((step.place, step.action.reason))
        else:
            found += [(step.place, note) for note in step.assumptions if note.startswith(_NOT_UNDERSTOOD)]
    return list(dict.fromkeys(found))


def refusals(trace: Trace) -> list[tuple[Place, str]]:
    """Return the statements that the server would refuse: the place of each, and its answer."""
    return [(step.place, str(step.answer)) for step in trace.refused]


def cautions(source: str, trace: Trace | None, hidden_by: Sequence[str]) -> Iterator[str]:
    """Return why a schema may be more than what was read of it: refusals, what is not understood, and what is hidden.

    `hidden_by` are the privileges that the account lacks.
    """
    if trace is not None and trace.refused:
        yield placed(refusals(trace))
    if trace is not None and (unread := not_understood(trace)):
        told = f"{many(len(unread), 'statement')} not understood, the first at {unread[0][0]}"
        yield f"warning: {source}: {told}: see driftproof schema --not-understood"
    if hidden_by:
        yield f"warning: {source}: the account lacks {', '.join(hidden_by)}: what it may not see counts as missing"


def placed(lines: Iterable[tuple[Place, str]]) -> str:
    """Return texts, each behind its place."""
    return "\n".join(f"{place}: {text}" for place, text in lines)


def summary(trace: Trace, helpers: Collection[str] = ()) -> str:
    """Return one line that says how much of the scripts was understood; `helpers` are paths that are not counted."""
    statements, refused = sum(step.place.path not in helpers for step in trace.steps), len(trace.refused)
    text = f"{many(statements, 'statement')}, {len(not_understood(trace))} not understood"
    return f"{text}, {refused} refused" if refused else text
