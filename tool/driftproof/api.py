"""The public Python API: the operations that the command line, the linter, the tests and Python users call."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import partial, reduce
from operator import or_
from pathlib import Path

from driftproof.compare.comparison import Side, compare_sides, statements_between, target_schema, with_cost
from driftproof.compare.diff import diff
from driftproof.compare.forecast import forecast as forecast_of
from driftproof.compare.forecast import nothing_foretold, trials_of
from driftproof.compare.hazards import Situation
from driftproof.compare.render import concise, render
from driftproof.compare.render.calls import helper_calls
from driftproof.compare.render.destructive import Judged, judged
from driftproof.compare.render.guarded import ScriptStyle, guarded_script
from driftproof.compare.rules import DiffRules
from driftproof.compare.trials import Trial, told, untold
from driftproof.cost import cost_of_alter
from driftproof.live.address import Address
from driftproof.live.connect import Connection, ServerError
from driftproof.live.probe import Probed, probe
from driftproof.live.sizes import read_sizes
from driftproof.model.catalog import Catalog, Schema, Table
from driftproof.model.changes import AlterTable, Change, CreateTable, Opaque
from driftproof.model.difference import Comparison, ObjectDifference
from driftproof.model.errors import SourceError, UsageError
from driftproof.model.flavor import Flavor, Settings
from driftproof.model.forecast import Forecast, Rehearsal
from driftproof.model.hazard import Cost
from driftproof.model.history import Outcome, Plan, Status
from driftproof.model.names import fold
from driftproof.model.scripts import Script, Version
from driftproof.model.session import Session
from driftproof.model.trace import Trace
from driftproof.model.verdict import Proof, Verdict
from driftproof.proof.mend import Mended, fix_forward
from driftproof.proof.release import Recorded
from driftproof.proof.release import record_release as release
from driftproof.proof.verify import Wanted
from driftproof.proof.verify import verify as prove
from driftproof.replay.again import ScriptRun, replay_twice, run_on
from driftproof.replay.apply import apply
from driftproof.replay.replay import Policy, replay
from driftproof.sources.alembic_project import find_revision, require_alembic
from driftproof.sources.alembic_revision.follow import after_statements
from driftproof.sources.alembic_revision.ways import Heading, Way, Written
from driftproof.sources.folder import Folder, read_folder
from driftproof.sources.order import named_schema, run_order
from driftproof.sources.schema import Loaded, Reading, Source, open_live, parse_source, read_source
from driftproof.sources.shipped import for_schema
from driftproof.sources.variables import told_settings
from driftproof.upgrade.look import check_not_empty, look, opened, read_plan, read_status
from driftproof.upgrade.options import Hooks, RunOptions
from driftproof.upgrade.preflight import obstacles
from driftproof.upgrade.rehearse import rehearse
from driftproof.upgrade.repair import Repair, run_baseline, run_repair
from driftproof.upgrade.run import run_upgrade

__all__ = [
    "Compared",
    "Folder",
    "Loaded",
    "Mended",
    "Reading",
    "Recorded",
    "RevisionStyle",
    "ScriptRun",
    "ScriptStyle",
    "Wanted",
    "alembic_revision",
    "apply",
    "baseline",
    "compare",
    "cost_of",
    "differences",
    "fix_forward",
    "for_schema",
    "forecast",
    "helper_calls",
    "html_report",
    "named_schema",
    "plan",
    "probed",
    "read_folder",
    "read_schema",
    "release",
    "repair",
    "replay_all",
    "replay_twice",
    "run_on",
    "run_order",
    "script_between",
    "script_for",
    "statements_between",
    "status",
    "told_settings",
    "upgrade",
    "verify",
]

_OPTIONS, _HOOKS = RunOptions(), Hooks()


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


@dataclass(frozen=True, slots=True)
class RevisionStyle:
    """How an Alembic revision is written.

    `message` is its first line, `revision` its id (empty: made of what it does), `down_revision` the one before
    (empty: the one that BEFORE, an Alembic project, is at, and none otherwise). `allow_destructive` writes destructive
    changes as operations and not as comments.
    """

    message: str = ""
    revision: str = ""
    down_revision: str = ""
    allow_destructive: bool = False


def compare(before: str, after: str, reading: Reading | None = None, rules: DiffRules | None = None) -> Compared:
    """Compare two schemas of any form, object by object; `rules` say what is passed over.

    Scripts are replayed for the server of the other schema where that is a live one, a snapshot or a dump that names
    its server, and for the one of `reading` otherwise. Raises `driftproof.model.errors.DriftproofError` when a schema
    cannot be read.
    """
    how = reading or Reading()
    sources = [parse_source(text) for text in (before, after)]
    loaded: dict[int, Loaded] = {}
    for at in sorted(range(2), key=lambda at: sources[at].rank):
        loaded[at] = read_source(sources[at], how)
        if loaded[at].tells_server and not (how.has_flavor or how.is_beside):
            schema = loaded[at].schema
            told = told_settings(loaded[at].settings, how.variables)
            settings = replace(told, charset=schema.charset, collation=schema.collation)
            how = replace(how, settings=settings, is_beside=True)
    sides = [Side(str(one.source), one.settings.flavor, one.schema) for one in (loaded[0], loaded[1])]
    found = rules or DiffRules()
    flavor = found.flavor or sides[0].flavor
    comparison = compare_sides(sides[0], sides[1], found)
    if sources[0].kind == "live":
        comparison = _with_sizes(comparison, sources[0], how)
    return Compared(loaded[0], loaded[1], comparison, flavor, found)


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
        tuple(_writer(change, flavor) for change in tried),
        tuple(cost_of_alter(change, table, flavor) for change in tried),
    )


def _writer(change: AlterTable, flavor: Flavor) -> Callable[[str, str], str]:
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


def alembic_revision(compared: Compared, style: RevisionStyle | None = None) -> str:
    """Return an Alembic revision file whose ``upgrade`` makes the first of two compared schemas the second.

    Its ``downgrade`` goes back from what ``upgrade`` reaches. Raises `SourceError` where Alembic is not installed, or
    does not know the revision before.
    """
    require_alembic()
    from driftproof.sources.alembic_revision.write import revision_file

    how = style or RevisionStyle()
    before = compared.before.schema
    session = Session.start(replace(compared.before.settings, flavor=compared.flavor), before.name)
    start = Catalog(compared.flavor, compared.before.catalog.rules).with_schema(before)
    sql = partial(_statement, flavor=compared.flavor)
    up = Way(start, _written(compared.comparison.changes, before, how))
    reached = start
    for one in up.changes:
        if not one.reason and not isinstance(one.change, Opaque):
            reached = after_statements([sql(one.change)], reached, session) or reached
    end = reached.schemas[next(iter(start.schemas))]
    down = Way(reached, _written(diff(end, before, replace(compared.rules, flavor=compared.flavor)), end, how))
    source = compared.before.source
    previous = how.down_revision
    if source.kind == "alembic" and not previous:
        previous = find_revision(source.name, source.at or "head") or ""
    message = how.message or f"from {compared.comparison.before} to {compared.comparison.after}"
    heading = Heading(message, f"For {compared.flavor}.", how.revision, previous or None)
    return revision_file((up, down), heading, session, sql)


def _statement(change: Change, flavor: Flavor) -> str:
    """Return a change as a statement that leaves out what goes without saying."""
    if isinstance(change, CreateTable):
        change = replace(change, table=concise(change.table, flavor))
    return render(change, flavor)


def _written(changes: tuple[Change, ...], schema: Schema, style: RevisionStyle) -> tuple[Written, ...]:
    """Return changes of a schema with the reasons why some are left out."""
    tables = {fold(table.name): table for table in schema.tables.values()}
    found = [Judged(change) for change in changes] if style.allow_destructive else judged(changes, tables)
    return tuple(Written(one.change, one.reason) for one in found)


def html_report(compared: Compared, style: ScriptStyle | None = None) -> str:
    """Return a comparison as one HTML file, with the guarded script in the given style."""
    from driftproof.report.html import difference_html

    return difference_html(compared.comparison, script_between(compared, style), _schemas(compared))


def _schemas(compared: Compared) -> tuple[Schema, Schema]:
    """Return the two schemas, the second in the words of the server that the changes are for."""
    after = Side("", compared.after.settings.flavor, compared.after.schema)
    return compared.before.schema, target_schema(after, compared.flavor, compared.before.schema)


def verify(
    folder: Path,
    wanted: Wanted | None = None,
    reading: Reading | None = None,
    progress: Callable[[Verdict], None] = lambda verdict: None,
) -> Proof:
    """Prove that every way to the newest scripts of a folder ends at one schema.

    `wanted` says which releases, interruptions and servers; `progress` sees each verdict at once. Raises
    `driftproof.model.errors.DriftproofError` when scripts cannot be read.
    """
    return prove(folder, wanted or Wanted(), reading or Reading(), progress)


def replay_all(scripts: Iterable[Script], settings: Settings, database: str) -> Trace:
    """Replay scripts one after the other on an empty server, errors notwithstanding, and return the trace."""
    return replay(scripts, settings, database, policy=Policy(on_error="continue"))


def plan(folder: Folder, address: Address, options: RunOptions = _OPTIONS, hooks: Hooks = _HOOKS) -> Plan:
    """Return what `upgrade` would do, with what would keep it from doing so; only reads."""
    return read_plan(folder, address, options, hooks)


def forecast(
    folder: Folder, address: Address, options: RunOptions = _OPTIONS, hooks: Hooks = _HOOKS, *, ask: bool = False
) -> Forecast:
    """Return what `upgrade` would do to the database, statement by statement, with costs and hazards; only reads.

    The pending scripts are replayed on the live catalog. Rows are not read: what was taken for granted stands with each
    statement. With `ask` the server is asked what each ALTER takes, on empty clones in a scratch schema that is
    dropped. Raises `driftproof.model.errors.DriftproofError` when the database or a script cannot be read.
    """
    check_not_empty(folder)
    with opened(address, hooks) as connection:
        plan = look(connection, folder, address.schema, options)
        plan = replace(plan, obstacles=obstacles(connection, plan, options))
        if not plan.steps:
            return nothing_foretold(plan, connection.flavor)
        try:
            rehearsal = rehearse(connection, folder, plan, options)
            sizes = read_sizes(connection, address.schema)
        except (ServerError, SourceError) as error:
            note = f"what the scripts do is not foretold, for the database cannot be read: {error}"
            return nothing_foretold(replace(plan, notes=(*plan.notes, note)), connection.flavor)
        costs = _asked(connection, rehearsal) if ask else {}
    return forecast_of(plan, rehearsal, sizes, costs)


def _asked(connection: Connection, rehearsal: Rehearsal) -> dict[str, tuple[Cost, ...]]:
    """Return what the server says that each ALTER of a rehearsal takes, by the table's name."""
    by_table: dict[str, list[Trial]] = {}
    for trial in trials_of(rehearsal):
        by_table.setdefault(trial.table, []).append(trial)
    flavor = rehearsal.before.flavor
    wanted = [
        Probed(table, tuple(_writer(one.change, flavor) for one in trials), tuple(one.expected for one in trials))
        for table, trials in by_table.items()
    ]
    return probe(connection, rehearsal.schema, wanted) if wanted else {}


def upgrade(folder: Folder, address: Address, options: RunOptions = _OPTIONS, hooks: Hooks = _HOOKS) -> Outcome:
    """Upgrade the schema of `address` with the scripts of `folder`, and return what was done.

    Raises a `driftproof.model.errors.DriftproofError` of the kind that says how far it came.
    """
    return run_upgrade(folder, address, options, hooks)


def status(folder: Folder, address: Address, options: RunOptions = _OPTIONS, hooks: Hooks = _HOOKS) -> Status:
    """Return the state of every script and of every row of the history; only reads."""
    return read_status(folder, address, options, hooks)


def repair(
    folder: Folder, address: Address, options: RunOptions = _OPTIONS, hooks: Hooks = _HOOKS, *, dry_run: bool = False
) -> Repair:
    """Mend the recorded history as Flyway's repair does, or only say how; return what was, or would be, changed."""
    return run_repair(folder, address, options, hooks, dry_run=dry_run)


def baseline(
    address: Address,
    version: Version,
    description: str = "<< Flyway Baseline >>",
    options: RunOptions = _OPTIONS,
    hooks: Hooks = _HOOKS,
) -> bool:
    """Start the history of a schema that exists; return False when the same baseline was there already.

    Raises `driftproof.model.errors.HistoryRefused` when the history has other rows.
    """
    return run_baseline(address, version, description, options, hooks)[1]


def cost_of(change: AlterTable, table: Table, flavor: Flavor, *, foreign_key_checks: bool = True) -> Cost:
    """Return the algorithm and lock that an ALTER of `table` (as it is before) takes on a server of this flavor."""
    return cost_of_alter(change, table, flavor, foreign_key_checks=foreign_key_checks)
