"""What a difference says in one line, and whether it exits as equal."""

from __future__ import annotations

from driftproof.model.changes import AlterTable, ObjectName
from driftproof.model.difference import Comparison
from driftproof.report.differences import difference_text

UNKNOWN = "table `t` in versions: the columns of its query are not known"


def test_what_cannot_be_compared_is_not_counted_as_no_objects() -> None:
    change = AlterTable(ObjectName("t"), ())
    found = Comparison("versions", "live", "mariadb:11.8", "mariadb:11.8", changes=(change,), unsupported=(UNKNOWN,))
    assert not found.is_empty
    assert difference_text(found).splitlines()[-2:] == [
        f"not fully modelled: {UNKNOWN}",
        "no differences but in what is not fully modelled: 1 object",
    ]
