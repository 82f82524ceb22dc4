"""A sentence as JSON: between processes, and in the store. What was kept before words and facts were is text, and stays so."""

from datetime import date, datetime
from typing import Any, TypeAlias

from intakebot.domain.sentence import Fact, Name, Sentence

#: Text, a sentence's words and facts, a time, or several of these.
Kept: TypeAlias = Any


def kept(fact: Fact) -> Kept:
    """As JSON has it."""
    match fact:
        case Sentence(words=words, facts=facts):
            return {"words": words, "facts": {name: kept(one) for name, one in facts.items()}}
        case datetime():
            return {"at": fact.isoformat()}
        case date():
            return {"day": fact.isoformat()}
        case tuple():
            return [kept(one) for one in fact]
        case str() | int() | float():
            return fact
        case _:
            return {"id": fact.id, "names": dict(fact.names)}


def revived(told: Kept) -> Fact:
    """The same back."""
    match told:
        case str() | int() | float():
            return told
        case {"words": words, "facts": facts}:
            return Sentence(words, **{name: revived(one) for name, one in facts.items()})
        case {"id": id_, "names": names}:
            return Name(id=id_, names=names)
        case {"at": at}:
            return datetime.fromisoformat(at)
        case {"day": day}:
            return date.fromisoformat(day)
        case list():
            return tuple(revived(one) for one in told)
        case _:
            raise ValueError(f"no fact of a sentence: {told!r}")
