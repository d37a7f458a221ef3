"""The wheel: what is in it, and that it works where there is no checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from driftproof import __version__

ROOT = Path(__file__).parent.parent
SQL = [path for kind in ("versions", "procedures") for path in sorted((ROOT / kind).rglob("*.sql"))]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the checkout with hatchling as it is installed here: no network."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


def members(wheel: Path) -> list[str]:
    with zipfile.ZipFile(wheel) as archive:
        return archive.namelist()


def test_name_and_top_level(wheel: Path) -> None:
    assert wheel.name == f"driftproof-{__version__}-py3-none-any.whl"
    top = {name.partition("/")[0] for name in members(wheel)}
    assert top == {"driftproof", "driftproof_lint", f"driftproof-{__version__}.dist-info"}


def test_every_file_of_the_packages_is_in_it(wheel: Path) -> None:
    packages = (ROOT / "tool", ROOT / "lint")
    wanted = {
        path.relative_to(package).as_posix()
        for package in packages
        for path in package.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert wanted <= set(members(wheel))
    assert {"driftproof/py.typed", "driftproof_lint/py.typed"} <= wanted


def test_every_sql_file_is_in_it(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        for path in SQL:
            inside = f"driftproof/sql/{path.relative_to(ROOT).as_posix()}"
            assert archive.read(inside) == path.read_bytes()
        packed = [name for name in archive.namelist() if name.startswith("driftproof/sql/")]
    assert len(packed) == sum(len(files(ROOT / kind)) for kind in ("versions", "procedures"))


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_installed_wheel_runs_and_finds_its_sql(wheel: Path, tmp_path: Path) -> None:
    """Unpacked where no checkout is near; the libraries are those of this environment."""
    venv.create(tmp_path / "venv", with_pip=False)
    (site,) = (tmp_path / "venv").glob("lib/python*/site-packages")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    libraries = os.pathsep.join(path for path in sys.path if path.endswith("site-packages"))
    program = (
        "import sys, driftproof; from driftproof.cli import main; from driftproof.sources.shipped import shipped_sql;"
        "print(driftproof.__file__); print(len(list(shipped_sql('procedures').glob('*.sql')))); main(['--version'])"
    )
    python = tmp_path / "venv" / "bin" / "python"
    code = f"import sys; sys.path.extend({libraries!r}.split({os.pathsep!r})); {program}"
    done = subprocess.run([python, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    where, procedures, version = done.stdout.splitlines()
    assert Path(where).is_relative_to(site)
    assert int(procedures) == len(list((ROOT / "procedures").glob("*.sql")))
    assert version == f"driftproof {__version__}"


def test_source_archive_builds_the_same_wheel(wheel: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(tmp_path), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    (again,) = tmp_path.glob("*.whl")
    assert sorted(members(again)) == sorted(members(wheel))


def test_versions_agree() -> None:
    assert f'version = "{__version__}"' in (ROOT / "pyproject.toml").read_text()
