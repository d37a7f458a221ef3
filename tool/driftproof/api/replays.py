"""Scripts replayed as a runner that nothing stops would run them."""

from __future__ import annotations

from collections.abc import Iterable

from driftproof.model.flavor import Settings
from driftproof.model.scripts import Script
from driftproof.model.trace import Trace
from driftproof.replay.replay import Policy, replay


def replay_all(scripts: Iterable[Script], settings: Settings, database: str) -> Trace:
    """Replay scripts one after the other on an empty server, errors notwithstanding, and return the trace."""
    return replay(scripts, settings, database, policy=Policy(on_error="continue"))
