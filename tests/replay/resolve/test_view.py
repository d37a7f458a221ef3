"""Names in views: canonical text, columns, refusals."""

from __future__ import annotations

from dataclasses import replace

import pytest

from driftproof.model.flavor import Flavor
from driftproof.replay.resolve import Resolved, resolve_view
from support.resolving import DATA, catalog_of, lines, query, statements

FLAVORS = ["mariadb:10.11", "mariadb:11.8", "mysql:9.7"]
TABLES = statements((DATA / "tables.sql").read_text())


def resolved(text: str, flavor: str = "mysql:9.7", columns: tuple[str, ...] = ()) -> Resolved:
    chosen = Flavor.parse(flavor)
    catalog, session = catalog_of(TABLES, chosen, "shop")
    return resolve_view(query(text, chosen), catalog, session, columns)


@pytest.mark.parametrize("flavor", FLAVORS)
def test_the_canonical_text_resolves_to_itself(flavor: str) -> None:
    chosen = Flavor.parse(flavor)
    catalog, session = catalog_of(TABLES, chosen, "shop")
    texts = [resolve_view(query(text, chosen), catalog, session) for text in lines("views.sql")]
    good = [found for found in texts if found.answer is None and not found.unresolved]
    assert len(good) > 70
    for found in good:
        assert resolve_view(query(found.query_text, chosen), catalog, session) == found


@pytest.mark.parametrize(
    ("text", "columns", "canonical"),
    [
        ("select * from w", ("id", "z"), "select `w`.`id` as `id`,`w`.`z` as `z` from `w`"),
        ("select * from shop.w", ("id", "z"), "select `w`.`id` as `id`,`w`.`z` as `z` from `w`"),
        ("select ID from w x", ("ID",), "select `x`.`id` as `ID` from `w` `x`"),
        (
            "select a + 1 as n from t group by n order by 1",
            ("n",),
            "select `t`.`a` + 1 as `n` from `t` group by `t`.`a` + 1 order by `t`.`a` + 1",
        ),
        (
            "select u.* from t right join u using (id)",
            ("id", "t_id", "c", "a"),
            "select `u`.`id` as `id`,`u`.`t_id` as `t_id`,`u`.`c` as `c`,`u`.`a` as `a` "
            "from `u` left join `t` on `u`.`id` = `t`.`id`",
        ),
    ],
)
def test_names_are_qualified(text: str, columns: tuple[str, ...], canonical: str) -> None:
    assert resolved(text) == Resolved(columns, canonical)


@pytest.mark.parametrize(
    ("text", "columns", "number"),
    [
        ("select * from gone", (), 1146),
        ("select gone from t", (), 1054),
        ("select id from t, u", (), 1052),
        ("select * from t, u", (), 1060),
        ("select a, A from t", (), 1060),
        ("select a from t, t", (), 1052),
        ("select 1 from t, t", (), 1066),
        ("select gone.* from t", (), 1051),
        ("select 1 union select 1, 2", (), 1222),
        ("select a from t", ("x", "y"), 1353),
        ("select a from t where id in (select gone from u)", (), 1054),
    ],
)
def test_refusals(text: str, columns: tuple[str, ...], number: int) -> None:
    answer = resolved(text, columns=columns).answer
    assert answer is not None
    assert answer.number == number


def test_the_column_list_names_the_columns() -> None:
    found = resolved("select a from t union select id from u", columns=("x",))
    assert found.columns == ("x",)
    assert found.query_text == "select `t`.`a` as `x` from `t` union select `u`.`id` as `id` from `u`"


def test_what_is_not_known_is_said() -> None:
    found = resolved("select * from information_schema.tables")
    assert found.answer is None
    assert "tables" in found.unresolved
    assert resolved("select t.table_name from information_schema.tables t").columns == ("table_name",)


def test_without_a_database_an_unqualified_table_is_refused() -> None:
    flavor = Flavor.parse("mysql:9.7")
    catalog, session = catalog_of(TABLES, flavor, "shop")
    found = resolve_view(query("select a from t", flavor), catalog, replace(session, database=None))
    assert found.answer is not None
    assert found.answer.number == 1046
