"""Reserved words: which words each release of each server refuses as a bare name.

Sources: for MySQL 9.7, MariaDB 10.5, 10.11 and 11.8 the servers themselves (every keyword that any of them knows,
tried as the name of a column; a test repeats it); for releases between and before them the manuals
(https://dev.mysql.com/doc/refman/5.7/en/keywords.html and its pages for 8.0, 8.4 and 9;
https://mariadb.com/kb/en/reserved-words/).
"""

from __future__ import annotations

from functools import cache

from driftproof.model.flavor import Flavor, Release

_EVERYWHERE_TEXT = """
ACCESSIBLE ADD ALL ALTER ANALYZE AND AS ASC ASENSITIVE BEFORE BETWEEN BIGINT BINARY BLOB BOTH BY CALL CASCADE CASE
CHANGE CHAR CHARACTER CHECK COLLATE COLUMN CONDITION CONSTRAINT CONTINUE CONVERT CREATE CROSS CURRENT_DATE
CURRENT_TIME CURRENT_TIMESTAMP CURRENT_USER CURSOR DATABASES DAY_HOUR DAY_MICROSECOND DAY_MINUTE DAY_SECOND DEC
DECIMAL DECLARE DEFAULT DELAYED DELETE DESC DESCRIBE DETERMINISTIC DISTINCT DISTINCTROW DIV DOUBLE DROP DUAL EACH
ELSE ELSEIF ENCLOSED ESCAPED EXISTS EXIT EXPLAIN FALSE FETCH FLOAT FLOAT4 FLOAT8 FOR FORCE FOREIGN FROM FULLTEXT
GRANT GROUP HAVING HIGH_PRIORITY HOUR_MICROSECOND HOUR_MINUTE HOUR_SECOND IF IGNORE IN INDEX INFILE INNER INOUT
INSENSITIVE INSERT INT INT1 INT2 INT3 INT4 INT8 INTEGER INTERVAL INTO IS ITERATE JOIN KEY KEYS KILL LEADING LEAVE
LEFT LIKE LIMIT LINEAR LINES LOAD LOCALTIME LOCALTIMESTAMP LOCK LONG LONGBLOB LONGTEXT LOOP LOW_PRIORITY MATCH
MAXVALUE MEDIUMBLOB MEDIUMINT MEDIUMTEXT MIDDLEINT MINUTE_MICROSECOND MINUTE_SECOND MOD MODIFIES NATURAL NOT
NO_WRITE_TO_BINLOG NULL NUMERIC ON OPTIMIZE OPTIONALLY OR ORDER OUT OUTER OUTFILE PARTITION PRECISION PRIMARY
PROCEDURE PURGE RANGE READ READS READ_WRITE REAL REFERENCES REGEXP RELEASE RENAME REPEAT REPLACE REQUIRE RESIGNAL
RESTRICT RETURN REVOKE RIGHT RLIKE SCHEMAS SECOND_MICROSECOND SELECT SENSITIVE SEPARATOR SET SHOW SIGNAL SMALLINT
SPATIAL SPECIFIC SQL SQLEXCEPTION SQLSTATE SQLWARNING SQL_BIG_RESULT SQL_CALC_FOUND_ROWS SQL_SMALL_RESULT SSL
STARTING STRAIGHT_JOIN TABLE TERMINATED THEN TINYBLOB TINYINT TINYTEXT TO TRAILING TRIGGER TRUE UNDO UNION UNIQUE
UNLOCK UNSIGNED UPDATE USAGE USE USING UTC_DATE UTC_TIME UTC_TIMESTAMP VALUES VARBINARY VARCHAR VARCHARACTER VARYING
WHEN WHERE WHILE WITH WRITE XOR YEAR_MONTH ZEROFILL
"""
EVERYWHERE = frozenset(_EVERYWHERE_TEXT.split())
"""Reserved in MySQL 5.7 and MariaDB 10.5 and in every release after them."""

_MYSQL_TEXT = {
    (5, 7): "DATABASE GENERATED GET IO_AFTER_GTIDS IO_BEFORE_GTIDS OPTIMIZER_COSTS OPTION SCHEMA STORED VIRTUAL",
    (8, 0): """
        CUBE CUME_DIST DENSE_RANK EMPTY EXCEPT FIRST_VALUE FUNCTION GROUPING GROUPS JSON_TABLE LAG LAST_VALUE LEAD
        NTH_VALUE NTILE OF OVER PERCENT_RANK RANK RECURSIVE ROW ROWS ROW_NUMBER SYSTEM WINDOW
    """,
    (8, 0, 14): "LATERAL",
    (8, 0, 31): "INTERSECT",
    (8, 4): "QUALIFY TABLESAMPLE",
    (9, 2): "LIBRARY",
    (9, 4): "EXTERNAL",
}
"""What MySQL reserves, beside what all do, from a release on."""

_MARIADB_TEXT = {
    (10, 5): """
        CURRENT_ROLE DELETE_DOMAIN_ID DO_DOMAIN_IDS EXCEPT IGNORE_DOMAIN_IDS INTERSECT OVER PAGE_CHECKSUM
        PARSE_VCOL_EXPR PORTION RECURSIVE REF_SYSTEM_ID RETURNING ROWS STATS_AUTO_RECALC STATS_PERSISTENT
        STATS_SAMPLE_PAGES
    """,
    (10, 6): "OFFSET",
    (10, 7): "ROW_NUMBER",
    (10, 10): "MASTER_DEMOTE_TO_REPLICA MASTER_DEMOTE_TO_SLAVE",
    (11, 7): "VECTOR",
    (11, 8): "SQL_AFTER_GTIDS SQL_BEFORE_GTIDS",
}
"""What MariaDB reserves, beside what all do, from a release on."""

_MYSQL_UNTIL = {
    "MASTER_BIND": ((5, 7), (8, 4)),
    "MASTER_SSL_VERIFY_SERVER_CERT": ((5, 7), (8, 4)),
    "MANUAL": ((8, 4), (9, 0)),
    "PARALLEL": ((8, 4), (9, 0)),
}
"""What MySQL reserved from one release to another, which no longer does."""

_MARIADB_UNTIL = {
    "DATABASE": ((10, 5), (10, 11)),
    "SCHEMA": ((10, 5), (10, 11)),
    "MASTER_SSL_VERIFY_SERVER_CERT": ((10, 5), (11, 4)),
}
"""What MariaDB reserved from one release to another, which no longer does."""

SOMEWHERE = frozenset(" ".join((*_MYSQL_TEXT.values(), *_MARIADB_TEXT.values())).split()) | {
    *_MYSQL_UNTIL,
    *_MARIADB_UNTIL,
}
"""Reserved in some releases only."""


@cache
def reserved_words(flavor: Flavor) -> frozenset[str]:
    """Return, in capitals, the words that a server refuses as a bare name of a column."""
    since = _MARIADB_TEXT if flavor.is_mariadb else _MYSQL_TEXT
    until = _MARIADB_UNTIL if flavor.is_mariadb else _MYSQL_UNTIL
    found = set(EVERYWHERE)
    for release, text in since.items():
        if _at_least(flavor, release):
            found.update(text.split())
    for word, (first, last) in until.items():
        if _at_least(flavor, first) and not _at_least(flavor, last):
            found.add(word)
    return frozenset(found)


def _at_least(flavor: Flavor, release: Release) -> bool:
    """Tell whether a server is of a release of its own vendor, or a later one."""
    return flavor.at_least(mariadb=release) if flavor.is_mariadb else flavor.at_least(mysql=release)
