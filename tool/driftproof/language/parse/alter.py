"""Reading ALTER TABLE: its actions, one after the other."""

from __future__ import annotations

import re
from collections.abc import Callable

from driftproof.language.cursor import Cursor
from driftproof.language.parse.bodies import at_stop
from driftproof.language.parse.columns import WrittenColumn, read_column
from driftproof.language.parse.defaults import read_canonical, read_default
from driftproof.language.parse.elements import Element, accept_constraint, column_actions, key_actions, read_elements
from driftproof.language.parse.heading import Heading, accept_algorithm_or_lock, skip_wait
from driftproof.language.parse.names import read_object_name
from driftproof.language.parse.options import read_table_options
from driftproof.language.parse.partitions import accept_partition_action, at_partitioning
from driftproof.language.parse.types import accept_charset_words, read_charset_name, read_collation_name
from driftproof.model.changes import (
    AddColumn,
    AddPartitions,
    AlterCheck,
    AlterTable,
    ChangeColumn,
    ConvertCharset,
    DropColumn,
    DropConstraint,
    DropDefault,
    DropForeignKey,
    DropIndex,
    DropPartitions,
    OtherAction,
    Position,
    RemovePartitioning,
    RenameColumn,
    RenameIndex,
    RenameTo,
    ReorganizePartitions,
    SetColumnVisibility,
    SetDefault,
    SetIndexVisibility,
    SetOptions,
    SetPartitioning,
    TableAction,
    TableOptions,
)
from driftproof.model.replace import replace

_COLUMN = re.compile(r"`(?:[^`]|``)*`(?:\.`(?:[^`]|``)*`)*")
_ENDS_OTHERS = (SetPartitioning, RemovePartitioning)
_OF_PARTITIONS = (*_ENDS_OTHERS, AddPartitions, DropPartitions, ReorganizePartitions)
Found = list[tuple[TableAction, tuple[int, int]]]


def read_alter_table(cursor: Cursor, heading: Heading) -> AlterTable:
    """Read ALTER TABLE behind the word TABLE; raises `Unreadable` at the first action that is not understood."""
    if_exists = cursor.accept("IF", "EXISTS")
    name = read_object_name(cursor)
    skip_wait(cursor)
    found: Found = []
    how: dict[str, str] = {}
    while not at_stop(cursor):
        position = cursor.position
        if not accept_algorithm_or_lock(cursor, how):
            found += _read_action(cursor)
        if not cursor.dialect.modes.lenient and found and isinstance(found[-1][0], _OF_PARTITIONS):
            _check_alone(found, position, cursor, bool(how))
            break
        if cursor.accept(","):
            if at_stop(cursor) or (at_partitioning(cursor) and not cursor.dialect.modes.lenient):
                raise cursor.refused("an action expected behind the comma")
        elif not at_partitioning(cursor):
            break
    return AlterTable(
        name,
        tuple(action for action, _ in found),
        if_exists,
        heading.ignore,
        how.get("algorithm", ""),
        how.get("lock", ""),
        spans=tuple(span for _, span in found),
    )


def _check_alone(found: Found, position: int, cursor: Cursor, has_modifiers: bool) -> None:
    """Refuse more beside an action on partitions: nothing but PARTITION BY and REMOVE PARTITIONING ends others.

    MySQL takes ALGORITHM and LOCK before any of them.
    """
    if cursor.at(","):
        raise cursor.refused("the end expected behind an action on partitions")
    ends_others = isinstance(found[-1][0], _ENDS_OTHERS)
    if not ends_others and (len(found) > 1 or (has_modifiers and cursor.dialect.flavor.is_mariadb)):
        cursor.position = position
        raise cursor.refused("an action on partitions stands alone")


def _read_action(cursor: Cursor) -> Found:
    """Read one action: several results where a column brings keys along."""
    start = cursor.start
    partition_action = accept_partition_action(cursor)
    if partition_action is not None:
        return [(partition_action, (start, cursor.end))]
    reader = _ACTIONS.get(cursor.token.upper)
    if reader is not None:
        position = cursor.position
        found = reader(cursor)
        if found is not None:
            return found
        cursor.position = position
    options = read_table_options(cursor, commas=False)
    if options is None:
        raise cursor.unreadable("an action of ALTER TABLE expected")
    return [(SetOptions(options), (start, cursor.end))]


def _one(cursor: Cursor, start: int, action: TableAction) -> Found:
    return [(action, (start, cursor.end))]


def _read_add(cursor: Cursor) -> Found:
    """Read ADD: a column, several in parentheses, an index, a constraint, a period or system versioning."""
    start = cursor.start
    cursor.advance()
    if cursor.accept("SYSTEM", "VERSIONING"):
        return _one(cursor, start, SetOptions(TableOptions(others=(("system_versioning", "yes"),))))
    named = cursor.accept("COLUMN")
    if not named:
        constraint = accept_constraint(cursor, start)
        if constraint is not None:
            return list(constraint)
    if_not_exists = cursor.accept("IF", "NOT", "EXISTS")
    if cursor.at("("):
        return [(_guarded(action, if_not_exists), span) for action, span in read_elements(cursor)]
    written = read_column(cursor)
    found = column_actions(written, position=_read_position(cursor), if_not_exists=if_not_exists)
    column = found[0][0]
    return [(column, (start, cursor.end)), *found[1:]]


def _guarded(action: Element, if_not_exists: bool) -> TableAction:
    """Return an action of ``ADD COLUMN IF NOT EXISTS (…)``: the words hold for each column."""
    return replace(action, if_not_exists=True) if if_not_exists and isinstance(action, AddColumn) else action


def _read_position(cursor: Cursor) -> Position | None:
    if cursor.accept("FIRST"):
        return Position()
    return Position(cursor.expect_name()) if cursor.accept("AFTER") else None


def _read_change(cursor: Cursor) -> Found:
    """Read CHANGE or MODIFY."""
    start = cursor.start
    is_modify = cursor.advance().upper == "MODIFY"
    cursor.accept("COLUMN")
    if_exists = cursor.accept("IF", "EXISTS")
    before = "" if is_modify else cursor.expect_name()
    written = read_column(cursor)
    position = _read_position(cursor)
    change = ChangeColumn(before or written.column.name, written.column, position, if_exists, is_modify)
    return [(change, (start, cursor.end)), *_keys(written)]


def _keys(written: WrittenColumn) -> Found:
    return list(key_actions(written))


def _read_drop(cursor: Cursor) -> Found:
    start = cursor.start
    cursor.advance()
    action = _read_dropped(cursor)
    cursor.accept_any("RESTRICT", "CASCADE")
    return _one(cursor, start, action)


def _read_dropped(cursor: Cursor) -> TableAction:
    """Read what stands behind DROP."""
    if cursor.accept("PRIMARY", "KEY"):
        return DropIndex("PRIMARY")
    if cursor.accept_any("INDEX", "KEY"):
        if_exists = cursor.accept("IF", "EXISTS")
        name = cursor.expect_name()
        return DropIndex("PRIMARY" if name.upper() == "PRIMARY" else name, if_exists)
    if cursor.accept("FOREIGN", "KEY"):
        if_exists = cursor.accept("IF", "EXISTS")
        return DropForeignKey(cursor.expect_name(), if_exists)
    if word := cursor.accept_any("CONSTRAINT", "CHECK"):
        if_exists = cursor.accept("IF", "EXISTS")
        return DropConstraint(cursor.expect_name(), if_exists, word == "CHECK")
    if cursor.accept("SYSTEM", "VERSIONING"):
        return SetOptions(TableOptions(others=(("system_versioning", "no"),)))
    if cursor.accept("PERIOD", "FOR"):
        name = cursor.expect_name()
        is_system_time = name.upper() == "SYSTEM_TIME"
        option = ("period_for_system_time", "") if is_system_time else ("drop_period", name)
        return SetOptions(TableOptions(others=(option,)))
    cursor.accept("COLUMN")
    if_exists = cursor.accept("IF", "EXISTS")
    return DropColumn(cursor.expect_name(), if_exists)


def _read_alter(cursor: Cursor) -> Found:
    """Read ALTER of a column, an index or a constraint."""
    start = cursor.start
    cursor.advance()
    if cursor.accept_any("INDEX", "KEY"):
        if_exists = cursor.accept("IF", "EXISTS")
        name = cursor.expect_name()
        return _one(cursor, start, SetIndexVisibility(name, _read_index_visibility(cursor), if_exists))
    if cursor.accept_any("CHECK", "CONSTRAINT"):
        name = cursor.expect_name()
        enforced = not cursor.accept("NOT")
        cursor.expect("ENFORCED")
        return _one(cursor, start, AlterCheck(name, enforced))
    cursor.accept("COLUMN")
    if_exists = cursor.accept("IF", "EXISTS")
    name = cursor.expect_name()
    if cursor.accept("DROP", "DEFAULT"):
        return _one(cursor, start, DropDefault(name, if_exists))
    cursor.expect("SET")
    if word := cursor.accept_any("VISIBLE", "INVISIBLE"):
        return _one(cursor, start, SetColumnVisibility(name, word == "VISIBLE"))
    cursor.expect("DEFAULT")
    return _one(cursor, start, SetDefault(name, read_default(cursor), if_exists))


def _read_index_visibility(cursor: Cursor) -> bool:
    negated = cursor.accept("NOT")
    word = cursor.accept_any("IGNORED") if negated else cursor.accept_any("VISIBLE", "INVISIBLE", "IGNORED")
    if not word:
        raise cursor.unreadable("VISIBLE, INVISIBLE, IGNORED or NOT IGNORED expected")
    return negated or word == "VISIBLE"


def _read_rename(cursor: Cursor) -> Found:
    """Read RENAME of a column, an index or the table."""
    start = cursor.start
    cursor.advance()
    word = cursor.accept_any("COLUMN", "INDEX", "KEY")
    if word:
        if_exists = cursor.accept("IF", "EXISTS")
        before = cursor.expect_name()
        cursor.expect("TO")
        after = cursor.expect_name()
        if word == "COLUMN":
            return _one(cursor, start, RenameColumn(before, after, if_exists))
        return _one(cursor, start, RenameIndex(before, after, if_exists))
    cursor.accept_any("TO", "AS", "=")
    return _one(cursor, start, RenameTo(read_object_name(cursor)))


def _read_convert(cursor: Cursor) -> Found | None:
    start = cursor.start
    if not cursor.accept("CONVERT", "TO"):
        return None
    if not accept_charset_words(cursor):
        raise cursor.unreadable("CHARACTER SET expected behind CONVERT TO")
    charset: str | None = read_charset_name(cursor)
    charset = None if charset == "default" else charset
    collation = None
    if cursor.accept("COLLATE"):
        cursor.accept("=")
        collation = read_collation_name(cursor)
    return _one(cursor, start, ConvertCharset(charset, collation))


def _read_order(cursor: Cursor) -> Found:
    """Read ORDER BY with all its columns, each a mere name; no action can follow."""
    start = cursor.start
    cursor.expect("ORDER", "BY")
    parts = []
    while True:
        text = read_canonical(cursor)
        if not _COLUMN.fullmatch(text):
            raise cursor.refused("the name of a column expected behind ORDER BY")
        parts.append(text + (" DESC" if cursor.accept_any("ASC", "DESC") == "DESC" else ""))
        if not cursor.accept(","):
            return _one(cursor, start, OtherAction(f"ORDER BY {', '.join(parts)}"))


def _read_words(cursor: Cursor) -> Found | None:
    """Read one of the actions that are plain words."""
    start = cursor.start
    for words in _WORDS:
        if cursor.accept(*words):
            return _one(cursor, start, OtherAction(" ".join(words)))
    return None


_WORDS = (
    ("FORCE",),
    ("ENABLE", "KEYS"),
    ("DISABLE", "KEYS"),
    ("DISCARD", "TABLESPACE"),
    ("IMPORT", "TABLESPACE"),
    ("WITH", "VALIDATION"),
    ("WITHOUT", "VALIDATION"),
    ("SECONDARY_LOAD",),
    ("SECONDARY_UNLOAD",),
)
_ACTIONS: dict[str, Callable[[Cursor], Found | None]] = {
    "ADD": _read_add,
    "CHANGE": _read_change,
    "MODIFY": _read_change,
    "DROP": _read_drop,
    "ALTER": _read_alter,
    "RENAME": _read_rename,
    "CONVERT": _read_convert,
    "ORDER": _read_order,
    **{words[0]: _read_words for words in _WORDS},
}
