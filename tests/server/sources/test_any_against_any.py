"""One schema in every form in which a schema may be named: no form differs from another, whichever comes first."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from itertools import permutations
from pathlib import Path

import pytest

from driftproof import api
from driftproof.language.split import split
from driftproof.sources.snapshot import write_snapshot
from support.database import drop_database, new_name
from support.dumps import TOOLS, dump
from support.servers import Server

SHOP = Path(__file__).parents[2] / "data" / "sources" / "shop.sql"
MODELS = """
import sqlalchemy as sa

metadata = sa.MetaData()
sa.Table("host", metadata, sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.String(40)))
sa.Table(
    "vm",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("host", sa.Integer, sa.ForeignKey("host.id", name="fkHost", ondelete="CASCADE")),
    sa.Column("price", sa.Numeric(9, 2), server_default="1.50", nullable=False),
    sa.Index("ixPrice", "price", "host"),
)
"""


@pytest.fixture
def database(server: Server) -> Iterator[str]:
    name = new_name()
    with server.connection() as connection:
        connection.execute(f"CREATE DATABASE `{name}` CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci")
    yield name
    with server.connection() as connection:
        drop_database(connection, name)


def fill(server: Server, database: str, text: str) -> None:
    with server.connection(database) as connection:
        for piece in split(text):
            if piece.is_sql:
                connection.execute(piece.sql)


def forms(server: Server, database: str, folder: Path) -> list[str]:
    """The forms of what a folder of scripts makes, and of the database that it was run on."""
    url = server.database_url(database)
    versions = folder / "versions"
    versions.mkdir()
    (versions / "V1.0__shop.sql").write_bytes(SHOP.read_bytes())
    (versions / "V1.1__later.sql").write_text("DROP TABLE `customer`;\n")
    for command in (
        ["init", "-q"],
        ["add", "."],
        ["-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "one"],
    ):
        subprocess.run(["git", *command], cwd=folder, check=True)
    (folder / "live.json").write_text(write_snapshot(api.read_schema(url).catalog), encoding="utf-8")
    (dumped,) = dump(TOOLS[0] if server.flavor.is_mariadb else TOOLS[1], server, [database], folder)
    return [f"{versions}@1.0", "git:HEAD:versions@1.0", str(folder / "live.json"), str(dumped), url]


def test_no_form_differs_from_another(
    server: Server, database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(server, database, SHOP.read_text(encoding="utf-8"))
    found = forms(server, database, tmp_path)
    monkeypatch.chdir(tmp_path)
    files = [form for form in found if "@1.0" not in form]
    for before, after in permutations(found, 2):
        if before in files or after in files:
            changes = api.compare(before, after).comparison
            assert changes.is_empty, (before, after, changes.statements)


def test_models_do_not_differ_from_what_they_make(
    server: Server, database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / f"{database}_models.py").write_text(MODELS)
    monkeypatch.syspath_prepend(str(tmp_path))
    models, url = f"metadata:{database}_models:metadata", server.database_url(database)
    made = api.compare(url, models).comparison.statements
    fill(server, database, "".join(f"{statement};\n" for statement in made))
    snapshot = tmp_path / "live.json"
    snapshot.write_text(write_snapshot(api.read_schema(url).catalog), encoding="utf-8")
    for before, after in permutations([models, url, str(snapshot)], 2):
        assert api.compare(before, after).comparison.is_empty, (before, after)
