"""Edits of a column's definition: its type, whether it takes NULL, and words behind its type."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from driftproof.language.lex import Token
from driftproof.model.findings import Edit
from driftproof.model.names import fold
from driftproof_lint.edits import remove_word
from driftproof_lint.views import Site
from driftproof_lint.wording import Span, defined_columns, tokens

_TYPE_WORDS = frozenset({"PRECISION", "VARYING"})
_SIGNS = frozenset({"SIGNED", "UNSIGNED", "ZEROFILL"})


def defined_here(site: Site, name: str) -> Span | None:
    """Return where a statement that a fix can edit defines a column, from its name on."""
    if site.base is None or site.is_written:
        return None
    found = (one.span for one in defined_columns(site) if fold(one.column.name) == fold(name))
    return next((span for span in found if span is not None), None)


def own_tokens(site: Site, span: Span) -> list[Token]:
    """Return the tokens of a column's definition, without what stands in parentheses."""
    depth, outer = 0, []
    for token in tokens(site, span):
        depth -= token.upper == ")"
        if depth == 0:
            outer.append(token)
        depth += token.upper == "("
    return outer


def retype(site: Site, span: Span, type_: str) -> Edit | None:
    """Return the edit that gives a column another type, its sign and length included."""
    found = own_tokens(site, span)
    end = _type_end(found)
    if site.base is None or end is None:
        return None
    while len(found) > end and found[end].upper in _SIGNS:
        end += 1
    return Edit(site.base + found[1].start, site.base + found[end - 1].end, type_)


def say_behind_type(site: Site, span: Span, words: str) -> Edit | None:
    """Return the edit that puts attributes behind the type of a column, and its sign and character set."""
    found = own_tokens(site, span)
    end = _type_end(found)
    if site.base is None or end is None:
        return None
    while len(found) > end:
        step = _step(found[end:])
        if not step:
            break
        end += step
    at = site.base + found[min(end, len(found)) - 1].end
    return Edit(at, at, f" {words}")


def refuse_null(site: Site, span: Span) -> tuple[Edit, ...]:
    """Return the edits that make a column NOT NULL."""
    found, base = own_tokens(site, span), site.base
    if base is None or (len(found) > 1 and found[1].upper == "TIMESTAMP"):
        return ()  # a TIMESTAMP that is NOT NULL wants a default, which nobody here knows
    pairs = list(pairwise(found))
    said = next((two for one, two in pairs if two.upper == "NULL" and one.upper not in {"DEFAULT", "NOT"}), None)
    default = next(((one, two) for one, two in pairs if (one.upper, two.upper) == ("DEFAULT", "NULL")), None)
    if said is None and default is None:
        edit = say_behind_type(site, span, "NOT NULL")
        return (edit,) if edit is not None else ()
    if said is None and default is not None:
        return (Edit(base + default[0].start, base + default[1].end, "NOT NULL"),)
    edits = [Edit(base + said.start, base + said.end, "NOT NULL")] if said is not None else []
    if default is not None:
        edits.append(remove_word(site.script.script.text, base + default[0].start, base + default[1].end))
    return tuple(edits)


def take_null(site: Site, span: Span) -> Edit | None:
    """Return the edit that makes a NOT NULL column take NULL."""
    found = own_tokens(site, span)
    for first, second in pairwise(found):
        if site.base is not None and (first.upper, second.upper) == ("NOT", "NULL"):
            return Edit(site.base + first.start, site.base + second.end, "NULL")
    return None


def _type_end(found: Sequence[Token]) -> int | None:
    """Return the number of tokens up to the end of the type, the parentheses behind it included."""
    end = 2
    if len(found) > end and found[end].upper in _TYPE_WORDS:
        end += 1
    if [one.upper for one in found[end : end + 2]] == ["(", ")"]:
        end += 2
    return end if len(found) >= end else None


def _step(found: Sequence[Token]) -> int:
    """Return the number of tokens of the sign or character set that comes next."""
    words = [one.upper for one in found[:3]]
    if words[:1] and words[0] in _SIGNS | {"BINARY", "ASCII", "UNICODE"}:
        return 1
    if words[:2] in (["CHARACTER", "SET"], ["CHAR", "SET"]):
        return 3
    return 2 if words[:1] and words[0] in {"CHARSET", "COLLATE"} else 0
