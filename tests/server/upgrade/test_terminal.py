"""An upgrade on a terminal: the question for the password, then a bar with script, line and statement."""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
from pathlib import Path

from driftproof.live.address import parse_url
from support.database import Database
from support.runner import COMMAND, environment, write_scripts


def on_a_terminal(arguments: list[str], env: dict[str, str], answers: dict[bytes, bytes]) -> tuple[int, str]:
    """Run driftproof on a terminal of its own, answering its questions; its exit status and all that it showed."""
    terminal, theirs = os.openpty()
    process = subprocess.Popen(
        [*COMMAND, *arguments], env=environment(env), stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True
    )
    os.close(theirs)
    shown = b""
    with contextlib.suppress(OSError):  # Linux ends the reading of a terminal that nobody holds any more with EIO
        while piece := os.read(terminal, 65536):
            shown += piece
            for question in [question for question in answers if question in shown]:
                os.write(terminal, answers.pop(question))
    os.close(terminal)
    return process.wait(timeout=60), shown.decode()


def test_password_is_asked_once_before_the_bar(database: Database, tmp_path: Path) -> None:
    address = parse_url(database.url)
    folder = write_scripts(tmp_path / "s", {"V1__slow.sql": "DO 1;\nDO SLEEP(0.6);\n", "V2__b.sql": "DO 2;\n"})
    url = f"mysql://{address.user}@{address.host}:{address.port}/{database.name}"
    password = (address.password or "").encode()
    env = {"DRIFTPROOF_URL": url, "TERM": "xterm"}
    status, shown = on_a_terminal(["upgrade", str(folder)], env, {b"Password: ": password + b"\n"})
    assert status == 0, shown
    assert shown.count("Password:") == 1
    assert shown.index("Password:") < shown.index("V1__slow.sql:2  statement 2 of 2")
    assert re.search(r"V1__slow\.sql  0\.[67] s", shown)
    assert "applied 2 scripts, 3 statements" in shown
    assert database.rows("SELECT COUNT(*) FROM flyway_schema_history") == [(2,)]


def test_a_wrong_password_is_not_asked_for_again(database: Database, tmp_path: Path) -> None:
    address = parse_url(database.url)
    folder = write_scripts(tmp_path / "s", {"V1__a.sql": "DO 1;\n"})
    url = f"mysql://{address.user}@{address.host}:{address.port}/{database.name}"
    env = {"DRIFTPROOF_URL": url, "TERM": "xterm"}
    status, shown = on_a_terminal(["upgrade", str(folder)], env, {b"Password: ": b"wrong-one\n"})
    assert status == 2
    assert "Access denied" in shown
    assert "wrong-one" not in shown
