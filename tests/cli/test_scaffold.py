from __future__ import annotations

from pathlib import Path

import pytest

from driftproof.cli import main


def test_a_new_project_lints_clean(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["init", "project", "--schema", "shop"]) == 0
    monkeypatch.chdir(tmp_path / "project")
    assert main(["lint", "versions"]) == 0


def test_init_overwrites_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "driftproof.toml").write_text("kept")
    assert main(["init", str(tmp_path)]) == 2
    assert "is there already" in capsys.readouterr().err
    assert (tmp_path / "driftproof.toml").read_text() == "kept"
    assert not (tmp_path / "versions").exists()


def test_new_starts_the_next_script(tmp_path: Path) -> None:
    assert main(["init", str(tmp_path)]) == 0
    folder = str(tmp_path / "versions")
    assert main(["new", "model cache: hosts", "--version", "1.1", "--dir", folder]) == 0
    text = (tmp_path / "versions" / "V1.1__model_cache_hosts.sql").read_text()
    assert text.startswith("-- 1.1: model cache: hosts\n")


@pytest.mark.parametrize(
    ("version", "said"), [("1", "is there already"), ("0.9", "is newer than 0.9"), ("x", "is not a version")]
)
def test_new_refuses_versions_that_do_not_follow(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], version: str, said: str
) -> None:
    assert main(["init", str(tmp_path)]) == 0
    assert main(["new", "late", "--version", version, "--dir", str(tmp_path / "versions")]) == 2
    assert said in capsys.readouterr().err
    assert len(list((tmp_path / "versions").iterdir())) == 1
