"""The shell of HTML reports: one file that opens from disk, with a list of entries to filter and search."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_QUOTED = re.compile(r"`([^`]+)`")


@dataclass(frozen=True, slots=True)
class Facet:
    """A menu that filters entries by their ``data-NAME``: what it says for all, its values and what they are called.

    An entry may have several values of a facet, parted by spaces.
    """

    name: str
    all: str
    options: tuple[tuple[str, str], ...]


def render_page(template: str, content: Mapping[str, Any]) -> str:
    """Return the page of a template that extends ``shell.html``, its texts escaped.

    Macros for what pages share (the bar of facets, counts, hazards, texts to copy, sides) are in ``parts.html``.
    """
    from jinja2 import Environment, PackageLoader

    environment = Environment(
        loader=PackageLoader("driftproof.report.html", "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["coded"] = _coded
    return environment.get_template(template).render(content)


def _coded(text: object) -> str:
    """Return a sentence, escaped, with what stands in backquotes set as code."""
    from markupsafe import Markup, escape

    return Markup(_QUOTED.sub(r"<code>\1</code>", str(escape(str(text)))))
