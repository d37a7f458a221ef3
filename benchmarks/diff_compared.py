"""Which tool sees which difference: driftproof, Alembic's compare_metadata, and diff of two dumps.

    DRIFTPROOF_TEST_URLS=mariadb://…,mysql://… python benchmarks/diff_compared.py > docs/diff-compared.md

Every case of tests/data/diff is made on every server, its two sides in two databases; each tool is asked whether they
differ. Alembic compares a connection to the one with the metadata reflected from the other, types and server defaults
included. The dumps are those of ``mariadb-dump --no-data``, without and with ``--routines --events``; what they say of
themselves (comments) is left out. Then the second sides are compared between servers, where nothing differs.
"""

from __future__ import annotations

import sys
import tempfile
import textwrap
import warnings
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import alembic
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from driftproof import api  # noqa: E402
from driftproof.language.split import split  # noqa: E402
from support.dumps import dump  # noqa: E402
from support.servers import Server, label, obtain, wanted  # noqa: E402

CASES = ROOT / "tests" / "data" / "diff"
NAMES = sorted(path.name for path in CASES.iterdir())
EQUAL = {"nothing", "index-order-is-no-difference", "foreign-key-no-action-is-restrict"}
TOOLS = ("driftproof", "compare_metadata", "`--no-data`", "with `--routines --events`")
SIDES = ("before", "after")


@dataclass(frozen=True, slots=True)
class Place:
    """A database on a server, with its two dumps."""

    server: Server
    name: str
    folder: Path

    @property
    def url(self) -> str:
        return self.server.database_url(self.name)

    @property
    def sqlalchemy_url(self) -> str:
        return self.url.replace("://", "+pymysql://", 1)

    def dumped(self, kind: str) -> list[str]:
        text = (self.folder / kind / f"{self.name}.sql").read_text(encoding="utf-8")
        return [line for line in text.splitlines() if not line.startswith("--") and "mariadb dump" not in line]


def differ(before: Place, after: Place) -> dict[str, bool]:
    """Whether each tool says that two databases differ."""
    found = {"driftproof": not api.compare(before.url, after.url).comparison.is_empty}
    metadata = sa.MetaData()
    there, here = sa.create_engine(after.sqlalchemy_url), sa.create_engine(before.sqlalchemy_url)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        metadata.reflect(there)
        with here.connect() as connection:
            options = {"compare_type": True, "compare_server_default": True}
            context = MigrationContext.configure(connection, opts=options)
            found["compare_metadata"] = bool(compare_metadata(context, metadata))
    there.dispose()
    here.dispose()
    for tool, kind in zip(TOOLS[2:], ("plain", "whole"), strict=True):
        found[tool] = before.dumped(kind) != after.dumped(kind)
    return found


@contextmanager
def made(server: Server, folder: Path) -> Iterator[dict[tuple[str, str], Place]]:
    """Every side of every case in a database of its own, dumped; they are dropped in the end."""
    keys = [(case, side) for case in NAMES for side in SIDES]
    places = {key: Place(server, f"dpc_{number}", folder) for number, key in enumerate(keys)}
    with server.connection() as connection:
        try:
            for (case, side), place in places.items():
                connection.execute(f"DROP DATABASE IF EXISTS `{place.name}`")
                connection.execute(f"CREATE DATABASE `{place.name}` CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci")
                connection.use(place.name)
                for piece in split((CASES / case / f"{side}.sql").read_text(encoding="utf-8")):
                    if piece.is_sql:
                        connection.execute(piece.sql)
            for kind, options in (("plain", ["--no-data"]), ("whole", ["--no-data", "--routines", "--events"])):
                (folder / kind).mkdir(parents=True)
                dump("mariadb-dump", server, [place.name for place in places.values()], folder / kind, options)
            yield places
        finally:
            for place in places.values():
                connection.execute(f"DROP DATABASE IF EXISTS `{place.name}`")


def mark(seen: list[bool], on: list[str]) -> str:
    """A yes, a no, or the servers on which it is a yes."""
    if all(seen):
        return "yes"
    return ", ".join(name for name, one in zip(on, seen, strict=True) if one) or "–"


def table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def planted(sides: list[dict[tuple[str, str], Place]], on: list[str], say: Callable[[str], None]) -> None:
    """Print which tool sees which planted difference."""
    rows: list[tuple[str, ...]] = []
    counts = dict.fromkeys(TOOLS, 0)
    cases = [case for case in NAMES if case not in EQUAL]
    for case in cases:
        found = [differ(places[case, "before"], places[case, "after"]) for places in sides]
        seen = {tool: [one[tool] for one in found] for tool in TOOLS}
        for tool in TOOLS:
            counts[tool] += all(seen[tool])
        rows.append((case.replace("-", " "), *(mark(seen[tool], on) for tool in TOOLS)))
    rows.append((f"**seen, of {len(cases)}**", *(f"**{counts[tool]}**" for tool in TOOLS)))
    say(table(("difference", *TOOLS), rows))


def alike(sides: list[dict[tuple[str, str], Place]], on: list[str], say: Callable[[str], None]) -> None:
    """Print how often each tool reports a difference where there is none."""
    rows: list[tuple[str, ...]] = []
    for case in sorted(EQUAL):
        found = [differ(places[case, "before"], places[case, "after"]) for places in sides]
        rows.append((case.replace("-", " "), *(mark([one[tool] for one in found], on) for tool in TOOLS)))
    for one, other in combinations(range(len(sides)), 2):
        counts = dict.fromkeys(TOOLS, 0)
        for case in NAMES:
            for pair in ((one, other), (other, one)):
                found_pair = differ(*(sides[at][case, "after"] for at in pair))
                for tool in TOOLS:
                    counts[tool] += found_pair[tool]
                if found_pair["driftproof"]:
                    print(f"driftproof: {case} differs from {on[pair[0]]} to {on[pair[1]]}", file=sys.stderr)
        total = 2 * len(NAMES)
        rows.append((f"{on[one]} and {on[other]}", *(f"{counts[tool]} of {total}" for tool in TOOLS)))
    say(table(("reported where nothing differs", *TOOLS), rows))


def main() -> None:
    specs = wanted()
    on = [label(spec) for spec in specs]
    servers = [obtain(spec) for spec in specs]
    print("# Which tool sees which difference\n")
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folders = [Path(name) / str(at) for at in range(len(servers))]
        sides = [stack.enter_context(made(*pair)) for pair in zip(servers, folders, strict=True)]
        about = PREFACE.format(servers=", ".join(on), alembic=f"Alembic {alembic.__version__}")
        print(textwrap.fill(about, 118, break_on_hyphens=False), end="\n\n")
        planted(sides, on, print)
        print(BETWEEN)
        alike(sides, on, print)


PREFACE = """Made by `python benchmarks/diff_compared.py` on {servers}, with {alembic}. Every row is a case of
`tests/data/diff`: its two sides stand in two databases of one server, and each tool is asked whether they
differ. *yes*: on every server; otherwise the servers on which the tool sees it. Alembic's `compare_metadata`
compares a connection with the metadata reflected from the other database, `compare_type` and
`compare_server_default` on. The last two columns are `diff` of two outputs of `mariadb-dump`, comments left
out.
"""
BETWEEN = """A difference that a tool sees is not yet one that it can name: `diff` shows lines, and neither of the
others says what it takes, what it costs and what it risks.

Below, the same scripts ran on both sides. The counts are of all cases, both ways.
"""

if __name__ == "__main__":
    main()
