"""Letters that follow the notice: they are enqueued in the transaction that decided them."""

import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

import structlog

from intakebot.casework.buttons import decisions
from intakebot.casework.marking import MANAGER
from intakebot.casework.queued import queue_letter, queue_notice
from intakebot.domain.case import Case, Thread
from intakebot.domain.chat import Rows, is_chat
from intakebot.domain.letter import ACKNOWLEDGEMENT
from intakebot.domain.mailbox import Mailbox
from intakebot.domain.mailboxes import Mailboxes
from intakebot.domain.sentence import Sentence
from intakebot.domain.times import Clock
from intakebot.domain.token import Token
from intakebot.replies.acknowledgement import language_for, registered
from intakebot.replies.alert import alert
from intakebot.replies.catalogue import Catalogue, Content, Reply
from intakebot.replies.compose import HeaderRefused
from intakebot.replies.events import BY_A_PERSON, OF_OURS, VARIABLES
from intakebot.replies.letters import Occasion, from_template, written
from intakebot.replies.moments import spoken
from intakebot.replies.render import TemplateRefused
from intakebot.store.desk import Desk
from intakebot.terms.library import Library

_log = structlog.get_logger()

#: News that customers cause by writing, and how often within a clock hour one ticket's are told.
_OF_CUSTOMERS = ("change_wanted", "severity_changed", "answer_unclear", MANAGER)
_MOST_OF_CUSTOMERS = 3
#: Causes of a severity by which a letter answers what the customer said.
_HIS_DOING = ("agreed", "customer")
#: News that wait for a level.
_TO_DECIDE = ("urgent", "severity_wanted", "change_wanted", "due_soon", "breached")


@dataclass(frozen=True, kw_only=True, slots=True)
class Alerts:
    """How agents are told of warnings and breaches."""

    #: Addresses of agents.
    mail: tuple[str, ...] = ()
    #: Chats of agents.
    chats: tuple[str, ...] = ()
    #: Names of configured webhooks.
    webhooks: tuple[str, ...] = ()
    #: Language of the letters to agents.
    language: str = "en"
    #: News within a clock hour, about all tickets; 0 is no cap.
    per_hour: int = 0


class Correspondence:
    """Writes to customers and agents about a case, within the desk's transaction."""

    def __init__(
        self, *, catalogue: Catalogue, terms: Library, mailboxes: Mailboxes, secret: bytes, verp: bool,
        clock: Clock, alerts: Alerts,
    ) -> None:  # fmt: skip
        self._catalogue = catalogue
        self._terms = terms
        self._mailboxes = mailboxes
        self._secret = secret
        self._verp = verp
        self._clock = clock
        self._alerts = alerts

    def language(self, desk: Desk, case: Case) -> str:
        """The language of letters to this customer, at this hour (design.md 5, VEE-02, VEE-03)."""
        thread = desk.cases.thread(case.id)
        customer, chosen = thread.customer, desk.chats.of(thread.to) if is_chat(thread.to) else None
        if chosen and chosen.language:
            return chosen.language
        supported = self._terms.first_line(case.terms, customer, self._clock())
        available = self._catalogue.languages("registered")
        return language_for(case.language, supported or available, available)

    def write(
        self, desk: Desk, case: Case, event: str, variables: Mapping[str, str | None], *, awaits: bool = False,
        rows: Rows = (), to: str = "",
    ) -> bool:  # fmt: skip
        """A letter to the customer, where he wrote last or prefers; False when it can't be written, which is a task for a person then.

        `awaits`: its handover starts a timer or a wait of the terms, as that of whatever a person says does. `rows`: buttons, where
        that is a chat. `to`: where whoever takes part has just asked.
        """
        thread, box, now = desk.cases.thread(case.id), self._mailbox(case), self._clock()
        ours = event in OF_OURS and variables.get("cause") not in _HIS_DOING
        to = to or (thread.preferred if ours else thread.to)
        occasion = self._occasion(case, thread, box, now, to=to, language=self.language(desk, case), rows=rows)
        said = {**self.known(case), **variables}
        try:
            letter = from_template(self._catalogue, event, occasion, said, case.terms, _failed)
        except (TemplateRefused, HeaderRefused) as refused:
            self._unwritten(desk, case, event, refused)
            return False
        awaits = awaits or event in BY_A_PERSON
        queue_letter(desk, case.id, event, thread.ordinal, letter, now, awaits=awaits)
        return True

    def known(self, case: Case) -> dict[str, str | None]:
        """What every letter about a request may say."""
        box = self._mailbox(case)
        return {"number": case.number, "sender": box.from_name, "mailbox": box.address}

    def ready(self, desk: Desk, case: Case) -> tuple[Reply, ...]:
        """Answers that managers keep ready for this customer, in the language that he is written to."""
        return self._catalogue.ready(self.language(desk, case), case.terms)

    def acknowledge(self, desk: Desk, case: Case) -> None:
        """The registration notice of a ticket that an agent opened, where its writer wrote; it says nothing of a severity."""
        thread, box, now = desk.cases.thread(case.id), self._mailbox(case), self._clock()
        occasion = self._occasion(
            case, replace(thread, ordinal=ACKNOWLEDGEMENT), box, now, to=thread.to, language=self.language(desk, case)
        )
        promised = case.due_at if case.reaction == "first_contact" else None
        said: dict[str, str | None] = dict.fromkeys(VARIABLES["registered"]) | {
            **self.known(case),
            "received": self.moment(desk, case, case.received_at),
            "due": self.moment(desk, case, promised) if promised and promised > now else None,
        }  # fmt: skip
        try:
            letter = registered(self._catalogue, occasion, said, case.terms, _failed)
        except HeaderRefused as refused:
            self._unwritten(desk, case, "registered", refused)
            return
        queue_notice(desk, case.id, letter, now)

    def _unwritten(self, desk: Desk, case: Case, event: str, refused: TemplateRefused | HeaderRefused) -> None:
        reason = Sentence("{event}: {why}", event=event, why=refused.said)
        desk.post.task("notify_another_way", reason, self._clock(), ticket_id=case.id)

    def note(
        self, desk: Desk, to: str, event: str, language: str, key: str, variables: Mapping[str, str | None], *,
        mailbox: str, rows: Rows = (), answers: str = "",
    ) -> None:  # fmt: skip
        """What we say, as one of our mailboxes, that belongs to no request; `key` is its own, so that it is said once."""
        box, now = self._mailboxes.of(mailbox), self._clock()
        available = self._catalogue.languages(event)
        occasion = Occasion(
            language=language if language in available else "en", from_name=box.from_name, from_address=box.address,
            reply_to="", to=to, mail_from="", message_id=f"{event}.{key}@{box.domain}", at=now, rows=rows,
            answers=answers,
        )  # fmt: skip
        known = {"sender": box.from_name, "mailbox": box.address}
        try:
            letter = from_template(self._catalogue, event, occasion, {**known, **variables}, box.terms, _failed)
        except (TemplateRefused, HeaderRefused) as refused:
            _log.error("note.refused", event=event, error=str(refused))
            return
        posted = desk.post.enqueue(None, event, 0, letter, now)
        desk.send(posted, now)

    def digest(self, text: str) -> bytes:
        """What is kept in place of a secret text."""
        return hmac.digest(self._secret, text.encode(), "sha256")

    @property
    def languages(self) -> tuple[str, ...]:
        """Those that we write."""
        return self._catalogue.languages("registered")

    def moment(self, desk: Desk, case: Case, at: datetime) -> str:
        """A time as this customer reads it."""
        thread = desk.cases.thread(case.id)
        return spoken(at, thread.zone or self._zone(case), self.language(desk, case))

    def may(self, desk: Desk, what: str, most: int) -> bool:
        """Whether this may be told once more within this hour (0: always): a cap stops letters, never what they tell of."""
        now = self._clock()
        return desk.post.spend(what, now) <= most or not most

    def _zone(self, case: Case) -> str:
        """Ours."""
        document = self._terms.find(case.terms)
        return self._mailbox(case).zone or (document.zone if document else "UTC")

    def tell_agents(self, desk: Desk, case: Case, kind: str, facts: Mapping[str, str]) -> None:
        """News about a case, by mail and webhook, as configured. However often a customer writes, agents hear of it
        some times an hour; their tasks say it all.
        """
        now = self._clock()
        if kind in _OF_CUSTOMERS and not self.may(desk, f"{kind}:{case.id}", _MOST_OF_CUSTOMERS):
            return
        if not self.may(desk, "alerts", self._alerts.per_hour):
            _log.warning("alert.capped", kind=kind, number=case.number)
            return
        body = {"kind": kind, "at": now.isoformat(), "number": case.number, "terms": case.terms, "plan": case.plan,
                "severity": case.severity, **facts}  # fmt: skip
        for webhook in self._alerts.webhooks:
            desk.call(case.id, webhook, body, now)
        language = self._alerts.language
        due = (
            {"due": spoken(datetime.fromisoformat(facts["due"]), self._zone(case), language)} if "due" in facts else {}
        )
        content = alert(kind, case.number, {**facts, **due}, language)
        for address in (*self._alerts.mail, *self._alerts.chats):
            self._write_inside(desk, case, "alert", address, content, f"alert/{kind}", self._decisions(case, kind))

    def pass_on(self, desk: Desk, case: Case, to: str, content: Callable[[str], Content]) -> bool:
        """A letter to another desk, in the agents' language; False when it can't be written."""
        return self._write_inside(desk, case, "handover", to, content(self._alerts.language), "handover")

    def _write_inside(
        self, desk: Desk, case: Case, kind: str, to: str, content: Content, template: str, rows: Rows = ()
    ) -> bool:  # fmt: skip
        """To colleagues; False when it can't be written."""
        thread, now, language = desk.cases.thread(case.id), self._clock(), self._alerts.language
        occasion = self._occasion(
            case, thread, self._mailbox(case), now, to=to, language=language, agent=True, rows=rows
        )
        try:
            letter = written(occasion, content, template)
        except HeaderRefused as refused:
            _log.error(f"{kind}.refused", to=to, error=str(refused))
            return False
        queue_letter(desk, case.id, kind, thread.ordinal, letter, now, awaits=False)
        return True

    def _occasion(
        self, case: Case, thread: Thread, box: Mailbox, now: datetime, *, to: str, language: str, agent: bool = False,
        rows: Rows = (),
    ) -> Occasion:  # fmt: skip
        """An agent's letter takes no answers: mail never acts as an agent (design.md 4.7)."""
        reply, own_id, bounce = (
            Token(number=case.number, purpose=purpose, ordinal=thread.ordinal).signed(self._secret)
            for purpose in ("r", "m", "b")
        )
        return Occasion(
            language=language, from_name=box.from_name, from_address=box.address,
            reply_to="" if agent else box.tagged(reply), to=to,
            mail_from=box.tagged(bounce) if self._verp else "", message_id=f"{own_id}@{box.domain}",
            in_reply_to="" if agent else thread.in_reply_to, references=() if agent else thread.references, at=now,
            rows=rows,
        )  # fmt: skip

    def _decisions(self, case: Case, kind: str) -> Rows:
        """What agents can decide by pressing, where a level is to be decided."""
        document = self._terms.find(case.terms)
        return decisions(document, case, self._alerts.language) if document and kind in _TO_DECIDE else ()

    def _mailbox(self, case: Case) -> Mailbox:
        return self._mailboxes.of(case.mailbox)


def _failed(refused: TemplateRefused) -> None:
    """A manager's template fails, and another stands in."""
    _log.error("template.failed", fault=str(refused))
