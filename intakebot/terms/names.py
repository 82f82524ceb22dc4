"""What the shape of one value can't tell: names that point to nothing, promises that nothing counts, odd patterns."""

import re
from collections.abc import Iterator
from typing import Any, TypeAlias

from packaging.specifiers import InvalidSpecifier, SpecifierSet

from intakebot.domain.impact import FACETS
from intakebot.domain.sentence import Sentence
from intakebot.terms import linear
from intakebot.terms.faults import Key, instead
from intakebot.terms.overlays import Layered

_COMPUTED = {
    "id": Sentence("leave it out: the file's name is the id"),
    "version": Sentence("leave it out: it is computed"),
}
_CALENDAR, _SEVERITY, _PLAN = Sentence("calendar"), Sentence("severity"), Sentence("plan")
_SERVICE, _KIND = Sentence("service"), Sentence("kind")
_WORKING = re.compile(r"\d+ (wh|bd)")

Found: TypeAlias = Iterator[tuple[Key, str]]


def faults(document: Layered, *, thorough: bool) -> Found:
    """Each fault with its key, whatever else is wrong. The shipped files' patterns and holidays are proven by our own
    tests: they are only looked at when asked to be `thorough`, since it takes a while.
    """
    values = document.values
    yield from _forbidden(values)
    yield from _calendars(values)
    yield from _levels(values)
    yield from _plans(values)
    yield from _facets(values)
    yield from _uncounted(values)
    yield from _versions(values)
    yield from (*_patterns(values), *_holidays(values)) if thorough else _own(document)


def _own(document: Layered) -> Found:
    for source in document.sources:
        if not source.shipped:
            yield from _patterns(source.values)
            yield from _holidays(source.values)


def _forbidden(values: dict[str, Any]) -> Found:
    for name in ("id", "version"):
        if name in values:
            yield (name,), _COMPUTED[name]


def tables(values: Any, *path: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The tables that stand in a table, as far as they are any."""
    for part in path:
        values = values.get(part) if isinstance(values, dict) else None
    if isinstance(values, dict):
        yield from ((name, value) for name, value in values.items() if isinstance(value, dict))


def _known(values: dict[str, Any], what: str) -> list[str]:
    return [name for name, _ in tables(values, what)]


def _unknown(key: Key, name: Any, known: list[str], what: str) -> Found:
    if isinstance(name, str) and name not in known:
        reason = Sentence('there is no {what} "{name}"{instead}', what=what, name=name, instead=instead(name, known))
        yield key, reason


def _listed(table: dict[str, Any], name: str) -> Iterator[tuple[int, Any]]:
    items = table.get(name)
    return iter(enumerate(items if isinstance(items, list) else ()))


def _calendars(values: dict[str, Any]) -> Found:
    known = _known(values, "calendars")
    for plan, table in tables(values, "plans"):
        yield from _unknown(("plans", plan, "calendar"), table.get("calendar"), known, _CALENDAR)
        for level, row in tables(values, "plans", plan, "targets"):
            yield from _unknown(("plans", plan, "targets", level, "calendar"), row.get("calendar"), known, _CALENDAR)
    for name, table in tables(values):
        if name == "languages":
            yield from _unknown((name, "hours"), table.get("hours"), known, _CALENDAR)
    for name, table in tables(values, "duties"):
        if name == "contact_attempts":
            yield from _unknown(("duties", name, "calendar"), table.get("calendar"), known, _CALENDAR)


def _levels(values: dict[str, Any]) -> Found:
    known = _known(values, "severities")
    for plan, _ in tables(values, "plans"):
        for level, _ in tables(values, "plans", plan, "targets"):
            yield from _unknown(("plans", plan, "targets", level), level, known, _SEVERITY)
    for item, table in tables(values, "requires"):
        for place, level in _listed(table, "levels"):
            yield from _unknown(("requires", item, "levels", place), level, known, _SEVERITY)
    for name, table in tables(values, "duties"):
        if name == "conditions":
            for key in ("level", "falls_to"):
                yield from _unknown(("duties", name, key), table.get(key), known, _SEVERITY)


def _plans(values: dict[str, Any]) -> Found:
    known = _known(values, "plans")
    for name, table in tables(values):
        if name == "unknown_plan":
            yield from _unknown((name, "serve_as"), table.get("serve_as"), known, _PLAN)
    for service, table in tables(values, "services"):
        for place, plan in _listed(table, "plans"):
            yield from _unknown(("services", service, "plans", place), plan, known, _PLAN)
    services = _known(values, "services")
    for plan, table in tables(values, "plans"):
        for place, service in _listed(table, "only"):
            yield from _unknown(("plans", plan, "only", place), service, services, _SERVICE)


def _facets(values: dict[str, Any]) -> Found:
    for level, table in tables(values, "severities"):
        for place, rule in _listed(table, "when"):
            for facet, wanted in rule.items() if isinstance(rule, dict) else ():
                for number, value in enumerate(wanted if isinstance(wanted, list) and facet in FACETS else ()):
                    key = ("severities", level, "when", place, facet, number)
                    yield from _unknown(key, value, [*FACETS[facet]], facet)
    for item, table in tables(values, "requires"):
        for place, kind in _listed(table, "kinds"):
            yield from _unknown(("requires", item, "kinds", place), kind, [*FACETS["kind"]], _KIND)


def _uncounted(values: dict[str, Any]) -> Found:
    """Working time is counted in the plan's hours."""
    for plan, table in tables(values, "plans"):
        if table.get("calendar") is not None:
            continue
        for level, row in tables(values, "plans", plan, "targets"):
            if row.get("calendar") is not None:
                continue
            for clock, target in tables(values, "plans", plan, "targets", level):
                promise = target.get("promise")
                if isinstance(promise, str) and _WORKING.fullmatch(promise):
                    key = ("plans", plan, "targets", level, clock, "promise")
                    yield key, Sentence(
                        '"{promise}" is working time, but the plan has no hours: add calendar = "…" to [plans.{plan}]',
                        promise=promise, plan=plan,
                    )  # fmt: skip


def _versions(values: dict[str, Any]) -> Found:
    for name, table in tables(values, "duties"):
        for place, text in _listed(table, "outdated") if name == "versions" else ():
            try:
                SpecifierSet(str(text))
            except InvalidSpecifier:
                reason = Sentence('"{text}" names no versions; write it as "<12.0"', text=str(text))
                yield ("duties", "versions", "outdated", place), reason


def _patterns(values: dict[str, Any]) -> Found:
    for what in ("requires", "services"):
        for item, table in tables(values, what):
            for place, pattern in _listed(table, "patterns"):
                if isinstance(pattern, str) and (reason := _pattern(pattern)):
                    yield (what, item, "patterns", place), reason


def _pattern(pattern: str) -> str:
    """What is wrong with it; that it is no pattern at all is told by the shape."""
    try:
        linear.check(pattern)
    except linear.NotLinear as error:
        return str(error)
    except (re.error, OverflowError, RecursionError):
        return ""
    return ""


def _holidays(values: dict[str, Any]) -> Found:
    from intakebot.terms.clocks import CannotCount, check_holidays  # holidays takes a while to load

    for calendar, table in tables(values, "calendars"):
        code = table.get("holidays")
        if isinstance(code, str) and code:
            try:
                check_holidays(code)
            except CannotCount:
                yield (
                    ("calendars", calendar, "holidays"),
                    Sentence(
                        'the holidays of "{code}" are unknown; write the country, or country and subdivision, as in PL or DE-BY',
                        code=code,
                    ),
                )
