"""A picture of the tables that differ and of the foreign keys between them and their neighbours."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from driftproof.model.catalog import ForeignKey, Schema, Table
from driftproof.model.difference import Comparison, ObjectDifference
from driftproof.model.names import fold

WIDTH, HEAD, LINE = 216, 26, 17
_GAP_X, _GAP_Y, _PAGE = 84, 22, 1390
_MOST_LINES = 9
_PARTS = ("index", "foreign key", "check")


@dataclass(frozen=True, slots=True)
class Line:
    """A column in a box: its name, its type, and how it differs (empty: it does not)."""

    name: str
    type: str
    state: str


@dataclass(frozen=True, slots=True)
class Box:
    """A table in the picture, placed."""

    name: str
    state: str
    lines: tuple[Line, ...]
    x: int = 0
    y: int = 0

    @property
    def height(self) -> int:
        """How high the box is."""
        return HEAD + LINE * len(self.lines) + (8 if self.lines else 0)


@dataclass(frozen=True, slots=True)
class Edge:
    """A foreign key in the picture: its path, its name and how it differs."""

    name: str
    path: str
    state: str


@dataclass(frozen=True, slots=True)
class Picture:
    """Boxes and edges, and the size that they take."""

    boxes: tuple[Box, ...] = ()
    edges: tuple[Edge, ...] = ()
    width: int = 0
    height: int = 0


@dataclass(slots=True)
class _Graph:
    """Boxes by `fold` of the table's name, and who refers to whom."""

    boxes: dict[str, Box] = field(default_factory=dict)
    keys: list[tuple[str, str, ForeignKey, str]] = field(default_factory=list)


def picture_of(found: Comparison, before: Schema, after: Schema) -> Picture:
    """Return the picture of the tables that differ; tables that they refer to are there by name alone."""
    graph = _graph(found, before, after)
    placed: dict[str, Box] = {}
    x = y = shelf = width = 0
    for component in _components(graph):
        boxes, size = _placed(component, graph)
        if x and x + size[0] > _PAGE:
            x, y, shelf = 0, y + shelf + _GAP_Y * 2, 0
        for key, box in boxes.items():
            placed[key] = Box(box.name, box.state, box.lines, box.x + x, box.y + y)
        x, shelf = x + size[0] + _GAP_X // 2, max(shelf, size[1])
        width = max(width, x)
    edges = tuple(_edge(placed[child], placed[parent], key, state) for child, parent, key, state in graph.keys)
    return Picture(tuple(placed.values()), edges, width, y + shelf)


def _by_name(schema: Schema) -> dict[str, Table]:
    return {fold(table.name): table for table in schema.tables.values()}


def _graph(found: Comparison, before: Schema, after: Schema) -> _Graph:
    old, new = _by_name(before), _by_name(after)
    graph = _Graph()
    changed = {fold(one.name): one for one in found.objects if one.kind == "table"}
    for key, one in changed.items():
        table = new.get(key) or old.get(key)
        if table is not None:
            lines = [*_lines(old.get(key), new.get(key)), *_other_lines(one)]
            graph.boxes[key] = Box(table.name, one.presence, _cut(lines))
    for key in changed:
        for foreign_key, state in _keys(old.get(key), new.get(key)):
            parent = fold(foreign_key.referenced_table)
            known = new.get(parent) or old.get(parent)
            if known is not None and key in graph.boxes:
                graph.boxes.setdefault(parent, Box(known.name, "same", ()))
                graph.keys.append((key, parent, foreign_key, state))
    return graph


def _other_lines(one: ObjectDifference) -> Iterable[Line]:
    """Return what differs in a table besides its columns: indexes, keys, checks and options, each once."""
    found: dict[str, Line] = {}
    for detail in one.details:
        kind = next((kind for kind in _PARTS if detail.path.startswith(f"{kind} ")), "")
        if detail.path.startswith(("column ", "order of ", "name")):
            continue
        name = detail.path.removeprefix(f"{kind} ").split(" ")[0] if kind else detail.path
        whole = bool(kind) and detail.path == f"{kind} {name}"
        state = (
            "added"
            if whole and detail.before == "none"
            else "removed"
            if whole and detail.after == "none"
            else "changed"
        )
        found.setdefault(f"{kind} {name}", Line(name, kind or "option", state))
    return found.values()


def _cut(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return as many lines as a box holds."""
    if len(lines) > _MOST_LINES:
        lines = [*lines[: _MOST_LINES - 1], Line(f"and {len(lines) - _MOST_LINES + 1} more", "", "more")]
    return tuple(lines)


def _lines(old: Table | None, new: Table | None) -> list[Line]:
    """Return the columns that differ, the dropped ones last; a table that comes or goes shows its first columns."""
    if old is None or new is None:
        table = new or old
        columns = table.columns if table else ()
        lines = [Line(column.name, str(column.type), "") for column in columns]
    else:
        lines = []
        for column in new.columns:
            was = old.column(column.name)
            if was != column:
                lines.append(Line(column.name, str(column.type), "added" if was is None else "changed"))
        lines += [
            Line(column.name, str(column.type), "removed") for column in old.columns if not new.column(column.name)
        ]
    return lines


def _keys(old: Table | None, new: Table | None) -> Iterable[tuple[ForeignKey, str]]:
    """Return the foreign keys of a table on either side, with how each differs."""
    olds = {fold(key.name): key for key in (old.foreign_keys if old else ())}
    news = {fold(key.name): key for key in (new.foreign_keys if new else ())}
    for name, key in news.items():
        was = olds.get(name)
        yield key, "added" if was is None else "same" if was == key else "changed"
    for name, key in olds.items():
        if name not in news:
            yield key, "removed"


def _components(graph: _Graph) -> list[list[str]]:
    """Return the tables that hang together, the largest groups first, tables alone last."""
    neighbours: dict[str, set[str]] = {key: set() for key in graph.boxes}
    for child, parent, _, _ in graph.keys:
        neighbours[child].add(parent)
        neighbours[parent].add(child)
    seen: set[str] = set()
    found: list[list[str]] = []
    for start in sorted(graph.boxes):
        if start in seen:
            continue
        group, waiting = [], [start]
        seen.add(start)
        while waiting:
            key = waiting.pop()
            group.append(key)
            fresh = sorted(neighbours[key] - seen)
            seen.update(fresh)
            waiting += fresh
        found.append(sorted(group))
    return sorted(found, key=lambda group: (-len(group), group))


def _placed(component: list[str], graph: _Graph) -> tuple[Mapping[str, Box], tuple[int, int]]:
    """Place the tables of a group in columns: what refers to others to the right of them."""
    ranks = _ranks(component, graph)
    columns: dict[int, list[str]] = {}
    for key in component:
        columns.setdefault(ranks[key], []).append(key)
    placed: dict[str, Box] = {}
    column, height = 0, 0
    for rank in sorted(columns):
        y = 0
        for key in sorted(columns[rank], key=lambda one: (_pull(one, graph, placed), one)):
            box = graph.boxes[key]
            if y and y + box.height > max(760, 40 * len(component)):
                column, y = column + 1, 0
            placed[key] = Box(box.name, box.state, box.lines, column * (WIDTH + _GAP_X), y)
            y += box.height + _GAP_Y
            height = max(height, y)
        column += 1
    return placed, (column * (WIDTH + _GAP_X) - _GAP_X, height)


def _ranks(component: list[str], graph: _Graph) -> dict[str, int]:
    """Return the column of each table: one behind the farthest that it refers to; circles are cut."""
    members = set(component)
    ranks = dict.fromkeys(component, 0)
    edges = [(child, parent) for child, parent, _, _ in graph.keys if child in members and child != parent]
    for _ in range(min(len(component), 12)):
        moved = False
        for child, parent in edges:
            if ranks[child] <= ranks[parent] < 12:
                ranks[child], moved = ranks[parent] + 1, True
        if not moved:
            break
    return ranks


def _pull(key: str, graph: _Graph, placed: Mapping[str, Box]) -> float:
    """Return how far down a table belongs: the middle of those that it refers to."""
    found = [placed[parent].y for child, parent, _, _ in graph.keys if child == key and parent in placed]
    return sum(found) / len(found) if found else 0.0


def _edge(child: Box, parent: Box, key: ForeignKey, state: str) -> Edge:
    """Return the curve from a table to the one that it refers to."""
    names = [line.name for line in child.lines]
    at = names.index(key.columns[0]) if key.columns and key.columns[0] in names else None
    start_y = child.y + (HEAD + LINE * at + 12 if at is not None else HEAD // 2)
    end_y = parent.y + HEAD // 2
    if child is parent or child.x == parent.x:
        x = child.x + WIDTH
        return Edge(key.name, f"M{x} {start_y} C{x + 48} {start_y} {x + 48} {end_y} {x} {end_y}", state)
    leftwards = child.x > parent.x
    start_x, end_x = (child.x, parent.x + WIDTH) if leftwards else (child.x + WIDTH, parent.x)
    bend = 40 if not leftwards else -40
    curve = f"M{start_x} {start_y} C{start_x + bend} {start_y} {end_x - bend} {end_y} {end_x} {end_y}"
    return Edge(key.name, curve, state)
