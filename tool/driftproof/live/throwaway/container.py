"""A server in a container, by testcontainers, which is imported only here and only when it is asked for."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from driftproof.live.throwaway.leftovers import is_orphan, owner
from driftproof.live.throwaway.server import ThrowawayServer, server_at, tail, wait_until_ready
from driftproof.model.errors import ServerUnavailable

if TYPE_CHECKING:
    from testcontainers.core.container import DockerContainer

USUAL_IMAGES = ("mariadb:11.8", "mariadb:10.11", "mysql:9.7", "mysql:8.4")
"""What ``auto`` looks for in the engine, best first; the first is pulled when the engine has none."""

OWNER = "org.driftproof.owner"
"""The label that names the process a container belongs to."""

_AGAIN = 'while :; do "$0" "$@"; done'
"""Runs the image's own entry point again when the server has been killed, so that data on tmpfs stays."""

_KILL = """found=1
for p in /proc/[0-9]*; do
    case $(tr '\\0' '\\n' < $p/cmdline | head -n 1) in
    mariadbd | mysqld | */mariadbd | */mysqld)
        kill -9 ${p#/proc/} && found=0
        while kill -0 ${p#/proc/}; do sleep 0.02; done ;;
    esac
done 2>/dev/null
exit $found"""
"""Kills the server by the name that it was started with: where it runs as another user, `/proc/*/exe` tells nothing."""

FAST = ("--innodb-flush-log-at-trx-commit=0", "--skip-log-bin", "--skip-name-resolve")
"""Server options that trade a durability nobody needs here for speed; both vendors know them."""


@contextmanager
def container_server(
    image: str, options: tuple[str, ...], say: Callable[[str], None], *, restartable: bool = False
) -> Iterator[ThrowawayServer]:
    """Yield a server in a container of `image`, data on tmpfs; the container is removed at the end of the block.

    A `restartable` one can be killed and restarted; its container then runs the server over and over.

    Raises `ServerUnavailable` when there is no engine or image, or the server in the container ends or stays silent.
    """
    engine = _engine()
    _remove_orphans(engine)
    _ensure_image(engine, image, say)
    password = secrets.token_hex(8)
    container = _container(engine, image, password).with_command([*FAST, *options])
    if restartable:
        own = engine.images.get(image).attrs["Config"]["Entrypoint"] or []
        container.with_kwargs(labels={OWNER: owner()}, entrypoint=["sh", "-c", _AGAIN, *own])
    say(f"starting a container of {image}")
    try:
        _start(container, image)
        host, port = _address(container, image)
        wait_until_ready(host, port, f"the container of {image}", lambda: _ended(container), lambda: _log(container))
        found = server_at(host, port, password, f"container of {image}")
        yield replace(found, restart=lambda: _restart(container, host, port, image)) if restartable else found
    finally:
        with suppress(Exception):  # an engine that is gone took its containers with it
            container.stop()


def _restart(container: DockerContainer, host: str, port: int, image: str) -> None:
    """Kill the server's process, and return when the next one answers."""
    if container.get_wrapped_container().exec_run(["sh", "-c", _KILL]).exit_code:
        raise ServerUnavailable(f"no server was found to kill in the container of {image}")
    wait_until_ready(host, port, f"the container of {image}", lambda: _ended(container), lambda: _log(container))


def image_at_hand(say: Callable[[str], None]) -> str:
    """Return the best of the usual images that the engine has, or the first one after pulling it.

    Raises `ServerUnavailable` when there is no engine, or it has none of them and can pull none.
    """
    engine = _engine()
    for image in USUAL_IMAGES:
        if _has_image(engine, image):
            return image
    _ensure_image(engine, USUAL_IMAGES[0], say)
    return USUAL_IMAGES[0]


def _engine() -> Any:
    """Return a client of the Docker engine, after a question that only a running engine answers."""
    try:
        import docker
        from testcontainers.core.docker_client import DockerClient
    except ImportError as error:
        raise ServerUnavailable(
            "testcontainers is not installed", hint="pip install 'driftproof[docker]', or use --server local"
        ) from error
    try:
        client = DockerClient().client
        client.ping()
    except docker.errors.DockerException as error:
        raise ServerUnavailable(
            f"no Docker engine answers: {_innermost(error)}", hint="start the engine, or use --server local"
        ) from error
    return client


def _innermost(error: BaseException) -> str:
    """Return what the operating system said, which docker and requests wrap several times."""
    while inner := error.__cause__ or error.__context__:
        error = inner
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


def _has_image(engine: Any, image: str) -> bool:
    import docker

    try:
        engine.images.get(image)
    except docker.errors.ImageNotFound:
        return False
    except docker.errors.APIError as error:
        raise ServerUnavailable(f"{image!r} is no image name: {error.explanation}") from error
    return True


def _ensure_image(engine: Any, image: str, say: Callable[[str], None]) -> None:
    import docker

    if _has_image(engine, image):
        return
    say(f"pulling {image}")
    try:
        engine.images.pull(image)
    except docker.errors.APIError as error:
        raise ServerUnavailable(
            f"the Docker engine has no image {image} and cannot pull it: {error.explanation or error}",
            hint="check the name, pull it by hand, or use --server local",
        ) from error


def _container(engine: Any, image: str, password: str) -> DockerContainer:
    """Return a container that is not started yet; MySQL reads its own variables, MariaDB both kinds."""
    from testcontainers.core.config import testcontainers_config
    from testcontainers.core.container import DockerContainer

    # Ryuk removes what a killed process leaves behind. It is an image of its own: where the engine lacks it, the
    # label and `_remove_orphans` do that work, and no registry is needed.
    if not _has_image(engine, testcontainers_config.ryuk_image):
        testcontainers_config.ryuk_disabled = True
    container = DockerContainer(image).with_exposed_ports(3306).with_tmpfs_mount("/var/lib/mysql")
    for vendor in ("MYSQL", "MARIADB"):
        container.with_env(f"{vendor}_ROOT_PASSWORD", password)
    return container.with_kwargs(labels={OWNER: owner()})


def _start(container: DockerContainer, image: str) -> None:
    import docker

    try:
        container.start()
    except docker.errors.APIError as error:
        raise ServerUnavailable(f"the container of {image} cannot be started: {error.explanation or error}") from error


def _address(container: DockerContainer, image: str) -> tuple[str, int]:
    try:
        host, port = container.get_container_host_ip(), container.get_exposed_port(3306)
    except Exception as error:  # testcontainers raises several kinds when the container has ended already
        reason = _ended(container) or str(error)
        text = f"the container of {image} does not start: {reason}"
        raise ServerUnavailable(text, hint=f"the end of its log:\n{_log(container)}") from error
    return "127.0.0.1" if host == "localhost" else host, port


def _ended(container: DockerContainer) -> str | None:
    import docker

    wrapped = container.get_wrapped_container()
    try:
        wrapped.reload()
    except docker.errors.DockerException as error:
        return f"it was removed, or the engine ended ({error})"
    if wrapped.status in {"created", "running"}:
        return None
    return f"it is {wrapped.status}, exit status {wrapped.attrs['State']['ExitCode']}"


def _log(container: DockerContainer) -> str:
    import docker

    try:
        return tail(container.get_wrapped_container().logs().decode("utf-8", "replace"))
    except docker.errors.DockerException:
        return tail("")


def _remove_orphans(engine: Any) -> None:
    """Remove containers whose processes were killed before they could do it themselves."""
    import docker

    with suppress(docker.errors.DockerException):
        for container in engine.containers.list(all=True, filters={"label": OWNER}):
            if is_orphan(container.labels.get(OWNER, "")):
                container.remove(force=True, v=True)
