"""Questions about deadlines as the command and its JSON lines ask them, and the answers (design.md 8)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from intakebot.domain.jsonlines import BadQuestion, identity
from intakebot.terms.clocks.daysoff import check_holidays
from intakebot.terms.clocks.due import Deadline, deadlines
from intakebot.terms.clocks.localtime import zone_of
from intakebot.terms.clocks.steps import Step
from intakebot.terms.document.document import Document

LANGUAGES = ("en", "ru", "pl")


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """When is what due?"""

    terms: str
    plan: str
    severity: str
    received_at: datetime
    id: str | int | None = None
    #: The customer's.
    zone: str | None = None
    holidays: str | None = None
    explain: bool = False
    language: str = "en"


def question(asked: Mapping[str, object]) -> Question:
    """Read `id, terms, plan, severity, received, timezone, holidays, explain, lang`; null is as good as absent.

    CannotCount or BadQuestion says what is wrong: zone and holidays too, even where the terms have no use for them.
    """
    number = asked.get("severity")
    if isinstance(number, int) and not isinstance(number, bool):
        asked = {**asked, "severity": str(number)}
    found = Question(
        id=identity(asked),
        terms=_needed(asked, "terms"),
        plan=_needed(asked, "plan"),
        severity=_needed(asked, "severity"),
        received_at=_moment(_needed(asked, "received")),
        zone=_text(asked, "timezone"),
        holidays=_text(asked, "holidays"),
        explain=_truth(asked, "explain"),
        language=_language(_text(asked, "lang")),
    )
    if found.zone is not None:
        zone_of(found.zone)
    if found.holidays is not None:
        check_holidays(found.holidays)
    return found


def answer(asked: Question, document_of: Callable[[str], Document]) -> dict[str, Any]:
    """The answer as it is printed; CannotCount, and what `document_of` raises for terms that don't exist."""
    found = deadlines(
        document_of(asked.terms), asked.plan, asked.severity, asked.received_at, asked.zone, asked.holidays
    )
    told: dict[str, Any] = {"id": asked.id}
    told |= {f"{each.clock}_due": each.due_at.isoformat() if each.due_at else None for each in found}
    told["promise"] = {each.clock: str(each.promise) for each in found}
    told["reaction"] = found.counts
    told["clause"] = found.reaction.clause
    if asked.explain:
        told["steps"] = [step for each in found for step in _steps(each, asked.language)]
    return told


def _steps(deadline: Deadline, language: str) -> list[dict[str, Any]]:
    return [
        {
            "clock": step.clock,
            "from": step.from_at.isoformat(),
            "to": step.until_at.isoformat(),
            "seconds": _seconds(step),
            "text": step.text,
        }
        for step in deadline.steps(language)
    ]


def _seconds(step: Step) -> int | float:
    """Whole where they are whole."""
    whole, rest = divmod(step.counted, timedelta(seconds=1))
    return whole if not rest else step.counted.total_seconds()


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise BadQuestion(f"received {text[:100]!r} is no ISO 8601 time, as in 2026-02-20T16:00:00+03:00") from None
    if moment.utcoffset() is None:
        raise BadQuestion(f"received {text!r} says no zone; add Z or an offset, as in 2026-02-20T16:00:00+03:00")
    return moment


def _language(given: str | None) -> str:
    if given is not None and given not in LANGUAGES:
        raise BadQuestion(f"lang {given[:100]!r} is none of {', '.join(LANGUAGES)}")
    return given or "en"


def _needed(asked: Mapping[str, object], key: str) -> str:
    text = _text(asked, key)
    if text is None:
        raise BadQuestion(f"{key} is missing")
    return text


def _text(asked: Mapping[str, object], key: str) -> str | None:
    given = asked.get(key)
    if given is None or isinstance(given, str):
        return given
    raise BadQuestion(f"{key} must be text")


def _truth(asked: Mapping[str, object], key: str) -> bool:
    given = asked.get(key)
    if given is None or isinstance(given, bool):
        return bool(given)
    raise BadQuestion(f"{key} must be true or false")
