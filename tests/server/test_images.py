"""The images, official or made by tests/images/build, by the variables that both kinds follow."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import docker
import pytest
from docker.models.containers import Container
from testcontainers.community.mysql import MySqlContainer
from testcontainers.core.config import testcontainers_config

from driftproof.live.address import Address
from driftproof.live.connect import connect
from driftproof.model.errors import ServerUnavailable
from support import servers

IMAGES = [spec.removeprefix("docker:") for spec in servers.startable() if spec.startswith("docker:")]
PASSWORD = """it's "a\\b" `c` $d"""


@pytest.mark.parametrize("image", IMAGES)
def test_testcontainers_own_module_can_use_them(image: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """First database, user with odd characters in the password, script of the first start, two lines that say ready."""
    monkeypatch.setattr(testcontainers_config, "ryuk_disabled", True)
    (tmp_path / "first.sql").write_text("CREATE TABLE `seeded` (`id` INT PRIMARY KEY);")
    wanted = MySqlContainer(image, username="app", password=PASSWORD, root_password=PASSWORD, dbname="app_db")
    wanted.with_volume_mapping(tmp_path, "/docker-entrypoint-initdb.d")
    with warnings.catch_warnings(), wanted as container:
        warnings.simplefilter("ignore")
        host, port = container.get_container_host_ip(), container.get_exposed_port(3306)
        root = Address(host=host.replace("localhost", "127.0.0.1"), port=port, user="root", password=PASSWORD)
        app = connect(replace(root, user="app"))
        app.use("app_db")
        assert app.rows("SHOW TABLES") == [("seeded",)]
        assert app.value("SELECT CURRENT_USER()") == "app@%"
        assert {row[0] for row in app.rows("SHOW DATABASES")} - {"information_schema", "performance_schema"} == {
            "app_db"
        }
        with pytest.raises(ServerUnavailable, match="Access denied"):
            connect(replace(root, password="wrong"))
        administrator = connect(root)
        assert administrator.value("SELECT COUNT(*) FROM mysql.user WHERE user = ''") == 0
        assert administrator.value("SELECT @@character_set_server") == "utf8mb4"
        administrator.close()
        app.close()


@contextmanager
def running(image: str, *command: str) -> Iterator[Container]:
    client = docker.from_env()
    container = client.containers.run(image, list(command), detach=True)
    try:
        yield container
    finally:
        container.remove(force=True, v=True)
        client.close()


@pytest.mark.parametrize("image", IMAGES)
def test_no_password_is_refused(image: str) -> None:
    with running(image) as container:
        assert container.wait(timeout=60)["StatusCode"] == 1
        assert b"ROOT_PASSWORD" in container.logs()


@pytest.mark.parametrize("image", IMAGES)
def test_another_command_runs_in_place_of_the_server(image: str) -> None:
    with running(image, "cat", "/etc/os-release") as container:
        assert container.wait(timeout=60)["StatusCode"] == 0
        assert b"ID=" in container.logs()
