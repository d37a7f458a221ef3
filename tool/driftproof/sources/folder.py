"""Read a folder of scripts: names, order, contents, and everything that is wrong with them at once."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

from driftproof.language.script_name import ScriptName, read_script_name
from driftproof.model.errors import Place, ScriptError, SourceError, UsageError
from driftproof.model.scripts import Script, ScriptKind


@dataclass(frozen=True, slots=True)
class Folder:
    """The scripts of a folder.

    `versioned`, `baselines` and `undo` are sorted by version, `repeatable` by description; `callbacks` holds, by
    event, the one without a description first, then by description. `others` names the files that no version is made
    of. `problems` lists what is wrong; the files concerned are in none of the other fields, save duplicates. Of them,
    `naming` are those about names and about versions that are there twice, `misnamed` the files with such names, and
    `undecodable` the scripts that are no text in the encoding named.
    """

    path: str
    versioned: tuple[Script, ...] = ()
    repeatable: tuple[Script, ...] = ()
    baselines: tuple[Script, ...] = ()
    undo: tuple[Script, ...] = ()
    callbacks: Mapping[str, tuple[Script, ...]] = field(default_factory=dict)
    others: tuple[str, ...] = ()
    problems: tuple[ScriptError, ...] = ()
    misnamed: tuple[str, ...] = ()
    naming: tuple[ScriptError, ...] = ()
    undecodable: tuple[Script, ...] = ()

    def check(self) -> Folder:
        """Return the folder itself; raises one `ScriptError` that tells all problems when there are any."""
        if not self.problems:
            return self
        if len(self.problems) == 1:
            raise self.problems[0]
        listed = "\n".join(f"  - {str(problem).replace(os.linesep, os.linesep + '    ')}" for problem in self.problems)
        raise ScriptError(f"{len(self.problems)} problems with the scripts in {self.path}:\n{listed}")


def read_folder(
    path: str | Path,
    encoding: str = "utf-8",
    suffixes: tuple[str, ...] = (".sql",),
    unsaved: Mapping[str, bytes] = MappingProxyType({}),
) -> Folder:
    """Read the scripts in the folder `path` and below it; folders whose name starts with a dot are left out.

    `encoding` is that of the files; `suffixes` are the endings that scripts have; `unsaved` gives contents, by name
    below the folder, that count instead of files' (an editor's). What is wrong with single files is in `problems`.
    Raises `SourceError` when the folder cannot be read, `UsageError` for an unknown encoding.
    """
    root = str(path).rstrip("/") or "/"
    if not os.path.isdir(root):
        what = "is a file, not a folder" if os.path.exists(root) else "does not exist"
        raise SourceError(f"the folder of scripts {root} {what}")
    try:
        status = os.stat(root)
        names = sorted({*_list_files(root, "", frozenset({(status.st_dev, status.st_ino)})), *unsaved})
    except OSError as error:
        message = f"cannot read the folder {error.filename}: {error.strerror}"
        raise SourceError(message, hint="check its permissions") from error

    def read(name: str) -> bytes:
        return unsaved[name] if name in unsaved else _read_file(f"{root}/{name}")

    return gather(root, names, read, encoding=encoding, suffixes=suffixes)


def gather(
    path: str,
    names: Iterable[str],
    read: Callable[[str], bytes],
    *,
    encoding: str = "utf-8",
    suffixes: tuple[str, ...] = (".sql",),
) -> Folder:
    """Make a `Folder` of the files `names`, relative to `path`; `read` gives the content of one.

    `read` may raise OSError, which becomes a problem. Raises `UsageError` for an unknown encoding.
    """
    _check_encoding(encoding)
    scripts: list[Script] = []
    others: list[str] = []
    problems: list[ScriptError] = []
    naming: dict[str, ScriptError] = {}
    for name in names:
        place = Place(f"{path}/{name}")
        try:
            said = read_script_name(name, suffixes)
        except ScriptError as error:
            naming[name] = error if error.place else replace(error, place=place)
            continue
        try:
            if said is None:
                others.append(name)
            else:
                scripts.append(_script(said, name, place, read(name), encoding))
                problems += filter(None, (scripts[-1].undecodable,))
        except OSError as error:
            problems.append(ScriptError(f"cannot read the file: {error.strerror or error}", place=place))
    readable = [script for script in scripts if not script.undecodable]
    about_names = (*naming.values(), *_duplicates(readable))
    found = _sorted_folder(path, readable, tuple(others))
    undecodable = tuple(script for script in scripts if script.undecodable)
    return replace(
        found,
        problems=(*problems, *about_names),
        misnamed=tuple(naming),
        naming=about_names,
        undecodable=undecodable,
    )


def admit_undecodable(folder: Folder) -> Folder:
    """Return the folder with the scripts that could not be decoded among the others: old ones need a checksum only.

    `Script.undecodable` says what is wrong with them. A folder with other problems keeps all of them.
    """
    if not folder.undecodable:
        return folder
    callbacks = (script for scripts in folder.callbacks.values() for script in scripts)
    scripts = [*folder.versioned, *folder.repeatable, *folder.baselines, *folder.undo, *callbacks, *folder.undecodable]
    scripts.sort(key=lambda script: script.name)
    told = {str(problem) for problem in folder.problems}
    more = tuple(error for error in _duplicates(scripts) if str(error) not in told)
    if more or len(folder.problems) > len(folder.undecodable):
        return replace(folder, problems=(*folder.problems, *more), naming=(*folder.naming, *more))
    return _sorted_folder(folder.path, scripts, folder.others)


def _check_encoding(encoding: str) -> None:
    """Raise `UsageError` unless `encoding` names an encoding of text (Python's ``rot13``, for one, is none)."""
    try:
        b"-".decode(encoding)
    except LookupError:
        raise UsageError(f"unknown encoding {encoding!r}", hint="use a name such as utf-8, latin1 or gb18030") from None
    except UnicodeError:
        return  # known, only not able to read this one byte


def _list_files(root: str, below: str, above: frozenset[tuple[int, int]]) -> Iterator[str]:
    """Yield the files in ``root/below`` and its folders, relative to `root`; a link to a folder above ends there."""
    with os.scandir(f"{root}/{below}") as scanned:
        entries = list(scanned)
    for entry in entries:
        name = f"{below}{entry.name}"
        if not entry.is_dir():
            yield name
            continue
        status = entry.stat()
        here = (status.st_dev, status.st_ino)
        if here not in above and not entry.name.startswith("."):
            yield from _list_files(root, f"{name}/", above | {here})


def _read_file(path: str) -> bytes:
    with open(path, "rb", buffering=0) as file:
        return file.read()


def _script(said: ScriptName, name: str, place: Place, data: bytes, encoding: str) -> Script:
    """Return the script; where `data` is not text in `encoding`, with U+FFFD for what cannot be read, as in Java."""
    why: ScriptError | None = None
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        text, why = data.decode(encoding, errors="replace"), _undecodable(error, place, encoding)
    text = text.removeprefix("\ufeff")
    return Script(said.kind, name, place.path, said.description, data, text, said.version, said.event, why)


def _undecodable(error: UnicodeDecodeError, place: Place, encoding: str) -> ScriptError:
    before = error.object[: error.start]
    byte = f"0x{error.object[error.start]:02x}" if error.start < len(error.object) else "the end"
    message = f"not {encoding}: {byte} at byte {error.start + 1} ({error.reason})"
    hint = "save the file as UTF-8, or name its encoding with --encoding"
    return ScriptError(message, place=Place(place.path, before.count(b"\n") + 1), hint=hint)


def _identity(script: Script) -> tuple[object, ...]:
    """Return what no two scripts may share: kind and version, description, or event and description."""
    named = script.version if script.version is not None else script.description
    return script.kind, script.event, named


def _duplicates(scripts: list[Script]) -> Iterator[ScriptError]:
    """Yield an error for each group of scripts that are one and the same to a history."""
    groups: dict[tuple[object, ...], list[Script]] = {}
    for script in scripts:
        groups.setdefault(_identity(script), []).append(script)
    for group in groups.values():
        if len(group) > 1:
            first = group[0]
            what = f"version {first.version}" if first.version is not None else first.event or first.description
            paths = ", ".join(script.path for script in group[1:])
            hint = "two scripts cannot share a version or a repeatable's description: rename one of them"
            yield ScriptError(f"{what} is here twice: also in {paths}", place=first.place(), hint=hint)


def _order(script: Script) -> tuple[tuple[int, ...], str, str]:
    return script.version.parts if script.version else (), script.description, script.name


def _sorted_folder(path: str, scripts: list[Script], others: tuple[str, ...]) -> Folder:
    """Return the folder with its scripts by kind and in order."""

    def of(kind: ScriptKind) -> tuple[Script, ...]:
        chosen = (script for script in scripts if script.kind is kind)
        return tuple(sorted(chosen, key=_order))

    callbacks: dict[str, tuple[Script, ...]] = {}
    for script in of(ScriptKind.CALLBACK):
        callbacks[script.event] = (*callbacks.get(script.event, ()), script)
    return Folder(
        path,
        versioned=of(ScriptKind.VERSIONED),
        repeatable=of(ScriptKind.REPEATABLE),
        baselines=of(ScriptKind.BASELINE),
        undo=of(ScriptKind.UNDO),
        callbacks=dict(sorted(callbacks.items())),
        others=others,
    )
