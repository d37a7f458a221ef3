"""Reading CREATE VIEW and ALTER VIEW."""

from __future__ import annotations

from driftproof.language.cursor import Cursor, Unreadable
from driftproof.language.parse.bodies import at_stop
from driftproof.language.parse.heading import Heading
from driftproof.language.parse.names import read_name_list, read_object_name
from driftproof.language.parse.queries import read_query
from driftproof.language.write import write_query
from driftproof.model.catalog import View
from driftproof.model.changes import AlterView, CreateView
from driftproof.model.replace import replace


def read_create_view(cursor: Cursor, heading: Heading) -> CreateView:
    """Read CREATE VIEW behind the word VIEW."""
    if_not_exists = cursor.accept("IF", "NOT", "EXISTS")
    name = read_object_name(cursor)
    view = _read_view(cursor, name.name, heading)
    view = replace(view, algorithm=view.algorithm or "UNDEFINED", security=view.security or "DEFINER")
    return CreateView(name, view, heading.or_replace, if_not_exists)


def read_alter_view(cursor: Cursor, heading: Heading) -> AlterView:
    """Read ALTER VIEW behind the word VIEW."""
    name = read_object_name(cursor)
    return AlterView(name, _read_view(cursor, name.name, heading))


def _read_view(cursor: Cursor, name: str, heading: Heading) -> View:
    """Read the column list, the query and the check option; a query that is not understood makes it unsupported.

    Raises `Unreadable` where the server surely does not understand the query either.
    """
    columns = read_name_list(cursor) if cursor.at("(") else ()
    cursor.expect("AS")
    position, start = cursor.position, cursor.start
    check_option, unsupported = "", ""
    try:
        query = write_query(read_query(cursor))
        text = cursor.text_from(start)
        check_option = _read_check_option(cursor)
        if not at_stop(cursor):
            raise cursor.unreadable("the end of the view expected")
    except Unreadable as error:
        if error.is_refused:
            raise
        unsupported = error.reason
        cursor.position = position
        check_option, text = _take_rest(cursor)
        query = text
    return View(
        name,
        query,
        columns,
        heading.algorithm,
        heading.security,
        check_option,
        heading.definer,
        text,
        unsupported,
    )


def _read_check_option(cursor: Cursor) -> str:
    """Read WITH [CASCADED | LOCAL] CHECK OPTION, and return which it is."""
    if not cursor.accept("WITH"):
        return ""
    word = cursor.accept_any("CASCADED", "LOCAL") or "CASCADED"
    cursor.expect("CHECK", "OPTION")
    return word


def _take_rest(cursor: Cursor) -> tuple[str, str]:
    """Take everything up to a check option, and return that option and the text before it."""
    start, end = cursor.start, cursor.end
    while not at_stop(cursor):
        if cursor.at("WITH", "CHECK") or cursor.at("WITH", "CASCADED") or cursor.at("WITH", "LOCAL"):
            return _read_check_option(cursor), cursor.sql[start:end]
        end = cursor.advance().end
    return "", cursor.sql[start:end]
