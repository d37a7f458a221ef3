"""Schema arguments: every form in which a user may name a schema, read into a catalog.

=========================================  =================================================================
``DIR``, ``DIR@VERSION``                   a folder of scripts, replayed (up to a version)
``FILE.sql``                               a dump or DDL file, replayed
``FILE.json``                              a snapshot
``git:REV:DIR``, ``git:REV:DIR@VERSION``   a folder as a git revision has it
``mysql://…``, ``mariadb://…``             a live database
``metadata:package.module:attribute``      SQLAlchemy ``MetaData``
``alembic:alembic.ini``, ``…@REVISION``    an Alembic project, by its offline SQL
=========================================  =================================================================
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from driftproof.live.address import Address, parse_url, without_password
from driftproof.live.connect import Connection, connect
from driftproof.live.privileges import hiding_privileges
from driftproof.model.catalog import Catalog, Schema
from driftproof.model.errors import SourceError, UsageError
from driftproof.model.flavor import Flavor, Settings, default_collation, default_settings
from driftproof.model.names import fold
from driftproof.model.scripts import Script, ScriptKind, Version
from driftproof.model.trace import Trace
from driftproof.replay.replay import Policy, replay
from driftproof.sources.dump import is_cut, server_of_dump
from driftproof.sources.folder import Folder, read_folder
from driftproof.sources.live import read_live, read_settings
from driftproof.sources.order import named_schema, run_order
from driftproof.sources.repository import read_revision
from driftproof.sources.shipped import for_schema
from driftproof.sources.snapshot import read_snapshot

Kind = Literal["folder", "file", "snapshot", "git", "live", "metadata", "alembic"]
DEFAULT_FLAVOR = Flavor("mariadb", (10, 11))
HISTORY_TABLES = frozenset({
    "schema_version", "flyway_schema_history", "driftproof_journal", "driftproof_lease", "alembic_version",
})  # fmt: skip
_LIVE = re.compile(r"^(mysql|mariadb)(\+\w+)?://", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reading:
    """How schema arguments are read.

    `settings` are those of the server that scripts are replayed for. `database` is the one that unqualified names
    mean; empty: the one that the scripts name most. `helpers` are the procedures that scripts call, which are no part
    of the schema; `keep_helpers` keeps them in. `address` fills in what a URL leaves out, `connector` opens
    connections. `has_flavor` says that the server was chosen, so that none beside decides; `is_beside` that the
    settings are those of the other schema's server. `variables` are what was told, which holds for other flavors too.
    """

    settings: Settings = field(default_factory=lambda: default_settings(DEFAULT_FLAVOR))
    database: str = ""
    helpers: tuple[Script, ...] = ()
    keep_helpers: bool = False
    encoding: str = "utf-8"
    session: Literal["shared", "restored", "run"] = "run"
    on_error: Literal["stop", "continue"] = "stop"
    address: Address = field(default_factory=Address)
    connector: Callable[[Address], Connection] = connect
    has_flavor: bool = False
    is_beside: bool = False
    variables: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A schema argument, taken apart: its kind, what it names, and the version or revision behind ``@``."""

    text: str
    kind: Kind
    name: str
    at: str = ""
    revision: str = ""

    def __str__(self) -> str:
        return without_password(self.text) if self.kind == "live" else self.text

    @property
    def rank(self) -> int:
        """How late it is asked for the server to replay for: 0 for the kind that knows best."""
        return {"live": 0, "snapshot": 1, "file": 2}.get(self.kind, 3)


@dataclass(frozen=True, slots=True)
class Loaded:
    """A schema, read: its catalog, the database in it to look at, and the trace where scripts were replayed.

    `settings` are those of the server that it is on, or was replayed for. `tells_server` says that they come from the
    schema itself: a live one, a snapshot, or a dump that names its server. `hidden_by` are the privileges without which
    a live one shows only a part of itself.
    """

    source: Source
    catalog: Catalog
    schema: Schema
    settings: Settings
    trace: Trace | None = None
    folder: Folder | None = None
    tells_server: bool = False
    hidden_by: tuple[str, ...] = ()


def parse_source(text: str) -> Source:
    """Take a schema argument apart; raises `UsageError` when it has none of the forms, or names nothing that exists."""
    if _LIVE.match(text):
        return Source(text, "live", text)
    if text.startswith("metadata:"):
        return Source(text, "metadata", text.removeprefix("metadata:"))
    if text.startswith("alembic:"):
        name, _, at = text.removeprefix("alembic:").partition("@")
        return Source(text, "alembic", name, at)
    if text.startswith("git:"):
        revision, separator, rest = text.removeprefix("git:").partition(":")
        name, _, at = rest.partition("@")
        if not (revision and separator and name):
            raise UsageError(f"{text!r} names no revision and folder", hint="write it as git:REVISION:FOLDER")
        return Source(text, "git", name, at, revision)
    if Path(text).is_dir():
        return Source(text, "folder", text)
    name, _, at = text.rpartition("@")
    if name and Path(name).is_dir():
        return Source(text, "folder", name, at)
    if Path(text).is_file():
        return Source(text, "snapshot" if text.endswith(".json") else "file", text)
    hint = "a schema is a folder, FILE.sql, FILE.json, git:REV:DIR, mysql://…, metadata:module:name or alembic:FILE"
    raise UsageError(f"there is no schema {text!r}: no such folder or file", hint=hint)


def read_source(source: Source, reading: Reading) -> Loaded:
    """Read a schema; raises `SourceError`, or what the server refuses with."""
    match source.kind:
        case "live":
            return _read_database(source, reading)
        case "snapshot":
            return _read_snapshot(source, reading)
        case "folder":
            return _replay_folder(source, read_folder(source.name, reading.encoding).check(), reading)
        case "git":
            folder = read_revision(source.revision, source.name, reading.encoding).check()
            return _replay_folder(source, folder, reading)
        case "file":
            return _read_dump(source, reading)
        case "metadata" | "alembic":
            return _replay(source, (_generated(source, reading),), reading)


@contextmanager
def open_live(source: Source, reading: Reading) -> Iterator[tuple[Connection, str]]:
    """Give a connection to a live schema argument, with its database's name, and close it in the end.

    Raises `UsageError` when the URL names no database, and what the server refuses with.
    """
    address = parse_url(source.name).with_defaults(reading.address)
    if not address.schema:
        raise UsageError(f"{source} names no database", hint="end the URL with it: mysql://host/DATABASE")
    connection = reading.connector(address)
    try:
        yield connection, address.schema
    finally:
        connection.close()


def _read_database(source: Source, reading: Reading) -> Loaded:
    with open_live(source, reading) as (connection, schema):
        catalog, settings = read_live(connection, schema), read_settings(connection)
        hidden = hiding_privileges(connection, schema)
    loaded = replace(_loaded(source, catalog, settings, schema), tells_server=True, hidden_by=hidden)
    return _without_tools(loaded, reading)


def _read_snapshot(source: Source, reading: Reading) -> Loaded:
    catalog = read_snapshot(Path(source.name))
    rules = catalog.rules.lower_case_table_names
    settings = replace(default_settings(catalog.flavor), lower_case_table_names=rules)
    return replace(_loaded(source, catalog, settings, reading.database), tells_server=True)


def _read_dump(source: Source, reading: Reading) -> Loaded:
    """Replay one SQL file, for the server that it was dumped from unless another of that vendor was chosen."""
    script = _script_of_file(source.name, reading.encoding)
    if is_cut(script.text) and reading.on_error == "stop":
        hint = "dump it again, or read what there is with --keep-going"
        raise SourceError(f"{source.name} is cut off: it does not end with '-- Dump completed'", hint=hint)
    server = server_of_dump(script.text)
    if reading.is_beside:
        is_own = server is not None and server.vendor != reading.settings.flavor.vendor
    else:
        is_own = not reading.has_flavor and reading.settings == default_settings(DEFAULT_FLAVOR)
    if server is None or not is_own:
        return _replay(source, (script,), reading)
    settings = default_settings(server)
    if reading.is_beside:  # a dump does not tell its database's character set
        charset = reading.settings.charset
        settings = replace(settings, charset=charset, collation=default_collation(charset, server))
    return replace(_replay(source, (script,), replace(reading, settings=settings)), tells_server=True)


def _replay_folder(source: Source, folder: Folder, reading: Reading) -> Loaded:
    at = Version.parse(source.at) if source.at else None
    if at is not None and all(script.version != at for script in (*folder.versioned, *folder.baselines)):
        known = ", ".join(str(script.version) for script in folder.versioned[-8:])
        raise SourceError(f"{source.name} has no version {at}", hint=f"its last versions are: {known}")
    scripts = run_order(folder, reading.helpers, at)
    return replace(_replay(source, scripts, reading), folder=folder)


def _replay(source: Source, scripts: tuple[Script, ...], reading: Reading) -> Loaded:
    """Replay scripts on an empty server."""
    own = [script for script in scripts if script not in reading.helpers]
    database = reading.database or named_schema(own) or "schema"
    scripts = tuple(for_schema(script, database) if script in reading.helpers else script for script in scripts)
    trace = replay(scripts, reading.settings, database, policy=Policy(reading.session, reading.on_error))
    loaded = replace(_loaded(source, trace.catalog, reading.settings, database), trace=trace)
    return _without_tools(loaded, reading)


def _loaded(source: Source, catalog: Catalog, settings: Settings, database: str) -> Loaded:
    """Choose the database to look at: the one asked for, the only one, or the one with the most tables."""
    schema = catalog.schema(database) if database else None
    others = sorted(catalog.schemas.values(), key=lambda one: -len(one.tables))
    if schema is None or not (schema.tables or schema.views or len(others) == 1):
        schema = others[0] if others and not (database and schema) else schema
    if schema is None:
        raise SourceError(f"{source} has no database", hint="name one with --database")
    return Loaded(source, catalog, schema, settings)


def _without_tools(loaded: Loaded, reading: Reading) -> Loaded:
    """Leave history tables and helper procedures out of the schema: they are the installer's, not the product's."""
    if not HISTORY_TABLES.isdisjoint(loaded.schema.tables):
        tables = {key: table for key, table in loaded.schema.tables.items() if key not in HISTORY_TABLES}
        loaded = replace(loaded, schema=replace(loaded.schema, tables=tables))
    if reading.keep_helpers:
        return loaded
    names = {fold(Path(helper.name).stem) for helper in reading.helpers}
    procedures = {key: routine for key, routine in loaded.schema.procedures.items() if key not in names}
    functions = {key: routine for key, routine in loaded.schema.functions.items() if key not in names}
    return replace(loaded, schema=replace(loaded.schema, procedures=procedures, functions=functions))


def _script_of_file(name: str, encoding: str) -> Script:
    """Read one SQL file as a script without a version."""
    try:
        data = Path(name).read_bytes()
        text = data.decode(encoding).removeprefix("\ufeff")
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(f"{name} cannot be read: {error}", hint="see --encoding") from error
    return Script(ScriptKind.REPEATABLE, Path(name).name, name, Path(name).stem, data, text)


def _generated(source: Source, reading: Reading) -> Script:
    """Return the DDL of SQLAlchemy metadata or of an Alembic project as a script."""
    if source.kind == "metadata":
        from driftproof.sources.metadata import ddl_of_metadata

        text = ddl_of_metadata(source.name, reading.settings.flavor)
    else:
        from driftproof.sources.alembic_project import offline_sql

        text = offline_sql(source.name, source.at or "head", reading.settings.flavor)
    return Script(ScriptKind.REPEATABLE, source.name, str(source), source.name, text.encode(), text)
