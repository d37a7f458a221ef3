"""A made-up upgrade history, as long as one likes, of the kinds of scripts that product histories are made of."""

from __future__ import annotations

from pathlib import Path


def write_history(folder: Path, scripts: int) -> int:
    """Write `scripts` scripts into a folder: tables, helper calls, guards, seeds, data moves; return the statements."""
    folder.mkdir(parents=True, exist_ok=True)
    count = 0
    for number in range(1, scripts + 1):
        statements = _script(number)
        count += len(statements)
        text = "\n\n".join(f"{statement};" for statement in statements)
        (folder / f"V1.{number}__change_{number}.sql").write_text(f"-- Script {number}.\n\n{text}\n", encoding="utf-8")
    return count


def _script(number: int) -> list[str]:
    table, older = f"Item{number}VO", f"Item{max(1, number - 7)}VO"
    key = (
        f"    CONSTRAINT `fk{table}Owner` FOREIGN KEY (`ownerUuid`) REFERENCES `{older}` (`uuid`) ON DELETE CASCADE,\n"
    )
    owner = key if older != table else ""
    statements = [
        f"CREATE TABLE IF NOT EXISTS `{table}` (\n"
        "    `uuid` VARCHAR(32) NOT NULL,\n    `name` VARCHAR(255) NOT NULL,\n"
        "    `state` VARCHAR(32) NULL DEFAULT NULL,\n"
        "    `ownerUuid` VARCHAR(32) NULL DEFAULT NULL,\n"
        "    `createDate` TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,\n"
        "    PRIMARY KEY (`uuid`),\n"
        f"{owner}"
        "    KEY `idxName` (`name`)\n) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci",
        f"CALL ADD_COLUMN('{older}', 'extra{number}', 'VARCHAR(64)', 1, NULL)",
        f"CALL CREATE_INDEX('{older}', 'idxExtra{number}', 'extra{number}')",
        f"INSERT INTO `{table}` (`uuid`, `name`) SELECT 'seed-{number}', 'seed' FROM DUAL\n"
        f"WHERE NOT EXISTS (SELECT 1 FROM `{table}` WHERE `uuid` = 'seed-{number}')",
        f"UPDATE `{table}` SET `state` = 'Enabled' WHERE `state` IS NULL",
    ]
    if number % 5 == 0:
        statements.append(f"CREATE OR REPLACE VIEW `{table}View` AS SELECT `uuid`, `name` FROM `{table}`")
        statements.append(f"CALL MODIFY_COLUMN('{older}', 'name', 'VARCHAR(512)', 0, NULL)")
    return statements
