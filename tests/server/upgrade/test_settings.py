"""Options of the runner from files and the environment."""

from __future__ import annotations

from pathlib import Path

from support.database import Database
from support.runner import driftproof, write_scripts


def test_options_come_from_the_file_and_the_environment(database: Database, tmp_path: Path) -> None:
    write_scripts(tmp_path / "scripts", {"V1__a.sql": "CREATE TABLE ${name} (i INT);\n", "V2__b.sql": "DO 2;\n"})
    (tmp_path / "driftproof.toml").write_text(
        'folder = "scripts"\nhistory-layout = "3"\n[upgrade]\nplaceholder = ["name=shop"]\ntarget = "1"\n'
    )
    env = {"DRIFTPROOF_URL": database.url}
    done = driftproof("upgrade", cwd=tmp_path, env=env)
    assert done.status == 0, done.err
    assert sorted(row[0] for row in database.rows("SHOW TABLES")) == ["schema_version", "shop"]
    status = driftproof("status", cwd=tmp_path, env={**env, "DRIFTPROOF_FORMAT": "json"})
    assert status.out.startswith("{"), status.text
    more = driftproof("upgrade", cwd=tmp_path, env={**env, "DRIFTPROOF_TARGET": "2"})
    assert "is at version 2" in more.out, "the environment wins over the file"
    assert driftproof("upgrade", "--target", "1", "--check", cwd=tmp_path, env=env).status == 0


def test_the_folder_comes_from_the_environment(database: Database, tmp_path: Path) -> None:
    folder = write_scripts(tmp_path / "scripts", {"V1__a.sql": "DO 1;\n"})
    env = {"DRIFTPROOF_URL": database.url, "DRIFTPROOF_FOLDER": str(folder)}
    assert "applied 1 script" in driftproof("upgrade", env=env).out


def test_an_option_file_names_everything(database: Database, tmp_path: Path) -> None:
    from driftproof.live.address import parse_url

    folder = write_scripts(tmp_path / "scripts", {"V1__a.sql": "DO 1;\n"})
    address = parse_url(database.url)
    (tmp_path / "my.cnf").write_text(
        f"[client]\nhost={address.host}\nport={address.port}\nuser={address.user}\npassword={address.password}\n"
        f"database={address.schema}\n"
    )
    assert driftproof("upgrade", str(folder), "--defaults-file", str(tmp_path / "my.cnf")).status == 0
