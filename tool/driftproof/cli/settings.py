"""Options from a file: ``driftproof.toml``, or ``[tool.driftproof]`` in ``pyproject.toml``.

A key at the top is an option of every command that has it; a table named like a command holds options of that one::

    defaults-file = "~/.my.cnf"

    [upgrade]
    lock-timeout = 60

Keys are the options' long names without the dashes in front. The linter reads its own table, ``[lint]``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

import click

from driftproof.model.errors import Place, UsageError

OWN_READERS = frozenset({"lint"})
"""Tables whose keys the command itself reads and checks."""


@dataclass(frozen=True, slots=True)
class Settings:
    """A settings file: where it is, and what `[tool.driftproof]`, or the whole of `driftproof.toml`, says."""

    path: Path
    values: Mapping[str, Any]


def find_settings(start: Path | None = None) -> Settings | None:
    """Return the settings of the nearest folder, from `start` (the working directory) upwards, that has any.

    Raises `UsageError` when a file is no TOML. ``driftproof.toml`` wins over ``pyproject.toml`` in one folder.
    """
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        own, project = folder / "driftproof.toml", folder / "pyproject.toml"
        if own.is_file():
            return Settings(own, MappingProxyType(_read(own)))
        if project.is_file() and b"[tool.driftproof" in project.read_bytes():
            return Settings(project, MappingProxyType(_read(project).get("tool", {}).get("driftproof", {})))
    return None


def defaults_of(settings: Settings, command: click.Command) -> dict[str, Any]:
    """Return the defaults of a command's options: the keys at the top that it has, then its own table.

    Raises `UsageError` for a key in the command's own table that is none of its options.
    """
    known = {name for name in (parameter.name for parameter in command.params) if name}
    general = {_parameter(key): value for key, value in settings.values.items() if not isinstance(value, dict)}
    own = settings.values.get(command.name or "", {})
    if not isinstance(own, dict):
        raise UsageError(f"{command.name} must be a table, [{command.name}]", place=Place(str(settings.path)))
    if command.name in OWN_READERS:
        own = {}
    if unknown := sorted(key for key in own if _parameter(key) not in known):
        raise UsageError(
            f"[{command.name}] has no option {', '.join(unknown)}",
            place=Place(str(settings.path)),
            hint=f"options are: {', '.join(sorted(name.replace('_', '-') for name in known))}",
        )
    merged = general | {_parameter(key): value for key, value in own.items()}
    return {key: value for key, value in merged.items() if key in known}


def foreign_keys(settings: Settings, command: click.Command) -> list[str]:
    """Return the keys at the top, tables included, that are neither options of `command` nor its own table, sorted."""
    known = {parameter.name for parameter in command.params} | {command.name}
    return sorted(key for key in settings.values if _parameter(key) not in known)


def check_keys(settings: Settings, commands: Iterable[click.Command], names: Iterable[str]) -> None:
    """Raise `UsageError` for a key at the top that is an option of none of the commands, or a table of no such name.

    `commands` are those that are there, `names` those that there may be.
    """
    options = {parameter.name for command in commands for parameter in command.params}
    tables = {*names, *OWN_READERS}
    for key, value in settings.values.items():
        if isinstance(value, dict) and key not in tables:
            hint = "tables are named like commands"
            raise UsageError(
                f"there is no command {key} for the table [{key}]", place=Place(str(settings.path)), hint=hint
            )
        if not isinstance(value, dict) and _parameter(key) not in options:
            message = f"{key} is an option of no command"
            raise UsageError(message, place=Place(str(settings.path)), hint="see driftproof COMMAND --help")


def _parameter(key: str) -> str:
    return key.replace("-", "_").lower()


def _read(path: Path) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"this is no TOML: {error}", place=Place(str(path))) from error
