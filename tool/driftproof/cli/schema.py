"""``driftproof schema``: print a schema as SQL, JSON or text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from driftproof.cli.reading import reading_of, reading_options

if TYPE_CHECKING:
    from driftproof.sources.schema import Loaded


@click.command("schema")
@click.argument("source", metavar="SCHEMA")
@click.option("--format", "output", type=click.Choice(["sql", "json", "table"]), default="sql", help="How to print it.")
@click.option("--at", metavar="VERSION", help="Replay the scripts of a folder up to this version.")
@click.option("--assumptions", is_flag=True, help="Print what the replay took for granted instead of the schema.")
@click.option("--not-understood", is_flag=True, help="Print the statements that were not understood instead.")
@reading_options
def command(**values: Any) -> int:
    """Print the schema that SCHEMA names: a folder of scripts, a dump, a snapshot, a git revision, a database.

    Scripts are replayed without a server. A line on standard error says how many statements there were, and how many
    of them were not understood.

    Exit status: 0; 1 if a statement was not understood or would be refused; 2 if the schema cannot be read.
    """
    from driftproof import api
    from driftproof.report import schemas

    name = f"{values['source']}@{values['at']}" if values["at"] else values["source"]
    reading = reading_of(values)
    loaded = api.read_schema(name, reading)
    trace = loaded.trace
    if values["assumptions"]:
        _print(schemas.placed(schemas.assumptions(trace)) if trace else "")
    elif values["not_understood"]:
        _print(schemas.placed(schemas.not_understood(trace)) if trace else "")
    else:
        _print(_shown(loaded, values["output"]))
    for caution in schemas.cautions(str(loaded.source), None, loaded.hidden_by):
        click.echo(caution, err=True)
    if trace is None:
        return 0
    if trace.refused:
        click.echo(schemas.placed(schemas.refusals(trace)), err=True)
    click.echo(schemas.summary(trace, [helper.path for helper in reading.helpers]), err=True)
    return 1 if trace.refused or schemas.not_understood(trace) else 0


def _print(text: str) -> None:
    if text:
        click.echo(text.rstrip("\n"))


def _shown(loaded: Loaded, output: str) -> str:
    """Return the schema in the form asked for."""
    if output == "json":
        from dataclasses import replace

        from driftproof.sources.snapshot import write_snapshot

        key = loaded.catalog.rules.key(loaded.schema.name)
        return write_snapshot(replace(loaded.catalog, schemas={key: loaded.schema}))
    if output == "table":
        from driftproof.report.schemas import schema_tables

        return schema_tables(loaded.schema)
    from driftproof.compare.render.schema import render_schema

    return render_schema(loaded.schema, loaded.settings.flavor)
