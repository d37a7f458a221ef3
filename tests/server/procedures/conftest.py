"""One schema with the helpers per test file and server; every test starts with no tables, in three kinds of session."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from support.product import ANSI, LOOSE, STRICT, Product, product_schema
from support.servers import Server

SESSIONS = {"strict": (STRICT, 1), "loose": (LOOSE, 0), "ansi": (ANSI, 1)}
"""sql_mode and FOREIGN_KEY_CHECKS; helpers must do the same in all of them. ansi is for tests where quoting matters."""

TABLE = (
    "CREATE TABLE `T` (`uuid` VARCHAR(32) NOT NULL, `name` VARCHAR(255) NULL, `path` VARCHAR(512) NULL,"
    " `number` INT NOT NULL DEFAULT 0, PRIMARY KEY (`uuid`)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3"
    " COLLATE=utf8mb3_general_ci"
)


@pytest.fixture(scope="module")
def installed(server: Server) -> Iterator[Product]:
    with product_schema(server) as made:
        yield made


@pytest.fixture(params=["strict", "loose"])
def product(installed: Product, request: pytest.FixtureRequest) -> Product:
    """A schema with the helpers and one table `T` of two rows, in a session of each kind."""
    installed.clear()
    installed.run([TABLE, "INSERT INTO `T` (`uuid`) VALUES ('a'), ('b')"])
    installed.session(*SESSIONS[request.param])
    return installed
