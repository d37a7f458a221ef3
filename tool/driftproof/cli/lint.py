"""``driftproof lint``: lint the upgrade scripts of a folder, without a database."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from driftproof.model.errors import UsageError

if TYPE_CHECKING:
    from driftproof_lint.config import Config
    from driftproof_lint.linter import LintResult, Project

_FORMATS = (
    "text",
    "concise",
    "json",
    "jsonl",
    "sarif",
    "github",
    "gitlab",
    "junit",
    "checkstyle",
    "rdjson",
    "markdown",
)


@click.command("lint")
@click.argument("folders", metavar="[DIR...]", nargs=-1)
@click.option("--format", "output", type=click.Choice(_FORMATS), default="text", help="How to print the findings.")
@click.option("--output", "outputs", multiple=True, metavar="FORMAT:FILE", help="Write a format to a file, too.")
@click.option("--select", multiple=True, metavar="RULE", help="Run only these rules: codes, names, groups, ALL.")
@click.option("--extend-select", multiple=True, metavar="RULE", help="Run these rules, too.")
@click.option("--ignore", multiple=True, metavar="RULE", help="Leave these rules out.")
@click.option("--profile", type=click.Choice(["house", "standard", "strict"]), help="The set of rules to run.")
@click.option("--targets", multiple=True, metavar="SERVER", help="Servers that scripts must run on: mariadb:10.11.")
@click.option("--start-after", metavar="VERSION", help="Report only on scripts behind this version.")
@click.option("--since", metavar="REF", help="Report only on statements touched since a git revision.")
@click.option("--baseline", metavar="FILE", help="A file of findings that are accepted.")
@click.option("--update-baseline", is_flag=True, help="Accept all findings of now in the baseline file.")
@click.option("--fix", "fix", is_flag=True, help="Apply safe fixes to the scripts.")
@click.option("--unsafe-fixes", is_flag=True, help="Apply unsafe fixes, too; look at them.")
@click.option("--diff", "show_diff", is_flag=True, help="Show what --fix would change, and change nothing.")
@click.option("--fail-on", type=click.Choice(["error", "warning", "info", "never"]), help="What makes the status 1.")
@click.option("--statistics", is_flag=True, help="Print counts by rule and version instead of findings.")
@click.option("--lang", type=click.Choice(["en", "zh"]), help="The language of messages.")
@click.option("--preview", is_flag=True, help="Run preview rules, too.")
@click.option("--encoding", default="utf-8", metavar="NAME", help="The scripts' encoding (utf-8).")
@click.option("--helpers", metavar="DIR", help="Helper procedures in place of those that driftproof ships.")
@click.option("--no-helpers", is_flag=True, help="Define no helper procedures before the scripts.")
def command(**values: Any) -> int:
    """Lint the scripts of each DIR (the current folder by default). No database is needed.

    Options also come from [lint] in driftproof.toml or [tool.driftproof.lint] in pyproject.toml.

    Exit status: 0 nothing to report; 1 findings at or above --fail-on (warning); 2 wrong usage.
    """
    from driftproof_lint.rules import RULES

    written, place = _written(values)
    from driftproof_lint.config import resolve

    config = resolve(written, RULES, place)
    status = 0
    for folder in values["folders"] or (".",):
        status = max(status, _lint_folder(Path(folder), config, values))
    return status


def _written(values: dict[str, Any]) -> tuple[dict[str, Any], str]:
    """Return the configuration as written: the file's table, and over it what the command line says."""
    from driftproof.cli.settings import find_settings

    settings = find_settings()
    written = dict(settings.values.get("lint", {})) if settings else {}
    for key in ("select", "extend_select", "ignore", "targets"):
        if values[key]:
            written[key.replace("_", "-")] = [name for given in values[key] for name in given.split(",")]
    for key in ("profile", "start_after", "fail_on", "lang", "baseline"):
        if values[key]:
            written[key.replace("_", "-")] = values[key]
    if values["preview"]:
        written["preview"] = True
    return written, str(settings.path) if settings else "driftproof.toml"


def _lint_folder(folder: Path, config: Config, values: dict[str, Any]) -> int:
    """Lint one folder and print what is found; return the exit status."""
    from driftproof.cli.lint_scope import scope_of
    from driftproof_lint.baseline import Baseline, make_baseline, read_baseline, write_baseline
    from driftproof_lint.linter import lint
    from driftproof_lint.rules import RULES

    project = _project(folder, values)
    baseline_file = Path(config.baseline) if config.baseline else None
    if values["update_baseline"] and baseline_file is None:
        raise UsageError("--update-baseline needs a file", hint="name it with --baseline FILE")
    accepted = read_baseline(baseline_file) if baseline_file and baseline_file.exists() else Baseline()
    result = lint(project, RULES, config, scope_of(project, folder, config, values["since"]), accepted)
    if values["update_baseline"] and baseline_file is not None:
        baseline = make_baseline(result.accepted)
        write_baseline(baseline_file, baseline)
        click.echo(f"{baseline_file}: {len(result.accepted)} findings in {len(baseline.entries)} entries", err=True)
        return 0
    if values["fix"] or values["show_diff"]:
        return _fix(project, result, values)
    _print(project, result, values)
    return _status(result, config)


def _project(folder: Path, values: dict[str, Any]) -> Project:
    """Read the scripts of a folder, and the helper procedures that they call."""
    from driftproof.sources.shipped import shipped_sql
    from driftproof.upgrade.procedures import read_helpers
    from driftproof_lint.linter import read_project

    helpers = () if values["no_helpers"] else read_helpers(values["helpers"] or shipped_sql("procedures"))
    return read_project(folder, helpers, values["encoding"])


def _status(result: LintResult, config: Config) -> int:
    from driftproof.model.findings import Severity

    if config.fail_on == "never":
        return 0
    least = Severity[config.fail_on.upper()]
    return 1 if any(finding.severity >= least for finding in result.findings) else 0


def _print(project: Project, result: LintResult, values: dict[str, Any]) -> None:
    """Print the findings, and write the files that --output names."""
    from driftproof_lint.output import OUTPUTS
    from driftproof_lint.statistics import statistics

    texts = {script.path: script.text for script in project.scripts}
    if values["statistics"]:
        click.echo(statistics(result, project.scripts), nl=False)
    else:
        click.echo(OUTPUTS[values["output"]](result, texts), nl=False)
    for wanted in values["outputs"]:
        name, separator, file = wanted.partition(":")
        if not separator or name not in OUTPUTS:
            raise UsageError(f"--output {wanted!r} is not FORMAT:FILE", hint=f"formats are: {', '.join(OUTPUTS)}")
        Path(file).write_text(OUTPUTS[name](result, texts), encoding="utf-8")
    _write_step_summary(result, texts)
    for entry in result.stale:
        click.echo(f"stale in the baseline: {entry.rule} at {entry.object} in {entry.script}", err=True)


def _write_step_summary(result: LintResult, texts: dict[str, str]) -> None:
    """Add a table to the summary of a GitHub Actions step, where there is one."""
    import os

    from driftproof_lint.output.markdown import markdown

    file = os.environ.get("GITHUB_STEP_SUMMARY")
    if file:
        with open(file, "a", encoding="utf-8") as summary:
            summary.write(markdown(result, texts))


def _fix(project: Project, result: LintResult, values: dict[str, Any]) -> int:
    """Apply fixes to the files, or show what they would change."""
    from difflib import unified_diff

    from driftproof_lint.fix import apply_fixes

    mended = left = 0
    for script in project.scripts:
        mine = [finding for finding in result.findings if finding.place.path == script.path]
        fixed = apply_fixes(script.text, mine, unsafe=values["unsafe_fixes"])
        left += len(mine) - len(fixed.mended)
        if fixed.text == script.text:
            continue
        mended += len(fixed.mended)
        if values["show_diff"]:
            lines = (script.text.splitlines(True), fixed.text.splitlines(True))
            click.echo("".join(unified_diff(*lines, script.path, script.path)), nl=False)
        else:
            mark = b"\xef\xbb\xbf" if script.data.startswith(b"\xef\xbb\xbf") else b""
            Path(script.path).write_bytes(mark + fixed.text.encode(values["encoding"]))
    did = "would be mended" if values["show_diff"] else "mended"
    click.echo(f"{mended} findings {did}, {left} left", err=True)
    return 1 if left or (values["show_diff"] and mended) else 0
