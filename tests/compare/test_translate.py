"""One script replayed on servers of both vendors makes schemas that do not differ, in the words of either."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from driftproof.compare.diff import diff
from driftproof.compare.translate import translate
from driftproof.language.lex import Dialect
from driftproof.language.parse import parse
from driftproof.model.catalog import Catalog, Schema
from driftproof.model.changes import Change
from driftproof.model.flavor import Flavor, default_settings
from driftproof.model.session import Session
from driftproof.replay.apply import apply
from script_strategies import scripts

FLAVORS = [Flavor.parse(text) for text in ("mariadb:10.11", "mariadb:11.8", "mysql:8.0", "mysql:9.7")]


def replayed(statements: list[str], flavors: list[Flavor]) -> list[Catalog]:
    """A catalog for each flavor; a statement that one of them refuses is left out for all."""
    catalogs = [Catalog(flavor).with_schema(Schema("db", "utf8mb4", "utf8mb4_unicode_ci")) for flavor in flavors]
    for sql in statements:
        results = []
        for flavor, catalog in zip(flavors, catalogs, strict=True):
            change = parse(sql, Dialect.of(flavor))
            assert isinstance(change, Change)
            results.append(apply(catalog, change, Session.start(default_settings(flavor), "db")))
        if all(result.answer is None for result in results):
            catalogs = [result.catalog for result in results]
    return catalogs


@given(data=st.data())
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
def test_the_same_script_on_both_vendors_differs_in_nothing(data: st.DataObject) -> None:
    left, right = data.draw(st.permutations(FLAVORS))[:2]
    before, after = replayed(data.draw(scripts(Flavor.parse("mysql"))), [left, right])
    assert diff(before, after) == ()


def test_json_is_longtext_with_a_check_on_mariadb() -> None:
    mysql, mariadb = FLAVORS[3], FLAVORS[1]
    script = ["CREATE TABLE t (id INT UNSIGNED, a JSON, b TINYINT(1), c YEAR, CHECK (id > 1))"]
    (theirs,) = replayed(script, [mysql])
    (ours,) = replayed(script, [mariadb])
    table = translate(theirs, mariadb).schemas["db"].tables["t"]
    assert [str(column.type) for column in table.columns] == ["int(10) unsigned", "longtext", "tinyint(1)", "year(4)"]
    assert [check.expression for check in table.columns[1].checks] == ["json_valid(`a`)"]
    back = translate(ours, mysql).schemas["db"].tables["t"]
    assert [str(column.type) for column in back.columns] == ["int unsigned", "json", "tinyint(1)", "year"]
    assert translate(theirs, mysql) is theirs


def test_a_collation_that_both_servers_have_is_the_same_even_if_only_one_has_it_by_default() -> None:
    mysql, mariadb = FLAVORS[3], FLAVORS[0]
    script = ["CREATE TABLE t (a VARCHAR(9)) CHARSET utf8mb4 COLLATE utf8mb4_general_ci"]
    before, after = replayed(script, [mysql, mariadb])
    assert diff(before, after) == ()
    assert diff(after, before) == ()
    (bare,) = replayed(["CREATE TABLE t (a VARCHAR(9)) CHARSET utf8mb4"], [mysql])
    assert bare.schemas["db"].tables["t"].collation == "utf8mb4_0900_ai_ci"
    assert diff(bare, after) == ()


def test_a_width_that_mysql_cannot_show_is_no_difference() -> None:
    mysql, mariadb = FLAVORS[3], FLAVORS[1]
    written = ["CREATE TABLE t (a TINYINT(1) UNSIGNED, b INT(5), c BIGINT(20) UNSIGNED, d SMALLINT(3) ZEROFILL)"]
    before, after = replayed(written, [mariadb, mysql])
    assert diff(before, after) == diff(after, before) == ()
    (wider,) = replayed([written[0].replace("b INT(5)", "b BIGINT(5)")], [mysql])
    assert len(diff(before, wider)) == 1
