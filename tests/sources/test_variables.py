"""Server settings that somebody tells: what they change of the defaults, and what is refused."""

from __future__ import annotations

import pytest

from driftproof.model.errors import UsageError
from driftproof.model.flavor import SERVER_VARIABLES, Flavor, default_settings
from driftproof.sources.variables import told_settings

OLD = default_settings(Flavor.parse("mysql:5.7"))


def test_nothing_told_leaves_the_defaults() -> None:
    assert told_settings(OLD, ()) == OLD


def test_told_variables_take_the_place_of_defaults() -> None:
    told = told_settings(
        OLD,
        ["sql_mode=", "explicit-defaults-for-timestamp = on", "character_set_server=utf8", "lower_case_table_names=1"],
    )
    assert told.sql_mode == frozenset()
    assert told.explicit_defaults_for_timestamp
    assert (told.charset, told.collation) == ("utf8mb3", "utf8mb3_general_ci")
    assert told.lower_case_table_names == 1


def test_a_mode_that_stands_for_several_is_spelled_out() -> None:
    assert "NO_ZERO_DATE" in told_settings(OLD, ["sql_mode=traditional"]).sql_mode


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("sql_mode", "has no ="),
        ("sql_mod=ANSI", "did you mean sql_mode"),
        ("sql_mode=ANSI,STRICTLY", "1231"),
        ("explicit_defaults_for_timestamp=maybe", "ON or OFF"),
        ("lower_case_table_names=3", "0, 1 or 2"),
    ],
)
def test_what_no_server_takes_is_refused(text: str, said: str) -> None:
    with pytest.raises(UsageError) as raised:
        told_settings(OLD, [text])
    assert said in str(raised.value)


def test_every_variable_can_be_told() -> None:
    values = {"sql_mode": "ANSI", "character_set_server": "latin1", "collation_server": "latin1_bin"}
    values |= {"default_storage_engine": "MyISAM", "character_set_collations": "utf8mb4=utf8mb4_bin"}
    changed = told_settings(
        default_settings(Flavor.parse("mariadb:11.8")),
        [f"{name}={values.get(name, 'ON' if name != 'lower_case_table_names' else '2')}" for name in SERVER_VARIABLES],
    )
    assert changed.collation_of_charset == (("utf8mb4", "utf8mb4_bin"),)
    assert (changed.default_engine, changed.collation) == ("MyISAM", "latin1_bin")
    assert changed.lower_case_table_names == 2
    assert changed.restrict_fk_on_non_standard_key
