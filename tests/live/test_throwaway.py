"""Specs, greetings and errors of throwaway servers, as far as they need no server."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from driftproof.live.throwaway import throwaway
from driftproof.live.throwaway.greeting import read_greeting
from driftproof.live.throwaway.leftovers import PREFIX, is_orphan, owner, sweep_folders
from driftproof.live.throwaway.local import find_program
from driftproof.model.errors import ServerUnavailable, UsageError


@contextmanager
def answering(reply: bytes) -> Iterator[int]:
    """A port where something answers every connection with `reply` and hangs up."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            connection, _ = listener.accept()
            with connection:
                connection.sendall(reply)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield listener.getsockname()[1]
        thread.join(timeout=5)


def packet(payload: bytes) -> bytes:
    return len(payload).to_bytes(3, "little") + b"\0" + payload


def test_greeting_gives_the_version() -> None:
    with answering(packet(b"\x0a10.11.6-MariaDB\0" + b"\1" * 40)) as port:
        assert read_greeting("127.0.0.1", port, timeout=5) == "10.11.6-MariaDB"


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (packet(b"\xff\x10\x04Too many connections"), "ERROR 1040: Too many connections"),
        (packet(b"\xff\x6a\x04Host 'x' is not allowed"), "ERROR 1130"),
        (b"SSH-2.0-OpenSSH_9.2\r\n" * 400, "is no MySQL or MariaDB server"),
        (b"", "closed before the greeting"),
        (packet(b"\x0a8.0.36\0" + b"\1" * 40)[:9], "closed before the greeting"),
    ],
)
def test_what_is_no_greeting_is_refused(reply: bytes, said: str) -> None:
    with answering(reply) as port, pytest.raises(ServerUnavailable, match=said):
        read_greeting("127.0.0.1", port, timeout=5)


def test_nobody_listens() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        with pytest.raises(ServerUnavailable, match="no server answers at 127"):
            read_greeting("127.0.0.1", free.getsockname()[1], timeout=1)


@pytest.mark.parametrize("spec", ["", "nope", "docker", "docker:", "http://localhost/", "mysql:", "mariadb:10.11"])
def test_what_is_no_spec_is_refused_with_the_forms(spec: str) -> None:
    with pytest.raises(UsageError, match="docker:IMAGE"), throwaway(spec):
        pass


def test_a_running_server_takes_no_options() -> None:
    with pytest.raises(UsageError, match="no server options"), throwaway("mysql://127.0.0.1:1/", options=("--x",)):
        pass


@pytest.mark.parametrize(
    ("path", "said"), [("/nope", "cannot be run: No such file"), (sys.executable, "does not say its version|it says")]
)
def test_what_is_no_server_program_is_refused(path: str, said: str) -> None:
    with pytest.raises(ServerUnavailable, match=said):
        find_program(path)


def test_no_server_program_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nope")
    monkeypatch.setattr("driftproof.live.throwaway.local.FOLDERS", ())
    with pytest.raises(ServerUnavailable, match="no mariadbd or mysqld on this machine"):
        find_program("")


def test_auto_gives_both_reasons(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOCKER_HOST", "tcp://127.0.0.1:1")
    monkeypatch.setenv("PATH", "/nope")
    monkeypatch.setattr("driftproof.live.throwaway.local.FOLDERS", ())
    with pytest.raises(
        ServerUnavailable, match=r"(?s)container: no Docker engine answers.*local: no mariadbd"
    ) as caught:
        throwaway("auto").__enter__()
    assert "--server URL" in caught.value.hint


@pytest.mark.parametrize("missing", ["docker", "testcontainers.core.docker_client"])
def test_containers_without_testcontainers(monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(ServerUnavailable, match="testcontainers is not installed") as caught:
        throwaway("docker:mariadb:10.11").__enter__()
    assert "pip install 'driftproof[docker]'" in caught.value.hint


def finished_process() -> int:
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def owner_of(process: int) -> str:
    return f"{owner().rpartition('/')[0]}/{process}"


def test_owners() -> None:
    room = owner().rpartition("/")[0]
    assert room.startswith(socket.gethostname())
    assert not is_orphan(owner())
    assert is_orphan(f"{room}/{finished_process()}")
    assert not is_orphan(f"another-{room}/{finished_process()}")
    assert not is_orphan(f"{socket.gethostname()}/{finished_process()}")
    assert not is_orphan("nonsense")
    assert not is_orphan("")


def test_leftovers_of_finished_processes_are_removed_and_no_others(tmp_path: Path) -> None:
    owners = {"gone": owner_of(finished_process()), "mine": owner(), "foreign": "elsewhere/1"}
    for name, owned_by in owners.items():
        (tmp_path / f"{PREFIX}{name}").mkdir()
        (tmp_path / f"{PREFIX}{name}" / "owner").write_text(owned_by)
    (tmp_path / f"{PREFIX}unmarked").mkdir()
    sweep_folders(tmp_path)
    left = {path.name.removeprefix(PREFIX) for path in tmp_path.iterdir()}
    assert left == {"mine", "foreign", "unmarked"}


def test_a_leftover_server_is_ended_and_a_process_with_its_number_is_not(tmp_path: Path) -> None:
    gone = owner_of(finished_process())
    sleeper = "import time; time.sleep(60)"
    for name, argument in (("real", str(tmp_path / f"{PREFIX}real")), ("reused", "another")):
        folder = tmp_path / f"{PREFIX}{name}"
        folder.mkdir()
        (folder / "owner").write_text(gone)
        process = subprocess.Popen([sys.executable, "-c", sleeper, argument])
        (folder / "server.pid").write_text(str(process.pid))
        if name == "real":
            real = process
        else:
            reused = process
    sweep_folders(tmp_path)
    try:
        assert real.wait(timeout=10) == -signal.SIGKILL
        assert reused.poll() is None
    finally:
        reused.kill()
        reused.wait()
    assert list(tmp_path.iterdir()) == []


def test_signal_handling_is_put_back() -> None:
    handlers = [signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGHUP)]
    with pytest.raises(UsageError), throwaway("nope"):
        pass
    assert [signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGHUP)] == handlers
