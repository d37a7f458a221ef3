"""The README's first command, as a newcomer runs it."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from support import servers

ROOT = Path(__file__).parent.parent.parent
ONE_OF_A_KIND = list({spec.partition(":")[0]: spec for spec in servers.startable()}.values())


@pytest.mark.parametrize("spec", ONE_OF_A_KIND)
def test_demo_ends_with_equal_schemas(spec: str) -> None:
    done = subprocess.run(
        ["scripts/demo", spec], cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.endswith("the two schemas are the same\n")
    assert done.stdout.count("5 applied") == 2


def test_demo_without_a_server_says_why_and_ends_with_two() -> None:
    command = ["scripts/demo", "local:/nope"]
    done = subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "error: /nope cannot be run" in done.stderr
