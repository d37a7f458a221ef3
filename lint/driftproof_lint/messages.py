"""The catalogue of messages: every sentence of the linter in English and Chinese, in one file."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal

Language = Literal["en", "zh"]
LANGUAGES: tuple[Language, ...] = ("en", "zh")


@cache
def catalogue() -> Mapping[str, Mapping[str, str]]:
    """Return every entry by its key: ``rule-name`` or ``rule-name.message``, each with its languages."""
    return {key: entry for key, entry in _written().items() if key != "phrases"}


@cache
def _text() -> str:
    return Path(__file__).with_name("messages.toml").read_text(encoding="utf-8")


@cache
def _written() -> Mapping[str, Any]:
    return tomllib.loads(_text())


@cache
def entry_of(key: str) -> Mapping[str, str]:
    """Return one entry of the catalogue, read alone: a run says few of the sentences."""
    _, heading, rest = _text().partition(f'\n["{key}"]\n' if "." in key else f"\n[{key}]\n")
    if not heading:
        raise KeyError(key)
    return tomllib.loads(rest.partition("\n[")[0])


@cache
def _phrases() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return the English phrases as patterns, each with its Chinese."""
    entries = _written()["phrases"]
    return tuple((re.compile(re.escape(one["en"]).replace(r"\{\}", "(.+)")), one["zh"]) for one in entries)


def phrase(text: str, language: Language = "en") -> str:
    """Return the title of a fix, or what is said of a related place, in a language; what is SQL alone stays."""
    if language == "en":
        return text
    for pattern, zh in _phrases():
        found = pattern.fullmatch(text)
        if found is not None:
            return zh.format(*found.groups())
    return text


def sentence(rule: str, message: str, args: Mapping[str, object], language: Language = "en") -> str:
    """Return the sentence of a rule, filled in; `message` is empty for a rule that has only one."""
    key = f"{rule}.{message}" if message else rule
    return entry_of(key)[language].format_map(args)


def own_sentence(
    messages: Mapping[str, Any], message: str, args: Mapping[str, object], language: Language = "en"
) -> str:
    """Return the sentence of a rule that brings its own; English stands in for a language that it has not.

    `messages` holds sentences by language, or, where there are several, by key and language.
    """
    own = messages[message] if message else messages
    return str(own.get(language) or own["en"]).format_map(args)
