"""``driftproof lint``: lint the upgrade scripts of a folder, without a database."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from driftproof.model.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from driftproof.cli.lint_run import Run
    from driftproof_lint.baseline import Baseline
    from driftproof_lint.project import LintResult

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
@click.option(
    "--server-variable",
    multiple=True,
    metavar="NAME=VALUE",
    help="What those servers have in place of their default: sql_mode= ...",
)
@click.option("--start-after", metavar="VERSION", help="Report only on scripts behind this version.")
@click.option("--since", metavar="REF", help="Report only on statements touched since a git revision.")
@click.option("--stdin-filename", metavar="FILE", help="Lint standard input in place of this script, and only that.")
@click.option("--baseline", metavar="FILE", help="A file of findings that are accepted.")
@click.option("--update-baseline", is_flag=True, help="Accept all findings of now in the baseline file.")
@click.option("--no-suppressions", is_flag=True, help="Report what comments silence, too.")
@click.option("--fix", "fix", is_flag=True, help="Apply safe fixes to the scripts.")
@click.option("--unsafe-fixes", is_flag=True, help="Apply unsafe fixes, too; look at them.")
@click.option("--diff", "show_diff", is_flag=True, help="Show what --fix would change, and change nothing.")
@click.option("--fix-forward", metavar="VERSION", help="Write a script of this version that mends released ones.")
@click.option("--fail-on", type=click.Choice(["error", "warning", "info", "never"]), help="What makes the status 1.")
@click.option("--statistics", is_flag=True, help="Print counts by rule and version instead of findings.")
@click.option("--lang", type=click.Choice(["en", "zh"]), help="The language of messages.")
@click.option("--preview", is_flag=True, help="Run preview rules, too.")
@click.option("--encoding", default="utf-8", metavar="NAME", help="The scripts' encoding (utf-8).")
@click.option("--helpers", metavar="DIR", help="Helper procedures in place of those that driftproof ships.")
@click.option("--no-helpers", is_flag=True, help="Define no helper procedures before the scripts.")
@click.option("--no-cache", is_flag=True, help="Work everything out anew, and keep no result.")
def command(**values: Any) -> int:
    """Lint the scripts of each DIR (the current folder by default). No database is needed.

    Options also come from [lint] in driftproof.toml or [tool.driftproof.lint] in pyproject.toml.

    Exit status: 0 nothing to report; 1 findings at or above --fail-on (warning); 2 wrong usage.
    """
    from driftproof.cli.lint_run import lint_folders
    from driftproof_lint.project import held_against

    wanted = _wanted(values)
    written, place = _written(values)
    folders = values["folders"] or (".",)
    run = lint_folders(folders, written, place, values)
    file = Path(written["baseline"]) if written.get("baseline") else None
    if values["update_baseline"]:
        return _update_baseline(file, run)
    accepted = _baseline(file)
    result = held_against(run.result, accepted)
    if values["fix_forward"]:
        from driftproof.cli.lint_forward import fix_forward

        return fix_forward(run, result, values, written, place)
    if values["fix"] or values["show_diff"]:
        from driftproof.cli.lint_fix import fix

        def again(edited: Mapping[str, bytes]) -> tuple[Run, LintResult]:
            anew = lint_folders(folders, written, place, values, edited)
            return anew, held_against(anew.result, accepted)

        return fix(run, result, values, again)
    _print(run, result, values, wanted)
    _tell_stale(result, file, written.get("lang", "en"))
    return _status(result, written.get("fail-on", "warning"))


def _written(values: dict[str, Any]) -> tuple[dict[str, Any], str]:
    """Return the configuration as written: the file's table, and over it what the command line says."""
    from driftproof.cli.settings import find_settings

    settings = find_settings()
    written = dict(settings.values.get("lint", {})) if settings else {}
    for key in ("select", "extend_select", "ignore", "targets"):
        if values[key]:
            written[key.replace("_", "-")] = [name for given in values[key] for name in given.split(",")]
    if values["server_variable"]:
        written["server-variables"] = list(values["server_variable"])
    for key in ("profile", "start_after", "fail_on", "lang", "baseline"):
        if values[key]:
            written[key.replace("_", "-")] = values[key]
    if values["preview"]:
        written["preview"] = True
    if values["no_suppressions"]:
        written["suppressions"] = False
    return written, str(settings.path) if settings else "driftproof.toml"


def _wanted(values: dict[str, Any]) -> list[tuple[str, Path]]:
    """Return the formats and files of ``--output``; raises `UsageError` for one that is neither."""
    found = []
    for given in values["outputs"]:
        name, separator, file = given.partition(":")
        if not separator or not file or name not in _FORMATS:
            raise UsageError(f"--output {given!r} is not FORMAT:FILE", hint=f"formats are: {', '.join(_FORMATS)}")
        found.append((name, Path(file)))
    for option in ("since", "stdin_filename"):
        if values["update_baseline"] and values[option]:
            named = f"--{option.replace('_', '-')}"
            raise UsageError("--update-baseline needs a look at everything", hint=f"leave {named} out")
    if values["stdin_filename"] and len(values["folders"]) > 1:
        raise UsageError("--stdin-filename needs the one folder that the script is in", hint="name one folder")
    return found


def _baseline(file: Path | None) -> Baseline:
    from driftproof_lint.baseline import Baseline, read_baseline

    return read_baseline(file) if file and file.exists() else Baseline()


def _update_baseline(file: Path | None, run: Run) -> int:
    """Accept all findings of now."""
    from driftproof_lint.baseline import write_baseline
    from driftproof_lint.project import updated

    if file is None:
        raise UsageError("--update-baseline needs a file", hint="name it with --baseline FILE")
    baseline = updated(run.result, _baseline(file))
    write_baseline(file, baseline)
    findings, entries = len(run.result.accepted), len(baseline.entries)
    said = f"{findings} finding{'s' * (findings != 1)} in {entries} {'entry' if entries == 1 else 'entries'}"
    click.echo(f"{file}: {said}", err=True)
    return 0


def _tell_stale(result: LintResult, file: Path | None, language: str) -> None:
    """Say on standard error which entries of the baseline nothing meets any more."""
    if not result.stale:
        return
    from driftproof_lint.messages import sentence

    for entry in result.stale:
        args = {"rule": entry.rule, "script": entry.script, "object": entry.object, "count": entry.count}
        said = sentence("stale-baseline", "", args, "zh" if language == "zh" else "en")
        click.echo(f"{file}: info LI106 stale-baseline: {said}", err=True)


def _status(result: LintResult, fail_on: str) -> int:
    from driftproof.model.findings import Severity

    if fail_on == "never":
        return 0
    least = Severity[fail_on.upper()]
    return 1 if any(finding.severity >= least for finding in result.findings) else 0


def _print(run: Run, result: LintResult, values: dict[str, Any], wanted: list[tuple[str, Path]]) -> None:
    """Print the findings, and write the files that --output names."""
    from driftproof_lint.output import OUTPUTS
    from driftproof_lint.statistics import statistics

    texts = {script.path: script.text for script in run.scripts}
    if values["statistics"]:
        click.echo(statistics(result, run.scripts), nl=False)
    else:
        click.echo(OUTPUTS[values["output"]](result, texts), nl=False)
    for name, file in wanted:
        try:
            file.write_text(OUTPUTS[name](result, texts), encoding="utf-8")
        except OSError as error:
            raise UsageError(f"{file} cannot be written: {error.strerror}", hint="see --output") from error
    _write_step_summary(result, texts)


def _write_step_summary(result: LintResult, texts: dict[str, str]) -> None:
    """Add a table to the summary of a GitHub Actions step, where there is one."""
    import os

    from driftproof_lint.output.markdown import markdown

    file = os.environ.get("GITHUB_STEP_SUMMARY")
    if file:
        with open(file, "a", encoding="utf-8") as summary:
            summary.write(markdown(result, texts))
