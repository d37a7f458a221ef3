"""Expressions: precedence, keyword syntax, modes. The right side is what `spell` writes, in one spelling."""

from __future__ import annotations

import pytest

from driftproof.language.cursor import Cursor, Unreadable
from driftproof.language.lex import Dialect
from driftproof.language.parse.expressions import read_expression
from driftproof.language.spell import spell
from driftproof.model.flavor import Flavor
from driftproof.model.syntax.expressions import Binary, Call, Expression, Literal, Name

MYSQL = Flavor.parse("mysql:8.4")
DIALECT = Dialect.of(MYSQL)


def read(text: str, dialect: Dialect = DIALECT) -> Expression:
    cursor = Cursor(text, dialect)
    found = read_expression(cursor)
    assert cursor.at_end, cursor.token
    return found


GROUPING = {
    "1 + 2 * 3": "1 + (2 * 3)",
    "1 - 2 - 3": "(1 - 2) - 3",
    "a or b and c": "a or (b and c)",
    "a xor b or c": "(a xor b) or c",
    "not a = b": "not (a = b)",
    "not a and b": "(not a) and b",
    "! a = b": "(! a) = b",
    "a = b = c": "(a = b) = c",
    "a is null = b": "(a is null) = b",
    "a + b << 1": "(a + b) << 1",
    "a & b | c": "(a & b) | c",
    "a ^ b * c": "(a ^ b) * c",
    "-a ^ b": "(-a) ^ b",
    "- a collate x": "-(a collate x)",
    "binary a = b": "(binary a) = b",
    "a between 1 and 2 and c": "(a between 1 and 2) and c",
    "a between b + 1 and c = d": "(a between (b + 1) and c) = d",
    "a like b = c": "(a like b) = c",
    "a + b like c": "(a + b) like c",
    "a in (1) = b": "(a in (1)) = b",
    "a mod b div c": "(a mod b) div c",
    "a -> '$.x' = 1": "(a -> '$.x') = 1",
    "@a := 1 + 2": "@a := (1 + 2)",
    "1 + @a := 2 + 3": "1 + (@a := (2 + 3))",
    "interval 1 day + a + interval 2 day": "interval 1 day + (a + interval 2 day)",
    "a && b || c": "(a and b) or c",
}


@pytest.mark.parametrize(("text", "grouped"), GROUPING.items(), ids=list(GROUPING))
def test_operators_bind_as_the_manual_says(text: str, grouped: str) -> None:
    assert read(text) == read(grouped)


SPELLINGS = {
    "current_timestamp": "current_timestamp()",
    "TRIM(LEADING 'x' FROM a)": "trim(leading 'x' from `a`)",
    "trim(both from a)": "trim(both ' ' from `a`)",
    "EXTRACT(DAY_HOUR FROM a)": "extract(day_hour from `a`)",
    "substring(a from 2 for 3)": "substring(`a`,2,3)",
    "position('x' in a)": "locate('x',`a`)",
    "CONVERT(a USING utf8mb4)": "convert(`a` using utf8mb4)",
    "convert(a, unsigned integer)": "cast(`a` as unsigned)",
    "CAST(a AS NATIONAL CHAR(3))": "cast(`a` as char(3))",
    "char(65 using latin1)": "convert(char(65) using latin1)",
    "timestampadd(sql_tsi_week, 1, a)": "timestampadd(week,1,`a`)",
    "interval(a, 1, 2)": "interval(`a`,1,2)",
    "interval (a) day + b": "interval `a` day + `b`",
    "count(*)": "count(*)",
    "COUNT(DISTINCT a, b)": "count(distinct `a`,`b`)",
    "group_concat(distinct a order by b desc, c separator '|')": (
        "group_concat(distinct `a` order by `b` desc,`c` separator '|')"
    ),
    "sum(a) over (partition by b order by c rows 2 preceding)": (
        "sum(`a`) over (partition by `b` order by `c` rows between 2 preceding and current row)"
    ),
    "rank() over w": "rank() over `w`",
    "percentile_cont(0.5) within group (order by a) over ()": (
        "percentile_cont(0.5) within group (order by `a`) over ()"
    ),
    "match a, b against ('x' in natural language mode)": "match (`a`,`b`) against ('x')",
    "match (a) against ('+x' in boolean mode)": "match (`a`) against ('+x' in boolean mode)",
    "next value for s.q": "nextval(`s`.`q`)",
    "previous value for q": "lastval(`q`)",
    "values(a) + 1": "values(`a`) + 1",
    "default(t.a)": "default(`t`.`a`)",
    "_utf8mb4 'a' 'b'": "_utf8mb4'ab'",
    "N'x'": "_utf8'x'",
    "x'4d'": "x'4d'",
    "0b101": "b'101'",
    "{ts '2020-01-01 00:00:00'}": "timestamp'2020-01-01 00:00:00'",
    "{fn lcase(a)}": "lcase(`a`)",
    "@@global.sql_mode": "@@global.sql_mode",
    "@@local.x": "@@session.x",
    "@`odd name`": "@`odd name`",
    "db.fn(1)": "`db`.`fn`(1)",
    "MyFn(1)": "MyFn(1)",
    "UPPER(a)": "upper(`a`)",
    "a.*": "`a`.*",
    "row(1, 2) = (3, 4)": "(1,2) = (3,4)",
    "a > all (select 1)": "`a` > all (select 1)",
    "not exists (select 1)": "not exists(select 1)",
    "((select 1) union (select 2))": "(select 1 union select 2)",
    "a regexp 'x' and b not rlike 'y'": "`a` rlike 'x' and `b` not rlike 'y'",
    "a sounds like b": "`a` sounds like `b`",
    "1 member of ('[1]')": "1 member of ('[1]')",
    "json_value(a, '$.b' returning char(3))": "json_value(a, '$.b' returning char(3))",
    "case a when 1 then 2 end": "case `a` when 1 then 2 end",
    "'it''s' \"x\"": "'it''sx'",
    "if(a, left(b, 1), replace(c, 'x', ''))": "if(`a`,left(`b`,1),replace(`c`,'x',''))",
    "a.`select`.from": "`a`.`select`.`from`",
}


@pytest.mark.parametrize(("text", "spelled"), SPELLINGS.items(), ids=list(SPELLINGS))
def test_forms(text: str, spelled: str) -> None:
    assert spell(read(text)) == spelled
    assert read(spelled) == read(text)


@pytest.mark.parametrize(
    "text", ["", "1 +", "(1", "case end", "a in", "a is 3", "select", "f(1", "interval", "a between 1", "not", "from"]
)
def test_what_is_no_expression_is_unreadable(text: str) -> None:
    with pytest.raises(Unreadable):
        read(text)


def test_modes_change_the_meaning() -> None:
    ansi = Dialect.of(MYSQL, frozenset({"ANSI"}))
    assert read('"a"', ansi) == Name(("a",))
    assert read("a || b", ansi) == Binary("||", Name(("a",)), Name(("b",)))
    assert read("a || b") == Binary("or", Name(("a",)), Name(("b",)))
    assert read('"a"') == Literal("string", "a")
    high = Dialect.of(MYSQL, frozenset({"HIGH_NOT_PRECEDENCE"}))
    assert read("not a between 1 and 2", high) == read("(not a) between 1 and 2")


def test_localtime_is_a_time_for_newer_mariadb() -> None:
    assert read("localtime", Dialect.of(Flavor.parse("mariadb:11.8"))) == Call("curtime")
    assert read("localtime", Dialect.of(Flavor.parse("mariadb:10.11"))) == Call("localtime")
