"""A view selects `*`.

## Why
The server writes the columns out when the view is made: those added later are missing, those dropped break it.

## What the server says
1356 "View … references invalid table(s) or column(s)" after a column is dropped.

## Bad
```sql
CREATE OR REPLACE VIEW `v` AS SELECT * FROM `T`;
```

## Good
```sql
CREATE OR REPLACE VIEW `v` AS SELECT `a`, `b` FROM `T`;
```

## Instead
Name the columns. Off by default: select it by name.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.language.parse import parse
from driftproof.model.changes import AlterView, CreateView
from driftproof.model.findings import Severity
from driftproof.model.syntax.expressions import Name
from driftproof.model.syntax.walk import nodes
from driftproof_lint.rule import OFF, Report, Rule
from driftproof_lint.views import Site
from driftproof_lint.wording import dialect_of


def check(site: Site) -> Iterator[Report]:
    """Report each view whose query has a star."""
    action = site.action
    if not isinstance(action, CreateView | AlterView) or site.base is None:
        return
    tree = parse(action.view.text, dialect_of(site))
    if any(isinstance(one, Name) and one.parts[-1] == "*" for one in nodes(tree)):
        yield Report({"view": action.name.name}, object=f"view:{action.name.name}.star")


RULE = Rule(
    "ST110",
    "select-star-in-view",
    Severity.INFO,
    site=check,
    actions=(CreateView, AlterView),
    written=True,
    profiles=OFF,
)
