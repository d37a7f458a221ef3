"""The linter's configuration, in its three shapes: as written in a file, merged with the command line, and resolved.

``[lint]`` in ``driftproof.toml`` or ``[tool.driftproof.lint]`` in ``pyproject.toml``; flags win over files. A key that
is none is an error, so that a slip of the pen never switches a check off.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from driftproof.model.errors import Place, UsageError
from driftproof.model.findings import Severity
from driftproof.model.flavor import Flavor
from driftproof.model.scripts import Version
from driftproof_lint.rule import Rule

DEFAULT_TARGETS = ("mariadb:10.11", "mysql:8.4")
_LISTS = ("targets", "server-variables", "select", "ignore", "extend-select")
_TEXTS = ("profile", "baseline", "start-after", "schema", "fail-on", "lang", "released-tags", "database")
_FLAGS = ("preview", "suppressions", "report-suppressions", "require-reason", "warn-unused-suppressions")
_KINDS: Mapping[type, str] = {list: "a list of strings", str: "a string", bool: "true or false", dict: "a table"}
_TABLES = ("severity", "per-file-ignores", "rules")
_LEVELS = ("error", "warning", "info", "off")


@dataclass(frozen=True, slots=True)
class Config:
    """The resolved configuration.

    `rules` are those that run, with their severity; `existing` has another severity where a rule is to judge tables of
    older scripts by it, and None where it is to leave them alone. `targets` are the flavors, the first being replayed
    in full; `server_variables` (``NAME=VALUE``) is what they have in place of their defaults. `schema` is the schema
    name that scripts must name, or empty. `start_after` leaves older scripts unreported. `options` holds each rule's
    own options by its name.
    """

    rules: Mapping[str, Severity] = field(default_factory=dict)
    existing: Mapping[str, Severity | None] = field(default_factory=dict)
    profile: str = "house"
    targets: tuple[Flavor, ...] = ()
    server_variables: tuple[str, ...] = ()
    schema: str = ""
    database: str = ""
    start_after: Version | None = None
    baseline: str = ""
    released_tags: str = ""
    fail_on: str = "warning"
    language: str = "en"
    per_file_ignores: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    options: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    preview: bool = False
    suppressions: bool = True
    report_suppressions: bool = False
    require_reason: bool = False
    warn_unused_suppressions: bool = True


def check_keys(written: Mapping[str, Any], place: str) -> None:
    """Refuse keys that are none, and values of another type; raises `UsageError`."""
    kinds: tuple[tuple[tuple[str, ...], type], ...] = ((_LISTS, list), (_TEXTS, str), (_FLAGS, bool), (_TABLES, dict))
    known = {key: kind for keys, kind in kinds for key in keys}
    for key, value in written.items():
        if key not in known:
            hint = f"keys are: {', '.join(sorted(known))}"
            raise UsageError(f"[lint] has no key {key!r}", place=Place(place), hint=hint)
        if not isinstance(value, known[key]):
            raise UsageError(f"[lint] {key} must be {_KINDS[known[key]]}", place=Place(place))
        if isinstance(value, list):
            _check_texts(key, value, place)
    for glob, names in written.get("per-file-ignores", {}).items():
        _check_texts(f"per-file-ignores {glob!r}", names, place)
    for name, options in written.get("rules", {}).items():
        if not isinstance(options, dict):
            hint = f"write [lint.rules.{name}] and its options below"
            raise UsageError(f"[lint] rules.{name} must be a table", place=Place(place), hint=hint)


def _check_texts(key: str, value: object, place: str) -> None:
    if not isinstance(value, (list, tuple)) or not all(isinstance(one, str) for one in value):
        raise UsageError(f"[lint] {key} must be a list of strings", place=Place(place))


def resolve(written: Mapping[str, Any], rules: Sequence[Rule], place: str = "driftproof.toml") -> Config:
    """Turn a configuration as written into one that the engine runs on; raises `UsageError` for what makes no sense."""
    check_keys(written, place)
    profile = written.get("profile", "house")
    if profile not in {"house", "standard", "strict"}:
        raise UsageError(f"no profile {profile!r}", place=Place(place), hint="profiles are: house, standard, strict")
    config = Config(
        profile=profile,
        targets=tuple(Flavor.parse(text) for text in written.get("targets", DEFAULT_TARGETS)),
        server_variables=tuple(written.get("server-variables", ())),
        schema=written.get("schema", ""),
        database=written.get("database", ""),
        start_after=Version.parse(written["start-after"]) if written.get("start-after") else None,
        baseline=written.get("baseline", ""),
        released_tags=written.get("released-tags", ""),
        fail_on=_one_of(written.get("fail-on", "warning"), ("error", "warning", "info", "never"), "fail-on"),
        language=_one_of(written.get("lang", "en"), ("en", "zh"), "lang"),
        preview=written.get("preview", False),
        suppressions=written.get("suppressions", True),
        report_suppressions=written.get("report-suppressions", False),
        require_reason=written.get("require-reason", False),
        warn_unused_suppressions=written.get("warn-unused-suppressions", True),
    )
    selected, existing = _severities(_select(written, rules, config, place), written, rules, place)
    ignores = {glob: tuple(names) for glob, names in written.get("per-file-ignores", {}).items()}
    for names in ignores.values():
        named(names, rules, place)
    options = _options(written, rules, place)
    return replace(config, rules=selected, existing=existing, per_file_ignores=ignores, options=options)


def named(names: Iterable[str], rules: Sequence[Rule], place: str = "") -> frozenset[str]:
    """Return the names of the rules that codes, names, group letters or ``ALL`` stand for; raises `UsageError`."""
    found: set[str] = set()
    for text in names:
        key = text.strip()
        hits = {
            rule.name
            for rule in rules
            if key == "ALL" or key == rule.name or (key and rule.code.startswith(key.upper()))
        }
        if not hits:
            from difflib import get_close_matches

            close = get_close_matches(key, [rule.name for rule in rules], 1)
            hint = f"did you mean {close[0]}?" if close else "see driftproof rule for all of them"
            raise UsageError(f"no rule is called {key!r}", place=Place(place) if place else None, hint=hint)
        found |= hits
    return frozenset(found)


def _select(written: Mapping[str, Any], rules: Sequence[Rule], config: Config, place: str) -> frozenset[str]:
    """Return the names of the rules that the profile and the lists of a configuration choose."""
    if "select" in written:
        chosen = named(written["select"], rules, place)
    else:
        chosen = frozenset(
            rule.name for rule in rules if config.profile in rule.profiles and (config.preview or not rule.preview)
        )
    added, left_out = written.get("extend-select", ()), written.get("ignore", ())
    return (chosen | named(added, rules, place)) - named(left_out, rules, place)


def _severities(
    chosen: frozenset[str], written: Mapping[str, Any], rules: Sequence[Rule], place: str
) -> tuple[dict[str, Severity], dict[str, Severity | None]]:
    """Return the severity of each rule that runs, and that of tables of older scripts where it is another."""
    levels: dict[str, Severity | None] = {rule.name: rule.severity for rule in rules if rule.name in chosen}
    older: dict[str, Severity | None] = {
        rule.name: rule.severity_existing for rule in rules if rule.name in levels and rule.severity_existing
    }
    for key, said in written.get("severity", {}).items():
        new, existing = _levels(key, said, place)
        for name in named((key,), rules, place):
            levels[name] = _level(new)
            older.pop(name, None)
            if existing != new:
                older[name] = _level(existing)
    running = {name: level for name, level in levels.items() if level is not None}
    return running, {name: level for name, level in older.items() if name in running}


def _levels(key: str, said: object, place: str) -> tuple[str, str]:
    """Return the levels that a configuration gives a rule, for new tables and for those of older scripts."""
    if not isinstance(said, dict):
        level = _one_of(str(said), _LEVELS, f"severity of {key}")
        return level, level
    if set(said) != {"new", "existing"}:
        hint = 'write { new = "error", existing = "warning" }'
        raise UsageError(f"severity of {key} needs new and existing, and nothing else", place=Place(place), hint=hint)
    new, existing = (_one_of(str(said[one]), _LEVELS, f"severity of {key}, {one}") for one in ("new", "existing"))
    if new == "off" != existing:
        hint = "switch the rule off, or give both a level"
        raise UsageError(f"severity of {key} cannot be off for new tables alone", place=Place(place), hint=hint)
    return new, existing


def _level(text: str) -> Severity | None:
    return None if text == "off" else Severity[text.upper()]


def _options(written: Mapping[str, Any], rules: Sequence[Rule], place: str) -> dict[str, Mapping[str, object]]:
    """Check the options of single rules against what each declares, and return them with the defaults."""
    merged: dict[str, Mapping[str, object]] = {rule.name: rule.options for rule in rules}
    for key, options in written.get("rules", {}).items():
        for name in named((key,), rules, place):
            unknown = sorted(set(options) - set(merged[name]))
            if unknown:
                hint = f"its options are: {', '.join(sorted(merged[name])) or 'none'}"
                raise UsageError(f"rule {name} has no option {unknown[0]!r}", place=Place(place), hint=hint)
            for option, value in options.items():
                _check_kind(f"option {option} of rule {name}", value, merged[name][option], place)
            merged[name] = {**merged[name], **options}
    return merged


def _check_kind(what: str, value: object, default: object, place: str) -> None:
    """Refuse a value of another kind than the default's; lists stand for all that holds several things."""
    several = (list, tuple, set, frozenset)
    expected: type | tuple[type, ...] = several if isinstance(default, several) else type(default)
    wrong = isinstance(value, bool) is not isinstance(default, bool) or not isinstance(value, expected)
    if default is not None and wrong:
        said = f"{list(default)!r}" if isinstance(default, several) else repr(default)
        raise UsageError(f"{what} cannot be {value!r}", place=Place(place), hint=f"by default it is {said}")


def _one_of(value: str, choices: tuple[str, ...], what: str) -> str:
    if value not in choices:
        raise UsageError(f"{what} cannot be {value!r}", hint=f"it is one of: {', '.join(choices)}")
    return value
