"""``driftproof verify``: prove that every path ends at one schema."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from driftproof.cli.reading import reading_of, reading_options


@click.command("verify")
@click.argument("folder", metavar="DIR")
@click.option("--releases", multiple=True, metavar="TAGS|DIR", help="Released scripts: git tags (v5.*), or a folder.")
@click.option("--crash/--no-crash", default=True, help="Stop behind every statement, and run again (on).")
@click.option("--twice/--no-twice", default=True, help="Run every script twice (on).")
@click.option("--targets", multiple=True, metavar="SERVER", help="Servers to prove it for: mariadb:10.11, mysql:8.4.")
@click.option(
    "--format",
    "output",
    type=click.Choice(["text", "json", "junit", "markdown"]),
    default="text",
    help="How to print the proof.",
)
@reading_options
def command(**values: Any) -> int:
    """Prove that a fresh install, the upgrade from every version and release, every script run twice and every run
    stopped half-way end at one schema. The scripts of DIR are replayed without a server.

    Exit status: 0 every path converges; 1 one does not; 2 the scripts cannot be read.
    """
    from driftproof import api
    from driftproof.report import verdicts

    folder = Path(values["folder"])
    wanted = api.Wanted(
        releases=tuple(values["releases"]),
        crash=values["crash"],
        twice=values["twice"],
        targets=tuple(name for given in values["targets"] for name in given.split(",")),
    )
    proof = api.verify(folder, wanted, reading_of(values))
    shown = {
        "text": verdicts.proof_text,
        "json": verdicts.proof_json,
        "junit": verdicts.proof_junit,
        "markdown": verdicts.proof_markdown,
    }[values["output"]]
    click.echo(shown(proof), nl=False)
    return 0 if proof.holds else 1
