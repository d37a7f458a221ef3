"""Guards: what a condition on information_schema asks for, and whether it asks for its presence or its absence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from driftproof.model.names import fold
from driftproof.model.syntax.expressions import (
    Binary,
    Call,
    Exists,
    Expression,
    In,
    Literal,
    Name,
    Row,
    Subquery,
    Unary,
)
from driftproof.model.syntax.queries import Select, TableSource
from driftproof.model.syntax.walk import nodes
from driftproof_lint.walk import schema_queries, schema_source

SCHEMA_COLUMNS: Mapping[str, str] = {
    "tables": "table_schema",
    "columns": "table_schema",
    "statistics": "table_schema",
    "table_constraints": "table_schema",
    "key_column_usage": "table_schema",
    "referential_constraints": "constraint_schema",
    "check_constraints": "constraint_schema",
    "views": "table_schema",
    "partitions": "table_schema",
    "routines": "routine_schema",
    "parameters": "specific_schema",
    "triggers": "trigger_schema",
    "events": "event_schema",
}
"""The tables of information_schema that hold objects of databases, and the column that says which database."""
_SCHEMA_NAMES = frozenset(SCHEMA_COLUMNS.values()) | {
    "index_schema",
    "event_object_schema",
    "referenced_table_schema",
    "unique_constraint_schema",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a guard asks information_schema for.

    `table` is the table there, `present` whether the condition wants the rows, `names` the constants that its columns
    are compared with, folded, by the column; `written` gives each as it is written.
    """

    table: str
    present: bool
    names: Mapping[str, frozenset[str]]
    written: Mapping[str, str]


def names_database(query: Select) -> bool:
    """Tell whether a query on information_schema says which database it means."""
    conditions = (query.where, query.having, query.source)
    found = {one.parts[-1].lower() for one in nodes(conditions) if isinstance(one, Name)}
    return bool(found & _SCHEMA_NAMES)


def asked(condition: Expression, present: bool = True) -> Iterator[Asked]:
    """Return what a condition asks information_schema for; what cannot be told is left out."""
    match condition:
        case Unary(operator="not" | "!", operand=operand):
            yield from asked(operand, not present)
        case Row(values=(inner,)):
            yield from asked(inner, present)
        case Binary(operator="and", left=left, right=right):
            if present:
                yield from asked(left)
                yield from asked(right)
        case Exists(query=query):
            yield from _of_query(query, present)
        case Binary(operator=operator, left=Subquery(query=query), right=Literal(kind="number", text=number)):
            wants = wants_rows(operator, number)
            if wants is not None:
                yield from _of_query(query, present == wants)
        case _:
            return


def wants_rows(operator: str, number: str) -> bool | None:
    """Tell whether comparing a count so asks for rows, for none, or for neither."""
    if (operator, number) in {("=", "0"), ("<", "1"), ("<=", "0"), ("!=", "1"), ("<>", "1")}:
        return False
    return True if (operator, number) in {(">", "0"), (">=", "1"), ("=", "1"), ("<>", "0"), ("!=", "0")} else None


def _of_query(query: Any, present: bool) -> Iterator[Asked]:
    source = schema_source(query) if isinstance(query, Select) else None
    if source is not None:
        yield of_select(query, source, present)


def of_select(select: Select, source: TableSource, present: bool) -> Asked:
    """Return what a query on information_schema asks for."""
    found = _constants(select.where)
    names = {column: frozenset(map(fold, texts)) for column, texts in found.items()}
    written = {fold(text): text for texts in found.values() for text in texts}
    return Asked(source.name.name.lower(), present, names, written)


def _constants(where: Expression | None) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for one in nodes(where):
        match one:
            case Binary(operator="=" | "like", left=Name(parts=parts), right=Literal(kind="string", text=text)):
                values = {text}
            case Binary(operator="=", left=Literal(kind="string", text=text), right=Name(parts=parts)):
                values = {text}
            case In(operand=Name(parts=parts), values=options):
                values = {option.text for option in options if isinstance(option, Literal)}
            case _:
                continue
        key = parts[-1].lower()
        found[key] = found.get(key, frozenset()) | values
    return found


def choices(tree: Any) -> Iterator[tuple[tuple[Asked, ...], str]]:
    """Return the statements that IF() chooses by information_schema, as text, each with what is asked before it.

    ``IF((SELECT COUNT(*) …) > 0, 'DO 0', 'ALTER …')`` and ``SELECT IF(COUNT(*) = 0, 'ALTER …', 'DO 0') FROM …``.
    """
    for one in nodes(tree):
        if isinstance(one, Call) and one.name.lower() == "if" and len(one.arguments) == 3:
            condition, then, otherwise = one.arguments
            yield from _chosen(tuple(asked(condition)), then)
            yield from _chosen(tuple(asked(condition, False)), otherwise)
    for select, source in schema_queries(tree):
        for item in select.items:
            yield from _counted(item.expression, select, source)


def _counted(expression: Expression, select: Select, source: TableSource) -> Iterator[tuple[tuple[Asked, ...], str]]:
    match expression:
        case Call(name=name, arguments=(condition, then, otherwise)) if name.lower() == "if":
            match condition:
                case Binary(operator=operator, left=Call(star=True), right=Literal(text=number)):
                    wants = wants_rows(operator, number)
                    if wants is not None:
                        yield from _chosen((of_select(select, source, wants),), then)
                        yield from _chosen((of_select(select, source, not wants),), otherwise)


def _chosen(found: tuple[Asked, ...], text: Expression) -> Iterator[tuple[tuple[Asked, ...], str]]:
    if found and isinstance(text, Literal) and text.kind == "string":
        yield found, text.text
