"""Connections to real servers: TLS, authentication, errors with numbers, what is counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from driftproof.live.address import Address, Tls, TlsMode, parse_url
from driftproof.live.connect import ServerError, connect
from driftproof.live.processes import processes
from driftproof.model.errors import ServerUnavailable
from support.database import Database
from support.runner import driftproof, start_driftproof, write_scripts
from support.servers import Server

PASSWORD = "Pä$s: w'ö%rd-1"


@pytest.fixture
def account(database: Database) -> Iterator[Address]:
    """The address of an account with an awkward password and all rights on the database."""
    name = f"{database.name}_u"
    with database.connection() as root:
        root.change(f"CREATE USER `{name}`@`%%` IDENTIFIED BY %s", (PASSWORD,))
        root.change(f"GRANT ALL PRIVILEGES ON `{database.name}`.* TO `{name}`@`%`")
        try:
            yield replace(parse_url(database.url), user=name, password=PASSWORD)
        finally:
            root.change(f"DROP USER `{name}`@`%`")


def offers_tls(server: Server) -> bool:
    with server.connection() as connection:
        return dict(connection.rows("SHOW VARIABLES LIKE 'have_ssl'")).get("have_ssl", "YES") == "YES"


@pytest.mark.parametrize("mode", [TlsMode.DISABLED, TlsMode.PREFERRED, TlsMode.REQUIRED])
def test_tls_modes(server: Server, account: Address, mode: TlsMode) -> None:
    address = replace(account, tls=Tls(mode))
    if mode is TlsMode.REQUIRED and not offers_tls(server):
        with pytest.raises(ServerUnavailable, match=r"TLS|SSL"):
            connect(address)
        return
    connection = connect(address)
    cipher = connection.rows("SHOW SESSION STATUS LIKE 'Ssl_cipher'")[0][1]
    assert bool(cipher) is (mode is not TlsMode.DISABLED and offers_tls(server))
    connection.close()


def test_an_unknown_authority_is_refused(server: Server, account: Address) -> None:
    with pytest.raises(ServerUnavailable) as raised:
        connect(replace(account, tls=Tls(TlsMode.VERIFY_CA)))
    assert "TLS" in str(raised.value) or "SSL" in str(raised.value)


def test_refusals_have_numbers_and_the_connection_goes_on(database: Database) -> None:
    with database.connection() as connection:
        with pytest.raises(ServerError) as raised:
            connection.execute("SELECT * FROM nosuch")
        assert (raised.value.answer.number, raised.value.answer.sqlstate) == (1146, "42S02")
        assert not raised.value.lost
        assert connection.value("SELECT 1") == 1


def test_a_killed_connection_is_lost(database: Database, server: Server) -> None:
    with server.connection() as other:
        connection = connect(parse_url(database.url))
        other.change(f"KILL {connection.thread_id}")
        with pytest.raises(ServerError) as raised:
            connection.execute("DO SLEEP(2)")
        assert raised.value.lost
        connection.close()
        connection.close()


def test_results_are_counted(database: Database) -> None:
    with database.connection() as connection:
        assert connection.execute("CREATE TABLE a (i INT)").affected == 0
        assert connection.execute("INSERT INTO a VALUES (1), (2)").affected == 2
        found = connection.execute("SELECT * FROM a")
        assert (found.affected, found.result_sets) == (0, 1)
        assert connection.change("UPDATE a SET i = i + %s WHERE i = %s", (5, 2)) == 1
        assert sorted(connection.rows("SELECT i FROM a")) == [(1,), (7,)]
        assert connection.value("SELECT %s", ("it's 100 % \\ “ok”",)) == "it's 100 % \\ “ok”"


def test_transactions_are_known(database: Database) -> None:
    with database.connection() as connection:
        connection.execute("CREATE TABLE a (i INT)")
        assert (connection.autocommit, connection.in_transaction) == (True, False)
        connection.execute("SET autocommit = 0")
        connection.execute("INSERT INTO a VALUES (1)")
        assert (connection.autocommit, connection.in_transaction) == (False, True)
        connection.execute("COMMIT")
        assert not connection.in_transaction
        connection.execute("SELECT * FROM a")
        assert connection.in_transaction, "rows do not tell, so a transaction must be assumed"


def login_environment(address: Address, how: str, tmp_path: Path) -> tuple[list[str], dict[str, str]]:
    """The words and the environment that give the password in one of the ways."""
    words = ["--host", address.host, "--port", str(address.port), "--user", address.user, "--schema", address.schema]
    if how == "environment":
        return words, {"DRIFTPROOF_PASSWORD": PASSWORD}
    if how == "password file":
        (tmp_path / "secret").write_text(f"{PASSWORD}\n")
        return [*words, "--password-file", str(tmp_path / "secret")], {}
    escaped = PASSWORD.replace("\\", "\\\\")
    option_file = f'[client]\nuser={address.user}\nhost={address.host}\nport={address.port}\npassword="{escaped}"\n'
    (tmp_path / "my.cnf").write_text(option_file)
    return ["--defaults-file", str(tmp_path / "my.cnf"), "--schema", address.schema], {}


@pytest.mark.parametrize("how", ["environment", "password file", "option file"])
def test_ways_to_give_a_password(account: Address, tmp_path: Path, how: str) -> None:
    folder = write_scripts(tmp_path / "s", {"V1__a.sql": "CREATE TABLE a (i INT);\nSELECT nonsense;\n"})
    words, env = login_environment(account, how, tmp_path)
    failed = driftproof("upgrade", str(folder), *words, env=env)
    assert failed.status == 3, failed.err
    assert PASSWORD not in failed.text
    status = driftproof("status", str(folder), *words, env=env)
    assert (status.status, "failed" in status.out) == (0, True)


def test_a_password_on_the_command_line_is_blotted_out(database: Database, tmp_path: Path) -> None:
    folder = write_scripts(tmp_path / "s", {"V1__a.sql": "DO SLEEP(1.4);\nSELECT nonsense;\n"})
    password = parse_url(database.url).password or ""
    running = start_driftproof("upgrade", str(folder), "--url", database.url)
    arguments = Path(f"/proc/{running.pid}/cmdline")
    with database.server.connection() as other:
        while not any(process.statement.startswith("DO SLEEP(1.4") for process in processes(other).values()):
            assert running.poll() is None, "it ended too soon"
        assert f":{password}@".encode() not in arguments.read_bytes()
        assert b":xxxx" in arguments.read_bytes()
    out, err = running.communicate(timeout=30)
    assert running.returncode == 3
    assert f":{password}@" not in out + err
    assert "warning: a password on the command line can be seen by others" in err
