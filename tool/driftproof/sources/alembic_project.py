"""An Alembic project: the SQL that its offline mode prints, and its newest revision."""

from __future__ import annotations

import io
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from driftproof.model.errors import Place, SourceError
from driftproof.model.flavor import Flavor

if TYPE_CHECKING:
    from alembic.config import Config


def offline_sql(ini: str, revision: str, flavor: Flavor) -> str:
    """Return what ``alembic upgrade REVISION --sql`` prints for a project's configuration file.

    Offline mode needs no server; the URL of the configuration only chooses the dialect, and is set to one of `flavor`.
    Raises `SourceError` with what Alembic said when it fails.
    """
    output = io.StringIO()
    config = _config(ini, output)
    from alembic import command

    vendor = "mariadb" if flavor.is_mariadb else "mysql"
    config.set_main_option("sqlalchemy.url", f"{vendor}+pymysql://offline/offline")
    try:
        command.upgrade(config, revision, sql=True)
    except Exception as error:  # the project's env.py and revisions run here, and may raise anything
        raise SourceError(f"alembic upgrade --sql failed: {type(error).__name__}: {error}", place=Place(ini)) from error
    return output.getvalue()


def find_revision(ini: str, revision: str) -> str | None:
    """Return the full id of a revision of a project (``head`` is the newest), None where there is none yet.

    Raises `SourceError` when Alembic knows no such revision, or several heads.
    """
    config = _config(ini, io.StringIO())
    from alembic.script import ScriptDirectory

    try:
        found = ScriptDirectory.from_config(config).get_revision(revision)
    except Exception as error:  # the project's revisions run here, and may raise anything
        raise SourceError(f"no revision {revision}: {error}", place=Place(ini), hint="see --down-revision") from error
    return None if found is None else str(found.revision)


def _config(ini: str, output: io.StringIO) -> Config:
    require_alembic()
    from alembic.config import Config

    if not Path(ini).is_file():
        raise SourceError(f"there is no Alembic configuration {ini}", place=Place(ini))
    return Config(ini, output_buffer=output)


def require_alembic() -> None:
    """Raise `SourceError` where Alembic is not installed."""
    if find_spec("alembic") is None:
        raise SourceError("Alembic is not installed", hint="pip install 'driftproof[alembic]'")
