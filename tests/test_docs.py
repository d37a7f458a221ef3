"""The documentation keeps its word: commands, options, scripts, links and examples that it names exist and run."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
import re
import shlex
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest

import driftproof
import driftproof_lint
from driftproof.cli import COMMANDS, root
from support.reference import reference

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
CONTEXT = click.Context(root, info_name="driftproof")
PRESENT = root.list_commands(CONTEXT)


def page_name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def shell_lines(page: Path) -> Iterator[str]:
    """The commands in a page's shell blocks: continued lines joined, prompts off, output left out."""
    for language, block in re.findall(r"^```(\w+)[^\n]*\n(.*?)^```", page.read_text(encoding="utf-8"), re.S | re.M):
        if language in {"sh", "bash", "shell", "console"}:
            for line in block.replace("\\\n", " ").splitlines():
                if language != "console" or line.startswith("$ "):
                    yield line.removeprefix("$ ")


def invocations(page: Path) -> Iterator[list[str]]:
    """The words after each ``driftproof`` in a page's commands, up to a pipe or the like."""
    for line in shell_lines(page):
        lexer = shlex.shlex(line, posix=True, punctuation_chars="|&;<>()")
        lexer.whitespace_split, lexer.commenters = True, "#"
        words: list[str] | None = None
        for word in [*lexer, ";"]:
            if set(word) <= set("|&;<>()"):
                if words is not None:
                    yield words
                words = None
            elif words is not None:
                words.append(word)
            elif word.rpartition("/")[2] == "driftproof":
                words = []


def command(name: str) -> click.Command:
    found = root.get_command(CONTEXT, name)
    assert found, f"there is no command {name}"
    return found


def option_names(of: click.Command) -> set[str]:
    own = {name for parameter in of.params for name in (*parameter.opts, *parameter.secondary_opts)}
    return own | {"-h", "--help"}


@pytest.mark.parametrize("page", PAGES, ids=page_name)
def test_commands_and_options_that_a_page_names_exist(page: Path) -> None:
    for words in invocations(page):
        name, *rest = words or ["--help"]
        if name.startswith("-"):
            assert name in option_names(root), f"driftproof has no option {name}"
            continue
        known = option_names(command(name))
        options = [word.partition("=")[0] for word in rest[: rest.index("--") if "--" in rest else None]]
        unknown = [option for option in options if option.startswith("-") and option != "-" and option not in known]
        assert not unknown, f"driftproof {name} has no {', '.join(unknown)}"


@pytest.mark.parametrize("page", PAGES, ids=page_name)
def test_links_and_scripts_that_a_page_names_exist(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    links = [link.partition("#")[0] for link in re.findall(r"\]\(([^)\s]+)\)", text) if "://" not in link]
    missing = [link for link in links if link and not (page.parent / link).exists()]
    named = set(re.findall(r"(?<![\w/.])((?:scripts|tests/images|\.ci)/[a-z]+)\b", text))
    missing += [name for name in named if not (ROOT / name).exists()]
    assert not missing


def test_every_page_can_be_reached() -> None:
    """From README and the index by links; a page that nothing leads to is not read."""
    ahead, reached = [ROOT / "README.md", ROOT / "docs" / "index.md"], set()
    while ahead:
        page = ahead.pop().resolve()
        if page in reached or not page.is_relative_to(ROOT):
            continue
        reached.add(page)
        if page.suffix == ".md":
            links = re.findall(r"\]\(([^)\s#]+)", page.read_text(encoding="utf-8"))
            ahead += [page.parent / link for link in links if "://" not in link and (page.parent / link).is_file()]
            folders = [page.parent / link for link in links if "://" not in link and (page.parent / link).is_dir()]
            ahead += [found for folder in folders for found in folder.glob("*.md")]
    assert {page_name(page) for page in PAGES} - {page_name(page) for page in reached} == set()


def test_every_command_is_documented() -> None:
    text = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
    assert [name for name in PRESENT if not re.search(rf"\bdriftproof {name}\b", text)] == []


@pytest.mark.parametrize("name", PRESENT)
def test_every_command_and_option_has_help(name: str) -> None:
    found = command(name)
    assert found.help
    assert [option.name for option in found.params if isinstance(option, click.Option) and not option.help] == []
    assert COMMANDS[name].endswith(".")


def test_reference_is_current(golden: Callable[[Path, str], None]) -> None:
    golden(ROOT / "docs" / "reference.md", reference())


def modules() -> Iterator[str]:
    for package in (driftproof, driftproof_lint):
        yield package.__name__
        yield from (found.name for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."))


@pytest.mark.parametrize("name", tuple(modules()))
def test_examples_in_docstrings_run(name: str) -> None:
    if name.endswith(".__main__"):
        return
    assert doctest.testmod(importlib.import_module(name)).failed == 0


@pytest.mark.parametrize("page", PAGES, ids=page_name)
def test_examples_in_pages_run(page: Path) -> None:
    assert doctest.testfile(str(page), module_relative=False, encoding="utf-8").failed == 0
