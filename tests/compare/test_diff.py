"""What the comparison says of differences planted one at a time: `before.sql`, `after.sql`, and the changes as SQL."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from driftproof.compare.diff import diff
from driftproof.compare.render import render
from driftproof.compare.rules import DiffRules
from driftproof.language.lex import Dialect
from driftproof.language.parse import parse
from driftproof.language.split import split
from driftproof.model.catalog import Catalog, Schema
from driftproof.model.changes import Change, Opaque
from driftproof.model.flavor import Flavor, default_settings
from driftproof.model.session import Session
from driftproof.replay.apply import apply

CASES = Path(__file__).parents[1] / "data" / "diff"
NAMES = sorted(path.name for path in CASES.iterdir())
FLAVORS = [Flavor.parse("mariadb:11.8"), Flavor.parse("mysql:9.7")]
EQUAL = {"nothing", "index-order-is-no-difference", "foreign-key-no-action-is-restrict"}


def replayed(sql: str, flavor: Flavor, name: str = "db") -> Catalog:
    """The catalog of a script; every statement of a case is one that the server takes."""
    catalog = Catalog(flavor).with_schema(Schema(name, "utf8mb4", "utf8mb4_unicode_ci"))
    session = Session.start(default_settings(flavor), name)
    for piece in split(sql):
        if piece.is_sql:
            change = parse(piece.sql, Dialect.of(flavor))
            assert isinstance(change, Change)
            assert not isinstance(change, Opaque), change
            result = apply(catalog, change, session)
            assert result.answer is None, (piece.sql, result.answer)
            catalog = result.catalog
    return catalog


def read(case: str, part: str, flavor: Flavor, name: str = "db") -> Catalog:
    return replayed((CASES / case / f"{part}.sql").read_text(encoding="utf-8"), flavor, name)


def shown(changes: tuple[Change, ...], flavor: Flavor) -> str:
    return "".join(f"{render(change, flavor)};\n" for change in changes)


@pytest.mark.parametrize("case", NAMES)
def test_case(case: str, golden: Callable[[Path, str], None]) -> None:
    texts = {
        flavor.vendor: shown(diff(read(case, "before", flavor), read(case, "after", flavor)), flavor)
        for flavor in FLAVORS
    }
    if len(set(texts.values())) == 1:
        golden(CASES / case / "changes.sql", texts["mysql"])
    else:
        for vendor, text in texts.items():
            golden(CASES / case / f"changes.{vendor}.sql", text)


@pytest.mark.parametrize("case", NAMES)
@pytest.mark.parametrize("flavor", FLAVORS, ids=str)
def test_every_planted_difference_is_seen_both_ways(case: str, flavor: Flavor) -> None:
    before, after = read(case, "before", flavor), read(case, "after", flavor, "other_name")
    for left, right in ((before, after), (after, before)):
        changes = diff(left, right)
        assert (changes == ()) == (case in EQUAL)
        result, session = left, Session.start(default_settings(flavor), next(iter(left.schemas.values())).name)
        for change in changes:
            applied = apply(result, change, session)
            assert applied.answer is None, (change, applied.answer)
            result = applied.catalog
        assert diff(result, right) == ()


def test_the_times_of_events_count_when_asked_for() -> None:
    flavor = FLAVORS[1]
    text = "CREATE EVENT e ON SCHEDULE EVERY 1 DAY STARTS '2024-01-01 0{}:00:00' DO SET @a = 1;"
    before, after = replayed(text.format(3), flavor), replayed(text.format(4), flavor)
    assert diff(before, after) == ()
    (change,) = diff(before, after, DiffRules(event_times=True))
    assert render(change, flavor) == "ALTER EVENT `e` ON SCHEDULE EVERY 1 DAY STARTS '2024-01-01 04:00:00'"


def test_words_of_intervals_and_names_of_sequences_are_no_columns() -> None:
    replayed("CREATE TABLE t (id INT PRIMARY KEY, d DATETIME DEFAULT (NOW() + INTERVAL 1 DAY));", FLAVORS[1])
    replayed("CREATE SEQUENCE s; CREATE TABLE t (id INT DEFAULT (NEXT VALUE FOR s) PRIMARY KEY);", FLAVORS[0])


IGNORED = {
    "column-comment": DiffRules(comments=False),
    "table-comment": DiffRules(comments=False),
    "index-comment": DiffRules(comments=False),
    "procedure-comment": DiffRules(comments=False),
    "column-moved": DiffRules(column_order=False),
    "columns-moved": DiffRules(column_order=False),
    "index-renamed": DiffRules(index_names=False),
    "foreign-key-renamed": DiffRules(constraint_names=False),
    "table-option": DiffRules(table_options=False),
    "collation": DiffRules(charsets=False),
    "charset": DiffRules(charsets=False),
    "partition-added": DiffRules(partitions=False),
    "view-body": DiffRules(objects=False),
}


@pytest.mark.parametrize("case", sorted(IGNORED))
@pytest.mark.parametrize("flavor", FLAVORS, ids=str)
def test_rules_pass_differences_over(case: str, flavor: Flavor) -> None:
    before, after = read(case, "before", flavor), read(case, "after", flavor)
    assert diff(before, after) != ()
    assert diff(before, after, IGNORED[case]) == ()
