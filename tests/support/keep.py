"""Keeps one server of a test run: ``python -m support.keep SPEC STATE REGISTRY PROCESS``.

Writes the server's URL, or why there is none, to STATE, then waits until PROCESS or the folder REGISTRY is gone.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import time
from pathlib import Path

from driftproof.live.throwaway import throwaway
from driftproof.model.errors import DriftproofError


def keep(spec: str, state: Path, registry: Path, process: int) -> None:
    full = spec if spec.startswith(("local", "auto", "docker:")) else f"docker:{spec}"
    try:
        with throwaway(full, options=("--max-connections=500",)) as server:
            _write(state, {"url": server.url, "flavor": str(server.flavor)})
            while registry.exists() and _runs(process):
                time.sleep(0.2)
        if not _runs(process):  # killed, so that nobody else removes the folder
            shutil.rmtree(registry, ignore_errors=True)
    except DriftproofError as error:
        _write(state, {"error": str(error)})


def _write(path: Path, content: dict[str, str]) -> None:
    whole = path.with_suffix(".new")
    whole.write_text(json.dumps(content))
    whole.replace(path)


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


if __name__ == "__main__":
    keep(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]))
