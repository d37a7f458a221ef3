"""Indexes and foreign keys as SQL."""

from __future__ import annotations

from driftproof.compare.render.names import names, option_value
from driftproof.model.catalog import ForeignKey, Index, IndexKind, IndexPart
from driftproof.model.flavor import Flavor
from driftproof.model.names import quote, quote_text

_WORDS = {
    IndexKind.PRIMARY: "PRIMARY KEY",
    IndexKind.UNIQUE: "UNIQUE KEY",
    IndexKind.PLAIN: "KEY",
    IndexKind.FULLTEXT: "FULLTEXT KEY",
    IndexKind.SPATIAL: "SPATIAL KEY",
    IndexKind.VECTOR: "VECTOR KEY",
}
_CREATE_WORDS = {IndexKind.PLAIN: "INDEX"} | {
    kind: f"{kind.value.upper()} INDEX"
    for kind in (IndexKind.UNIQUE, IndexKind.FULLTEXT, IndexKind.SPATIAL, IndexKind.VECTOR)
}
_PLAIN_OPTIONS = frozenset({"key_block_size", "engine_attribute", "secondary_engine_attribute", "clustering"})


def render_index(index: Index, flavor: Flavor, *, guard: str = "") -> str:
    """Return an index as CREATE TABLE and ALTER TABLE … ADD write it; `guard` is IF NOT EXISTS or empty."""
    name = "" if index.kind is IndexKind.PRIMARY or not index.name else quote(index.name)
    words = [_WORDS[index.kind], guard, name, render_index_body(index, flavor)]
    return " ".join(word for word in words if word)


def render_create_index(index: Index, table: str, flavor: Flavor, *, guard: str = "") -> str:
    """Return CREATE INDEX without the word CREATE; `table` is the table's quoted name."""
    words = [_CREATE_WORDS[index.kind], guard, quote(index.name), "ON", table, render_index_body(index, flavor)]
    return " ".join(word for word in words if word)


def render_index_body(index: Index, flavor: Flavor) -> str:
    """Return the parts in parentheses and the options."""
    options = dict(index.options)
    parts = [_part(part) for part in index.parts]
    if period := options.pop("without_overlaps", ""):
        parts.append(f"{quote(period)} WITHOUT OVERLAPS")
    words = [f"({','.join(parts)})"]
    if index.algorithm:
        words.append(f"USING {index.algorithm.upper()}")
    if parser := options.pop("parser", ""):
        words.append(f"WITH PARSER {quote(parser)}")
    words += [_option(name, value) for name, value in options.items()]
    if index.comment:
        words.append(f"COMMENT {quote_text(index.comment)}")
    if not index.visible:
        words.append("IGNORED" if flavor.is_mariadb else "INVISIBLE")
    return " ".join(words)


def render_foreign_key(foreign_key: ForeignKey, *, guard: str = "") -> str:
    """Return a foreign key as CREATE TABLE and ALTER TABLE … ADD write it; `guard` is IF NOT EXISTS or empty."""
    words = [f"CONSTRAINT {quote(foreign_key.name)}"] if foreign_key.name else []
    words.append("FOREIGN KEY")
    if guard:
        words.append(guard)
    if foreign_key.index_name:
        words.append(quote(foreign_key.index_name))
    schema = f"{quote(foreign_key.referenced_schema)}." if foreign_key.referenced_schema else ""
    words.append(f"({names(foreign_key.columns)})")
    words.append(f"REFERENCES {schema}{quote(foreign_key.referenced_table)}")
    if foreign_key.referenced_columns:
        words.append(f"({names(foreign_key.referenced_columns)})")
    if foreign_key.match:
        words.append(f"MATCH {foreign_key.match}")
    if foreign_key.on_delete:
        words.append(f"ON DELETE {foreign_key.on_delete}")
    if foreign_key.on_update:
        words.append(f"ON UPDATE {foreign_key.on_update}")
    return " ".join(words)


def _part(part: IndexPart) -> str:
    text = f"({part.expression})" if part.expression is not None else quote(part.column)
    length = f"({part.length})" if part.length is not None else ""
    return text + length + (" DESC" if part.descending else "")


def _option(name: str, value: str) -> str:
    shown = name.upper() if name in _PLAIN_OPTIONS else quote(name)
    return f"{shown}={option_value(name, value)}"
