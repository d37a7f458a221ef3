"""A schema with the helpers per test file and server, and what a fresh install looks like there."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from support.product import STRICT, Product, product_schema, versions
from support.schema_rows import Rows, schema_rows
from support.servers import Server


@pytest.fixture(scope="module")
def installed(server: Server) -> Iterator[Product]:
    with product_schema(server) as made:
        yield made


@pytest.fixture
def product(installed: Product) -> Product:
    """An empty schema with the helpers, in a strict session."""
    installed.clear()
    installed.session(STRICT)
    return installed


@pytest.fixture(scope="module")
def fresh(installed: Product) -> Rows:
    """What information_schema says after a fresh install."""
    installed.clear()
    installed.session(STRICT)
    installed.upgrade(*versions())
    return schema_rows(installed.connection, installed.schema)
