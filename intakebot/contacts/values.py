"""How each value of a customer is written; Misshapen says what is wrong and how to write it."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from typing import Annotated, Any
from zoneinfo import available_timezones

import holidays
from babel import Locale
from pydantic import BeforeValidator

from intakebot.contacts.public import PUBLIC
from intakebot.domain.address import normal
from intakebot.domain.sentence import Fact, Sentence

_KEY = re.compile(r"\w[\w.-]{0,63}")
_ID = re.compile(r"[A-Za-z0-9_]{1,32}")
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9_-]{0,61}[a-z0-9])?")
_LOCAL = re.compile(r"[^\s@;,<>()\[\]\"\\]{1,64}")
_PART = re.compile(r"[A-Z0-9]{1,4}")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
#: What a spreadsheet makes of a long number.
_SCIENTIFIC = re.compile(r"[\d.,]{1,20}[eE]\+?\d{1,3}")


class Misshapen(ValueError):
    """A value isn't written as it must be."""

    def __init__(self, words: str, /, **facts: Fact) -> None:
        self.said = Sentence(words, **facts)
        super().__init__(self.said)


def words(value: Any) -> str:
    """Text on one line, blanks folded."""
    if not isinstance(value, str):
        raise Misshapen("must be text") if value is not None else Misshapen("is empty")
    text = " ".join(value.split())
    if odd := next((sign for sign in text if unicodedata.category(sign) in ("Cc", "Cs")), None):
        raise Misshapen("holds a sign that can't be printed, {sign}", sign=f"U+{ord(odd):04X}")
    return text


def _text(most: int) -> Callable[[Any], str]:
    def read(value: Any) -> str:
        text = words(value)
        if len(text) > most:
            raise Misshapen("is longer than {most} signs", most=most)
        return text

    return read


def _key(value: Any) -> str:
    text = words(value).lower()
    if not _KEY.fullmatch(text):
        raise Misshapen(
            "{text!r} is no key; a key has up to 64 letters, digits, '-', '_' or '.', such as acme-gmbh", text=text
        )
    return text


def _id(value: Any) -> str:
    text = words(value)
    if not _ID.fullmatch(text):
        raise Misshapen("{text!r} is no id; ids have letters, digits and '_', such as case_administrator", text=text)
    return text


def _visible(text: str) -> None:
    """Signs that nobody sees come along when addresses are copied from web pages and letters."""
    if odd := next((sign for sign in text if unicodedata.category(sign) == "Cf"), None):
        raise Misshapen(
            "{text!r} holds a sign that nobody sees, {sign}; type it anew", text=text, sign=f"U+{ord(odd):04X}"
        )


def domain_name(value: Any) -> str:
    """A mail domain in the form in which it stands in mail: lower case, letters beyond a–z encoded (RFC 5891)."""
    name = words(value).lower()
    _visible(name)
    if "@" in name or "/" in name or "*" in name or " " in name:
        raise Misshapen(
            "{name!r} is no domain; write only what stands behind the @, such as customer.example", name=name
        )
    if not name.isascii():
        raise _not_as_in_mail(name)
    if "." not in name or len(name) > 253 or not all(_LABEL.fullmatch(label) for label in name.split(".")):
        raise Misshapen("{name!r} is no domain; domains look like customer.example", name=name)
    return name


def _not_as_in_mail(name: str) -> Misshapen:
    try:
        encoded = name.encode("idna").decode("ascii")
    except UnicodeError:
        return Misshapen("{name!r}: write it as it stands in mail, in letters from a to z", name=name)
    return Misshapen("{name!r}: write it as it stands in mail, {encoded}", name=name, encoded=encoded)


def _own_domain(value: Any) -> str:
    name = domain_name(value)
    if name in PUBLIC:
        raise Misshapen(
            "{name} is open to everybody: any stranger there would be taken for this customer;"
            " list the people's addresses instead",
            name=name,
        )
    return name


def address(value: Any) -> str:
    """A mail address, normalised."""
    text = normal(words(value))
    _visible(text)
    if "<" in text or "," in text or ";" in text or " " in text:
        raise Misshapen("{text!r} must be one bare address, such as anna@customer.example", text=text)
    local, at, name = text.rpartition("@")
    if not at or not _LOCAL.fullmatch(local):
        raise Misshapen("{text!r} is no mail address; addresses look like anna@customer.example", text=text)
    try:
        domain_name(name)
    except Misshapen as error:
        raise Misshapen("{text!r} is no mail address: {why}", text=text, why=error.said) from None
    return text


def _day(value: Any) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if not isinstance(value, str) or not _DATE.fullmatch(value.strip()):
        raise Misshapen("{text!r} is no date; write year, month and day, such as 2026-12-31", text=str(value))
    try:
        return date.fromisoformat(value.strip())
    except ValueError:
        raise Misshapen("there is no day {text!r}", text=value) from None


def _zone(value: Any) -> str:
    name = words(value)
    if name not in available_timezones():
        raise Misshapen("there is no zone {name!r}; zones are called as in Europe/Warsaw", name=name)
    return name


def _country(value: Any) -> str:
    code = words(value).upper()
    country, _, part = code.partition("-")
    known = _countries()
    if country not in known:
        raise Misshapen(
            "no holidays are known for {code!r}; countries are called as in PL, with a part as in DE-BY", code=code
        )
    if part and part not in known[country]:
        parts = tuple(known[country]) or Sentence("none")
        raise Misshapen(
            "no holidays are known for {code!r}; parts of {country}: {parts}", code=code, country=country, parts=parts
        )
    return code


@cache
def _countries() -> dict[str, list[str]]:
    """Two-letter codes with their parts, in capitals."""
    known = holidays.list_supported_countries(include_aliases=False)
    return {code: [str(part) for part in parts if _PART.fullmatch(str(part))] for code, parts in known.items()}


def _language(value: Any) -> str:
    code = words(value).lower()
    if code not in _languages():
        raise Misshapen(
            "there is no language {code!r}; languages are called as in pl, ru, en, uk (ISO 639-1)", code=code
        )
    return code


@cache
def _languages() -> frozenset[str]:
    return frozenset(code for code in map(str, Locale("en").languages) if len(code) == 2)


def _telephone(value: Any) -> str:
    text = _text(60)(value)
    if _SCIENTIFIC.fullmatch(text):
        raise Misshapen(
            "a spreadsheet has shortened this number to {text!r}; make the column one of text and type it anew",
            text=text,
        )
    return text


def _list(one: Callable[[Any], str], most: int) -> Callable[[Any], tuple[str, ...]]:
    def read(value: Any) -> tuple[str, ...]:
        if not isinstance(value, list | tuple):
            raise Misshapen('must be a list: ["…", "…"]')
        if len(value) > most:
            raise Misshapen("has more than {most} items", most=most)
        return tuple(sorted({one(item) for item in value}))

    return read


Key = Annotated[str, BeforeValidator(_key)]
Id = Annotated[str, BeforeValidator(_id)]
Ids = Annotated[tuple[str, ...], BeforeValidator(_list(_id, 20))]
Name = Annotated[str, BeforeValidator(_text(200))]
Text = Annotated[str, BeforeValidator(_text(100))]
Telephone = Annotated[str, BeforeValidator(_telephone)]
MailAddress = Annotated[str, BeforeValidator(address)]
Addresses = Annotated[tuple[str, ...], BeforeValidator(_list(address, 50))]
Domains = Annotated[tuple[str, ...], BeforeValidator(_list(_own_domain, 200))]
Day = Annotated[date, BeforeValidator(_day)]
Zone = Annotated[str, BeforeValidator(_zone)]
Country = Annotated[str, BeforeValidator(_country)]
Language = Annotated[str, BeforeValidator(_language)]
