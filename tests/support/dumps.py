"""The real ``mariadb-dump`` and ``mysqldump``, from the server images or from this machine."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from driftproof.live.address import parse_url
from support.servers import ADVICE, NoServer, Server

TOOLS = ("mariadb-dump", "mysqldump")
OPTIONS = ("--no-data", "--routines", "--events", "--triggers")
LOOP = 'for d in $NAMES; do "$0" "$@" "$d" >"/dumps/$d.sql" || exit; done'


def image_of(tool: str, server: Server) -> str:
    """The image that has a tool: MariaDB's own series where the server is of it."""
    if tool == "mysqldump":
        return "mysql:9.7"
    series = ".".join(str(part) for part in server.flavor.version[:2]) if server.flavor.is_mariadb else "11.8"
    return f"mariadb:{series}"


def dump(tool: str, server: Server, names: Sequence[str], folder: Path, options: Sequence[str] = OPTIONS) -> list[Path]:
    """Dump databases with a tool, each into a file in `folder`, as the tool writes it.

    Raises `NoServer` where neither an image nor this machine has the tool.
    """
    address = parse_url(server.url)
    where = [f"--host={address.host}", f"--port={address.port or 3306}", "--protocol=tcp"]
    where = [f"--socket={address.socket}"] if address.socket else where
    command = ["--no-defaults", *where, f"--user={address.user}", *options]
    given = {"MYSQL_PWD": address.password or "", "NAMES": " ".join(names)}
    if shutil.which("docker"):
        shown = [word for name in given for word in ("--env", name)]
        mount = ["-v", f"{folder}:/dumps", "--network=host", "--entrypoint=sh"]
        whole = ["docker", "run", "--rm", *shown, *mount, image_of(tool, server), "-c", LOOP, tool, *command]
    elif shutil.which(tool):
        whole = ["sh", "-c", LOOP.replace("/dumps", str(folder)), tool, *command]
    else:
        raise NoServer(f"there is no {tool} here. {ADVICE}")
    done = subprocess.run(whole, env={**os.environ, **given}, check=False, timeout=300, capture_output=True, text=True)
    if done.returncode:
        raise NoServer(f"{tool} of {image_of(tool, server)}: {done.stderr.strip()[-500:]}\n{ADVICE}")
    return [folder / f"{name}.sql" for name in names]
