"""The columns of CREATE TABLE … SELECT are those that servers were seen to make."""

from __future__ import annotations

from dataclasses import replace

import pytest

from driftproof.model.flavor import Flavor, default_settings
from driftproof.replay.replay import replay
from support.evaluation import made_script
from support.selecting import FOLDER, compare, held, read_answers, recorded_file


@pytest.mark.parametrize("name", ["mariadb:10.11.18", "mariadb:11.8.9", "mysql:9.7.4"])
def test_columns_of_select(name: str) -> None:
    flavor = Flavor.parse(name)
    settings = replace(default_settings(flavor), charset="utf8mb4", sql_mode=frozenset())
    trace = replay([made_script((FOLDER / "tables.sql").read_text(), "V1__tables.sql")], settings, "shop")
    mode = frozenset({"STRICT_TRANS_TABLES", "NO_ZERO_DATE", "NO_ZERO_IN_DATE"})
    session = replace(trace.session, sql_mode=mode, variables=held())
    answers = read_answers(recorded_file(flavor))
    wrong, unknown = compare(answers, trace.catalog, session)
    assert wrong == []
    assert unknown < len(answers) * 0.06
