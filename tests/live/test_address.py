"""Addresses from URLs and option files; what they never show."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from driftproof.live.address import (
    Address,
    Tls,
    TlsMode,
    parse_url,
    quoted_command,
    read_defaults_file,
    without_password,
)
from driftproof.model.errors import UsageError

TEXT = st.text(min_size=1, max_size=20, alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]))


@given(TEXT, TEXT, TEXT, st.integers(1, 65535))
def test_urls_are_read_back(user: str, password: str, schema: str, port: int) -> None:
    parts = [quote(text, safe="") for text in (user, password, schema)]
    address = parse_url(f"mysql://{parts[0]}:{parts[1]}@db.example:{port}/{parts[2]}")
    assert (address.user, address.password, address.port) == (user, password, port)
    assert address.schema == schema
    assert parse_url(address.url) == Address("db.example", port, user, None, address.schema)


@given(TEXT.filter(lambda text: len(text) > 6))
def test_no_text_of_an_address_shows_its_password(password: str) -> None:
    address = parse_url(f"mysql://u:{quote(password, safe='')}@h/s")
    for shown in (str(address), repr(address), address.url):
        assert password not in shown
        assert quote(password, safe="") not in shown


def test_tls_options_of_a_url() -> None:
    address = parse_url("mariadb://h/s?ssl-mode=verify_identity&ssl-ca=/ca.pem&ssl_cert=/c.pem&socket=/s.sock")
    assert address.tls == Tls(TlsMode.VERIFY_IDENTITY, ca="/ca.pem", cert="/c.pem")
    assert address.socket == "/s.sock"
    assert parse_url("mysql://h/s?ssl-ca=/ca.pem").tls.effective is TlsMode.VERIFY_CA
    assert parse_url("mysql://h/s").tls.effective is TlsMode.PREFERRED
    assert parse_url("mysql://h/s?skip-ssl").tls.effective is TlsMode.DISABLED
    assert parse_url("mysql://h/s?ssl").tls.effective is TlsMode.REQUIRED


@pytest.mark.parametrize("url", ["postgres://h/x", "h/x", "mysql://h:port/x", "mysql://h/x?colour=red", "mysql://[h/x"])
def test_bad_urls_are_refused_without_their_password(url: str) -> None:
    with pytest.raises(UsageError):
        parse_url(url)
    with pytest.raises(UsageError) as raised:
        parse_url(url.replace("h", "u:secret@h", 1))
    assert "secret" not in str(raised.value)


def test_option_files(tmp_path: Path) -> None:
    more = tmp_path / "more.cnf"
    more.write_text("[client]\nssl_mode = REQUIRED\n[mysqld]\nuser = daemon\n")
    file = tmp_path / "my.cnf"
    file.write_text(
        "# comment\n[client]\nuser=app\npassword = 'p#1 \\\\ x'  # why\nhost = db # there\nport=3307\n"
        f"[other]\nuser = nobody\n!include {more}\n[client-server]\nsocket=/run/s.sock\n"
    )
    address = read_defaults_file(str(file))
    assert (address.user, address.password, address.host, address.port) == ("app", "p#1 \\ x", "db", 3307)
    assert (address.socket, address.tls.mode) == ("/run/s.sock", TlsMode.REQUIRED)


def test_options_win_over_the_rest() -> None:
    given_ = Address(user="me", socket="/s").with_defaults(parse_url("mysql://you:pw@h:1/s"))
    assert (given_.user, given_.password, given_.host, given_.socket, given_.schema) == ("me", "pw", "", "/s", "s")
    assert Address(password="").with_defaults(Address(password="x")).password == ""


def test_commands_are_shown_without_passwords() -> None:
    words = [
        "driftproof",
        "upgrade",
        "a dir",
        "--url",
        "mysql://u:secret@h/s?ssl-mode=REQUIRED",
        "--url=mysql://u:secret@h/s",
    ]
    shown = quoted_command(words)
    assert "secret" not in shown
    assert "'a dir' --url 'mysql://u@h/s?ssl-mode=REQUIRED' --url=mysql://u@h/s" in shown
    assert without_password("mysql://h/s") == "mysql://h/s"
