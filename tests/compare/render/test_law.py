from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from change_strategies import CHANGES, EVERY_ACTION
from driftproof.compare.render import concise, render, render_table
from driftproof.language.lex import Dialect
from driftproof.language.parse import parse
from driftproof.model.catalog import Table
from driftproof.model.changes import AlterTable, Change, CreateTable, ObjectName, TableAction
from driftproof.model.flavor import Flavor
from strategies import FLAVORS, tables


def reader(flavor: Flavor) -> Dialect:
    """What reads the syntax of any vendor: changes are drawn without regard to which server has them."""
    return Dialect.of(flavor).leniently()


slow = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


def test_every_kind_of_change_is_drawn() -> None:
    kinds = {kind.__name__ for kind in get_args(Change)} - {"AlterView"}
    assert kinds == set(CHANGES) - {"CreateOrReplaceIndex"}
    assert {kind.__name__ for kind in get_args(TableAction)} == set(EVERY_ACTION)


@pytest.mark.parametrize("kind", sorted(CHANGES))
@given(data=st.data(), flavor=FLAVORS)
@slow
def test_reading_what_was_rendered_gives_the_change_back(kind: str, data: st.DataObject, flavor: Flavor) -> None:
    change = data.draw(CHANGES[kind])
    assert parse(render(change, flavor), reader(flavor)) == change


@pytest.mark.parametrize("kind", sorted(EVERY_ACTION))
@given(data=st.data(), flavor=FLAVORS)
@slow
def test_reading_an_action_that_was_rendered_gives_it_back(kind: str, data: st.DataObject, flavor: Flavor) -> None:
    change = AlterTable(ObjectName("t"), (data.draw(EVERY_ACTION[kind]),))
    assert parse(render(change, flavor), reader(flavor)) == change


@given(table=tables(), flavor=FLAVORS)
@slow
def test_a_rendered_table_is_the_table_in_brief(table: Table, flavor: Flavor) -> None:
    assert parse(render_table(table, flavor), reader(flavor)) == CreateTable(
        ObjectName(table.name), concise(table, flavor)
    )
