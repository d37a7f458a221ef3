"""Catalogs after statements of a revision."""

from __future__ import annotations

from collections.abc import Iterable

from driftproof.language.lex import Dialect
from driftproof.language.parse import parse
from driftproof.model.catalog import Catalog
from driftproof.model.changes import Change
from driftproof.model.session import Session
from driftproof.replay.apply import apply


def after_statements(statements: Iterable[str], catalog: Catalog, session: Session) -> Catalog | None:
    """Return the catalog after statements, each without a delimiter; None where the server would refuse one."""
    for sql in statements:
        change = parse(sql, Dialect.of(catalog.flavor))
        if not isinstance(change, Change):
            return None
        result = apply(catalog, change, session)
        if result.answer is not None:
            return None
        catalog = result.catalog
    return catalog
