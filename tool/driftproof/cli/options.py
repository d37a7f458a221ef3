"""Option declarations that commands share, and what their values mean: addresses, folders, run options."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

import click

from driftproof.model.errors import ServerUnavailable, UsageError

if TYPE_CHECKING:
    from driftproof.live.address import Address
    from driftproof.live.connect import Connection
    from driftproof.model.scripts import Script, Version
    from driftproof.sources.folder import Folder
    from driftproof.upgrade.options import RunOptions

Command = TypeVar("Command", bound=Callable[..., Any])
Values = Mapping[str, Any]

_SERVER = (
    click.option("--url", metavar="URL", help="The database: mysql://user@host:3306/schema."),
    click.option("--host", metavar="HOST", help="The server's host, in place of the URL's."),
    click.option("--port", type=click.IntRange(1, 65535), metavar="PORT", help="The server's port."),
    click.option("--socket", metavar="FILE", help="The server's socket file."),
    click.option("--user", metavar="NAME", help="The account's name."),
    click.option("--schema", metavar="NAME", help="The schema (database) to work on."),
    click.option("--defaults-file", metavar="FILE", help="Read [client] of an option file such as ~/.my.cnf."),
    click.option("--password-file", metavar="FILE", help="Read the password from the first line of a file."),
    click.option("--ask-password", is_flag=True, help="Ask for the password on the terminal."),
    click.option("--ssl-mode", metavar="MODE", help="DISABLED, PREFERRED, REQUIRED, VERIFY_CA or VERIFY_IDENTITY."),
    click.option("--ssl-ca", metavar="FILE", help="Certificates of the authorities to trust."),
    click.option("--ssl-capath", metavar="DIR", help="A folder of such certificates."),
    click.option("--ssl-cert", metavar="FILE", help="The client's certificate."),
    click.option("--ssl-key", metavar="FILE", help="The client's key."),
    click.option("--ssl-cipher", metavar="LIST", help="The ciphers to allow."),
    click.option("--connect-timeout", type=click.IntRange(1, 3600), default=10, metavar="S", help="In seconds."),
)

_HISTORY = (
    click.option("--history-table", metavar="NAME", default="", help="The history table, if it has another name."),
    click.option(
        "--history-layout",
        type=click.Choice(["3", "4", "5"]),
        help="The Flyway whose layout a new history table gets (5).",
    ),
    click.option("--lock-timeout", type=click.FloatRange(0), default=60.0, metavar="S", help="Wait for another run."),
)

_SCRIPTS = (
    click.argument("folder", metavar="[DIR]", required=False, envvar="DRIFTPROOF_FOLDER"),
    click.option("--encoding", default="utf-8", metavar="NAME", help="The scripts' encoding (utf-8)."),
    click.option("--target", metavar="VERSION", help="The last version to apply."),
    click.option("--out-of-order", is_flag=True, help="Apply versions below the last applied one, too."),
    click.option("--ignore-missing", is_flag=True, help="Let applied versions have no script in the folder."),
    click.option("--withdrawn", multiple=True, metavar="VERSION", help="A version whose script was taken back."),
    click.option("--on-failed", type=click.Choice(["rerun", "refuse"]), default="rerun", help="Scripts that failed."),
    click.option("--session", type=click.Choice(["shared", "restored"]), help="Session state between scripts."),
    click.option("--placeholder", multiple=True, metavar="NAME=VALUE", help="What ${NAME} in scripts stands for."),
    click.option("--no-placeholders", is_flag=True, help="Leave ${...} in scripts alone."),
    click.option("--helpers", metavar="DIR", help="Helper procedures in place of those that driftproof ships."),
    click.option("--no-helpers", is_flag=True, help="Install no helper procedures."),
    click.option("--skip-check", multiple=True, metavar="NAME", help="Leave out a pre-flight check."),
    click.option(
        "--init-sql", metavar="SQL", default="", help="What begins the scripts' session, such as SET sql_mode."
    ),
    click.option("--lock-wait-timeout", type=click.IntRange(1), metavar="S", help="Limit waits for metadata locks."),
)

format_option = click.option(
    "--format", type=click.Choice(["text", "json"]), default="text", help="For people or for machines."
)
"""``--format``: how a command prints its result."""


def server_options(command: Command) -> Command:
    """Add the options that say which server, who asks, and how the connection is protected."""
    return _added(_SERVER, command)


def history_options(command: Command) -> Command:
    """Add the options about the history table and its lock."""
    return _added(_HISTORY, command)


def script_options(command: Command) -> Command:
    """Add the folder argument and the options about scripts."""
    return _added(_SCRIPTS, command)


def _added(options: tuple[Callable[[Any], Any], ...], command: Command) -> Command:
    for option in reversed(options):
        command = option(command)
    return command


def address_of(values: Values, *, needs_schema: bool = True) -> Address:
    """Return the address that options, URL, option file and environment give together.

    Options win over the URL, the URL over the option file; the password comes from the first of ``--password-file``,
    ``--ask-password``, the URL, the option file and ``DRIFTPROOF_PASSWORD`` that has one. Raises `UsageError`.
    """
    from driftproof.live.address import Address, parse_tls_mode, parse_url, read_defaults_file
    from driftproof.live.address import Tls as TlsSettings

    names = ("ssl_ca", "ssl_capath", "ssl_cert", "ssl_key", "ssl_cipher")
    mode = parse_tls_mode(values["ssl_mode"]) if values["ssl_mode"] else None
    address = Address(
        host=values["host"] or "",
        port=values["port"] or 0,
        user=values["user"] or "",
        password=_given_password(values),
        schema=values["schema"] or "",
        socket=values["socket"] or "",
        tls=TlsSettings(mode, *(values[name] or "" for name in names)),
        connect_timeout=values["connect_timeout"],
    )
    if values["url"]:
        hide_password(values["url"])
        address = address.with_defaults(parse_url(values["url"]))
    if values["defaults_file"]:
        address = address.with_defaults(read_defaults_file(values["defaults_file"]))
    address = address.with_defaults(Address(password=os.environ.get("DRIFTPROOF_PASSWORD")))
    if not (values["url"] or address.host or address.socket or address.user):
        hint = "give --url mysql://user@host/schema, DRIFTPROOF_URL, --host, --socket or --defaults-file"
        raise UsageError("no server is named", hint=hint)
    if needs_schema and not address.schema:
        raise UsageError("no schema is named", hint="end the URL with it, mysql://host/SCHEMA, or give --schema")
    return address


def _given_password(values: Values) -> str | None:
    if values["password_file"]:
        try:
            with open(values["password_file"], encoding="utf-8") as file:
                return file.readline().rstrip("\r\n")
        except (OSError, UnicodeDecodeError) as error:
            reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
            raise UsageError(f"the password file {values['password_file']} cannot be read: {reason}") from None
    if values["ask_password"]:
        return _asked()
    return None


def _asked() -> str:
    import getpass

    if not sys.stdin.isatty():
        raise UsageError("there is no terminal to ask for the password on", hint="use DRIFTPROOF_PASSWORD")
    return getpass.getpass("Password: ")


def connector() -> Callable[[Address], Connection]:
    """Return what opens connections: it asks once for a password that none gave, if there is a terminal."""
    from dataclasses import replace

    from driftproof.live.connect import connect

    asked: list[str] = []

    def open_connection(address: Address) -> Connection:
        known = replace(address, password=asked[0]) if asked else address
        try:
            return connect(known)
        except ServerUnavailable as error:
            if known.password is not None or "1045" not in error.message or not sys.stdin.isatty():
                raise
            asked.append(_asked())
            return connect(replace(address, password=asked[0]))

    return open_connection


def hide_password(url: str) -> None:
    """Overwrite the URL's password in this process's arguments, which `ps` shows, and say how to do without it."""
    from urllib.parse import urlsplit

    secret = urlsplit(url).password
    if not secret or not any(url in word for word in sys.argv):
        return
    from driftproof.cli.arguments import blot_out

    blot_out(secret)
    click.echo("warning: a password on the command line can be seen by others; DRIFTPROOF_URL cannot", err=True)


def folder_of(values: Values) -> Folder:
    """Read the folder of scripts; raises `UsageError` when none is named."""
    from driftproof.sources.folder import admit_undecodable, read_folder

    if not values["folder"]:
        raise UsageError("no folder of scripts is named", hint="name it on the command line, or in DRIFTPROOF_FOLDER")
    return admit_undecodable(read_folder(values["folder"], values["encoding"]))


def run_options_of(values: Values) -> RunOptions:
    """Return the run options that the values mean; raises `UsageError`."""
    from driftproof.live.address import quoted_command
    from driftproof.model.history import Layout
    from driftproof.upgrade.options import RunOptions

    layout = values["history_layout"]
    return RunOptions(
        table=values["history_table"],
        layout=Layout(layout) if layout else None,
        session=values["session"],
        rules=_rules(values),
        placeholders=None if values["no_placeholders"] else _placeholders(values["placeholder"]),
        helpers=_helpers(values),
        drop_helpers=bool(values.get("drop_helpers")),
        skip_checks=_checks(values["skip_check"]),
        init_sql=values["init_sql"],
        lock_timeout=values["lock_timeout"],
        lock_wait_timeout=values["lock_wait_timeout"],
        resume=quoted_command(["driftproof", *sys.argv[1:]]),
        journal=bool(values.get("journal", True)),
    )


def history_options_of(values: Values) -> RunOptions:
    """Return the run options of a command that has no scripts."""
    from driftproof.model.history import Layout
    from driftproof.upgrade.options import RunOptions

    layout = values["history_layout"]
    return RunOptions(
        table=values["history_table"],
        layout=Layout(layout) if layout else None,
        lock_timeout=values["lock_timeout"],
    )


def _rules(values: Values) -> Any:
    from driftproof.upgrade.states import Rules

    return Rules(
        target=version_of(values["target"], "--target") if values["target"] else None,
        out_of_order=values["out_of_order"],
        ignore_missing=values["ignore_missing"],
        withdrawn=frozenset(version_of(text, "--withdrawn") for text in values["withdrawn"]),
        rerun_failed=values["on_failed"] == "rerun",
    )


def version_of(text: str, option: str) -> Version:
    """Read a version that an option gives; raises `UsageError`."""
    from driftproof.model.errors import ScriptError
    from driftproof.model.scripts import Version

    try:
        return Version.parse(text)
    except ScriptError as error:
        raise UsageError(f"{option}: {error.message}", hint=error.hint) from None


def _placeholders(pairs: tuple[str, ...]) -> dict[str, str]:
    found = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals or not name:
            raise UsageError(f"--placeholder {pair!r} is not NAME=VALUE")
        found[name] = value
    return found


def _helpers(values: Values) -> tuple[Script, ...]:
    from driftproof.sources.shipped import shipped_sql
    from driftproof.upgrade.procedures import read_helpers

    if values["no_helpers"]:
        return ()
    return read_helpers(values["helpers"] or shipped_sql("procedures"))


def _checks(names: tuple[str, ...]) -> frozenset[str]:
    from driftproof.upgrade.preflight import CHECKS

    if unknown := sorted(set(names) - CHECKS.keys()):
        raise UsageError(f"--skip-check {unknown[0]}: there is no such check", hint=f"checks are {', '.join(CHECKS)}")
    return frozenset(names)
