"""What a customer or an agent can press in a chat instead of typing, and what a press stands for.

A button's data is "verb:number:argument", 64 bytes at most; whoever presses it must have the right, whatever it says.
"""

from dataclasses import dataclass

from intakebot.domain.case import Case
from intakebot.domain.chat import Button, Rows
from intakebot.replies.captions import caption
from intakebot.terms.document import Document

#: Characters of a level's name on a button.
_MOST_NAME = 40
#: Levels that agents choose from in one row.
_IN_A_ROW = 4


@dataclass(frozen=True, kw_only=True, slots=True)
class Press:
    """A pressed button: what for, of which request, and a level or a language."""

    verb: str
    number: str
    argument: str

    @classmethod
    def of(cls, data: str) -> "Press":
        """From a button's data, whatever it is."""
        verb, _, rest = data.partition(":")
        number, _, argument = rest.partition(":")
        return cls(verb=verb, number=number, argument=argument)


def data_of(verb: str, number: str, argument: str = "") -> str:
    """A button's data."""
    return f"{verb}:{number}:{argument}"


def agreement(number: str, wanted: str, language: str) -> Rows:
    """To agree or not; `wanted` is the level that is asked about, "" for the conditions of the present one (MAR-06)."""
    return tuple(
        (Button(text=caption(verb, language), data=data_of(verb, number, wanted)),) for verb in ("agree", "refuse")
    )


def details(number: str, language: str) -> Rows:
    """To tell what is missing, one thing after the other."""
    return ((Button(text=caption("details", language), data=data_of("details", number)),),)


def steps(number: str, item: str, language: str) -> Rows:
    """While one thing after the other is asked for."""
    return (
        tuple(
            Button(text=caption(verb, language), data=data_of(verb, number, argument))
            for verb, argument in (("skip", item), ("stop", ""))
        ),
    )


def levels(document: Document, number: str, language: str) -> Rows:
    """The levels of the customer's terms, each in a row of its own."""
    return tuple(
        (Button(text=document.level_said(key, language)[:_MOST_NAME], data=data_of("level", number, key)),)
        for key in document.severities
    )


def languages(known: tuple[str, ...]) -> Rows:
    """The languages that we write."""
    return (tuple(Button(text=caption(code, code), data=data_of("language", "", code)) for code in known),)


def ways(language: str) -> Rows:
    """Where a customer may want us to write."""
    return tuple(
        (Button(text=caption(way, language), data=data_of("way", "", way)),) for way in ("last", "mail", "chat")
    )


def decisions(document: Document, case: Case, language: str) -> Rows:
    """For agents: to confirm the level, or to set another."""
    now = case.severity
    confirm = (
        ((Button(text=f"{caption('confirm', language)}: {now}", data=data_of("confirm", case.number, now)),),)
        if now
        else ()
    )
    others = [Button(text=key, data=data_of("confirm", case.number, key)) for key in document.severities if key != now]
    rows = tuple(tuple(others[start : start + _IN_A_ROW]) for start in range(0, len(others), _IN_A_ROW))
    return (*confirm, *rows)
