"""The real ``mariadb`` and ``mysql`` clients: what they send to a server, as its general log has it."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from driftproof.live.address import parse_url
from driftproof.live.connect import connect
from driftproof.live.throwaway import throwaway
from support.servers import NoServer

OWN_QUERIES = ("select @@version_comment limit 1", "select $$")
"""What the clients ask by themselves when they start."""


@dataclass(frozen=True, slots=True)
class Listener:
    """A server that logs what it receives, and the client of the same vendor; `image` is empty for a local one.

    `series` names client and version: ``mariadb-10.11``.
    """

    url: str
    program: str
    image: str
    series: str

    def received(self, scripts: Sequence[bytes], folder: Path, *options: str, database: str = "") -> list[list[str]]:
        """Run each of `scripts` through a client of its own; return, per script, the statements that came in.

        `folder` is an empty one for the files. Choosing a database (``use``) is told as ``use NAME``.
        """
        for number, script in enumerate(scripts):
            (folder / f"{number:04}.sql").write_bytes(script)
        self._clear()
        self._run_clients(folder, [*options, *([f"--database={database}"] if database else [])])
        return self._logged(len(scripts))

    def _clear(self) -> None:
        connection = connect(parse_url(self.url))
        try:
            connection.execute("SET GLOBAL general_log = 0")
            connection.execute("TRUNCATE mysql.general_log")
            connection.execute("SET GLOBAL general_log = 1")
        finally:
            connection.close()

    def _run_clients(self, folder: Path, options: list[str]) -> None:
        address = parse_url(self.url)
        where = [f"--host={address.host}", f"--port={address.port or 3306}", "--protocol=tcp"]
        if address.socket:
            where = [f"--socket={address.socket}"]
        command = [self.program, "--no-defaults", *where, f"--user={address.user}", "--force", *options]
        loop = 'for f in "$0"/*.sql; do "$@" <"$f" >/dev/null 2>>"$0/errors" || true; done; touch "$0/done"'
        environment = ["-e", f"MYSQL_PWD={address.password or ''}"]
        if self.image:
            mount = ["-v", f"{folder}:/scripts", "--network=host", "--entrypoint=sh"]
            whole = ["docker", "run", "--rm", *environment, *mount, self.image, "-c", loop, "/scripts", *command]
        else:
            whole = ["env", environment[1], "sh", "-c", loop, str(folder), *command]
        subprocess.run(whole, check=True, timeout=600, capture_output=True)
        if not (folder / "done").exists():
            raise AssertionError(f"the client did not run: {whole}")

    def _logged(self, count: int) -> list[list[str]]:
        """The log by connection, in the order of connecting; raises AssertionError when connections are missing."""
        connection = connect(parse_url(self.url))
        try:
            connection.execute("SET GLOBAL general_log = 0")
            own = connection.value("SELECT CONNECTION_ID()")
            rows = connection.rows("SELECT thread_id, command_type, argument FROM mysql.general_log")
        finally:
            connection.close()
        threads: dict[int, list[str]] = {}
        for thread, command, argument in rows:
            text = argument.decode("utf-8", errors="replace") if isinstance(argument, bytes) else str(argument)
            if thread == own or command not in ("Connect", "Query", "Init DB"):
                continue
            if command == "Connect":
                threads.setdefault(thread, [])
            elif thread in threads and text not in OWN_QUERIES:
                threads[thread].append(f"use {text}" if command == "Init DB" else text)
        if len(threads) != count:
            raise AssertionError(f"{count} clients were run, {len(threads)} connected")
        return list(threads.values())


@contextmanager
def listening(spec: str) -> Iterator[Listener]:
    """Start a server of `spec` (an image such as ``mariadb:11.8``, or ``local``) with its general log in a table."""
    if "://" in spec:
        raise NoServer(f"the log of {spec} is not ours to turn on: name an image or local instead")
    local = spec.startswith("local")
    options = ["--log-output=TABLE", "--general-log=1", "--max-allowed-packet=64M"]
    options += ["--log-raw=1"] if "mysql" in spec else []
    with throwaway(spec if local else f"docker:{spec}", options=tuple(options)) as server:
        program = "mariadb" if server.flavor.is_mariadb else "mysql"
        if local and not shutil.which(program):
            raise NoServer(f"no {program} client here")
        series = ".".join(str(part) for part in server.flavor.version[:2])
        yield Listener(server.url, program, "" if local else spec, f"{program}-{series}")
