"""Stored procedures and functions."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter: `mode` is ``IN``, ``OUT`` or ``INOUT`` (functions have ``IN``), `type` its canonical type text."""

    name: str
    type: str
    mode: str = "IN"


@dataclass(frozen=True, slots=True)
class Routine:
    """A stored procedure or function; `body` is the text as written, without white space around.

    `body_offset` is where the body starts in its CREATE statement, so that places inside can be named; `created_by`
    is the place of that statement (``path:line``), for messages.
    """

    kind: Literal["procedure", "function"]
    name: str
    parameters: tuple[Parameter, ...]
    body: str
    returns: str = ""
    deterministic: bool = False
    data_access: str = "CONTAINS SQL"
    security: str = "DEFINER"
    comment: str = ""
    aggregate: bool = False
    language: str = "SQL"
    definer: str = field(default="", compare=False)
    sql_mode: str = field(default="", compare=False)
    body_offset: int = field(default=0, compare=False)
    created_by: str = field(default="", compare=False)
