"""Fixtures for all tests: real servers, a database of one's own, golden files."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from support import servers
from support.database import Database, drop_database, new_name

DATA = Path(__file__).parent / "data"

settings.register_profile("driftproof", deadline=None)  # a busy machine is no failure
settings.load_profile("driftproof")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write golden files anew from what the code does")


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--update-golden") and os.environ.get("CI"):
        raise pytest.UsageError("--update-golden is for people who look at the difference, not for CI")
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # a run in the background: commands under test heed it
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if not hasattr(config, "workerinput"):
        servers.open_registry()


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        servers.close_registry()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "server" in metafunc.fixturenames:
        wanted = servers.wanted_for(metafunc.definition.path)
        metafunc.parametrize(
            "server", wanted, ids=[servers.label(spec) for spec in wanted], indirect=True, scope="session"
        )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "server" in getattr(item, "fixturenames", ()) or "server" in item.path.relative_to(DATA.parent).parts[:-1]:
            item.add_marker(pytest.mark.server)


@pytest.fixture(scope="session")
def server(request: pytest.FixtureRequest) -> servers.Server:
    """A real server: one of DRIFTPROOF_TEST_URLS or DRIFTPROOF_TEST_IMAGES, shared by the whole run."""
    try:
        return servers.obtain(request.param)
    except servers.NoServer as error:
        missing = f"{error}\n{servers.ADVICE}"
    pytest.fail(missing, pytrace=False)


@pytest.fixture
def database(server: servers.Server) -> Iterator[Database]:
    """A fresh, empty database (utf8mb4, the server's own collation) on `server`, dropped after the test."""
    with server.connection() as connection:
        created = Database(server, new_name())
        connection.change(f"CREATE DATABASE `{created.name}` CHARACTER SET utf8mb4")
        try:
            yield created
        finally:
            drop_database(connection, created.name)


@pytest.fixture
def other_database(server: servers.Server) -> Iterator[Database]:
    """A second database, for tests that compare two."""
    with server.connection() as connection:
        created = Database(server, new_name())
        connection.change(f"CREATE DATABASE `{created.name}` CHARACTER SET utf8mb4")
        try:
            yield created
        finally:
            drop_database(connection, created.name)


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compare a text with a golden file, or write the file under --update-golden."""
    update = request.config.getoption("--update-golden")

    def check(path: Path, actual: str) -> None:
        if update:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(actual, encoding="utf-8")
        assert path.is_file(), f"{path} is missing: run pytest --update-golden and look at what it writes"
        assert actual == path.read_text(encoding="utf-8"), f"differs from {path}; see --update-golden"

    return check
