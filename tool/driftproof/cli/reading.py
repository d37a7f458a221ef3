"""Options that say how a schema argument is read, shared by the commands that take one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from driftproof.sources.schema import Reading

Command = TypeVar("Command", bound=Callable[..., Any])

_OPTIONS = (
    click.option("--flavor", metavar="SERVER", help="The server to replay for, such as mariadb:10.11 or mysql:8.4."),
    click.option(
        "--server-variable",
        multiple=True,
        metavar="NAME=VALUE",
        help="What that server has in place of its default: sql_mode=, explicit_defaults_for_timestamp=OFF ...",
    ),
    click.option("--database", metavar="NAME", default="", help="The database, where scripts name several or none."),
    click.option("--encoding", default="utf-8", metavar="NAME", help="The scripts' encoding (utf-8)."),
    click.option("--helpers", metavar="DIR", help="Helper procedures in place of those that driftproof ships."),
    click.option("--no-helpers", is_flag=True, help="Define no helper procedures before the scripts."),
    click.option("--keep-going", is_flag=True, help="Go on behind a statement that the server would refuse."),
    click.option("--defaults-file", metavar="FILE", help="Read [client] of an option file such as ~/.my.cnf."),
)


def reading_options(command: Command) -> Command:
    """Add the options that say how a schema is read."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def reading_of(values: dict[str, Any]) -> Reading:
    """Return how schemas are to be read; raises `driftproof.model.errors.UsageError` for what makes no sense."""
    import os

    from driftproof.live.address import Address, read_defaults_file
    from driftproof.model.flavor import Flavor, default_settings
    from driftproof.sources.schema import DEFAULT_FLAVOR, Reading
    from driftproof.sources.shipped import shipped_sql
    from driftproof.sources.variables import told_settings
    from driftproof.upgrade.procedures import read_helpers

    address = read_defaults_file(values["defaults_file"]) if values["defaults_file"] else Address()
    flavor = Flavor.parse(values["flavor"]) if values["flavor"] else DEFAULT_FLAVOR
    return Reading(
        told_settings(default_settings(flavor), values["server_variable"]),
        values["database"],
        () if values["no_helpers"] else read_helpers(values["helpers"] or shipped_sql("procedures")),
        encoding=values["encoding"],
        on_error="continue" if values["keep_going"] else "stop",
        address=address.with_defaults(Address(password=os.environ.get("DRIFTPROOF_PASSWORD"))),
        has_flavor=bool(values["flavor"]),
        variables=tuple(values["server_variable"]),
    )
