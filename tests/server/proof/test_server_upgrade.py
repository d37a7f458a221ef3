"""The server itself is upgraded between two versions of the schema: a data directory of 10.11 goes on under 11.8."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import docker
import pytest

from driftproof.compare.comparison import Side, compare_sides
from driftproof.compare.rules import DiffRules
from driftproof.live.address import Address
from driftproof.live.connect import connect
from driftproof.live.throwaway.container import OWNER
from driftproof.live.throwaway.leftovers import owner
from driftproof.model.catalog import Schema
from driftproof.model.errors import DriftproofError
from driftproof.model.scripts import Version
from driftproof.proof.scratch import Scratch
from driftproof.sources.folder import Folder, read_folder
from driftproof.sources.live import read_live
from driftproof.sources.schema import HISTORY_TABLES
from driftproof.sources.shipped import shipped_sql
from driftproof.upgrade.options import Hooks, RunOptions
from driftproof.upgrade.procedures import read_helpers
from driftproof.upgrade.run import run_upgrade

OLD, NEW = "mariadb:10.11", "mariadb:11.8"
HELPERS = read_helpers(shipped_sql("procedures"))


@contextmanager
def server(image: str, volume: str) -> Iterator[Address]:
    """A server of an image on a volume, ended in order."""
    engine = docker.from_env()
    container = engine.containers.run(
        image,
        detach=True,
        environment={"MARIADB_ROOT_PASSWORD": "upgrade"},
        volumes={volume: {"bind": "/var/lib/mysql", "mode": "rw"}},
        labels={OWNER: owner()},
    )
    try:
        container.reload()
        host = next(iter(container.attrs["NetworkSettings"]["Networks"].values()))["IPAddress"]
        address = Address(host=host, port=3306, user="root", password="upgrade")
        wait(address)
        yield address
        container.stop(timeout=60)
    finally:
        container.remove(force=True)


def wait(address: Address) -> None:
    """Return when the server has answered for two seconds; the image's first server is one without a network."""
    until = time.monotonic() + 120
    while True:
        try:
            connect(address).close()
        except DriftproofError:
            if time.monotonic() > until:
                raise
            time.sleep(0.5)
        else:
            return


def upgraded(address: Address, name: str, folder: Folder) -> Schema:
    """Run a folder's scripts on a database of this name, and return its tables and views."""
    place = Scratch(replace(address, schema=name), "zstack")
    moved = place.folder((*folder.versioned, *folder.repeatable), folder)
    run_upgrade(moved, place.address, RunOptions(helpers=HELPERS, placeholders=None), Hooks())
    connection = connect(place.address)
    found = read_live(connection, name).schema(name)
    connection.close()
    assert found is not None
    kept = {key: table for key, table in found.tables.items() if key not in HISTORY_TABLES}
    return replace(found, name="zstack", tables=kept, procedures={}, functions={})


@pytest.mark.nightly
def test_a_schema_of_an_older_server_ends_where_a_fresh_one_does() -> None:
    folder = read_folder(shipped_sql("versions"))
    first = replace(
        folder,
        versioned=tuple(one for one in folder.versioned if one.version and one.version <= Version.parse("5.5.20")),
    )
    volume = docker.from_env().volumes.create(f"driftproof_{os.getpid()}", labels={OWNER: owner()})
    try:
        with server(OLD, volume.name) as address:
            assert len(upgraded(address, "upgraded", first).tables) > 10
        with server(NEW, volume.name) as address:
            flavor = connect(address).flavor
            assert flavor.at_least(mariadb=(11, 8))
            old = upgraded(address, "upgraded", folder)
            fresh = upgraded(address, "fresh", folder)
        sides = Side("fresh", flavor, fresh), Side("upgraded", flavor, replace(old, collation=fresh.collation))
        comparison = compare_sides(*sides, DiffRules())
        assert comparison.is_empty, comparison.statements
    finally:
        volume.remove(force=True)
