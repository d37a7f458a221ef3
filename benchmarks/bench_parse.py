"""How fast statements are read: driftproof beside sqlglot, on the same statements of the practice corpora.

    python benchmarks/bench_parse.py [--times N]

Every figure is of a first reading in a process of its own: nothing is cached. "Not understood" counts what is kept as
mere text: an `Opaque` or unread statement of a program here, an error or an `exp.Command` there.
"""

from __future__ import annotations

import argparse
import logging
import re
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from driftproof.language.lex import Dialect, lex
from driftproof.language.parse import parse
from driftproof.language.program import parse_program
from driftproof.language.split import split
from driftproof.model.changes import CreateEvent, CreateRoutine, CreateTrigger, Opaque
from driftproof.model.flavor import Flavor
from driftproof.model.syntax.programs import UnreadStatement

DIALECT = Dialect.of(Flavor.parse("mariadb:11.8"))
BOOTSTRAP = re.compile(r"maria_add_gis_sp_bootstrap|mysql_system_tables_data")


def statements() -> list[str]:
    """Return the statements of all corpora; scripts for --bootstrap, which end statements otherwise, are left out."""
    sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
    from corpora import corpora

    return [
        statement.sql
        for corpus in corpora()
        for script in corpus.scripts
        if not BOOTSTRAP.search(script.name)
        for statement in split(script.text)
        if statement.is_sql
    ]


def read_tokens(sql: str) -> bool:
    """The floor: tokens only."""
    return len(lex(sql, DIALECT)) > 0


def read_driftproof(sql: str) -> bool:
    """Read a statement, and the program in it."""
    found = parse(sql, DIALECT)
    match found:
        case CreateRoutine():
            body = found.routine.body
        case CreateTrigger():
            body = found.trigger.body
        case CreateEvent():
            body = found.event.body
        case _:
            return not isinstance(found, Opaque) or found.answer is not None
    return not isinstance(parse_program(body, DIALECT), UnreadStatement)


def sqlglot_reader() -> Callable[[str], bool]:
    """Return the reader of sqlglot, the library."""
    import sqlglot
    from sqlglot import exp

    logging.disable(logging.CRITICAL)

    def read(sql: str) -> bool:
        try:
            found = sqlglot.parse(sql, dialect="mysql")
        except Exception:  # sqlglot raises several kinds, RecursionError and IndexError among them
            return False
        return not any(each is None or isinstance(each, exp.Command) for each in found)

    return read


def measure(reader: str, times: int) -> None:
    """Read everything once with `reader` and print its row."""
    texts = statements() * times
    read = {"tokens only": read_tokens, "driftproof": read_driftproof}.get(reader) or sqlglot_reader()
    start = time.perf_counter()
    lost = sum(not read(sql) for sql in texts)
    seconds = time.perf_counter() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    figures = f"{len(texts):>10,} | {seconds:>7.2f} | {len(texts) / seconds:>12,.0f} | {lost:>14,} | {memory:>6,}"
    print(f"| {reader:<12} | {figures} |")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--reader", help="measure this one only, in this process")
    options.add_argument("--times", type=int, default=1, help="read the corpora this many times over")
    chosen = options.parse_args()
    if chosen.reader:
        measure(chosen.reader, chosen.times)
        return
    print("| reader       | statements | seconds | statements/s | not understood | MB     |")
    print("|--------------|-----------:|--------:|-------------:|---------------:|-------:|")
    for reader in ("tokens only", "driftproof", "sqlglot"):
        command = [sys.executable, __file__, "--reader", reader, "--times", str(chosen.times)]
        subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
