"""``driftproof new``: start an upgrade script from a template."""

from __future__ import annotations

import re
from pathlib import Path

import click

from driftproof.model.errors import Place, UsageError

_TEMPLATE = """\
-- {version}: {description}
--
-- Every statement must be safe to run again: a stopped upgrade is simply run once more.
--   CREATE TABLE IF NOT EXISTS `TableVO` (...) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci;
--   CALL ADD_COLUMN('TableVO', 'column', 'VARCHAR(32)', 1, NULL);
--   CALL CREATE_INDEX('TableVO', 'idxTableVOColumn', 'column');
--   CALL ADD_CONSTRAINT('TableVO', 'fkTableVOParentVO', 'parentUuid', 'ParentVO', 'uuid', 'CASCADE');
--   UPDATE `TableVO` SET `column` = 'value' WHERE `column` IS NULL;
"""


@click.command("new")
@click.argument("description")
@click.option("--version", "version", required=True, metavar="V", help="The script's version, such as 5.5.32.")
@click.option("--dir", "folder", default="versions", metavar="DIR", help="The folder of scripts (versions).")
def command(description: str, version: str, folder: str) -> int:
    """Start the script V<version>__<description>.sql in the folder of scripts.

    Exit status: 0; 2 if a script of that version is there, or one of a higher version has been written already.
    """
    from driftproof.model.scripts import Version
    from driftproof.sources.folder import read_folder

    wanted = Version.parse(version)
    words = re.sub(r"[^\w]+", "_", description.strip(), flags=re.ASCII).strip("_")
    if not words:
        raise UsageError(f"{description!r} has no letters to make a file name of")
    for script in read_folder(folder).versioned:
        if script.version == wanted:
            raise UsageError(f"version {wanted} is there already", place=Place(script.path))
        if script.version is not None and script.version > wanted:
            hint = "an older version would run out of order where the newer one has run; take a higher one"
            raise UsageError(f"version {script.version} is newer than {wanted}", place=Place(script.path), hint=hint)
    path = Path(folder) / f"V{wanted}__{words}.sql"
    path.write_text(_TEMPLATE.format(version=wanted, description=description.strip()), encoding="utf-8")
    click.echo(f"wrote {path}")
    return 0
