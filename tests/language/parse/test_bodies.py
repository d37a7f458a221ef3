from __future__ import annotations

import pytest

from driftproof.language.lex import Dialect
from driftproof.language.parse import parse
from driftproof.model.changes import CreateEvent, CreateRoutine, CreateTrigger, Opaque
from driftproof.model.flavor import Flavor
from driftproof.model.syntax.commands import Several

DIALECT = Dialect.of(Flavor.parse("mariadb:11.8"))

BODY = """BEGIN
  DECLARE done INT;
  DECLARE c CURSOR FOR SELECT begin, end FROM t;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN SELECT 1; END;
  DECLARE CONTINUE HANDLER FOR 1051, SQLSTATE '42S02' BEGIN END;
  DECLARE CONTINUE HANDLER FOR NOT FOUND IF a THEN SELECT 1; END IF;
  DECLARE CONTINUE HANDLER FOR some_condition BEGIN END;
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
    for parts in ([plain, program], [program, plain], [plain, program, plain], [program, program]):
        for text in ("; ".join(parts), ";\n".join(parts) + ";"):
            parsed = parse(text, DIALECT)
            assert isinstance(parsed, Several)
            assert [part.sql for part in parsed.parts] == parts
            assert [part.action for part in parsed.parts] == [parse(part, DIALECT) for part in parts]


@pytest.mark.parametrize("program", PROGRAMS)
@pytest.mark.parametrize("behind", ["", ";", " ; -- done", " /* done */"])
def test_a_body_ends_with_its_last_word(program: str, behind: str) -> None:
    match parse(program + behind, DIALECT):
        case CreateRoutine(routine=routine):
            body = routine.body
        case CreateTrigger(trigger=trigger):
            body = trigger.body
        case CreateEvent(event=event):
            body = event.body
        case other:
            pytest.fail(f"not a program: {other}")
    assert program.endswith(body)
    assert body.startswith(("BEGIN", "top:", "SET", "IF"))


def test_a_program_without_a_body_is_opaque() -> None:
    assert isinstance(parse("CREATE PROCEDURE p();", DIALECT), Opaque)


@pytest.mark.parametrize(
    ("account", "definer"), [("a@''", "`a`@``"), ("a@b", "`a`@`b`"), ("'a' @ 'b'", "`a`@`b`"), ("''@`b`", "``@`b`")]
)
def test_the_definer_of_a_program_is_an_account(account: str, definer: str) -> None:
    found = parse(f"CREATE DEFINER={account} TRIGGER t AFTER INSERT ON x FOR EACH ROW SET @a = 1", DIALECT)
    assert isinstance(found, CreateTrigger)
    assert found.trigger.definer == definer
