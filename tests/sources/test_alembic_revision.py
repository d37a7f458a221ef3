"""Revision files: what Alembic makes of them goes to the schema after and back to the one before."""

from __future__ import annotations

import ast
import io
from pathlib import Path

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy.engine import make_url

from driftproof import api
from driftproof.compare.diff import diff
from driftproof.model.catalog import Catalog, Schema
from driftproof.model.errors import SourceError
from driftproof.model.flavor import Flavor, default_settings
from driftproof.model.scripts import Script, ScriptKind
from driftproof.replay.replay import replay
from driftproof.sources.schema import Reading

CASES = Path(__file__).parents[1] / "data" / "diff"
NAMES = sorted(path.name for path in CASES.iterdir())
FLAVORS = [Flavor.parse("mariadb:10.11"), Flavor.parse("mysql:9.7")]
ALL = api.RevisionStyle(allow_destructive=True)


def compared(before: Path, after: Path, flavor: Flavor) -> api.Compared:
    return api.compare(str(before), str(after), Reading(default_settings(flavor), "db", has_flavor=True))


def sql_of(text: str, function: str, flavor: Flavor) -> str:
    """The SQL that Alembic's offline mode prints for a function of a revision file."""
    output = io.StringIO()
    dialect = make_url(f"{flavor.vendor}+pymysql://").get_dialect()(paramstyle="named")
    context = MigrationContext.configure(dialect=dialect, opts={"as_sql": True, "output_buffer": output})
    module: dict[str, object] = {}
    exec(compile(text, "revision.py", "exec"), module)
    made = module[function]
    assert callable(made)
    with Operations.context(context):
        made()
    return output.getvalue()


def after(schema: Schema, sql: str, flavor: Flavor) -> Schema:
    """The schema behind statements, none of which may be refused. Alembic prints no delimiters: a piece is one."""
    catalog = Catalog(flavor).with_schema(schema)
    script = Script(ScriptKind.REPEATABLE, "r", "r", "r", sql.encode(), sql)
    trace = replay([script], default_settings(flavor), schema.name, start=catalog)
    assert not trace.refused, (trace.refused[0].sql, trace.refused[0].answer)
    return trace.catalog.schemas[schema.name]


@pytest.mark.parametrize("case", NAMES)
@pytest.mark.parametrize("flavor", FLAVORS, ids=str)
def test_a_revision_goes_there_and_back(case: str, flavor: Flavor) -> None:
    for old, new in (("before", "after"), ("after", "before")):
        found = compared(CASES / case / f"{old}.sql", CASES / case / f"{new}.sql", flavor)
        text = api.alembic_revision(found, ALL)
        there = after(found.before.schema, sql_of(text, "upgrade", flavor), flavor)
        assert diff(there, found.after.schema) == (), text
        assert diff(after(there, sql_of(text, "downgrade", flavor), flavor), found.before.schema) == (), text
        assert "# Left out" not in text


def revision(tmp_path: Path, before: str, wanted: str, style: api.RevisionStyle = ALL) -> str:
    for name, sql in (("before.sql", before), ("after.sql", wanted)):
        (tmp_path / name).write_text(sql, encoding="utf-8")
    return api.alembic_revision(compared(tmp_path / "before.sql", tmp_path / "after.sql", FLAVORS[0]), style)


def calls(text: str, function: str) -> list[str]:
    """The operations that a function of a revision file calls, by name."""
    tree = next(node for node in ast.parse(text).body if isinstance(node, ast.FunctionDef) and node.name == function)
    found = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)]
    return [str(node.func.attr) for node in found if ast.unparse(node.func).startswith("op.")]


PARENT = "CREATE TABLE p (id INT NOT NULL PRIMARY KEY, b VARCHAR(9));"
OPERATIONS = {
    "create_table": (PARENT, PARENT + "CREATE TABLE c (id INT NOT NULL PRIMARY KEY);"),
    "drop_table": (PARENT + "CREATE TABLE c (id INT NOT NULL PRIMARY KEY);", PARENT),
    "add_column": (PARENT, PARENT.replace("VARCHAR(9)", "VARCHAR(9), c ENUM('x', 'y') NOT NULL DEFAULT 'x'")),
    "drop_column": (PARENT, PARENT.replace(", b VARCHAR(9)", "")),
    "alter_column": (PARENT, PARENT.replace("VARCHAR(9)", "VARCHAR(20) NOT NULL COMMENT 'why'")),
    "create_index": (PARENT, PARENT.replace("VARCHAR(9)", "VARCHAR(9), UNIQUE KEY u (b(3))")),
    "drop_index": (PARENT.replace("VARCHAR(9)", "VARCHAR(9), KEY u (b)"), PARENT),
    "create_table_comment": (PARENT, PARENT.replace(";", " COMMENT='it''s';")),
    "drop_table_comment": (PARENT.replace(";", " COMMENT='it''s';"), PARENT),
    "create_foreign_key": (
        PARENT.replace("VARCHAR(9)", "INT, KEY f (b)"),
        PARENT.replace("VARCHAR(9)", "INT, KEY f (b), CONSTRAINT f FOREIGN KEY (b) REFERENCES p (id)"),
    ),
    "drop_constraint": (
        PARENT.replace("VARCHAR(9)", "INT, CONSTRAINT c CHECK (b > 0)"),
        PARENT.replace("VARCHAR(9)", "INT"),
    ),
    "execute": (PARENT, PARENT + "CREATE VIEW v AS SELECT b FROM p WHERE b LIKE '%:x%';"),
}


@pytest.mark.parametrize("operation", OPERATIONS)
def test_what_alembic_has_an_operation_for_is_that_operation(operation: str, tmp_path: Path) -> None:
    assert calls(revision(tmp_path, *OPERATIONS[operation]), "upgrade") == [operation]


def test_what_is_destructive_is_a_comment_with_its_reason_and_is_not_made_again(tmp_path: Path) -> None:
    after_sql = PARENT.replace("b VARCHAR(9)", "c INT")
    text = revision(tmp_path, PARENT, after_sql, api.RevisionStyle())
    assert calls(text, "upgrade") == ["add_column"]
    assert "    # Left out, since it is destructive: column `b` would go with every value.\n    # op.drop_col" in text
    assert calls(text, "downgrade") == []
    assert "column `c` would go with every value" in text
    assert "'b'" not in text.partition("def downgrade")[2]


def test_a_revision_has_the_ids_and_the_message_it_is_given_and_else_always_the_same(tmp_path: Path) -> None:
    after_sql = PARENT.replace("VARCHAR(9)", "VARCHAR(20)")
    given = revision(tmp_path, PARENT, after_sql, api.RevisionStyle('Longer "b"', "4f2a", "11c0"))
    assert given.startswith('"""Longer "b"\n\nFor mariadb:10.11.\n\nRevision ID: 4f2a\nRevises: 11c0\n"""\n')
    assert "revision = '4f2a'\ndown_revision = '11c0'\n" in given
    own = revision(tmp_path, PARENT, after_sql)
    assert own == revision(tmp_path, PARENT, after_sql)
    assert "down_revision = None\n" in own
    assert own != revision(tmp_path, PARENT, PARENT.replace("VARCHAR(9)", "VARCHAR(21)"))


def test_what_sqlalchemy_would_take_for_parameters_stays(tmp_path: Path) -> None:
    body = r"BEGIN SET @x = ':a'; SET @y = '\:b'; SET @z := '%c'; SET @u = ':d:e'; SET @v = '\\'; END"
    after_sql = f"{PARENT}\nDELIMITER $$\nCREATE TRIGGER t BEFORE INSERT ON p FOR EACH ROW {body}$$"
    text = revision(tmp_path, PARENT, after_sql)
    found = compared(tmp_path / "before.sql", tmp_path / "after.sql", FLAVORS[0])
    printed = sql_of(text, "upgrade", FLAVORS[0])
    assert body in printed.replace("%%", "%")
    assert found.after.schema.triggers["t"].body == body


PROJECT = {
    "alembic.ini": "[alembic]\nscript_location = {folder}\n",
    "env.py": "from alembic import context\n"
    "context.configure(url=context.config.get_main_option('sqlalchemy.url'), literal_binds=True)\n"
    "with context.begin_transaction():\n    context.run_migrations()\n",
    "versions/a1.py": "from alembic import op\nimport sqlalchemy as sa\nrevision = 'a1'\ndown_revision = None\n"
    "def upgrade():\n    op.create_table('p', sa.Column('id', sa.Integer, primary_key=True, autoincrement=False))\n",
}


def test_a_revision_of_an_alembic_project_follows_its_newest_one(tmp_path: Path) -> None:
    (tmp_path / "versions").mkdir()
    for name, text in PROJECT.items():
        (tmp_path / name).write_text(text.format(folder=tmp_path) if name == "alembic.ini" else text, encoding="utf-8")
    wanted = tmp_path / "wanted.sql"
    wanted.write_text("CREATE TABLE p (id INT NOT NULL PRIMARY KEY, b INT);", encoding="utf-8")
    ini = f"alembic:{tmp_path / 'alembic.ini'}"
    text = api.alembic_revision(api.compare(ini, str(wanted)))
    assert calls(text, "upgrade") == ["add_column"]
    assert "\ndown_revision = 'a1'\n" in text
    (tmp_path / "versions" / "b2.py").write_text(text, encoding="utf-8")
    assert api.compare(ini, str(wanted)).comparison.is_empty
    assert "\ndown_revision = 'a1'\n" in api.alembic_revision(api.compare(f"{ini}@a1", str(wanted)))
    with pytest.raises(SourceError, match="Can't locate revision identified by 'nowhere'"):
        api.compare(f"{ini}@nowhere", str(wanted))
