"""The proof on real servers: paths converge killed anywhere, and faults that only servers and rows show are found."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from driftproof.api import Reading, Wanted, verify
from driftproof.live.address import parse_url
from driftproof.live.throwaway import ThrowawayServer
from driftproof.model.verdict import Outcome, Proof, Verdict
from driftproof.proof import opinion
from driftproof.proof.live import LiveProof, Trials
from driftproof.proof.paths import upgrade_paths
from driftproof.proof.scratch import PREFIX
from driftproof.report.verdicts import proof_text
from driftproof.sources.folder import read_folder
from support import servers
from support.database import Database

SOUND = {
    "V1__t.sql": "CREATE TABLE IF NOT EXISTS app.t (id INT PRIMARY KEY, a VARCHAR(20));\n"
    "INSERT IGNORE INTO app.t VALUES (1, 'one');\nCREATE TABLE IF NOT EXISTS app.u (id INT PRIMARY KEY);\n",
    "V2__u.sql": "INSERT IGNORE INTO app.u SELECT id FROM app.t;\n"
    "CREATE TABLE IF NOT EXISTS app.w (id INT PRIMARY KEY, t INT,\n  FOREIGN KEY (t) REFERENCES app.t (id));\n",
}


def prove(folder: Path, scripts: dict[str, str], server: servers.Server, **wanted: object) -> Proof:
    folder.mkdir(exist_ok=True)
    for name, text in scripts.items():
        (folder / name).write_text(text)
    return verify(folder, Wanted(servers=(server.url,), **wanted), Reading(database="app"))  # type: ignore[arg-type]


def live(proof: Proof) -> dict[str, Verdict]:
    return {
        f"{one.path}, {one.interruption}" if one.interruption else one.path: one
        for one in proof.verdicts
        if not one.server.startswith("offline")
    }


def test_sound_scripts_converge_killed_before_every_statement(server: servers.Server, tmp_path: Path) -> None:
    found = live(prove(tmp_path, SOUND, server, rows=3, reuse=False, jobs=2))
    ways = ["", "run twice", "with generated rows", "client killed at {} places", "connection killed at {} places"]
    counts = {"fresh": 5, "from 1": 2}
    names = {f"{path}, {way.format(counts[path])}".removesuffix(", ") for path in counts for way in ways}
    found = {name: verdict for name, verdict in found.items() if "midst" not in name}
    assert found.keys() == names | {"fresh, held against the offline proof"}
    assert {one.outcome for one in found.values()} == {Outcome.CONVERGED}
    assert found["fresh, client killed at 5 places"].count == 5
    with server.connection() as connection:
        assert not [name for (name,) in connection.rows("SHOW DATABASES") if name.startswith(f"{PREFIX}{os.getpid()}_")]


def test_servers_do_not_run_again_what_the_offline_proof_shares(server: servers.Server, tmp_path: Path) -> None:
    old = tmp_path / "old"
    old.mkdir()
    (old / "V1__t.sql").write_text(SOUND["V1__t.sql"].replace("VARCHAR(20)", "VARCHAR(10)"))
    widened = {**SOUND, "V2__u.sql": "ALTER TABLE app.t MODIFY a VARCHAR(20);\n", "V3__u.sql": SOUND["V2__u.sql"]}
    proof = prove(tmp_path / "versions", widened, server, releases=(str(old),), kills=("connection",), jobs=2)
    assert proof.holds
    assert [(one.path, one.scripts, one.shared) for one in proof.reused] == [
        ("from 1", 2, 2), ("from 2", 1, 1), (f"release {old}", 2, 1),
    ]  # fmt: skip
    killed = {name: one.count for name, one in live(proof).items() if "killed at" in name and "midst" not in name}
    assert killed == {
        "fresh, connection killed at 6 places": 6,
        f"release {old}, connection killed at 1 place": 1,
    }


SLOW = {
    "V1__big.sql": "CREATE TABLE IF NOT EXISTS app.big (id INT AUTO_INCREMENT PRIMARY KEY, a CHAR(200) NOT NULL);\n"
    "INSERT IGNORE INTO app.big SELECT 1, 'x';\n"
    + "".join(
        f"INSERT IGNORE INTO app.big SELECT id + {2**step}, a FROM app.big WHERE id <= {2**step};\n"
        for step in range(12)
    ),
    "V2__slow.sql": "CREATE TABLE IF NOT EXISTS app.copy (id INT PRIMARY KEY) AS SELECT id FROM app.big;\n"
    "UPDATE app.big SET a = CONCAT('y', id) WHERE a = 'x';\n"
    "ALTER TABLE app.big MODIFY a VARCHAR(300) NOT NULL;\n",
}


def test_runs_killed_in_the_midst_of_slow_statements_converge(server: servers.Server, tmp_path: Path) -> None:
    for name, text in SLOW.items():
        (tmp_path / name).write_text(text)
    folder = read_folder(tmp_path)
    trials = Trials(("client", "connection"), stops=3, twice=False, midst=3)
    given = ThrowawayServer(server.url, server.flavor, "given")
    proof = LiveProof(given, parse_url(server.url), folder, "app", (), trials)
    paths = upgrade_paths(folder)
    found = [proof.fresh_install(paths[0]), *proof.prove(paths, {path.name: len(path.then) for path in paths}, 2)]
    midst = [one for one in found if "in the midst" in one.interruption]
    assert {one.outcome for one in found} == {Outcome.CONVERGED}, [(one.statement, one.answer) for one in found]
    assert len(midst) == 4
    assert sum(one.count for one in midst) > 4


def test_alembic_is_asked_for_a_second_opinion(server: servers.Server, tmp_path: Path) -> None:
    found = live(prove(tmp_path, SOUND, server, crash=False, twice=False))
    assert found["from 1"].assumptions == ("Alembic's compare_metadata agrees",)


def test_alembic_sees_what_differs(database: Database, other_database: Database) -> None:
    database.run(["CREATE TABLE t (id INT PRIMARY KEY, a VARCHAR(20) NOT NULL)"])
    fresh = opinion.reflected(parse_url(database.url))
    assert opinion.differences(parse_url(database.url), fresh) == ()
    other_database.run(["CREATE TABLE t (id INT PRIMARY KEY, a VARCHAR(20) NULL, KEY k (a))"])
    said = " ".join(opinion.differences(parse_url(other_database.url), fresh))
    assert "remove_index" in said
    assert "modify_nullable" in said


def test_a_unique_key_that_meets_rows_is_refused(server: servers.Server, tmp_path: Path) -> None:
    scripts = {
        "V1__t.sql": "CREATE TABLE app.t (id INT PRIMARY KEY, a INT NOT NULL);\n",
        "V2__unique.sql": "ALTER TABLE app.t ADD UNIQUE KEY ukA (a);\n",
    }
    found = live(prove(tmp_path, scripts, server, rows=9, crash=False, twice=False))
    assert found["fresh"].outcome is Outcome.CONVERGED
    refused = found["fresh, with generated rows"]
    assert refused.outcome is Outcome.REFUSED
    assert refused.answer is not None
    assert refused.answer.number == 1062
    assert refused.place is not None
    assert (Path(refused.place.path).name, refused.place.line) == ("V2__unique.sql", 1)


def test_rows_that_a_script_loses_are_told(server: servers.Server, tmp_path: Path) -> None:
    scripts = {
        "V1__t.sql": "CREATE TABLE IF NOT EXISTS app.t (id INT PRIMARY KEY, a INT);\n",
        "V2__lose.sql": "DELETE FROM app.t;\n",
    }
    lost = live(prove(tmp_path, scripts, server, rows=4, crash=False))["fresh, with generated rows"]
    assert lost.outcome is Outcome.DIVERGED
    assert [(one.table, one.fresh, one.path) for one in lost.rows] == [("t", 4, 0)]


def test_losses_that_a_script_declares_are_told_and_no_fault(server: servers.Server, tmp_path: Path) -> None:
    scripts = {
        "V1__t.sql": "CREATE TABLE IF NOT EXISTS app.t (id INT AUTO_INCREMENT PRIMARY KEY, a INT);\n"
        "CREATE TABLE IF NOT EXISTS app.u (a INT);\n",
        "V2__lose.sql": "DROP TABLE IF EXISTS app.none;\n-- driftproof: loses rows of app.t, `u`: they are a cache\n"
        "DELETE FROM app.t WHERE a IS NOT NULL;\nDELETE FROM app.u;\n",
    }
    proof = prove(tmp_path, scripts, server, rows=6, crash=False, twice=False)
    found = live(proof)["fresh, with generated rows"]
    assert found.outcome is Outcome.CONVERGED
    place = f"{tmp_path}/V2__lose.sql:2"
    assert found.losses == (
        f"4 of 6 rows of t are lost, as {place} declares",
        f"6 of 6 rows of u are lost, as {place} declares",
    )
    assert f"{found.losses[0]}\n" in proof_text(proof)
    assert "12 generated rows were put in, and 0 more refused" in found.assumptions


def test_a_foreign_key_that_comes_later_meets_orphans(server: servers.Server, tmp_path: Path) -> None:
    scripts = {
        "V1__t.sql": "CREATE TABLE app.p (id INT PRIMARY KEY);\nCREATE TABLE app.c (id INT PRIMARY KEY, p INT);\n",
        "V2__key.sql": "ALTER TABLE app.c ADD CONSTRAINT fkP FOREIGN KEY (p) REFERENCES app.p (id);\n",
    }
    refused = live(prove(tmp_path, scripts, server, rows=3, crash=False, twice=False))["fresh, with generated rows"]
    assert refused.answer is not None
    assert refused.answer.number == 1452
    scripts["V2__key.sql"] = "DELETE FROM app.c WHERE p NOT IN (SELECT id FROM app.p);\n" + scripts["V2__key.sql"]
    scripts["V2__key.sql"] = "-- driftproof: loses rows of c\n" + scripts["V2__key.sql"]
    found = live(prove(tmp_path, scripts, server, rows=3, crash=False, twice=False))["fresh, with generated rows"]
    assert found.outcome is Outcome.CONVERGED
    assert found.losses == (f"1 of 3 rows of c are lost, as {tmp_path}/V2__key.sql:1 declares",)


def test_orphans_are_put_in_behind_the_back_of_a_key(server: servers.Server, tmp_path: Path) -> None:
    scripts = {
        "V1__t.sql": "CREATE TABLE app.p (id INT PRIMARY KEY);\nCREATE TABLE app.c (id INT PRIMARY KEY, p INT,\n"
        "  CONSTRAINT fkP FOREIGN KEY (p) REFERENCES app.p (id));\n",
        "V2__key.sql": "ALTER TABLE app.c DROP FOREIGN KEY fkP;\n"
        "ALTER TABLE app.c ADD CONSTRAINT fkP FOREIGN KEY (p) REFERENCES app.p (id) ON DELETE CASCADE;\n",
    }
    wanted = {"rows": 3, "crash": False, "twice": False}
    assert live(prove(tmp_path, scripts, server, **wanted))["fresh, with generated rows"].outcome is Outcome.CONVERGED
    found = live(prove(tmp_path, scripts, server, orphans=True, **wanted))["fresh, with generated rows"]
    assert found.answer is not None
    assert found.answer.number == 1452


def test_tables_without_a_key_have_rows_twice(server: servers.Server, tmp_path: Path) -> None:
    scripts = {
        "V1__t.sql": "CREATE TABLE app.t (a INT, b DATE, c VARCHAR(9));\n",
        "V2__key.sql": "ALTER TABLE app.t ADD UNIQUE KEY ukAll (a, b, c);\n",
    }
    refused = live(prove(tmp_path, scripts, server, rows=3, crash=False, twice=False))["fresh, with generated rows"]
    assert refused.answer is not None
    assert refused.answer.number == 1062


def test_rows_doubled_on_a_path_are_told(server: servers.Server, tmp_path: Path) -> None:
    scripts = {"V1__t.sql": "CREATE TABLE IF NOT EXISTS app.t (a INT);\nINSERT INTO app.t VALUES (1);\n"}
    twice = live(prove(tmp_path, scripts, server, crash=False))["fresh, run twice"]
    assert twice.outcome is Outcome.DIVERGED
    assert [(one.table, one.fresh, one.path) for one in twice.rows] == [("t", 1, 2)]


def test_time_budget_leaves_the_rest_unknown(server: servers.Server, tmp_path: Path) -> None:
    proof = prove(tmp_path, SOUND, server, time_budget=0.000001)
    assert {one.outcome for one in live(proof).values()} == {Outcome.UNKNOWN}
    assert not proof.holds


@pytest.mark.parametrize("spec", servers.startable())
def test_killed_servers_come_back_and_go_on(spec: str, tmp_path: Path) -> None:
    for name, text in SOUND.items():
        (tmp_path / name).write_text(text)
    wanted = Wanted(servers=(spec,), kills=("server",), twice=False)
    found = live(verify(tmp_path, wanted, Reading(database="app")))
    assert found["fresh, server killed at 5 places"].outcome is Outcome.CONVERGED
    assert found["from 1"].outcome is Outcome.CONVERGED
    assert "from 1, server killed at 2 places" not in found  # as in the fresh install, by the offline proof
