"""A forecast of an upgrade as one HTML page."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from driftproof.model.difference import ObjectDifference
from driftproof.model.forecast import Effect, Forecast, ScriptForecast
from driftproof.model.hazard import Hazard, HazardKind
from driftproof.report.forecasts import DOING, counted, is_shown, outlook_lines, write_text
from driftproof.report.html.page import SEVERITIES, Shown, counted_kinds, shown_object
from driftproof.report.html.picture import HEAD, LINE, WIDTH, Picture, picture_of
from driftproof.report.html.shell import Facet, render_page
from driftproof.report.upgrades import plan_heading, plan_remarks
from driftproof.report.wording import many

_STYLES = {"changes": "changed", "fails": "error", "unknown": "warning", "rewrites": "changed", "rows": "info"}


@dataclass(frozen=True, slots=True)
class ShownEffect:
    """One statement as the page shows it: its id, its gravest hazard, its objects, and the style of what it does."""

    effect: Effect
    id: str
    severity: str
    style: str
    start: str
    objects: tuple[Shown, ...]
    writes: tuple[str, ...]
    hazards: tuple[Hazard, ...]


@dataclass(frozen=True, slots=True)
class ShownScript:
    """One script as the page shows it: a number, what its statements do, and each of them."""

    one: ScriptForecast
    number: int
    said: str
    effects: tuple[ShownEffect, ...]


def forecast_html(forecast: Forecast) -> str:
    """Return a forecast as one HTML file that opens from disk and loads nothing."""
    return render_page("plan.html", _content(forecast))


def _content(forecast: Forecast) -> dict[str, Any]:
    chosen = [script for script in forecast.scripts if is_shown(script)]
    scripts = [_shown_script(script, number) for number, script in enumerate(chosen, start=1)]
    objects = [shown_object(one, f"o{number}") for number, one in enumerate(forecast.comparison.objects, start=1)]
    touching = {shown.id: _scripts_of(shown.one, chosen) for shown in objects}
    effects = [effect for script in scripts for effect in script.effects]
    return {
        "plan": forecast.plan,
        "flavor": forecast.comparison.before_flavor,
        "heading": list(plan_heading(forecast.plan)),
        "outlook": list(outlook_lines(forecast)) if forecast.scripts else [],
        "remarks": list(plan_remarks(forecast.plan)),
        "failure": forecast.failure,
        "scripts": scripts,
        "objects": objects,
        "touching": touching,
        "doing": Counter(effect.effect.does for effect in effects),
        "words": DOING,
        "styles": _STYLES,
        "kinds": counted_kinds(forecast.comparison),
        "states": ("added", "removed", "changed"),
        "hazards": _hazards(forecast),
        "checks": [(shown, hazard) for shown in objects for hazard in shown.one.hazards if hazard.check],
        "facets": _facets(objects, scripts),
        "many": many,
        **_drawn(forecast, objects),
    }


def _drawn(forecast: Forecast, objects: list[Shown]) -> dict[str, Any]:
    """Return what the picture of the tables needs."""
    schema = forecast.plan.history.schema
    before, after = forecast.before.schema(schema), forecast.after.schema(schema)
    return {
        "picture": picture_of(forecast.comparison, before, after) if before and after else Picture(),
        "ids": {shown.one.name: shown.id for shown in objects if shown.one.kind == "table"},
        "width": WIDTH,
        "head": HEAD,
        "line": LINE,
    }


def _hazards(forecast: Forecast) -> list[tuple[str, int]]:
    kinds = Counter(kind for one in forecast.comparison.objects for kind in {hazard.kind for hazard in one.hazards})
    return [(kind.value, kinds[kind]) for kind in HazardKind if kinds[kind]]


def _scripts_of(one: ObjectDifference, scripts: list[ScriptForecast]) -> str:
    """Return the numbers of the scripts that change an object, parted by spaces."""
    key = one.kind, one.name
    return " ".join(
        f"s{number}"
        for number, script in enumerate(scripts, start=1)
        if any((other.kind, other.name) == key for other in script.objects)
    )


def _facets(objects: list[Shown], scripts: list[ShownScript]) -> tuple[Facet, ...]:
    """Return the menus: objects or statements, what happens, the gravest hazard, and the script."""
    kinds = Counter(shown.one.kind for shown in objects)
    effects = [effect for script in scripts for effect in script.effects]
    does = Counter(effect.effect.does for effect in effects)
    presences = Counter(shown.one.presence for shown in objects)
    severities = Counter([shown.severity for shown in objects] + [effect.severity for effect in effects])
    labels = {"none": "no hazard"}
    kind_options = [
        ("statement", f"statements ({len(effects)})"),
        *((kind, f"{kind} ({kinds[kind]})") for kind in kinds),
    ]
    happens: list[tuple[str, str]] = [(one, f"{one} ({presences[one]})") for one in presences]
    happens += [(one, f"statements {words} ({does[one]})") for one, words in DOING.items() if does[one]]
    return (
        Facet("kind", "everything", tuple(kind_options)),
        Facet("happens", "whatever happens", tuple(happens)),
        Facet(
            "severity",
            "every severity",
            tuple((one, f"{labels.get(one, one)} ({severities[one]})") for one in SEVERITIES if severities[one]),
        ),
        Facet("script", "every script", tuple((f"s{script.number}", script.one.script.name) for script in scripts)),
    )


def _shown_script(script: ScriptForecast, number: int) -> ShownScript:
    effects = (_shown_effect(effect, f"s{number}-{at}") for at, effect in enumerate(script.effects, start=1))
    return ShownScript(script, number, counted(script.effects), tuple(effects))


def _shown_effect(effect: Effect, name: str) -> ShownEffect:
    hazards = (*effect.hazards, *(hazard for one in effect.objects for hazard in one.hazards))
    worst = max((hazard.severity for hazard in hazards), default=None)
    severity = "error" if effect.answer else str(worst) if worst is not None else "none"
    return ShownEffect(
        effect,
        name,
        severity,
        _STYLES.get(effect.does, "none"),
        next((line.strip() for line in effect.sql.splitlines() if line.strip()), ""),
        tuple(shown_object(one, f"{name}-{at}") for at, one in enumerate(effect.objects, start=1)),
        tuple(map(write_text, effect.writes)),
        effect.hazards,
    )
