"""What a process that was killed outright (SIGKILL, power) left behind, found again by the owner written on it."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
from pathlib import Path

PREFIX = "driftproof-server-"


def owner() -> str:
    """Return the name of this process as an owner: host and process number."""
    return f"{socket.gethostname()}/{os.getpid()}"


def is_orphan(owned_by: str) -> bool:
    """Tell whether an owner ran on this machine and is gone; of other machines' owners nothing is known."""
    host, _, process = owned_by.rpartition("/")
    if host != socket.gethostname() or not process.isdigit():
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False


def sweep_folders(parent: Path) -> None:
    """Remove the private data directories in `parent` whose owners are gone, and end servers still running there."""
    for folder in parent.glob(f"{PREFIX}*"):
        with contextlib.suppress(OSError):
            if folder.stat().st_uid == os.geteuid() and is_orphan((folder / "owner").read_text()):
                _end_server_in(folder)
                shutil.rmtree(folder, ignore_errors=True)


def _end_server_in(folder: Path) -> None:
    """Kill the server of `folder`, provided that the process by that number is one that runs there."""
    with contextlib.suppress(OSError, ValueError):
        process = int((folder / "server.pid").read_text())
        if str(folder).encode() in Path(f"/proc/{process}/cmdline").read_bytes():
            os.kill(process, signal.SIGKILL)
