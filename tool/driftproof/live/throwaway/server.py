"""The noun of this folder, and the two questions asked of every server that is being started."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from driftproof.live.address import Address
from driftproof.live.connect import connect
from driftproof.live.throwaway.greeting import read_greeting
from driftproof.model.errors import ServerUnavailable
from driftproof.model.flavor import Flavor

START_SECONDS = 120
"""How long a server may take to start; a cold first start of MySQL on a loaded machine takes some 30 s."""


@dataclass(frozen=True, slots=True)
class ThrowawayServer:
    """A running server: its `url` with user and password and without a database, its flavor, and how it was had.

    `restart` kills the server's process as a crash does, starts it again on the same data and returns when it
    answers; None where the server is not one's own to kill.
    """

    url: str
    flavor: Flavor
    origin: str
    restart: Callable[[], None] | None = field(default=None, compare=False)

    def database_url(self, database: str) -> str:
        """Return the URL of a database on this server."""
        return f"{self.url.rstrip('/')}/{database}"


def server_at(host: str, port: int, password: str, origin: str) -> ThrowawayServer:
    """Return the server at `host` and `port`, after logging in as root; raises `ServerUnavailable` if it refuses."""
    connection = connect(Address(host=host, port=port, user="root", password=password))
    connection.close()
    flavor = connection.flavor
    return ThrowawayServer(f"{flavor.vendor}://root:{password}@{host}:{port}/", flavor, origin)


def wait_until_ready(host: str, port: int, name: str, ended: Callable[[], str | None], log: Callable[[], str]) -> None:
    """Return as soon as the server greets at `host` and `port`.

    `ended` says why the server is no longer running, or None while it is; `log` gives the end of its error log.
    Raises `ServerUnavailable` with that log when the server ended or stayed silent for `START_SECONDS`.
    """
    end = time.monotonic() + START_SECONDS
    while True:
        if reason := ended():
            raise ServerUnavailable(f"{name} does not start: {reason}", hint=f"the end of its log:\n{log()}")
        try:
            read_greeting(host, port, timeout=2)
            return
        except ServerUnavailable as silence:
            if time.monotonic() > end:
                text = f"{name} does not answer within {START_SECONDS} s: {silence.message}"
                raise ServerUnavailable(text, hint=f"the end of its log:\n{log()}") from silence
        time.sleep(0.05)


def tail(text: str, lines: int = 20) -> str:
    """Return the last lines of a log, indented."""
    return "\n".join(f"    {line}" for line in text.splitlines()[-lines:]) or "    (empty)"
