"""Every path to the newest version ends at the same schema, whatever the session, with rows in it or without."""

from __future__ import annotations

import pytest

from support.product import ANSI, LOOSE, STRICT, Product, helper_statements, versions
from support.schema_rows import Rows, differences, schema_rows

SESSIONS = {"strict": (STRICT, 1), "loose": (LOOSE, 0), "ansi": (ANSI, 1)}
PATHS = {
    "fresh": (),
    "from 5.5.0": ("5.5.0",),
    "from 5.5.16": ("5.5.0", "5.5.16"),
    "from 5.5.20": ("5.5.0", "5.5.16", "5.5.20"),
    "from 5.5.23": ("5.5.0", "5.5.16", "5.5.20", "5.5.23"),
    "by way of withdrawn 5.5.12": ("5.5.0", "5.5.12"),
}
ROWS = [
    "INSERT INTO `HostEO` (`uuid`, `name`, `managementIp`, `hypervisorType`, `state`, `status`)"
    " VALUES ('h1', 'host', '10.0.0.1', 'KVM', 'Enabled', 'Connected')",
    "INSERT INTO `VmInstanceEO` (`uuid`, `name`, `hostUuid`, `type`, `state`, `platform`, `cpuNum`, `memorySize`)"
    " VALUES ('v1', 'vm', 'h1', 'UserVm', 'Running', 'Linux', 1, 1024)",
    "INSERT INTO `ModelVO` (`uuid`, `name`) VALUES ('m1', 'model')",
    "INSERT INTO `PciDeviceVO` (`uuid`, `hostUuid`, `type`, `status`, `state`, `pciDeviceAddress`, `virtStatus`)"
    " VALUES ('p1', 'h1', 'GPU', 'Active', 'Enabled', '0000:00:1f', 'SRIOV_VIRTUALIZABLE')",
    "INSERT INTO `GpuDeviceVO` (`uuid`) VALUES ('p1')",
]
MOUNT = (
    "INSERT INTO `VmModelMountVO` (`uuid`, `vmInstanceUuid`, `modelUuid`, `mountPath`, `sourcePath`, `status`)"
    " VALUES ('x1', 'v1', 'm1', '/models/a', '/cache/a', 'Mounted')"
)
BACKUP = "INSERT INTO `VmHostBackupFileVO` (`uuid`, `vmInstanceUuid`, `type`) VALUES ('b1', 'v1', 'NvRam')"


def run_path(product: Product, first: tuple[str, ...], session: tuple[str, int], rows: bool) -> None:
    """Run the first scripts, put rows in, and then, in another session state, all the rest."""
    for version in first:
        product.session(*((LOOSE, 1) if version == "5.5.12" else session))
        product.upgrade(version)
        if rows and version == "5.5.0":
            product.run(ROWS)
        if rows and version == "5.5.12":
            product.run([MOUNT])
        if rows and version == "5.5.20":
            product.run([BACKUP])
    product.session(*session)
    product.run(helper_statements(product.schema))
    product.upgrade(*(version for version in versions() if version not in first))


@pytest.mark.parametrize(
    ("path", "session"),
    [(path, "strict") for path in PATHS]
    + [
        (path, session)
        for path in ("fresh", "from 5.5.20", "by way of withdrawn 5.5.12")
        for session in ("loose", "ansi")
    ],
)
def test_paths_meet_and_can_all_run_again(fresh: Rows, product: Product, path: str, session: str) -> None:
    run_path(product, PATHS[path], SESSIONS[session], rows=session != "ansi")
    assert differences(fresh, schema_rows(product.connection, product.schema)) == []
    product.upgrade(*versions())
    assert differences(fresh, schema_rows(product.connection, product.schema)) == []


def test_each_script_can_run_twice_in_a_row(fresh: Rows, product: Product) -> None:
    product.session(LOOSE)
    product.upgrade("5.5.0", "5.5.0")
    product.run(ROWS)
    product.upgrade("5.5.12", "5.5.12")
    product.session(STRICT)
    for version in versions()[1:]:
        product.upgrade(version, version)
    assert differences(fresh, schema_rows(product.connection, product.schema)) == []


def test_an_installed_product_is_left_alone(product: Product) -> None:
    """V5.5.0 is a no-op where the tables and views exist, also with more columns than the script knows."""
    product.upgrade("5.5.0")
    product.run(
        [
            "ALTER TABLE `HostEO` ADD COLUMN `zoneUuid` VARCHAR(32) NULL",
            "CREATE OR REPLACE VIEW `HostVO` AS SELECT `uuid`, `zoneUuid` FROM `HostEO` WHERE `deleted` IS NULL",
        ]
    )
    before = schema_rows(product.connection, product.schema)
    product.upgrade("5.5.0")
    assert differences(before, schema_rows(product.connection, product.schema)) == []
    product.upgrade(*versions()[1:])


def test_the_comparison_sees_every_kind_of_difference(fresh: Rows, product: Product) -> None:
    product.upgrade(*versions())
    for change in (
        "ALTER TABLE `TpmVO` ALTER COLUMN `uuid` SET DEFAULT 'x'",
        "ALTER TABLE `TpmVO` MODIFY COLUMN `uuid` VARCHAR(33) NOT NULL",
        "ALTER TABLE `TpmVO` COMMENT = 'x'",
        "ALTER TABLE `VmModelMountVO` DROP KEY `idxVmModelMountVOCacheUuid`, ADD KEY `idxVmModelMountVOCacheUuid`"
        " (`cacheUuid`, `status`)",
        "ALTER TABLE `TpmVO` DROP FOREIGN KEY `fkTpmVOVmInstanceEO`",
        "CREATE OR REPLACE VIEW `HostVO` AS SELECT 1 AS `one`",
        "CREATE PROCEDURE `left_behind`() BEGIN END",
    ):
        before = schema_rows(product.connection, product.schema)
        product.run([change])
        assert differences(before, schema_rows(product.connection, product.schema)), change
    product.run(["DROP PROCEDURE `left_behind`"])
