"""``driftproof diff``: compare two schemas of any kind."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from driftproof.cli.reading import reading_of, reading_options

if TYPE_CHECKING:
    from driftproof.api import Compared, RevisionStyle, ScriptStyle
    from driftproof.compare.rules import DiffRules

_IGNORABLE = {
    "column-order": "column_order",
    "comments": "comments",
    "integer-width": "integer_width",
    "index-names": "index_names",
    "constraint-names": "constraint_names",
    "charsets": "charsets",
    "table-options": "table_options",
    "partitions": "partitions",
    "programs": "objects",
}


@click.command("diff")
@click.argument("before", metavar="BEFORE")
@click.argument("after", metavar="AFTER")
@click.option(
    "--format",
    "output",
    type=click.Choice(["text", "json", "markdown", "html", "sql", "alembic"]),
    default="text",
    help="How to print the differences; sql is a guarded script that turns BEFORE into AFTER and can run again,"
    " alembic a revision file.",
)
@click.option("--allow-destructive", is_flag=True, help="sql, alembic: write what loses data, not as comments.")
@click.option("--script-version", metavar="V", default="", help="sql: the version that the script's header names.")
@click.option("--no-calls", is_flag=True, help="sql: call no helper procedures.")
@click.option("--plain", is_flag=True, help="sql: bare statements without guards.")
@click.option("--message", metavar="TEXT", default="", help="alembic: the first line of the revision.")
@click.option("--rev-id", metavar="ID", default="", help="alembic: the revision's id (made of what it does).")
@click.option("--down-revision", metavar="ID", default="", help="alembic: the one before (BEFORE's, if alembic:…).")
@click.option("--probe", is_flag=True, help="Ask the live BEFORE what each ALTER takes, on empty clones that it drops.")
@click.option("--ignore", multiple=True, type=click.Choice(sorted(_IGNORABLE)), help="Pass over a kind of difference.")
@click.option("--auto-increment", is_flag=True, help="Compare the next AUTO_INCREMENT values, too.")
@click.option("--index-order", is_flag=True, help="Compare the order of indexes, too.")
@click.option("--event-times", is_flag=True, help="Compare STARTS and ENDS of events, too.")
@reading_options
def command(**values: Any) -> int:
    """Compare two schemas. Each is a folder (DIR, DIR@VERSION), a dump (FILE.sql), a snapshot (FILE.json), a git
    revision (git:REV:DIR), a database (mysql://user@host/name), metadata:module:name or alembic:alembic.ini.

    Where one of them is a database, a snapshot or a dump, scripts are replayed for its server.

    Exit status: 0 no differences; 1 differences, or scripts that a server would refuse; 2 a schema cannot be read.
    """
    from driftproof import api
    from driftproof.report import differences
    from driftproof.report.schemas import cautions

    found = api.compare(values["before"], values["after"], reading_of(values), _rules(values))
    if values["probe"]:
        found = api.probed(found, reading_of(values))
    for loaded in (found.before, found.after):
        for caution in cautions(str(loaded.source), loaded.trace, loaded.hidden_by):
            click.echo(caution, err=True)
        if not values["keep_going"] and loaded.trace and loaded.trace.refused:
            told = "is compared only up to the statement that is refused; --keep-going goes on behind it"
            click.echo(f"warning: {loaded.source} {told}", err=True)
    if values["output"] == "json":
        click.echo(differences.difference_json(found.comparison), nl=False)
    elif values["output"] == "markdown":
        click.echo(differences.difference_markdown(found.comparison), nl=False)
    elif values["output"] == "html":
        click.echo(api.html_report(found, _style(found, values)), nl=False)
    elif values["output"] == "alembic":
        click.echo(api.alembic_revision(found, _revision_style(values)), nl=False)
    elif values["output"] == "sql":
        click.echo(_script(found, values), nl=False)
    elif found.comparison.is_empty and _is_cut_short(found, values):
        click.echo("no differences in what was compared")
    else:
        colour = sys.stdout.isatty()
        click.echo(differences.difference_text(found.comparison, colour=colour), nl=False)
    return 0 if found.comparison.is_empty and not _is_cut_short(found, values) else 1


def _is_cut_short(found: Compared, values: dict[str, Any]) -> bool:
    """Tell whether scripts end where a server would refuse them, so that what lies behind is not compared."""
    return not values["keep_going"] and any(one.trace and one.trace.refused for one in (found.before, found.after))


def _script(found: Compared, values: dict[str, Any]) -> str:
    """Return what turns the one schema into the other: the guarded script, or with --plain bare statements."""
    from driftproof import api

    if values["plain"]:
        return "".join(f"{statement};\n" for statement in found.comparison.statements)
    return api.script_between(found, _style(found, values))


def _style(found: Compared, values: dict[str, Any]) -> ScriptStyle:
    """Return how the guarded script is written."""
    from driftproof.api import ScriptStyle

    title = f"from {found.comparison.before} to {found.comparison.after}"
    return ScriptStyle(values["script_version"], title, values["allow_destructive"], helpers=not values["no_calls"])


def _revision_style(values: dict[str, Any]) -> RevisionStyle:
    """Return how an Alembic revision is written."""
    from driftproof.api import RevisionStyle

    names = values["message"], values["rev_id"], values["down_revision"]
    return RevisionStyle(*names, allow_destructive=values["allow_destructive"])


def _rules(values: dict[str, Any]) -> DiffRules:
    """Return what the comparison looks at."""
    from driftproof.compare.rules import DiffRules

    passed_over: dict[str, Any] = {_IGNORABLE[name]: False for name in values["ignore"]}
    asked = {name: values[name] for name in ("auto_increment", "index_order", "event_times")}
    return DiffRules(**asked, **passed_over)
