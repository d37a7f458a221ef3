"""``driftproof server``: a throwaway server for as long as the command runs."""

from __future__ import annotations

import threading

import click

from driftproof.model.errors import UsageError


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("spec", default="auto")
@click.argument("options", nargs=-1, type=click.UNPROCESSED, metavar="[-- SERVER OPTIONS]")
def command(spec: str, options: tuple[str, ...]) -> None:
    """Start a throwaway server, print its URL, and run until SIGINT (Ctrl-C) or SIGTERM.

    SPEC is auto (a container, else a local server program), docker:IMAGE, local or local:/path/to/mariadbd.
    Standard output gets the URL alone, so that scripts can read it. All data is gone when the command ends.
    """
    from driftproof.live.throwaway import throwaway

    if "://" in spec:
        raise UsageError("a URL names a server that runs already", hint="to start one: auto, docker:IMAGE or local")

    def say(text: str) -> None:
        click.echo(text, err=True)

    try:
        with throwaway(spec, options=options, say=say) as server:
            say(f"{server.flavor} is ready ({server.origin}); Ctrl-C stops it and removes its data")
            click.echo(server.url)
            threading.Event().wait()
    except (KeyboardInterrupt, SystemExit):
        say("stopped")
