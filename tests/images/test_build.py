"""The script that makes the images, as far as it needs no engine."""

from __future__ import annotations

import importlib.machinery
import importlib.util
import sys
import urllib.error
from email.message import Message
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture
def build(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script as a module."""
    path = Path(__file__).parent / "build"
    loader = importlib.machinery.SourceFileLoader("images_build", str(path))
    spec = importlib.util.spec_from_loader("images_build", loader)
    assert spec
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "images_build", module)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    loader.exec_module(module)
    return module


@pytest.mark.parametrize(("answer", "expected"), [(401, True), (403, False), (407, False), (None, False), (200, True)])
def test_a_proxys_refusal_is_no_registry(
    build: ModuleType, monkeypatch: pytest.MonkeyPatch, answer: int | None, expected: bool
) -> None:
    def urlopen(*_: object, **__: object) -> None:
        if answer is None:
            raise TimeoutError
        if answer != 200:
            raise urllib.error.HTTPError(build.REGISTRY, answer, "", Message(), None)

    monkeypatch.setattr(build.urllib.request, "urlopen", urlopen)
    assert build.registry_answers() is expected


def test_defaults_have_recipes(build: ModuleType) -> None:
    assert set(build.DEFAULT) <= {recipe.image for recipe in build.RECIPES}
    assert len({recipe.digest for recipe in build.RECIPES}) == len(build.RECIPES)


@pytest.mark.parametrize(
    ("label", "expected"),
    [("\n", True), ("<no value>\n", True), ("another\n", False), (None, False)],
)
def test_an_image_made_otherwise_is_made_anew(
    build: ModuleType, monkeypatch: pytest.MonkeyPatch, label: str | None, expected: bool
) -> None:
    def run(*_: object) -> str:
        if label is None:
            raise build.BuildError("no such image")
        return label

    monkeypatch.setattr(build, "run", run)
    assert build.is_there("mariadb:10.11") is expected
    monkeypatch.setattr(build, "run", lambda *_: build.recipe_of("mariadb:10.11").digest)
    assert build.is_there("mariadb:10.11")


def test_unknown_images_are_refused_with_the_known_ones(build: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "is_there", lambda _: False)
    with pytest.raises(build.BuildError, match=r"postgres:1 .* mariadb:10\.11, mariadb:11\.8, mysql:9\.7"):
        build.provide("postgres:1", reachable=False)


def test_making_needs_root(build: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build.os, "geteuid", lambda: 1000)
    with pytest.raises(build.BuildError, match="as root only"):
        build.build(build.recipe_of("mysql:9.7"))


def test_a_missing_program_and_a_failing_one_are_told(build: ModuleType) -> None:
    with pytest.raises(build.BuildError, match="no-such-program is not installed"):
        build.run("no-such-program")
    with pytest.raises(build.BuildError, match=r"(?s)status 3:\nsaid"):
        build.run("sh", "-c", "echo said >&2; exit 3")
