"""Which functions checks and generated columns may not use."""

from __future__ import annotations

import re
from itertools import pairwise

from driftproof.language.lex import Dialect, TokenKind, lex
from driftproof.model.catalog import Check, Column, Table
from driftproof.model.flavor import Flavor
from driftproof.model.names import fold
from driftproof.replay.apply.answers import refuse
from driftproof.replay.apply.expressions import names_in
from driftproof.replay.apply.outcome import Scene
from driftproof.replay.apply.sql_mode import depends_on_mode

_CHANGING = frozenset(
    {
        *("now", "current_timestamp", "localtime", "localtimestamp", "sysdate", "curdate", "current_date", "curtime"),
        *("current_time", "utc_date", "utc_time", "utc_timestamp", "unix_timestamp", "rand", "uuid", "uuid_short"),
        *("connection_id", "user", "current_user", "session_user", "system_user", "database", "schema", "version"),
        *("last_insert_id", "found_rows", "row_count", "sleep", "benchmark", "load_file", "get_lock", "release_lock"),
        *("is_free_lock", "is_used_lock", "master_pos_wait", "current_role"),
    }
)

_HASHES = frozenset({"md5", "sha", "sha1"})
"""What MySQL 9.6 moved to a component, so that the functions are no longer built in."""
_OF_LANGUAGE = frozenset({"date_format", "dayname", "monthname"})
_LOCALE = re.compile(r"date_format\([^()]*,[^()]*,[^()]*\)", re.IGNORECASE)


def _forbidden(expression: str, flavor: Flavor) -> str:
    """Return the first thing in an expression that makes it unfit: a function, ``@``, ``select``, or nothing."""
    for token, following in pairwise(lex(expression, Dialect.of(flavor))):
        if token.kind in (TokenKind.USER, TokenKind.SYSTEM):
            return "@"
        if token.upper == "SELECT":
            return "select"
        word = token.value.lower()
        if token.kind is not TokenKind.WORD or following.upper != "(":
            continue
        if word in _HASHES and flavor.at_least(mysql=(9, 6)):
            return word
        if word in _CHANGING:
            if word == "unix_timestamp" and "unix_timestamp()" not in expression.lower():
                continue
            return word
    return ""


def check_allowed_checks(checks: tuple[Check, ...], scene: Scene) -> None:
    """Raise what a check with a subquery, a variable or a function of the moment deserves.

    MySQL: 3814, 3815, 3816. MariaDB: 1901, 1970 (manuals, "CHECK Constraints" and "CONSTRAINT").
    """
    for check in checks:
        found = _forbidden(check.expression, scene.flavor)
        if not found:
            continue
        if scene.is_mariadb:
            if found == "select" and scene.flavor.at_least(mariadb=(10, 6)):
                raise refuse(1970, "CHECK does not support subqueries or stored functions")
            raise refuse(1901, f"Function or expression '{found}' cannot be used in the CHECK clause of `{check.name}`")
        text = f"An expression of a check constraint '{check.name}'"
        if found == "@":
            raise refuse(3816, f"{text} cannot refer to a user or system variable.")
        if found == "select":
            raise refuse(3815, f"{text} contains disallowed function.")
        raise refuse(3814, f"{text} contains disallowed function: {found}.")


def check_allowed_columns(table: Table, defined: frozenset[str], scene: Scene) -> None:
    """Raise 3763 (MySQL), or 1901 for a stored or indexed column (MariaDB), for what gives another value another time.

    `defined` are the folded names of the columns that the statement defines. MariaDB looks at the others, too, as an
    index or another type of a column that they use can make them unfit; so can ``lc_time_names`` and ``sql_mode``.
    """
    if scene.is_mariadb:
        _check_kept(table, scene)
        return
    for column in table.columns:
        if fold(column.name) not in defined:
            continue
        if column.generated is None:
            _check_hashes(column, scene)
            continue
        found = _forbidden(column.generated.expression, scene.flavor)
        if found:
            text = f"Expression of generated column '{column.name}' contains a disallowed function"
            raise refuse(3764 if found == "select" else 3763, f"{text}: {found}.")


def _check_hashes(column: Column, scene: Scene) -> None:
    """Raise 3770 for a default by a function that MySQL 9.6 has no longer built in."""
    if column.default is None or column.default.kind != "expression":
        return
    found = _forbidden(column.default.text, scene.flavor)
    if found in _HASHES:
        text = f"Default value expression of column '{column.name}' contains a disallowed function"
        raise refuse(3770, f"{text}: `{found}`.")


def _check_kept(table: Table, scene: Scene) -> None:
    counter = {fold(column.name) for column in table.columns if column.auto_increment}
    for column in table.columns:
        if column.generated is None or not (column.generated.stored or _is_indexed(column, table)):
            continue
        expression = column.generated.expression
        found = _forbidden(expression, scene.flavor) or _of_language(expression, scene.flavor)
        if not found and counter & names_in(expression, scene.flavor):
            found = "AUTO_INCREMENT"
        if not found and depends_on_mode(column, table, scene.flavor):
            found = expression
        if found:
            where = f"the GENERATED ALWAYS AS clause of `{column.name}`"
            raise refuse(1901, f"Function or expression '{found}' cannot be used in {where}")


def _of_language(expression: str, flavor: Flavor) -> str:
    """Return the first function in an expression that speaks the language of ``lc_time_names``, or nothing."""
    for token, following in pairwise(lex(expression, Dialect.of(flavor))):
        word = token.value.lower()
        if token.kind is not TokenKind.WORD or following.upper != "(" or word not in _OF_LANGUAGE:
            continue
        if word != "date_format" or not _LOCALE.search(expression):
            return word
    return ""


def _is_indexed(column: Column, table: Table) -> bool:
    return any(fold(column.name) in map(fold, index.columns) for index in table.indexes)
