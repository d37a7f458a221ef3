"""The text of a revision file: operations by Alembic's own renderer, and SQL for what has none."""

from __future__ import annotations

import hashlib
import re
import textwrap
from collections.abc import Callable

import sqlalchemy as sa
from alembic.autogenerate.api import AutogenContext
from alembic.autogenerate.render import render_op
from alembic.operations import ops

from driftproof.model.changes import Change, Opaque
from driftproof.model.session import Session
from driftproof.sources.alembic_revision.choose import Chooser
from driftproof.sources.alembic_revision.operations import Operation
from driftproof.sources.alembic_revision.prove import context_for
from driftproof.sources.alembic_revision.ways import Heading, Way

_ESCAPED = re.compile(r"\\(:\w*)(?![:\w])")
_BIND = re.compile(r"(?<![:\w\\])(:\w+)(?!:)")
_WIDTH = 100
_INDENT = " " * 4
_OPTIONS = {
    "sqlalchemy_module_prefix": "sa.",
    "alembic_module_prefix": "op.",
    "user_module_prefix": None,
    "render_item": None,
    "render_as_batch": False,
}


def revision_file(ways: tuple[Way, Way], heading: Heading, session: Session, sql: Callable[[Change], str]) -> str:
    """Return a revision file of Alembic whose ``upgrade`` and ``downgrade`` are the two `ways`.

    `sql` renders a change as one statement, for ``op.execute`` where Alembic has no operation that says the same.
    """
    context = AutogenContext(context_for(session.settings.flavor), opts=_OPTIONS)
    up, down = (_body(way, context, Chooser(session, sql)) for way in ways)
    revision = heading.revision or _digest(up, down, str(heading.down_revision))
    imports = "".join(f"{line}\n" for line in sorted(context.imports))
    about = f"\n\n{heading.about}" if heading.about else ""
    title = f"{heading.message}{about}".replace("\\", "\\\\").replace('"""', r"\"\"\"")
    return (
        f'"""{title}\n\nRevision ID: {revision}\nRevises: {heading.down_revision or ""}\n"""\n\n'
        f"from alembic import op\nimport sqlalchemy as sa\n{imports}\n"
        f"revision = {revision!r}\ndown_revision = {heading.down_revision!r}\nbranch_labels = None\ndepends_on = None\n"
        f"\n\ndef upgrade() -> None:\n{up}\n\n\ndef downgrade() -> None:\n{down}\n"
    )


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:12]


def _body(way: Way, context: AutogenContext, chooser: Chooser) -> str:
    """Return the indented body of a function."""
    catalog = way.start
    parts: list[str] = []
    is_empty = True
    for one in way.changes:
        if isinstance(one.change, Opaque):
            parts.append(_comment(f"Not written: {one.change.text}: {one.change.reason}."))
            continue
        found = [_rendered(operation, context) for operation in chooser.operations(one.change, catalog)]
        if one.reason:
            parts.append(_comment(f"Left out, since it is destructive: {one.reason}."))
            parts += [_comment_out(text) for text in found]
        else:
            parts += found
            is_empty = False
            catalog = chooser.after(one.change, catalog) or catalog
    return "\n".join([*parts, f"{_INDENT}pass"] if is_empty else parts)


def _rendered(operation: Operation, context: AutogenContext) -> str:
    """Return an operation as Python, a level in."""
    if isinstance(operation, ops.ExecuteSQLOp):
        return _execute(str(operation.sqltext))
    return textwrap.indent("\n".join(render_op(context, operation)), _INDENT)


def _execute(sql: str) -> str:
    """Return ``op.execute`` of a statement, of several lines in triple quotes and then with none of them moved.

    What SQLAlchemy would take for parameters is escaped; where that cannot be done, the statement is a ``DDL``.
    """
    text = _BIND.sub(r"\\\1", _ESCAPED.sub(r"\\\\\1", sql))
    opening, closing = "op.execute(", ")"
    compiled = sa.text(text).compile()
    if compiled.params or str(compiled) != sql:
        text, opening, closing = sql.replace("%", "%%"), "op.execute(sa.DDL(", "))"
    if "\n" not in text and len(text) <= _WIDTH:
        return f"{_INDENT}{opening}{text!r}{closing}"
    escaped = text.replace("\\", "\\\\").replace('"', r"\"") if '"""' in text or text.endswith('"') else ""
    escaped = (escaped or text.replace("\\", "\\\\")).replace("\r", r"\r").replace("\t", r"\t")
    return f'{_INDENT}{opening}\n{_INDENT * 2}"""\\\n{escaped}"""\n{_INDENT}{closing}'


def _comment(text: str) -> str:
    lines = textwrap.wrap(" ".join(text.split()), _WIDTH, break_long_words=False, break_on_hyphens=False)
    return "\n".join(f"{_INDENT}# {line}" for line in lines)


def _comment_out(text: str) -> str:
    return "\n".join(f"{_INDENT}# {line.removeprefix(_INDENT)}".rstrip() for line in text.split("\n"))
