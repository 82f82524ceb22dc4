"""Who signs in to the console, and what the name may be under which the history tells of their decisions."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias, get_args

from intakebot.domain.errors import Refusal

#: Agents decide about tickets; managers may also do templates and reports; operators also users, mailboxes, configuration
#: and replay. Each may do what those before may.
Role: TypeAlias = Literal["agent", "manager", "operator"]
ROLES: tuple[Role, ...] = get_args(Role)
#: Languages of the console, ISO 639-1.
Language: TypeAlias = Literal["en", "ru", "pl"]
LANGUAGES: tuple[Language, ...] = get_args(Language)

_LONGEST_NAME, _LONGEST_DISPLAY = 60, 100
#: Small letters of European Latin alphabets, without those that look like i, k, n and s; Russian, Ukrainian, Belarusian,
#: Serbian and Macedonian ones.
_LATIN = "a-zß-öø-ÿāăąćĉċčďđēĕėęěĝğġģĥħĩīĭįĵķĺļľłńņňŋōŏőœŕŗřśŝşšţťŧũūŭůűųŵŷźżž"
_CYRILLIC = "а-яѐ-џґ"
_NAME = re.compile(rf"[{_LATIN}{_CYRILLIC}0-9]+(?:[ ._'@+-][{_LATIN}{_CYRILLIC}0-9]+)*")
#: Cyrillic letters that nobody tells from Latin ones.
_LIKE_LATIN = frozenset("аеорсухіјѕ")
#: Actors of the history that are no people of ours; and beside them whoever runs a command without a name.
NO_AGENTS = frozenset({"bot", "customer", "intakebot"})
_TAKEN = NO_AGENTS | {"operator"}


class Unfit(Refusal):
    """It can't be done."""


@dataclass(frozen=True, kw_only=True, slots=True)
class User:
    """Somebody who may sign in."""

    id: int
    #: What the history shows as the actor; unique, as `user_name` makes it.
    name: str
    #: What colleagues read.
    display: str
    role: Role
    language: Language
    #: IANA zone of the times that they read.
    zone: str
    active: bool
    #: A code is asked for after the password.
    totp: bool
    created_at: datetime

    def may(self, role: Role) -> bool:
        """Whether they may do what this role may."""
        return ROLES.index(self.role) >= ROLES.index(role)


def user_name(written: str) -> str:
    """The name as it is kept: NFKC, small letters. Unfit for one that could be taken for another's or hidden in a line.

    Refused are more than 60 characters, control and format characters, combining marks, letters other than European Latin
    and Cyrillic ones, both of these in one name, Cyrillic names that read as Latin ones, and the history's own actors.
    """
    name = folded_name(written)
    if not 1 <= len(name) <= _LONGEST_NAME:
        raise Unfit("a name has 1 to {most} characters", most=_LONGEST_NAME)
    if not _NAME.fullmatch(name):
        raise Unfit(
            "a name consists of Latin or Cyrillic letters and digits, between them single spaces or . _ - ' @ +"
        )
    letters = {sign for sign in name if sign.isalpha()}
    latin = {sign for sign in letters if re.fullmatch(f"[{_LATIN}]", sign)}
    if not letters or (latin and latin != letters):
        raise Unfit("a name needs letters, of one alphabet")
    if letters <= _LIKE_LATIN:
        raise Unfit("this Cyrillic name can't be told from a Latin one")
    if name in _TAKEN:
        raise Unfit("{name} stands for something else in the history", name=name)
    return name


def folded_name(written: str) -> str:
    """As names are compared; of anything, even of what can't be a name."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", written).casefold())
    return re.sub(" +", " ", folded).strip(" ")


def display_name(written: str) -> str:
    """A name for colleagues to read: one line of 1 to 100 printable characters; else Unfit."""
    display = " ".join(written.split())
    if not 1 <= len(display) <= _LONGEST_DISPLAY or not display.isprintable():
        raise Unfit("what colleagues read has 1 to {most} printable characters", most=_LONGEST_DISPLAY)
    return display


def printable(written: str, most: int) -> str:
    """Whatever somebody sent, fit to be kept and shown: at most so many characters, no hidden ones."""
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in written[:most])
