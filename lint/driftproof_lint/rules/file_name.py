"""The name of a file in a folder of versions is no name of a script.

## Why
The runner leaves the file out, silently for whoever looks at the folder.

## What the server says
Nothing: the file never runs.

## Bad
```sql
V5.5.16_mounts.sql
```

## Good
```sql
V5.5.16__mounts.sql
```

## Instead
`V<version>__<description>.sql`, with two underscores; `R__<description>.sql` for one that runs again whenever it
changes.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from driftproof.language.script_name import read_script_name
from driftproof.model.errors import ScriptError
from driftproof.model.findings import Severity
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import ScriptView


def check(view: ScriptView) -> Iterator[Report]:
    """Report a file whose name says nothing, where others have versions."""
    versioned = any(one.script.version is not None for one in view.history.scripts)
    if versioned and not _is_name(PurePath(view.script.name).name):
        yield Report({"script": view.script.name}, "", 0, 0, "file.name")


def _is_name(name: str) -> bool:
    try:
        return read_script_name(name) is not None
    except ScriptError:
        return False


RULE = Rule("ST113", "file-name", Severity.ERROR, script=check, profiles=EVERY)
