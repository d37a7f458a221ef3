"""A statement is not ended by the delimiter in force, or DELIMITER names none.

## Why
DELIMITER alone on its line makes some runners wait for ever. Where the end of a body lacks its delimiter, the
DELIMITER command behind it is taken for a part of the body.

## What the server says
Error 1064 (42000), or a runner that hangs.

## Bad
```sql
DELIMITER $$
CREATE PROCEDURE `p`() BEGIN DO 0; END
DELIMITER ;
```

## Good
```sql
DELIMITER $$
CREATE PROCEDURE `p`() BEGIN DO 0; END $$
DELIMITER ;
```

## Instead
End every body by the delimiter in force, and name one in every DELIMITER command. The fix does. It is unsafe for a
DELIMITER without one behind another than `;`: `;` is only the likely one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from driftproof.language.lex import Dialect, lex
from driftproof.language.split import split
from driftproof.model.findings import Edit, Fix, Severity
from driftproof.model.scripts import Statement, StatementKind
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import ScriptView

_COMMAND = re.compile(r"^[ \t]*DELIMITER\b[^\n]*", re.IGNORECASE | re.MULTILINE)


def check(view: ScriptView) -> Iterator[Report]:
    """Report DELIMITER commands without one, and statements that run into the next command or the end."""
    text = view.script.text
    if "delimiter" not in text.lower():
        return
    for piece in split(text):
        found = _COMMAND.search(piece.text)
        if piece.kind is StatementKind.DELIMITER:
            if len(piece.text.split()) < 2:
                start, end = piece.span.start, piece.span.end
                yield Report({"delimiter": ""}, "alone", start, end, "delimiter", _named(piece))
        elif piece.is_sql and found and not piece.terminated and _is_command(found.group()):
            start = piece.span.start + found.start()
            args = {"delimiter": piece.delimiter}
            yield Report(
                args, "", start, piece.span.start + found.end(), "delimiter", _ended(view, piece, found.start())
            )


def _named(piece: Statement) -> Fix:
    """Name the usual delimiter; nothing changes where it is in force anyway."""
    end = piece.span.start + len(piece.text.rstrip())
    return Fix("write ;", (Edit(end, end, " ;"),), safe=piece.delimiter == ";")


def _ended(view: ScriptView, piece: Statement, command: int) -> Fix | None:
    """End the statement behind its last word in front of the command."""
    words = lex(piece.text[:command], Dialect.of(view.before.flavor))[:-1]
    if not words:
        return None
    at = piece.span.start + words[-1].end
    return Fix(f"write {piece.delimiter}", (Edit(at, at, f" {piece.delimiter}"),))


def _is_command(line: str) -> bool:
    """Tell whether a line has the form of the command: a word and one delimiter."""
    return len(line.split()) <= 2


RULE = Rule("SP110", "delimiter-unbalanced", Severity.ERROR, script=check, profiles=EVERY, fix="safe or unsafe")
