"""Write a practice corpus as folders to verify: its install script, and a release that got there by its upgrades.

Usage: python tests/corpora/paths.py NAME DIR    NAME is that of a corpus, such as roundcube.

A corpus has the install script of its newest version alone, so nobody knows what an old version installed, but for the
tables that an upgrade script made. DIR/versions has the install script; DIR/releases/upgraded has it without these
tables, and then the upgrade scripts that make and change them. Statements of these that the server refuses, or that
change another table, are left out, with blank lines in their place: lines are those of the package's files.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from corpora import Corpus, CorpusScript, corpus
from driftproof.language.split import split
from driftproof.model.flavor import Flavor, default_settings
from driftproof.model.scripts import Script, ScriptKind, Statement
from driftproof.replay.again import fork
from driftproof.replay.replay import empty_catalog, reconnect, run_statement, start_state
from driftproof.replay.state import State, TableKey

SETTINGS = default_settings(Flavor.parse("mariadb:10.11"))
FREE = "SET SESSION foreign_key_checks = 0;"


def main() -> int:
    """Write the folders of the corpus that the command line names."""
    if len(sys.argv) != 3:
        sys.stderr.write(__doc__ or "")
        return 2
    made = write_paths(corpus(sys.argv[1]), Path(sys.argv[2]))
    sys.stdout.write(f"{len(made)} tables that an upgrade script made: {', '.join(made)}\n")
    return 0


def write_paths(given: Corpus, target: Path) -> tuple[str, ...]:
    """Write the folders of a corpus, and return the tables that an upgrade script made."""
    install, upgrades = given.scripts[: given.install], given.scripts[given.install :]
    made = tuple(sorted(_tables(given, install) & _tables(given, upgrades)))
    text = given.setup + "\n".join(one.text for one in install)
    before = f"{text}\n{FREE}\nDROP TABLE {', '.join(f'`{name}`' for name in made)};\n"
    _write(target / "versions" / "V1__install.sql", text)
    released = target / "releases" / "upgraded"
    _write(released / "V1__install.sql", before)
    state = _started(given)
    _run(before, state)
    for number, script in enumerate(upgrades, start=1):
        kept, state = _needed(script.text, state, made)
        if kept:
            name = re.sub(r"\W+", "_", script.name.removesuffix(".sql"))
            _write(released / f"V1.{number}__{name}.sql", kept)
    return made


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", errors="surrogateescape")


def _started(given: Corpus) -> State:
    return start_state(empty_catalog(SETTINGS, given.database), SETTINGS, given.database)


def _tables(given: Corpus, scripts: Iterable[CorpusScript]) -> set[str]:
    """Return the tables that are there when scripts have run on an empty database, whatever is refused."""
    state = _started(given)
    for script in scripts:
        _run(f"{FREE}\n{script.text}", state)
    found = state.catalog.schema(given.database)
    assert found is not None
    return set(found.tables)


def _run(text: str, state: State) -> None:
    """Run a script as ``mysql --force`` does."""
    reconnect(state, SETTINGS, state.session.database)
    for piece in split(text):
        _accepts(piece, state)


def _accepts(piece: Statement, state: State) -> bool:
    """Run a piece of a script, and tell whether the server accepts it."""
    script = Script(ScriptKind.VERSIONED, "", "", "", b"", "")
    return not piece.is_sql or run_statement(script, piece, state).answer is None


def _needed(text: str, state: State, made: tuple[str, ...]) -> tuple[str, State]:
    """Run a script on a state without what is of no use to the tables `made`; return what is left, and its end."""
    reconnect(state, SETTINGS, state.session.database)
    kept: list[str] = []
    useful = False
    for piece in split(text):
        before = fork(state)
        accepted = _accepts(piece, state)
        changed = _changed(before, state)
        if accepted and all(key[1] in made for key in changed):
            useful = useful or bool(changed)
            kept.append(piece.text)
        else:
            kept.append("\n" * piece.text.count("\n"))
            state = before
    return "".join(kept) if useful else "", state


def _changed(before: State, after: State) -> set[TableKey]:
    """Return the tables whose definition or rows are others than before."""
    found = {key for key in before.rows.keys() | after.rows.keys() if before.rows.get(key) is not after.rows.get(key)}
    for name in before.catalog.schemas.keys() | after.catalog.schemas.keys():
        old, new = (one.schemas[name].tables if name in one.schemas else {} for one in (before.catalog, after.catalog))
        found |= {(name, key, False) for key in old.keys() | new.keys() if old.get(key) is not new.get(key)}
    return {key for key in found if not key[2]}


if __name__ == "__main__":
    sys.exit(main())
