"""The lease that keeps runs through other nodes of a Galera cluster out, on plain servers and on a real cluster."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from driftproof.live.address import parse_url
from driftproof.live.connect import Connection, connect
from driftproof.live.throwaway import throwaway
from driftproof.model.errors import DriftproofError, LockHeld
from driftproof.upgrade.lease import LEASE_TABLE, acquire_lease
from driftproof.upgrade.lock import Patience
from support.database import Database
from support.runner import driftproof, start_driftproof, write_scripts

IMPATIENT = Patience(0.0, lambda who: None, lambda: "")


def tables(database: Database) -> list[str]:
    return [row[0] for row in database.rows("SHOW TABLES")]


def test_one_has_the_lease_and_the_table_goes_with_it(database: Database) -> None:
    if database.server.flavor.vendor != "mariadb":
        assert database.rows("SHOW VARIABLES LIKE 'wsrep%'") == [], "MySQL has no Galera"
        return
    with database.connection() as first, database.connection() as second:
        lease = acquire_lease(first, database.name, IMPATIENT)
        assert lease.renew(first)
        assert lease.renew(second), "the heartbeat has a connection of its own"
        with pytest.raises(LockHeld, match=r"host \S+, process \d+, since 20\S+ \(through another node") as raised:
            acquire_lease(second, database.name, IMPATIENT)
        assert "silent for 0 s" in str(raised.value)
        lease.release(first)
        assert tables(database) == []
        assert not lease.renew(first), "a lease that is gone is lost"
        acquire_lease(second, database.name, IMPATIENT).release(second)


def test_a_silent_holder_is_taken_over_and_notices(database: Database) -> None:
    if database.server.flavor.vendor != "mariadb":
        assert database.rows("SHOW VARIABLES LIKE 'wsrep%'") == [], "MySQL has no Galera"
        return
    with database.connection() as first, database.connection() as second:
        dead = acquire_lease(first, database.name, IMPATIENT)
        waited: list[str] = []
        patient = Patience(10.0, waited.append, lambda: "")
        started = time.monotonic()
        taken = acquire_lease(second, database.name, patient, seconds=1.0)
        assert time.monotonic() - started >= 1.0
        assert len(waited) == 1
        assert not dead.renew(first)
        dead.release(first)
        assert tables(database) == [LEASE_TABLE], "who has lost the lease leaves the table to the next"
        assert taken.renew(second)
        taken.release(second)
        assert tables(database) == []


# -- a real cluster of two nodes on this machine -------------------------------------------------------------------

TRANSFER = """#!/bin/sh
# A state transfer between two nodes of this machine: the donor copies its files into the joiner's data directory.
role= address= data=
while [ $# -gt 0 ]; do
    case "$1" in
        --role) role=$2; shift ;;
        --address) address=$2; shift ;;
        --datadir) data=${2%/}; shift ;;
    esac
    shift
done
if [ "$role" = donor ]; then
    echo "flush tables"
    until grep -q : "$data/tables_flushed" 2>/dev/null; do sleep 0.1; done
    state=$(cat "$data/tables_flushed")
    rm -f "$data/tables_flushed"
    tar -C "$data" -cf - --exclude='./galera.cache' --exclude='./g*state.dat' --exclude='./server.*' . |
        tar -C "$address" -xf -
    echo "continue"
    echo "$state" >"$address/transferred"
    echo "done $state"
else
    rm -rf "$data"/ib* "$data"/undo* "$data"/aria* "$data/mysql" "$data/sys" "$data/performance_schema"
    echo "ready $data"
    for _ in $(seq 600); do [ -s "$data/transferred" ] && break; sleep 0.1; done
    cat "$data/transferred"
    rm -f "$data/transferred"
fi
"""


def provider(folder: Path) -> Path:
    """Galera's library: this machine's, or the one of Debian's package galera-4."""
    here = Path("/usr/lib/galera/libgalera_smm.so")
    if here.exists():
        return here
    subprocess.run(["apt-get", "download", "-qq", "galera-4"], cwd=folder, check=True)
    (package,) = folder.glob("galera-4_*.deb")
    subprocess.run(["dpkg-deb", "-x", package, folder / "galera"], check=True)
    return folder / "galera" / "usr" / "lib" / "galera" / "libgalera_smm.so"


def node_options(library: Path, number: int, port: int) -> tuple[str, ...]:
    mine = port + 10 * number
    settings = f"base_port={mine};base_host=127.0.0.1;gmcast.listen_addr=tcp://127.0.0.1:{mine}"
    return (
        "--wsrep-on=ON", f"--wsrep-provider={library}", "--wsrep-cluster-name=driftproof", "--binlog-format=ROW",
        f"--wsrep-cluster-address=gcomm://{'' if number == 0 else f'127.0.0.1:{port}'}",
        f"--wsrep-node-address=127.0.0.1:{mine}", "--wsrep-sst-method=copy", "--innodb-autoinc-lock-mode=2",
        f"--wsrep-provider-options={settings};ist.recv_addr=127.0.0.1:{mine + 1};gcache.size=8M;pc.recovery=false",
    )  # fmt: skip


def joined(url: str) -> Connection:
    """A connection to a node, once it has joined its cluster."""
    end = time.monotonic() + 60
    while True:
        try:
            connection = connect(parse_url(url))
            if dict(connection.rows("SHOW STATUS LIKE 'wsrep_ready'"))["wsrep_ready"] == "ON":
                return connection
            connection.close()
        except DriftproofError:
            assert time.monotonic() < end, "the node does not join"
        time.sleep(0.2)


@pytest.fixture(scope="module")
def cluster() -> Iterator[tuple[str, str]]:
    """The URLs of two nodes of a new cluster."""
    path, port = os.environ["PATH"], 20000 + os.getpid() % 1000 * 30
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder.chmod(0o755)
        (folder / "wsrep_sst_copy").write_text(TRANSFER)
        (folder / "wsrep_sst_copy").chmod(0o755)
        library = provider(folder)
        stack.callback(os.environ.__setitem__, "PATH", path)
        os.environ["PATH"] = f"{folder}:{path}"
        servers = [
            stack.enter_context(throwaway("local", options=node_options(library, number, port))) for number in range(2)
        ]
        urls = [server.url for server in servers]
        for url in urls:
            joined(url).close()
        yield urls[0], urls[1]


def on_node(url: str, schema: str) -> dict[str, str]:
    return {"DRIFTPROOF_URL": f"{url.rstrip('/')}/{schema}"}


def rows(url: str, query: str, schema: str) -> list[tuple[object, ...]]:
    connection = connect(replace(parse_url(url), schema=schema))
    try:
        connection.execute("SET SESSION wsrep_sync_wait = 7")
        return connection.rows(query)
    finally:
        connection.close()


@pytest.mark.nightly
def test_installers_on_two_nodes(cluster: tuple[str, str], tmp_path: Path) -> None:
    scripts: dict[str, str | bytes] = {
        f"V{n}__t{n}.sql": f"CREATE TABLE t{n} (id INT PRIMARY KEY);\n" for n in range(1, 9)
    }
    scripts["V9__slow.sql"] = "DO SLEEP(1);\nINSERT INTO t1 VALUES (1);\n"
    folder = write_scripts(tmp_path / "s", scripts)
    for number in range(3):
        schema = f"shop{number}"
        running = [start_driftproof("upgrade", str(folder), env=on_node(url, schema)) for url in cluster * 2]
        ended = [(*process.communicate(timeout=120), process.returncode) for process in running]
        assert [status for _out, _err, status in ended] == [0, 0, 0, 0], ended
        assert sum("applied 9 scripts" in out for out, _err, _status in ended) == 1, ended
        assert sum("nothing was pending" in out for out, _err, _status in ended) == 3, ended
        for url in cluster:
            assert rows(url, f"SELECT COUNT(*) FROM {schema}.t1", schema) == [(1,)]
            found = rows(url, f"SHOW TABLES FROM {schema} LIKE 'driftproof%'", schema)
            assert found == []


@pytest.mark.nightly
def test_a_killed_installer_on_one_node_is_followed_on_the_other(cluster: tuple[str, str], tmp_path: Path) -> None:
    folder = write_scripts(
        tmp_path / "s", {"V1__slow.sql": "CREATE TABLE IF NOT EXISTS a (id INT PRIMARY KEY);\nDO SLEEP(30);\n"}
    )
    first = start_driftproof("upgrade", str(folder), env=on_node(cluster[0], "killed"))
    end = time.monotonic() + 30
    while not rows(cluster[0], "SELECT 1 FROM information_schema.processlist WHERE info = 'DO SLEEP(30)'", "mysql"):
        assert time.monotonic() < end
        time.sleep(0.1)
    refused = driftproof("upgrade", str(folder), "--lock-timeout", "1", env=on_node(cluster[1], "killed"))
    assert refused.status == 4, refused.err
    assert f"process {first.pid}, since" in refused.err
    first.kill()
    first.communicate()
    write_scripts(folder, {"V1__slow.sql": "CREATE TABLE IF NOT EXISTS a (id INT PRIMARY KEY);\n"})
    done = driftproof("upgrade", str(folder), env=on_node(cluster[1], "killed"))
    assert done.status == 0, done.err
    assert "applied 1 script" in done.out
    plan = driftproof("plan", str(folder), env=on_node(cluster[0], "killed"))
    assert "nothing pending" in plan.out
    write_scripts(folder, {"V2__b.sql": "CREATE TABLE b (id INT PRIMARY KEY);\n"})
    plan = driftproof("plan", str(folder), env=on_node(cluster[0], "killed"))
    assert "a lease, `driftproof_lease`, keeps runs through other nodes out" in plan.out
