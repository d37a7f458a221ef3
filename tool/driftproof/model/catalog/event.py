"""Scheduled events."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Event:
    """A scheduled event; `schedule` is canonical (``EVERY 1 DAY``, ``AT '2030-01-01 00:00:00'``)."""

    name: str
    schedule: str
    body: str
    status: str = "ENABLED"
    preserve: bool = False
    comment: str = ""
    starts: str = field(default="", compare=False)
    ends: str = field(default="", compare=False)
    definer: str = field(default="", compare=False)
    sql_mode: str = field(default="", compare=False)
