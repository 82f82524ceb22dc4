"""What all parts of a document have in common."""

import re
from datetime import timedelta
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from intakebot.domain.sentence import Name

#: Where a document says it: "CEN-04".
Clause = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2,6}-\d{2}$")]
#: How a plan, a level or an item is called in files, commands and reports.
Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_]{1,32}$")]
#: ISO 639-1.
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")]

_SPAN = re.compile(r"([1-9]\d{0,3}) (min|h|d)")
_UNITS = {"min": "minutes", "h": "hours", "d": "days"}


class Part(BaseModel):
    """A table of the file."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Wording(Part):
    """The same thing said to people in each of the languages that this product writes."""

    ru: str = Field(min_length=1, max_length=400)
    pl: str = Field(min_length=1, max_length=400)
    en: str = Field(min_length=1, max_length=400)

    def said(self, language: str) -> str:
        """In this language; in English when it isn't one of ours."""
        return {"ru": self.ru, "pl": self.pl}.get(language, self.en)

    def name(self, id_: str = "") -> Name:
        """For a sentence (domain/sentence.py), which says the id in English, if there is one."""
        return Name(id=id_ or self.en, names=self.model_dump())


def _span(value: Any) -> Any:
    match = _SPAN.fullmatch(value) if isinstance(value, str) else None
    if not match:
        raise ValueError(f'{value!r} is no span; write it as "20 min", "1 h" or "3 d"')
    return timedelta(**{_UNITS[match[2]]: int(match[1])})


#: A wall-clock span: "20 min", "1 h", "3 d".
Span = Annotated[timedelta, BeforeValidator(_span)]


def _compiles(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"no regular expression: {error}") from None
    return pattern


#: A regular expression, matched without regard to case; it must be linear in time: the texts are strangers'.
Pattern = Annotated[str, Field(max_length=300), AfterValidator(_compiles)]
