"""What a script's file name says: its role, version and description, by Flyway's rules."""

from __future__ import annotations

from dataclasses import dataclass

from driftproof.model.errors import ScriptError
from driftproof.model.scripts import ScriptKind, Version

_STEPS = ["Clean", "Migrate", "EachMigrate", "EachMigrateStatement", "Undo", "EachUndo", "EachUndoStatement", "Deploy"]
_STEPS += ["Validate", "Init", "Baseline", "Repair", "Info"]
_SINGLE = ["beforeVersioned", "afterVersioned", "beforeRepeatables", "afterMigrateApplied", "beforeConnect"]
_SINGLE += ["createSchema", "beforeCreateSchema"]
EVENTS = frozenset(form.format(step) for step in _STEPS for form in ("before{}", "after{}", "after{}Error")) | {
    *_SINGLE
}
"""The events that Flyway (3.2.1 up to 11) knows callbacks for; names of files are compared exactly."""

_VERSIONED = {"V": ScriptKind.VERSIONED, "B": ScriptKind.BASELINE, "U": ScriptKind.UNDO}
_MAX_VERSION, _MAX_DESCRIPTION, _MAX_NAME = 50, 200, 1000
"""Widths of the columns `version`, `description` and `script` of the history table."""


@dataclass(frozen=True, slots=True)
class ScriptName:
    """What a file name says; `version` stands in versioned, baseline and undo scripts, `event` in callbacks."""

    kind: ScriptKind
    description: str
    version: Version | None = None
    event: str = ""


def read_script_name(name: str, suffixes: tuple[str, ...] = (".sql",)) -> ScriptName | None:
    """Read the file name `name`, a path relative to its folder; None when it is no script's name.

    Raises `ScriptError` for a name that was meant to be a script's but breaks the rules: such a file would
    otherwise be left out of an upgrade without a word.
    """
    file = name.rpartition("/")[2]
    suffix = next((suffix for suffix in suffixes if file.endswith(suffix)), None)
    if suffix is None:
        return None
    stem = file.removesuffix(suffix)
    front, separator, back = stem.partition("__")
    if front in EVENTS:
        return ScriptName(ScriptKind.CALLBACK, back.replace("_", " "), None, front)
    if not _meant_as_script(stem, bool(separator)):
        return None
    if not separator:
        raise _misnamed(name, "has no two underscores between version and description", suffix)
    if not back:
        raise _misnamed(name, "has no description after the two underscores", suffix)
    script = _named_script(name, front, back.replace("_", " "), suffix)
    _check_widths(name, script)
    return script


def _meant_as_script(stem: str, separated: bool) -> bool:
    """Whether a name without its suffix starts like a script's: ``V5…``, ``V…__…``, ``R_…``."""
    if not stem or stem[0] not in "VBUR":
        return False
    return separated or stem[1:2].isdigit() or (len(stem) > 1 and stem[1] == "_")


def _named_script(name: str, front: str, description: str, suffix: str) -> ScriptName:
    """Return what the parts of a name before and after ``__`` say; raises `ScriptError`."""
    prefix, version = front[0], front[1:]
    if prefix == "R":
        if version:
            raise _misnamed(name, f"is repeatable (R) and so cannot have a version ({version})", suffix)
        return ScriptName(ScriptKind.REPEATABLE, description)
    if not version:
        raise _misnamed(name, f"has no version after {prefix}", suffix)
    try:
        return ScriptName(_VERSIONED[prefix], description, Version.parse(version))
    except ScriptError:
        raise _misnamed(
            name, f"has a version that is not numbers joined by dots or underscores: {version}", suffix
        ) from None


def _check_widths(name: str, script: ScriptName) -> None:
    """Raise `ScriptError` when a part of the name does not fit into the history table."""
    version = script.version.text if script.version else ""
    parts = (("version", version, _MAX_VERSION), ("description", script.description, _MAX_DESCRIPTION))
    for part, text, most in (*parts, ("path", name, _MAX_NAME)):
        if len(text) > most:
            message = f"the {part} in its name is {len(text)} characters long"
            raise ScriptError(message, hint=f"the history table takes {most}: choose a shorter name")


def _misnamed(name: str, what: str, suffix: str) -> ScriptError:
    """Return the error for a misnamed file; the caller adds the place."""
    hint = f"name it like V5.5.16__add_index{suffix}, R__views{suffix} or beforeMigrate{suffix}, or move it elsewhere"
    return ScriptError(f"the name {name.rpartition('/')[2]} {what}", hint=hint)
