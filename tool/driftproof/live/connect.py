"""Connections to MySQL and MariaDB: the only module that imports pymysql."""

from __future__ import annotations

import getpass
import os
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from driftproof.live.address import Address, TlsMode
from driftproof.model.errors import DriftproofError, ServerAnswer, ServerUnavailable
from driftproof.model.flavor import Flavor

if TYPE_CHECKING:
    import ssl

Row = tuple[Any, ...]

LOST = frozenset({0, 1053, 1152, 1158, 1159, 1160, 1161, 1927, 2006, 2013, 2014, 2055, 3169, 4031})
"""Error numbers of a connection that is gone: 2xxx from the client, 1927 MariaDB (killed), 4031 MySQL (idle)."""

_IN_TRANSACTION, _AUTOCOMMIT = 0x0001, 0x0002
"""Bits of the status flags in every OK packet (SERVER_STATUS_IN_TRANS, SERVER_STATUS_AUTOCOMMIT)."""


@dataclass(eq=False)
class ServerError(DriftproofError):
    """The server refused a statement, or the connection died while it ran; `answer` is what it said."""

    answer: ServerAnswer = ServerAnswer(0, "")  # noqa: RUF009 - a frozen value
    exit_status: ClassVar[int] = 2

    @property
    def lost(self) -> bool:
        """Whether the connection is gone."""
        return self.answer.number in LOST


@dataclass(frozen=True, slots=True)
class Result:
    """What a statement did: rows affected, warnings, result sets that were read and thrown away."""

    affected: int = 0
    warnings: int = 0
    result_sets: int = 0


class Connection:
    """An open connection: statements in, `Result` or rows out, `ServerError` when the server refuses.

    `server_seconds` is the time spent waiting for the server, `thread_id` what the server calls this connection.
    """

    def __init__(self, raw: Any, address: Address) -> None:
        self.address = address
        self.server_seconds = 0.0
        self._raw = raw
        self._untold = False
        self.thread_id: int = raw.thread_id()
        self.version_text: str = raw.get_server_info()
        self.flavor = Flavor.parse(self.version_text)

    def __repr__(self) -> str:
        return f"<connection {self.thread_id} to {self.address}>"

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction may be open: the last answer of `execute` said so, or it was rows, which don't tell."""
        return self._untold or bool((self._raw.server_status or 0) & _IN_TRANSACTION)

    @property
    def autocommit(self) -> bool:
        """Whether the last answer said that autocommit is on."""
        return bool((self._raw.server_status or 0) & _AUTOCOMMIT)

    @property
    def usable(self) -> bool:
        """Whether nothing is known against sending another statement."""
        return bool(self._raw.open)

    def execute(self, sql: str) -> Result:
        """Run one statement as it is; its result sets are read to their end and thrown away."""
        raw, sets, warnings = self._raw, 0, 0
        started = time.perf_counter()
        try:
            raw.query(sql, unbuffered=True)
            while True:
                result = raw._result
                if result.field_count:
                    sets += 1
                    result._finish_unbuffered_query()
                warnings += result.warning_count or 0
                if not result.has_next:
                    break
                raw.next_result(unbuffered=True)
            self._untold = result.server_status is None
            return Result(0 if sets else result.affected_rows, warnings, sets)
        except Exception as error:
            raise _server_error(error) from None
        finally:
            self.server_seconds += time.perf_counter() - started

    def rows(self, sql: str, values: Sequence[object] | Mapping[str, object] | None = None) -> list[Row]:
        """Run a query and return its rows; `values` fill ``%s`` or ``%(name)s`` in it."""
        started = time.perf_counter()
        try:
            with self._raw.cursor() as cursor:
                cursor.execute(sql, values)
                return list(cursor.fetchall())
        except Exception as error:
            raise _server_error(error) from None
        finally:
            self.server_seconds += time.perf_counter() - started

    def change(self, sql: str, values: Sequence[object] | None = None) -> int:
        """Run a statement with values filled in and return the number of rows affected."""
        raw = self._raw
        text = (
            sql
            if values is None
            else sql % tuple(str(value) if type(value) is int else raw.escape(value, raw.encoders) for value in values)
        )
        started = time.perf_counter()
        try:
            return int(raw.query(text))
        except Exception as error:
            raise _server_error(error) from None
        finally:
            self.server_seconds += time.perf_counter() - started

    def value(self, sql: str, values: Sequence[object] | None = None) -> Any:
        """Return the first column of a query's first row, None when there is no row."""
        found = self.rows(sql, values)
        return found[0][0] if found else None

    def use(self, schema: str) -> None:
        """Make `schema` the connection's database."""
        try:
            self._raw.select_db(schema)
        except Exception as error:
            raise _server_error(error) from None

    def kill_query(self, thread_id: int) -> None:
        """Stop what another connection is running; the connection stays."""
        self.change(f"KILL QUERY {int(thread_id)}")

    def close(self) -> None:
        """Close the connection; closing one that is gone is no error."""
        try:
            self._raw.close()
        except Exception:  # pymysql raises on a second close; there is nothing left to do here
            return


Connect = Callable[[Address], Connection]
"""Opens a connection: what tests put in the place of `connect`."""


def connect(address: Address, attributes: Mapping[str, str] | None = None) -> Connection:
    """Open a connection in utf8mb4 without choosing a schema, autocommit on, TLS as the address says.

    Several statements may be sent as one text, as the mysql and mariadb clients do under another delimiter.
    `attributes` are shown in the server's ``performance_schema.session_connect_attrs`` beside the process id.
    Raises `ServerUnavailable`.
    """
    import pymysql
    from pymysql.constants import CLIENT

    mode = address.tls.effective
    options: dict[str, Any] = {
        "user": address.user or _login_name(),
        "password": (address.password or "").encode(),
        "connect_timeout": address.connect_timeout,
        "charset": "utf8mb4",
        "autocommit": True,
        "max_allowed_packet": 1 << 30,
        "defer_connect": True,
        "program_name": "driftproof",
        "client_flag": CLIENT.MULTI_STATEMENTS,
    }
    if address.socket:
        options["unix_socket"] = address.socket
        options["host"] = "localhost"
    else:
        options |= {"host": address.host or "localhost", "port": address.port or 3306}
    encrypted = mode is not TlsMode.DISABLED and not (address.socket and mode is TlsMode.PREFERRED)
    try:
        raw = _opened(pymysql, options, _tls_context(address) if encrypted else None, attributes or {})
    except pymysql.err.OperationalError as error:
        if not (encrypted and mode is TlsMode.PREFERRED and error.args[:1] == (2026,)):
            raise _unavailable(error, address) from None
        raw = _again_without_tls(pymysql, options, address, attributes or {})
    except Exception as error:
        raise _unavailable(error, address) from None
    connection = Connection(raw, address)
    if mode not in {TlsMode.DISABLED, TlsMode.PREFERRED} and not _cipher(connection):
        connection.close()
        raise ServerUnavailable(f"{address} does not offer TLS, and ssl-mode is {mode.value}")
    return connection


def _opened(pymysql: Any, options: dict[str, Any], context: ssl.SSLContext | None, extra: Mapping[str, str]) -> Any:
    tls = {"ssl": context} if context else {"ssl_disabled": True}
    raw = pymysql.connections.Connection(**options, **tls)
    attributes = getattr(raw, "_connect_attrs", None)
    if isinstance(attributes, dict):
        attributes.update(extra)
    raw.connect()
    return raw


def _again_without_tls(pymysql: Any, options: dict[str, Any], address: Address, extra: Mapping[str, str]) -> Any:
    """Connect to a server that has no TLS, as PREFERRED allows."""
    try:
        return _opened(pymysql, options, None, extra)
    except Exception as error:
        raise _unavailable(error, address) from None


def _cipher(connection: Connection) -> str:
    found = connection.rows("SHOW SESSION STATUS LIKE 'Ssl_cipher'")
    return str(found[0][1] or "") if found else ""


def _tls_context(address: Address) -> ssl.SSLContext:
    """Return the TLS settings of an address as Python's `ssl` wants them; raises `ServerUnavailable`."""
    import ssl

    tls, mode = address.tls, address.tls.effective
    for option, path in (("ca", tls.ca), ("capath", tls.capath), ("cert", tls.cert), ("key", tls.key)):
        if path and not os.path.exists(path):
            raise ServerUnavailable(f"--ssl-{option} {path} does not exist")
    verify = mode in {TlsMode.VERIFY_CA, TlsMode.VERIFY_IDENTITY}
    try:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname = mode is TlsMode.VERIFY_IDENTITY
        context.verify_mode = ssl.CERT_REQUIRED if verify else ssl.CERT_NONE
        if tls.ca or tls.capath:
            context.load_verify_locations(cafile=tls.ca or None, capath=tls.capath or None)
        elif verify:
            context.load_default_certs()
        if tls.cert:
            context.load_cert_chain(tls.cert, keyfile=tls.key or None)
        if tls.cipher:
            context.set_ciphers(tls.cipher)
    except OSError as error:  # ssl.SSLError is one of these
        hint = "see --ssl-ca, --ssl-capath, --ssl-cert, --ssl-key and --ssl-cipher"
        raise ServerUnavailable(f"the TLS settings cannot be used: {error}", hint=hint) from None
    return context


def _login_name() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return str(os.getuid())


def _server_error(error: Exception) -> Exception:
    """Return a pymysql error as a `ServerError`; anything that did not come from the server comes back as it is."""
    import pymysql

    if isinstance(error, RuntimeError) and "LOAD_LOCAL" in str(error):
        answer = ServerAnswer(2068, "LOAD DATA LOCAL is not allowed here: the file would be read on this machine")
        return ServerError(f"the server said: {answer}", answer=answer)
    if not isinstance(error, pymysql.err.MySQLError):
        return error
    number = error.args[0] if error.args and isinstance(error.args[0], int) else 0
    text = str(error.args[1]) if len(error.args) > 1 else str(error)
    answer = ServerAnswer(number, text or "the connection is closed", getattr(error, "sqlstate", None) or "HY000")
    return ServerError(f"the server said: {answer}", answer=answer)


_CONNECT_HINTS = {
    1040: "the server has no connection left: raise max_connections, or try again later",
    1044: "the account may not use this schema: GRANT it",
    1045: "check user and password; the password comes from the URL, DRIFTPROOF_PASSWORD, --defaults-file, "
    "--password-file or --ask-password",
    1129: "the server has blocked this host after failed attempts: FLUSH HOSTS there",
    1130: "the server lets no account connect from this host",
    1251: "the account's authentication method is not known to this client",
    1698: "the account logs in by the operating system's user: use its socket, or an account with a password",
    2026: "see --ssl-mode, --ssl-ca and --ssl-cert",
    2059: "the account's authentication plugin is not supported: use caching_sha2_password or mysql_native_password",
    3159: "the server takes encrypted connections only: use --ssl-mode REQUIRED",
}


def _unavailable(error: Exception, address: Address) -> Exception:
    """Return why no connection came about, in words, with what to do about it."""
    import ssl

    if isinstance(error, DriftproofError):
        return error
    cause = getattr(error, "original_exception", None) or error
    if isinstance(cause, ssl.SSLError):
        reason = getattr(cause, "verify_message", "") or cause.reason or str(cause)
        return ServerUnavailable(f"no TLS connection to {address}: {reason}", hint=_CONNECT_HINTS[2026])
    if isinstance(cause, TimeoutError):
        hint = "check host and port, and any firewall between; --connect-timeout makes it wait longer"
        return ServerUnavailable(f"{address} did not answer within {address.connect_timeout} s", hint=hint)
    if isinstance(cause, OSError):
        hint = "check that the server runs there, and host, port or socket"
        return ServerUnavailable(f"cannot reach {address}: {cause.strerror or cause}", hint=hint)
    number = error.args[0] if error.args and isinstance(error.args[0], int) else 0
    text = str(error.args[1]) if len(error.args) > 1 else str(error)
    said = f"cannot connect to {address}: ERROR {number}: {text}" if number else f"cannot connect to {address}: {text}"
    return ServerUnavailable(said, hint=_CONNECT_HINTS.get(number, ""))
