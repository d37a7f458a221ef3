"""Character sets in the text of a CREATE TABLE: what most tables have, and edits that write it."""

from __future__ import annotations

from driftproof.language.lex import Token
from driftproof.model.catalog import Catalog, Table
from driftproof.model.catalog.shelf import tally
from driftproof.model.changes import CreateTable, CreateTableSelect
from driftproof.model.findings import Edit
from driftproof.model.flavor import canonical_charset
from driftproof_lint.views import HistoryView, Site
from driftproof_lint.wording import definition_ends, tokens

Pair = tuple[str, str]
"""A character set and a collation."""

ANYWHERE: Pair = ("utf8mb4", "utf8mb4_general_ci")
"""What every MySQL and MariaDB has."""
ALLOWED = ("utf8mb3", "utf8mb4", "ascii", "binary")
"""The character sets that are allowed where the option of charset-allow-list does not say."""


def allowed_charsets(history: HistoryView) -> list[str]:
    """Return the character sets that tables may have."""
    option = history.option("charset-allow-list", "allowed", ALLOWED)
    return [canonical_charset(str(name)) for name in option] if isinstance(option, list | tuple) else []


def usual(site: Site) -> Pair | None:
    """Return what most tables of the database have before a statement, or None where there is no other table.

    The collation is empty where targets differ in it, since the tables then say a character set alone.
    """
    found = _most(site, site.before)
    steps = site.script.history.steps_of(site.outer).values()
    if found is None or all(_most(site, step.before) in (None, found) for step in steps):
        return found
    return found[0], ""


def _most(site: Site, catalog: Catalog) -> Pair | None:
    name = getattr(getattr(site.action, "name", None), "schema", None) or site.database
    schema = catalog.schema(name)
    kinds = tally(schema.tables, _pair) if schema is not None else None
    if not kinds:
        return None
    charset, _, collation = kinds.most_common(1)[0][0].partition(" ")
    return charset, collation


def _pair(table: Table) -> tuple[str]:
    return (f"{table.charset} {table.collation}",)


def write_charset(site: Site, wanted: Pair) -> tuple[Edit, ...]:
    """Return the edits that give a new table a character set and a collation; none where it is not told how."""
    options = _options(site)
    if site.base is None or options is None:
        return ()
    at, found = options
    named = _behind(found, "CHARSET") or _behind(found, "SET")
    collated = _behind(found, "COLLATE")
    if named is None and collated is not None:
        return ()
    charset, collation = wanted
    words = f"{charset} COLLATE={collation}" if collation else charset
    if named is None:
        place = site.base + at
        return (Edit(place, place, f" DEFAULT CHARSET={words}"),)
    if collated is None:
        return (_replaced(site.base, named, words),)
    if not collation:
        return ()
    return _replaced(site.base, named, wanted[0]), _replaced(site.base, collated, wanted[1])


def _replaced(base: int, token: Token, text: str) -> Edit:
    return Edit(base + token.start, base + token.end, text)


def _behind(found: tuple[Token, ...], word: str) -> Token | None:
    """Return the value of an option: the token behind its name, and an equals sign."""
    for at, token in enumerate(found):
        if token.upper == word:
            return next((one for one in found[at + 1 :] if one.upper != "="), None)
    return None


def _options(site: Site) -> tuple[int, tuple[Token, ...]] | None:
    """Return where the options of a new table begin, and their tokens.

    They begin behind the definitions, or, without any, behind the name, and end at PARTITION or a query.
    """
    action, found = site.action, tokens(site)
    if not isinstance(action, CreateTable | CreateTableSelect):
        return None
    table = action.table
    ends = definition_ends(table)
    if ends:
        closing = next((at for at, one in enumerate(found) if one.upper == ")" and one.start >= max(ends)), None)
    else:
        closing = next((at for at, one in enumerate(found) if one.value == action.name.name), None)
    if closing is None or (not ends and found[closing + 1 : closing + 2] and found[closing + 1].upper == "("):
        return None
    rest = found[closing + 1 :]
    stop = next((at for at, one in enumerate(rest) if one.upper in {"PARTITION", "AS", "SELECT"}), len(rest))
    return found[closing].end, rest[:stop]
