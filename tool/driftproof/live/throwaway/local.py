"""A server program of this machine on a private data directory: own port, own socket, own password, no trace left."""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from driftproof.live.throwaway.leftovers import PREFIX, owner, sweep_folders
from driftproof.live.throwaway.server import ThrowawayServer, server_at, tail, wait_until_ready
from driftproof.model.errors import ServerUnavailable

PROGRAMS = ("mariadbd", "mysqld")
FOLDERS = ("/usr/sbin", "/usr/libexec", "/usr/local/sbin", "/usr/local/mysql/bin", "/opt/homebrew/bin")
"""Where server programs live that are not on an ordinary user's PATH."""

MEMORY = Path("/dev/shm")
MEMORY_NEEDED = 2 << 30
"""Free bytes that tmpfs must have for a data directory; a fresh one takes some 150 MB."""

ATTEMPTS = 3
"""How often another port is tried when a port that was free has been taken by the time the server binds it."""


@dataclass(frozen=True, slots=True)
class Program:
    """A server program: its path, and whether it is MariaDB's."""

    path: Path
    is_mariadb: bool

    def __str__(self) -> str:
        return str(self.path)


@dataclass(frozen=True, slots=True)
class Place:
    """The private directory of a server, and the user that runs it when this process is root's."""

    folder: Path
    user: str | None

    @property
    def group(self) -> int | None:
        """The primary group of that user, for subprocess."""
        return pwd.getpwnam(self.user).pw_gid if self.user else None

    @property
    def other_groups(self) -> list[int] | None:
        """No other groups for that user; None leaves this process's own, which only root can drop."""
        return [] if self.user else None

    @property
    def data(self) -> Path:
        """The data directory."""
        return self.folder / "data"

    @property
    def environment(self) -> dict[str, str]:
        """The server's environment: a starting MariaDB deletes every server's temporary tables in its TMPDIR."""
        return {**os.environ, "TMPDIR": str(self.folder / "tmp")}

    @property
    def log(self) -> Path:
        """The server's error log."""
        return self.folder / "server.log"


def find_program(path: str) -> Program:
    """Return the server program at `path`, or the first one of this machine when `path` is empty.

    Raises `ServerUnavailable` when there is none, or it does not say a version as MariaDB and MySQL do.
    """
    search = os.pathsep.join([os.environ.get("PATH", ""), *FOLDERS])
    found = path or next(filter(None, (shutil.which(name, path=search) for name in PROGRAMS)), "")
    if not found:
        raise ServerUnavailable(
            f"no {' or '.join(PROGRAMS)} on this machine",
            hint="install one (apt-get install mariadb-server-core), or name it: local:/path/to/mariadbd",
        )
    try:
        said = subprocess.run(
            [found, "--no-defaults", "--version"], capture_output=True, text=True, timeout=30, check=True
        )
    except OSError as error:
        raise ServerUnavailable(f"{found} cannot be run: {error.strerror}") from error
    except subprocess.SubprocessError as error:
        raise ServerUnavailable(f"{found} is no MySQL or MariaDB server: it does not say its version") from error
    if " Ver " not in said.stdout:
        raise ServerUnavailable(f"{found} is no MySQL or MariaDB server: it says {said.stdout[:200]!r}")
    return Program(Path(found), "mariadb" in said.stdout.lower())


@contextmanager
def local_server(program: Program, options: tuple[str, ...], say: Callable[[str], None]) -> Iterator[ThrowawayServer]:
    """Yield a server that `program` runs in a new directory, in memory if there is room; both are gone at the end.

    Raises `ServerUnavailable`, with the end of the server's log, when it cannot be set up or does not start.
    """
    parent = _roomy_parent()
    sweep_folders(parent)
    folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=parent))
    try:
        (folder / "owner").write_text(owner())
        place = Place(folder, _unprivileged_user())
        _prepare(place)
        say(f"starting {program} in {folder}")
        _initialise(program, place, options)
        password = secrets.token_hex(8)
        _write_accounts(place, password)
        with _running(program, place, options) as (port, restart):
            yield replace(server_at("127.0.0.1", port, password, f"local {program}"), restart=restart)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _roomy_parent() -> Path:
    if os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free >= MEMORY_NEEDED:
        return MEMORY
    return Path(tempfile.gettempdir())


def _unprivileged_user() -> str | None:
    """Return the user to run a server as: None (this process's own), or for root the package's user or nobody."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next((name for name in ("mysql", "nobody") if name in known), None)


def _prepare(place: Place) -> None:
    place.data.mkdir()
    for name in ("files", "tmp"):
        (place.folder / name).mkdir()
    if place.user:
        place.folder.chmod(0o711)
        for path in (place.data, place.folder / "files", place.folder / "tmp"):
            shutil.chown(path, place.user)
        place.log.touch()
        shutil.chown(place.log, place.user)


def _initialise(program: Program, place: Place, options: tuple[str, ...]) -> None:
    """Make the system tables. Some server options matter here already, such as ``--lower-case-table-names``."""
    if program.is_mariadb:
        command = [
            str(_install_program(program)),
            "--no-defaults",
            f"--datadir={place.data}",
            "--auth-root-authentication-method=normal",
            "--skip-test-db",
            "--force",  # else it insists on resolving the machine's own name
            "--skip-name-resolve",
        ]
    else:
        command = [str(program), "--no-defaults", "--initialize-insecure", f"--datadir={place.data}"]
        command.append(f"--secure-file-priv={place.folder / 'files'}")
    done = subprocess.run(
        [*command, *options],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd=place.folder,
        env=place.environment,
        check=False,
        user=place.user,
        group=place.group,
        extra_groups=place.other_groups,
    )
    if done.returncode != 0:
        raise ServerUnavailable(
            f"{program} cannot set up a data directory in {place.folder} (status {done.returncode})",
            hint=f"it said:\n{_complaints(done.stdout)}",
        )


def _complaints(said: str) -> str:
    """Return the lines that complain; mariadb-install-db follows them with a page of general advice."""
    lines = [line for line in said.splitlines() if "ERROR" in line or "denied" in line]
    advice = "Ubuntu's AppArmor profile of mysqld refuses private directories: use mariadbd or a container"
    return tail("\n".join(lines) or said) + (f"\n{advice}" if "denied" in said else "")


def _install_program(program: Program) -> Path:
    """Return the set-up program that belongs to a mariadbd: beside it, as in an unpacked archive, or on the PATH."""
    base = program.path.resolve().parent.parent
    for folder in (base / "scripts", base / "bin"):
        for name in ("mariadb-install-db", "mysql_install_db"):
            if (folder / name).is_file():
                return folder / name
    if found := shutil.which("mariadb-install-db"):
        return Path(found)
    raise ServerUnavailable(f"{program} has no mariadb-install-db", hint="install the whole server package")


def _write_accounts(place: Place, password: str) -> None:
    """Write the file of statements (one a line, as --init-file wants) that makes root's account of this server."""
    path = place.folder / "accounts.sql"
    path.touch(mode=0o600)
    path.write_text(
        "CREATE USER IF NOT EXISTS 'root'@'127.0.0.1';\n"
        f"ALTER USER 'root'@'127.0.0.1' IDENTIFIED BY '{password}';\n"
        "GRANT ALL PRIVILEGES ON *.* TO 'root'@'127.0.0.1' WITH GRANT OPTION;\n"
        f"ALTER USER 'root'@'localhost' IDENTIFIED BY '{password}';\n"
    )
    if place.user:
        shutil.chown(path, place.user)


@contextmanager
def _running(program: Program, place: Place, options: tuple[str, ...]) -> Iterator[tuple[int, Callable[[], None]]]:
    """Yield the port of a running server, and what kills and restarts it there.

    It is killed at the end, for nothing of its data is wanted any more.
    """
    server, port = _started(program, place, options)
    running = [server]

    def restart() -> None:
        _kill(running[-1])
        running.append(_launch(program, place, port, options))
        _await(program, place, running[-1], port)

    try:
        yield port, restart
    finally:
        _kill(running[-1])


def _started(program: Program, place: Place, options: tuple[str, ...]) -> tuple[subprocess.Popen[bytes], int]:
    attempt = 1
    while True:
        port = _free_port()
        server = _launch(program, place, port, options)
        try:
            _await(program, place, server, port)
        except ServerUnavailable:
            _kill(server)
            if attempt == ATTEMPTS or "already in use" not in _log_of(place):
                raise
        except BaseException:
            _kill(server)
            raise
        else:
            return server, port
        attempt += 1


def _kill(server: subprocess.Popen[bytes]) -> None:
    server.kill()
    server.wait()


def _launch(program: Program, place: Place, port: int, options: tuple[str, ...]) -> subprocess.Popen[bytes]:
    command = [
        str(program),
        "--no-defaults",
        f"--datadir={place.data}",
        f"--socket={place.data / 'server.sock'}",
        f"--pid-file={place.data / 'server.pid'}",
        f"--init-file={place.folder / 'accounts.sql'}",
        f"--secure-file-priv={place.folder / 'files'}",
        f"--port={port}",
        "--bind-address=127.0.0.1",
        "--character-set-server=utf8mb4",
        "--innodb-flush-log-at-trx-commit=0",
        "--skip-log-bin",
        "--skip-name-resolve",
        *(() if program.is_mariadb else ("--mysqlx=OFF",)),
        *options,
    ]
    with place.log.open("ab") as log:
        server = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd=place.folder,
            env=place.environment,
            start_new_session=True,
            user=place.user,
            group=place.group,
            extra_groups=place.other_groups,
        )
    (place.folder / "server.pid").write_text(str(server.pid))
    return server


def _await(program: Program, place: Place, server: subprocess.Popen[bytes], port: int) -> None:
    def ended() -> str | None:
        status = server.poll()
        return None if status is None else f"it ended with status {status}"

    wait_until_ready("127.0.0.1", port, str(program), ended, lambda: tail(_log_of(place)))


def _log_of(place: Place) -> str:
    return place.log.read_text(errors="replace") if place.log.exists() else ""


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
