"""Recording a release in the ledger: its scripts as they are now, and the schema that they make."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

from driftproof.model.errors import Place, ScriptError, SourceError, UsageError
from driftproof.model.scripts import Script, Version
from driftproof.proof.judge import Ground
from driftproof.proof.offline import OfflineProof
from driftproof.sources.folder import Folder, read_folder
from driftproof.sources.ledger import FILE, Ledger, Release, ReleasedScript, ledger_text, object_id, read_ledger
from driftproof.sources.order import begin, named_schema, run_order
from driftproof.sources.repository import read_objects
from driftproof.sources.schema import Reading
from driftproof.sources.shipped import for_schema
from driftproof.sources.snapshot import write_snapshot


@dataclass(frozen=True, slots=True)
class Recorded:
    """What was recorded: the release, the ledger's path, and how the scripts differ from those of earlier releases.

    `added` were in no release, `edited` were released with another content, `withdrawn` are in an earlier release and
    in the folder no more, `later` are in the folder, and too new for this release. `is_new` is False where the same
    release was in the ledger already.
    """

    release: Release
    path: Path
    is_new: bool
    added: tuple[str, ...] = ()
    edited: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()
    later: tuple[str, ...] = ()


def record_release(folder: Path, version: str, reading: Reading, *, keep_contents: bool = False) -> Recorded:
    """Write the release `version` of a folder's scripts, those up to this version, into its ledger.

    A content that git does not keep, or any with `keep_contents`, is put into the ledger itself. Raises `UsageError`
    when that release is recorded with other contents, and `ScriptError` when the scripts cannot be installed.
    """
    found = read_folder(folder, reading.encoding).check()
    wanted = Version.parse(version)
    chosen = [one for one in _recordable(found) if one.version is None or one.version <= wanted]
    if not any(one.version for one in chosen):
        raise UsageError(f"{folder} has no scripts up to version {wanted}", place=Place(str(folder)))
    ledger = read_ledger(folder) or Ledger()
    scripts = tuple(map(ReleasedScript.of, chosen))
    digest = schema_digest(_until(found, wanted), reading)
    release = Release(wanted.text, scripts, digest, str(reading.settings.flavor))
    known = ledger.released()
    names = {one.name for one in scripts}
    recorded = Recorded(
        release,
        folder / FILE,
        ledger.find(release.version) is None,
        tuple(one.name for one in scripts if one.name not in known),
        tuple(one.name for one in scripts if one.name in known and one.object != known[one.name][-1].object),
        tuple(name for name in known if name not in names and not (folder / name).exists()),
        tuple(one.name for one in _recordable(found) if one not in chosen),
    )
    if recorded.is_new:
        _write(ledger, recorded, chosen, keep_contents)
    else:
        _check_same(ledger, recorded)
    return recorded


def _write(ledger: Ledger, recorded: Recorded, scripts: list[Script], keep_contents: bool) -> None:
    by_id = {object_id(one.data): one.data for one in scripts}
    kept = {} if keep_contents else read_objects(recorded.path.parent, list(by_id))
    contents = {name: data for name, data in by_id.items() if name not in kept}
    written = Ledger((*ledger.releases, recorded.release), {**ledger.contents, **contents})
    try:
        recorded.path.write_text(ledger_text(written), encoding="utf-8")
    except OSError as error:
        raise SourceError(f"the ledger cannot be written: {error.strerror}", place=Place(str(recorded.path))) from None


def _check_same(ledger: Ledger, recorded: Recorded) -> None:
    """Raise `UsageError` unless the ledger has this release with the same contents."""
    before = ledger.find(recorded.release.version)
    old = {one.name: one.object for one in before.scripts} if before else {}
    new = {one.name: one.object for one in recorded.release.scripts}
    differ = sorted(name for name in old.keys() | new.keys() if old.get(name) != new.get(name))
    if differ:
        raise UsageError(
            f"release {recorded.release.version} is recorded already, and differs in {', '.join(differ)}",
            place=Place(str(recorded.path)),
            hint="a release never changes: record a new version, or take the entry out by hand if it was never shipped",
        )


def schema_digest(folder: Folder, reading: Reading) -> str:
    """Return a digest of the schema that a folder's scripts make on an empty server, helper procedures left out.

    Raises `ScriptError` when the server would refuse a statement.
    """
    scripts = run_order(replace(folder, callbacks={}))
    database = reading.database or named_schema(scripts) or "schema"
    helpers = tuple(for_schema(helper, database) for helper in reading.helpers)
    before = begin(folder, helpers)
    proof = OfflineProof(Ground(reading.settings, database, before), scripts)
    if (refused := proof.fresh.end.refused) is not None:
        said = f"the release cannot be installed: {refused.answer}"
        raise ScriptError(said, place=refused.place, hint="see driftproof verify, and --flavor for another server")
    catalog = proof.fresh.state.catalog
    schema = proof.ground.schema(catalog)
    own = {Path(helper.name).stem.lower() for helper in reading.helpers}
    kept = {key: one for key, one in schema.procedures.items() if key.lower() not in own}
    alone = replace(catalog, schemas={catalog.rules.key(database): replace(schema, procedures=kept)})
    return "sha256:" + hashlib.sha256(write_snapshot(alone).encode()).hexdigest()


def _recordable(folder: Folder) -> tuple[Script, ...]:
    """Return the scripts that a release has: all that a history records, and baselines."""
    return (*folder.baselines, *folder.versioned, *folder.repeatable)


def _until(folder: Folder, version: Version) -> Folder:
    def reached(scripts: tuple[Script, ...]) -> tuple[Script, ...]:
        return tuple(one for one in scripts if one.version is not None and one.version <= version)

    return replace(folder, versioned=reached(folder.versioned), baselines=reached(folder.baselines))
