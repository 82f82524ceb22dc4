"""What the rules about automatic mail look at, each worked out at most once and only when a rule asks."""

import re
from functools import cached_property
from typing import Literal

from intakebot.reading.automatic import wordings
from intakebot.reading.automatic.folding import fold
from intakebot.reading.automatic.phrases import Phrases, words
from intakebot.reading.mail import Mail

#: How far into a text the rules look, in characters: machines introduce themselves at once.
_OPENING = 400
_ENDING = 400
_OWN = 3_000

_TAG = re.compile(r"(?:\[(?:ext|external|extern|spam|suspected spam)\]:?|\*{2,5} ?spam ?\*{2,5}:?|spam:) ?")
_MARK = re.compile(
    r"(?:re|aw|antw|odp|sv|vs|ynt|回复|答复|返信|отв|ответ|на|rif|r|"
    r"(fwd?|wg|fw|pd|podaj dalej|пересл|переслано|tr|rv|enc|i|转发|転送|doorst|vb|vl|il))(?:\[\d{1,3}\]|\(\d{1,3}\))? ?: ?"
)
#: What stands before the colon, in brackets, or before an answer's mark.
_TITLE = re.compile(r"[\[(【]([^\])】]{2,50})[\])】] ?:? ?|([^:]{2,60}?)(?: ?: ?| ?[-|] (?=re: )| (?=re: ))")
_REPLY_TITLES = frozenset(wordings.AUTO_REPLY_SUBJECTS)
_ABSENCE_TITLES = frozenset(wordings.ABSENCE_SUBJECTS)
_QUOTE = re.compile(
    r"^(?:>|[-_]{5,}|-{2,} ?\w|(?:from|de|von|od|от|van|da|fra|från|发件人|差出人): )", re.MULTILINE | re.IGNORECASE
)
_ATTRIBUTION = re.compile(
    r"(?:wrote|writes|пишет|писала?|написала?|написав|napisał(?:a|\(a\))?|schrieb|a écrit|escribió|ha scritto|schreef) ?: *$",
    re.MULTILINE | re.IGNORECASE,
)
_QUESTION = re.compile(r"[?？](?:\s|$)")


def _null(path: str) -> bool:
    """Whether a return path is null, or what some servers write in its stead."""
    bare = path.strip(" <>\t").lower()
    return not bare or bare.startswith("mailer-daemon")


class Clues:
    """A mail as the rules see it. Not frozen, since it remembers what it has worked out."""

    def __init__(self, mail: Mail, mail_from: str | None) -> None:
        self.mail = mail
        #: First value of each header, by lower-case name.
        self.headers = {header.name: header.value for header in reversed(mail.headers)}
        #: Nobody wants to hear that this mail couldn't be delivered (RFC 5321 §4.5.5): a machine sent it.
        self.null_sender = (mail_from is not None and _null(mail_from)) or _null(self.headers.get("return-path", "-"))
        self.local_part = fold(mail.sender.address.rpartition("@")[0][:200])
        self.name = fold(mail.sender.name[:200])

    @cached_property
    def subject(self) -> str:
        """The folded subject without the tags that gateways put before it."""
        subject = fold(self.mail.subject[:500])
        while match := _TAG.match(subject):
            subject = subject[match.end() :]
        return subject

    @cached_property
    def titled(self) -> Literal["reply", "absence", ""]:
        """The subject is an automatic reply's ("Automatic reply: Licences"), or just names an absence."""
        subject = self.subject
        match = _TITLE.match(subject)
        if match and match[1] and match[1].strip() not in _REPLY_TITLES:
            subject = subject[match.end() :]
            match = _TITLE.match(subject)
        title = (match[1] or match[2]).strip() if match else subject
        if (title in _REPLY_TITLES and match) or subject.endswith(wordings.AUTO_REPLY_ENDINGS):
            return "reply"
        if title not in _ABSENCE_TITLES and title not in _REPLY_TITLES:
            return ""
        return "reply" if match and _MARK.match(subject, match.end()) else "absence"

    @cached_property
    def greeted(self) -> bool:
        """The text begins as a person's letter does."""
        opening = self.opening
        if opening.startswith(wordings.BOUNCE_OPENINGS):
            return False
        return any(
            opening.startswith(word) and not opening[len(word) : len(word) + 1].isalpha() for word in wordings.GREETINGS
        )

    @cached_property
    def marked(self) -> bool:
        """The subject begins as an answer's or a forwarded mail's does."""
        return _MARK.match(self.subject) is not None

    @cached_property
    def forwarded(self) -> bool:
        """The subject says that somebody passes on what he got."""
        match = _MARK.match(self.subject)
        return match is not None and match[1] is not None

    @cached_property
    def threaded(self) -> bool:
        """An answer to another mail, by its headers or its subject."""
        return bool(self.mail.in_reply_to or self.mail.references) or (self.marked and not self.forwarded)

    @cached_property
    def opening(self) -> str:
        """The folded beginning of the text."""
        return fold(self.mail.text[:_OPENING])

    @cached_property
    def own(self) -> str:
        """The folded text before any quoted history, as far as the rules look."""
        text = self.mail.text[:_OWN]
        if match := _QUOTE.search(text, 1):
            text = text[: match.start()]
        if match := _ATTRIBUTION.search(text):
            text = text[: text.rfind("\n", 0, match.start()) + 1]
        return fold(text)

    @cached_property
    def pleading(self) -> bool:
        """A person asks for something: no rule that goes by wording alone may take this for a machine's."""
        return self.asks or self.says(wordings.PLEAS)

    @cached_property
    def asks(self) -> bool:
        """There is a question in it."""
        return _QUESTION.search(self.own) is not None

    @cached_property
    def _own_words(self) -> frozenset[str]:
        return words(self.own)

    @cached_property
    def _opening_words(self) -> frozenset[str]:
        return words(self.opening)

    def says(self, phrases: Phrases) -> bool:
        """Whether the sender's own text has one of these phrases."""
        return phrases.within(self.own, self._own_words)

    def begins(self, phrases: Phrases) -> bool:
        """Whether the beginning of the text has one of these phrases."""
        return phrases.within(self.opening, self._opening_words)

    def ends(self, phrases: Phrases, stems: tuple[str, ...]) -> bool:
        """Whether the end of the text, where footers stand, has one of these phrases; each has one of the stems."""
        ending = self.mail.text[_OPENING:_OWN][-_ENDING:].lower()
        if not any(map(ending.__contains__, stems)):
            return False
        folded = fold(ending)
        return phrases.within(folded, words(folded))
