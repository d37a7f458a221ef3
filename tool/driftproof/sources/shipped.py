"""The SQL that driftproof ships: the product's upgrade scripts and the helper procedures."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import driftproof
from driftproof.model.errors import SourceError

Kind = Literal["versions", "procedures"]


def shipped_sql(kind: Kind) -> Path:
    """Return the folder of the shipped SQL: beside the code in a wheel, at the root of a checkout.

    `kind` is ``versions`` (upgrade scripts) or ``procedures`` (helpers). Raises `SourceError` when neither is there,
    which means that the installation is damaged.
    """
    package = Path(driftproof.__file__).resolve().parent
    places = (package / "sql" / kind, package.parent.parent / kind)
    for place in places:
        if place.is_dir():
            return place
    raise SourceError(
        f"the {kind} that driftproof ships are neither in {places[0]} nor in {places[1]}",
        hint="install driftproof anew",
    )
