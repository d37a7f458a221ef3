"""Folders of scripts as a git revision has them, read without a checkout."""

from __future__ import annotations

import subprocess
from pathlib import Path

from driftproof.model.errors import SourceError
from driftproof.sources.folder import Folder, gather


def read_revision(revision: str, directory: str, encoding: str = "utf-8", within: Path | None = None) -> Folder:
    """Read the scripts that `revision` has in `directory`, a path from the top of the repository.

    `within` is a folder of the repository, the working directory by default. Raises `SourceError` when git knows no
    such revision or folder.
    """
    place = within or Path.cwd()
    folder = directory.strip("/") or "."
    listed = _git(place, "ls-tree", "-r", "-z", "--full-tree", "--format=%(objectname) %(path)", revision, "--", folder)
    prefix = "" if folder == "." else f"{folder}/"
    objects: dict[str, str] = {}
    for line in listed.decode("utf-8", "surrogateescape").split("\0"):
        name, _, path = line.partition(" ")
        if path.startswith(prefix):
            objects[path[len(prefix) :]] = name
    if not objects:
        raise SourceError(f"revision {revision} has no folder {directory}", hint=f"see git ls-tree {revision}")
    contents = _contents(place, [objects[name] for name in objects])
    by_name = dict(zip(objects, contents, strict=True))
    return gather(f"{revision}:{folder}", sorted(objects), by_name.__getitem__, encoding=encoding)


def _contents(place: Path, objects: list[str]) -> list[bytes]:
    """Return the contents of blobs, in one call of git."""
    output = _git(place, "cat-file", "--batch", given="\n".join(objects).encode() + b"\n")
    contents: list[bytes] = []
    at = 0
    for _ in objects:
        header_end = output.index(b"\n", at)
        size = int(output[at:header_end].rsplit(b" ", 1)[1])
        contents.append(output[header_end + 1 : header_end + 1 + size])
        at = header_end + 1 + size + 1
    return contents


def read_objects(place: Path, objects: list[str]) -> dict[str, bytes]:
    """Return the contents of those blobs, by their ids, that the repository of a folder keeps; none without one."""
    if not objects:
        return {}
    given = "\n".join(objects).encode() + b"\n"
    try:
        checked = _git(place, "cat-file", "--batch-check", given=given).decode("ascii", "replace").splitlines()
    except SourceError:
        return {}
    kept = [line.split()[0] for line in checked if line.split()[1:2] == ["blob"]]
    return dict(zip(kept, _contents(place, kept), strict=True)) if kept else {}


def _git(place: Path, *arguments: str, given: bytes | None = None) -> bytes:
    """Run git and return what it prints; raises `SourceError` with what it says when it fails."""
    try:
        done = subprocess.run(["git", *arguments], cwd=place, input=given, capture_output=True, check=False)
    except FileNotFoundError:
        raise SourceError("git is not installed", hint="a git: schema needs the git command") from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip()
        raise SourceError(f"git {arguments[0]} failed: {said}", hint="check the revision and the folder")
    return done.stdout


def path_in_repository(folder: Path) -> str:
    """Return a folder's path from the top of its repository; raises `SourceError` when it is in none."""
    top = Path(_git(folder, "rev-parse", "--show-toplevel").decode().strip())
    return str(folder.resolve().relative_to(top.resolve()))


def newest_tag(pattern: str, folder: Path) -> str:
    """Return the newest tag that matches a pattern such as ``v5.*`` and is behind HEAD, or an empty text."""
    arguments = ("tag", "--list", pattern, "--merged", "HEAD", "--sort=-version:refname")
    found = _git(folder, *arguments).decode("utf-8", "replace").split()
    return found[0] if found else ""


def tags(pattern: str, folder: Path) -> tuple[str, ...]:
    """Return the tags that match a pattern such as ``v5.*``, in the order of their versions."""
    found = _git(folder, "tag", "--list", pattern, "--sort=version:refname").decode("utf-8", "replace").split()
    return tuple(found)


def resolved(revision: str, folder: Path) -> str:
    """Return the id of the commit that a revision names; raises `SourceError` when git knows no such one."""
    return (
        _git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}").decode().strip()
    )
