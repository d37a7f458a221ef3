"""Versions that a folder of scripts declares as withdrawn: released to some databases, then taken back."""

from __future__ import annotations

import tomllib
from pathlib import Path

from driftproof.model.errors import Place, ScriptError, UsageError
from driftproof.model.scripts import Version


def read_withdrawn(folder: str) -> frozenset[Version]:
    """Return what ``withdrawn = ["5.5.12"]`` in the folder's own ``driftproof.toml`` lists; empty without that file.

    Raises `UsageError` when the file or a version in it cannot be read.
    """
    path = Path(folder, "driftproof.toml")
    try:
        listed = tomllib.loads(path.read_text(encoding="utf-8")).get("withdrawn", [])
        return frozenset(Version.parse(text) for text in listed)
    except (FileNotFoundError, NotADirectoryError):
        return frozenset()
    except (OSError, ValueError, TypeError, AttributeError) as error:
        hint = 'list versions as texts: withdrawn = ["5.5.12"]'
        raise UsageError(f"this cannot be read: {error}", place=Place(str(path)), hint=hint) from None
    except ScriptError as error:
        raise UsageError(error.message, place=Place(str(path)), hint=error.hint) from None
