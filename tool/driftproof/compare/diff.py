"""Two schemas compared: the changes that make the one the other, in an order that a server can follow."""

from __future__ import annotations

from dataclasses import replace

from driftproof.compare.order import Phase, Step, in_order
from driftproof.compare.program_changes import program_steps
from driftproof.compare.respell import respell
from driftproof.compare.rules import DiffRules
from driftproof.compare.schema_tables import table_steps
from driftproof.compare.translate import translate
from driftproof.model.catalog import Catalog, Schema
from driftproof.model.changes import AlterSchema, Change, CreateSchema, DropSchema

_DEFAULT_RULES = DiffRules()


def diff(before: Catalog | Schema, after: Catalog | Schema, rules: DiffRules = _DEFAULT_RULES) -> tuple[Change, ...]:
    """Return the changes that make `before` `after`, in an order that is valid at every step; none when they are equal.

    Two schemas, or two catalogs of one schema each, are compared whatever their names, and the changes name nothing
    but objects; schemas of larger catalogs are paired by name and the changes are qualified. Where the catalogs are of
    different vendors, `after` is first put into the words of the server of `before`. A rename is never assumed, except
    of an index that is otherwise equal; `renames.suggest_renames` names what looks like one. Tables that are not fully
    modelled and differ come as `Opaque` with the reason.
    """
    if isinstance(before, Schema) or isinstance(after, Schema):
        if not (isinstance(before, Schema) and isinstance(after, Schema)):
            raise TypeError("a schema is compared with a schema, and a catalog with a catalog")
        return in_order(_schema_steps(before, after, rules, ""))
    rules = replace(rules, flavor=rules.flavor or before.flavor)
    before, after = respell(before, translate(after, rules.flavor or before.flavor, before))
    if len(before.schemas) == 1 and len(after.schemas) == 1:
        (old,), (new,) = before.schemas.values(), after.schemas.values()
        return in_order(_schema_steps(old, new, rules, ""))
    return in_order(_catalog_steps(before, after, rules))


def _catalog_steps(before: Catalog, after: Catalog, rules: DiffRules) -> list[Step]:
    """Return the steps between catalogs of several schemas, or of none."""
    steps: list[Step] = []
    for key in sorted({*before.schemas, *after.schemas}):
        old, new = before.schemas.get(key), after.schemas.get(key)
        if new is None:
            steps.append(Step(Phase.DROP_SCHEMAS, DropSchema(before.schemas[key].name)))
            continue
        if old is None:
            steps.append(Step(Phase.SCHEMAS, CreateSchema(new.name, new.charset, new.collation)))
            old = Schema(new.name, new.charset, new.collation)
        steps += _schema_steps(old, new, rules, new.name)
    return steps


def _schema_steps(before: Schema, after: Schema, rules: DiffRules, qualifier: str) -> list[Step]:
    """Return the steps between two schemas; `qualifier` goes before every name, unless empty."""
    steps: list[Step] = []
    if rules.charsets and (before.charset, before.collation) != (after.charset, after.collation):
        steps.append(Step(Phase.SCHEMAS, AlterSchema(qualifier or None, after.charset, after.collation)))
    steps += table_steps(before, after, rules, qualifier)
    if rules.objects:
        steps += program_steps(before, after, rules, qualifier)
    return steps
