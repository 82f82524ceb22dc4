"""One request to a page, once it is known who asks; and what a page is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, TypeAlias
from zoneinfo import ZoneInfo

from starlette.responses import Response

from intakebot.console.house import House
from intakebot.domain.by import By
from intakebot.domain.session import SignedIn
from intakebot.domain.user import User

#: Of a password, in characters: more than guard allows.
_PASSWORD = 300
#: Of an address to go back to: a search in Cyrillic letters, from where a ticket was opened.
_ADDRESS = 2_500
#: Of an id: what every database takes.
_DIGITS = 17
Form: TypeAlias = Mapping[str, tuple[str, ...]]
#: Who may: everybody who is signed in, from this role on; "anybody": without signing in.
Needs: TypeAlias = Literal["anybody", "agent", "manager", "operator"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Refused:
    """A form that couldn't be taken: the address it was sent to, why not, and what was typed."""

    to: str
    why: str
    form: Form
    #: By our own script, which sees to the focus itself.
    scripted: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Call:
    """A request that was let in. `who` is None only on pages that anybody may see."""

    who: SignedIn | None
    #: The variables of the path, and what stands behind "?", each name's first value.
    path: Mapping[str, str]
    query: Mapping[str, str]
    form: Form = field(default_factory=dict)
    language: str
    zone: str
    now: datetime
    #: Peer's address, and what the browser says it is.
    address: str
    agent: str
    #: Scheme and host that the browser asked.
    site: str
    #: What it carries while somebody signs in by a provider.
    journey: str = ""
    #: The form that brings whoever asks back to this page.
    refused: Refused | None = None

    @property
    def user(self) -> User | None:
        """Who asks."""
        return self.who.user if self.who else None

    @property
    def me(self) -> User:
        """Who is signed in."""
        return self.signed_in.user

    @property
    def by(self) -> By:
        """Likewise, for history and audit."""
        return By.user(self.me, self.address)

    @property
    def signed_in(self) -> SignedIn:
        """Likewise, with the session."""
        if self.who is None:
            raise AssertionError("a page for nobody asked who is signed in")
        return self.who

    def id(self, name: str = "id") -> int:
        """A row's id in the path; Missing for anything else."""
        found = whole(self.path[name])
        if found is None:
            raise Missing
        return found

    def said(self, name: str, most: int = 4_000) -> str:
        """A field of the form, trimmed and cut; without NUL, which no database of ours keeps everywhere."""
        return next(iter(self.form.get(name, ())), "").strip()[:most].replace("\r\n", "\n").replace("\0", "")

    def moment(self, given: str) -> datetime | None:
        """A time as a field for times has it: of the reader's own zone, unless it says another; None for none."""
        try:
            found = datetime.fromisoformat(given)
        except ValueError:
            return None
        return found if found.utcoffset() is not None else found.replace(tzinfo=ZoneInfo(self.zone))

    def secret(self, name: str) -> str:
        """A field of the form as it was typed, blanks and all."""
        return next(iter(self.form.get(name, ())), "")[:_PASSWORD]

    def every(self, name: str) -> tuple[str, ...]:
        """All values of a field of the form."""
        return self.form.get(name, ())

    def typed(self, to: str, name: str) -> str:
        """What a field held in the form that was refused; "" in forms that are sent elsewhere."""
        return next(iter(self.ticked(to, name)), "")

    def ticked(self, to: str, name: str) -> tuple[str, ...]:
        """Likewise, all its values."""
        return self.refused.form.get(name, ()) if self.refused and self.refused.to == to else ()

    def asked(self, name: str, most: int = 200) -> str:
        """What stands behind "?", as far as it can be printed."""
        return "".join(sign for sign in self.query.get(name, "")[:most] if sign.isprintable()).strip()


def whole(given: str) -> int | None:
    """The number that these digits are; None for anything else."""
    return int(given) if given.isascii() and given.isdigit() and len(given) <= _DIGITS else None


def inside(back: str, otherwise: str = "/triage") -> str:
    """An address of our own, whatever was asked for."""
    ours = back.startswith("/") and not back.startswith(("//", "/\\")) and back.isprintable()
    return back if ours and len(back) <= _ADDRESS else otherwise


@dataclass(frozen=True, slots=True)
class Page:
    """A line of the route table: what is done for whom."""

    method: Literal["GET", "POST"]
    path: str
    needs: Needs
    does: Callable[[Call, House], Response]
    #: Bytes of a form.
    most: int = 256 * 1024


class Missing(Exception):
    """There is nothing at this address."""


class Unwell(Exception):
    """A question that can't be answered as it was put: its text tells why."""


class Busy(Unwell):
    """Too much is asked for just now: no other page is shown instead, which might ask for as much."""
