"""A second opinion: what Alembic's ``compare_metadata`` says of two live databases."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from driftproof.live.address import Address
from driftproof.sources.schema import HISTORY_TABLES


def can_be_had() -> bool:
    """Tell whether Alembic and SQLAlchemy are installed."""
    return all(importlib.util.find_spec(name) for name in ("alembic", "sqlalchemy"))


def reflected(address: Address) -> Any:
    """Return the tables of a database as SQLAlchemy sees them, the history left out."""
    from sqlalchemy import MetaData

    metadata = MetaData()
    with _connected(address) as connection:
        metadata.reflect(connection, only=lambda name, _: name not in HISTORY_TABLES)
    return metadata


def differences(address: Address, fresh: Any) -> tuple[str, ...]:
    """Return what Alembic would change to make a database what `reflected` returned of another."""
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    options = {"compare_type": True, "compare_server_default": True, "include_name": _is_no_history}
    with _connected(address) as connection:
        found = compare_metadata(MigrationContext.configure(connection, opts=options), fresh)
    return tuple(" ".join(str(one).split()) for one in found)


def _is_no_history(name: str | None, kind: str, _parents: object) -> bool:
    return kind != "table" or name not in HISTORY_TABLES


@contextmanager
def _connected(address: Address) -> Iterator[Any]:
    from sqlalchemy import URL, create_engine

    url = URL.create(
        "mysql+pymysql", address.user, address.password, address.host or None, address.port, address.schema
    )
    query = {"unix_socket": address.socket} if address.socket else {}
    engine = create_engine(url.update_query_dict(query))
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()
