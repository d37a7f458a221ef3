"""The linter: CPU time and memory of a cold and a warm run, growth, beside sqlfluff and sqruff on the same files.

Run with ``scripts/bench lint``. The history is made up: 157 scripts with 2,749 statements, in the proportions of a
product's (tables with keys, ALTERs one action each, foreign keys, views, seeds, some helper calls). A peer's column
is filled where the program is on the path or beside this Python (``pip install sqlfluff sqruff``); peers neither
replay nor know the schema. Figures are user CPU seconds of one process, the least of several runs, and its greatest
memory.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

SCRIPTS, STATEMENTS = 157, 2_749


def statements(number: int, count: int) -> list[str]:
    """The statements of a script, `count` of them."""
    made: list[str] = []
    for part in range(count):
        table, older = f"S{number}T{part // 5}VO", f"S{max(1, number - 3)}T0VO"
        match part % 5:
            case 0:
                text = (
                    f"CREATE TABLE IF NOT EXISTS `{table}` (\n    `uuid` VARCHAR(32) NOT NULL,\n"
                    "    `name` VARCHAR(255) NOT NULL,\n    `state` VARCHAR(32) NULL,\n"
                    "    `ownerUuid` VARCHAR(32) NULL,\n    `size` BIGINT(20) NOT NULL DEFAULT 0,\n"
                    "    `createDate` TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,\n"
                    "    PRIMARY KEY (`uuid`),\n    KEY `idxName` (`name`)\n) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3"
                )
            case 1:
                text = f"ALTER TABLE `{table}` ADD COLUMN `extra` VARCHAR(64) NULL"
            case 2 if number > 3:
                text = (
                    f"ALTER TABLE `{table}` ADD CONSTRAINT `fk{table}` FOREIGN KEY (`ownerUuid`) "
                    f"REFERENCES `{older}` (`uuid`) ON DELETE SET NULL"
                )
            case 3 if part % 20 == 3:
                text = f"CALL ADD_COLUMN('{table}', 'more', 'VARCHAR(64)', 1, NULL)"
            case 3:
                text = f"CREATE INDEX `idx{table}State` ON `{table}` (`state`)"
            case _:
                text = f"UPDATE `{table}` SET `state` = 'Enabled' WHERE `state` IS NULL"
        made.append(text)
    return made


def write(folder: Path, times: int) -> int:
    """Write the history, `times` as long; return how many statements it has."""
    folder.mkdir(parents=True)
    scripts, total = SCRIPTS * times, STATEMENTS * times
    for number in range(1, scripts + 1):
        count = total * number // scripts - total * (number - 1) // scripts
        text = ";\n\n".join(statements(number, count)) + ";\n"
        (folder / f"V1.{number}__change_{number}.sql").write_text(text, encoding="utf-8")
    return total


def measured(command: list[str], runs: int, **variables: str) -> tuple[float, float]:
    """User CPU seconds, the least of some runs, and megabytes at most."""
    least, most = float("inf"), 0.0
    for _ in range(runs):
        process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, **variables}
        )
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in (0, 1):
            raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
        least, most = min(least, used.ru_utime), max(most, used.ru_maxrss / 1024)
    return least, most


def program(name: str) -> str | None:
    """The path of a program, beside this Python or on the path."""
    beside = Path(sys.executable).with_name(name)
    return str(beside) if beside.exists() else shutil.which(name)


def row(what: str, count: int, figures: tuple[float, float] | None) -> None:
    shown = f"{figures[0]:>8.2f} s {figures[1]:>7.0f} MB" if figures else "not installed"
    print(f"{what:<44}{count:>8,}  {shown}")


def main() -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    driftproof = program("driftproof") or "driftproof"
    print(f"{'':<44}{'statements':>8}  {'user CPU':>10} {'memory':>8}")
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        cache = {"XDG_CACHE_HOME": str(root / "cache")}
        for times in (1, 10) if "--growth" in sys.argv else (1,):
            folder = root / f"x{times}"
            count = write(folder, times)
            lint = [driftproof, "lint", str(folder), "--format", "concise"]
            one = [*lint, "--no-cache", "--targets", "mariadb:10.11"]
            runs = 3 if times == 1 else 1
            row(f"driftproof lint, cold, one target, {times}x", count, measured(one, runs))
            row(f"driftproof lint, cold, two targets, {times}x", count, measured([*lint, "--no-cache"], runs))
            measured(lint, 1, **cache)
            row(f"driftproof lint, warm, {times}x", count, measured(lint, 3, **cache))
        folder, count = root / "x1", STATEMENTS
        (root / ".sqruff").write_text("[sqruff]\ndialect = mysql\n")
        os.chdir(root)
        for peer, arguments in (("sqlfluff", ("--dialect", "mysql")), ("sqruff", ())):
            path = program(peer)
            command = [str(path), "lint", str(folder), *arguments]
            row(f"{peer} lint, 1x", count, measured(command, 1) if path else None)


if __name__ == "__main__":
    main()
