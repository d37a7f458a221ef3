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
    """Return the name of this process as an owner: where its number means something, and the number."""
    return f"{_room()}/{os.getpid()}"


def _room() -> str:
    """Return what tells apart the places where process numbers are counted: host, boot and process namespace.

    Machines of one host name, and containers of one machine, may share a Docker engine.
    """
    room = [socket.gethostname()]
    with contextlib.suppress(OSError):  # macOS has neither, and shares no engine with a namesake by chance
        room.append(Path("/proc/sys/kernel/random/boot_id").read_text().strip()[:8])
        room.append(str(Path("/proc/self/ns/pid").stat().st_ino))
    return "-".join(room)


def is_orphan(owned_by: str) -> bool:
    """Tell whether an owner ran where this process runs and is gone; of owners elsewhere nothing is known."""
    room, _, process = owned_by.rpartition("/")
    if room != _room() or not process.isdigit():
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
