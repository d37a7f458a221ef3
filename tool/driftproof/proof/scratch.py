"""Scratch databases of a live proof: scripts made to work on another database than the one that they name."""

from __future__ import annotations

import itertools
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from driftproof.live.address import Address
from driftproof.live.connect import Connection, ServerError, connect
from driftproof.model.names import quote
from driftproof.model.scripts import Script, ScriptKind
from driftproof.proof.paths import UpgradePath
from driftproof.sources.folder import Folder

PREFIX = "driftproof_verify_"
_RUN = os.getpid()
_NUMBERS = itertools.count(1)


@dataclass(frozen=True, slots=True)
class Scratch:
    """An empty database of a live proof: its `address`, and `product`, the name that scripts have for it."""

    address: Address
    product: str

    def script(self, script: Script) -> Script:
        """Return a script that names this database wherever it names the product's."""
        if not self.product:
            return script
        text = re.sub(rf"(?<![\w$]){re.escape(self.product)}(?![\w$])", self.address.schema, script.text)
        return replace(script, text=text, data=text.encode())

    def folder(self, scripts: tuple[Script, ...], like: Folder) -> Folder:
        """Return a folder of these scripts, with the callbacks of another one."""
        moved = tuple(self.script(script) for script in scripts)
        versioned = sorted((one for one in moved if one.version is not None), key=lambda one: one.version)  # type: ignore[arg-type,return-value]
        repeatable = tuple(one for one in moved if one.kind is ScriptKind.REPEATABLE)
        callbacks = {event: tuple(map(self.script, scripts)) for event, scripts in like.callbacks.items()}
        return Folder(like.path, versioned=tuple(versioned), repeatable=repeatable, callbacks=callbacks)

    def folders(self, path: UpgradePath, like: Folder) -> tuple[Folder, Folder]:
        """Return what a path ran once, and that with what then follows, as folders for the runner."""
        return self.folder(path.first, replace(like, callbacks={})), self.folder((*path.first, *path.then), like)


@contextmanager
def scratch(server: Address, product: str) -> Iterator[Scratch]:
    """Yield an empty database with a name of its own, and drop it at the end, with whatever still uses it."""
    name = f"{PREFIX}{_RUN}_{os.getpid()}_{next(_NUMBERS)}"
    with opened(server) as connection:
        connection.change(f"CREATE DATABASE {quote(name)}")
    try:
        yield Scratch(replace(server, schema=name), product)
    finally:
        with opened(server) as connection:
            _end_sessions(connection, name)
            connection.change(f"DROP DATABASE IF EXISTS {quote(name)}")


@contextmanager
def opened(address: Address) -> Iterator[Connection]:
    """Yield a connection, closed at the end."""
    connection = connect(address)
    try:
        yield connection
    finally:
        connection.close()


def _end_sessions(connection: Connection, name: str) -> None:
    for thread in [int(row[0]) for row in connection.rows("SHOW PROCESSLIST") if row[3] == name]:
        try:
            connection.change(f"KILL {thread}")
        except ServerError as error:
            if error.answer.number != 1094:  # it ended by itself in between
                raise
