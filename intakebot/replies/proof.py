"""What a template must satisfy before anybody gets a letter made from it.

A registration notice without the number is none (CEN-03): such a template is refused. Nothing is given to templates
that would let them promise a time; no document promises one that a notice could state for every sender.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from itertools import chain

from intakebot.replies.catalogue import VARIABLES, Catalogue, Content, Kind, Reply
from intakebot.replies.moments import spoken
from intakebot.replies.render import Fault, TemplateRefused, compiled, unknown

#: Characters at most.
_MOST: Mapping[Kind, int] = {"subject": 150, "text": 8_000, "html": 20_000}
_NUMBER = "TST-1234-5674"
_RECEIVED = datetime(2027, 3, 1, 8, 30, tzinfo=UTC)
_SAMPLE: Mapping[str, str | None] = {
    "number": _NUMBER,
    "sender": 'Test & "Support" <desk>',
    "mailbox": "support@example.org",
    "continues": None,
}


def prove(catalogue: Catalogue) -> None:
    """TemplateRefused that names every fault of every template."""
    if found := faults(catalogue):
        raise TemplateRefused(*found)


def faults(catalogue: Catalogue) -> tuple[Fault, ...]:
    """Every fault of every template, each once."""
    found = chain(catalogue.faults, *(_faults_of(reply) for reply in catalogue.replies))
    return tuple(dict.fromkeys(found))


def preview(reply: Reply, continues: str | None = None) -> Content:
    """The reply as it would read with sample values; TemplateRefused when it can't be made."""
    received = spoken(_RECEIVED, "Europe/Warsaw", reply.language)
    return reply.render({**_SAMPLE, "received": received, "continues": continues})


def lacks(content: Content, number: str) -> list[tuple[Kind, str]]:
    """What a rendered notice lacks: the part it is about, and why nobody should get it."""
    found: list[tuple[Kind, str]] = []
    if f"[{number}]" not in content.subject:
        found.append(("subject", "doesn't contain [{{ number }}]"))
    if not content.subject.isprintable():
        found.append(("subject", "isn't one line of printable characters"))
    if number not in content.text:
        found.append(("text", "doesn't contain {{ number }}"))
    if content.html and number not in content.html:
        found.append(("html", "doesn't contain {{ number }}"))
    parts: dict[Kind, str] = {"subject": content.subject, "text": content.text, "html": content.html}
    long = (kind for kind, part in parts.items() if len(part) > _MOST[kind])
    return found + [(kind, f"gives more than {_MOST[kind]} characters") for kind in long]


def _faults_of(reply: Reply) -> list[Fault]:
    """Faults of each file by itself, and if there are none, of what the reply becomes with and without `continues`."""
    found: list[Fault] = []
    for kind, source in reply.sources.items():
        try:
            template = compiled(source.file, source.text, html=kind == "html")
            found += unknown(source.file, source.text, template, VARIABLES[reply.event])
        except TemplateRefused as refused:
            found += refused.faults
    return found or [*_faults_rendered(reply, None), *_faults_rendered(reply, "TST-8765-4320")]


def _faults_rendered(reply: Reply, continues: str | None) -> list[Fault]:
    try:
        content = preview(reply, continues)
    except TemplateRefused as refused:
        return list(refused.faults)
    return [Fault(file=reply.sources[kind].file, reason=reason) for kind, reason in lacks(content, _NUMBER)]
