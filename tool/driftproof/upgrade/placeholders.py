"""Placeholders ``${name}`` in scripts, replaced as Flyway replaces them: in the whole text, comments included."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from driftproof.model.errors import ScriptError
from driftproof.model.scripts import Script

_PLACEHOLDER = re.compile(r"\$\{([^{}]*)\}")


def built_in(schema: str, table: str, user: str) -> dict[str, str]:
    """Return the placeholders that Flyway 6 and later define by themselves, those that need no clock."""
    return {
        "flyway:defaultSchema": schema,
        "flyway:database": schema,
        "flyway:table": table,
        "flyway:user": user,
    }


def fill_placeholders(scripts: Iterable[Script], values: Mapping[str, str]) -> tuple[Script, ...]:
    """Return the scripts with every placeholder replaced.

    Raises `ScriptError` that lists every placeholder without a value, over all scripts.
    """
    filled, missing = [], []
    for script in scripts:
        if "${" not in script.text:
            filled.append(script)
            continue
        text, unknown = _fill(script, {**values, "flyway:filename": script.name.rsplit("/", 1)[-1]})
        filled.append(replace(script, text=text))
        missing += unknown
    if missing:
        hint = "give it with --placeholder NAME=VALUE, or leave such text alone with --no-placeholders"
        raise ScriptError("\n".join(missing), hint=hint)
    return tuple(filled)


def _fill(script: Script, values: Mapping[str, str]) -> tuple[str, list[str]]:
    unknown = []

    def value(match: re.Match[str]) -> str:
        if match[1] not in values:
            line = script.text.count("\n", 0, match.start()) + 1
            unknown.append(f"{script.place(line)}: no value for the placeholder {match[0]}")
        return values.get(match[1], match[0])

    return _PLACEHOLDER.sub(value, script.text), unknown
