"""Words of one server that another does not understand: where a statement uses them, and who refuses them.

Sources: the manuals' pages on each statement, and the servers themselves.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from driftproof.language.lex import Token
from driftproof.language.reserved import reserved_words
from driftproof.model.catalog import Column, Index
from driftproof.model.changes import (
    AlterCheck,
    AlterSequence,
    AlterTable,
    CreateEvent,
    CreateRoutine,
    CreateSchema,
    CreateSequence,
    CreateTable,
    CreateTableLike,
    CreateTableSelect,
    CreateTrigger,
    DropSequences,
    Opaque,
    RenameColumn,
    RenameTables,
)
from driftproof.model.flavor import Flavor, Release
from driftproof.model.replace import replace
from driftproof.model.syntax import Parsed
from driftproof.model.syntax.commands import Execute, RunBlock, SetStatement
from driftproof_lint.naming import naming_of
from driftproof_lint.views import Site, remembered
from driftproof_lint.wording import Span, defined_columns, tokens

MARIADB_IF_EXISTS = "mariadb-only-if-exists"
MARIADB = "mariadb-only"
MYSQL_8 = "mysql8-only"
GROUP_ORDER = "group-by-order"
GONE = "removed-function"

_REPLACEABLE = (
    CreateTable,
    CreateTableLike,
    CreateTableSelect,
    CreateRoutine,
    CreateTrigger,
    CreateEvent,
    CreateSchema,
    CreateSequence,
)
_MARIADB_TYPES = frozenset({"uuid", "inet6", "inet4", "xmltype"})


@dataclass(frozen=True, slots=True)
class Feature:
    """A use of words that not every server understands.

    `rule` names the rule that reports it, `words` are shown, `number` is the server's error. A server understands them
    from the release `mysql` or `mariadb` on (None: never) and before `mysql_until`.
    """

    rule: str
    words: str
    span: Span | None = None
    mysql: Release | None = None
    mariadb: Release | None = (10, 5)
    mysql_until: Release | None = None
    number: int = 1064

    def refused_by(self, flavor: Flavor) -> bool:
        """Tell whether a server does not understand it."""
        if not flavor.at_least(mysql=self.mysql, mariadb=self.mariadb):
            return True
        return self.mysql_until is not None and flavor.at_least(mysql=self.mysql_until)


@remembered
def features(site: Site) -> tuple[Feature, ...]:
    """Return the uses in a statement, in the order of their kinds."""
    action = readable(site)
    return (*_of_alter(action), *_of_create(site, action), *_of_data(action), *_of_tokens(tokens(site)))


def readable(site: Site) -> Parsed:
    """Return what a statement says to the first of the targets that understands it."""
    if isinstance(site.action, Opaque) and not site.is_inner and not site.is_written:
        for step in site.script.history.steps_of(site.outer).values():
            if not isinstance(step.action, Opaque):
                return step.action
    return site.action


def why_unreadable(site: Site, target: Flavor) -> str:
    """Return the name of the rule that explains error 1064 of a target, or an empty text."""
    for feature in features(site):
        if feature.refused_by(target):
            return feature.rule
    found = naming_of(site)
    words = {name.token.upper for name in found.names if not name.qualifier}
    words |= {token.upper for token in found.refused}
    return "reserved-word-unquoted" if words & reserved_words(target) else ""


def _of_alter(action: Parsed) -> Iterator[Feature]:
    if isinstance(action, RenameTables) and action.if_exists:
        yield Feature(MARIADB, "RENAME TABLE IF EXISTS")
    if not isinstance(action, AlterTable):
        return
    if action.if_exists:
        yield Feature(MARIADB, "ALTER TABLE IF EXISTS")
    for at, one in enumerate(action.actions):
        span = action.spans[at] if at < len(action.spans) else None
        if getattr(one, "if_exists", False) or getattr(one, "if_not_exists", False):
            words = "IF EXISTS" if getattr(one, "if_exists", False) else "IF NOT EXISTS"
            yield Feature(MARIADB_IF_EXISTS, words, span)
        if getattr(one, "or_replace", False):
            yield Feature(MARIADB, "CREATE OR REPLACE INDEX", span)
        if isinstance(one, RenameColumn):
            yield Feature(MYSQL_8, "RENAME COLUMN", span, (8, 0), (10, 5, 2))
        if isinstance(one, AlterCheck):
            yield Feature(MYSQL_8, "ALTER CHECK", span, (8, 0, 16), None)
        index = getattr(one, "index", None)
        if index is not None:
            yield from _of_index(index, span)


def _of_index(index: Index, span: Span | None) -> Iterator[Feature]:
    if any(part.expression for part in index.parts):
        yield Feature(MYSQL_8, "an index on an expression", span, (8, 0, 13), None)


def _of_create(site: Site, action: Parsed) -> Iterator[Feature]:
    if isinstance(action, _REPLACEABLE) and action.or_replace:
        yield Feature(MARIADB, "CREATE OR REPLACE")
    if isinstance(action, CreateSequence | AlterSequence | DropSequences):
        yield Feature(MARIADB, "SEQUENCE")
    if isinstance(action, CreateTable):
        for index in action.table.indexes:
            yield from _of_index(index, index.span)
    for defined in defined_columns(site):
        column = defined.column
        if column.type.name in _MARIADB_TYPES:
            since: Release = (10, 10) if column.type.name == "inet4" else (10, 7)
            yield Feature(MARIADB, f"the type {column.type.name.upper()}", defined.span, None, since)
        if _is_expression(column):
            yield Feature(MYSQL_8, "a default that is an expression", defined.span, (8, 0, 13), (10, 2))


def _is_expression(column: Column) -> bool:
    """Tell whether a column's default is an expression other than the present moment."""
    default = column.default
    return default is not None and default.kind == "expression" and not default.text.startswith("current_timestamp")


def _of_data(action: Parsed) -> Iterator[Feature]:
    if isinstance(action, RunBlock):
        yield Feature(MARIADB, "a program outside of a procedure")
    elif isinstance(action, SetStatement):
        yield Feature(MARIADB, "SET STATEMENT")
    elif isinstance(action, Execute) and action.source is not None:
        yield Feature(MARIADB, "EXECUTE IMMEDIATE")


_WORDS: dict[tuple[str, ...], Feature] = {
    ("WITH", "SYSTEM", "VERSIONING"): Feature(MARIADB, "WITH SYSTEM VERSIONING"),
    ("ADD", "SYSTEM", "VERSIONING"): Feature(MARIADB, "ADD SYSTEM VERSIONING"),
    ("WITHOUT", "SYSTEM", "VERSIONING"): Feature(MARIADB, "WITHOUT SYSTEM VERSIONING"),
    ("NEXT", "VALUE", "FOR"): Feature(MARIADB, "NEXT VALUE FOR"),
    ("PREVIOUS", "VALUE", "FOR"): Feature(MARIADB, "PREVIOUS VALUE FOR"),
    ("NEXTVAL", "("): Feature(MARIADB, "NEXTVAL()", number=1305),
    ("LASTVAL", "("): Feature(MARIADB, "LASTVAL()", number=1305),
    ("NOT", "ENFORCED"): Feature(MYSQL_8, "NOT ENFORCED", None, (8, 0, 16), None),
    ("SKIP", "LOCKED"): Feature(MYSQL_8, "SKIP LOCKED", None, (8, 0, 1), (10, 6)),
    ("OVER", "("): Feature(MYSQL_8, "a window function", None, (8, 0, 2), (10, 2)),
    ("JSON_TABLE", "("): Feature(MYSQL_8, "JSON_TABLE()", None, (8, 0, 4), (10, 6)),
    ("LATERAL", "("): Feature(MYSQL_8, "LATERAL", None, (8, 0, 14), (12, 1)),
    ("WITH", "RECURSIVE"): Feature(MYSQL_8, "WITH RECURSIVE", None, (8, 0, 1), (10, 2)),
    ("->",): Feature(MYSQL_8, "the operator ->", None, (5, 7), None),
    ("->>",): Feature(MYSQL_8, "the operator ->>", None, (5, 7), None),
    ("MEMBER", "OF"): Feature(MYSQL_8, "MEMBER OF", None, (8, 0, 17), None),
    ("SQL_CACHE",): Feature(GONE, "SQL_CACHE", None, (5, 7), (10, 5), (8, 0, 3)),
    ("PASSWORD", "("): Feature(GONE, "PASSWORD()", None, (5, 7), (10, 5), (8, 0, 11)),
    ("OLD_PASSWORD", "("): Feature(GONE, "OLD_PASSWORD()", None, None, (10, 5), None, 1305),
    ("ENCRYPT", "("): Feature(GONE, "ENCRYPT()", None, (5, 7), (10, 5), (8, 0, 3), 1305),
    ("ENCODE", "("): Feature(GONE, "ENCODE()", None, (5, 7), (10, 5), (8, 0, 3), 1305),
    ("DECODE", "("): Feature(GONE, "DECODE()", None, (5, 7), (10, 5), (8, 0, 3), 1305),
    ("DES_ENCRYPT", "("): Feature(GONE, "DES_ENCRYPT()", None, (5, 7), (10, 5), (8, 0, 3), 1305),
    ("DES_DECRYPT", "("): Feature(GONE, "DES_DECRYPT()", None, (5, 7), (10, 5), (8, 0, 3), 1305),
    ("JSON_APPEND", "("): Feature(GONE, "JSON_APPEND()", None, (5, 7), None, (8, 0, 3), 1305),
    ("GEOMFROMTEXT", "("): Feature(GONE, "GEOMFROMTEXT()", None, (5, 7), (10, 5), (8, 0), 1305),
}
_BY_START = {
    start: [(words, feature) for words, feature in _WORDS.items() if words[0] == start]
    for start in {words[0] for words in _WORDS}
}
_TELLING = _BY_START.keys() | {"RETURNING", "INDEX", "VALUES", "VALUE", "BY"}
"""The words that a use is known by; most statements have none of them."""
_HIDDEN = {
    ("INVISIBLE",): Feature(MYSQL_8, "an invisible index", None, (8, 0), None),
    ("VISIBLE",): Feature(MYSQL_8, "VISIBLE", None, (8, 0), None),
    ("IGNORED",): Feature(MARIADB, "an ignored index", None, None, (10, 6)),
    ("NOT", "IGNORED"): Feature(MARIADB, "NOT IGNORED", None, None, (10, 6)),
}
"""How an index is hidden from the optimizer, the last words of an ALTER INDEX."""


def _of_tokens(found: tuple[Token, ...]) -> Iterator[Feature]:
    """Return the uses that a sequence of words gives away."""
    for at, token in enumerate(found):
        upper = token.upper
        if upper not in _TELLING:
            continue
        if upper == "RETURNING" and found[0].upper in {"INSERT", "REPLACE", "DELETE"}:
            yield Feature(MARIADB, "RETURNING", (token.start, token.end))
        if upper == "INDEX" and at and found[at - 1].upper == "ALTER":
            yield from _of_hidden(found[at + 2 : at + 4])
        if upper in {"VALUES", "VALUE"} and found[0].upper in {"INSERT", "REPLACE"}:
            yield from _of_new_rows(found[at + 1 :])
        if upper == "BY" and at and found[at - 1].upper == "GROUP":
            yield from _of_group(found[at + 1 :])
        if upper not in _BY_START or (at and found[at - 1].upper in {".", "@"}):
            continue
        for words, feature in _BY_START[upper]:
            if tuple(one.upper for one in found[at : at + len(words)]) == words:
                yield _placed(feature, (token.start, found[at + len(words) - 1].end))


def _of_hidden(found: tuple[Token, ...]) -> Iterator[Feature]:
    for words, feature in _HIDDEN.items():
        if found and tuple(one.upper for one in found[: len(words)]) == words:
            yield _placed(feature, (found[0].start, found[len(words) - 1].end))


def _of_new_rows(found: tuple[Token, ...]) -> Iterator[Feature]:
    """Return the alias of new rows behind VALUES, which MySQL has since 8.0.19."""
    depth = 0
    for token in found:
        depth += {"(": 1, ")": -1}.get(token.upper, 0)
        if depth < 0 or (depth == 0 and token.upper == "ON"):
            return
        if depth == 0 and token.upper == "AS":
            yield Feature(MYSQL_8, "an alias of new rows", (token.start, token.end), (8, 0, 19), None)
            return


def _of_group(found: tuple[Token, ...]) -> Iterator[Feature]:
    """Return the directions in a GROUP BY, gone since MySQL 8.0.13."""
    depth = 0
    for token in found:
        depth += {"(": 1, ")": -1}.get(token.upper, 0)
        if depth < 0 or token.upper in {"HAVING", "ORDER", "LIMIT", "UNION", "INTO", ";"}:
            return
        if depth == 0 and token.upper in {"ASC", "DESC"}:
            words = f"GROUP BY … {token.upper}"
            yield Feature(GROUP_ORDER, words, (token.start, token.end), (5, 7), (10, 5), (8, 0, 13))
            return


def _placed(feature: Feature, span: Span) -> Feature:
    return replace(feature, span=span)
