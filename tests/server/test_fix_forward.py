"""The script of ``--fix-forward`` on a server: behind a released script it makes the schema as it should be."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from driftproof.compare.diff import diff
from driftproof.language.split import split
from driftproof.model.catalog import Schema
from driftproof.model.scripts import Version
from driftproof.sources.live import read_live
from driftproof_lint.config import resolve
from driftproof_lint.forward import Faulty, forward
from driftproof_lint.linter import Project, lint
from driftproof_lint.project import Released
from driftproof_lint.rules import RULES
from linter.cases import helper_procedures, script
from support.product import Product, product_schema
from support.servers import Server

TABLES = """SET sql_mode = '';
CREATE TABLE IF NOT EXISTS `HostEO` (
    `uuid` VARCHAR(32) NOT NULL, PRIMARY KEY (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci;
CREATE TABLE IF NOT EXISTS `CacheVO` (
    `uuid` VARCHAR(32) NOT NULL{unique},
    `hostUuid` VARCHAR(32) {null},
    `a` INT {null},
    `lastOpDate` TIMESTAMP NOT NULL DEFAULT {date},
    `createDate` TIMESTAMP NOT NULL DEFAULT {date},
    PRIMARY KEY (`uuid`),
    UNIQUE KEY `ukCacheVO` (`a`, `uuid`),
    KEY `idxCacheVOUuid` (`a`){twice},
    CONSTRAINT `fkCacheVOHostEO` FOREIGN KEY (`hostUuid`) REFERENCES `HostEO` (`uuid`) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci;
INSERT IGNORE INTO `HostEO` VALUES ('h');
INSERT IGNORE INTO `CacheVO` (`uuid`, `hostUuid`, `a`, `lastOpDate`, `createDate`)
    VALUES ('c', 'h', 1, NOW(), NOW()), ('d', 'h', 2, NOW(), NOW());
"""
TWICE = ",\n    KEY `idxCacheVOAgain` (`a`)"
BAD = TABLES.format(unique=" UNIQUE", null="NULL", date="'0000-00-00 00:00:00'", twice=TWICE)
GOOD = TABLES.format(unique="", null="NOT NULL", date="CURRENT_TIMESTAMP", twice="").replace(
    "\n    KEY `idxCacheVOUuid` (`a`),", ""
)
SELECTED = ["CK101", "CK102", "CK103", "CK104", "CK105", "TY101"]


@pytest.fixture(scope="module")
def product(server: Server) -> Iterator[Product]:
    with product_schema(server, "utf8mb4 COLLATE utf8mb4_unicode_ci") as made:
        yield made


def live(product: Product, *texts: str) -> Schema:
    """Run texts on a server, and return the schema that they make."""
    for text in texts:
        for piece in split(text):
            if piece.is_sql:
                product.connection.execute(piece.sql)
    return next(iter(read_live(product.connection, product.schema).schemas.values()))


def test_a_script_that_mends_released_ones_does_so_on_a_server(product: Product) -> None:
    written = {"targets": [str(product.server.flavor)], "database": product.schema, "select": SELECTED}
    config = resolve(written, RULES)
    one = script("V1__a.sql", BAD)
    project = Project((one,), helper_procedures())
    faulty = Faulty(project, (Released.of(one, "1"),), lint(project, RULES, config).findings, config)
    made = forward(faulty, RULES, Version.parse("2"), "V2__converge.sql")
    assert made.script is not None
    assert made.problems == ()
    wanted = live(product, GOOD)
    product.clear()
    rows = ("SELECT COUNT(*) FROM CacheVO",)
    assert diff(live(product, BAD, "SET sql_mode = DEFAULT;", made.script.text), wanted) == ()
    assert diff(live(product, made.script.text), wanted) == ()
    assert product.rows(*rows) == [(2,)]
