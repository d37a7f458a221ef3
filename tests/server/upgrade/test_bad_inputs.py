"""What people get wrong, run through the real command line: the message and the exit status of each.

The messages are kept in tests/data/bad-inputs/messages.txt as they come from MariaDB 10.11, with places of the test
replaced by words; on other servers the exit status and driftproof's own part of each message must be the same.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from driftproof.live.address import parse_url
from driftproof.live.connect import Connection
from support.database import Database
from support.runner import driftproof, write_scripts

GOLDEN = Path(__file__).parents[2] / "data" / "bad-inputs" / "messages.txt"
GOOD = {"V1__a.sql": "CREATE TABLE a (id INT);\n"}
Prepare = Callable[["Case", Database, Path], None]


@dataclass(frozen=True, slots=True)
class Case:
    """A bad input: the scripts, the words after ``driftproof``, the environment, and the exit status.

    In words and environment DIR is the folder, URL the database's URL, HOST, PORT and NAME its parts, TMP a folder.
    `says` must be in the message; `prepare` changes the database or the folder first, `session` too.
    """

    name: str
    status: int
    says: str
    words: str = "upgrade DIR"
    scripts: dict[str, str | bytes] = field(default_factory=lambda: dict(GOOD))
    env: dict[str, str] = field(default_factory=lambda: {"DRIFTPROOF_URL": "URL"})
    prepare: tuple[str, ...] = ()
    files: dict[str, str] = field(default_factory=dict)
    first: str = ""


def applied(name: str, status: int, says: str, after: dict[str, str | bytes], **more: object) -> Case:
    """A case in which V1 was applied, and then the folder became `after`."""
    return Case(name, status, says, scripts=after, first="upgrade DIR", **more)  # type: ignore[arg-type]


CASES = (
    # the command line and the settings
    Case("no folder", 2, "no folder of scripts is named", "upgrade"),
    Case("no url", 2, "no server is named", env={}),
    Case("no schema", 2, "no schema is named", "upgrade DIR --url mysql://root@HOST:PORT/"),
    Case("unknown scheme", 2, "postgres://", "upgrade DIR --url postgres://h/x"),
    Case("port is no number", 2, "URL cannot be read", "upgrade DIR --url mysql://h:port/x"),
    Case("unknown url option", 2, "has an option 'colour'", "upgrade DIR --url mysql://h/x?colour=red"),
    Case("unknown command", 2, "No such command", "upgrayed DIR"),
    Case("unknown option", 2, "No such option", "upgrade DIR --forse"),
    Case("bad target", 2, "--target: 'next week' is not a version", "upgrade DIR --target next~week"),
    Case("bad placeholder", 2, "is not NAME=VALUE", "upgrade DIR --placeholder x"),
    Case("unknown check", 2, "there is no such check", "upgrade DIR --skip-check everything"),
    Case("bad timeout", 2, "--lock-timeout", "upgrade DIR --lock-timeout soon"),
    Case("bad ssl mode", 2, "is no ssl-mode", "upgrade DIR --ssl-mode maybe"),
    Case("settings are no TOML", 2, "this is no TOML", files={"driftproof.toml": "url ="}),
    Case("settings know no such key", 2, "no option", files={"driftproof.toml": "[upgrade]\nlock-timeuot = 3\n"}),
    Case("option file is missing", 2, "cannot be read", "upgrade DIR --defaults-file TMP/none.cnf"),
    Case("password file is missing", 2, "cannot be read", "upgrade DIR --password-file TMP/none"),
    Case("no terminal to ask on", 2, "no terminal", "upgrade DIR --ask-password"),
    # the connection
    Case("no server", 2, "Connection refused", "upgrade DIR --url mysql://root@127.0.0.1:1/x"),
    Case("no such host", 2, "cannot reach", "upgrade DIR --url mysql://root@nosuch.invalid/x"),
    Case("no such socket", 2, "cannot reach", "upgrade DIR --url mysql://root@/x?socket=/nosuch.sock"),
    Case("wrong password", 2, "Access denied", env={"DRIFTPROOF_URL": "mysql://root:wrong@HOST:PORT/NAME"}),
    Case("no password", 2, "Access denied", env={"DRIFTPROOF_URL": "mysql://root@HOST:PORT/NAME"}),
    Case("unknown user", 2, "Access denied", env={"DRIFTPROOF_URL": "mysql://nobody:x@HOST:PORT/NAME"}),
    Case("authority is missing", 2, "does not exist", "upgrade DIR --ssl-mode VERIFY_CA --ssl-ca TMP/none.pem"),
    # the folder
    Case("missing folder", 2, "does not exist", "upgrade TMP/none"),
    Case("folder is a file", 2, "is a file, not a folder", "upgrade DIR/V1__a.sql"),
    Case("empty folder", 2, "has no scripts", scripts={}),
    Case("one underscore", 2, "two underscores", scripts={"V1_a.sql": "DO 1;"}),
    Case("bad version in a name", 2, "numbers joined by dots", scripts={"V1.x__a.sql": "DO 1;"}),
    Case("duplicate version", 2, "is here twice", scripts={"V1__a.sql": "DO 1;", "V1.0__b.sql": "DO 1;"}),
    Case("unknown encoding", 2, "unknown encoding 'klingon'", "upgrade DIR --encoding klingon"),
    Case("not UTF-8", 2, "not utf-8", scripts={"V1__a.sql": b"DO '\xe9';\n"}),
    Case("a callback is not UTF-8", 2, "not utf-8", scripts={**GOOD, "beforeMigrate.sql": b"DO '\xe9';\n"}),
    Case("a callback's string never ends", 2, "never closed", scripts={**GOOD, "afterMigrate.sql": "DO 'x;\n"}),
    Case(
        "several problems at once", 2, "3 problems with the scripts",
        scripts={"V1__a.sql": b"\xff", "V2_b.sql": "DO 1;", "V3__c.sql": "DO 1;", "V3__d.sql": "DO 1;"},
    ),
    Case("withdrawn is no version", 2, "is not a version", scripts={**GOOD, "driftproof.toml": 'withdrawn = ["x"]'}),
    Case("missing helpers", 2, "the folder of helpers", "upgrade DIR --helpers TMP/none"),
    # the scripts' text
    Case("unterminated string", 2, "is never closed", scripts={"V1__a.sql": "DO 1;\nINSERT INTO a VALUES ('x);\n"}),
    Case("unterminated comment", 2, "comment that starts with /*", scripts={"V1__a.sql": "DO 1;\n/* never ends\n"}),
    Case("unterminated name", 2, "name that starts with `", scripts={"V1__a.sql": "DO 1;\nDROP TABLE `a;\n"}),
    Case(
        "unterminated DELIMITER block", 2, "is never ended by $$",
        scripts={"V1__a.sql": "DELIMITER $$\nCREATE PROCEDURE p() BEGIN DO 1; END\nDELIMITER ;\nDO 2;\n"},
    ),
    Case("program without DELIMITER", 2, "put DELIMITER // before it",
         scripts={"V1__a.sql": "CREATE TABLE a (i INT);\nCREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW BEGIN\n"
                  "  SET NEW.i = 1;\n  SET NEW.i = 2;\nEND;\n"}),
    Case("client command", 2, "is a command of the mysql client", scripts={"V1__a.sql": "source other.sql\n"}),
    Case("placeholder without a value", 2, "no value for the placeholder ${x}", scripts={"V1__a.sql": "\nDO ${x};\n"}),
    Case("names another schema", 2, "names the schema `shop`", scripts={"V1__a.sql": "CREATE TABLE shop.a (id INT);"}),
    # the server refuses a statement
    Case("syntax error", 3, "ERROR 1064 (42000)", scripts={"V1__a.sql": "DO 1;\n\nCREATE TABLE a (\n  id INT,,\n);\n"}),
    Case("no such table", 3, "ERROR 1146 (42S02)", scripts={"V1__a.sql": "DO 1;\nALTER TABLE b ADD c INT;\n"}),
    Case("table is there", 3, "ERROR 1050", scripts={"V1__a.sql": "CREATE TABLE a (i INT);\n" * 2}),
    Case("duplicate key", 3, "ERROR 1062",
         scripts={"V1__a.sql": "CREATE TABLE a (i INT PRIMARY KEY);\nINSERT a VALUES (1),(1);"}),
    Case("rows without transactions", 3, "were not rolled back", "upgrade DIR --no-journal",
         scripts={"V1__a.sql": "CREATE TABLE a (i INT) ENGINE=MyISAM;\nINSERT INTO a VALUES (1);\nSELECT nonsense;\n"}),
    Case("zero date", 3, "ERROR 1067", scripts={"V1__a.sql": "SET sql_mode = 'STRICT_ALL_TABLES,NO_ZERO_DATE';\n"
         "CREATE TABLE a (d DATETIME NOT NULL DEFAULT '0000-00-00 00:00:00');\n"}),
    Case("signal", 3, "ERROR 1644 (45000): mind the gap", scripts={"V1__a.sql": "SIGNAL SQLSTATE '45000' "
         "SET MESSAGE_TEXT = 'mind the gap';\n"}),
    Case("full disk", 3, "ERROR 1114", scripts={"V1__a.sql": "SIGNAL SQLSTATE 'HY000' SET MYSQL_ERRNO = 1114, "
         "MESSAGE_TEXT = 'The table ''a'' is full';\n"}),
    Case("local file", 3, "ERROR",
         scripts={"V1__a.sql": "CREATE TABLE a (i INT);\nLOAD DATA LOCAL INFILE '/etc/passwd' INTO TABLE a;"}),
    Case("kills its own connection", 3, "the connection was lost",
         scripts={"V1__a.sql": "DO 1;\nKILL CONNECTION_ID();\n"}),
    Case("callback fails", 3, "beforeMigrate.sql:1", scripts={**GOOD, "beforeMigrate.sql": "SELECT nonsense;\n"}),
    Case("helper refuses", 3, "(45000)", scripts={"V1__a.sql": "CALL ADD_COLUMN('nosuch', 'c', 'INT', 1, NULL);\n"}),
    # the history
    applied("changed script", 5, "V1__a.sql was changed after it was applied", {"V1__a.sql": "DO 2;\n"}),
    applied("applied in another encoding", 5, "has another encoding, to be named with --encoding",
            {"V1__a.sql": b"DO '\xe9';\n"}),
    applied("missing script", 5, "its script is not in the folder", {"V2__b.sql": "DO 2;\n"}),
    applied("out of order", 5, "--out-of-order runs it", {**GOOD, "V0.5__late.sql": "DO 2;\n"}),
    applied("renamed script", 5, "its name says 'b'", {"V1__b.sql": GOOD["V1__a.sql"]}),
    applied("baseline on a history", 5, "can only start a history", dict(GOOD), words="baseline --version 1"),
    Case("no such history", 5, "has no history to repair", "repair DIR"),
    Case("baseline of nothing", 2, "no schema", "baseline --version 1 --schema NAME_gone"),
    Case("history is another table", 5, "is no history table of Flyway",
         prepare=("CREATE TABLE schema_version (v INT)",)),
    Case("history has a bad version", 5, "has a row that cannot be read", first="upgrade DIR",
         prepare=("UPDATE flyway_schema_history SET version = 'one'",)),
    Case("failed and refused", 5, "failed scripts are not run again", "upgrade DIR --on-failed refuse",
         first="upgrade DIR", prepare=("UPDATE flyway_schema_history SET success = 0",)),
    # the server as a whole
    Case("tables without history", 2, "no-history:", prepare=("CREATE TABLE b (id INT)",)),
    Case("no privilege at all", 2, "privileges: the account lacks",
         prepare=("CREATE USER IF NOT EXISTS `NAME_u`@`%` IDENTIFIED BY 'Secret-1'",
                  "GRANT SELECT ON `NAME`.* TO `NAME_u`@`%`"),
         env={"DRIFTPROOF_URL": "mysql://NAME_u:Secret-1@HOST:PORT/NAME"}),
    Case("may not create the schema", 2, "is not there and cannot be created", "upgrade DIR --skip-check privileges",
         prepare=("CREATE USER IF NOT EXISTS `NAME_u`@`%` IDENTIFIED BY 'Secret-1'",),
         env={"DRIFTPROOF_URL": "mysql://NAME_u:Secret-1@HOST:PORT/NAME_gone"}),
    Case("may not start a history", 2, "the history table cannot be created", "baseline --version 1",
         prepare=("CREATE USER IF NOT EXISTS `NAME_u`@`%` IDENTIFIED BY 'Secret-1'",
                  "GRANT SELECT ON `NAME`.* TO `NAME_u`@`%`"),
         env={"DRIFTPROOF_URL": "mysql://NAME_u:Secret-1@HOST:PORT/NAME"}),
    Case("no privilege on the schema", 2, "privileges: the account lacks",
         prepare=("CREATE USER IF NOT EXISTS `NAME_u`@`%` IDENTIFIED BY 'Secret-1'",),
         env={"DRIFTPROOF_URL": "mysql://NAME_u:Secret-1@HOST:PORT/NAME"}),
)  # fmt: skip


def filled(text: str, database: Database, tmp_path: Path) -> str:
    """Put the test's own places into the words of a case."""
    address = parse_url(database.url)
    parts = {"DIR": str(tmp_path / "scripts"), "URL": database.url, "HOST": address.host, "PORT": str(address.port)}
    parts |= {"NAME": database.name, "TMP": str(tmp_path)}
    return re.sub(r"DIR|URL(?!_)|HOST|PORT|NAME|TMP", lambda match: parts[match[0]], text)


def neutral(text: str, database: Database, tmp_path: Path) -> str:
    """Take the test's own places out of a message."""
    address = parse_url(database.url)
    text = text.replace(str(tmp_path / "scripts"), "DIR").replace(str(tmp_path), "TMP").replace(database.name, "NAME")
    text = text.replace(f"{address.host}:{address.port}", "HOST:PORT").replace(os.getcwd(), "CWD")
    text = re.sub(r"20\d\d-\d\d-\d\d \d\d:\d\d:\d\d", "TIME", text)
    text = re.sub(r"(['`]@['`])(?:[\d.]+|%)(['`])", r"\1CLIENT\2", text)
    return re.sub(r"after \d+ ms", "after N ms", text)


def own_words(text: str) -> str:
    """The part of a message that does not come from the server: the lines that hold no answer of it."""
    return "\n".join(line for line in text.splitlines() if "ERROR" not in line)


def run_case(case: Case, database: Database, tmp_path: Path) -> tuple[int, str]:
    env = {name: filled(value, database, tmp_path) for name, value in case.env.items()}
    folder = tmp_path / "scripts"
    write_scripts(folder, GOOD if case.first else case.scripts)
    if case.first:
        assert driftproof(*filled(case.first, database, tmp_path).split(), env=env).status == 0
        for path in folder.iterdir():
            path.unlink()
        write_scripts(folder, case.scripts)
    for name, content in case.files.items():
        (tmp_path / name).write_text(content)
    database.run(filled(sql, database, tmp_path) for sql in case.prepare)
    words = [filled(word, database, tmp_path).replace("~", " ") for word in case.words.split()]
    done = driftproof(*words, cwd=tmp_path, env=env)
    assert done.out == "", "an error goes to standard error alone"
    secrets = [parse_url(url).password for url in env.values() if "://" in url]
    assert not any(secret and f":{secret}@" in done.err for secret in secrets)
    return done.status, neutral(done.err, database, tmp_path)


@pytest.fixture
def database_with_account(database: Database) -> Database:
    yield database
    with database.server.connection() as connection:
        drop_account(connection, f"{database.name}_u")


def drop_account(connection: Connection, name: str) -> None:
    connection.change(f"DROP USER IF EXISTS `{name}`@`%`")


def golden_messages() -> dict[str, str]:
    """The messages that are kept, by the name of their case."""
    if not GOLDEN.exists():
        return {}
    parts = re.split(r"(?m)^=== (.+) \(exit \d\)\n", GOLDEN.read_text(encoding="utf-8"))
    return dict(zip(parts[1::2], (text.rstrip("\n") for text in parts[2::2]), strict=True))


def test_the_table_is_long_enough_and_complete() -> None:
    names = [case.name for case in CASES]
    assert len(names) == len(set(names))
    assert len(names) >= 40
    assert list(golden_messages()) == names


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name.replace(" ", "-"))
def test_bad_input(case: Case, database_with_account: Database, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    database = database_with_account
    status, message = run_case(case, database, tmp_path)
    assert case.says in message, message
    assert status == case.status, message
    assert "Traceback" not in message
    assert message.startswith(("error: ", "Usage: ", "warning: ")), message
    reference = str(database.server.flavor).startswith("mariadb:10.11")
    if reference and request.config.getoption("--update-golden"):
        kept = golden_messages() | {case.name: message.rstrip("\n")}
        statuses = {each.name: each.status for each in CASES}
        text = "".join(f"=== {n} (exit {statuses[n]})\n{kept[n]}\n" for n in statuses if n in kept)
        GOLDEN.parent.mkdir(parents=True, exist_ok=True)
        GOLDEN.write_text(text, encoding="utf-8")
    kept_text = golden_messages()[case.name]
    if reference:
        assert message.rstrip("\n") == kept_text
    else:
        assert own_words(message) == own_words(kept_text)
