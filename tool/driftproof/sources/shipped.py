"""The SQL that driftproof ships: the product's upgrade scripts and the helper procedures, for any schema."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Literal

import driftproof
from driftproof.model.errors import SourceError
from driftproof.model.names import quote_text
from driftproof.model.scripts import Script

Kind = Literal["versions", "procedures"]
_SHIPPED_SCHEMA = "DEFAULT 'zstack'"
"""How the shipped helpers name the only schema that they work on: the product's."""


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


def for_schema(helper: Script, schema: str) -> Script:
    """Return a helper that works on `schema`, where the shipped file names the product's own schema."""
    return replace(helper, text=helper.text.replace(_SHIPPED_SCHEMA, f"DEFAULT {quote_text(schema)}"))
