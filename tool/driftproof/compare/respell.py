"""Catalogs of servers that compare table names differently, keyed and spelled so that they can be compared.

With ``lower_case_table_names`` 1 a server stores names in lower case, with 2 it compares them so; a script from
elsewhere may spell them otherwise (https://dev.mysql.com/doc/refman/8.4/en/identifier-case-sensitivity.html).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from driftproof.model.catalog import Catalog, ForeignKey, Schema, Table, View
from driftproof.model.names import NameRules, fold, quote


def respell(before: Catalog, after: Catalog) -> tuple[Catalog, Catalog]:
    """Return both catalogs under one rule for names, `after` spelled as `before` is; as they are where rules agree."""
    lowest = max(before.rules.lower_case_table_names, after.rules.lower_case_table_names)
    if lowest == 0 or before.rules == after.rules:
        return before, after
    rules = NameRules(lowest)
    left, right = _rekeyed(before, rules), _rekeyed(after, rules)
    only = next(iter(left.schemas)) if len(left.schemas) == len(right.schemas) == 1 else ""
    schemas = {
        key: _spelled(schema, left.schemas.get(only or key), before.rules) for key, schema in right.schemas.items()
    }
    return left, replace(right, schemas=schemas)


def _rekeyed(catalog: Catalog, rules: NameRules) -> Catalog:
    schemas = {}
    for schema in catalog.schemas.values():
        schemas[rules.key(schema.name)] = replace(
            schema,
            tables={rules.key(table.name): table for table in schema.tables.values()},
            views={rules.key(view.name): view for view in schema.views.values()},
            triggers={rules.key(trigger.name): trigger for trigger in schema.triggers.values()},
            sequences={rules.key(sequence.name): sequence for sequence in schema.sequences.values()},
        )
    return replace(catalog, rules=rules, schemas=schemas)


def _spelled(schema: Schema, like: Schema | None, rules: NameRules) -> Schema:
    """Return a schema with names of tables and views spelled as in `like`, or as a server of `rules` stores them."""
    known = {fold(name): name for name in _names(like)} if like else {}

    def spell(name: str) -> str:
        stored = fold(name) if rules.lower_case_table_names == 1 else name
        return known.get(fold(name), stored)

    respelled = {name: spell(name) for name in _names(schema) if spell(name) != name}
    triggers = {key: replace(item, table=spell(item.table)) for key, item in schema.triggers.items()}
    tables = {key: _table(table, spell) for key, table in schema.tables.items()}
    views = {key: _view(view, spell, respelled) for key, view in schema.views.items()}
    return replace(schema, tables=tables, views=views, triggers=triggers)


def _names(schema: Schema) -> list[str]:
    return [*(table.name for table in schema.tables.values()), *(view.name for view in schema.views.values())]


def _table(table: Table, spell: Callable[[str], str]) -> Table:
    keys = tuple(_foreign_key(foreign_key, spell) for foreign_key in table.foreign_keys)
    return replace(table, name=spell(table.name), foreign_keys=keys)


def _foreign_key(foreign_key: ForeignKey, spell: Callable[[str], str]) -> ForeignKey:
    return replace(foreign_key, referenced_table=spell(foreign_key.referenced_table))


def _view(view: View, spell: Callable[[str], str], respelled: Mapping[str, str]) -> View:
    query = view.query
    for name, other in respelled.items():
        query = query.replace(quote(name), quote(other))
    return replace(view, name=spell(view.name), query=query)
