"""Comments as servers keep them: in utf8mb3, with a question mark for every other character, in strict mode too."""

from __future__ import annotations

from driftproof.model.catalog import Table
from driftproof.model.replace import replace
from driftproof.replay.normalize.facts import Facts

_LAST = "\uffff"


def settle_comments(table: Table, _facts: Facts) -> Table:
    """Settle the comments of a table, its columns and its indexes; MariaDB and MySQL keep them alike."""
    kept = kept_comment(table.comment)
    if kept != table.comment:
        table = replace(table, comment=kept)
    if any(kept_comment(column.comment) != column.comment for column in table.columns):
        columns = tuple(replace(column, comment=kept_comment(column.comment)) for column in table.columns)
        table = replace(table, columns=columns)
    if any(kept_comment(index.comment) != index.comment for index in table.indexes):
        indexes = tuple(replace(index, comment=kept_comment(index.comment)) for index in table.indexes)
        table = replace(table, indexes=indexes)
    return table


def kept_comment(text: str) -> str:
    """Return what a server keeps of a comment."""
    if text.isascii() or max(text) <= _LAST:
        return text
    return "".join("?" if letter > _LAST else letter for letter in text)
