"""What the rows must do, with 10,000 of them wherever a script moves or fills data."""

from __future__ import annotations

import time

import pytest

from driftproof.live.address import parse_url
from driftproof.live.connect import ServerError, connect
from support.product import LOOSE, STRICT, Product, versions

MANY = 10_000
DIGITS = (
    "(SELECT 0 AS `d` UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4 UNION ALL SELECT 5"
    " UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8 UNION ALL SELECT 9)"
)
NUMBERS = (
    f"(SELECT `a`.`d` + 10 * `b`.`d` + 100 * `c`.`d` + 1000 * `e`.`d` AS `n` FROM {DIGITS} AS `a`, {DIGITS} AS `b`,"
    f" {DIGITS} AS `c`, {DIGITS} AS `e`) AS `numbers`"
)
STATUSES = {
    "SRIOV_VIRTUALIZABLE": ("VIRTUALIZABLE", None, "SRIOV", "PCI"),
    "VFIO_MDEV_VIRTUALIZABLE": ("VIRTUALIZABLE", None, "VFIO_MDEV", "PCI"),
    "TENSORFUSION_VIRTUALIZABLE": ("VIRTUALIZABLE", None, "TENSORFUSION", "PCI"),
    "SRIOV_VIRTUALIZED": ("VIRTUALIZED", "SRIOV", "SRIOV", "VGPU"),
    "VFIO_MDEV_VIRTUALIZED": ("VIRTUALIZED", "VFIO_MDEV", "VFIO_MDEV", "VGPU"),
    "TENSORFUSION_VIRTUALIZED": ("VIRTUALIZED", "TENSORFUSION", "TENSORFUSION", "DGPU"),
    "SRIOV_VIRTUAL": ("VIRTUAL", "SRIOV", None, "PCI"),
    "UNVIRTUALIZABLE": ("UNVIRTUALIZABLE", None, None, "PCI"),
    "": ("UNVIRTUALIZABLE", None, None, "PCI"),
    None: ("UNVIRTUALIZABLE", None, None, "PCI"),
}
"""virtStatus, and the virtState, virtMode, capability and GPU mode that come of it."""

LONG_AGO = "2020-02-02 02:02:02"
HOST = (
    "INSERT INTO `HostEO` (`uuid`, `name`, `managementIp`, `hypervisorType`, `state`, `status`)"
    " VALUES ('h1', 'host', '10.0.0.1', 'KVM', 'Enabled', 'Connected'), ('h2', 'host', '10.0.0.2', 'KVM', 'x', 'x')"
)
VM = (
    "INSERT INTO `VmInstanceEO` (`uuid`, `name`, `hostUuid`, `type`, `state`, `platform`, `cpuNum`, `memorySize`)"
    " SELECT CONCAT('v', `n`), 'vm', 'h1', 'UserVm', 'Running', 'Linux', 1, 1024 FROM {numbers}"
)
MODEL = "INSERT INTO `ModelVO` (`uuid`, `name`) VALUES ('m1', 'model'), ('m2', 'model')"


def count(product: Product, source: str) -> int:
    return int(str(product.rows(f"SELECT COUNT(*) FROM {source}")[0][0]))


def devices(product: Product) -> list[tuple[object, ...]]:
    return product.rows(
        "SELECT p.`virtStatus`, p.`virtState`, p.`virtMode`, c.`capability`, g.`mode`, COUNT(*), MAX(p.`lastOpDate`),"
        " MAX(g.`lastOpDate`) FROM `PciDeviceVO` AS p LEFT JOIN `PciDeviceVirtCapabilityVO` AS c"
        " ON c.`pciDeviceUuid` = p.`uuid` JOIN `GpuDeviceVO` AS g ON g.`uuid` = p.`uuid` GROUP BY 1, 2, 3, 4, 5"
    )


def test_device_columns_are_filled_once(product: Product) -> None:
    product.upgrade("5.5.0")
    statuses = ", ".join("NULL" if status is None else f"'{status}'" for status in STATUSES)
    product.run([
        HOST,
        "INSERT INTO `PciDeviceVO` (`uuid`, `hostUuid`, `type`, `status`, `state`, `pciDeviceAddress`, `virtStatus`,"
        f" `lastOpDate`) SELECT CONCAT('p', `n`), 'h1', 'GPU', 'Active', 'Enabled', '0', ELT(1 + `n` % 10, {statuses}),"
        f" '{LONG_AGO}' FROM {NUMBERS}",
        f"INSERT INTO `GpuDeviceVO` (`uuid`, `lastOpDate`) SELECT CONCAT('p', `n`), '{LONG_AGO}' FROM {NUMBERS}",
        "INSERT INTO `GpuDeviceVO` (`uuid`) VALUES ('without device')",
    ])  # fmt: skip
    product.upgrade("5.5.16")
    filled = devices(product)
    for status, state, mode, capability, gpu, rows, device_date, gpu_date in filled:
        assert (state, mode, capability, gpu) == STATUSES[None if status is None else str(status)]
        assert rows == MANY / len(STATUSES)
        assert str(device_date) == str(gpu_date) == LONG_AGO
    assert len(filled) == len(STATUSES)
    assert product.rows("SELECT `mode` FROM `GpuDeviceVO` WHERE `uuid` = 'without device'") == [("PCI",)]
    product.run([
        "UPDATE `PciDeviceVO` SET `virtState` = 'VIRTUALIZED', `virtMode` = 'OWN' WHERE `uuid` = 'p0'",
        "UPDATE `GpuDeviceVO` SET `mode` = 'OWN' WHERE `uuid` = 'p0'",
        "INSERT INTO `PciDeviceVirtCapabilityVO` (`pciDeviceUuid`, `capability`) VALUES ('p9', 'OWN')",
    ])  # fmt: skip
    product.upgrade("5.5.16")
    assert product.rows(
        "SELECT `virtState`, `virtMode`, `mode` FROM `PciDeviceVO` JOIN `GpuDeviceVO` USING (`uuid`)"
        " WHERE `uuid` = 'p0'"
    ) == [("VIRTUALIZED", "OWN", "OWN")]
    assert count(product, "`PciDeviceVirtCapabilityVO`") == MANY * 6 / len(STATUSES) + 1


@pytest.mark.parametrize("shape", ["full", "doubles", "empty"])
def test_backups_are_moved_and_the_newest_double_stays(product: Product, shape: str) -> None:
    product.upgrade("5.5.0", "5.5.16", "5.5.20")
    sources = {"full": "`n`", "doubles": "FLOOR(`n` / 4)", "empty": "`n`"}
    if shape != "empty":
        product.run([
            HOST,
            VM.format(numbers=NUMBERS),
            # createDate falls with n inside each group of four, but for the last one, which is the newest
            "INSERT INTO `VmHostBackupFileVO` (`uuid`, `vmInstanceUuid`, `type`, `createDate`, `lastOpDate`)"
            f" SELECT CONCAT('b', `n`), CONCAT('v', {sources[shape]}), 'NvRam',"
            " TIMESTAMPADD(MINUTE, IF(`n` % 4 = 3, 9, 3 - `n` % 4), '2026-01-01 00:00:00'), '2026-03-03 00:00:00'"
            f" FROM {NUMBERS}",
            "INSERT INTO `VmHostFileContentVO` (`uuid`, `content`, `format`)"
            f" SELECT CONCAT('b', `n`), CONCAT('content of ', `n`), 'Raw' FROM {NUMBERS}",
        ])  # fmt: skip
    product.run(["INSERT INTO `VmHostFileContentVO` (`uuid`, `content`, `format`) VALUES ('of a file', 'x', 'Raw')"])
    product.upgrade("5.5.23", "5.5.23")
    left = {"full": MANY, "doubles": MANY // 4, "empty": 0}[shape]
    number = "CAST(SUBSTRING(b.`uuid`, 2) AS UNSIGNED)"
    assert count(product, "`VmHostBackupFileVO`") == left
    assert count(product, "`VmHostFileContentVO`") == left + 1
    pairs = "`VmHostBackupFileVO` AS b JOIN `VmHostFileContentVO` AS c ON c.`uuid` = b.`uuid`"
    assert count(product, f"{pairs} AND c.`content` = CONCAT('content of ', {number})") == left
    owner = f"CONCAT('v', {sources[shape].replace('`n`', number)})"
    assert count(product, f"`VmHostBackupFileVO` AS b WHERE b.`resourceUuid` = {owner}") == left
    assert count(product, "`VmHostBackupFileVO` WHERE `lastOpDate` <> '2026-03-03 00:00:00'") == 0
    if shape == "doubles":
        assert count(product, f"`VmHostBackupFileVO` AS b WHERE {number} % 4 = 3") == left


def test_doubles_of_one_second_leave_one(product: Product) -> None:
    product.upgrade("5.5.0", "5.5.16", "5.5.20")
    product.run([
        HOST,
        VM.format(numbers="(SELECT 1 AS `n`) AS `one`"),
        "INSERT INTO `VmHostBackupFileVO` (`uuid`, `vmInstanceUuid`, `type`, `createDate`, `lastOpDate`) VALUES"
        " ('b1', 'v1', 'NvRam', '2026-01-01 00:00:00', '2026-01-01 00:00:02'),"
        " ('b2', 'v1', 'NvRam', '2026-01-01 00:00:00', '2026-01-01 00:00:01'),"
        " ('b3', 'v1', 'TpmState', '2026-01-01 00:00:00', '2026-01-01 00:00:00'),"
        " ('b4', 'v1', 'TpmState', '2026-01-01 00:00:00', '2026-01-01 00:00:00')",
    ])  # fmt: skip
    product.upgrade("5.5.23")
    assert product.rows("SELECT `uuid` FROM `VmHostBackupFileVO` ORDER BY `uuid`") == [("b1",), ("b4",)]


def test_mounts_of_the_withdrawn_version_arrive(product: Product) -> None:
    """Zero dates under NO_ZERO_DATE, 10,000 rows of them."""
    product.upgrade("5.5.0")
    product.run([HOST, MODEL, VM.format(numbers=NUMBERS)])
    product.session(LOOSE)
    product.upgrade("5.5.12")
    product.run([
        "INSERT INTO `VmModelMountVO` (`uuid`, `vmInstanceUuid`, `modelUuid`, `mountPath`, `sourcePath`, `status`,"
        " `lastOpDate`, `createDate`) SELECT CONCAT('x', `n`), CONCAT('v', `n`), 'm1', '/models/a', '/a', 'Mounted',"
        f" '{LONG_AGO}', IF(`n` % 2, '0000-00-00 00:00:00', '2021-01-01 00:00:00') FROM {NUMBERS}"
    ])  # fmt: skip
    product.session(STRICT)
    product.upgrade(*versions()[1:])
    assert product.rows(
        "SELECT CAST(`createDate` AS CHAR), CAST(MIN(`lastOpDate`) AS CHAR), COUNT(*) FROM `VmModelMountVO`"
        " GROUP BY 1 ORDER BY 1"
    ) == [(LONG_AGO, LONG_AGO, MANY // 2), ("2021-01-01 00:00:00", LONG_AGO, MANY // 2)]


def mount(product: Product, uuid: str, vm: str, path: str, cache: str = "NULL") -> None:
    product.connection.change(
        "INSERT INTO `VmModelMountVO` (`uuid`, `vmInstanceUuid`, `modelUuid`, `mountPath`, `sourcePath`, `status`,"
        f" `cacheUuid`) VALUES (%s, %s, 'm1', %s, '/cache', 'Mounted', {cache})",
        (uuid, vm, path),
    )


@pytest.fixture
def stocked(product: Product) -> Product:
    """The newest schema with two hosts, two VMs and what hangs on them."""
    product.upgrade(*versions())
    product.run([
        HOST, MODEL, VM.format(numbers="(SELECT 1 AS `n` UNION ALL SELECT 2) AS `two`"),
        "INSERT INTO `AiHostModelCacheVO` (`uuid`, `hostUuid`, `identityHash`, `status`) VALUES"
        " ('c1', 'h1', 'i', 'Ready'), ('c2', 'h2', 'i', 'Ready')",
        "INSERT INTO `AiHostCacheStorageVO` (`uuid`, `hostUuid`, `sourceRoot`, `sourceRootIdentity`) VALUES"
        " ('s1', 'h1', '/root', 'i'), ('s2', 'h2', '/root', 'i')",
        "INSERT INTO `AiHostModelCachePolicyVO` (`uuid`, `hostUuid`, `sourceRoot`, `sourceRootIdentity`) VALUES"
        " ('o1', 'h1', '/root', 'i'), ('o2', 'h2', '/root', 'i')",
        "INSERT INTO `AiHostModelCacheReservationVO` (`uuid`, `hostUuid`, `ownerType`, `ownerResourceUuid`,"
        " `reservedBytes`, `status`) VALUES ('r1', 'h1', 'VM', 'v1', 1, 'Held'), ('r2', 'h2', 'VM', 'v2', 1, 'Held')",
    ])  # fmt: skip
    mount(product, "x1", "v1", "/models/a", "'c1'")
    mount(product, "x2", "v2", "/models/a", "'c2'")
    return product


def test_deleting_a_host_takes_its_cache_rows_and_keeps_mounts(stocked: Product) -> None:
    stocked.run(["DELETE FROM `HostEO` WHERE `uuid` = 'h1'"])
    for table, left in {
        "AiHostModelCacheVO": "c2", "AiHostCacheStorageVO": "s2", "AiHostModelCachePolicyVO": "o2",
        "AiHostModelCacheReservationVO": "r2",
    }.items():  # fmt: skip
        assert stocked.rows(f"SELECT `uuid` FROM `{table}`") == [(left,)]
    assert stocked.rows("SELECT `uuid`, `cacheUuid` FROM `VmModelMountVO` ORDER BY 1") == [("x1", None), ("x2", "c2")]


def test_deleting_a_vm_takes_its_mounts_and_a_cache_row_does_not(stocked: Product) -> None:
    stocked.run(["DELETE FROM `AiHostModelCacheVO` WHERE `uuid` = 'c2'"])
    assert stocked.rows("SELECT `uuid`, `cacheUuid` FROM `VmModelMountVO` ORDER BY 1") == [("x1", "c1"), ("x2", None)]
    stocked.run(["DELETE FROM `VmInstanceEO` WHERE `uuid` = 'v1'"])
    assert stocked.rows("SELECT `uuid` FROM `VmModelMountVO`") == [("x2",)]
    assert count(stocked, "`AiHostModelCacheVO`") == 1


def test_mount_paths_are_unique_to_their_last_character(stocked: Product) -> None:
    begin = "/" + "語" * 510
    for number, (vm, path) in enumerate([("v1", begin + "a"), ("v1", begin + "b"), ("v2", begin + "a"), ("v1", "/x")]):
        mount(stocked, f"y{number}", vm, path)
    for path in (begin + "a", "/x", "/models/a"):
        with pytest.raises(ServerError) as caught:
            mount(stocked, "z", "v1", path)
        assert caught.value.answer.number == 1062


def test_one_row_per_host_and_root(stocked: Product) -> None:
    for table in ("AiHostCacheStorageVO", "AiHostModelCachePolicyVO"):
        insert = f"INSERT INTO `{table}` (`uuid`, `hostUuid`, `sourceRoot`, `sourceRootIdentity`)"
        insert += " VALUES ('n', 'h1', %s, SHA2(%s, 256))"
        root = "/" + "r" * 2046
        stocked.connection.change(insert, (root + "a", root + "a"))
        stocked.connection.change(insert.replace("'n'", "'m'"), (root + "b", root + "b"))
        with pytest.raises(ServerError) as caught:
            stocked.connection.change(insert.replace("'n'", "'l'"), (root + "a", root + "a"))
        assert caught.value.answer.number == 1062


def test_a_gpu_spec_in_use_cannot_go(stocked: Product) -> None:
    stocked.run([
        "INSERT INTO `GpuDeviceSpecVO` (`uuid`, `name`) VALUES ('g1', 'spec')",
        "INSERT INTO `PciDeviceVO` (`uuid`, `hostUuid`, `type`, `status`, `state`, `pciDeviceAddress`)"
        " VALUES ('p1', 'h1', 'GPU', 'Active', 'Enabled', '0'), ('p2', 'h1', 'GPU', 'Active', 'Enabled', '1')",
        "UPDATE `PciDeviceVO` SET `parentUuid` = 'p2' WHERE `uuid` = 'p1'",
        "INSERT INTO `DGpuDeviceVO` (`uuid`, `name`, `parentGpuUuid`, `gpuSpecUuid`, `hostUuid`, `vmInstanceUuid`,"
        " `allocatedMemory`, `status`) VALUES ('d1', 'gpu', 'p1', 'g1', 'h1', 'v1', 1, 'Active')",
    ])  # fmt: skip
    with pytest.raises(ServerError) as caught:
        stocked.run(["DELETE FROM `GpuDeviceSpecVO`"])
    assert caught.value.answer.number == 1451
    stocked.run(["DELETE FROM `VmInstanceEO` WHERE `uuid` = 'v1'", "DELETE FROM `PciDeviceVO` WHERE `uuid` = 'p2'"])
    assert stocked.rows("SELECT `vmInstanceUuid`, `shmemSize`, `protocol` FROM `DGpuDeviceVO`") == [
        (None, 268435456, "shmem")
    ]
    assert stocked.rows("SELECT `parentUuid` FROM `PciDeviceVO`") == [(None,)]
    stocked.run(["DELETE FROM `PciDeviceVO`"])
    assert count(stocked, "`DGpuDeviceVO`") == 0


REPLACE = [
    "BEGIN",
    "DELETE FROM `VmHostFileContentVO` WHERE `uuid` IN"
    " (SELECT `uuid` FROM `VmHostBackupFileVO` WHERE `resourceUuid` = 'g' AND `type` = 'NvRam')",
    "DELETE FROM `VmHostBackupFileVO` WHERE `resourceUuid` = 'g' AND `type` = 'NvRam'",
    "INSERT INTO `VmHostBackupFileVO` (`uuid`, `resourceUuid`, `type`) VALUES ('new', 'g', 'NvRam')",
    "INSERT INTO `VmHostFileContentVO` (`uuid`, `content`, `format`) VALUES ('new', 'new', 'Raw')",
    "COMMIT",
]


def test_a_second_backup_replaces_the_first_in_one_transaction(stocked: Product) -> None:
    stocked.run([sql.replace("'new'", "'old'") for sql in REPLACE])
    both = (
        "SELECT b.`uuid`, c.`content` FROM `VmHostBackupFileVO` AS b"
        " LEFT JOIN `VmHostFileContentVO` AS c ON c.`uuid` = b.`uuid`"
    )
    for stop in range(2, len(REPLACE)):
        other = connect(parse_url(stocked.server.url))
        other.use(stocked.schema)
        for sql in REPLACE[:stop]:
            other.execute(sql)
        stocked.connection.change(f"KILL {other.thread_id}")
        other.close()
        wait_until_gone(stocked, other.thread_id)
        assert stocked.rows(both) == [("old", b"old")]
    with pytest.raises(ServerError) as caught:
        stocked.run(["INSERT INTO `VmHostBackupFileVO` (`uuid`, `resourceUuid`, `type`) VALUES ('2nd', 'g', 'NvRam')"])
    assert caught.value.answer.number == 1062
    stocked.run(REPLACE)
    assert stocked.rows(both) == [("new", b"new")]


def wait_until_gone(product: Product, thread: int) -> None:
    """Wait until the server has rolled back what a killed connection had open."""
    end = time.monotonic() + 10
    while product.rows("SELECT 1 FROM information_schema.processlist WHERE id = %s", (thread,)):
        assert time.monotonic() < end
        time.sleep(0.01)
