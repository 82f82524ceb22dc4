"""What another desk reads of a request that is handed over to it. For colleagues: the customer's own words stand there."""

from collections.abc import Mapping
from types import MappingProxyType

from intakebot.replies.catalogue import Content

#: Characters of a subject that the letter's own repeats.
_MOST = 80
_WORDS: Mapping[str, Mapping[str, str]] = MappingProxyType({
    "ru": MappingProxyType({
        "headline": "передано вам", "by": "Передал(а)", "severity": "Критичность", "subject": "Тема",
        "words": "Комментарий", "latest": "Последнее сообщение клиента",
    }),
    "pl": MappingProxyType({
        "headline": "zgłoszenie przekazane", "by": "Przekazuje", "severity": "Poziom", "subject": "Temat",
        "words": "Komentarz", "latest": "Ostatnia wiadomość klienta",
    }),
    "en": MappingProxyType({
        "headline": "handed over to you", "by": "By", "severity": "Severity", "subject": "Subject",
        "words": "Remark", "latest": "The customer's latest message",
    }),
})  # fmt: skip


def passing(facts: Mapping[str, str], language: str) -> Content:
    """The letter; `facts`: number, by, severity, subject, words, latest, "" where there is nothing to say."""
    names = _WORDS[language]
    short = [f"{names[key]}: {facts[key]}" for key in ("by", "severity", "subject") if facts[key]]
    long = [f"{names[key]}:\n{facts[key]}\n" for key in ("words", "latest") if facts[key]]
    subject = "".join(sign if sign.isprintable() else " " for sign in facts["subject"])[:_MOST].strip()
    headline = f"{facts['number']}: {names['headline']}"
    return Content(
        subject=": ".join(filter(None, (f"[{facts['number']}] {names['headline']}", subject))),
        text="\n".join([headline, "", *short, "", *long]),
    )
