"""Law 8 of the guarded script: run on a server it leaves no difference, and run again it changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from driftproof.compare.diff import diff
from driftproof.compare.render.guarded import ScriptStyle, guarded_script
from driftproof.language.split import split
from driftproof.live.connect import Connection
from driftproof.model.catalog import Schema
from driftproof.sources.live import read_live
from support.product import Product, product_schema
from support.servers import Server

CASES = Path(__file__).parents[2] / "data" / "diff"
NAMES = sorted(path.name for path in CASES.iterdir())
STYLES = {"helpers": ScriptStyle(allow_destructive=True), "plain": ScriptStyle(allow_destructive=True, helpers=False)}
COLLATION = "utf8mb4 COLLATE utf8mb4_unicode_ci"


@pytest.fixture(scope="module")
def product(server: Server) -> Iterator[Product]:
    with product_schema(server, COLLATION) as made:
        yield made


def empty(product: Product) -> None:
    """Drop everything but the helpers."""
    names = "SELECT event_name FROM information_schema.events WHERE event_schema = %s"
    for (name,) in product.rows(names, (product.schema,)):
        product.connection.change(f"DROP EVENT `{name}`")
    product.clear()
    routines = (
        "SELECT routine_type, routine_name FROM information_schema.routines WHERE routine_schema = %s"
        " AND routine_comment <> 'driftproof helper'"
    )
    for kind, name in product.rows(routines, (product.schema,)):
        product.connection.change(f"DROP {kind} `{name}`")
    product.connection.change(f"ALTER DATABASE `{product.schema}` CHARACTER SET {COLLATION}")


def run(connection: Connection, text: str) -> None:
    for piece in split(text):
        if piece.is_sql:
            connection.execute(piece.sql)


def live(connection: Connection, name: str) -> Schema:
    return next(iter(read_live(connection, name).schemas.values()))


def events(schema: Schema) -> list[tuple[str, str, str]]:
    return [(event.name, event.starts, event.ends) for event in schema.events.values()]


def text_of(case: str, part: str) -> str:
    return (CASES / case / f"{part}.sql").read_text(encoding="utf-8")


@pytest.mark.parametrize("case", NAMES)
@pytest.mark.parametrize("style", STYLES)
def test_planted_differences(product: Product, case: str, style: str) -> None:
    flavor = product.server.flavor
    for old, new in (("before", "after"), ("after", "before")):
        empty(product)
        run(product.connection, text_of(case, new))
        after = live(product.connection, product.schema)
        empty(product)
        run(product.connection, text_of(case, old))
        before = live(product.connection, product.schema)
        script = guarded_script(diff(before, after), (before, after), flavor, STYLES[style])
        run(product.connection, script)
        once = live(product.connection, product.schema)
        assert diff(once, after) == (), script
        times = events(once)
        run(product.connection, script)
        again = live(product.connection, product.schema)
        assert again == once, script
        assert events(again) == times, script
