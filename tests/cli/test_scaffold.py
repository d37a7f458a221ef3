from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from driftproof.cli import main
from driftproof.cli.init import command as init
from driftproof.cli.new import command as new
from driftproof.model.errors import UsageError


def run(command: object, *arguments: str) -> Result:
    return CliRunner().invoke(command, arguments, catch_exceptions=False, standalone_mode=False)  # type: ignore[arg-type]


def test_a_new_project_lints_clean(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(init, "project", "--schema", "shop").return_value == 0
    monkeypatch.chdir(tmp_path / "project")
    assert main(["lint", "versions"]) == 0


def test_init_overwrites_nothing(tmp_path: Path) -> None:
    (tmp_path / "driftproof.toml").write_text("kept")
    with pytest.raises(UsageError, match="is there already"):
        run(init, str(tmp_path))
    assert (tmp_path / "driftproof.toml").read_text() == "kept"
    assert not (tmp_path / "versions").exists()


def test_new_starts_the_next_script(tmp_path: Path) -> None:
    run(init, str(tmp_path))
    folder = str(tmp_path / "versions")
    assert run(new, "model cache: hosts", "--version", "1.1", "--dir", folder).return_value == 0
    text = (tmp_path / "versions" / "V1.1__model_cache_hosts.sql").read_text()
    assert text.startswith("-- 1.1: model cache: hosts\n")


@pytest.mark.parametrize(
    ("version", "said"), [("1", "is there already"), ("0.9", "is newer than 0.9"), ("x", "not a version")]
)
def test_new_refuses_versions_that_do_not_follow(tmp_path: Path, version: str, said: str) -> None:
    run(init, str(tmp_path))
    with pytest.raises(Exception, match=said):
        run(new, "late", "--version", version, "--dir", str(tmp_path / "versions"))
    assert len(list((tmp_path / "versions").iterdir())) == 1
