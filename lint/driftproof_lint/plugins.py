"""Rules of one's own: packages offer them by the entry point group ``driftproof.rules``.

An entry point names a `Rule` or a sequence of them. Its name is the prefix of their codes: two letters that no rule of
driftproof and no other plugin begins with. Rules say their sentences in `Rule.messages`.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from driftproof.model.errors import UsageError

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

    from driftproof_lint.rule import Rule

GROUP = "driftproof.rules"


@dataclass(frozen=True, slots=True)
class Plugin:
    """An installed plugin: its prefix, where its rules are, and the distribution and file that they come from."""

    prefix: str
    value: str
    distribution: str
    stamp: str


def installed() -> tuple[Plugin, ...]:
    """Return the plugins that are installed, by prefix, without loading any."""
    return tuple(_plugin(point) for point in _points())


def with_plugins(rules: Sequence[Rule]) -> tuple[Rule, ...]:
    """Return rules together with those of the installed plugins.

    Raises `UsageError` for a plugin that cannot be loaded, that offers something else than rules, whose prefix is
    taken, or whose rules have codes of another prefix, or codes or names that are taken.
    """
    return joined(rules, ((point.name, point.value, _loaded(point)) for point in _points()))


def joined(rules: Sequence[Rule], offered: Iterable[tuple[str, str, object]]) -> tuple[Rule, ...]:
    """Return rules and those that plugins offer: each with its prefix, where it is, and what it offers."""
    found = list(rules)
    taken = {"LI", *(rule.group for rule in rules)}
    for prefix, value, offer in offered:
        if not re.fullmatch("[A-Z]{2}", prefix):
            raise _refusal(value, f"its prefix {prefix!r} is not two capital letters")
        if prefix in taken:
            raise _refusal(value, f"its prefix {prefix} is taken")
        taken.add(prefix)
        for rule in _rules_in(offer, value):
            _check(rule, prefix, value, found)
            found.append(rule)
    return tuple(found)


def _points() -> list[EntryPoint]:
    """Return the entry points of the group; the library that reads them is loaded only where some file names it."""
    if not any(map(_may_offer, sys.path)):
        return []
    from importlib.metadata import entry_points

    return sorted(entry_points(group=GROUP), key=lambda point: (point.name, point.value))


def _may_offer(root: str) -> bool:
    """Tell whether a distribution in a folder of `sys.path` names the group; an archive may always hold one."""
    folder = Path(root)
    if not folder.is_dir():
        return folder.exists()
    try:
        named = [name for name in os.listdir(folder) if name.lower().endswith((".dist-info", "egg-info"))]
        files = [folder / name / "entry_points.txt" for name in named]
        return any(GROUP in file.read_text(encoding="utf-8", errors="replace") for file in files if file.is_file())
    except OSError:
        return True  # the library knows what it can read


def _plugin(point: EntryPoint) -> Plugin:
    """Describe an entry point; the files of its package are stamped with size and time."""
    from importlib.util import find_spec

    named = f"{point.dist.name} {point.dist.version}" if point.dist else ""
    spec = find_spec(point.module.partition(".")[0])
    origin = Path(spec.origin) if spec and spec.origin else None
    files: Iterable[Path] = ()
    if origin is not None:
        files = sorted(origin.parent.rglob("*.py")) if spec and spec.submodule_search_locations else (origin,)
    stamp = " ".join(f"{path}:{path.stat().st_size}:{path.stat().st_mtime_ns}" for path in files)
    return Plugin(point.name, point.value, named, stamp)


def _loaded(point: EntryPoint) -> object:
    try:
        return point.load()
    except Exception as error:
        raise _refusal(point.value, f"it cannot be loaded: {type(error).__name__}: {error}") from error


def _rules_in(offer: object, value: str) -> Iterator[Rule]:
    """Yield the rules of an offer: one rule, or several."""
    from driftproof_lint.rule import Rule

    for rule in offer if isinstance(offer, (list, tuple)) else (offer,):
        if not isinstance(rule, Rule):
            raise _refusal(value, f"it offers a {type(rule).__name__}, not rules")
        yield rule


def _check(rule: Rule, prefix: str, value: str, found: Sequence[Rule]) -> None:
    if not re.fullmatch(f"{prefix}[0-9]{{3}}", rule.code):
        raise _refusal(value, f"the code {rule.code} of {rule.name} is not {prefix} and three digits")
    for other in found:
        if rule.code == other.code or rule.name == other.name:
            raise _refusal(value, f"{rule.code} {rule.name} collides with {other.code} {other.name}")
    if sum(check is not None for check in (rule.site, rule.script, rule.history)) != 1:
        raise _refusal(value, f"{rule.code} {rule.name} must have exactly one of site, script and history")


def _refusal(value: str, why: str) -> UsageError:
    return UsageError(f"the lint plugin {value} is refused: {why}", hint="uninstall it, or tell its author")
