"""Throwaway servers: a MySQL or MariaDB server for as long as a ``with`` block runs.

A server spec, the value of ``--server``, is one of

``auto``
    a container if a Docker engine answers and an image can be had, else a local server program
``docker:IMAGE``
    a container of any MySQL or MariaDB image, by testcontainers; it is pulled if the engine lacks it
``local``, ``local:/path/to/mariadbd``
    a server program of this machine, on a private data directory
``mysql://…``, ``mariadb://…``
    a running server, used as it is: nothing is started, made or removed. Whoever uses it makes databases with
    names of its own and drops them.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from types import FrameType
from typing import NoReturn

from driftproof.live.address import SCHEMES, parse_url
from driftproof.live.connect import connect
from driftproof.live.throwaway.container import container_server, image_at_hand
from driftproof.live.throwaway.local import find_program, local_server
from driftproof.live.throwaway.server import ThrowawayServer
from driftproof.model.errors import ServerUnavailable, UsageError

__all__ = ["ThrowawayServer", "throwaway"]


@contextmanager
def throwaway(
    spec: str,
    *,
    options: tuple[str, ...] = (),
    say: Callable[[str], None] = lambda _: None,
    restartable: bool = False,
) -> Iterator[ThrowawayServer]:
    """Yield the server that `spec` (see the module) describes; what was started ends with the block.

    `options` are more options for the server program, such as ``--sql-mode=ANSI``; `say` is told what is going on. A
    `restartable` server that was started for this can be killed and restarted, see `ThrowawayServer`.
    In the main thread SIGTERM and SIGHUP end the block as an exception does, where they would have ended the
    process at once.

    Raises `UsageError` for a spec that is none, `ServerUnavailable` when the server cannot be had or does not start;
    the text then ends with what the server itself said.
    """
    kind, _, rest = spec.partition(":")
    with ExitStack() as stack:
        stack.enter_context(_ended_by_signals())
        if kind in SCHEMES and rest.startswith("//"):
            if options:
                raise UsageError("a running server takes no server options", hint="start one with docker: or local")
            yield _given(spec)
        elif kind == "docker" and rest:
            yield stack.enter_context(container_server(rest, options, say, restartable=restartable))
        elif kind == "local":
            yield stack.enter_context(local_server(find_program(rest), options, say))
        elif spec == "auto":
            yield _first_at_hand(stack, options, say, restartable)
        else:
            raise UsageError(
                f"{spec!r} is no server spec",
                hint="use auto, docker:IMAGE (docker:mariadb:10.11), local, local:/path/to/mariadbd, "
                "or a URL (mysql://user@host:3306/)",
            )


def _given(url: str) -> ThrowawayServer:
    connection = connect(parse_url(url))
    connection.close()
    return ThrowawayServer(url, connection.flavor, "given by its URL")


def _first_at_hand(
    stack: ExitStack, options: tuple[str, ...], say: Callable[[str], None], restartable: bool
) -> ThrowawayServer:
    """Enter a container of an image that is at hand, or else a local server; raise with both reasons if neither."""
    try:
        return stack.enter_context(container_server(image_at_hand(say), options, say, restartable=restartable))
    except ServerUnavailable as no_container:
        try:
            program = find_program("")
        except ServerUnavailable as no_program:
            reasons = f"\n  - container: {no_container.message}\n  - local: {no_program.message}"
            raise ServerUnavailable(
                f"no throwaway server can be had{reasons}",
                hint="start a Docker engine, install one (apt-get install mariadb-server-core), or give --server URL",
            ) from no_container
        say(f"no container ({no_container.message}); using {program}")
        return stack.enter_context(local_server(program, options, say))


@contextmanager
def _ended_by_signals() -> Iterator[None]:
    """Turn signals that would end the process without cleaning up into `SystemExit`, for as long as the block runs."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    replaced = [s for s in (signal.SIGTERM, signal.SIGHUP) if signal.getsignal(s) is signal.SIG_DFL]
    for number in replaced:
        signal.signal(number, _leave)
    try:
        yield
    finally:
        for number in replaced:
            signal.signal(number, signal.SIG_DFL)


def _leave(number: int, _frame: FrameType | None) -> NoReturn:
    signal.signal(number, signal.SIG_IGN)  # cleaning up has begun; a second signal must not stop it half-way
    raise SystemExit(128 + number)
