"""``driftproof init``: scaffold a project."""

from __future__ import annotations

from pathlib import Path

import click

from driftproof.model.errors import Place, UsageError

_SETTINGS = """\
# Settings of driftproof: see docs/settings.md. The database's password belongs into DRIFTPROOF_PASSWORD.

[lint]
profile = "house"
targets = ["mariadb:10.11", "mysql:8.4"]
{schema}
"""
_FIRST = """\
-- First version: what a new installation starts with.
-- Every statement must be safe to run again: a stopped upgrade is simply run once more.

CREATE TABLE IF NOT EXISTS {qualifier}`ExampleVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `name` VARCHAR(255) NOT NULL,
    `lastOpDate` TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
    `createDate` TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci;
"""


@click.command("init")
@click.argument("folder", metavar="DIR", default=".")
@click.option("--schema", metavar="NAME", help="The schema that scripts must name, as in `NAME`.`Table`.")
def command(folder: str, schema: str | None) -> int:
    """Make DIR a project: DIR/versions with a first script, and DIR/driftproof.toml. Nothing is overwritten.

    Exit status: 0; 2 if one of the files is there already.
    """
    root = Path(folder)
    line = f'schema = "{schema}"' if schema else '# schema = "name"  # the schema that scripts must name'
    files = {
        root / "driftproof.toml": _SETTINGS.format(schema=line),
        root / "versions" / "V1__first_version.sql": _FIRST.format(qualifier=f"`{schema}`." if schema else ""),
    }
    there = [str(path) for path in files if path.exists()]
    if there:
        raise UsageError(f"{there[0]} is there already", place=Place(there[0]), hint="nothing was written")
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        click.echo(f"wrote {path}")
    click.echo(f"next: driftproof lint {root / 'versions'}; driftproof new DESCRIPTION --version 1.1")
    return 0
