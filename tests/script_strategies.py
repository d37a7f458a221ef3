"""Hypothesis strategies for scripts that make a small schema, for laws about whole schemas.

Names come from small pools, so that two scripts make schemas that share most objects and differ in their details. A
statement may fail (a key on a column that is not there): the same on a server and offline.
"""

from __future__ import annotations

from hypothesis import strategies as st

from driftproof.model.flavor import Flavor

_COLUMNS = [
    "INT",
    "INT UNSIGNED NOT NULL DEFAULT 5",
    "BIGINT NULL DEFAULT NULL",
    "VARCHAR(20) NOT NULL DEFAULT 'it''s'",
    "VARCHAR(40) CHARACTER SET latin1",
    "CHAR(5) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin COMMENT 'c'",
    "TEXT",
    "DECIMAL(10,2) DEFAULT 1.50",
    "DATETIME DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP",
    "TIMESTAMP NULL",
    "ENUM('a','b') NOT NULL",
    "TINYINT(1) DEFAULT 0",
    "INT AS (id + 1) STORED",
    "INT AS (id + 2) VIRTUAL",
    "JSON",
    "BIT(3) DEFAULT b'101'",
    "VARCHAR(9) INVISIBLE",
    "VARCHAR(36) DEFAULT (concat('a', 'b'))",
    "INT DEFAULT (1 + 2)",
    "SET('x','y') DEFAULT 'x,y'",
    "YEAR",
    "TIME(3) DEFAULT '01:02:03'",
    "TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6)",
    "DOUBLE DEFAULT -1.5",
    "BLOB",
    "BINARY(4)",
    "VARBINARY(9) DEFAULT 'x'",
    "INT(5) ZEROFILL",
    "DATE NOT NULL DEFAULT '2020-01-02'",
    "VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin AS (concat('a', id)) STORED",
    "POINT",
    "CHAR(3) CHARACTER SET ascii DEFAULT ''",
]
_KEYS = [
    "KEY k1 (a)",
    "KEY k1 (a, b)",
    "UNIQUE KEY k2 (b)",
    "UNIQUE KEY k2 (b) COMMENT 'c'",
    "KEY k3 (c DESC)",
    "KEY k4 (c)",
    "KEY k5 (d(3))",
    "KEY (a)",
    "KEY (a)",
    "UNIQUE KEY k6 (a, c)",
    "FULLTEXT KEY k7 (d)",
    "KEY k8 (e) USING BTREE",
    "KEY k9 (p, a)",
    "UNIQUE KEY k10 (id, p)",
]
_CHECKS = ["CONSTRAINT c1 CHECK (id > 0)", "CONSTRAINT c1 CHECK (id > 5)", "CONSTRAINT c2 CHECK (id <> 7)"]
_OPTIONS = ["", "COMMENT='x'", "ROW_FORMAT=COMPRESSED", "DEFAULT CHARSET=latin1", "STATS_PERSISTENT=0 COMMENT='y'"]
_PARTITIONS = [
    "PARTITION BY HASH (id) PARTITIONS 2",
    "PARTITION BY RANGE (id) (PARTITION p0 VALUES LESS THAN (10))",
    "PARTITION BY RANGE (id) (PARTITION p0 VALUES LESS THAN (10), PARTITION p1 VALUES LESS THAN (20))",
    "PARTITION BY RANGE (id) (PARTITION p1 VALUES LESS THAN (20), PARTITION p2 VALUES LESS THAN MAXVALUE)",
]
_TABLES = ["t1", "t2", "t3"]
_PROGRAMS = [
    "CREATE VIEW v1 AS SELECT id FROM t1",
    "CREATE VIEW v1 AS SELECT id, 1 AS one FROM t1",
    "CREATE VIEW v0 AS SELECT id FROM v1 WHERE id > 3",
    "CREATE SQL SECURITY INVOKER VIEW v2 (x, y) AS SELECT t1.id, count(*) FROM t1 JOIN t2 USING (id) GROUP BY 1",
    "CREATE ALGORITHM=MERGE VIEW v2 AS SELECT * FROM t2 WHERE id > 3 WITH CHECK OPTION",
    "CREATE PROCEDURE p1() SELECT 1",
    "CREATE PROCEDURE p1() COMMENT 'c' SELECT 1",
    "CREATE PROCEDURE p1(a INT) BEGIN SELECT a; END",
    "CREATE FUNCTION f1() RETURNS INT DETERMINISTIC NO SQL RETURN 1",
    "CREATE FUNCTION f1() RETURNS INT DETERMINISTIC NO SQL RETURN 2",
    "CREATE TRIGGER tr1 BEFORE INSERT ON t1 FOR EACH ROW SET @a = 1",
    "CREATE TRIGGER tr2 BEFORE INSERT ON t1 FOR EACH ROW SET @b = 1",
    "CREATE TRIGGER tr1 AFTER UPDATE ON t2 FOR EACH ROW SET @a = 2",
    "CREATE EVENT e1 ON SCHEDULE EVERY 1 DAY DO SET @a = 1",
    "CREATE EVENT e1 ON SCHEDULE EVERY 2 DAY DISABLE COMMENT 'c' DO SET @a = 2",
]
_SEQUENCES = [
    "CREATE SEQUENCE s1",
    "CREATE SEQUENCE s1 INCREMENT BY 2 CACHE 5 CYCLE",
    "CREATE SEQUENCE s2 START WITH 7",
]


@st.composite
def create_table(draw: st.DrawFn, name: str) -> str:
    """One CREATE TABLE."""
    names = draw(st.permutations(["a", "b", "c", "d", "e"]))[: draw(st.integers(2, 5))]
    id_type = draw(st.sampled_from(["INT NOT NULL", "INT NOT NULL", "INT NOT NULL AUTO_INCREMENT", "BIGINT NOT NULL"]))
    parts = [f"id {id_type}", "p INT", *(f"{column} {draw(st.sampled_from(_COLUMNS))}" for column in names)]
    parts += ["PRIMARY KEY (id)"] if draw(st.integers(0, 3)) or "AUTO" in id_type else ["UNIQUE KEY id (id)"]
    keys = [key for key in _KEYS if all(f"({other}" not in key for other in "abcde" if other not in names)]
    parts += draw(st.lists(st.sampled_from(keys or _KEYS), max_size=3, unique_by=lambda text: text.split(" (")[0]))
    if "AUTO" not in id_type:
        checks = [check.replace("c1", f"{name}_c1").replace("c2", f"{name}_c2") for check in _CHECKS]
        parts += draw(st.lists(st.sampled_from(checks), max_size=2, unique_by=lambda text: text.split()[1]))
    partitions = draw(st.sampled_from(_PARTITIONS)) if draw(st.integers(0, 4)) == 0 else ""
    return f"CREATE TABLE {name} ({', '.join(parts)}) {draw(st.sampled_from(_OPTIONS))} {partitions}".strip()


@st.composite
def scripts(draw: st.DrawFn, flavor: Flavor) -> list[str]:
    """Statements that make tables, foreign keys between them, and programs."""
    tables = [table for table in _TABLES if draw(st.integers(0, 9))]
    statements = [draw(create_table(table)) for table in tables]
    for child, parent in draw(st.lists(st.tuples(st.sampled_from(_TABLES), st.sampled_from(_TABLES)), max_size=3)):
        action = draw(st.sampled_from(["", " ON DELETE CASCADE", " ON DELETE SET NULL"]))
        statements.append(
            f"ALTER TABLE {child} ADD CONSTRAINT fk_{child}_{parent} FOREIGN KEY (p) REFERENCES {parent} (id){action}"
        )
    statements += draw(st.lists(st.sampled_from(_PROGRAMS), max_size=4, unique=True))
    if flavor.is_mariadb:
        statements += draw(st.lists(st.sampled_from(_SEQUENCES), max_size=2, unique=True))
    return statements
