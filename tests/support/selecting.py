"""CREATE TABLE … SELECT: cases, what servers make of them, and what is worked out offline."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path

from driftproof.language.lex import Dialect
from driftproof.language.parse import parse
from driftproof.live.connect import Connection, ServerError
from driftproof.model.catalog import Catalog, Column
from driftproof.model.changes import CreateTable
from driftproof.model.flavor import Flavor, default_collation
from driftproof.model.session import Session, Value
from driftproof.replay.resolve import Unresolved, select_columns
from support.resolving import DATA, lines, query, settled, statements

FOLDER = DATA / "select"
HELD: dict[str, tuple[str, Value]] = {
    "vi": ("5", 5),
    "vs": ("'abc'", "abc"),
    "vd": ("1.50", Decimal("1.50")),
    "ve": ("1e0", 1.0),
    "vn": ("NULL", None),
    "vj": ("0", 0),
    "vk": ("''", ""),
}
"""What user variables hold before the cases, as SQL and as a value."""
TABLES = statements((FOLDER / "tables.sql").read_text())
QUERIES = lines("select/queries.sql")
EXPRESSIONS = lines("select/expressions.sql")
_AGGREGATE = re.compile(
    r"\b(max|min|sum|avg|count|group_concat|std\w*|var\w*|bit_(and|or)|json_\w+agg|any_value)\(", re.I
)
_BATCH = 40


def recorded_file(flavor: Flavor) -> Path:
    """Where the answers of a server of that series are kept."""
    return FOLDER / f"{flavor.vendor}-{'.'.join(map(str, flavor.version[:2]))}.txt"


def held() -> dict[str, Value]:
    """Return the values of user variables before the cases."""
    return {name: value for name, (_, value) in HELD.items()}


def record(connection: Connection, expressions: Sequence[str], queries: Sequence[str] = ()) -> dict[str, str]:
    """Return what a server makes of each expression and query: definitions, a line each, or its error."""
    answers: dict[str, str] = {}
    windows = [each for each in expressions if " over " in each]
    groups = [each for each in expressions if _AGGREGATE.search(each) and each not in windows and each[:7] != "(select"]
    plain = [each for each in expressions if each not in {*windows, *groups}]
    for batch in (*_batches(plain), *_batches(groups), *([each] for each in windows)):
        _record_expressions(connection, batch, answers)
    for text in queries:
        answers[text] = _made(connection, text)
    return {case: answers[case] for case in (*expressions, *queries)}


def _batches(cases: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(cases), _BATCH):
        yield cases[start : start + _BATCH]


def _record_expressions(connection: Connection, batch: Sequence[str], answers: dict[str, str]) -> None:
    """Make one table of many expressions, or of half as many where one is refused."""
    items = ", ".join(f"{text} AS c{number}" for number, text in enumerate(batch))
    found = _made(connection, f"SELECT {items} FROM s")
    if found.startswith("error") and len(batch) > 1:
        middle = len(batch) // 2
        _record_expressions(connection, batch[:middle], answers)
        _record_expressions(connection, batch[middle:], answers)
        return
    made = [found] if found.startswith("error") else [line.partition(" ")[2] for line in found.split("\n")]
    answers.update(zip(batch, made, strict=True))


def _made(connection: Connection, text: str) -> str:
    connection.execute("DROP TEMPORARY TABLE IF EXISTS made")
    try:
        connection.execute(f"CREATE TEMPORARY TABLE made AS {text}")
    except ServerError as error:
        return f"error {error.answer.number}"
    shown = str(connection.rows("SHOW CREATE TABLE made")[0][1])
    return "\n".join(line.strip().rstrip(",") for line in shown.split("\n")[1:-1])


def columns_of(answer: str, flavor: Flavor, collation: str) -> tuple[Column, ...]:
    """Return the columns that recorded definitions mean; an expression's has the name ``x``."""
    text = answer if answer.startswith("`") else f"x {answer}"
    found = parse(
        f"CREATE TABLE t ({text.replace(chr(10), ', ')}) DEFAULT CHARSET=utf8mb4 COLLATE={collation}",
        Dialect.of(flavor),
    )
    assert isinstance(found, CreateTable), (answer, found)
    return settled(found.table, flavor).columns


def compare(answers: dict[str, str], catalog: Catalog, session: Session) -> tuple[list[tuple[object, ...]], int]:
    """Return where the columns worked out offline are not those of the answers, and how many are not known."""
    collation = default_collation("utf8mb4", catalog.flavor)
    wrong: list[tuple[object, ...]] = []
    unknown = 0
    for case, answer in answers.items():
        if answer.startswith("error") or not answer:
            continue
        text = case if case.lower().startswith(("select ", "with ")) else f"SELECT {case} AS x FROM s"
        offline = select_columns(query(text, catalog.flavor), catalog, session)
        if isinstance(offline, Unresolved):
            unknown += 1
        elif offline != columns_of(answer, catalog.flavor, collation):
            wrong.append((case, offline, answer))
    return wrong, unknown


def written(answers: dict[str, str]) -> str:
    """Return answers as the text of their file."""
    return "".join(f"-- {case}\n{answer}\n" for case, answer in answers.items())


def read_answers(path: Path) -> dict[str, str]:
    """Return the answers of a file."""
    blocks = path.read_text().removeprefix("-- ").split("\n-- ")
    return {case: answer.rstrip("\n") for case, _, answer in (block.partition("\n") for block in blocks)}
