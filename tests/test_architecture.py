"""The shape of the code: rooms, budgets, names, and what the command line may import before it knows its command."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = (ROOT / "tool" / "driftproof", ROOT / "lint" / "driftproof_lint")
FILES = sorted(path for package in PACKAGES for path in package.rglob("*.py"))

FUNCTION_LINES, FILE_LINES, PARAMETERS, NESTING = 40, 400, 5, 3

# What exceeds a budget, and why it is better so: "file" or "file::function" to one line.
ALLOWED: dict[str, str] = {}

HEAVY = ("alembic", "docker", "jinja2", "pymysql", "rich", "sqlalchemy", "sqlglot", "testcontainers", "tomllib")
EMPTY_NAMES = {"utils", "util", "helpers", "helper", "manager", "base", "common", "misc"}
BLOCKS = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.With, ast.AsyncWith, ast.Try, ast.TryStar, ast.Match)
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def functions(tree: ast.AST, prefix: str = "") -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, (*FUNCTIONS, ast.ClassDef)):
            name = f"{prefix}{node.name}"
            if not isinstance(node, ast.ClassDef):
                yield name, node
            yield from functions(node, f"{name}.")
        else:
            yield from functions(node, prefix)


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines from ``def`` to the end, without the docstring."""
    first = function.body[0]
    documented = ast.get_docstring(function, clean=False) is not None
    docstring = (first.end_lineno or first.lineno) - first.lineno + 1 if documented else 0
    return (function.end_lineno or function.lineno) - function.lineno + 1 - docstring


def parameters(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    named = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
    return len([argument for argument in named if argument.arg not in {"self", "cls"}])


def nesting(node: ast.AST, depth: int = 0) -> int:
    """The depth of blocks in blocks; ``elif`` is as deep as its ``if``, a nested function starts anew."""
    deepest = depth
    for field, value in ast.iter_fields(node):
        for child in value if isinstance(value, list) else [value]:
            if not isinstance(child, ast.AST) or isinstance(child, (*FUNCTIONS, ast.ClassDef)):
                continue
            is_elif = isinstance(node, ast.If) and field == "orelse" and isinstance(child, ast.If) and len(value) == 1
            deepest = max(deepest, nesting(child, depth + (isinstance(child, BLOCKS) and not is_elif)))
    return deepest


def excesses() -> dict[str, str]:
    found: dict[str, str] = {}
    for path in FILES:
        text = path.read_text(encoding="utf-8")
        if (lines := text.count("\n")) > FILE_LINES:
            found[relative(path)] = f"{lines} lines, at most {FILE_LINES}"
        for name, function in functions(ast.parse(text)):
            measures = (
                (length(function), FUNCTION_LINES, "lines"),
                (parameters(function), PARAMETERS, "parameters"),
                (nesting(function), NESTING, "blocks deep"),
            )
            if over := [f"{value} {unit}, at most {limit}" for value, limit, unit in measures if value > limit]:
                found[f"{relative(path)}::{name}"] = ", ".join(over)
    return found


def test_budgets() -> None:
    over = {where: what for where, what in excesses().items() if where not in ALLOWED}
    assert not over, "\n" + "\n".join(f"{where}: {what}" for where, what in over.items())


def test_every_allowance_is_needed_and_gives_a_reason() -> None:
    assert not ALLOWED.keys() - excesses().keys()
    assert all(len(reason) > 10 and "\n" not in reason for reason in ALLOWED.values())


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("def f():\n if a:\n  pass\n elif b:\n  pass\n elif c:\n  pass", 1),
        ("def f():\n for a in b:\n  with c:\n   if d:\n    while e: pass", 4),
        ("def f():\n if a:\n  def g():\n   if b: pass", 1),
    ],
)
def test_nesting_is_counted_as_a_reader_does(source: str, expected: int) -> None:
    assert nesting(ast.parse(source).body[0]) == expected


def test_imports_flow_one_way() -> None:
    linter = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run([linter, "--no-logo"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_room_has_its_contract() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    governed = {module for contract in contracts for module in contract["source_modules"]}
    rooms = {f"driftproof.{path.stem}" for path in PACKAGES[0].iterdir() if path.is_dir() or path.suffix == ".py"}
    rooms -= {"driftproof.__init__", "driftproof.__main__", "driftproof.__pycache__"}
    assert rooms <= governed


def test_source_roots_hold_one_package_each() -> None:
    for root in ("tool", "lint"):
        held = [path.name for path in (ROOT / root).iterdir() if path.name != "__pycache__"]
        assert len(held) == 1, held


def test_no_module_has_an_empty_name() -> None:
    assert not [relative(path) for path in FILES if EMPTY_NAMES & {path.stem, path.parent.name}]


def imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def test_no_second_copy_is_imported() -> None:
    for path in FILES:
        roots = {name.partition(".")[0] for name in imported(ast.parse(path.read_text(encoding="utf-8")))}
        assert not roots & {"tool", "lint"}, relative(path)


def test_a_rule_knows_no_other_rule() -> None:
    for path in (PACKAGES[1] / "rules").glob("*.py"):
        names = set(imported(ast.parse(path.read_text(encoding="utf-8"))))
        others = {name for name in names if name.startswith("driftproof_lint.rules")}
        assert path.stem == "__init__" or not others, f"{relative(path)} imports {others}"


def test_command_line_starts_without_heavy_modules() -> None:
    program = (
        "import sys; from driftproof.cli import main; main(['--help']); main(['--version']);"
        f"print('heavy:', [name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd="/", capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "heavy: []"


def test_commands_are_loaded_lazily() -> None:
    """Importing a command's module, as its ``--help`` does, must not pull in what only its work needs."""
    from driftproof.cli import COMMANDS

    present = [name for name in COMMANDS if (PACKAGES[0] / "cli" / f"{name}.py").exists()]
    assert present
    for name in present:
        program = (
            f"import sys; from driftproof.cli import main; main(['{name}', '--help']);"
            f"print('heavy:', [name for name in {HEAVY!r} if name in sys.modules])"
        )
        done = subprocess.run([sys.executable, "-c", program], cwd="/", capture_output=True, text=True, check=True)
        assert done.stdout.splitlines()[-1] == "heavy: []", name
