"""What rooms below say, in the reader's language: sentences by the catalogues, their facts as the reader writes them."""

from datetime import date, datetime
from string import Formatter
from typing import Any

from intakebot.console.words import words
from intakebot.domain.sentence import Fact, Sentence, joined


def told(said: Fact, language: str, zone: str) -> str:
    """A sentence as the reader would say it; other text, which somebody else wrote, stays as it is."""
    return _Teller(language, zone).told(said)


def sentence(said: str, language: str, zone: str) -> str:
    """The same with a capital, unless a name stands there, and a full stop."""
    text = told(said, language, zone)
    begun = text if _begins_with_a_name(said, language) else text[:1].upper() + text[1:]
    return begun + ("" if text.endswith(("?", ".")) else ".")


def _begins_with_a_name(said: str, language: str) -> bool:
    if not isinstance(said, Sentence) or not said.facts:
        return False
    before, fact, _format, _conversion = next(iter(Formatter().parse(words(language).gettext(said.words))))
    first = None if before else said.facts[fact or ""]
    return _begins_with_a_name(first, language) if isinstance(first, Sentence) else first is not None


class _Teller(Formatter):
    """Fills facts in; how English writes them says nothing of other languages."""

    def __init__(self, language: str, zone: str) -> None:
        self._words, self._zone = words(language), zone

    def told(self, fact: Any) -> str:
        match fact:
            case Sentence(words=said, facts=facts):
                own = self._words.gettext(said)
                return self.vformat(own, (), facts) if facts else own
            case str():
                return fact
            case int() | float():
                return self._words.number(fact)
            case datetime():
                return self._words.moment(fact, self._zone)
            case date():
                return self._words.day(fact)
            case tuple():
                return joined(fact).join(map(self.told, fact))
            case _:
                return str(fact.names[self._words.language])

    def convert_field(self, value: Any, conversion: str | None) -> str:
        return repr(self.told(value)) if conversion == "r" else self.told(value)

    def format_field(self, value: str, _format_spec: str) -> str:
        return value
