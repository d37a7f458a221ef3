"""A script that stops after any of its statements converges when it runs again from its first."""

from __future__ import annotations

import threading
import time

import pytest

from driftproof.live.address import parse_url
from driftproof.live.connect import Connection, ServerError, connect
from support.product import LOOSE, STRICT, Product, versions
from support.schema_rows import PROGRAMS, Rows, differences, schema_rows

CASES = {version: version for version in versions()} | {"5.5.16 after 5.5.12": "5.5.16"}
SEED = {
    "5.5.0": [
        "INSERT INTO `HostEO` (`uuid`, `name`, `managementIp`, `hypervisorType`, `state`, `status`)"
        " VALUES ('h1', 'host', '10.0.0.1', 'KVM', 'Enabled', 'Connected')",
        "INSERT INTO `VmInstanceEO` (`uuid`, `name`, `type`, `state`, `platform`, `cpuNum`, `memorySize`)"
        " VALUES ('v1', 'vm', 'UserVm', 'Running', 'Linux', 1, 1024), ('v2', 'vm', 'UserVm', 'Running', 'Linux', 1, 9)",
        "INSERT INTO `ModelVO` (`uuid`, `name`) VALUES ('m1', 'model')",
        "INSERT INTO `PciDeviceVO` (`uuid`, `hostUuid`, `type`, `status`, `state`, `pciDeviceAddress`, `virtStatus`)"
        " VALUES ('p1', 'h1', 'GPU', 'Active', 'Enabled', '0000:00:1f', 'TENSORFUSION_VIRTUALIZED')",
        "INSERT INTO `GpuDeviceVO` (`uuid`) VALUES ('p1')",
    ],
    "5.5.12": [
        "INSERT INTO `VmModelMountVO` (`uuid`, `vmInstanceUuid`, `modelUuid`, `mountPath`, `sourcePath`, `status`)"
        " VALUES ('x1', 'v1', 'm1', '/models/a', '/cache/a', 'Mounted')",
    ],
    "5.5.20": [
        "INSERT INTO `VmHostBackupFileVO` (`uuid`, `vmInstanceUuid`, `type`, `createDate`) VALUES"
        " ('b1', 'v1', 'NvRam', '2026-01-01 00:00:00'), ('b2', 'v1', 'NvRam', '2026-01-03 00:00:00'),"
        " ('b3', 'v1', 'NvRam', '2026-01-02 00:00:00'), ('b4', 'v2', 'NvRam', '2026-01-01 00:00:00'),"
        " ('b5', 'v1', 'TpmState', '2026-01-01 00:00:00')",
        "INSERT INTO `VmHostFileContentVO` (`uuid`, `content`, `format`) VALUES ('b1', 'old', 'Raw'),"
        " ('b2', 'new', 'Raw'), ('b3', 'mid', 'Raw'), ('b4', 'own', 'Raw'), ('b5', 'tpm', 'Raw'),"
        " ('f1', 'file', 'Raw')",
    ],
}
TABLES = ("VmModelMountVO", "PciDeviceVO", "PciDeviceVirtCapabilityVO", "GpuDeviceVO", "VmHostBackupFileVO",
          "VmHostFileContentVO")  # fmt: skip
GENERATED = {"createDate", "lastOpDate", "id"}


def prepare(product: Product, case: str) -> list[str]:
    """The schema and rows as they are before the case's script; the script's statements."""
    product.session(LOOSE)
    for version in versions()[: versions().index(CASES[case])]:
        product.upgrade(version)
        product.run(SEED.get(version, []))
    if case.endswith("5.5.12"):
        product.upgrade("5.5.12")
        product.run(SEED["5.5.12"])
    product.session(STRICT)
    return product.script(CASES[case])


def state(product: Product) -> tuple[Rows, dict[str, list[tuple[object, ...]]]]:
    """The schema, and the rows of the tables that scripts touch."""
    schema = schema_rows(product.connection, product.schema, PROGRAMS)
    there = {str(row["TABLE_NAME"]) for row in schema["TABLES"]}
    rows = {}
    for table in TABLES:
        names = [str(row["COLUMN_NAME"]) for row in schema["COLUMNS"] if row["TABLE_NAME"] == table]
        listed = ", ".join(f"`{name}`" for name in sorted(set(names) - GENERATED))
        if table in there:
            rows[table] = sorted(product.rows(f"SELECT {listed} FROM `{table}`"), key=repr)
    return schema, rows


@pytest.mark.parametrize("case", list(CASES))
def test_stopping_after_each_statement(product: Product, case: str) -> None:
    """States of a straight run, against those of a run that stops, and starts over, after every statement.

    If repeating the first n + 1 statements from state n gives state n + 1, for every n, then running the whole script
    again from any state ends where the straight run ended.
    """
    statements = prepare(product, case)
    straight = []
    for statement in statements:
        product.run([statement])
        straight.append(state(product))
    product.clear()
    statements = prepare(product, case)
    for number in range(len(statements)):
        product.run(statements[: number + 1])
        schema, rows = state(product)
        assert differences(straight[number][0], schema) == [], statements[number]
        assert rows == straight[number][1], statements[number]
    product.run(statements)
    assert state(product)[1] == straight[-1][1]


@pytest.mark.parametrize("stop", range(7))
def test_moving_backups_stops_anywhere_and_runs_again_whole(product: Product, stop: int) -> None:
    statements = prepare(product, "5.5.23")
    assert len(statements) == 7
    product.run(statements[:stop])
    product.upgrade("5.5.23", "5.5.23")
    assert product.rows("SELECT `uuid`, `resourceUuid`, `type` FROM `VmHostBackupFileVO` ORDER BY `uuid`") == [
        ("b2", "v1", "NvRam"),
        ("b4", "v2", "NvRam"),
        ("b5", "v1", "TpmState"),
    ]
    assert product.rows("SELECT `uuid`, `content` FROM `VmHostFileContentVO` ORDER BY `uuid`") == [
        ("b2", b"new"),
        ("b4", b"own"),
        ("b5", b"tpm"),
        ("f1", b"file"),
    ]


@pytest.mark.parametrize("case", ["5.5.16 after 5.5.12", "5.5.23"])
def test_a_connection_killed_at_any_moment(product: Product, case: str) -> None:
    """Not only between statements: inside helpers, between the statements that they build."""
    statements = prepare(product, case)
    started = time.perf_counter()
    product.run(statements)
    whole = time.perf_counter() - started
    wanted = state(product)
    killed = 0
    for part in (1, 2, 4):
        product.clear()
        statements = prepare(product, case)
        killed += kill_while_running(product, statements, whole * part / 5)
        product.run(statements)
        schema, rows = state(product)
        assert differences(wanted[0], schema) == [], part
        assert rows == wanted[1], part
    assert killed


def kill_while_running(product: Product, statements: list[str], seconds: float) -> bool:
    """Run statements on a connection that is killed after some seconds; tell whether that cut them short."""
    victim = connect(parse_url(product.server.url))
    victim.use(product.schema)
    victim.change(f"SET SESSION sql_mode = '{STRICT}'")
    outcome: list[bool] = []
    runner = threading.Thread(target=lambda: outcome.append(cut_short(victim, statements)))
    runner.start()
    time.sleep(seconds)
    try:
        product.connection.change(f"KILL {victim.thread_id}")
    except ServerError as error:
        if error.answer.number != 1094:  # it has ended by itself
            raise
    runner.join(timeout=30)
    victim.close()
    end = time.monotonic() + 10
    while product.rows("SELECT 1 FROM information_schema.processlist WHERE id = %s", (victim.thread_id,)):
        assert time.monotonic() < end
        time.sleep(0.005)
    return outcome == [True]


def cut_short(connection: Connection, statements: list[str]) -> bool:
    try:
        for statement in statements:
            connection.execute(statement)
    except ServerError as error:
        if error.lost or error.answer.number == 1317:
            return True
        raise
    return False
