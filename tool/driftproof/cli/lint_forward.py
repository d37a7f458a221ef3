"""``driftproof lint --fix-forward``: the next upgrade script, which mends what released scripts left behind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from driftproof.model.errors import Place, UsageError
from driftproof.model.scripts import Version

if TYPE_CHECKING:
    from driftproof.cli.lint_run import Run
    from driftproof.model.findings import Finding
    from driftproof_lint.forward import Forward
    from driftproof_lint.project import LintResult, Project


def fix_forward(run: Run, result: LintResult, values: Mapping[str, Any], written: Mapping[str, Any], place: str) -> int:
    """Write the script, or with ``--diff`` print it; return the exit status: 1 where it cannot be proved right.

    `written` is the configuration as written at `place`; what it selects is mended, and the script is linted under the
    configuration of the file. Raises `UsageError` where nothing is released, or the version is not above all others.
    """
    from driftproof.cli.settings import find_settings
    from driftproof_lint.config import resolve
    from driftproof_lint.forward import Faulty, forward
    from driftproof_lint.plugins import with_plugins
    from driftproof_lint.rules import RULES

    (project, scope), *others = run.projects
    if others:
        raise UsageError("--fix-forward needs the one folder that the script goes to", hint="name one folder")
    if not scope.released:
        hint = 'record releases with driftproof release, or name their git tags: released-tags = "v*"'
        raise UsageError("nothing is released, so that --fix mends all that can be mended", hint=hint)
    version = _checked(Version.parse(values["fix_forward"]), project)
    file = Path((values["folders"] or (".",))[0], f"V{version}__converge.sql")
    findings = tuple(finding for finding in result.findings if finding.place.path in run.released)
    rules = with_plugins(RULES)
    settings = find_settings()
    checked = dict(settings.values.get("lint", {})) if settings else {}
    checked |= {key: written[key] for key in ("targets", "server-variables", "profile") if key in written}
    checked.pop("start-after", None)
    faulty = Faulty(project, tuple(scope.released.values()), findings, resolve(checked, rules, place))
    made = forward(faulty, rules, version, str(file))
    return _told(made, file, values["show_diff"])


def _checked(version: Version, project: Project) -> Version:
    """Return the version; raises `UsageError` unless it is above those of all scripts."""
    for script in project.scripts:
        if script.version is not None and version <= script.version:
            hint = "installations that ran a newer script never run an older one"
            raise UsageError(f"version {version} is not above {script.version}", place=Place(script.path), hint=hint)
    return version


def _told(made: Forward, file: Path, show: bool) -> int:
    """Write the script where it is right, and say what it does and what it leaves."""
    for problem in made.problems:
        click.echo(f"error: {problem}", err=True)
    if made.script is not None and (show or made.problems):
        click.echo(made.script.text, nl=False)
    elif made.script is not None:
        file.write_text(made.script.text, encoding="utf-8")
    for line in _lines(made, file, show):
        click.echo(line, err=True)
    return 1 if made.problems else 0


def _lines(made: Forward, file: Path, show: bool) -> list[str]:
    lines = []
    if made.script is None:
        lines.append("no later script can mend a finding on a released one")
    elif made.problems:
        lines.append(f"{file} is not written: it would not be right")
    else:
        lines.append(f"{file} {'would mend' if show else 'mends'} {_counted(made.mended)} on released scripts")
        but = f"; {', '.join(made.refused)} refuse what is released" if made.refused else ""
        lines.append(f"proved on {', '.join(made.proved)}{but}")
    if made.settled:
        lines.append(f"{_counted(made.settled)} mended by later scripts already")
    if made.left:
        lines.append(f"{_counted(made.left)} left, which no change of a table mends")
    for finding in made.mended:
        if finding.object.startswith("script:"):
            lines.append(f"restore {finding.place.path}: installations know it by its released checksum")
    return lines


def _counted(findings: Sequence[Finding]) -> str:
    return f"{len(findings)} finding{'s' if len(findings) != 1 else ''}"
