"""All rules, in the order of their codes. A test compares this tuple with the folder."""

from __future__ import annotations

from driftproof_lint.rule import Rule
from driftproof_lint.rules import (
    add_column_guard,
    add_fk_guard,
    cascade_fk_nullable,
    create_index_guard,
    create_routine_drop_first,
    create_table_guard,
    create_view_replace,
    drop_column_guard,
    drop_fk_guard,
    drop_if_exists,
    drop_index_guard,
    duplicate_index,
    insert_guard,
    insert_nondeterministic_key,
    pk_and_unique_same,
    redundant_index,
    rename_column_guard,
    rename_table_guard,
    second_run_fails,
    unique_nullable,
    unnamed_index_added,
    update_not_idempotent,
)

RULES: tuple[Rule, ...] = (
    cascade_fk_nullable.RULE,
    unique_nullable.RULE,
    pk_and_unique_same.RULE,
    duplicate_index.RULE,
    redundant_index.RULE,
    create_table_guard.RULE,
    add_column_guard.RULE,
    drop_column_guard.RULE,
    add_fk_guard.RULE,
    drop_fk_guard.RULE,
    create_index_guard.RULE,
    drop_index_guard.RULE,
    unnamed_index_added.RULE,
    rename_table_guard.RULE,
    rename_column_guard.RULE,
    drop_if_exists.RULE,
    create_view_replace.RULE,
    create_routine_drop_first.RULE,
    insert_guard.RULE,
    insert_nondeterministic_key.RULE,
    update_not_idempotent.RULE,
    second_run_fails.RULE,
)
