"""The catalogue of messages: every sentence of the linter in English and Chinese, in one file."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Literal

Language = Literal["en", "zh"]
LANGUAGES: tuple[Language, ...] = ("en", "zh")


@cache
def catalogue() -> Mapping[str, Mapping[str, str]]:
    """Return every entry by its key: ``rule-name`` or ``rule-name.message``, each with its languages."""
    text = files("driftproof_lint").joinpath("messages.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def sentence(rule: str, message: str, args: Mapping[str, object], language: Language = "en") -> str:
    """Return the sentence of a rule, filled in; `message` is empty for a rule that has only one."""
    key = f"{rule}.{message}" if message else rule
    entry = catalogue()[key]
    return entry[language].format_map(args)


def own_sentence(
    messages: Mapping[str, Any], message: str, args: Mapping[str, object], language: Language = "en"
) -> str:
    """Return the sentence of a rule that brings its own; English stands in for a language that it has not.

    `messages` holds sentences by language, or, where there are several, by key and language.
    """
    entry = messages[message] if message else messages
    return str(entry.get(language) or entry["en"]).format_map(args)
