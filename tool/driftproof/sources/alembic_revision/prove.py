"""Operations held against the changes that they stand for: both must make the same of a catalog."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from alembic.migration import MigrationContext
from alembic.operations import Operations, ops
from sqlalchemy.engine import make_url

from driftproof.language.split import split
from driftproof.model.catalog import Catalog, Schema, Table
from driftproof.model.flavor import Flavor
from driftproof.model.session import Session
from driftproof.sources.alembic_revision.follow import after_statements


def context_for(flavor: Flavor, **options: Any) -> MigrationContext:
    """Return a context of Alembic without a connection, with the dialect of a flavor."""
    url = make_url(f"{'mariadb' if flavor.is_mariadb else 'mysql'}+pymysql://")
    return MigrationContext.configure(dialect=url.get_dialect()(), opts=options)


def after_operations(operations: Sequence[ops.MigrateOperation], catalog: Catalog, session: Session) -> Catalog | None:
    """Return the catalog after operations, by the SQL that Alembic makes of them; None where any of it is refused."""
    output = io.StringIO()
    context = context_for(catalog.flavor, as_sql=True, output_buffer=output)
    try:
        for operation in operations:
            Operations(context).invoke(operation)
    except Exception:  # whatever SQLAlchemy or Alembic raise for what they cannot compile
        return None
    return after_statements((piece.sql for piece in split(output.getvalue()) if piece.is_sql), catalog, session)


def are_alike(one: Catalog | None, other: Catalog | None) -> bool:
    """Tell whether two catalogs are the same but for the order of indexes and constraints."""
    if one is None or other is None or one.schemas.keys() != other.schemas.keys():
        return False
    return all(_schemas_alike(schema, other.schemas[key]) for key, schema in one.schemas.items())


def _schemas_alike(one: Schema, other: Schema) -> bool:
    if one.tables.keys() != other.tables.keys():
        return False
    differ = (key for key, table in one.tables.items() if table is not other.tables[key])
    return all(_sorted(one.tables[key]) == _sorted(other.tables[key]) for key in differ)


def _sorted(table: Table) -> Table:
    return replace(
        table,
        indexes=tuple(sorted(table.indexes, key=lambda index: index.name)),
        foreign_keys=tuple(sorted(table.foreign_keys, key=lambda key: key.name)),
        checks=tuple(sorted(table.checks, key=lambda check: check.name)),
    )
