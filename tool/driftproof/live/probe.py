"""What ALTERs take, by asking the server: each is tried on an empty clone with an explicit ALGORITHM and LOCK.

A server that cannot do a change as asked refuses it at once with 1845 or 1846 (MySQL also with 1221, for a LOCK that
does not go with INSTANT) and changes nothing, so the first attempt that it takes is the cheapest way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from driftproof.live.connect import Connection, ServerError
from driftproof.model.hazard import Algorithm, Cost, Lock
from driftproof.model.names import quote

_REFUSED = frozenset({1221, 1845, 1846})
_INSTANT = ("INSTANT", "", Cost(Algorithm.INSTANT, proved=True))
_ATTEMPTS = (
    ("INPLACE", "NONE", Cost(Algorithm.INPLACE, proved=True)),
    ("INPLACE", "SHARED", Cost(Algorithm.INPLACE, Lock.SHARED, proved=True)),
    ("COPY", "NONE", Cost(Algorithm.COPY, rebuilds=True, proved=True)),
    ("COPY", "SHARED", Cost(Algorithm.COPY, Lock.SHARED, rebuilds=True, proved=True)),
    ("COPY", "EXCLUSIVE", Cost(Algorithm.COPY, Lock.EXCLUSIVE, rebuilds=True, proved=True)),
)


@dataclass(frozen=True, slots=True)
class Probed:
    """ALTERs of a table to try one after the other: each gives its SQL for an algorithm and a lock (or empty texts).

    `expected` is what the manuals' tables say of each; what a probe cannot tell (whether an INPLACE change writes the
    rows anew, on servers without NOCOPY) is taken from there.
    """

    table: str
    alters: tuple[Callable[[str, str], str], ...]
    expected: tuple[Cost, ...]


def probe(connection: Connection, schema: str, tables: Iterable[Probed]) -> dict[str, tuple[Cost, ...]]:
    """Return what each ALTER of each table takes on the server of `connection`, by the table's name.

    Works in a scratch schema of its own, which is dropped in the end; tables of `schema` are only read (``CREATE TABLE
    LIKE``, so without foreign keys). A table whose ALTERs the server refuses otherwise is left out. Raises
    `ServerError` where the scratch schema cannot be made.
    """
    scratch = f"driftproof_probe_{connection.value('SELECT CONNECTION_ID()')}"
    connection.execute(f"CREATE DATABASE {quote(scratch)}")
    try:
        connection.use(scratch)
        found = {one.table: _table(connection, schema, one) for one in tables}
    finally:
        connection.use(schema)
        connection.execute(f"DROP DATABASE {quote(scratch)}")
    return {table: costs for table, costs in found.items() if costs}


def _table(connection: Connection, schema: str, probed: Probed) -> tuple[Cost, ...]:
    """Return what each ALTER of a table takes, or nothing where the clone cannot be made or altered."""
    costs: list[Cost] = []
    try:
        connection.execute(f"CREATE TABLE {quote(probed.table)} LIKE {quote(schema)}.{quote(probed.table)}")
        for alter, expected in zip(probed.alters, probed.expected, strict=True):
            costs.append(_alter(connection, alter, expected))
    except ServerError:
        return ()
    return tuple(costs)


def _alter(connection: Connection, alter: Callable[[str, str], str], expected: Cost) -> Cost:
    """Return the cheapest way in which the server makes an ALTER; makes it."""
    nocopy = ("NOCOPY", "NONE", Cost(Algorithm.INPLACE, proved=True))
    attempts = [_INSTANT, *([nocopy] if connection.flavor.is_mariadb else []), *_ATTEMPTS]
    refusal: ServerError | None = None
    for algorithm, lock, cost in attempts:
        try:
            connection.execute(alter(algorithm, lock))
        except ServerError as error:
            if error.answer.number not in _REFUSED:
                raise
            refusal = error
            continue
        rebuilds = cost.rebuilds
        if algorithm == "INPLACE":
            rebuilds = True if connection.flavor.is_mariadb and lock == "NONE" else expected.rebuilds
        return replace(cost, rebuilds=rebuilds, reason=expected.reason)
    assert refusal is not None
    raise refusal
