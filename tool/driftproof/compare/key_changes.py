"""From the indexes and checks of one table to those of another."""

from __future__ import annotations

from driftproof.compare.rules import DiffRules, index_key
from driftproof.model.catalog import Check, Index, Table
from driftproof.model.changes import (
    AddCheck,
    AddIndex,
    AlterCheck,
    DropConstraint,
    DropIndex,
    RenameIndex,
    SetIndexVisibility,
    TableAction,
)
from driftproof.model.flavor import Flavor
from driftproof.model.names import fold


def index_actions(
    before: Table, after: Table, rules: DiffRules, rebuilt: set[str]
) -> tuple[list[TableAction], list[TableAction]]:
    """Return what drops indexes and what adds, renames, shows or hides them.

    An index on a column of `rebuilt` (folded names) goes down with the column and is built anew.
    """
    if before.indexes == after.indexes and not rebuilt:
        return [], []
    gone, new, pairs = _paired(before, after, rules, rebuilt)
    drops: list[TableAction] = []
    adds: list[TableAction] = []
    for index in list(gone):
        twin = _renamed(index, gone, new, before, rules) if index.name not in rebuilt else None
        if twin is not None and not _touches(index, rebuilt):
            gone.remove(index)
            new.remove(twin)
            adds.append(RenameIndex(index.name, twin.name))
            pairs.append((index, twin))
    drops += [DropIndex(index.name) for index in gone]
    adds += [AddIndex(index) for index in new]
    adds += [SetIndexVisibility(new.name, new.visible) for old, new in pairs if old.visible != new.visible]
    return drops, adds


def check_actions(
    before: Table, after: Table, rules: DiffRules, flavor: Flavor | None
) -> tuple[list[TableAction], list[TableAction]]:
    """Return what drops checks, and what adds or enforces them."""
    if before.checks == after.checks:
        return [], []
    drops: list[TableAction] = []
    adds: list[TableAction] = []
    only_check = flavor is not None and not flavor.is_mariadb
    if not rules.constraint_names:
        return _unnamed_checks(before, after, only_check)
    for check in before.checks:
        wanted = after.check(check.name)
        if wanted == check:
            continue
        if wanted is not None and only_check and wanted.expression == check.expression and wanted.name == check.name:
            adds.append(AlterCheck(check.name, wanted.enforced))
        else:
            drops.append(DropConstraint(check.name, only_check=only_check))
            adds += [AddCheck(wanted)] if wanted is not None else []
    adds += [AddCheck(check) for check in after.checks if before.check(check.name) is None]
    return drops, adds


def _unnamed_checks(before: Table, after: Table, only_check: bool) -> tuple[list[TableAction], list[TableAction]]:
    def keyed(checks: tuple[Check, ...]) -> dict[tuple[str, bool], Check]:
        return {(check.expression, check.enforced): check for check in checks}

    old, new = keyed(before.checks), keyed(after.checks)
    drops: list[TableAction] = [
        DropConstraint(check.name, only_check=only_check) for key, check in old.items() if key not in new
    ]
    return drops, [AddCheck(check) for key, check in new.items() if key not in old]


def _paired(
    before: Table, after: Table, rules: DiffRules, rebuilt: set[str]
) -> tuple[list[Index], list[Index], list[tuple[Index, Index]]]:
    """Return the indexes only before, only after, and in both."""
    gone: list[Index] = []
    new = list(after.indexes)
    pairs: list[tuple[Index, Index]] = []
    for index in before.indexes:
        key = index_key(index, rules)
        twin = next((other for other in new if other == index or index_key(other, rules) == key), None)
        if twin is None or _touches(index, rebuilt):
            gone.append(index)
        else:
            new.remove(twin)
            pairs.append((index, twin))
    return gone, new, pairs


def _touches(index: Index, rebuilt: set[str]) -> bool:
    return any(fold(name) in rebuilt for name in index.columns)


def _renamed(index: Index, gone: list[Index], new: list[Index], before: Table, rules: DiffRules) -> Index | None:
    """Return the index that `index` is but for its name, where no other comes into question."""
    key = index_key(index, rules, named=False)
    alike = [other for other in new if index_key(other, rules, named=False) == key]
    same = [other for other in gone if index_key(other, rules, named=False) == key]
    if len(alike) != 1 or len(same) != 1 or "PRIMARY" in (index.name, alike[0].name):
        return None
    taken = before.index(alike[0].name)
    return alike[0] if taken is None or fold(taken.name) == fold(index.name) else None
