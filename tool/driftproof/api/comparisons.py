"""Schemas of any form, read and compared."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import reduce
from operator import or_

from driftproof.compare.comparison import Side, compare_sides, target_schema, with_cost
from driftproof.compare.hazards import Situation
from driftproof.compare.render import render
from driftproof.compare.render.guarded import ScriptStyle, guarded_script
from driftproof.compare.rules import DiffRules
from driftproof.compare.trials import told, untold
from driftproof.cost import cost_of_alter
from driftproof.live.probe import Probed, probe
from driftproof.live.sizes import read_sizes
from driftproof.model.catalog import Schema, Table
from driftproof.model.changes import AlterSchema, AlterTable
from driftproof.model.difference import Comparison, ObjectDifference
from driftproof.model.errors import UsageError
from driftproof.model.flavor import Flavor
from driftproof.model.hazard import Cost
from driftproof.sources.schema import Loaded, Reading, Source, open_live, parse_source, read_source
from driftproof.sources.variables import told_settings


def read_schema(text: str, reading: Reading | None = None) -> Loaded:
    """Read a schema from any of its forms: a folder, a dump, a snapshot, a git revision, a server, metadata, Alembic.

    `reading` says for which server scripts are replayed, which procedures they call, and how servers are reached.
    Raises `driftproof.model.errors.DriftproofError` when the schema cannot be read.
    """
    return read_source(parse_source(text), reading or Reading())


@dataclass(frozen=True, slots=True)
class Compared:
    """Two schemas as they were read, and how they compare."""

    before: Loaded
    after: Loaded
    comparison: Comparison
    flavor: Flavor
    rules: DiffRules = field(default_factory=DiffRules)


def compare(before: str, after: str, reading: Reading | None = None, rules: DiffRules | None = None) -> Compared:
    """Compare two schemas of any form, object by object; `rules` say what is passed over.

    Scripts are replayed for the server of the other schema where that is a live one, a snapshot or a dump that names
    its server, and for the one of `reading` otherwise; in a database with the other's character set, or the server's
    where the scripts alter it themselves. Raises `driftproof.model.errors.DriftproofError` when a schema
    cannot be read.
    """
    how = reading or Reading()
    sources = [parse_source(text) for text in (before, after)]
    loaded: dict[int, Loaded] = {}
    begun = how.settings
    for at in sorted(range(2), key=lambda at: sources[at].rank):
        loaded[at] = read_source(sources[at], how)
        if how.is_beside and _alters_charset(loaded[at]):
            loaded[at] = read_source(sources[at], replace(how, settings=begun))
        if loaded[at].tells_server and not (how.has_flavor or how.is_beside):
            schema = loaded[at].schema
            told = told_settings(loaded[at].settings, how.variables)
            settings = replace(told, charset=schema.charset, collation=schema.collation)
            how, begun = replace(how, settings=settings, is_beside=True), told
    sides = [Side(str(one.source), one.settings.flavor, one.schema) for one in (loaded[0], loaded[1])]
    found = rules or DiffRules()
    flavor = found.flavor or sides[0].flavor
    comparison = compare_sides(sides[0], sides[1], found)
    if sources[0].kind == "live":
        comparison = _with_sizes(comparison, sources[0], how)
    return Compared(loaded[0], loaded[1], comparison, flavor, found)


def _alters_charset(loaded: Loaded) -> bool:
    """Tell whether scripts alter their database's character set: then it did not begin with the one that it has."""
    altered = (step.action for step in loaded.trace.steps if step.answer is None) if loaded.trace else ()
    return any(isinstance(action, AlterSchema) and (action.charset or action.collation) for action in altered)


def _with_sizes(comparison: Comparison, source: Source, how: Reading) -> Comparison:
    """Return a comparison with the sizes that the tables have on the live server before."""
    with open_live(source, how) as (connection, schema):
        sizes = read_sizes(connection, schema)
    objects = (replace(one, size=sizes.get(one.name)) if one.kind == "table" else one for one in comparison.objects)
    return replace(comparison, objects=tuple(objects))


def probed(compared: Compared, reading: Reading | None = None) -> Compared:
    """Return a comparison whose costs the live server before has told: each ALTER is tried on an empty clone.

    The clones stand in a scratch schema that is dropped in the end. Foreign keys, engines and partitionings are not
    tried: what they take is read off the manuals' tables, and a table with such changes does not count as proved.
    Raises `UsageError` where the schema before is no live one, and `ServerError` where there can be no scratch schema.
    """
    if compared.before.source.kind != "live":
        raise UsageError("a probe needs a live database as BEFORE", hint="mysql://user@host/DATABASE")
    tables = {table.name: table for table in compared.before.schema.tables.values()}
    wanted = [one for one in compared.comparison.objects if one.kind == "table" and one.presence == "changed"]
    trials = [found for one in wanted if (found := _trial(one, tables[one.name], compared.flavor)) is not None]
    with open_live(compared.before.source, reading or Reading()) as (connection, schema):
        costs = {table: reduce(or_, found) for table, found in probe(connection, schema, trials).items()}
    situation = Situation(*_schemas(compared), compared.flavor)
    objects = (
        with_cost(one, _with_keys(one, costs[one.name], tables[one.name], compared.flavor), situation)
        if one.kind == "table" and one.name in costs
        else one
        for one in compared.comparison.objects
    )
    return replace(compared, comparison=replace(compared.comparison, objects=tuple(objects)))


def _trial(one: ObjectDifference, table: Table, flavor: Flavor) -> Probed | None:
    """Return the ALTERs of a table to try, foreign keys left out."""
    tried = [part for change in one.changes if isinstance(change, AlterTable) and (part := told(change))]
    if not tried:
        return None
    return Probed(
        one.name,
        tuple(writer(change, flavor) for change in tried),
        tuple(cost_of_alter(change, table, flavor) for change in tried),
    )


def writer(change: AlterTable, flavor: Flavor) -> Callable[[str, str], str]:
    """Return what writes an ALTER with an algorithm and a lock."""
    return lambda algorithm, lock: render(replace(change, algorithm=algorithm, lock=lock, spans=()), flavor)


def _with_keys(one: ObjectDifference, cost: Cost, table: Table, flavor: Flavor) -> Cost:
    """Return a cost with what the foreign keys of the same difference take."""
    for change in one.changes:
        if isinstance(change, AlterTable) and (keys := untold(change)):
            cost |= cost_of_alter(keys, table, flavor)
    return cost


def script_between(compared: Compared, style: ScriptStyle | None = None) -> str:
    """Return the guarded upgrade script that makes the first of two compared schemas the second, and can run again."""
    return guarded_script(compared.comparison.changes, _schemas(compared), compared.flavor, style or ScriptStyle())


def differences(before: Schema, after: Schema, flavor: Flavor) -> Comparison:
    """Compare two schemas of one server that were replayed already, object by object."""
    return compare_sides(Side("before", flavor, before), Side("after", flavor, after), DiffRules(flavor=flavor))


def script_for(comparison: Comparison, schemas: tuple[Schema, Schema], flavor: Flavor, style: ScriptStyle) -> str:
    """Return the guarded upgrade script that makes the first of two replayed schemas the second, and can run again."""
    return guarded_script(comparison.changes, schemas, flavor, style)


def html_report(compared: Compared, style: ScriptStyle | None = None) -> str:
    """Return a comparison as one HTML file, with the guarded script in the given style."""
    from driftproof.report.html import difference_html

    return difference_html(compared.comparison, script_between(compared, style), _schemas(compared))


def _schemas(compared: Compared) -> tuple[Schema, Schema]:
    """Return the two schemas, the second in the words of the server that the changes are for."""
    after = Side("", compared.after.settings.flavor, compared.after.schema)
    return compared.before.schema, target_schema(after, compared.flavor, compared.before.schema)
