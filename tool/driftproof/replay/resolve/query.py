"""Resolving queries: every name qualified, every ``*`` written out, every column named."""

from __future__ import annotations

import re

from driftproof.language.spell import spell
from driftproof.language.transform import transform
from driftproof.model.names import fold
from driftproof.model.replace import replace
from driftproof.model.syntax.expressions import Binary, Call, Exists, Expression, Literal, Name, Subquery
from driftproof.model.syntax.queries import CommonTable, Query, Select, SelectItem, Union, Values
from driftproof.model.syntax.recursion import recursion
from driftproof.replay.evaluate.calling import is_builtin
from driftproof.replay.evaluate.collations import COMPARISONS, clash, clash_text
from driftproof.replay.resolve import sources
from driftproof.replay.resolve.derived import behind, recursive, renamed, united
from driftproof.replay.resolve.loosen import loosened
from driftproof.replay.resolve.refusal import NameRefused, NotKnown
from driftproof.replay.resolve.scope import Known, Scope, Shown, World
from driftproof.replay.resolve.windows import named_windows, with_columns, with_columns_in_all, written_out

_QUOTED_NAMES = re.compile(r"'(?:[^'\\]|''|\\.)*'|`(?:[^`]|``)*`(?:\.`(?:[^`]|``)*`)*", re.DOTALL)
_MAX_NAME = 64
_ONE = Literal("number", "1")


def resolve_query(query: Query, scope: Scope, *, inner: bool = False) -> tuple[Query, tuple[Shown, ...] | None]:
    """Return `query` with its names resolved in a scope within `scope`, and the columns that it gives.

    `inner` says that it is a part of an expression, where the names of its columns do not count. Raises `NameRefused`
    and `NotKnown`.
    """
    if isinstance(query, Values):
        width = len(query.rows[0]) if query.rows else 0
        return query, tuple(Shown(f"column_{number}") for number in range(width))
    own = Scope(scope.world, scope)
    tables = _common_tables(query, own)
    if isinstance(query, Union):
        return _union(replace(query, with_tables=tables), own)
    return _select(replace(query, with_tables=tables), own, inner)


def _common_tables(query: Select | Union, scope: Scope) -> tuple[CommonTable, ...]:
    """Resolve WITH, and let `scope` know its names."""
    found: list[CommonTable] = []
    for table in query.with_tables:
        start, steps = recursion(table) if query.recursive else (table.query, ())
        if steps:
            _, first = resolve_query(start, scope)
            first = renamed(first, table.columns) if table.columns else first
            scope.tables = {**scope.tables, fold(table.name): recursive(first)}
        resolved, shown = resolve_query(table.query, scope)
        shown = behind(recursive(first) if steps else shown, resolved)
        if table.columns:
            shown = renamed(shown, table.columns)
            resolved = name_columns(resolved, table.columns)
        scope.tables = {**scope.tables, fold(table.name): shown}
        found.append(CommonTable(table.name, resolved, table.columns))
    return tuple(found)


def name_columns(query: Query, names: tuple[str, ...]) -> Query:
    """Return `query` with its columns called `names`, which are those of its first SELECT."""
    if isinstance(query, Union):
        return replace(query, left=name_columns(query.left, names))
    if isinstance(query, Select) and len(query.items) == len(names):
        items = tuple(replace(item, alias=name) for item, name in zip(query.items, names, strict=True))
        return replace(query, items=items)
    return query


def _union(query: Union, scope: Scope) -> tuple[Query, tuple[Shown, ...] | None]:
    """Resolve both sides; the left one names the columns."""
    left, shown = resolve_query(query.left, scope)
    right, others = resolve_query(query.right, scope)
    if shown is not None and others is not None and len(shown) != len(others):
        raise NameRefused(1222, "The used SELECT statements have a different number of columns")
    if not scope.world.stored:
        _check_collations(shown, others)
    together = None if shown is None else united(query, shown, others)
    return replace(query, left=left, right=right, order=_union_order(query, shown, scope)), together


def _check_collations(shown: tuple[Shown, ...] | None, others: tuple[Shown, ...] | None) -> None:
    """Raise 1267 or 1271 where columns of a UNION have collations that do not go together."""
    for one, two in zip(shown or (), others or (), strict=False):
        if one.column is None or two.column is None or not clash(one.column, two.column):
            continue
        if one.column.charset != two.column.charset:
            raise NameRefused(1267, clash_text(one.column, two.column, "UNION"))
        raise NameRefused(1271, "Illegal mix of collations for operation 'UNION'")


def _union_order(query: Union, shown: tuple[Shown, ...] | None, scope: Scope) -> tuple[tuple[Expression, bool], ...]:
    """Return ORDER BY of a union with numbers as the names of the columns that they mean.

    Only the names that the first SELECT gives its columns are known there: others are 1054, with a table's name 1250.
    """
    named = {fold(each.name): each.name for each in shown or ()}
    return tuple((_union_ordered(value, named, shown, scope), descending) for value, descending in query.order)


def _union_ordered(
    value: Expression, named: dict[str, str], shown: tuple[Shown, ...] | None, scope: Scope
) -> Expression:
    world = scope.world
    if isinstance(value, Literal) and value.kind == "number" and value.text.isdigit() and shown:
        number = int(value.text)
        return Name((shown[number - 1].name,)) if 0 < number <= len(shown) else _out_of_range(value, world)
    if not isinstance(value, Name):
        return transform(
            value,
            lambda part: _part_ordered(part, named, shown, scope),
            lambda inner: resolve_query(inner, scope, inner=True)[0],
        )
    if shown is None or world.stored:
        return Name((named.get(fold(value.parts[0]), value.parts[0]),)) if len(value.parts) == 1 else value
    if len(value.parts) > 1:
        clause = "ORDER BY" if world.catalog.flavor.is_mariadb else "global ORDER clause"
        raise NameRefused(1250, f"Table '{value.parts[-2]}' from one of the SELECTs cannot be used in {clause}")
    if fold(value.parts[0]) not in named:
        raise NameRefused(1054, f"Unknown column '{value.parts[0]}' in '{world.clause('order clause')}'")
    return Name((named[fold(value.parts[0])],))


def _part_ordered(part: Expression, named: dict[str, str], shown: tuple[Shown, ...] | None, scope: Scope) -> Expression:
    """Return a part of an expression of a union's ORDER BY, where a number is no more than that."""
    return part if isinstance(part, Literal) else _union_ordered(part, named, shown, scope)


def _out_of_range(number: Literal, world: World, clause: str = "order clause") -> Expression:
    """Raise 1054 for a number in ORDER BY or GROUP BY that no column of the select list has."""
    if world.stored:
        return number
    raise NameRefused(1054, f"Unknown column '{number.text}' in '{world.clause(clause)}'")


def _select(query: Select, scope: Scope, inner: bool) -> tuple[Query, tuple[Shown, ...] | None]:
    """Resolve a SELECT."""
    resolver = _Resolver(scope)
    source = None if query.source is None else sources.resolve_source(query.source, scope, resolver.condition)
    windows = resolver.named_windows(query.windows)
    items, shown = _items(query, scope, resolver)
    scope.check_labels()
    aliases = {fold(item.alias): item.expression for item in items}
    where = None if query.where is None else resolver.condition(query.where, "where clause")
    group = tuple(resolver.listed(value, items, aliases, "group statement") for value in query.group)
    having = None if query.having is None else resolver.having(query.having, aliases)
    order = tuple((resolver.listed(value, items, aliases, "order clause"), down) for value, down in query.order)
    named = _unnamed(items) if inner else items
    resolved = replace(query, items=named, source=source, where=where, group=group, having=having, order=order)
    if scope.world.typed and shown is not None:
        shown = loosened(resolved, shown, scope.world.catalog.flavor)
    return replace(resolved, windows=windows, into=(), into_file=""), shown


def _unnamed(items: tuple[SelectItem, ...]) -> tuple[SelectItem, ...]:
    return tuple(SelectItem(item.expression) for item in items)


def _items(query: Select, scope: Scope, resolver: _Resolver) -> tuple[tuple[SelectItem, ...], tuple[Shown, ...] | None]:
    """Return the select list with ``*`` written out and every column named, and what it shows."""
    items: list[SelectItem] = []
    shown: list[Shown] = []
    for item in query.items:
        if isinstance(item.expression, Name) and item.expression.parts[-1] == "*":
            for name, each in _starred(item.expression, scope):
                items.append(SelectItem(name, each.name))
                shown.append(each)
            continue
        value = item.expression
        if isinstance(value, Name):
            found, known = scope.find(value, "field list")
            alias = item.alias or value.parts[-1]
            items.append(SelectItem(found, alias))
            shown.append(replace(known, name=alias, is_hidden=False) if known else Shown(alias))
        else:
            alias = item.alias or column_name(item, len(items) + 1, is_mariadb=scope.world.catalog.flavor.is_mariadb)
            resolver.met = {}
            resolved = resolver.expression(value, "field list")
            items.append(SelectItem(resolved, alias))
            shown.append(Shown(alias, None, False, resolved, resolver.met, is_unnamed=not item.alias))
    return tuple(items), tuple(shown)


def column_name(item: SelectItem, number: int, *, is_mariadb: bool) -> str:
    """Return the name that a server gives to an unnamed expression: its text, or ``Name_exp_N`` where that is no name.

    Of strings that stand side by side MySQL takes the first; blanks in front are left out.
    Source: ``make_valid_column_names`` in both vendors' ``sql_view.cc``.
    """
    value = item.expression
    text = item.text
    if isinstance(value, Literal) and value.kind == "string":
        first = re.match(r"'((?:[^'\\]|''|\\.)*)'\s*['\"]", text)
        text = (value.text if is_mariadb or first is None else first[1]).lstrip(" ")
    elif isinstance(value, Literal) and value.kind in {"null", "bool"}:
        text = text.upper()
    if not text or text[0].isspace() or text[-1].isspace() or len(text) > _MAX_NAME:
        return f"Name_exp_{number}"
    return text


def _starred(star: Name, scope: Scope) -> list[tuple[Name, Shown]]:
    """Return the columns that ``*`` or ``t.*`` means; raises 1051 for an unknown table."""
    qualifier = star.parts[:-1]
    wanted = [source for source in scope.sources if not qualifier or scope.is_named(source, qualifier)]
    if qualifier and not wanted:
        parts = qualifier
        if scope.world.catalog.flavor.is_mariadb and len(parts) == 1 and scope.world.session.database:
            parts = (scope.world.session.database, *parts)
        raise NameRefused(1051, f"Unknown table '{'.'.join(parts)}'")
    found: list[tuple[Name, Shown]] = []
    if not qualifier:
        found.extend(_merged_first(wanted))
    taken = {name.parts for name, _ in found}
    for source in wanted:
        if source.shown is None:
            raise NotKnown(f"the columns of {source.label} are not known")
        for each in source.shown:
            name = Name((*source.qualifier, each.name))
            if each.is_hidden:
                continue
            if name.parts not in taken and (qualifier or fold(each.name) not in source.merged):
                found.append((name, each))
    return found


def _merged_first(wanted: list[Known]) -> list[tuple[Name, Shown]]:
    """Return the columns that joins took together, which stand first."""
    merged = frozenset().union(*(source.merged for source in wanted)) if wanted else frozenset()
    found: list[tuple[Name, Shown]] = []
    for source in wanted:
        for each in source.shown or ():
            folded = fold(each.name)
            if folded in merged and folded not in source.merged:
                found.append((Name((*source.qualifier, each.name)), each))
                merged -= {folded}
    return found


class _Resolver:
    """Resolves the expressions of one SELECT; `met` collects what the names in them mean."""

    __slots__ = ("met", "scope", "windows")

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.windows: dict[str, str] = {}
        self.met: dict[Expression, Shown] = {}

    def condition(self, e: Expression, clause: str) -> Expression:
        """Return a condition with its names resolved."""
        return self.expression(e, clause)

    def expression(self, e: Expression, clause: str) -> Expression:
        """Return `e` with its names resolved."""
        if isinstance(e, Name):
            name, shown = self.scope.find(e, clause)
            if shown is not None:
                self.met[name] = shown
            return name
        if isinstance(e, Exists):
            return self._exists(e)
        found = transform(e, lambda part: self.expression(part, clause), self._query)
        if isinstance(found, Binary) and found.operator in COMPARISONS:
            self._check_collations(found)
        if isinstance(found, Call):
            self._check_function(found)
            self._check_fulltext(found)
        if isinstance(found, Call) and found.over:
            return replace(found, over=self._over(found.over, clause))
        return found

    def _over(self, over: str, clause: str) -> str:
        over = written_out(over, self.windows)
        return with_columns(over, lambda text: self._window(text, clause)) if over.startswith("(") else over

    def named_windows(self, text: str) -> str:
        """Return the WINDOW clause that the server keeps; MariaDB writes each window out where it is used."""
        if self.scope.world.catalog.flavor.is_mariadb:
            self.windows = named_windows(text)
            return ""
        return with_columns_in_all(text, lambda inner: self._window(inner, "field list"))

    def _check_collations(self, compared: Binary) -> None:
        """Raise 1267 where two columns are compared whose collations do not go together."""
        one, other = (self.met.get(each) for each in (compared.left, compared.right))
        if self.scope.world.stored or one is None or other is None or one.column is None or other.column is None:
            return
        if clash(one.column, other.column):
            raise NameRefused(1267, clash_text(one.column, other.column, compared.operator))

    def _check_function(self, call: Call) -> None:
        """Raise 1305 for a function that is neither built in nor stored."""
        world = self.scope.world
        schema = call.schema or world.session.database
        if world.stored or call.over or (call.schema is None and is_builtin(call.name, world.catalog.flavor)):
            return
        if schema is None or world.catalog.schema(schema) is None:
            return
        if world.catalog.routine(schema, "function", call.name) is not None:
            return
        raise NameRefused(1305, f"FUNCTION {schema}.{call.name} does not exist")

    def _check_fulltext(self, call: Call) -> None:
        """Raise MySQL's 1191 for a MATCH of columns of a table that no full-text index has."""
        if call.name != "match" or self.scope.world.stored or self.scope.world.catalog.flavor.is_mariadb:
            return
        names = [name for name in getattr(call.arguments[0], "values", ()) if isinstance(name, Name)]
        for source in self.scope.sources:
            if source.fulltext is None or not names or any(name.parts[:-1] != source.qualifier for name in names):
                continue
            if frozenset(fold(name.parts[-1]) for name in names) not in source.fulltext:
                raise NameRefused(1191, "Can't find FULLTEXT index matching the column list")

    def _query(self, query: Query) -> Query:
        resolved, shown = resolve_query(query, self.scope, inner=True)
        if shown is not None and len(shown) == 1 and self.scope.world.typed:
            self.met[Subquery(resolved)] = shown[0]
        return resolved

    def _exists(self, e: Exists) -> Expression:
        """The select list of an EXISTS does not count; servers print what they like there."""
        query = self._query(e.query)
        if isinstance(query, Select) and not query.group and query.having is None:
            query = replace(query, items=(SelectItem(_ONE),), distinct=False, order=())
        return Exists(query)

    def _window(self, text: str, clause: str) -> str:
        """Return the text of a window with its names resolved."""

        def qualify(found: re.Match[str]) -> str:
            quoted = found[0]
            if quoted.startswith("'"):
                return quoted
            parts = tuple(part.replace("``", "`") for part in re.findall(r"`((?:[^`]|``)*)`", quoted))
            return spell(self.scope.find(Name(parts), clause)[0])

        return _QUOTED_NAMES.sub(qualify, text)

    def listed(
        self, e: Expression, items: tuple[SelectItem, ...], aliases: dict[str, Expression], clause: str
    ) -> Expression:
        """Return an expression of GROUP BY or ORDER BY; a number or an alias means a column of the select list."""
        if isinstance(e, Literal) and e.kind == "number" and e.text.isdigit():
            if 0 < int(e.text) <= len(items):
                return items[int(e.text) - 1].expression
            return _out_of_range(e, self.scope.world, clause)
        if isinstance(e, Name) and len(e.parts) == 1 and fold(e.parts[0]) in aliases:
            alias = aliases[fold(e.parts[0])]
            is_first = clause == "order clause" or self.scope.world.stored
            return alias if is_first else self._column_or(e, alias, clause)
        return self._with_aliases(e, aliases, clause)

    def _column_or(self, e: Name, alias: Expression, clause: str) -> Expression:
        """Return the column that a name of GROUP BY means, or else the expression that has it for an alias."""
        try:
            name, shown = self.scope.find(e, clause)
        except NameRefused:
            return alias
        return alias if shown is None else name

    def having(self, e: Expression, aliases: dict[str, Expression]) -> Expression:
        """Return HAVING, where aliases stand for their expressions."""
        return self._with_aliases(e, aliases, "having clause")

    def _with_aliases(self, e: Expression, aliases: dict[str, Expression], clause: str) -> Expression:
        """Return an expression that may use aliases: HAVING looks at them first, GROUP BY and ORDER BY last."""
        if isinstance(e, Name):
            alias = aliases.get(fold(e.parts[0])) if len(e.parts) == 1 else None
            if alias is not None and (clause == "having clause" or self.scope.world.stored):
                return alias
            try:
                return self.expression(e, clause)
            except NameRefused:
                if alias is None:
                    raise
                return alias
        if isinstance(e, Exists):
            return self._exists(e)
        return transform(e, lambda part: self._with_aliases(part, aliases, clause), self._query)
