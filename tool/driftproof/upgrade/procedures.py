"""Helper procedures as files: one procedure each, named like the file."""

from __future__ import annotations

from pathlib import Path

from driftproof.model.errors import SourceError
from driftproof.model.scripts import Script, ScriptKind


def read_helpers(folder: str | Path) -> tuple[Script, ...]:
    """Return the helper files ``NAME.sql`` of a folder by name; raises `SourceError` when it cannot be read."""
    root = Path(folder)
    if not root.is_dir():
        raise SourceError(f"the folder of helpers {root} does not exist", hint="see --helpers and --no-helpers")
    try:
        return tuple(_helper(path) for path in sorted(root.glob("*.sql")))
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(f"a helper in {root} cannot be read: {error}") from None


def _helper(path: Path) -> Script:
    data = path.read_bytes()
    text = data.decode("utf-8-sig")
    return Script(ScriptKind.CALLBACK, path.name, str(path), path.stem, data, text, event="helpers")
