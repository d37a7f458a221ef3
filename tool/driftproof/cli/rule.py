"""``driftproof rule``: explain a lint rule, or list all of them."""

from __future__ import annotations

import click


@click.command("rule")
@click.argument("name", metavar="[CODE]", required=False)
def command(name: str | None) -> int:
    """Explain a lint rule by its code (CK101) or name (cascade-fk-nullable); list all rules without one."""
    from driftproof_lint.config import named
    from driftproof_lint.explain import one_line, own_page, page
    from driftproof_lint.plugins import with_plugins
    from driftproof_lint.rules import RULES

    rules = with_plugins(RULES)
    if name is None:
        click.echo("\n".join(one_line(rule) for rule in rules))
        return 0
    if own_page(name):
        click.echo(own_page(name))
        return 0
    chosen = named((name,), rules)
    click.echo("\n\n".join(page(rule).rstrip() for rule in rules if rule.name in chosen))
    return 0
