"""The settings of a server that is known by its flavor and the variables that somebody tells of it."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

from driftproof.model.errors import UsageError
from driftproof.model.flavor import SERVER_VARIABLES, Flavor, Settings
from driftproof.replay.evaluate.refusal import Refusal
from driftproof.replay.session import read_modes

_SWITCHES = frozenset({"explicit_defaults_for_timestamp", "foreign_key_checks", "restrict_fk_on_non_standard_key"})
_SWITCH_TEXTS = frozenset({"ON", "OFF", "1", "0", "TRUE", "FALSE"})


def told_settings(settings: Settings, variables: Sequence[str]) -> Settings:
    """Return the settings of a server with variables ``NAME=VALUE`` in place of what it has.

    Modes that stand for several are spelled out. Raises `UsageError` for a variable that is none of
    `SERVER_VARIABLES`, and for a value that the server would not take.
    """
    values: dict[str, str] = {}
    for text in variables:
        name, separator, value = (part.strip() for part in text.partition("="))
        key = name.lower().replace("-", "_")
        if not separator or key not in SERVER_VARIABLES:
            close = get_close_matches(key, SERVER_VARIABLES, 1)
            known = f"did you mean {close[0]}?" if close and separator else f"known are: {', '.join(SERVER_VARIABLES)}"
            said = (
                f"{text!r} is no server variable that changes what scripts mean" if separator else f"{text!r} has no ="
            )
            raise UsageError(said, hint=f"write NAME=VALUE; {known}")
        values[key] = _checked(key, value, settings.flavor)
    return settings.with_variables(values)


def _checked(name: str, value: str, flavor: Flavor) -> str:
    """Return a value as `Settings.with_variables` takes it."""
    if name in _SWITCHES and value.upper() not in _SWITCH_TEXTS:
        raise UsageError(f"{name} is ON or OFF, not {value!r}")
    if name == "lower_case_table_names" and value not in {"0", "1", "2"}:
        raise UsageError(f"lower_case_table_names is 0, 1 or 2, not {value!r}")
    if name != "sql_mode":
        return value
    try:
        return ",".join(sorted(read_modes(value, flavor)))
    except Refusal as refused:
        raise UsageError(f"{flavor} does not take sql_mode={value}: {refused.answer}") from None
