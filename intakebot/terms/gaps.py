"""What a document leaves open or says against itself. A gap isn't a fault: it can be used, but somebody should know."""

from collections.abc import Iterator, Mapping
from itertools import pairwise

from intakebot.domain.sentence import Sentence
from intakebot.terms.compare import surely_later, working
from intakebot.terms.document import Document
from intakebot.terms.document.duties import Conditions
from intakebot.terms.document.hours import Hours
from intakebot.terms.document.plans import Facet, Plan, Severity
from intakebot.terms.document.targets import CLOCKS, Clock, Target, Targets
from intakebot.terms.faults import Key
from intakebot.terms.names import Found

_CLOCKS: Mapping[Clock, Sentence] = {
    "reaction": Sentence("reaction"),
    "workaround": Sentence("workaround"),
    "resolution": Sentence("resolution"),
}


def gaps(document: Document) -> Found:
    """Each with its key, and the clause where one is known."""
    yield from _hours(document)
    for id_, plan in document.plans.items():
        yield from _targets(("plans", id_), plan, document)
        yield from _order(("plans", id_, "targets"), plan, document)
        yield from _clocks(("plans", id_, "targets"), plan, document)
    yield from _definitions(document)
    yield from _unreachable(document)
    yield from _recognising(document)
    yield from _people(document)
    yield from _languages(document)
    yield from _duties(document)


def _hours(document: Document) -> Found:
    used = {plan.window(level) for plan in document.plans.values() for level in (*document.severities, "")}
    used.add(document.languages.hours)
    if document.duties.contact_attempts:
        used.add(document.duties.contact_attempts.calendar)
    for id_, hours in document.calendars.items():
        if id_ not in used:
            yield ("calendars", id_), Sentence("no plan uses this calendar")
        if hours.holidays and hours.model_copy(update={"holidays": ""}).always:
            yield (
                ("calendars", id_, "holidays"),
                Sentence(
                    "{country} holidays are given for hours round the clock; are they days off?", country=hours.holidays
                ),
            )


def _targets(key: Key, plan: Plan, document: Document) -> Found:
    if plan.support == "none":
        if plan.targets:
            yield (*key, "targets"), Sentence("the plan has no support ({clause}), but targets", clause=plan.clause)
        return
    if plan.support == "full" and not all(plan.window(level) for level in document.severities):
        yield (*key, "calendar"), Sentence("the plan has no hours ({clause}): give it a calendar", clause=plan.clause)
    for level in document.severities:
        if level not in plan.targets and plan.support == "full":
            yield (
                (*key, "targets", level),
                Sentence(
                    "level {level} has no target ({clause}); nothing is promised for it",
                    level=level,
                    clause=plan.clause,
                ),
            )
    for level, targets in plan.targets.items():
        yield from _unset((*key, "targets", level), targets)
        if plan.support == "best_effort" and targets.reaction.promise.dated:
            reason = Sentence(
                "the plan promises best effort ({clause}), but this level {promise}",
                clause=plan.clause, promise=str(targets.reaction.promise),
            )  # fmt: skip
            yield (*key, "targets", level, "reaction", "promise"), reason


def _unset(key: Key, targets: Targets) -> Found:
    for clock in CLOCKS:
        target = targets.of(clock)
        if target and target.promise.text == "unset":
            yield (
                (*key, clock, "promise"),
                Sentence(
                    "the figure is missing ({clause}); until it is given, no deadline is computed", clause=target.clause
                ),
            )


def _order(key: Key, plan: Plan, document: Document) -> Found:
    """A less severe level isn't served sooner than a more severe one."""
    levels = [level for level in document.severities if level in plan.targets]
    for severe, mild in pairwise(levels):
        for clock in CLOCKS:
            first, second = plan.targets[severe].of(clock), plan.targets[mild].of(clock)
            if first is None or second is None:
                continue
            at, windows = (*key, mild, clock, "promise"), (plan.window(severe), plan.window(mild))
            hours = document.calendars.get(windows[0] or "")
            if windows[0] == windows[1] and surely_later(first.promise, second.promise, hours):
                yield at, _sooner(first, second, severe)
            elif second.promise.dated and first.promise.text in ("none", "best_effort"):
                yield at, _promised(first, second, severe)


def _sooner(first: Target, second: Target, severe: str) -> Sentence:
    return Sentence(
        "{promise} is sooner than {other} of the more severe {level} ({clause})",
        promise=str(second.promise), other=str(first.promise), level=severe, clause=second.clause,
    )  # fmt: skip


def _promised(first: Target, second: Target, severe: str) -> Sentence:
    facts = {"promise": str(second.promise), "level": severe, "clause": first.clause}
    if first.promise.text == "none":
        return Sentence("{promise} is promised, but for the more severe {level} nothing ({clause})", **facts)
    return Sentence("{promise} is promised, but for the more severe {level} best effort only ({clause})", **facts)


def _clocks(key: Key, plan: Plan, document: Document) -> Found:
    """Reaction, workaround and resolution come in this order, and in hours that exist."""
    for level, targets in plan.targets.items():
        hours = document.calendars.get(plan.window(level) or "")
        given = [(clock, target) for clock in CLOCKS if (target := targets.of(clock))]
        for (early, first), (late, second) in pairwise(given):
            if surely_later(first.promise, second.promise, hours):
                yield (*key, level, early, "promise"), _later(early, first, late, second)
        for clock, target in given:
            if hours and hours.always and working(target.promise):
                yield (*key, level, clock, "promise"), _needless(target.promise.text, hours, clock)


def _later(early: Clock, first: Target, late: Clock, second: Target) -> Sentence:
    return Sentence(
        "{clock} {promise} is later than {late} {other} ({clause})", clock=_CLOCKS[early], promise=str(first.promise),
        late=_CLOCKS[late], other=str(second.promise), clause=second.clause,
    )  # fmt: skip


def _needless(promise: str, hours: Hours, clock: Clock) -> Sentence:
    return Sentence(
        "{clock} {promise} is working time in hours round the clock ({clause}); write h or d",
        clock=_CLOCKS[clock], promise=promise, clause=hours.clause,
    )  # fmt: skip


def _definitions(document: Document) -> Found:
    for id_, severity in document.severities.items():
        if severity.definition is None:
            yield ("severities", id_, "definition"), _undefined(severity)


def _undefined(severity: Severity) -> Sentence:
    if severity.ours:
        return Sentence("the level has no definition ({clause}); the mapping of facets is ours", clause=severity.clause)
    return Sentence("the level has no definition ({clause})", clause=severity.clause)


def _unreachable(document: Document) -> Found:
    """Levels are tried from the most severe one, so a rule that an earlier one covers never decides."""
    earlier: list[Mapping[Facet, tuple[str, ...]]] = []
    levels = list(document.severities)
    for id_, severity in document.severities.items():
        live = [rule for rule in severity.when if not any(_covers(each, rule) for each in earlier)]
        is_last = id_ == levels[-1]
        if not severity.when and not is_last:
            reason = Sentence("no rule leads to this level ({clause}); it is never proposed", clause=severity.clause)
            yield ("severities", id_, "when"), reason
        elif not live and not is_last:
            yield (
                ("severities", id_, "when"),
                Sentence(
                    "rules of more severe levels come before each of this level ({clause})", clause=severity.clause
                ),
            )
        elif is_last and any(not rule for rule in earlier):
            reason = Sentence("a rule without facets comes before this level ({clause})", clause=severity.clause)
            yield ("severities", id_, "when"), reason
        earlier += severity.when


def _covers(rule: Mapping[Facet, tuple[str, ...]], other: Mapping[Facet, tuple[str, ...]]) -> bool:
    return all(facet in other and set(other[facet]) <= set(values) for facet, values in rule.items())


def _recognising(document: Document) -> Found:
    for id_, item in document.requires.items():
        if not (item.labels or item.patterns or item.attachments or item.words or item.known):
            yield (
                ("requires", id_),
                Sentence(
                    "nothing can recognise that it is there ({clause}), so it is always asked for", clause=item.clause
                ),
            )
    for id_, service in document.services.items():
        if not service.patterns:
            reason = Sentence("nothing can recognise a request for it ({clause})", clause=service.clause)
            yield ("services", id_, "patterns"), reason
    for key, words in _compared(document):
        for place, word in enumerate(words):
            if word != word.lower():
                reason = Sentence('"{word}" is compared in lower case; write "{small}"', word=word, small=word.lower())
                yield (*key, place), reason


def _compared(document: Document) -> Iterator[tuple[Key, tuple[str, ...]]]:
    for id_, plan in document.plans.items():
        yield ("plans", id_, "said"), plan.said
    for id_, severity in document.severities.items():
        yield ("severities", id_, "said"), severity.said
    for id_, item in document.requires.items():
        yield ("requires", id_, "labels"), item.labels
    yield ("languages", "products"), document.languages.products


def _people(document: Document) -> Found:
    openers = [role for role in document.roles.values() if role.opens]
    if openers and not any(role.manages for role in document.roles.values()):
        reason = Sentence(
            "who may change the list of persons isn't said ({clause}); the operator does", clause=openers[0].clause
        )
        yield ("roles",), reason


def _languages(document: Document) -> Found:
    languages = document.languages
    clause = f" ({languages.clause})" if languages.clause else ""
    regions = [region.languages for region in languages.regions.values()]
    for id_, region in languages.regions.items():
        if not region.languages:
            yield (
                ("languages", "regions", id_, "languages"),
                Sentence("the region has no language{clause}", clause=clause),
            )
    if regions and not languages.spoken:
        yield (
            ("languages", "spoken"),
            Sentence("what is spoken where the region isn't known is missing{clause}", clause=clause),
        )
    for place, language in enumerate(languages.spoken):
        if regions and not any(language in region for region in regions):
            yield (
                ("languages", "spoken", place),
                Sentence("no region speaks {language}{clause}", language=language, clause=clause),
            )
    if languages.hours and not languages.outside:
        yield ("languages", "outside"), Sentence("what is spoken outside the hours is missing{clause}", clause=clause)


def _duties(document: Document) -> Found:
    duties, levels = document.duties, list(document.severities)
    if duties.conditions:
        yield from _fall(duties.conditions, levels)
    if duties.self_service and not duties.self_service.urls:
        reason = Sentence("no address to point customers to ({clause})", clause=duties.self_service.clause)
        yield ("duties", "self_service", "urls"), reason
    if duties.versions and not duties.versions.outdated:
        yield (
            ("duties", "versions", "outdated"),
            Sentence(
                "which versions are outdated isn't said ({clause}): no request is marked", clause=duties.versions.clause
            ),
        )


def _fall(conditions: Conditions, levels: list[str]) -> Found:
    if levels.index(conditions.falls_to) <= levels.index(conditions.level):
        reason = Sentence(
            "level {level} falls to {lower}, which isn't less severe ({clause})",
            level=conditions.level, lower=conditions.falls_to, clause=conditions.fall_clause,
        )  # fmt: skip
        yield ("duties", "conditions", "falls_to"), reason
