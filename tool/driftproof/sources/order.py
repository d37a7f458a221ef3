"""The order in which an installer runs the scripts of a folder on an empty schema."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from driftproof.model.scripts import Script, Version
from driftproof.sources.folder import Folder

_QUALIFIED = re.compile(
    r"\b(?:TABLE|VIEW|INTO|UPDATE|EXISTS|REFERENCES|FROM)\s+(?:`([^`]+)`|(\w+))\s*\.\s*(?:`[^`]+`|\w)", re.IGNORECASE
)
_USED = re.compile(r"^\s*USE\s+(?:`([^`]+)`|(\w+))\s*;?", re.IGNORECASE | re.MULTILINE)
_OWN = frozenset({"information_schema", "performance_schema", "mysql", "sys", "new", "old"})


def run_order(folder: Folder, helpers: Iterable[Script] = (), at: Version | None = None) -> tuple[Script, ...]:
    """Return what a fresh install runs: helpers, callbacks of the start, versions up to `at`, repeatables, callbacks.

    A baseline script stands for the versions up to its own, as in Flyway; the newest one counts.
    """
    baseline = next((one for one in reversed(folder.baselines) if _reaches(one, at)), None)
    versioned = tuple(
        script
        for script in folder.versioned
        if _reaches(script, at) and (baseline is None or _is_behind(script, baseline))
    )
    first = () if baseline is None else (baseline,)
    end = folder.callbacks.get("afterMigrate", ())
    return (*begin(folder, helpers), *first, *versioned, *folder.repeatable, *end)


def install_order(folder: Folder, helpers: Iterable[Script] = ()) -> tuple[tuple[Script, ...], tuple[Script, ...]]:
    """Return what a fresh install runs before the scripts of a folder, and the scripts without any callbacks."""
    return begin(folder, helpers), run_order(replace(folder, callbacks={}))


def begin(folder: Folder, helpers: Iterable[Script] = ()) -> tuple[Script, ...]:
    """Return what runs before the scripts: the helpers that the callbacks of the start do not define, then those."""
    callbacks = folder.callbacks.get("beforeMigrate", ())
    defined = defined_programs(callbacks)
    return (*(helper for helper in helpers if helper.description.upper() not in defined), *callbacks)


_DEFINED = re.compile(
    r"(?i)\bcreate\s+(?:or\s+replace\s+)?(?:definer\s*=\s*\S+\s+)?(?:procedure|function)\s+"
    r"(?:if\s+not\s+exists\s+)?(?:`?\w+`?\s*\.\s*)?`?(\w+)"
)


def defined_programs(scripts: Iterable[Script]) -> frozenset[str]:
    """Return the names, in capitals, of the procedures and functions that scripts create."""
    return frozenset(name.upper() for each in scripts for name in _DEFINED.findall(each.text))


def _reaches(script: Script, at: Version | None) -> bool:
    return at is None or (script.version is not None and script.version <= at)


def _is_behind(script: Script, baseline: Script) -> bool:
    return script.version is not None and baseline.version is not None and script.version > baseline.version


def named_schema(scripts: Iterable[Script]) -> str:
    """Return the schema that scripts name most, by USE or by qualified names, or an empty text when they name none."""
    counted = Counter(name for script in scripts for name in _names(script.text) if name.lower() not in _OWN)
    return max(counted, key=lambda name: (counted[name], name), default="")


def _names(text: str) -> Iterator[str]:
    """Return the schemas that a script names; most scripts name none, and have no dot."""
    for pattern in (_QUALIFIED, _USED) if "." in text else (_USED,):
        yield from (found[1] or found[2] for found in pattern.finditer(text))
