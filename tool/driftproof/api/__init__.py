"""The public Python API: the operations that the command line, the linter, the tests and Python users call.

Each name is loaded from its home when it is first asked for: whoever lints or replays does not wait for the runner,
for comparisons and for proofs to be imported.
"""

from __future__ import annotations

from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from driftproof.api.comparisons import (
        Compared,
        compare,
        differences,
        html_report,
        probed,
        read_schema,
        script_between,
        script_for,
    )
    from driftproof.api.proofs import verify
    from driftproof.api.replays import replay_all
    from driftproof.api.revisions import RevisionStyle, alembic_revision
    from driftproof.api.upgrades import baseline, forecast, plan, repair, status, upgrade
    from driftproof.compare.comparison import statements_between
    from driftproof.compare.render.calls import helper_calls
    from driftproof.compare.render.guarded import ScriptStyle
    from driftproof.cost import cost_of_alter as cost_of
    from driftproof.proof.mend import Mended, fix_forward
    from driftproof.proof.release import Recorded
    from driftproof.proof.release import record_release as release
    from driftproof.proof.verify import Wanted
    from driftproof.replay.again import ScriptRun, replay_twice, run_on
    from driftproof.replay.apply import apply
    from driftproof.sources.folder import Folder, read_folder
    from driftproof.sources.order import install_order, named_schema, run_order
    from driftproof.sources.schema import Loaded, Reading
    from driftproof.sources.shipped import for_schema
    from driftproof.sources.variables import told_settings

__all__ = [
    "Compared",
    "Folder",
    "Loaded",
    "Mended",
    "Reading",
    "Recorded",
    "RevisionStyle",
    "ScriptRun",
    "ScriptStyle",
    "Wanted",
    "alembic_revision",
    "apply",
    "baseline",
    "compare",
    "cost_of",
    "differences",
    "fix_forward",
    "for_schema",
    "forecast",
    "helper_calls",
    "html_report",
    "install_order",
    "named_schema",
    "plan",
    "probed",
    "read_folder",
    "read_schema",
    "release",
    "repair",
    "replay_all",
    "replay_twice",
    "run_on",
    "run_order",
    "script_between",
    "script_for",
    "statements_between",
    "status",
    "told_settings",
    "upgrade",
    "verify",
]

_HOMES = MappingProxyType(
    {
        "api.comparisons": "Compared compare differences html_report probed read_schema script_between script_for",
        "api.proofs": "verify",
        "api.replays": "replay_all",
        "api.revisions": "RevisionStyle alembic_revision",
        "api.upgrades": "baseline forecast plan repair status upgrade",
        "compare.comparison": "statements_between",
        "compare.render.calls": "helper_calls",
        "compare.render.guarded": "ScriptStyle",
        "cost": "cost_of=cost_of_alter",
        "proof.mend": "Mended fix_forward",
        "proof.release": "Recorded release=record_release",
        "proof.verify": "Wanted",
        "replay.again": "ScriptRun replay_twice run_on",
        "replay.apply": "apply",
        "sources.folder": "Folder read_folder",
        "sources.order": "install_order named_schema run_order",
        "sources.schema": "Loaded Reading",
        "sources.shipped": "for_schema",
        "sources.variables": "told_settings",
    }
)
"""The module below `driftproof` that each name comes from, behind ``=`` the name that it has there."""


def __getattr__(name: str) -> Any:
    """Load a name of the API and keep it; raises `AttributeError` for any other."""
    for home, names in _HOMES.items():
        for entry in names.split():
            own, _, there = entry.partition("=")
            if own == name:
                found = getattr(import_module(f"driftproof.{home}"), there or name)
                globals()[name] = found
                return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
