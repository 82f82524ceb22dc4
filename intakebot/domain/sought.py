"""What a request should tell, and how to see that it does: terms say it, the reader of details looks for it."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Sought:
    """One thing to look for in a request. One sign of it is enough."""

    id: str
    #: Field names, lower case: "<label>: <something>" is enough.
    labels: tuple[str, ...] = ()
    #: Regular expressions, matched without regard to case, linear in time.
    patterns: tuple[str, ...] = ()
    #: Wildcards for names or media types of attachments ("image/*", "*.log").
    attachments: tuple[str, ...] = ()
    #: So many words of text; 0: words alone aren't enough.
    words: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Level:
    """A severity of the terms, by all the words that customers use for it."""

    id: str
    #: Lower case; its id and its names in ru, pl and en among them.
    said: tuple[str, ...]
    #: Words that name it only where something introduces them ("Priorytet: zwykły"), likewise.
    entered: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """Words that were found: where they stand, in code points of what was searched."""

    #: Of the Sought, the Level or the service.
    id: str
    #: "subject", "text", or "attachment: NAME".
    where: str
    start: int
    end: int
    #: The words themselves, at most 200 characters.
    text: str
