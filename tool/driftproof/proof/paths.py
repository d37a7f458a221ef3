"""Upgrade paths: every way in which a database can come to the newest scripts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from driftproof.model.errors import SourceError
from driftproof.model.scripts import Script, Version
from driftproof.sources.folder import Folder, read_folder
from driftproof.sources.ledger import Ledger, read_ledger, released_folder
from driftproof.sources.order import run_order
from driftproof.sources.repository import path_in_repository, read_revision, resolved, tags

LEDGER = "ledger"
"""Names all releases of the folder's ledger."""

NO_RELEASES = "none"
"""Names no release, not even those of the ledger."""


@dataclass(frozen=True, slots=True)
class Release:
    """Scripts as they were once released, under a name such as a git tag."""

    name: str
    folder: Folder


@dataclass(frozen=True, slots=True)
class UpgradePath:
    """A path: the scripts that once ran, and those of today that then follow.

    `name` is ``fresh``, ``from VERSION`` or ``release NAME``. `withdrawn` are versions that once ran and are in the
    folder no more.
    """

    name: str
    first: tuple[Script, ...]
    then: tuple[Script, ...]
    withdrawn: tuple[Version, ...] = ()


def upgrade_paths(folder: Folder, releases: Iterable[Release] = ()) -> tuple[UpgradePath, ...]:
    """Return the paths to the newest scripts: fresh, from every version in the folder, and from every release.

    After a release run the scripts of today whose versions the release had not, older ones that arrive late included,
    and the repeatable ones.
    """
    today = run_order(_without_callbacks(folder))
    versioned = [script for script in today if script.version is not None]
    repeatable = tuple(script for script in today if script.version is None)
    paths = [UpgradePath("fresh", (), today)]
    for at, script in enumerate(versioned[:-1], start=1):
        first, rest = tuple(versioned[:at]), tuple(versioned[at:])
        paths.append(UpgradePath(f"from {script.version}", first, (*rest, *repeatable)))
    paths += [_of_release(release, versioned, repeatable) for release in releases]
    return tuple(paths)


def _of_release(release: Release, today: list[Script], repeatable: tuple[Script, ...]) -> UpgradePath:
    once = run_order(_without_callbacks(release.folder))
    had = {script.version for script in once if script.version is not None}
    rest = tuple(script for script in today if script.version not in had)
    known = {script.version for script in today}
    withdrawn = tuple(script.version for script in once if script.version and script.version not in known)
    return UpgradePath(f"release {release.name}", once, (*rest, *repeatable), withdrawn)


def _without_callbacks(folder: Folder) -> Folder:
    from dataclasses import replace

    return replace(folder, callbacks={})


def releases_of(wanted: str, folder: Path, encoding: str = "utf-8") -> tuple[Release, ...]:
    """Return the releases that a text names: a folder, ``ledger``, a pattern of git tags or of versions in the ledger
    such as ``v5.*``, or a git revision.

    Raises `SourceError` when it is none of them.
    """
    if Path(wanted).is_dir():
        return (Release(wanted, read_folder(wanted, encoding).check()),)
    ledger = read_ledger(folder)
    if wanted == LEDGER:
        if ledger is None:
            said = f"{folder} has no ledger of releases"
            raise SourceError(said, hint="driftproof release VERSION writes one")
        return _of_ledger(ledger, folder, "*", encoding)
    recorded = _of_ledger(ledger, folder, wanted, encoding) if ledger else ()
    try:
        inside = path_in_repository(folder)
        names = tags(wanted, folder)
        if not names and not recorded:
            names = (resolved(wanted, folder) and wanted,)
    except SourceError as error:
        if recorded:
            return recorded
        said = f"{wanted!r} is no folder, no git tag or revision, and no version in a ledger"
        raise SourceError(said, hint=error.message) from None
    tagged = tuple(Release(name, read_revision(name, inside, encoding, folder).check()) for name in names)
    return (*recorded, *tagged)


def _of_ledger(ledger: Ledger, folder: Path, pattern: str, encoding: str) -> tuple[Release, ...]:
    return tuple(
        Release(one.version, released_folder(ledger, one, folder, encoding).check())
        for one in ledger.releases
        if fnmatchcase(one.version, pattern)
    )
