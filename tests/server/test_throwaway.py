"""Throwaway servers that really start, end, and end too early."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from driftproof.live.address import parse_url
from driftproof.live.connect import connect
from driftproof.live.throwaway import throwaway
from driftproof.model.errors import DriftproofError, ServerUnavailable
from support import servers

SPECS = servers.startable()
ONE_OF_A_KIND = list({spec.partition(":")[0]: spec for spec in SPECS}.values())
COMMAND = (sys.executable, "-c", "import sys; from driftproof.cli import main; sys.exit(main())", "server")


def listens(url: str) -> bool:
    parts = urlsplit(url)
    try:
        socket.create_connection((parts.hostname, parts.port), timeout=1).close()
    except OSError:
        return False
    return True


def is_gone(url: str) -> bool:
    end = time.monotonic() + 10
    while listens(url):
        if time.monotonic() > end:
            return False
        time.sleep(0.1)
    return True


@pytest.mark.parametrize("spec", SPECS)
def test_server_lives_as_long_as_the_block(spec: str) -> None:
    with throwaway(spec, options=("--max-allowed-packet=33554432",)) as server:
        connection = connect(parse_url(server.url))
        assert connection.value("SELECT @@global.max_allowed_packet") == 33554432
        assert connection.flavor == server.flavor
        connection.execute("CREATE DATABASE `mine`")
        connection.close()
        with pytest.raises(ServerUnavailable, match="Access denied"):
            connect(replace(parse_url(server.url), password="wrong"))
    assert is_gone(server.url)


@pytest.mark.parametrize("spec", SPECS)
def test_bad_option_is_reported_with_the_servers_words(spec: str) -> None:
    with pytest.raises(ServerUnavailable, match="nonsense") as caught, throwaway(spec, options=("--nonsense=1",)):
        pass
    assert "unknown variable" in str(caught.value)


@pytest.mark.parametrize("spec", ONE_OF_A_KIND)
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_command_prints_the_url_and_ends_with_a_signal(spec: str, number: signal.Signals) -> None:
    with subprocess.Popen([*COMMAND, spec], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            url = process.stdout.readline().strip()
            assert re.fullmatch(r"(mysql|mariadb)://root:\w+@[\d.]+:\d+/", url)
            assert listens(url)
            process.send_signal(number)
            rest, said = process.communicate(timeout=60)
        finally:
            process.kill()
    assert (process.returncode, rest) == (0, "")
    assert said.endswith("stopped\n")
    assert is_gone(url)


@pytest.mark.parametrize("spec", ONE_OF_A_KIND)
def test_the_next_server_cleans_up_after_a_killed_process(spec: str) -> None:
    with subprocess.Popen([*COMMAND, spec], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout
        url = process.stdout.readline().strip()
        process.kill()
    with throwaway(spec):
        assert is_gone(url)


@pytest.mark.parametrize("spec", SPECS)
def test_a_server_that_dies_while_it_starts_is_reported(spec: str) -> None:
    """The server is killed as soon as it has been started, before it can answer."""
    killed = threading.Event()

    def kill_it(text: str) -> None:
        if text.startswith("starting"):
            killer = kill_local(text) if spec.startswith("local") else kill_container
            threading.Thread(target=lambda: (killer(), killed.set()), daemon=True).start()

    with pytest.raises(DriftproofError, match="does not start") as caught, throwaway(spec, say=kill_it):
        pass
    assert killed.wait(timeout=30)
    assert "log" in caught.value.hint


def kill_local(text: str) -> Callable[[], None]:
    folder = Path(text.rpartition(" ")[2])

    def kill() -> None:
        while not (folder / "server.pid").exists() or not (folder / "server.pid").read_text():
            time.sleep(0.005)
        os.kill(int((folder / "server.pid").read_text()), signal.SIGKILL)

    return kill


def kill_container() -> None:
    import docker

    from driftproof.live.throwaway.leftovers import owner

    client = docker.from_env()
    while not (found := client.containers.list(filters={"label": f"org.driftproof.owner={owner()}"})):
        time.sleep(0.02)
    for container in found:
        container.kill()
    client.close()


@pytest.mark.skipif("local" not in SPECS, reason="DRIFTPROOF_TEST_IMAGES has no local server")
def test_local_servers_that_start_together_do_not_meddle() -> None:
    """A starting MariaDB removes temporary tables from its TMPDIR, which must be nobody else's."""

    def version(_: int) -> str:
        with throwaway("local") as server:
            return str(server.flavor)

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(version, range(8)))) == 1
