"""Proof: the time for all start versions of a history on one core, with and without stops; growth; memory.

Run with ``scripts/bench verify``. Times are those of the processor, each of a process of its own, imports left out.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from history import write_history

from driftproof.api import Reading, Wanted, verify
from driftproof.model.flavor import Flavor, default_settings
from driftproof.sources.shipped import shipped_sql
from driftproof.upgrade.procedures import read_helpers

LENGTHS = (155, 310, 620)
KINDS = {
    "start versions": Wanted(crash=False, twice=False),
    "and every script twice": Wanted(crash=False),
    "and every stop": Wanted(),
}


def measure(length: int, kind: str) -> dict[str, float]:
    """Prove a history of that length in this process and return what it took."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "versions"
        statements = write_history(folder, length)
        reading = Reading(
            default_settings(Flavor.parse("mariadb:10.11")), helpers=read_helpers(shipped_sql("procedures"))
        )
        started = time.process_time()
        proof = verify(folder, KINDS[kind], reading)
        seconds = time.process_time() - started
    if not proof.holds:
        raise SystemExit(f"the history of {length} scripts does not converge")
    ways = sum(verdict.count for verdict in proof.verdicts)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"statements": statements, "ways": ways, "run": proof.statements, "seconds": seconds, "memory": memory}


def main() -> None:
    """Print the table, or what one process measures."""
    if len(sys.argv) == 3:
        print(json.dumps(measure(int(sys.argv[1]), sys.argv[2])))
        return
    print(f"{'scripts':>8} {'statements':>10}  {'proof of':<24} {'ways':>6} {'replayed':>9} {'cpu s':>7} {'MB':>5}")
    for kind in KINDS:
        for length in LENGTHS if kind == "start versions" else LENGTHS[:2]:
            command = [sys.executable, __file__, str(length), kind]
            found = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
            print(
                f"{length:>8} {found['statements']:>10}  {kind:<24} {found['ways']:>6} {found['run']:>9} "
                f"{found['seconds']:>7.2f} {found['memory']:>5.0f}",
                flush=True,
            )


if __name__ == "__main__":
    main()
