"""Unsafe fixes that guard bare changes: the finding goes, no other comes, and the schema stays the same."""

from __future__ import annotations

from dataclasses import replace

import pytest

from driftproof_lint.config import resolve
from driftproof_lint.fix import apply_fixes
from driftproof_lint.linter import LintResult, Project, lint, make_history
from driftproof_lint.rules import RULES
from linter.cases import helper_procedures, script

BEFORE = """\
CREATE TABLE IF NOT EXISTS `HostEO` (
    `uuid` VARCHAR(32) NOT NULL, `name` VARCHAR(255) NOT NULL, `memo` TEXT NULL,
    PRIMARY KEY (`uuid`), KEY `idxHostEOName` (`name`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
CREATE TABLE IF NOT EXISTS `VmEO` (
    `uuid` VARCHAR(32) NOT NULL, `hostUuid` VARCHAR(32) NULL, `state` VARCHAR(128) NOT NULL,
    PRIMARY KEY (`uuid`),
    CONSTRAINT `fkVmEOHostEO` FOREIGN KEY (`hostUuid`) REFERENCES `HostEO` (`uuid`) ON DELETE SET NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
"""
BY_HELPER = {
    "ALTER TABLE `HostEO` ADD COLUMN `arch` varchar(32) NULL COMMENT 'it''s; x', ADD INDEX `idxA` (`arch`)": (
        "CALL ADD_COLUMN('HostEO', 'arch', 'VARCHAR(32) COMMENT ''it''''s; x''', 1, NULL);\n"
        "CALL CREATE_INDEX('HostEO', 'idxA', 'arch')"
    ),
    "ALTER TABLE `HostEO` ADD `n` bigint unsigned NOT NULL DEFAULT 5": (
        "CALL ADD_COLUMN('HostEO', 'n', 'BIGINT(20) unsigned', 0, '5')"
    ),
    "ALTER TABLE `HostEO` ADD `t` timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP": (
        "CALL ADD_COLUMN('HostEO', 't', 'TIMESTAMP', 0, 'CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP')"
    ),
    "ALTER TABLE `HostEO` DROP COLUMN `memo`": "CALL DROP_COLUMN('HostEO', 'memo')",
    "ALTER TABLE `VmEO` DROP FOREIGN KEY `fkVmEOHostEO`": "CALL DROP_CONSTRAINT('VmEO', 'fkVmEOHostEO')",
    "CREATE UNIQUE INDEX `uk` ON `VmEO` (`state`(16), `uuid`)": (
        "CALL CREATE_UNIQUE_INDEX('VmEO', 'uk', 'state(16), uuid')"
    ),
    "ALTER TABLE `VmEO` RENAME COLUMN `state` TO `status`": "CALL RENAME_COLUMN('VmEO', 'state', 'status')",
    "DROP INDEX `idxHostEOName` ON `HostEO`": "CALL DELETE_INDEX('HostEO', 'idxHostEOName')",
    "ALTER TABLE `VmEO` ADD CONSTRAINT `f` FOREIGN KEY (`hostUuid`) REFERENCES `HostEO` (`uuid`) ON DELETE CASCADE": (
        "CALL ADD_CONSTRAINT('VmEO', 'f', 'hostUuid', 'HostEO', 'uuid', 'CASCADE')"
    ),
}
BY_WORDS = {
    "ALTER TABLE `HostEO` ADD `n` INT FIRST": "ALTER TABLE `HostEO` ADD IF NOT EXISTS `n` INT FIRST",
    "ALTER TABLE `HostEO` DROP COLUMN `memo`": "ALTER TABLE `HostEO` DROP COLUMN IF EXISTS `memo`",
    "CREATE UNIQUE INDEX `uk` ON `VmEO` (`state`)": "CREATE UNIQUE INDEX IF NOT EXISTS `uk` ON `VmEO` (`state`)",
    "ALTER TABLE `VmEO` ADD KEY `k` (`state`)": "ALTER TABLE `VmEO` ADD KEY IF NOT EXISTS `k` (`state`)",
    "DROP INDEX `idxHostEOName` ON `HostEO`": "DROP INDEX IF EXISTS `idxHostEOName` ON `HostEO`",
    "ALTER TABLE VmEO DROP FOREIGN KEY `fkVmEOHostEO`": "ALTER TABLE VmEO DROP FOREIGN KEY IF EXISTS `fkVmEOHostEO`",
}
LEFT = (
    "ALTER TABLE `HostEO` ADD COLUMN `n` INT NULL AFTER `uuid`",
    "ALTER TABLE `VmEO` CHANGE `state` `status` VARCHAR(64) NOT NULL",
    "ALTER TABLE `HostEO` DROP COLUMN `memo`, DROP INDEX `idxHostEOName`",
)


def project(statement: str, *, helpers: bool) -> Project:
    scripts = (script("V1__before.sql", BEFORE), script("V2__case.sql", f"{statement};\n"))
    return Project(scripts, helper_procedures() if helpers else ())


def linted(found: Project, targets: list[str]) -> LintResult:
    return lint(found, RULES, resolve({"targets": targets, "select": ["ID", "PO"], "ignore": ["ID124"]}, RULES))


def mended(found: Project, targets: list[str]) -> Project:
    last = found.scripts[-1]
    text = apply_fixes(last.text, linted(found, targets).findings, unsafe=True).text
    return replace(found, scripts=(found.scripts[0], replace(last, text=text, data=text.encode())))


@pytest.mark.parametrize("statement", BY_HELPER)
def test_a_helper_takes_the_place_of_a_bare_change(statement: str) -> None:
    targets = ["mariadb:10.11", "mysql:8.4"]
    before = project(statement, helpers=True)
    after = mended(before, targets)
    assert after.scripts[-1].text == f"{BY_HELPER[statement]};\n"
    assert linted(before, targets).findings != ()
    assert linted(after, targets).findings == ()
    assert tables(before) == tables(after)


@pytest.mark.parametrize("statement", BY_WORDS)
def test_mariadb_guards_by_its_own_words_where_no_helper_is(statement: str) -> None:
    before = project(statement, helpers=False)
    after = mended(before, ["mariadb:10.11"])
    assert after.scripts[-1].text == f"{BY_WORDS[statement]};\n"
    assert linted(after, ["mariadb:10.11"]).findings == ()
    assert tables(before) == tables(after)


def test_the_title_of_the_fix_is_in_chinese_too() -> None:
    found = project("ALTER TABLE `HostEO` DROP COLUMN `memo`", helpers=True)
    config = resolve({"select": ["ID103"], "lang": "zh"}, RULES)
    titles = [one.fix.title for one in lint(found, RULES, config).findings if one.fix]
    assert titles == ["调用辅助存储过程"]


@pytest.mark.parametrize("statement", LEFT)
def test_what_no_helper_says_is_left_alone(statement: str) -> None:
    before = project(statement, helpers=True)
    assert mended(before, ["mariadb:10.11", "mysql:8.4"]) == before


def tables(found: Project) -> object:
    catalog = make_history(found, resolve({"targets": ["mariadb:10.11"]}, RULES)).trace.catalog
    return {name: dict(schema.tables) for name, schema in catalog.schemas.items()}


def test_what_is_put_behind_a_replaced_statement_waits_for_another_round() -> None:
    found = project("ALTER TABLE `HostEO` ADD `n` bigint NULL", helpers=True)
    config = resolve({"select": ["ID102", "LK103"]}, RULES)
    text = apply_fixes(found.scripts[-1].text, lint(found, RULES, config).findings, unsafe=True).text
    assert text == "CALL ADD_COLUMN('HostEO', 'n', 'BIGINT(20)', 1, NULL);\n"
