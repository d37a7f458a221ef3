"""The servers of a test run: started when the first test asks, shared by all workers, gone when the run is over.

Each server is a process of its own (``python -m support.keep``) that watches the process of the test run, so that it
ends even when the run is killed. A folder, named by DRIFTPROOF_TEST_REGISTRY, tells the workers of pytest-xdist
which servers there are.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from driftproof.live.address import parse_url
from driftproof.live.connect import Connection, connect
from driftproof.live.throwaway.greeting import read_greeting
from driftproof.model.errors import DriftproofError
from driftproof.model.flavor import Flavor

DEFAULT_IMAGES = "mariadb:10.11,mariadb:11.8,mysql:9.7"
REGISTRY = "DRIFTPROOF_TEST_REGISTRY"
PATIENCE = 300
ADVICE = (
    "Server tests need real servers and are not skipped. Make the images with tests/images/build, or name others "
    "with DRIFTPROOF_TEST_IMAGES (local is this machine's mariadbd or mysqld), or running servers with "
    'DRIFTPROOF_TEST_URLS; pytest -m "not server" leaves these tests out.'
)


class NoServer(Exception):
    """A server that tests ask for cannot be had."""


@dataclass(frozen=True, slots=True)
class Server:
    """A server for tests: its URL (root, no database) and flavor."""

    url: str
    flavor: Flavor

    def database_url(self, name: str) -> str:
        return f"{self.url.rstrip('/')}/{name}"

    @contextmanager
    def connection(self, schema: str = "") -> Iterator[Connection]:
        """An open connection as root, on `schema` if one is named."""
        connection = connect(replace(parse_url(self.url), schema=schema))
        try:
            if schema:
                connection.use(schema)
            yield connection
        finally:
            connection.close()


def wanted() -> list[str]:
    """The specs of the servers to test on: URLs, images by their plain names, or local."""
    urls = os.environ.get("DRIFTPROOF_TEST_URLS", "")
    images = os.environ.get("DRIFTPROOF_TEST_IMAGES", "") or DEFAULT_IMAGES
    return [part.strip() for part in (urls or images).split(",") if part.strip()]


_LOCAL_TOO = (
    "test_demo.py", "test_fixtures.py", "test_throwaway.py", "live/", "upgrade/test_installers.py",
    "upgrade/test_journal.py", "upgrade/test_run.py",
)  # fmt: skip
"""Tests in tests/server for which it may matter how a server was had, and not its version alone."""


def wanted_for(path: Path) -> list[str]:
    """The specs of the servers for a file of tests: beside images a local server, of the same version as one of them,
    is for those only that could tell it from a container.
    """
    specs = wanted()
    within = path.as_posix().rpartition("/tests/server/")[2]
    return specs if within.startswith(_LOCAL_TOO) else [spec for spec in specs if spec != "local"] or specs


def startable() -> list[str]:
    """The specs of throwaway servers to test the starting of; running servers (DRIFTPROOF_TEST_URLS) are no matter."""
    images = (os.environ.get("DRIFTPROOF_TEST_IMAGES", "") or DEFAULT_IMAGES).split(",")
    return [spec if spec.startswith("local") else f"docker:{spec}" for spec in map(str.strip, images) if spec]


def label(spec: str) -> str:
    """A test id for a spec: the image, or what the server at a URL says it is."""
    if "://" not in spec:
        return spec
    address = parse_url(spec)
    try:
        flavor = Flavor.parse(read_greeting(address.host, address.port or 3306, timeout=2))
    except DriftproofError:
        return f"{address.host}:{address.port}"
    return f"{flavor.vendor}:{flavor.version[0]}.{flavor.version[1]}"


def obtain(spec: str) -> Server:
    """The running server for a spec, started if need be; raises `NoServer` with the reason."""
    if "://" in spec:
        return _given(spec)
    registry = Path(os.environ[REGISTRY])
    name = re.sub(r"[^\w.-]", "_", spec)
    state = registry / f"{name}.json"
    with (registry / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not state.exists():
            _start(spec, state)
    known = json.loads(state.read_text())
    if "error" in known:
        raise NoServer(f"{spec}: {known['error']}")
    return Server(known["url"], Flavor.parse(known["flavor"]))


def open_registry() -> None:
    """Make the folder that tells the workers which servers there are."""
    os.environ[REGISTRY] = tempfile.mkdtemp(prefix="driftproof-tests-")


def close_registry() -> None:
    """Stop every server of this run."""
    registry = Path(os.environ.pop(REGISTRY))
    keepers = [int(path.read_text()) for path in registry.glob("*.pid")]
    for keeper in keepers:
        with contextlib.suppress(ProcessLookupError):
            os.kill(keeper, signal.SIGTERM)
    end = time.monotonic() + 30
    while any(_runs(keeper) for keeper in keepers) and time.monotonic() < end:
        time.sleep(0.05)
    shutil.rmtree(registry, ignore_errors=True)


def _given(url: str) -> Server:
    try:
        connection = connect(parse_url(url))
    except DriftproofError as error:
        raise NoServer(str(error)) from error
    connection.close()
    return Server(url, connection.flavor)


def _start(spec: str, state: Path) -> None:
    log = state.with_suffix(".log")
    keeper = [sys.executable, "-m", "support.keep", spec, str(state), str(os.environ[REGISTRY])]
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*keeper, str(_run_process())],
            cwd=Path(__file__).parent.parent,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    state.with_suffix(".pid").write_text(str(process.pid))
    end = time.monotonic() + PATIENCE
    while not state.exists():
        if process.poll() is not None or time.monotonic() > end:
            state.write_text(json.dumps({"error": f"the server did not start:\n{log.read_text()[-4000:]}"}))
        time.sleep(0.05)


def _run_process() -> int:
    """The process of the whole run: the parent of a pytest-xdist worker, else this one."""
    return os.getppid() if "PYTEST_XDIST_WORKER" in os.environ else os.getpid()


def _runs(process: int) -> bool:
    with contextlib.suppress(ChildProcessError):
        os.waitpid(process, os.WNOHANG)
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True
