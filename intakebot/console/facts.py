"""What a line of a ticket's history holds, in words: in short beside it, and all of it to be unfolded."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from markupsafe import Markup

from intakebot.console.dossier import Dossier
from intakebot.console.names import marked as _
from intakebot.console.said import Said
from intakebot.console.telling import told
from intakebot.console.words import Words
from intakebot.domain.event import Event

_NAMES = {
    "anyway": _("though it may have arrived"), "for": _("waits"), "until": _("until"),
    "answer": _("answer"), "at": _("when"), "attempts": _("tries"), "auto": _("kind of automatic mail"), "before": _("before"),
    "by": _("by"), "changed": _("changed before sending"), "calendar": _("version of the calendar"), "channel": _("channel"), "claims": _("claims to be about"),
    "clause": _("clause"), "clock": _("deadline"), "confidence": _("confidence"), "continues": _("continues"),
    "counts": _("counts"), "defects": _("defects of the mail"), "detail": _("detail"), "due": _("due"),
    "given": _("given"), "gone": _("merged from"), "how": _("how"), "items": _("what"), "kind": _("kind"),
    "language": _("language"), "letter": _("letter no."), "level": _("severity"), "mark": _("mark"), "message": _("message no."),
    "missing": _("still missing"), "model": _("version of the model"), "now": _("from now on"), "other": _("other ticket"),
    "probabilities": _("how likely each level is"), "promise": _("promised"), "queue_id": _("queue id"), "reason": _("reason"),
    "received": _("delivery no."), "reply": _("the receiver's answer"), "sender": _("how the sender was proven"),
    "severity": _("severity"), "since": _("since"), "stays": _("goes on in"), "template": _("template"),
    "terms": _("version of the terms"), "to": _("to"), "urgent": _("may be urgent"), "version": _("version"), "abstains": _("too unsure to propose"),
    "waited": _("the customer was waited for"), "wanted": _("wanted"), "why": _("why"), "words": _("words"),
    "action": _("what became of it"), "agent": _("agent"), "answers": _("answers letter no."), "asked": _("asked for"),
    "decision": _("decision no."), "diagnostic": _("what the receiver's server says"), "end": _("until character"),
    "own": _("own first contact"), "policy": _("what follows"), "proven": _("sender proven"),
    "received_at": _("received earlier"), "split_from": _("split from"), "start": _("from character"),
    "status": _("status code"), "ticket": _("ticket"), "where": _("found in"),
}  # fmt: skip
_LEVELS = ("asked", "before", "level", "now", "severity", "wanted")
_MOMENTS = ("at", "due", "own", "received_at", "since", "until")
_CLOCKS = ("reaction", "workaround", "resolution")
#: What servers say, and our own ways to them: English, whoever reads it.
_OF_SERVERS = ("diagnostic", "reply")
_POLICIES = {"hold": _("a person decides"), "resend": _("it goes out again")}
#: Why a severity fell (Why).
_CAUSES = {
    "unconfirmed": _("the conditions weren't confirmed in time"), "unanswered": _("our letter wasn't answered in time"),
    "unreachable": _("the customer couldn't be reached"),
}  # fmt: skip
#: For machines: what undoing needs, and places of words, which are marked in the message.
_NOT_TOLD = ("was", "cues")
_IN_SHORT = ("words", "reason", "how", "detail", "reply")
#: What the receiver said then stands with the letter.
_DELIVERED = ("letter_sent", "notice_sent")


class Facts:
    """Of one ticket, for one reader."""

    def __init__(self, ticket: Dossier, words: Words, zone: str) -> None:
        self._ticket, self._words, self._zone = ticket, words, zone
        self._said = Said(words.language)

    def in_short(self, event: Event) -> str:
        """What matters most; "" where the kind of event says it all."""
        held = event.evidence
        if event.kind in _DELIVERED:
            return ""
        if "now" in held:
            became = dict.fromkeys(
                self._ticket.called(held.get(name), self._words.language) for name in ("before", "now")
            )
            return ". ".join(filter(None, (" → ".join(filter(None, became)), held.get("reason") or held.get("how"))))
        if "level" in held:
            sure = self._words.percent(held["confidence"]) if "confidence" in held else ""
            return ", ".join(filter(None, (self._ticket.said(held["level"]), sure)))
        if held.get("clock") in _CLOCKS:
            return self._said.clock(held["clock"])
        return next((self._told(held[name]) for name in _IN_SHORT if held.get(name)), "")

    def every(self, event: Event) -> Iterator[tuple[str, str]]:
        """Name and value of each fact."""
        for name, value in {**event.evidence, **event.versions}.items():
            if name in _NOT_TOLD or value in (None, "", [], {}):
                continue
            if name == "facets":
                yield from (
                    (self._said.facet(facet), self._said.facet_value(facet, found))
                    for facet, found in value.items()
                    if found != "unknown"
                )
            elif name in _CLOCKS:
                yield self._said.clock(name), self._counted(value)
            else:
                yield self._words.gettext(_NAMES[name]) if name in _NAMES else name, self._value(name, value)

    def _counted(self, clock: Mapping[str, Any]) -> str:
        due = clock.get("due_at")
        steps = (Markup('<span lang="en">{}</span>').format(step) for step in clock.get("steps", ()))  # as noted
        parts = (self._moment(due) if due else "", self._said.promise(clock.get("promise", "")), *steps)
        return Markup(" · ").join(filter(None, parts))

    def _value(self, name: str, value: Any) -> str:
        if isinstance(value, bool):
            return self._words.gettext(_("yes") if value else _("no"))
        if isinstance(value, Mapping):
            return ", ".join(f"{self._ticket.said(key)} {self._value('confidence', one)}" for key, one in value.items())
        if isinstance(value, list):
            return ", ".join(
                self._moment(one) if name == "waited" else self._ticket.wanted(str(one), self._words.language)
                for one in value
            )
        if name == "confidence":
            return self._words.percent(value)
        if name in _MOMENTS:
            return self._moment(value)
        if name in _OF_SERVERS:
            return Markup('<span lang="en">{}</span>').format(value)
        if value in _POLICIES and name == "policy":
            return self._words.gettext(_POLICIES[value])
        return self._name(name, self._told(value))

    def _name(self, name: str, value: str) -> str:
        if name in _LEVELS:
            return self._ticket.called(value, self._words.language)
        if name == "why" and value in _CAUSES:
            return self._words.gettext(_CAUSES[value])
        known = {
            "language": self._said.language,
            "channel": self._said.channel,
            "mark": self._said.mark,
            "clock": self._said.clock,
            "for": self._said.waits,
            "answer": self._said.answer,
            "by": self._said.by,
        }
        return known[name](value) if name in known else value

    def _told(self, value: Any) -> str:
        text = value if isinstance(value, str) else str(value)  # ids are numbers, too
        return told(text, self._words.language, self._zone)

    def _moment(self, said: Any) -> str:
        try:
            return self._words.moment(datetime.fromisoformat(said), self._zone)
        except (TypeError, ValueError):
            return str(said)
