"""Addresses of servers: read from URLs and option files, with secrets that no text shows.

The TLS settings are those of the ``mysql`` client
(https://dev.mysql.com/doc/refman/8.4/en/connection-options.html#encrypted-connection-options).
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from pathlib import Path
from urllib.parse import parse_qsl, quote, unquote, urlsplit, urlunsplit

from driftproof.model.errors import UsageError

SCHEMES = ("mysql", "mariadb", "mysql+pymysql", "mariadb+pymysql")
"""The URL schemes that name a live database."""


class TlsMode(Enum):
    """How much a connection insists on TLS: the values of the client's ``--ssl-mode``."""

    DISABLED = "DISABLED"
    PREFERRED = "PREFERRED"
    REQUIRED = "REQUIRED"
    VERIFY_CA = "VERIFY_CA"
    VERIFY_IDENTITY = "VERIFY_IDENTITY"


@dataclass(frozen=True, slots=True)
class Tls:
    """TLS settings: the mode (None: chosen from the rest), and paths of certificates and key."""

    mode: TlsMode | None = None
    ca: str = ""
    capath: str = ""
    cert: str = ""
    key: str = ""
    cipher: str = ""

    @property
    def effective(self) -> TlsMode:
        """The mode in force: VERIFY_CA when an authority is named without a mode, else PREFERRED."""
        if self.mode:
            return self.mode
        return TlsMode.VERIFY_CA if self.ca or self.capath else TlsMode.PREFERRED


@dataclass(frozen=True, slots=True)
class Address:
    """Where a server is and who asks: host and port or socket, user, password, schema, TLS.

    The password is in no ``repr`` and no ``str``. `port` 0 is the usual 3306, an empty `user` the operating system's.
    """

    host: str = ""
    port: int = 0
    user: str = ""
    password: str | None = field(default=None, repr=False)
    schema: str = ""
    socket: str = ""
    tls: Tls = field(default_factory=Tls)
    connect_timeout: int = 10

    def __str__(self) -> str:
        where = self.socket or f"{self.host or 'localhost'}:{self.port or 3306}"
        return f"{self.user}@{where}" if self.user else where

    @property
    def url(self) -> str:
        """The address as a URL without its password."""
        user = f"{quote(self.user, safe='')}@" if self.user else ""
        host = f"[{self.host}]" if ":" in self.host else self.host or "localhost"
        port = f":{self.port}" if self.port else ""
        socket = f"?socket={quote(self.socket)}" if self.socket else ""
        return f"mysql://{user}{host}{port}/{quote(self.schema, safe='')}{socket}"

    def with_defaults(self, other: Address) -> Address:
        """Return this address with what it leaves open taken from `other`."""
        mine, theirs = self.tls, other.tls
        tls = Tls(
            mine.mode or theirs.mode,
            mine.ca or theirs.ca,
            mine.capath or theirs.capath,
            mine.cert or theirs.cert,
            mine.key or theirs.key,
            mine.cipher or theirs.cipher,
        )
        return replace(
            self,
            host=self.host or ("" if self.socket else other.host),
            port=self.port or other.port,
            user=self.user or other.user,
            password=other.password if self.password is None else self.password,
            schema=self.schema or other.schema,
            socket=self.socket or ("" if self.host else other.socket),
            tls=tls,
        )


def parse_url(url: str) -> Address:
    """Read ``mysql://user:password@host:3306/schema?ssl-mode=REQUIRED``.

    Options after ``?`` are ``socket`` and the TLS options of the client, without the dashes in front.
    Raises `UsageError`, without the URL's password in its text.
    """
    example = "write it as mysql://user@host:3306/schema"
    try:
        parts = urlsplit(url)
        port = parts.port or 0
    except ValueError as error:
        raise UsageError(f"the URL cannot be read: {error}", hint=example) from None
    if parts.scheme not in SCHEMES:
        named = f"{parts.scheme}://" if parts.scheme else "no scheme"
        raise UsageError(f"the URL has {named}, not one of {', '.join(SCHEMES)}", hint=example)
    query = dict(parse_qsl(parts.query, keep_blank_values=True))
    address = Address(
        host=unquote(parts.hostname or ""),
        port=port,
        user=unquote(parts.username or ""),
        password=None if parts.password is None else unquote(parts.password),
        schema=unquote(parts.path.lstrip("/")),
    )
    return _with_options(address, query, "the URL")


def read_defaults_file(path: str) -> Address:
    """Read the ``[client]`` groups of an option file such as ``~/.my.cnf``; ``!include`` is followed.

    Raises `UsageError` when the file cannot be read, or says something about TLS that is not understood.
    """
    options: dict[str, str] = {}
    for group, key, value in _option_lines(Path(path).expanduser(), 0):
        if group in _GROUPS:
            options[key] = value
    address = Address(
        host=options.pop("host", ""),
        port=_port(options.pop("port", "0"), path),
        user=options.pop("user", ""),
        password=options.pop("password", None),
        schema=options.pop("database", ""),
    )
    known = {key: value for key, value in options.items() if key in _OPTIONS}
    return _with_options(address, known, path)


_GROUPS = frozenset({"client", "client-server", "client-mariadb", "mysql", "mariadb-client", "driftproof"})
_FLAGS_ON = frozenset({"", "1", "on", "true", "yes"})
_TLS_PATHS = {
    "ssl-ca": "ca",
    "ssl-capath": "capath",
    "ssl-cert": "cert",
    "ssl-key": "key",
    "ssl-cipher": "cipher",
}
_OPTIONS = frozenset({"socket", "ssl-mode", "ssl", "skip-ssl", "ssl-verify-server-cert", *_TLS_PATHS})


def _with_options(address: Address, options: Mapping[str, str], where: str) -> Address:
    tls = address.tls
    for raw, value in options.items():
        key = raw.replace("_", "-")
        if key == "socket":
            address = replace(address, socket=value)
        elif key in _TLS_PATHS:
            tls = replace(tls, **{_TLS_PATHS[key]: value})  # type: ignore[arg-type]
        elif key == "ssl-mode":
            tls = replace(tls, mode=parse_tls_mode(value))
        elif key in {"ssl", "skip-ssl", "ssl-verify-server-cert"}:
            tls = _with_flag(tls, key, value.lower() in _FLAGS_ON)
        else:
            raise UsageError(f"{where} has an option {raw!r}", hint=f"options are {', '.join(sorted(_OPTIONS))}")
    return replace(address, tls=tls)


def _with_flag(tls: Tls, key: str, on: bool) -> Tls:
    """Apply the flags of older clients: ``ssl``, ``skip-ssl`` and ``ssl-verify-server-cert``."""
    if key == "ssl-verify-server-cert":
        return replace(tls, mode=TlsMode.VERIFY_IDENTITY) if on else tls
    wanted = on if key == "ssl" else not on
    if not wanted:
        return replace(tls, mode=TlsMode.DISABLED)
    return tls if tls.mode else replace(tls, mode=TlsMode.REQUIRED)


def parse_tls_mode(text: str) -> TlsMode:
    """Read a value of ``--ssl-mode``; raises `UsageError`."""
    try:
        return TlsMode(text.upper().replace("-", "_"))
    except ValueError:
        names = ", ".join(mode.value for mode in TlsMode)
        raise UsageError(f"{text!r} is no ssl-mode", hint=f"modes are {names}") from None


def _port(text: str, where: str) -> int:
    if not text.isdigit() or int(text) > 65535:
        raise UsageError(f"{where}: {text!r} is no port")
    return int(text)


def _option_lines(path: Path, depth: int) -> Iterator[tuple[str, str, str]]:
    """Yield (group, key, value) of an option file (https://dev.mysql.com/doc/refman/8.4/en/option-files.html)."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise UsageError(f"the option file {path} cannot be read: {reason}") from None
    group = ""
    for raw in lines:
        line = raw.strip()
        if line.startswith("!include") and depth < 10:
            yield from _included(line, depth)
        elif line.startswith("[") and line.endswith("]"):
            group = line[1:-1].strip().lower()
        elif line and line[0] not in "#;!":
            key, _, value = line.partition("=")
            yield group, key.strip().lower().replace("_", "-"), _option_value(value.strip())


def _included(line: str, depth: int) -> Iterator[tuple[str, str, str]]:
    word, _, rest = line.partition(" ")
    target = Path(rest.strip())
    files = sorted(target.glob("*.cnf")) if word == "!includedir" else [target]
    for file in files:
        yield from _option_lines(file, depth + 1)


_ESCAPES = {"b": "\b", "t": "\t", "n": "\n", "r": "\r", "\\": "\\", "s": " "}


def _option_value(text: str) -> str:
    """Return the value that an option file's text means: quotes and a trailing comment off, escapes read."""
    if text[:1] in {"'", '"'}:
        end = text.find(text[0], 1)
        text = text[1:end] if end > 0 else text[1:]
    else:
        text = text.split(" #", 1)[0].rstrip()
    pieces, escaped = [], False
    for character in text:
        if escaped:
            pieces.append(_ESCAPES.get(character, "\\" + character))
        elif character != "\\":
            pieces.append(character)
        escaped = character == "\\" and not escaped
    return "".join(pieces) + ("\\" if escaped else "")


def without_password(url: str) -> str:
    """Return the URL with its password left out; a text that is no URL comes back as it is."""
    parts = urlsplit(url)
    login, at, host = parts.netloc.rpartition("@")
    return urlunsplit(parts._replace(netloc=f"{login.split(':', 1)[0]}{at}{host}")) if at else url


def quoted_command(words: list[str]) -> str:
    """Return the words of a command as a shell reads them, the password of any URL among them left out."""
    starts = tuple(f"{scheme}://" for scheme in SCHEMES)
    shown = []
    for word in words:
        option, equals, value = word.partition("=")
        is_option = option.startswith("--") and value.startswith(starts)
        shown.append(f"{option}{equals}{without_password(value)}" if is_option else word)
    return " ".join(shlex.quote(without_password(word) if word.startswith(starts) else word) for word in shown)
