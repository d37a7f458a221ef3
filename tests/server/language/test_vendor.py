"""Syntax of one vendor only: what the reader refuses with 1064 is what the server refuses."""

from __future__ import annotations

from driftproof.language.lex import Dialect
from driftproof.language.parse import parse
from driftproof.live.connect import ServerError
from driftproof.model.changes import Opaque
from driftproof.model.names import quote_text
from support.database import Database

STATEMENTS = (
    "alter table t add column if not exists a int",
    "alter table t drop column if exists a",
    "alter table t add index if not exists i (a)",
    "create index if not exists i on t (a)",
    "create or replace table t (a int)",
    "create or replace procedure p() select 1",
    "create or replace view v as select 1",
    "create procedure if not exists p() select 1",
    "create trigger if not exists t before insert on x for each row set @a=1",
    "drop index if exists i on t",
    "create sequence s",
    "create table t (a uuid)",
    "create table t (a int as (1) persistent)",
    "create table t (a int) with system versioning",
    "insert into t values (1) returning a",
    "alter table t rename column a to b",
    "create table t (a int invisible)",
    "create table t (a int, index i (a) invisible)",
    "create table t (a int, index i (a) ignored)",
    "create table t (a int, index i ((a+1)))",
    "alter table t alter index i invisible",
    "create table t (a int check (a>0) not enforced)",
    "create table t (a point srid 4326)",
    "select 1 except select 2",
    "rename table if exists a to b",
    "alter table if exists t add a int",
    "execute immediate 'select 1'",
    "begin not atomic select 1; end",
    "set statement max_statement_time=1 for select 1",
    "select json_arrayagg(a) from t",
    "alter table t drop check c",
    "alter table t drop constraint if exists c",
    "create user if not exists a",
    "create role r",
    "select * from t for update skip locked",
    "create table t (a int default (uuid()))",
    "create table t (a varchar(10) collate utf8mb4_0900_ai_ci)",
    "create table t (v vector(3))",
    "alter table t add constraint if not exists c check (a>0)",
    "alter table t add foreign key if not exists f (a) references p(a)",
    "create table t (a int) comment 'x' page_checksum=1",
    "create table t (a int) engine=aria",
    "with a as (select 1) select * from a",
    "select row_number() over () from t",
    "alter table t modify column if exists a int",
    "drop table if exists t wait 5",
    "alter table t wait 5 add a int",
    "create event if not exists e on schedule every 1 day do select 1",
    "create or replace event e on schedule every 1 day do select 1",
    "create or replace trigger t before insert on x for each row set @a=1",
    "create or replace index i on t (a)",
    "create or replace function f() returns int return 1",
    "create function if not exists f() returns int return 1",
)


def test_what_one_vendor_alone_has_is_refused_by_the_other(database: Database) -> None:
    with database.connection() as connection:
        dialect = Dialect.of(connection.flavor)
        live, read = set(), set()
        for statement in STATEMENTS:
            try:
                connection.execute(f"PREPARE tried FROM {quote_text(statement)}")
            except ServerError as error:
                if error.answer.number == 1064:
                    live.add(statement)
            found = parse(statement, dialect)
            if isinstance(found, Opaque) and found.answer is not None:
                read.add(statement)
    assert live
    assert read == live
