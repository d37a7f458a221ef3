"""Queries: the right side is what `spell_query` writes."""

from __future__ import annotations

import pytest

from driftproof.language.cursor import Cursor, Unreadable
from driftproof.language.lex import Dialect
from driftproof.language.parse.queries import read_query
from driftproof.language.spell_query import spell_query
from driftproof.model.flavor import Flavor
from driftproof.model.syntax.queries import Query, Select

DIALECT = Dialect.of(Flavor.parse("mariadb:11.8")).leniently()


def read(text: str) -> Query:
    cursor = Cursor(text, DIALECT)
    found = read_query(cursor)
    assert cursor.at_end, cursor.token
    return found


FORMS = {
    "select 1 from dual": "select 1",
    "table t order by a limit 1": "select * from `t` order by `a` limit 1",
    "values (1, 2), (3, 4) order by 1 limit 1": "values row(1,2),row(3,4) order by 1 limit 1",
    "select distinct straight_join a, b.* from t": "select distinct straight_join `a`,`b`.* from `t`",
    "select a b, c 'd e' from t": "select `a` as `b`,`c` as `d e` from `t`",
    "select a from t limit 5, 10": "select `a` from `t` limit 10 offset 5",
    "select a from t offset 2 rows fetch next 3 rows only": "select `a` from `t` limit 3 offset 2",
    "select a into @x, y from t where b": "select `a` from `t` where `b` into @`x`,`y`",
    "select a from t into outfile '/f' fields terminated by ','": (
        "select `a` from `t` into outfile '/f' fields terminated by ','"
    ),
    "select a from t procedure analyse (10)": "select `a` from `t`",
    "select a from t for update of t skip locked": "select `a` from `t` for update of t skip locked",
    "select a from t lock in share mode": "select `a` from `t` lock in share mode",
    "select a, b c from t, u left join v using (x)": (
        "select `a`,`b` as `c` from `t` join (`u` left join `v` using (`x`))"
    ),
    "select * from a join b join c on 1 on 2": "select * from `a` join (`b` join `c` on 1) on 2",
    "select * from a join b join c on 1": "select * from `a` join `b` join `c` on 1",
    "select * from (a, b) cross join c": "select * from `a` join `b` cross join `c`",
    "select * from {oj a left outer join b on 1}": "select * from `a` left join `b` on 1",
    "select * from a natural left outer join b": "select * from `a` natural left join `b`",
    "select * from a straight_join b on 1": "select * from `a` straight_join `b` on 1",
    "select * from t partition (p1, p2) as x use index (i), u": (
        "select * from `t` partition (`p1`,`p2`) `x` use index (`i`) join `u`"
    ),
    "select * from t ignore index for group by (i), force key (primary)": (
        "select * from `t` ignore index for group by (`i`) force index (`PRIMARY`)"
    ),
    "select * from (select 1 as a) as d (b)": "select * from (select 1 as `a`) `d` (`b`)",
    "select * from ((select 1) union (select 2)) d": "select * from (select 1 union select 2) `d`",
    "select * from ((a join b on 1))": "select * from `a` join `b` on 1",
    "select * from a, lateral (select a.x) l": "select * from `a` join lateral (select `a`.`x`) `l`",
    "select * from json_table('[]', '$[*]' columns (a int path '$')) as j": (
        "select * from json_table('[]', '$[*]' columns (a int path '$')) `j`"
    ),
    "(select 1 limit 1) union all select 2 order by 1": "(select 1 limit 1) union all select 2 order by 1",
    "select 1 union select 2 intersect select 3": "select 1 union select 2 intersect select 3",
    "(select 1 union select 2) intersect select 3": "(select 1 union select 2) intersect select 3",
    "select 1 except (select 2 union select 3)": "select 1 except (select 2 union select 3)",
    "with recursive c (n) as (select 1 union all select n + 1 from c) select * from c": (
        "with recursive `c` (`n`) as (select 1 union all select `n` + 1 from `c`) select * from `c`"
    ),
    "select a from t group by a with rollup having count(*) > 1": (
        "select `a` from `t` group by `a` with rollup having count(*) > 1"
    ),
    "select rank() over w from t window w as (partition by a)": (
        "select rank() over `w` from `t` window `w` as (partition by `a`)"
    ),
    "select * from t for system_time as of timestamp '2020-01-01'": (
        "select * from `t` for system_time as of timestamp'2020-01-01'"
    ),
}


@pytest.mark.parametrize(("text", "spelled"), FORMS.items(), ids=list(FORMS))
def test_forms(text: str, spelled: str) -> None:
    assert spell_query(read(text)) == spelled
    assert read(spelled) == read(text)


def test_unnamed_columns_keep_the_text_that_names_them() -> None:
    found = read("select a + 1, b, count( * ) from t")
    assert isinstance(found, Select)
    assert [item.text for item in found.items] == ["a + 1", "", "count( * )"]


@pytest.mark.parametrize("text", ["select", "select from t", "select 1 from", "select 1 union", "values", "(select 1"])
def test_what_is_no_query_is_unreadable(text: str) -> None:
    with pytest.raises(Unreadable):
        read(text)
