"""Practice corpora: real install and upgrade scripts out of Debian packages, in the order in which they are run.

``tests/corpora/fetch`` downloads them into ``.cache/corpora`` (or the folder that ``DRIFTPROOF_CORPORA`` names);
they are never committed.
"""

from __future__ import annotations

import fcntl
import os
import re
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

PACKAGES = (
    "zoneminder",
    "mediawiki",
    "roundcube-core",
    "icinga2-ido-mysql",
    "cacti",
    "pdns-backend-mysql",
    "mariadb-server-core",
)


@dataclass(frozen=True, slots=True)
class CorpusScript:
    """A script of a corpus: its name in it, where it was read from, and its text with ``source`` lines carried out."""

    name: str
    path: Path
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Corpus:
    """Scripts in the order in which they make a history.

    `install` is how many of `scripts`, at the start, make a fresh install; the others are its upgrade scripts, oldest
    first. The install scripts are of the newest version, so an old upgrade script run after them meets what it would
    make (errors 1050, 1060, 1061, 1091 …): run them with errors ignored, or compare the errors.
    `database` is the one to be in at the start (scripts may leave it), `setup` SQL to run before.
    """

    name: str
    version: str
    scripts: tuple[CorpusScript, ...]
    install: int
    database: str
    setup: str = ""
    notes: str = ""


def folder() -> Path:
    """Return where the corpora are kept."""
    return Path(os.environ.get("DRIFTPROOF_CORPORA") or Path(__file__).parents[2] / ".cache" / "corpora")


def available() -> bool:
    """Whether every corpus has been fetched."""
    return all((folder() / package / "VERSION").is_file() for package in PACKAGES)


def fetch_missing() -> None:
    """Run ``tests/corpora/fetch`` if a corpus is missing, once at a time; raises RuntimeError with what it said."""
    folder().mkdir(parents=True, exist_ok=True)
    with (folder() / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not available():
            program = [sys.executable, str(Path(__file__).with_name("fetch"))]
            done = subprocess.run(program, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
            if done.returncode or not available():
                raise RuntimeError(f"tests/corpora/fetch could not fetch the practice corpora:\n{done.stdout}")


def corpora() -> list[Corpus]:
    """Return all corpora, fetched first if need be; raises RuntimeError when they cannot be had."""
    if not available():
        fetch_missing()
    return [
        _zoneminder(),
        _mediawiki(),
        _mediawiki_extensions(),
        _roundcube(),
        _icinga(),
        _cacti(),
        _powerdns(),
        _mariadb("mariadb-sys", ["mysql_sys_schema.sql"], "the sys schema: large stored programs, delimiters, views"),
        _mariadb(
            "mariadb-system-tables",
            [
                "mysql_system_tables.sql",
                "mysql_performance_tables.sql",
                "mysql_system_tables_data.sql",
                "maria_add_gis_sp_bootstrap.sql",
                "mysql_test_data_timezone.sql",
                "mysql_test_db.sql",
            ],
            "meant for the database mysql of an empty server; elsewhere many statements fail",
        ),
        _mariadb("mariadb-help", ["fill_help_tables.sql"], "2.4 MB of INSERTs with text full of quotes and SQL"),
    ]


def corpus(name: str) -> Corpus:
    """Return the corpus `name`; raises KeyError."""
    return {one.name: one for one in corpora()}[name]


def _numbers(path: Path) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", path.stem))


def _version(package: str) -> str:
    return (folder() / package / "VERSION").read_text().strip()


def _scripts(paths: Iterable[Path]) -> tuple[CorpusScript, ...]:
    return tuple(CorpusScript(path.name, path, _text(path)) for path in paths)


def _text(path: Path) -> str:
    """The text of a script; a line ``source FILE`` gives way to the file of that name beside the script."""
    text = path.read_bytes().decode("utf-8", errors="surrogateescape")

    def included(match: re.Match[str]) -> str:
        beside = path.parent / Path(match[1].strip()).name
        return beside.read_bytes().decode("utf-8") if beside.is_file() else match[0]

    return re.sub(r"(?im)^source[ \t]+([^\r\n;]+)$", included, text)


def _zoneminder() -> Corpus:
    directory = folder() / "zoneminder/usr/share/zoneminder/db"
    updates = sorted(directory.glob("zm_update-*.sql"), key=_numbers)
    notes = "the newer updates are guarded by information_schema and PREPAREd text; triggers; makes and uses `zm`"
    scripts = _scripts([directory / "zm_create.sql", *updates])
    return Corpus("zoneminder", _version("zoneminder"), scripts, 1, "zm", "CREATE DATABASE IF NOT EXISTS zm;", notes)


def _mediawiki() -> Corpus:
    directory = folder() / "mediawiki/usr/share/mediawiki"
    updater = (directory / "includes/installer/MysqlUpdater.php").read_text()
    named = dict.fromkeys(re.findall(r"'(patch-[\w.-]+\.sql)'", updater))
    patches = [directory / "maintenance/archives" / name for name in named]
    install = [directory / "maintenance/tables-generated.sql"]
    notes = "patches in the order of MysqlUpdater.php; the prefix mark /*_*/ is a plain comment, so no prefix"
    scripts = _scripts([*install, *(patch for patch in patches if patch.is_file())])
    return Corpus("mediawiki", _version("mediawiki"), scripts, 1, "mediawiki", "", notes)


def _mediawiki_extensions() -> Corpus:
    directory = folder() / "mediawiki/usr/share/mediawiki/extensions-core"
    install = [
        directory / "AbuseFilter/db_patches/mysql/tables-generated.sql",
        directory / "Math/sql/mysql/mathlatexml.sql",
        directory / "Math/sql/mysql/mathoid.sql",
        directory / "OATHAuth/sql/mysql/tables-generated.sql",
    ]
    patches = sorted(path for path in directory.rglob("mysql/*.sql") if path not in install)
    scripts = _scripts([*install, *patches])
    notes = "AbuseFilter, Math and OATHAuth; patches by name"
    return Corpus("mediawiki-extensions", _version("mediawiki"), scripts, len(install), "mediawiki", "", notes)


def _roundcube() -> Corpus:
    directory = folder() / "roundcube-core/usr/share/roundcube/SQL"
    updates = sorted((directory / "mysql").glob("*.sql"), key=_numbers)
    scripts = _scripts([directory / "mysql.initial.sql", *updates])
    return Corpus("roundcube", _version("roundcube-core"), scripts, 1, "roundcube", "", "updates by date; unguarded")


def _icinga() -> Corpus:
    directory = folder() / "icinga2-ido-mysql/usr/share/icinga2-ido-mysql/schema"
    updates = sorted((directory / "upgrade").glob("*.sql"), key=_numbers)
    scripts = _scripts([directory / "mysql.sql", *updates])
    notes = "stored procedures that drop foreign keys found in information_schema; PREPARE"
    return Corpus("icinga2", _version("icinga2-ido-mysql"), scripts, 1, "icinga", "", notes)


def _cacti() -> Corpus:
    path = folder() / "cacti/usr/share/cacti/conf_templates/cacti.sql"
    return Corpus("cacti", _version("cacti"), _scripts([path]), 1, "cacti", "", "an install script; upgrades are PHP")


def _powerdns() -> Corpus:
    directory = folder() / "pdns-backend-mysql/usr/share/pdns-backend-mysql/schema"
    names = [
        "schema.mysql.sql",
        "enable-foreign-keys.mysql.sql",
        "nodnssec-3.x_to_3.4.0_schema.mysql.sql",
        "dnssec-3.x_to_3.4.0_schema.mysql.sql",
        "3.4.0_to_4.1.0_schema.mysql.sql",
        "4.1.0_to_4.2.0_schema.mysql.sql",
        "4.2.0_to_4.3.0_schema.mysql.sql",
        "4.3.0_to_4.7.0_schema.mysql.sql",
    ]
    scripts = _scripts(directory / name for name in names)
    notes = "a database takes one of the two …3.x_to_3.4.0 scripts"
    return Corpus("powerdns", _version("pdns-backend-mysql"), scripts, 2, "pdns", "", notes)


def _mariadb(name: str, names: list[str], notes: str) -> Corpus:
    directory = folder() / "mariadb-server-core/usr/share/mysql"
    scripts = _scripts(directory / one for one in names)
    return Corpus(name, _version("mariadb-server-core"), scripts, len(scripts), name.replace("-", "_"), "", notes)
