"""Revision files run by Alembic on real servers: upgrade leaves no difference, downgrade comes back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config

from driftproof import api
from driftproof.language.split import split
from driftproof.live.connect import Connection
from support.database import Database, drop_database, new_name

CASES = Path(__file__).parents[2] / "data" / "diff"
NAMES = sorted(path.name for path in CASES.iterdir())
SOME = [
    "columns-moved",
    "default-expression",
    "event-schedule",
    "foreign-keys-in-a-circle",
    "generated-virtual-to-stored",
    "index-direction",
    "partition-replaced",
    "primary-key-columns",
    "procedure-parameters",
    "tables-created-in-order",
    "trigger-body",
    "views-in-order",
]
ENVIRONMENT = """
from alembic import context
from sqlalchemy import create_engine

engine = create_engine(context.config.get_main_option("sqlalchemy.url"))
with engine.connect() as connection:
    context.configure(connection=connection)
    with context.begin_transaction():
        context.run_migrations()
engine.dispose()
"""


def project(folder: Path, url: str, revision: str) -> Config:
    """An Alembic project of one revision for the database at a URL of driftproof."""
    (folder / "versions").mkdir()
    (folder / "env.py").write_text(ENVIRONMENT, encoding="utf-8")
    (folder / "versions" / "one.py").write_text(revision, encoding="utf-8")
    config = Config()
    config.set_main_option("script_location", str(folder))
    config.set_main_option("sqlalchemy.url", url.replace("://", "+pymysql://", 1).replace("%", "%%"))
    return config


def fill(connection: Connection, database: str, case: str, part: str) -> None:
    connection.execute(f"DROP DATABASE IF EXISTS `{database}`")
    connection.execute(f"CREATE DATABASE `{database}` CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci")
    connection.use(database)
    for piece in split((CASES / case / f"{part}.sql").read_text(encoding="utf-8")):
        if piece.is_sql:
            connection.execute(piece.sql)


Three = tuple[Database, Database, Database]


def there_and_back(case: str, parts: tuple[str, str], databases: Three, folder: Path) -> None:
    """Upgrade a database that is as the first part says, and come back; the others stay for comparison."""
    site, old, new = databases
    with site.server.connection() as connection:
        for database, part in ((site, parts[0]), (old, parts[0]), (new, parts[1])):
            fill(connection, database.name, case, part)
    text = api.alembic_revision(api.compare(site.url, new.url), api.RevisionStyle(allow_destructive=True))
    config = project(folder, site.url, text)
    command.upgrade(config, "head")
    assert api.compare(site.url, new.url).comparison.changes == (), text
    command.downgrade(config, "base")
    assert api.compare(site.url, old.url).comparison.changes == (), text


@pytest.fixture
def databases(database: Database, other_database: Database) -> Iterator[Three]:
    """A database to migrate, and two to compare it with."""
    third = Database(database.server, new_name())
    yield database, other_database, third
    with database.server.connection() as connection:
        drop_database(connection, third.name)


@pytest.mark.parametrize("case", SOME)
def test_alembic_goes_there_and_back(case: str, databases: Three, tmp_path: Path) -> None:
    there_and_back(case, ("before", "after"), databases, tmp_path)


@pytest.mark.nightly
@pytest.mark.parametrize("case", NAMES)
@pytest.mark.parametrize("parts", [("before", "after"), ("after", "before")], ids=["forth", "back"])
def test_alembic_goes_there_and_back_for_every_difference(
    case: str, parts: tuple[str, str], databases: Three, tmp_path: Path
) -> None:
    there_and_back(case, parts, databases, tmp_path)
