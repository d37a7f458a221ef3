"""Parts of a table that a statement writes, taken out of its text."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from driftproof.model.catalog import ForeignKey, Index
from driftproof.model.changes import AddForeignKey, AddIndex, AlterTable, CreateTable
from driftproof.model.findings import Edit, Fix
from driftproof_lint.edits import remove_item
from driftproof_lint.given_names import is_named_later
from driftproof_lint.views import Site
from driftproof_lint.wording import Span

Part = Index | ForeignKey


def take_out(site: Site, is_it: Callable[[Part], bool]) -> Fix | None:
    """Return the unsafe fix that takes an index or a foreign key out of a CREATE TABLE or an ALTER TABLE.

    An ALTER TABLE that does nothing else goes as a whole. There is none for what a column says of itself, for what
    stands in a stored program, and for what a later statement speaks of by its name.
    """
    found = next(((part, span) for part, span in _written(site) if is_it(part) and not part.inline), None)
    action = site.action
    if found is None or site.base is None or site.is_written or not isinstance(action, CreateTable | AlterTable):
        return None
    part, span = found
    if is_named_later(site, action.name, [part.name]):
        return None
    if isinstance(action, AlterTable) and len(action.actions) == 1:
        return Fix("take it out", (Edit(site.base, site.outer.statement.span.end, ""),), safe=False)
    return Fix("take it out", (remove_item(site.script.script.text, *site.offsets(span)),), safe=False)


def _written(site: Site) -> Iterator[tuple[Part, Span]]:
    """Return the indexes and foreign keys that a statement writes, with their places."""
    match site.action:
        case CreateTable(table=table):
            yield from ((one, one.span) for one in table.indexes if one.span)
            yield from ((one, one.span) for one in table.foreign_keys if one.span)
        case AlterTable(actions=actions, spans=spans):
            for one, span in zip(actions, spans, strict=False):
                match one:
                    case AddIndex(index=index):
                        yield index, span
                    case AddForeignKey(foreign_key=key):
                        yield key, span
