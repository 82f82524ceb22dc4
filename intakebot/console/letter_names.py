"""What letters, their parts and their versions are called by the console's people."""

from intakebot.console.names import Names
from intakebot.console.names import marked as _
from intakebot.replies.events import is_ready

_LETTERS = {
    "registered": _("Registration notice"), "question": _("Question to the customer"), "answer": _("Agent's answer"),
    "consent": _("Consent to another severity"), "severity": _("Severity changed"), "survey": _("Survey"),
    "noted": _("What the customer said is noted"), "status": _("How a request stands"),
    "understood": _("What a chat was taken for"), "step": _("One question in a chat"),
    "steps_done": _("Questions in a chat answered"), "decided": _("Decision in the agents' chat"),
    "start": _("Greeting in a chat"), "help": _("Help in a chat"), "new": _("New request in a chat"),
    "tickets": _("List of open requests"), "language": _("Choice of language"), "language_set": _("Language chosen"),
    "link": _("Linking a chat: how"), "link_sent": _("Linking a chat: code sent"),
    "link_wrong": _("Linking a chat: wrong code"), "linked": _("Linking a chat: done"), "slow": _("Too many messages"),
    "group": _("Added to a group"), "notices": _("Choice of where we write"), "notices_set": _("Where we write chosen"),
    "nothing": _("Nothing to do"), "used": _("Button used already"), "link_code": _("Code for linking a chat"),
    "alert": _("News for agents"), "handover": _("Hand-over to another desk"), "acknowledgement": _("Registration notice"),
}  # fmt: skip
_PARTS = {"subject": _("Subject"), "text": _("Text"), "html": _("HTML"), "chat": _("Chat")}
_STATES = {"draft": _("draft"), "published": _("published"), "retired": _("retired")}
_DONE = {
    "kept": _("The draft is kept. Customers still get what they got."),
    "tested": _("The test letter is on its way."),
    "publish": _("Published: customers get these words from now on."),
    "rollback": _("The earlier version is published again."),
    "undo": _("Taken back: customers get what they got before. Your words stand in the history."),
    "begun": _("Drafts are begun in the other languages, with what customers get now."),
    "carried": _("The same change stands in the other parts now. It isn't kept yet."),
    "discard": _("The draft is discarded."),
    "withdrawn_to_all": _("Withdrawn: customers get the version for all terms now."),
    "withdrawn_to_files": _("Withdrawn: customers get the standard text again."),
}  # fmt: skip

_OF_READY = {"subject": _("Name, for agents"), "text": _("Text")}
_DONE_READY = {
    "kept": _("The draft is kept. Agents are still offered what they were."),
    "publish": _("Published: agents can begin answers with it from now on."),
    "undo": _("Taken back: agents are offered what they were before. Your words stand in the history."),
    "withdrawn_to_all": _("Withdrawn: agents are offered the version for all terms now."),
    "withdrawn_to_files": _("Withdrawn: agents aren't offered it any more."),
}  # fmt: skip


class LetterNames(Names):
    """These in one language."""

    def letter(self, event: str) -> str:
        """Which letter it is."""
        if is_ready(event):
            return self._words.gettext(_("Ready answer %(name)s")) % {"name": event.removeprefix("ready-")}
        return self._of(_LETTERS, event)

    def sent(self, template: str) -> str:
        """Which letter was written by it: "registered/pl@71ea12f959b2"."""
        return self.letter(template.partition("/")[0])

    def part(self, kind: str, event: str = "") -> str:
        """A part of it."""
        return self._of(_OF_READY if is_ready(event) else _PARTS, kind)

    def state(self, key: str) -> str:
        """How a version stands."""
        return self._of(_STATES, key)

    def done(self, key: str, event: str = "") -> str:
        """What was done; "" for nothing that is known."""
        return self._of(_DONE | _DONE_READY if is_ready(event) else _DONE, key, "")
