"""What the statements that would run demand of a server: modes, rights, accounts, schemas, sizes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from driftproof.live.connect import Connection
from driftproof.live.privileges import global_privileges
from driftproof.upgrade.facts import Demand, Facts
from driftproof.upgrade.privileges import missing_privileges

_SYSTEM = frozenset({"information_schema", "mysql", "performance_schema", "sys"})
_SETS_MODE = re.compile(r"(?is)\bset\b[^;]*\bsql_mode\b")
_STRING = r"'(?:[^'\\]|\\.|'')*+'|\"(?:[^\"\\]|\\.|\"\")*+\""
_COMMENT = r"/\*(?![!M])(?s:.*?)\*/|--(?=\s)[^\n]*|\#[^\n]*"


def missing_rights(facts: Facts) -> Iterator[str]:
    """Find what the account may not do that a statement, a helper or the history needs."""
    if not facts.changes_something:
        return
    statements = [demand.sql for demand in facts.demands]
    if facts.plan.helpers:
        statements += ["CREATE PROCEDURE x", "DROP PROCEDURE x", "CALL x"]
    if facts.is_on("wsrep_on"):
        statements.append("DROP TABLE x")  # the lease
    schema = facts.plan.history.schema
    if missing := missing_privileges(facts.connection, schema, statements):
        yield f"the account lacks {', '.join(missing)} on `{schema}`: GRANT {', '.join(missing)} ON `{schema}`.* TO it"
    yield from _missing_global_rights(facts)


_GLOBAL = (
    (re.compile(r"(?is)\s*set\s+(?:global\s|persist\s|@@global\.|@@persist\.)"),
     "sets a global variable", "SUPER", frozenset({"SUPER", "SYSTEM_VARIABLES_ADMIN"})),
    (re.compile(r"(?i)\s*(?:create|drop|alter|rename)\s+user\b"),
     "changes accounts", "CREATE USER", frozenset({"CREATE USER"})),
)  # fmt: skip


def _missing_global_rights(facts: Facts) -> Iterator[str]:
    """Find statements that need a right on the whole server, where the account has none of those that would do."""
    granted = global_privileges(facts.connection)
    if granted is None or granted & {"ALL PRIVILEGES", "ALL"} or any(name.endswith(" ADMIN") for name in granted):
        return
    for pattern, does, right, enough in _GLOBAL:
        if granted.isdisjoint(enough) and (found := _first(facts.demands, pattern)):
            yield f"{found.place} {does}, for which the account needs {right}: GRANT {right} ON *.* TO it"


def _first(demands: Iterable[Demand], pattern: re.Pattern[str]) -> Demand | None:
    return next((demand for demand in demands if pattern.match(demand.sql)), None)


_ZERO_DEFAULT = re.compile(r"(?is)\s*(?:create|alter)\b.*\bdefault\s+'0000-00-00")


def unfit_modes(facts: Facts) -> Iterator[str]:
    """Find modes of the server under which scripts would be read otherwise, or zero dates refused.

    What follows a statement that sets the mode is not judged.
    """
    modes = facts.sql_mode
    for mode in sorted(modes & {"ORACLE", "MSSQL", "DB2", "POSTGRESQL"}):
        yield f"sql_mode has {mode}: scripts would be read anew"
    marks = {"NO_BACKSLASH_ESCAPES": "\\", "ANSI_QUOTES": '"'}
    for mode in sorted(modes & marks.keys()):
        place = next((each.place for each in _under_the_servers_mode(facts) if marks[mode] in each.sql), None)
        if place:
            yield f"sql_mode has {mode}, which changes what {marks[mode]} means at {place}"
    if "NO_ZERO_DATE" in modes and modes & {"STRICT_TRANS_TABLES", "STRICT_ALL_TABLES"}:
        found = [each for each in _under_the_servers_mode(facts) if _has_zero_default(each.sql)]
        if found:
            more = f" and {len(found) - 1} more" if len(found) > 1 else ""
            kept = ",".join(sorted(modes - {"", "NO_ZERO_DATE", "NO_ZERO_IN_DATE", "TRADITIONAL"}))
            yield (
                f"{found[0].place}{more}: the zero date as a default, which sql_mode refuses (NO_ZERO_DATE): give the "
                f"scripts the mode that they were written for, with --init-sql \"SET SESSION sql_mode = '{kept}'\""
            )


def _has_zero_default(sql: str) -> bool:
    return "'0000-00-00" in sql and bool(_ZERO_DEFAULT.match(re.sub(_COMMENT, " ", sql)))


def _under_the_servers_mode(facts: Facts) -> Iterator[Demand]:
    for demand in facts.demands:
        if "mode" in demand.sql and _SETS_MODE.search(demand.sql):
            return
        yield demand


_PROGRAM = re.compile(
    r"(?is)\s*(?:/\*M?!\d*\s*)?create\s+(?:or\s+replace\s+)?(?:definer\s*=\s*\S+\s+)?(?:aggregate\s+)?"
    r"(?P<kind>function|trigger)\b(?P<rest>.*)"
)
_HEADING = re.compile(r"(?is)^.*?\breturns\b(.*?)(?:\bbegin\b|\breturn\b|$)")
_SAFE = re.compile(r"(?i)(?<!not\s)\bdeterministic\b|\bno\s+sql\b|\breads\s+sql\s+data\b")
_TRUSTS = re.compile(r"(?is)\s*set\b.*\blog_bin_trust_function_creators\b")
_TRUST = "SET GLOBAL log_bin_trust_function_creators = 1"


def unlogged_programs(facts: Facts) -> Iterator[str]:
    """Find the first function or trigger that the server would not take while its binary log is on.

    Errors 1418 and 1419: without SUPER none may be made, and with it no function that does not say what it does
    (https://dev.mysql.com/doc/refman/8.4/en/stored-programs-logging.html).
    """
    if not facts.is_on("log_bin") or facts.is_on("log_bin_trust_function_creators"):
        return
    privileged = _has_super(facts.connection)
    for demand in facts.demands:
        if _TRUSTS.match(demand.sql):
            return
        match = _PROGRAM.match(demand.sql)
        if match is None:
            continue
        if not privileged:
            yield (
                f"{demand.place} creates a function or trigger, which this account may not while the binary log is on: "
                f"{_TRUST}, or use an account with SUPER"
            )
            return
        if match["kind"].lower() == "function" and not _says_what_it_does(match["rest"]):
            yield (
                f"{demand.place} creates a function that is not said to be DETERMINISTIC, NO SQL or READS SQL DATA, "
                f"which the server does not take while its binary log is on: {_TRUST}"
            )
            return


def _says_what_it_does(rest: str) -> bool:
    heading = _HEADING.match(re.sub(rf"{_STRING}|{_COMMENT}", " ", rest))
    return heading is None or bool(_SAFE.search(heading[1]))


def _has_super(connection: Connection) -> bool:
    granted = global_privileges(connection)
    return granted is None or bool(granted & {"SUPER", "ALL PRIVILEGES", "ALL"})


_DEFINER = re.compile(
    r"(?i)\s*(?:/\*M?!\d*\s*)?(?:create|alter)\b[^'\";]*?\bdefiner\s*=\s*"
    r"(?P<user>`[^`]*`|'[^']*'|\"[^\"]*\"|[\w$]+)\s*@\s*(?P<host>`[^`]*`|'[^']*'|\"[^\"]*\"|[\w.$%-]+)"
)


def absent_definers(facts: Facts) -> Iterator[str]:
    """Find definers that the server has no account for: their programs would fail when they are first used (1449)."""
    named: dict[tuple[str, str], Demand] = {}
    for demand in facts.demands:
        if match := _DEFINER.match(demand.sql):
            named.setdefault((match["user"].strip("`'\""), match["host"].strip("`'\"")), demand)
    for (user, host), demand in named.items():
        created = re.compile(rf"(?is)\s*(?:create\s+user|grant)\b.*[`'\"]?{re.escape(user)}[`'\"]?\s*@")
        sql = "SELECT 1 FROM mysql.user WHERE user = %s AND host = %s"
        if not facts.connection.rows(sql, (user, host)) and not _first(facts.demands, created):
            yield (
                f"{demand.place} names the definer '{user}'@'{host}', an account that the server does not have: "
                "what it defines could not run. Create the account first"
            )


_DROPPED = re.compile(
    r"(?i)\s*(?:/\*M?!\d*\s*)?drop\s+(?:database|schema)\s+(?:if\s+exists\s+)?`?(?P<schema>[^`\s;*]+)"
)


def dropped_history(facts: Facts) -> Iterator[str]:
    """Find a statement that drops the schema, and with it the history that the run keeps."""
    schema = facts.plan.history.schema
    for demand in facts.demands:
        match = _DROPPED.match(demand.sql)
        if match and match["schema"].lower() == schema.lower():
            yield (
                f"{demand.place} drops `{schema}`, and the history of this upgrade with it: take the statement out; "
                "who wants to start anew drops the schema before the upgrade, which creates it"
            )
            return


_NAMED = re.compile(
    r"(?i)\b(?:table|into|update|from|join|references|view|call|procedure|function|trigger|exists)\s+"
    r"(?P<mark>`?)(?P<schema>[A-Za-z_][\w$]*)(?P=mark)\s*\.\s*`?[A-Za-z_]"
)
_CREATED = re.compile(r"(?i)\bcreate\s+(?:database|schema)\s+(?:if\s+not\s+exists\s+)?`?(?P<schema>[\w$]+)")


def foreign_schemas(facts: Facts) -> Iterator[str]:
    """Find schemas that statements name and that are not there, or are not the one upgraded though that is not named.

    A word that the same statement also uses without a dot behind it is a table or an alias, and not meant.
    """
    target = facts.plan.history.schema.lower()
    named: dict[str, Demand] = {}
    created = set()
    for demand in facts.demands:
        if "." in demand.sql:
            for name in _schemas_named(demand.sql):
                named.setdefault(name, demand)
        created |= {match["schema"].lower() for match in _CREATED.finditer(demand.sql)}
    for name in sorted(named.keys() - _SYSTEM - created - {target}):
        sql = "SELECT 1 FROM information_schema.schemata WHERE LOWER(schema_name) = %s"
        place = named[name].place
        if target not in named:
            yield f"{place} names the schema `{name}`, and the upgrade goes to `{facts.plan.history.schema}`"
        elif not facts.connection.rows(sql, (name,)):
            yield f"{place} names the schema `{name}`, which the server does not have"


def _schemas_named(sql: str) -> set[str]:
    if not _NAMED.search(sql):
        return set()
    bare = re.sub(rf"{_STRING}|{_COMMENT}", "''", sql)
    found = {match["schema"].lower() for match in _NAMED.finditer(bare)} - {"new", "old"}
    return {name for name in found if not re.search(rf"(?i)(?<![\w$])`?{re.escape(name)}`?(?![\w$`])(?!\s*\.)", bare)}


def oversized(facts: Facts) -> Iterator[str]:
    """Find statements that do not fit into a packet of the server."""
    limit = int(facts.variables.get("max_allowed_packet") or 1 << 30)
    for demand in facts.demands:
        if len(demand.sql) * 4 > limit and (size := len(demand.sql.encode())) + 1024 > limit:
            yield f"{demand.place}: a statement of {size} bytes, and max_allowed_packet is {limit}"
