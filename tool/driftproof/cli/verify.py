"""``driftproof verify``: prove that every path ends at one schema."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from driftproof.cli.reading import reading_of, reading_options

if TYPE_CHECKING:
    from driftproof.api import Wanted
    from driftproof.model.verdict import Proof, Verdict


def _silent(verdict: Verdict) -> None:
    """Show nothing while the proof goes on."""


def _shown(verdict: Verdict) -> None:
    """Show what has been proved so far, on the terminal's last line."""
    label = f"{verdict.path}, {verdict.interruption}" if verdict.interruption else verdict.path
    click.echo(f"\r\x1b[K{verdict.server}: {label}"[:110], err=True, nl=False)


@click.command("verify")
@click.argument("folder", metavar="DIR")
@click.option(
    "--releases",
    multiple=True,
    metavar="NAME",
    help="Released scripts: git tags (v5.*), a revision, a folder, ledger (the default where DIR has one), or none.",
)
@click.option("--crash/--no-crash", default=True, help="Stop behind every statement, and run again (on).")
@click.option("--twice/--no-twice", default=True, help="Run every script twice (on).")
@click.option("--targets", multiple=True, metavar="SERVER", help="Servers to prove it for: mariadb:10.11, mysql:8.4.")
@click.option("--server", multiple=True, metavar="SPEC", help="Also prove it on: auto, docker:IMAGE, local, a URL.")
@click.option(
    "--kill", "kills", multiple=True, type=click.Choice(["client", "connection", "server"]), help="How (all)."
)
@click.option("--stops", type=click.IntRange(1), default=60, metavar="N", help="Kills on a path, of each kind (60).")
@click.option("--midst", type=click.IntRange(0), default=2, metavar="N", help="Kills half-way in slow statements (2).")
@click.option("--rows", type=click.IntRange(0), default=0, metavar="N", help="Rows for each table before each script.")
@click.option("--seed", type=int, default=1, metavar="N", help="Chooses the generated rows (1).")
@click.option("--orphans", is_flag=True, help="Rows also whose foreign keys name no row, put in without checks.")
@click.option("--journal", is_flag=True, help="Let killed runs go on by the journal, not from the script's start.")
@click.option(
    "--jobs", type=click.IntRange(1), metavar="N", help="Processes at once, over servers and cores (as many as cores)."
)
@click.option(
    "--reuse/--no-reuse",
    default=True,
    help="Run on servers only what the offline proof does not show to be what the fresh install ran there (on).",
)
@click.option("--fix-forward", metavar="VERSION", help="Write V<VERSION>__converge.sql that mends, and prove with it.")
@click.option("--allow-destructive", is_flag=True, help="Let --fix-forward drop what a fresh install has not.")
@click.option("--time-budget", type=click.FloatRange(1), metavar="S", help="Seconds to spend on servers.")
@click.option(
    "--format",
    "output",
    type=click.Choice(["text", "json", "junit", "markdown", "html"]),
    default="text",
    help="How to print the proof.",
)
@reading_options
def command(**values: Any) -> int:
    """Prove that a fresh install, the upgrade from every version and release, every script run twice and every run
    stopped half-way end at one schema. The scripts of DIR are replayed without a server; with --server they also run
    on a real one, in databases of their own, and clients, connections and servers are killed under them.

    Exit status: 0 every path converges; 1 one does not; 2 the scripts cannot be read.
    """
    from driftproof import api
    from driftproof.proof.kill import KINDS

    folder = Path(values["folder"])
    wanted = api.Wanted(
        releases=tuple(values["releases"]),
        crash=values["crash"],
        twice=values["twice"],
        targets=tuple(name for given in values["targets"] for name in given.split(",")),
        servers=tuple(values["server"]),
        kills=tuple(values["kills"]) or KINDS,
        stops=values["stops"],
        rows=values["rows"],
        seed=values["seed"],
        journal=values["journal"],
        midst=values["midst"],
        time_budget=values["time_budget"],
        orphans=values["orphans"],
        jobs=values["jobs"] or os.cpu_count() or 1,
        reuse=values["reuse"],
    )
    if values["fix_forward"]:
        return _fix_forward(folder, wanted, values)
    proof = api.verify(folder, wanted, reading_of(values), _shown if sys.stderr.isatty() else _silent)
    return _print(proof, values["output"])


def _print(proof: Proof, output: str) -> int:
    """Print a proof, and return the exit status that it means."""
    from driftproof.report import html, verdicts

    shown = {
        "text": verdicts.proof_text,
        "json": verdicts.proof_json,
        "junit": verdicts.proof_junit,
        "markdown": verdicts.proof_markdown,
        "html": html.proof_html,
    }[output]
    if sys.stderr.isatty():
        click.echo("\r\x1b[K", err=True, nl=False)
    click.echo(shown(proof), nl=False)
    return 0 if proof.holds else 1


def _fix_forward(folder: Path, wanted: Wanted, values: dict[str, Any]) -> int:
    """Write the converging script, and print the proof with it."""
    from driftproof import api

    mended = api.fix_forward(
        folder, values["fix_forward"], wanted, reading_of(values), allow_destructive=values["allow_destructive"]
    )
    if mended.path is not None:
        click.echo(f"wrote {mended.path}: read it before you release it", err=True)
    elif mended.before.holds:
        click.echo("all paths converge: there is nothing to mend", err=True)
    else:
        click.echo("no script can mend this: rows differ, or a server refuses a script that was released", err=True)
    if mended.left_out:
        click.echo("destructive changes stand in it as comments; --allow-destructive writes them out", err=True)
    return _print(mended.after, values["output"])
