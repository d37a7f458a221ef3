"""What statements say, as values: expressions, queries, commands and stored programs.

`Parsed` is what a statement is once read: a schema change or a command.
"""

from driftproof.model.changes import Change
from driftproof.model.syntax.commands import Command

Parsed = Change | Command

__all__ = ["Parsed"]
