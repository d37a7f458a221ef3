"""An Alembic project as the SQL that its offline mode prints."""

from __future__ import annotations

import io
from pathlib import Path

from driftproof.model.errors import Place, SourceError
from driftproof.model.flavor import Flavor


def offline_sql(ini: str, revision: str, flavor: Flavor) -> str:
    """Return what ``alembic upgrade REVISION --sql`` prints for a project's configuration file.

    Offline mode needs no server; the URL of the configuration only chooses the dialect, and is set to one of `flavor`.
    Raises `SourceError` with what Alembic said when it fails.
    """
    try:
        from alembic import command
        from alembic.config import Config
    except ImportError:
        raise SourceError("Alembic is not installed", hint="pip install 'driftproof[alembic]'") from None
    if not Path(ini).is_file():
        raise SourceError(f"there is no Alembic configuration {ini}", place=Place(ini))
    output = io.StringIO()
    config = Config(ini, output_buffer=output)
    vendor = "mariadb" if flavor.is_mariadb else "mysql"
    config.set_main_option("sqlalchemy.url", f"{vendor}+pymysql://offline/offline")
    try:
        command.upgrade(config, revision, sql=True)
    except Exception as error:  # the project's env.py and revisions run here, and may raise anything
        raise SourceError(f"alembic upgrade --sql failed: {type(error).__name__}: {error}", place=Place(ini)) from error
    return output.getvalue()
