"""The character sets that the actions of one ALTER TABLE declare: which of them counts, and which contradict others."""

from __future__ import annotations

from collections.abc import Sequence

from driftproof.model.changes import ConvertCharset, SetOptions, TableAction
from driftproof.model.flavor import charset_of
from driftproof.model.replace import replace
from driftproof.replay.apply.answers import refuse
from driftproof.replay.apply.columns import check_collation
from driftproof.replay.apply.outcome import Scene

_Declared = tuple[str | None, str | None]


def settle_charsets(actions: Sequence[TableAction], scene: Scene) -> tuple[TableAction, ...]:
    """Return the actions with what they declare of character sets said once; raises 1253 and 1302.

    MariaDB (since 10.9, MDEV-27896) takes the defaults of the table and CONVERT TO apart: each may be said again, not
    otherwise, and the defaults count for the table whatever stands first. MySQL takes both together, and the last
    collation counts.
    """
    said = [_declared(action) for action in actions]
    for charset, collation in said:
        check_collation(charset, collation)
    if sum(1 for one in said if any(one)) < 2:
        return tuple(actions)
    if not scene.is_mariadb:
        _check_mysql(said)
        return tuple(actions)
    converted = _merged([_declared(action) for action in actions if isinstance(action, ConvertCharset)])
    default = _merged([_declared(action) for action in actions if isinstance(action, SetOptions)])
    first = [action for action in actions if isinstance(action, ConvertCharset)][:1]
    others = [_with_default(action, default) for action in actions if not isinstance(action, ConvertCharset)]
    return (*(replace(action, charset=converted[0], collation=converted[1]) for action in first), *others)


def _declared(action: TableAction) -> _Declared:
    if isinstance(action, ConvertCharset):
        return action.charset, action.collation
    if isinstance(action, SetOptions):
        return action.options.charset, action.options.collation
    return None, None


def _with_default(action: TableAction, default: _Declared) -> TableAction:
    if not isinstance(action, SetOptions) or not any(_declared(action)):
        return action
    return SetOptions(replace(action.options, charset=default[0], collation=default[1]))


def _merged(said: Sequence[_Declared]) -> _Declared:
    """Return what several declarations say together."""
    charset: str | None = None
    collation: str | None = None
    for one, other in said:
        if charset and one and charset != one:
            raise _conflict("CHARACTER SET", charset, one)
        if collation and other and collation != other:
            raise _conflict("COLLATE", collation, other)
        charset, collation = one or charset, other or collation
        check_collation(charset, collation)
    return charset, collation


def _check_mysql(said: Sequence[_Declared]) -> None:
    declared = ""
    for charset, collation in said:
        if charset and declared and charset != declared:
            raise _conflict("CHARACTER SET", declared, charset)
        declared = charset or declared
        if collation:
            check_collation(declared, collation)
            declared = charset_of(collation)


def _conflict(words: str, first: str, second: str) -> Exception:
    return refuse(1302, f"Conflicting declarations: '{words} {first}' and '{words} {second}'")
