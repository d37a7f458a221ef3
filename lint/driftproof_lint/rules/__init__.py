"""All rules, in the order of their codes. A test compares this tuple with the folder."""

from __future__ import annotations

from driftproof_lint.rule import Rule
from driftproof_lint.rules import (
    cascade_fk_nullable,
    duplicate_index,
    pk_and_unique_same,
    redundant_index,
    unique_nullable,
)

RULES: tuple[Rule, ...] = (
    cascade_fk_nullable.RULE,
    unique_nullable.RULE,
    pk_and_unique_same.RULE,
    duplicate_index.RULE,
    redundant_index.RULE,
)
