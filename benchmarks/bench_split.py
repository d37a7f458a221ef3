"""Splitting: megabytes of SQL a second on one core, beside sqlparse and sqlglot's tokenizer; and growth.

Run with ``scripts/bench split``. The practice corpora come from tests/corpora/fetch; sqlparse and sqlglot are counted
when they are installed.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from corpora import available, corpora
from driftproof.language.split import split

DUMP_ROW = "(%d,'name %d','it\\'s a \"quoted\" text; and more',NULL,-3.14,'2026-01-01 00:00:00')"
SHORT = "ALTER TABLE `host` ADD COLUMN `c%d` INT NOT NULL;\n"
HOSTILE = {"quotes": "''", "comment starts": "/*", "backslashes": "\\", "semicolons": "a;", "dashes": "--"}


def dump(rows: int) -> str:
    """INSERTs as mysqldump writes them: 1,000 rows each."""
    lines = []
    for start in range(0, rows, 1000):
        values = ",".join(DUMP_ROW % (number, number) for number in range(start, start + 1000))
        lines.append(f"INSERT INTO `vm` VALUES {values};\n")
    return "".join(lines)


def seconds(work: Callable[[str], object], text: str, rounds: int = 3) -> float:
    """The least processor time of some rounds."""
    least = float("inf")
    for _ in range(rounds):
        start = time.process_time()
        work(text)
        least = min(least, time.process_time() - start)
    return least


def peers() -> dict[str, Callable[[str], object]]:
    """The splitters to compare, as far as they are installed."""
    found: dict[str, Callable[[str], object]] = {"driftproof": split}
    try:
        from sqlglot.dialects.mysql import MySQL

        found["sqlglot (tokens)"] = lambda text: MySQL().tokenize(text)
    except ImportError:
        print("sqlglot is not installed: left out")
    try:
        import sqlparse

        found["sqlparse (split)"] = lambda text: sqlparse.split(text)
    except ImportError:
        print("sqlparse is not installed: left out (pip install sqlparse)")
    return found


def rate(work: Callable[[str], object], text: str) -> str:
    """Megabytes a second, or why there is none."""
    rounds = 3 if work is split else 1
    try:
        return f"{len(text) / 1e6 / seconds(work, text, rounds):8.2f}"
    except Exception as error:
        return f"fails: {type(error).__name__}"


def main() -> None:
    """Print the tables."""
    inputs = {"dump, 1,000 rows an INSERT": dump(10_000), "one-line ALTERs": "".join(SHORT % n for n in range(10_000))}
    if available():
        texts = {one.name: "".join(f"{script.text}\n" for script in one.scripts) for one in corpora()}
        inputs |= {name: texts[name] for name in ("zoneminder", "mediawiki", "icinga2", "cacti", "mariadb-sys")}
        inputs["all corpora"] = "".join(texts.values())
    else:
        print("no practice corpora here: run tests/corpora/fetch")
    programs = peers()
    print("MB/s of processor time  " + "".join(f"{name:>20}" for name in programs) + "   pieces of driftproof")
    for name, text in inputs.items():
        cells = "".join(f"{rate(work, text):>20}" for work in programs.values())
        print(f"{name:28}{cells[4:]}   {len(split(text)):9,} in {len(text) / 1e6:.2f} MB")
    print("\ngrowth (seconds)            10 kB    100 kB      1 MB")
    for name, unit in {**HOSTILE, "dump": dump(1000)}.items():
        sizes = [seconds(split, (unit * (size // len(unit) + 1))[:size], 1) for size in (10**4, 10**5, 10**6)]
        print(f"{name:24}" + "".join(f"{value:10.3f}" for value in sizes))


if __name__ == "__main__":
    main()
