"""The ledger of releases: which scripts, with which contents, each release had; ``ledger.toml`` beside the scripts.

``driftproof release`` writes it. Each entry holds a release's scripts with both of Flyway's checksums and the id that
git gives to their content, and a digest of the schema that they make. A content that git does not keep stands in the
ledger itself, so that every release can be replayed later: for a proof of its upgrade path, and to name edits.
"""

from __future__ import annotations

import base64
import hashlib
import json
import tomllib
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from driftproof.language.checksum import checksum_v3, checksum_v4
from driftproof.model.errors import Place, SourceError
from driftproof.model.scripts import Script
from driftproof.sources.folder import Folder, gather
from driftproof.sources.repository import read_objects

FILE = "ledger.toml"
FORMAT = 1


@dataclass(frozen=True, slots=True)
class ReleasedScript:
    """A script as it was released: its name in the folder, both of Flyway's checksums, git's id of its content."""

    name: str
    checksum_v3: int
    checksum_v4: int
    object: str

    @classmethod
    def of(cls, script: Script) -> ReleasedScript:
        """Return what a ledger says of a script."""
        return cls(script.name, checksum_v3(script.data), checksum_v4(script.data), object_id(script.data))


@dataclass(frozen=True, slots=True)
class Release:
    """A release: its version, its scripts, and the digest of their schema on the server `flavor`."""

    version: str
    scripts: tuple[ReleasedScript, ...]
    digest: str = ""
    flavor: str = ""


@dataclass(frozen=True, slots=True)
class LastRelease:
    """The last `release` of a script, what the ledger says of it, and the script where its content can be had."""

    release: str
    recorded: ReleasedScript
    script: Script | None = None


@dataclass(frozen=True, slots=True)
class Ledger:
    """All releases, oldest first, and the `contents` by git's id that stand in the ledger itself."""

    releases: tuple[Release, ...] = ()
    contents: Mapping[str, bytes] = field(default_factory=dict)

    def find(self, version: str) -> Release | None:
        """Return a release by its version."""
        return next((one for one in self.releases if one.version == version), None)

    def released(self) -> dict[str, tuple[ReleasedScript, ...]]:
        """Return, for each script's name, every content that it was released with, oldest first."""
        found: dict[str, dict[str, ReleasedScript]] = {}
        for release in self.releases:
            for script in release.scripts:
                found.setdefault(script.name, {}).setdefault(script.object, script)
        return {name: tuple(by_id.values()) for name, by_id in found.items()}


def object_id(data: bytes) -> str:
    """Return the id under which git keeps a content."""
    return hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


def read_ledger(folder: str | Path) -> Ledger | None:
    """Read the ledger of a folder of scripts; None when it has none. Raises `SourceError` when it cannot be read."""
    path = Path(folder, FILE)
    try:
        written = tomllib.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError) as error:
        raise SourceError(f"the ledger cannot be read: {error}", place=Place(str(path))) from None
    if written.get("format") != FORMAT:
        said = f"the ledger has format {written.get('format')!r}; this version reads {FORMAT}"
        raise SourceError(said, place=Place(str(path)))
    try:
        contents = {name: _unpacked(text) for name, text in written.get("content", {}).items()}
        return Ledger(tuple(map(_release, written.get("release", []))), contents)
    except (KeyError, TypeError, ValueError, zlib.error) as error:
        raise SourceError(f"the ledger is damaged: {type(error).__name__}: {error}", place=Place(str(path))) from None


def _release(written: Mapping[str, Any]) -> Release:
    scripts = tuple(
        ReleasedScript(str(one["name"]), int(one["checksum_v3"]), int(one["checksum_v4"]), str(one["object"]))
        for one in written["scripts"]
    )
    return Release(str(written["version"]), scripts, str(written.get("digest", "")), str(written.get("flavor", "")))


def _unpacked(text: str) -> bytes:
    return zlib.decompress(base64.b64decode(text, validate=True))


def ledger_text(ledger: Ledger) -> str:
    """Return a ledger as the text of its file."""
    return "\n".join(_lines(ledger)) + "\n"


def _lines(ledger: Ledger) -> Iterator[str]:
    yield "# Which scripts each release had, written by driftproof release. Entries of past releases never change."
    yield f"format = {FORMAT}"
    for release in ledger.releases:
        yield ""
        yield "[[release]]"
        yield f"version = {_text(release.version)}"
        yield f"flavor = {_text(release.flavor)}"
        yield f"digest = {_text(release.digest)}"
        yield "scripts = ["
        for one in release.scripts:
            sums = f"checksum_v3 = {one.checksum_v3}, checksum_v4 = {one.checksum_v4}"
            yield f"    {{name = {_text(one.name)}, {sums}, object = {_text(one.object)}}},"
        yield "]"
    if ledger.contents:
        yield ""
        yield "[content]  # deflated, in base64: what git does not keep"
    for name, data in sorted(ledger.contents.items()):
        yield f"{name} = {_text(base64.b64encode(zlib.compress(data, 9)).decode())}"


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def released_folder(ledger: Ledger, release: Release, folder: Path, encoding: str = "utf-8") -> Folder:
    """Return the scripts of a release with the contents that they were released with.

    A content comes from the folder where it is still the same, from git, or from the ledger. Raises `SourceError` when
    it is in none of them.
    """
    contents = _contents(ledger, release.scripts, folder)
    by_name = {one.name: one for one in release.scripts}
    for name, one in by_name.items():
        if one.object not in contents:
            said = f"the content of {name} in release {release.version} is neither in git nor in the ledger"
            hint = "fetch the whole history: git fetch --unshallow"
            raise SourceError(said, place=Place(str(folder / FILE)), hint=hint)
    path = f"{folder / FILE}:{release.version}"
    return gather(path, sorted(by_name), lambda name: contents[by_name[name].object], encoding=encoding)


def last_released(ledger: Ledger, folder: Path, encoding: str = "utf-8") -> dict[str, LastRelease]:
    """Return, by name, what each script of a ledger was last released as."""
    last = {one.name: (release.version, one) for release in ledger.releases for one in release.scripts}
    contents = _contents(ledger, [one for _, one in last.values()], folder)
    known = {name: contents[one.object] for name, (_, one) in last.items() if one.object in contents}
    found = gather(str(folder), sorted(known), known.__getitem__, encoding=encoding)
    scripts = {script.name: script for script in (*found.versioned, *found.repeatable, *found.baselines)}
    return {name: LastRelease(version, one, scripts.get(name)) for name, (version, one) in last.items()}


def _contents(ledger: Ledger, scripts: Sequence[ReleasedScript], folder: Path) -> dict[str, bytes]:
    """Return contents of released scripts by their ids: from the folder where still the same, the ledger, or git."""
    contents = dict(ledger.contents)
    for script in scripts:
        data = _same_today(folder / script.name, script.object) if script.object not in contents else None
        if data is not None:
            contents[script.object] = data
    return contents | read_objects(folder, [one.object for one in scripts if one.object not in contents])


def _same_today(path: Path, identity: str) -> bytes | None:
    try:
        data = path.read_bytes()
    except OSError:
        return None
    return data if object_id(data) == identity else None
