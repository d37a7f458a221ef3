"""The command reference, written from the commands' own help."""

from __future__ import annotations

import click

from driftproof.cli import COMMANDS, root

HEAD = """# Command reference

Written from `--help`; see [settings](settings.md) for options from files and the environment.

"""


def reference() -> str:
    """The text of docs/reference.md."""
    context = click.Context(root, info_name="driftproof", **root.context_settings)
    sections = [_section(context, root)]
    for name in root.list_commands(context):
        command = root.get_command(context, name)
        assert command
        inner = click.Context(command, parent=context, info_name=name)
        sections.append(f"{COMMANDS[name]}\n\n{_section(inner, command)}")
    titles = ["driftproof", *(f"driftproof {name}" for name in root.list_commands(context))]
    return HEAD + "\n".join(f"## {title}\n\n{section}" for title, section in zip(titles, sections, strict=True))


def _section(context: click.Context, command: click.Command) -> str:
    formatter = click.HelpFormatter(width=108)
    command.format_help(context, formatter)
    lines = [line.rstrip() for line in formatter.getvalue().rstrip().splitlines()]
    return "```text\n" + "\n".join(lines) + "\n```\n"
