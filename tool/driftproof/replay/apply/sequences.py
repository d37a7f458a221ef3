"""Sequences (MariaDB)."""

from __future__ import annotations

from driftproof.model.catalog import Catalog, Sequence
from driftproof.model.changes import AlterSequence, CreateSequence, DropSequences
from driftproof.model.replace import replace
from driftproof.replay.apply.answers import answer, refuse
from driftproof.replay.apply.lookup import check_name, is_taken, schema_name, schema_of, stored_name
from driftproof.replay.apply.outcome import Refused, Scene

_MAXIMUM = 9223372036854775806


def create_sequence(change: CreateSequence, scene: Scene) -> Catalog:
    """Return the catalog with a sequence; raises 1050."""
    check_name(change.name.name)
    schema = schema_of(scene, change.name)
    key = scene.key(change.name.name)
    if is_taken(schema, key) and not (change.or_replace and key in schema.sequences):
        said = answer(1050, f"Table '{change.name.name}' already exists")
        if not change.if_not_exists:
            raise Refused(said)
        scene.warn(said)
        return scene.catalog
    made = _settled(replace(change.sequence, name=stored_name(scene, change.name.name)))
    return scene.catalog.with_schema(replace(schema, sequences={**schema.sequences, key: made}))


def _settled(sequence: Sequence) -> Sequence:
    """Return a sequence with the bounds that the server puts in (https://mariadb.com/kb/en/create-sequence/)."""
    rising = sequence.increment > 0 or sequence.increment == 0
    low = sequence.minimum if sequence.minimum is not None else (1 if rising else -9223372036854775807)
    high = sequence.maximum if sequence.maximum is not None else (_MAXIMUM if rising else -1)
    return replace(sequence, minimum=low, maximum=high)


def alter_sequence(change: AlterSequence, scene: Scene) -> Catalog:
    """Return the catalog with a sequence altered; raises 1146 and 4089."""
    wanted = schema_name(scene, change.name)
    schema, key = scene.catalog.schema(wanted), scene.key(change.name.name)
    if schema is None or key not in schema.sequences:
        if schema is not None and is_taken(schema, key):
            raise refuse(4089, f"'{wanted}.{change.name.name}' is not a SEQUENCE")
        said = answer(1146, f"Table '{wanted}.{change.name.name}' doesn't exist")
        if not change.if_exists:
            raise Refused(said)
        scene.warn(said)
        return scene.catalog
    altered = _with_options(schema.sequences[key], change.options)
    return scene.catalog.with_schema(replace(schema, sequences={**schema.sequences, key: altered}))


def _with_options(sequence: Sequence, options: tuple[tuple[str, str], ...]) -> Sequence:
    for name, value in options:
        match name:
            case "start":
                sequence = replace(sequence, start=int(value))
            case "minimum" | "minvalue":
                sequence = replace(sequence, minimum=int(value))
            case "maximum" | "maxvalue":
                sequence = replace(sequence, maximum=int(value))
            case "increment":
                sequence = replace(sequence, increment=int(value))
            case "cache":
                sequence = replace(sequence, cache=int(value))
            case "cycle":
                sequence = replace(sequence, cycle=value.lower() in {"1", "yes", "true"})
            case _:
                continue
    return sequence


def drop_sequences(change: DropSequences, scene: Scene) -> Catalog:
    """Return the catalog after DROP SEQUENCE; those found go even where others are missing (4091)."""
    catalog = scene.catalog
    missing: list[str] = []
    for name in change.names:
        wanted = schema_name(scene, name)
        schema, key = catalog.schema(wanted), scene.key(name.name)
        if schema is None or key not in schema.sequences:
            missing.append(f"{wanted}.{name.name}")
            continue
        rest = {k: sequence for k, sequence in schema.sequences.items() if k != key}
        catalog = catalog.with_schema(replace(schema, sequences=rest))
    if missing and not change.if_exists:
        raise Refused(answer(4091, f"Unknown SEQUENCE: '{','.join(missing)}'"), catalog)
    for lost in missing:
        scene.warn(answer(4091, f"Unknown SEQUENCE: '{lost}'"))
    return catalog
