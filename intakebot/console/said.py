"""What ids of the product are called by the console's people, in each language."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from intakebot.console.names import Names
from intakebot.console.names import marked as _
from intakebot.domain.by import API, COMMAND, CONSOLE
from intakebot.domain.user import Role, User


def _n(one: str, many: str) -> tuple[str, str]:
    """Marks words that are to be translated for every number."""
    return one, many


_VIEWS = {
    "triage": _("To triage"), "open": _("Open"), "waiting": _("Waiting"), "closed": _("Closed"), "all": _("All"),
}  # fmt: skip
_CHANNELS = {"smtp": _("mail"), "lmtp": _("mail"), "imap": _("mail"), "telegram": "Telegram", "matrix": "Matrix"}
_CLOCKS = {"reaction": _("Reaction due"), "workaround": _("Workaround due"), "resolution": _("Resolution due")}
_PROMISED = {"reaction": _("Reaction"), "workaround": _("Workaround"), "resolution": _("Resolution")}
_DONE = {
    "confirmed": _("severity confirmed"), "changed": _("severity changed"), "asked": _("the customer is asked"),
    "undone": _("undone"), "answered": _("answer queued"), "noted": _("note kept"), "closed": _("closed"),
    "reopened": _("reopened"), "contacted": _("contact noted"), "handed_over": _("handed over"), "linked": _("linked"),
    "merged": _("merged"), "split": _("split off"), "question": _("question queued"),
    "attempted": _("tried to reach the customer"), "notified": _("notified by a person"),
    "workaround": _("workaround given"), "agreed": _("the customer agreed"), "refused": _("the customer refused"),
    "broken": _("severity fell"), "plan": _("plan changed"),
    "resent": _("the letter is sent again"), "put_off": _("put off"), "taken_up": _("taken up again"),
}  # fmt: skip
_BY = {
    "proposed": _("Proposed"), "stated": _("The customer says"), "confirmed": _("Confirmed"),
    "agreed": _("Agreed with the customer"), "rule": _("Fell by the terms"),
}  # fmt: skip
_FACETS = {
    "kind": _("what is asked for"), "function": _("which function"), "extent": _("how much of it"),
    "scope": _("how many are affected"), "workaround": _("whether there is a workaround"),
    "environment": _("which environment"), "state": _("since when, and whether still"), "origin": _("where it comes from"),
    "business": _("what it means for the business"), "risk": _("risk for data or security"),
}  # fmt: skip
_VALUES = {
    "kind": {
        "incident": _("a fault"), "question": _("a question"), "feature_request": _("a new feature"),
        "feedback": _("feedback"), "licence": _("a licence"), "other": _("something else"),
    },
    "function": {"main": _("main function"), "secondary": _("secondary function"), "none": _("none")},
    "extent": {
        "stopped": _("doesn't work at all"), "degraded": _("works badly"), "limited": _("works in part"), "none": _("none"),
    },
    "scope": {"all": _("everybody"), "some": _("several people"), "one": _("one person")},
    "workaround": {"yes": _("yes"), "no": _("no")},
    "environment": {"production": _("production"), "test": _("test system")},
    "state": {
        "ongoing": _("goes on"), "recurrent": _("comes again and again"), "resolved": _("is over"),
        "hypothetical": _("hasn't happened"), "none": _("none"),
    },
    "origin": {
        "provider": _("at the provider"), "product": _("in the product"), "third_party": _("at somebody else's"),
        "customer": _("at the customer's"),
    },
    "business": {"severe": _("severe"), "notable": _("notable"), "slight": _("slight"), "none": _("none")},
    "risk": {"true": _("yes"), "false": _("no")},
}  # fmt: skip
_ANSWERS = {"agreed": _("the customer agreed"), "refused": _("the customer refused")}
_MARKS = {
    "unknown_plan": _("Plan unknown"), "not_authorised": _("Not authorised"), "no_support": _("No support bought"),
    "expired": _("Entitlement expired"), "not_yet_valid": _("Entitlement not begun"), "best_effort": _("Best effort only"),
    "outdated_version": _("Outdated version"), "outside_plan": _("Outside the plan"), "conduct": _("Conduct"),
    "manager_wanted": _("A manager is wanted"), "service": _("Service"), "out_of_hours": _("Outside hours"),
    "sender_not_proven": _("Sender not proven"), "feature": _("A new feature is wanted"),
}  # fmt: skip
_EVENTS = {
    "registered": _("registered"), "severity_proposed": _("severity proposed"), "severity_stated": _("severity stated"),
    "severity_confirmed": _("severity confirmed"), "severity_changed": _("severity changed"),
    "severity_fell": _("severity fell"), "fall_taken_back": _("the fall was taken back"),
    "consent_asked": _("consent asked"), "consented": _("the customer agreed"),
    "consent_refused": _("the customer refused"), "change_wanted": _("the customer wants another severity"),
    "conditions_agreed": _("conditions agreed"), "marked": _("marked"), "information_asked": _("information asked"),
    "information_given": _("information given"), "due": _("deadlines counted"), "due_soon": _("deadline near"),
    "breached": _("deadline missed"), "counted": _("clock stopped"), "notice_queued": _("notice queued"),
    "notice_sent": _("notice handed over"), "notice_suppressed": _("notice withheld"),
    "notice_taken_back": _("the notice came back"), "notified": _("notified by a person"),
    "letter_queued": _("letter queued"), "letter_sent": _("letter handed over"), "letter_bounced": _("letter came back"),
    "letter_withdrawn": _("letter withdrawn"), "delivery_deferred": _("delivery deferred"),
    "delivery_failed": _("delivery failed"), "delivery_in_doubt": _("delivery in doubt"),
    "delivery_report": _("delivery report"), "resend_asked": _("sending again asked"), "contacted": _("customer reached"),
    "contact_taken_back": _("the contact was taken back"), "contact_attempt": _("tried to reach the customer"),
    "followed_up": _("the customer wrote again"), "waiting": _("waiting for the customer"),
    "waiting_ended": _("waiting ended"), "workaround_given": _("workaround given"), "works_again": _("it works again"),
    "update_due": _("news due"), "no_target": _("no target"), "plan_changed": _("plan changed"), "closed": _("closed"),
    "reopened": _("reopened"), "received_earlier": _("an earlier copy came"), "survey_sent": _("survey sent"),
    "decision_undone": _("decision undone"), "note": _("note"), "linked": _("linked"), "merged": _("merged"),
    "split": _("split off"), "handed_over": _("handed over"), "answer_unproven": _("answer unproven"),
    "answer_crossed": _("answers crossed"), "answered": _("answered by a person"),
    "request_made": _("made a ticket, though it had been filed"),
    "put_off": _("put off"), "taken_up": _("taken up again"),
}  # fmt: skip
_PROMISES = {
    "best_effort": _("as soon as possible, without a date"), "none": _("nothing"),
    "next_release": _("with the next release"), "unset": _("the document's figure is missing"),
}  # fmt: skip
_UNITS = {
    "min": _n("%(num)s minute", "%(num)s minutes"), "h": _n("%(num)s hour", "%(num)s hours"),
    "wh": _n("%(num)s working hour", "%(num)s working hours"), "d": _n("%(num)s day", "%(num)s days"),
    "bd": _n("%(num)s business day", "%(num)s business days"),
}  # fmt: skip
_WAITS = {
    "customer": _("for the customer"), "third_party": _("for a third party"), "day": _("until a day"),
}  # fmt: skip
_THROUGH = {CONSOLE: _("at the console"), COMMAND: _("by a command on the server")}
_ACTORS = {"bot": _("the bot"), "customer": _("the customer")}
_TASKS = {
    "delivery_in_doubt": _("A letter may have arrived or not"),
    "notify_another_way": _("Tell the customer another way"), "set_aside": _("Set aside: couldn't be read"),
    "urgent": _("May be urgent"), "severity_wanted": _("Severity wanted"), "change_wanted": _("Another severity wanted"),
    "answer_unproven": _("Unproven answer"), "manager_wanted": _("A manager is wanted"), "update_due": _("News due"),
    "may_be_closed": _("May be closed"), "terms_unknown": _("Terms unknown"), "cannot_count": _("Deadline can't be counted"),
    "not_understood": _("Answer not understood"), "breached": _("Deadline missed"),
    "contact_attempt": _("Try to reach the customer"), "filed": _("Filed without a ticket"),
    "letter_bounced": _("Letter came back"), "webhook_failed": _("News not delivered"),
    "imap_failing": _("Mailbox can't be read"), "imap_silent": _("No mail for long"),
}  # fmt: skip
#: What somebody says who takes one off the list, where that isn't that they have looked.
_SETTLED = {
    "delivery_in_doubt": _("Don't send it again"), "breached": _("Noted"), "urgent": _("Noted"),
    "severity_wanted": _("Noted"), "letter_bounced": _("Noted"), "webhook_failed": _("Noted"),
    "manager_wanted": _("A manager knows"), "update_due": _("Customer told"), "may_be_closed": _("It stays open"),
    "contact_attempt": _("No need any more"), "imap_failing": _("It is mended"),
}  # fmt: skip
_DELIVERIES = {
    "ready": _("waits to be sent"), "claimed": _("is being sent"), "sending": _("is being sent"), "held": _("held: a person decides"),
}  # fmt: skip
_PAGES: tuple[tuple[str, Role, str], ...] = (
    ("/triage", "agent", _("Triage")), ("/tasks", "agent", _("Tasks")),
    ("/templates", "agent", _("Templates")),
    ("/contacts", "agent", _("Customers")),
    ("/terms", "agent", _("Terms")),
    ("/reactions", "manager", _("Reactions")),
    ("/maintenance", "manager", _("Maintenance")),
    ("/channels", "operator", _("Channels")),
    ("/users", "operator", _("Users")), ("/audit", "operator", _("Record")),
)  # fmt: skip

#: Further ones that lead to tickets.
_PLACES = {
    "/reactions/breaches": _("Missed deadlines"), "/reactions/agreement": _("Proposals and decisions"),
    "/filed": _("Filed mail"), "/tickets": _("History and proof"),
}  # fmt: skip


class Said(Names):
    """The names in one language."""

    def view(self, key: str) -> str:
        """A queue."""
        return self._of(_VIEWS, key)

    def languages(self, codes: Iterable[str]) -> str:
        """Several of them."""
        return ", ".join(map(self.language, codes))

    def language(self, code: str) -> str:
        """A language by its code."""
        names = self._words.locale.languages
        return self._words.gettext(_("unknown")) if code == "und" else str(names.get(code, code))

    def channel(self, key: str) -> str:
        """How something came."""
        return self._of(_CHANNELS, key)

    def clock(self, key: str) -> str:
        """A deadline."""
        return self._of(_CLOCKS, key)

    def promised(self, key: str) -> str:
        """What a deadline is for."""
        return self._of(_PROMISED, key)

    def done(self, key: str) -> str:
        """What was just done; "" for what nobody does."""
        return self._of(_DONE, key, "")

    def by(self, key: str) -> str:
        """How a level came about."""
        return self._of(_BY, key)

    def facet(self, key: str) -> str:
        """What words tell about."""
        return self._of(_FACETS, key)

    def facet_value(self, facet: str, value: str) -> str:
        """What they tell about it."""
        return self._of(_VALUES.get(facet, {}), value)

    def answer(self, key: str) -> str:
        """What the customer answered."""
        return self._of(_ANSWERS, key)

    def mark(self, code: str) -> str:
        """What an agent must know first."""
        return self._of(_MARKS, code.partition(":")[0])

    def place(self, address: str) -> str:
        """The page at an address of ours, for a link that leads back to it."""
        path = urlsplit(address).path
        known = {place: name for place, _needs, name in _PAGES} | _PLACES
        return self._words.gettext(known.get(path) or known.get("/" + path.split("/")[1]) or _("Back"))

    def pages(self, user: User) -> list[tuple[str, str, str]]:
        """The pages that somebody may go to: address, role, name."""
        return [(place, needs, self._words.gettext(name)) for place, needs, name in _PAGES if user.may(needs)]

    def event(self, kind: str) -> str:
        """A line of a history."""
        return self._of(_EVENTS, kind)

    def actor(self, name: str) -> str:
        """Who did it."""
        return self._of(_ACTORS, name)

    def through(self, key: str) -> str:
        """What somebody acted through; "" where nobody noted it."""
        if key.startswith(API):
            return self._words.gettext(_("by the API, token %(name)s")) % {"name": key.removeprefix(API)}
        channel, colon, name = key.partition(":")
        return f"{self.channel(channel)} {name}" if colon else self._of(_THROUGH, key)

    def waits(self, key: str) -> str:
        """What a ticket that was put off waits for."""
        return self._of(_WAITS, key)

    def task(self, kind: str) -> str:
        """What a person must do."""
        return self._of(_TASKS, kind)

    def settles(self, kind: str) -> str:
        """How such a task is taken off the list."""
        return self._of(_SETTLED, kind, self._words.gettext(_("I have looked at it")))

    def delivery(self, state: str) -> str:
        """How far a letter is that hasn't been handed over."""
        return self._of(_DELIVERIES, state)

    def promise(self, text: str) -> str:
        """What a document promises: "4 wh"."""
        amount, _space, unit = text.partition(" ")
        if unit not in _UNITS:
            return self._of(_PROMISES, text)
        one, many = _UNITS[unit]
        return self._words.ngettext(one, many, int(amount)) % {"num": amount}

    def way(self, preferred: str) -> str:
        """Where an answer goes: an address, or a chat."""
        channel, colon, _rest = preferred.partition(":")
        return self.channel(channel) if colon else preferred
