"""Triggers."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Trigger:
    """A trigger; `timing` is ``BEFORE`` or ``AFTER``, `event` ``INSERT``, ``UPDATE`` or ``DELETE``.

    `order` is ``FOLLOWS name`` or ``PRECEDES name`` as written, or empty; `action_order` its rank among the table's
    triggers of the same timing and event, from 1.
    """

    name: str
    table: str
    timing: str
    event: str
    body: str
    action_order: int = 1
    order: str = field(default="", compare=False)
    definer: str = field(default="", compare=False)
    sql_mode: str = field(default="", compare=False)
    body_offset: int = field(default=0, compare=False)
