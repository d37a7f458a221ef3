from __future__ import annotations

import pytest

from driftproof.language.lex import Dialect
from driftproof.language.several import several
from driftproof.model.flavor import Flavor

DIALECT = Dialect.of(Flavor.parse("mariadb:11.8"))

BODY = """BEGIN
  DECLARE done INT;
  IF a THEN SELECT IF(a, b, c); ELSEIF b THEN SELECT 2; END IF;
  CASE a WHEN 1 THEN SELECT CASE WHEN b THEN 1 END; ELSE BEGIN END; END CASE;
  l: LOOP LEAVE l; END LOOP l;
  WHILE a DO SET a = REPEAT('x', 2); END WHILE;
  REPEAT SET a = 1; UNTIL a END REPEAT;
END"""
PROGRAMS = [
    f"CREATE PROCEDURE p()\n{BODY}",
    f"CREATE DEFINER=`a`@`b` PROCEDURE p(a INT) COMMENT 'x' {BODY}",
    f"CREATE FUNCTION f() RETURNS INT DETERMINISTIC READS SQL DATA {BODY}",
    f"CREATE OR REPLACE TRIGGER t AFTER INSERT ON x FOR EACH ROW top: {BODY}",
    f"CREATE TRIGGER t AFTER INSERT ON x FOR EACH ROW FOLLOWS `o` {BODY}",
    "CREATE TRIGGER t AFTER INSERT ON x FOR EACH ROW SET NEW.a = 1",
    "CREATE TRIGGER t AFTER INSERT ON x FOR EACH ROW IF NEW.a THEN SET NEW.a = 1; END IF",
    f"CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO {BODY}",
    BODY.replace("BEGIN", "BEGIN NOT ATOMIC", 1),
    "IF 1 THEN SELECT 1; END IF",
]
PLAIN = [
    "SELECT 1",
    "BEGIN",
    "COMMIT",
    "DROP TABLE IF EXISTS t",
    "INSERT INTO t VALUES (';', '--')",
    "CREATE TABLE t (a INT)",
]


@pytest.mark.parametrize("program", PROGRAMS)
@pytest.mark.parametrize("plain", PLAIN)
def test_semicolons_outside_of_programs_end_statements(program: str, plain: str) -> None:
    for parts in ([plain, program], [program, plain], [plain, program, plain], [plain, plain], [program]):
        for text in ("; ".join(parts), ";\n".join(parts) + ";"):
            assert [text[start:end] for start, end in several(text, DIALECT)] in (parts, [text])
            if len(parts) > 1:
                assert [text[start:end] for start, end in several(text, DIALECT)] == parts


def test_nothing_to_split() -> None:
    assert several("SELECT 1", DIALECT) == ((0, 8),)
    assert several("", DIALECT) == ((0, 0),)
