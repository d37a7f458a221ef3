"""SQLAlchemy ``MetaData`` as DDL."""

from __future__ import annotations

import importlib
import os
import sys
from typing import Any

from driftproof.model.errors import SourceError
from driftproof.model.flavor import Flavor


def ddl_of_metadata(name: str, flavor: Flavor) -> str:
    """Return the CREATE statements of the ``MetaData`` at ``package.module:attribute``, for a flavor.

    The working directory is on the import path. A class with ``metadata`` (a declarative base) will do. Raises
    `SourceError` when it cannot be imported.
    """
    try:
        from sqlalchemy import MetaData, create_mock_engine
    except ImportError:
        raise SourceError("SQLAlchemy is not installed", hint="pip install 'driftproof[alembic]'") from None
    found = _attribute(name)
    metadata = found if isinstance(found, MetaData) else getattr(found, "metadata", None)
    if not isinstance(metadata, MetaData):
        raise SourceError(f"{name} is no MetaData but {type(found).__name__}")
    statements: list[str] = []

    def collect(statement: Any, *_: Any, **__: Any) -> None:
        statements.append(str(statement.compile(dialect=engine.dialect)).strip())

    engine = create_mock_engine(f"{'mariadb' if flavor.is_mariadb else 'mysql'}+pymysql://", collect)
    metadata.create_all(engine, checkfirst=False)
    return "".join(f"{statement};\n" for statement in statements)


def _attribute(name: str) -> object:
    """Import what ``package.module:attribute`` names."""
    module_name, separator, path = name.partition(":")
    if not (module_name and separator and path):
        raise SourceError(f"{name!r} is not package.module:attribute")
    if os.getcwd() not in sys.path:
        sys.path.insert(0, os.getcwd())
    try:
        found: object = importlib.import_module(module_name)
        for part in path.split("."):
            found = getattr(found, part)
    except Exception as error:  # whatever the project's own module raises while it is imported
        raise SourceError(f"{name} cannot be imported: {type(error).__name__}: {error}") from error
    return found
