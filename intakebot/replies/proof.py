"""What a template must satisfy before anybody gets a letter made from it.

A registration notice without the number is none (CEN-03): such a template is refused, and so is one that names a time
where the terms promise none (design.md 4.6).
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from itertools import chain

from intakebot.domain.sentence import Sentence
from intakebot.domain.template import Kind
from intakebot.replies import ready
from intakebot.replies.catalogue import Catalogue, Content, Reply
from intakebot.replies.events import WITHOUT_REQUEST, is_ready, variables_of
from intakebot.replies.moments import spoken
from intakebot.replies.promises import masked, named
from intakebot.replies.render import Fault, TemplateRefused, compiled, unknown

#: Characters at most.
_MOST: Mapping[Kind, int] = {"subject": 150, "text": 8_000, "html": 20_000, "chat": 3_000}
_NUMBER = "TST-1234-5674"
_RECEIVED = datetime(2027, 3, 1, 8, 30, tzinfo=UTC)
_DUE = datetime(2027, 3, 2, 9, 45, tzinfo=UTC)
_SAMPLE = {
    "number": _NUMBER,
    "sender": 'Test & "Support" <desk>',
    "mailbox": "support@example.org",
}
#: Values of what not every letter has.
_MORE = {
    "continues": "TST-8765-4320", "severity": "critical", "proposed": "critical", "missing": "– version\n– log", "conditions": "Be there.",
    "maintenance": "Servers are being updated.", "help": "https://help.example.org", "items": "– version",
    "words": "Which one?", "before": "low", "wanted": "critical", "definition": "It stands still.", "reason": "It does.",
    "what": "given", "state": "open", "answered": "1 March", "levels": "1 – It stands still.\n2 – It is slow.", "ask": "Which version?",
    "left": "2", "list": "TST-1234-5674 – open", "minutes": "10", "code": "12345678", "way": "mail", "by": "Anna", "now": "critical", "cause": "agreed", "url": "https://survey.example.org", "within": "1 hour",
}  # fmt: skip


def prove(catalogue: Catalogue) -> None:
    """TemplateRefused that names every fault of every template."""
    if found := faults(catalogue):
        raise TemplateRefused(*found)


def faults(catalogue: Catalogue) -> tuple[Fault, ...]:
    """Every fault of every template, each once."""
    found = chain(catalogue.faults, *(_faults_of(reply) for reply in (*catalogue.replies, *catalogue.published)))
    return tuple(dict.fromkeys(found))


def preview(reply: Reply, **changes: str | None) -> Content:
    """The reply as it would read with sample values; TemplateRefused when it can't be made."""
    return reply.render(_values(reply.event, reply.language, {**_MORE, **changes}))


def sample(event: str, language: str) -> dict[str, str | None]:
    """Sample values of all that a letter may say."""
    return _values(event, language, _MORE)


def _values(event: str, language: str, more: Mapping[str, str | None]) -> dict[str, str | None]:
    """Sample values of all that this letter knows; what is neither in the sample nor in `more` is null."""
    times = {"received": spoken(_RECEIVED, "Europe/Warsaw", language)}
    if "due" not in more and more:
        times["due"] = spoken(_DUE, "Europe/Warsaw", language)
    given: dict[str, str | None] = {**_SAMPLE, **times, **more}
    return {name: given.get(name) for name in variables_of(event)}


def unsound(event: str, content: Content, number: str) -> list[tuple[Kind, Sentence]]:
    """Why nobody should get such a rendered letter, with the part it is about."""
    if is_ready(event):
        return [*unfit(content), *ready.unfit(content)]
    return unfit(content) if event in WITHOUT_REQUEST else lacks(content, number)


def lacks(content: Content, number: str) -> list[tuple[Kind, Sentence]]:
    """What a rendered letter about a request lacks: the part it is about, and why nobody should get it."""
    found: list[tuple[Kind, Sentence]] = []
    if content.subject and f"[{number}]" not in content.subject:
        found.append(("subject", Sentence("doesn't contain [{{ number }}]")))
    mail = bool(content.subject)
    parts: dict[Kind, str] = {"text": content.text if mail else number, "html": content.html, "chat": content.chat}
    needed = (kind for kind, part in parts.items() if kind == "text" or part)
    found += [(kind, Sentence("doesn't contain {{ number }}")) for kind in needed if number not in parts[kind]]
    return found + unfit(content)


def unfit(content: Content) -> list[tuple[Kind, Sentence]]:
    """What no rendered letter may be."""
    found: list[tuple[Kind, Sentence]] = []
    if not content.subject.isprintable():
        found.append(("subject", Sentence("isn't one line of printable characters")))
    parts: dict[Kind, str] = {
        "subject": content.subject, "text": content.text, "html": content.html, "chat": content.chat,
    }  # fmt: skip
    long = (kind for kind, part in parts.items() if len(part) > _MOST[kind])
    return found + [(kind, Sentence("gives more than {most} characters", most=_MOST[kind])) for kind in long]


def faults_written(reply: Reply) -> list[Fault]:
    """Faults of each part by itself: what can't be parsed, and variables that nobody gives."""
    found = list(ready.faults_written(reply)) if is_ready(reply.event) else []
    for kind, source in reply.sources.items():
        try:
            template = compiled(source.file, source.text, html=kind == "html")
            found += unknown(source.file, source.text, template, variables_of(reply.event))
        except TemplateRefused as refused:
            found += refused.faults
    return found


def _faults_of(reply: Reply) -> list[Fault]:
    """Those, and if there are none, faults of what the reply becomes with and without more to say."""
    return faults_written(reply) or [*_faults_rendered(reply, {}), *_faults_rendered(reply, _MORE)]


def _faults_rendered(reply: Reply, more: Mapping[str, str | None]) -> list[Fault]:
    values = _values(reply.event, reply.language, more)
    try:
        content = reply.render(values)
        own = reply.render({name: masked(value) for name, value in values.items()})
    except TemplateRefused as refused:
        return list(refused.faults)
    found = unsound(reply.event, content, _NUMBER)
    if reply.event == "registered" and not more and (time := next(named(own.text), None)):
        reason = Sentence(
            "promises a time that the terms may not promise: {words!r}; use {{{{ due }}}}", words=time.words
        )
        found.append(("text", reason))
    return [Fault(file=reply.sources[kind].file, reason=reason) for kind, reason in found]
