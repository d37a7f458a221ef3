"""The real command line in a process of its own, and folders of scripts for it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

COMMAND = (sys.executable, "-c", "import sys; from driftproof.cli import main; sys.exit(main())")


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command did: its exit status and what it wrote."""

    status: int
    out: str
    err: str

    @property
    def text(self) -> str:
        return self.out + self.err


def environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment of a command: this one's without any setting of driftproof's, and `extra`."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DRIFTPROOF_")}
    return {**kept, "COLUMNS": "200", "LC_ALL": "C.UTF-8", **(extra or {})}


def driftproof(*arguments: str, cwd: Path | None = None, env: Mapping[str, str] | None = None) -> Ran:
    """Run ``driftproof`` with these arguments and wait for it."""
    done = subprocess.run(
        [*COMMAND, *arguments], cwd=cwd, env=environment(env), capture_output=True, text=True, timeout=120, check=False
    )
    return Ran(done.returncode, done.stdout, done.stderr)


def start_driftproof(*arguments: str, env: Mapping[str, str] | None = None) -> subprocess.Popen[str]:
    """Start ``driftproof`` and return the running process."""
    return subprocess.Popen(
        [*COMMAND, *arguments], env=environment(env), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def write_scripts(folder: Path, scripts: Mapping[str, str | bytes]) -> Path:
    """Write files into `folder`, which is made if need be, and return it."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in scripts.items():
        data = content if isinstance(content, bytes) else content.encode()
        (folder / name).write_bytes(data)
    return folder
