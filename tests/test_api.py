"""The public Python API: every name is there, and none is loaded before it is asked for."""

from __future__ import annotations

import subprocess
import sys

import pytest

from driftproof import api

LAZY = ("compare", "live", "proof", "replay", "sources", "upgrade")


def test_every_name_is_there_and_stays_the_same() -> None:
    assert {name: getattr(api, name) for name in api.__all__} == {name: vars(api)[name] for name in api.__all__}
    assert set(api.__all__) <= set(dir(api))


def test_a_name_that_is_not_there_is_no_attribute() -> None:
    with pytest.raises(AttributeError, match="no attribute 'replay_never'"):
        _ = api.replay_never  # type: ignore[attr-defined]


def test_a_replay_loads_no_runner_no_comparison_and_no_proof() -> None:
    program = (
        "import sys; from driftproof import api\n"
        f"print(sorted(name for name in {LAZY!r} if f'driftproof.{{name}}' in sys.modules))\n"
        "api.replay_all\n"
        f"print(sorted(name for name in {LAZY!r} if f'driftproof.{{name}}' in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd="/", capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["[]", "['replay']"]
