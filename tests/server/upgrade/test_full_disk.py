"""A disk that is really full: a table of a private server on a small file system in memory."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from driftproof.live.throwaway import throwaway
from support.runner import driftproof, write_scripts


@pytest.fixture
def small_disk() -> Iterator[Path]:
    """A mounted file system of 20 MB, which a server may write to."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=20m,mode=777", "tmpfs", name], check=True)
        try:
            yield Path(name)
        finally:
            subprocess.run(["umount", "--lazy", name], check=True)


@pytest.mark.nightly
def test_a_full_disk(small_disk: Path, tmp_path: Path) -> None:
    create = "CREATE TABLE IF NOT EXISTS a (id INT AUTO_INCREMENT PRIMARY KEY, t LONGTEXT)"
    script = f"{create} DATA DIRECTORY = '{small_disk}';\n"
    script += "INSERT INTO a (t) VALUES (REPEAT('x', 1000000));\nCOMMIT;\n" * 30
    folder = write_scripts(tmp_path / "s", {"V1__fill.sql": script})
    with throwaway("local") as server:
        env = {"DRIFTPROOF_URL": f"{server.url.rstrip('/')}/shop"}
        full = driftproof("upgrade", str(folder), env=env)
        assert full.status == 3, full.err
        assert "V1__fill.sql:" in full.err
        told = "the server said: ERROR 1114 (HY000): The table 'a' is full" in full.err
        assert told or "the connection was lost during statement " in full.err, full.err
        assert ("make room first" if told else "running again finds out") in full.err
        assert f"to go on: driftproof upgrade {folder}" in full.err
        subprocess.run(["mount", "-o", "remount,size=100m", str(small_disk)], check=True)
        if not told:  # MariaDB 10.11 ends itself where a file in memory cannot grow
            assert server.restart
            server.restart()
        done = driftproof("upgrade", str(folder), env=env)
        assert done.status == 0, done.err
