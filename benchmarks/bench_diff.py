"""How long comparing takes, and what its report weighs.

    python benchmarks/bench_diff.py [--tables 1000] [--html FILE]

Two schemas are made of tables with ten columns, four indexes and a foreign key each; every second table differs, in
one of eight ways. The floor is what comparing cannot do without: looking at every table once (``==`` on equal ones).
"""

from __future__ import annotations

import argparse
import copy
import gc
import time
from collections.abc import Callable
from pathlib import Path

from driftproof.compare.comparison import Side, compare_sides
from driftproof.compare.diff import diff
from driftproof.compare.render.guarded import ScriptStyle, guarded_script
from driftproof.compare.rules import DiffRules
from driftproof.language.split import split
from driftproof.model.catalog import Catalog, Schema
from driftproof.model.flavor import Flavor, default_settings
from driftproof.model.scripts import Script, ScriptKind
from driftproof.replay.replay import replay
from driftproof.report.html import difference_html

FLAVOR = Flavor.parse("mariadb:10.11")
AREAS = ("Vm", "Host", "Volume", "Network", "Image", "Zone", "Backup", "Gpu")
WAYS = (
    ("`state` varchar(32) NOT NULL", "`state` varchar(64) NOT NULL"),
    ("`size` bigint(20) NULL,", "`size` bigint(20) NULL, `actualSize` bigint(20) NULL,"),
    ("KEY `idxState` (`state`)", "KEY `idxState` (`state`, `type`)"),
    ("ON DELETE CASCADE", "ON DELETE SET NULL"),
    ("`note` text NULL,", ""),
    ("`type` varchar(64) NULL", "`type` varchar(64) NOT NULL DEFAULT 'none'"),
    ("KEY `idxName` (`name`)", "UNIQUE KEY `idxName` (`name`)"),
    ("DEFAULT CHARSET=utf8mb4", "COMMENT='kept for audits' DEFAULT CHARSET=utf8mb4"),
)


def table(number: int) -> str:
    """Return CREATE TABLE of the table of that number; it refers to one some places before it."""
    name = f"{AREAS[number % len(AREAS)]}Thing{number:04}VO"
    parent = number - 1 - number % 7
    refers = parent >= 0 and number % 3 > 0
    parent_name = f"{AREAS[parent % len(AREAS)]}Thing{parent:04}VO"
    key = f", CONSTRAINT `fk{name}` FOREIGN KEY (`parentUuid`) REFERENCES `{parent_name}` (`uuid`) ON DELETE CASCADE"
    return (
        f"CREATE TABLE `{name}` (`uuid` varchar(32) NOT NULL, `name` varchar(255) NOT NULL,"
        " `description` varchar(2048) NULL, `parentUuid` varchar(32) NULL, `state` varchar(32) NOT NULL,"
        " `type` varchar(64) NULL, `size` bigint(20) NULL, `note` text NULL,"
        " `lastOpDate` timestamp NOT NULL DEFAULT current_timestamp() ON UPDATE current_timestamp(),"
        " `createDate` timestamp NOT NULL DEFAULT current_timestamp(), PRIMARY KEY (`uuid`),"
        " KEY `idxName` (`name`), KEY `idxState` (`state`), KEY `idxParent` (`parentUuid`)"
        f"{key if refers else ''}) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;\n"
    )


def schema(texts: list[str]) -> Schema:
    """Return the schema that the statements make."""
    text = "".join(texts)
    script = Script(ScriptKind.REPEATABLE, "made.sql", "made.sql", "made", text.encode(), text)
    trace = replay([script], default_settings(FLAVOR), "db")
    assert not trace.refused, trace.refused[0].answer
    return trace.catalog.schemas["db"]


def sides(count: int) -> tuple[Schema, Schema]:
    """Return two schemas of `count` tables, every second of which differs."""
    before = [table(number) for number in range(count)]
    after = [text.replace(*WAYS[number // 2 % len(WAYS)]) if number % 2 else text for number, text in enumerate(before)]
    return schema(before), schema(after)


def best(work: Callable[[], object], times: int = 7) -> float:
    """Return the shortest of several runs, in milliseconds of the processor, so that a busy machine does not count."""
    found = []
    for _ in range(times):
        gc.collect()
        start = time.process_time()
        work()
        found.append((time.process_time() - start) * 1000)
    return min(found)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tables", type=int, default=1000)
    parser.add_argument("--html", type=Path, help="Write the report of 600 tables there, too.")
    options = parser.parse_args()
    print(f"{'tables':>7} {'differ':>7} {'floor ms':>9} {'equal ms':>9} {'diff ms':>9} {'compare ms':>11}")
    for count in (options.tables // 10, options.tables, options.tables * 4):
        before, after = sides(count)
        catalogs = Catalog(FLAVOR, schemas={"db": before}), Catalog(FLAVOR, schemas={"db": after})
        twin = copy.deepcopy(before)
        floor = best(lambda: before == twin)  # noqa: B023 called at once
        equal = best(lambda: diff(before, twin))  # noqa: B023
        took = best(lambda: diff(*catalogs))  # noqa: B023
        whole = best(lambda: compare_sides(Side("a", FLAVOR, before), Side("b", FLAVOR, after), DiffRules()), 3)  # noqa: B023
        differ = sum(before.tables[key] != after.tables[key] for key in before.tables)
        print(f"{count:>7} {differ:>7} {floor:>9.1f} {equal:>9.1f} {took:>9.1f} {whole:>11.1f}")
    before, after = sides(600)
    found = compare_sides(Side("V5.5.28", FLAVOR, before), Side("V5.5.29", FLAVOR, after), DiffRules())
    script = guarded_script(found.changes, (before, after), FLAVOR, ScriptStyle("5.5.29"))
    start = time.perf_counter()
    page = difference_html(found, script, (before, after))
    took = time.perf_counter() - start
    size = len(page.encode()) / 1e6
    print(f"\nHTML of 600 tables, {len(found.objects)} differ: {size:.2f} MB, made in {took * 1000:.0f} ms")
    print(f"guarded script: {len(script) / 1e3:.0f} KB, {sum(piece.is_sql for piece in split(script))} statements")
    if options.html:
        options.html.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
