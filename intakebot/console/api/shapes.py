"""What programs send. Unknown fields are refused, and so are characters that nobody can see or databases can't keep."""

from datetime import date, datetime
from typing import Annotated, Literal, TypeAlias, TypeVar

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

from intakebot.domain.case import WaitsFor
from intakebot.reports.report import KEYS
from intakebot.store.agenda import View
from intakebot.terms.sources import MOST_BYTES

T = TypeVar("T")

_LONGEST = 4_000
#: Anything but control characters other than tab and line ends.
_VISIBLE = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$"
Text: TypeAlias = Annotated[str, StringConstraints(strip_whitespace=True, max_length=_LONGEST, pattern=_VISIBLE)]
Words: TypeAlias = Annotated[Text, StringConstraints(min_length=1)]
Name: TypeAlias = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]*$")
]
Sought: TypeAlias = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=200, pattern=r"^[^\x00-\x1f\x7f]*$")
]
#: One part of a letter.
Liquid: TypeAlias = Annotated[str, StringConstraints(max_length=64_000, pattern=_VISIBLE)]
Language: TypeAlias = Literal["en", "ru", "pl"]
#: Ids that every database takes.
_HIGHEST = 10**17


def _in_our_years(at: datetime) -> datetime:
    if not 1970 <= at.year < 9000:
        raise ValueError("a year from 1970 to 8999 is needed")
    return at


Moment: TypeAlias = Annotated[AwareDatetime, AfterValidator(_in_our_years)]
Day: TypeAlias = Annotated[date, Field(ge=date(1970, 1, 1), lt=date(9000, 1, 1))]


class Shape(BaseModel):
    """Nothing."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Decision(Shape):
    """A severity that is confirmed or wanted."""

    #: A level of the ticket's terms: "critical", "2".
    level: Name
    reason: Text = ""
    seen: Annotated[int | None, Field(ge=0, lt=_HIGHEST, description=(
        "Id of the last event that you saw: 409 when something was decided since."
    ))] = None  # fmt: skip


class Said(Shape):
    """What is said, or how it was done."""

    words: Words


class Answer(Said):
    """What the customer is told, and the ready answer that it was begun from: the id of its version, and the digest it came with."""

    begun_from: Annotated[int | None, Field(ge=1, lt=_HIGHEST)] = None
    begun_as: Annotated[str, Field(pattern="^([0-9a-f]{64})?$", description=(
        "The `digest` of what the ready answer gave; without it the words count as changed."
    ))] = ""  # fmt: skip


class MaybeSaid(Shape):
    """Likewise, if there is something to say."""

    words: Text = ""


class Question(Shape):
    """What the customer is asked for: items of the document, words, or both."""

    item: tuple[Name, ...] = Field((), alias="items", max_length=50)
    words: Text = ""


class Plan(Said):
    """The plan that the customer has, and how that is known."""

    plan: Name


class Merge(Said):
    """The ticket that goes on, and why."""

    into: Name


class Split(Shape):
    """The message, by its id."""

    message: Annotated[int, Field(ge=1, lt=_HIGHEST)]


class Resend(Shape):
    """The letter, by its id."""

    letter: Annotated[int, Field(ge=1, lt=_HIGHEST)]
    anyway: Annotated[bool, Field(description="Though the customer may have it already.")] = False


class Wait(Said):
    """What for, why, and until when."""

    whom: WaitsFor
    until: Annotated[Moment | None, Field(description="When it comes back by itself; `day` needs it.")] = None


class Link(Shape):
    """The other ticket."""

    other: Name


class HandOver(MaybeSaid):
    """The other desk, by its name in the configuration."""

    to: Name


class OfTerms(Shape):
    """Whose customers get the letter: those under these terms; "" for all."""

    terms: Annotated[str, StringConstraints(max_length=60)] = ""


class Parts(Shape):
    """A letter as Liquid. It is replaced as a whole: a part that is left out it doesn't have."""

    subject: Liquid = ""
    text: Liquid = ""
    html: Liquid = ""
    chat: Liquid = ""


class Draft(Parts):
    """Likewise, and why, for the history."""

    note: Annotated[Text, Field(max_length=2_000)] = ""


class Check(Parts):
    """Likewise, and what to look at it for."""

    under: Annotated[Sought, Field(description='Terms, plan and level: "veeam/production/1"; else sample values.')] = ""
    ticket: Annotated[Sought, Field(max_length=20, description="Or the number of a ticket.")] = ""


class Trial(Parts):
    """Likewise, and the address that a test goes to."""

    to: Name


class Toml(Shape):
    """A support document, or what changes one, as a file in the folder of terms has it."""

    text: Annotated[str, StringConstraints(max_length=MOST_BYTES, pattern=_VISIBLE)]


class TermsDraft(Toml):
    """Likewise, and why, for the history."""

    note: Annotated[Text, Field(max_length=2_000)] = ""


class Publication(Shape):
    """What is to be replaced: 409 if something else was published there meanwhile."""

    instead_of: Annotated[int, Field(ge=0, lt=_HIGHEST, description=(
        "Id of the version that was published there when you looked; 0 for none."
    ))]  # fmt: skip
    beside: Annotated[tuple[Annotated[int, Field(ge=1, lt=_HIGHEST)], ...] | None, Field(max_length=100, description=(
        "Ids of what would be published with it, as the version told them; 409 if it is something else now."
    ))] = None  # fmt: skip


class Page(Shape):
    """Which part of a list."""

    limit: Annotated[int, Field(ge=1, le=200)] = 50


class Further(Page):
    """Which part of a list whose rows have ids."""

    after: Annotated[int, Field(ge=0, lt=_HIGHEST, description="What `next` said before.")] = 0


class Filed(Further):
    """Which filed mails: all, or those with each of these words in sender or subject."""

    q: Sought = ""


class Onward(Page):
    """Which part of a list that is counted off."""

    after: Annotated[int, Field(ge=0, le=1_000_000, description="What `next` said before.")] = 0

    def part(self, found: list[T]) -> tuple[list[T], int | None]:
        """The rows that were asked for, of one more than these, and where to go on."""
        return found[: self.limit], self.after + self.limit if len(found) > self.limit else None


class Queue(Onward):
    """Which tickets, as the console's queue has them; without a filter all of the view."""

    view: View = "triage"
    terms: Sought = ""
    language: Sought = ""
    severity: Sought = ""
    mailbox: Sought = ""
    q: Annotated[Sought, Field(description="Words of number, subject or customer.")] = ""


class Spoken(Shape):
    """In which language."""

    lang: Language = "en"


class Document(Shape):
    """Which part of a document: one plan, one language; else all."""

    plan: Name | None = None
    lang: Language | None = None


class Due(Shape):
    """When is what due? As `intakebot due` asks."""

    terms: Name
    plan: Name
    severity: Name
    received: Moment
    timezone: Name | None = None
    holidays: Name | None = None
    explain: bool = False
    lang: Language = "en"


class Period(Shape):
    """What is counted: tickets under these terms ("none": under none), received on these days."""

    terms: Name | None = None
    since: Annotated[Day | None, Field(alias="from")] = None
    until: Day | None = None
    as_of: Moment | None = None


class Wish(Period):
    """Likewise, under one plan or severity."""

    plan: Name | None = None
    severity: Name | None = None


class Report(Wish):
    """As `intakebot report` asks."""

    #: Columns, separated by commas.
    by: Sought = ",".join(KEYS)


class Breaches(Wish):
    """As `intakebot report --breaches` asks."""

    limit: Annotated[int, Field(ge=1, le=200, description="Tickets, the latest of those that are late.")] = 50


class Customers(Onward):
    """Which contacts, or organisations."""

    q: Annotated[Sought, Field(description="Words of name, address, domain or organisation.")] = ""


class Import(Shape):
    """A file of customers, as `contacts import` takes it."""

    format: Literal["toml", "csv"]
    content: str
    remove_missing: bool = False
    dry_run: Annotated[bool, Field(description="Only show what would change.")] = False


class Export(Shape):
    """As what kind of file."""

    format: Literal["toml", "csv"] = "toml"


class Boxes(Shape):
    """Which mailboxes."""

    q: Annotated[Sought, Field(description="Words of address, terms or name.")] = ""


class Decided(Shape):
    """Why, for the history."""

    note: Annotated[Text, Field(max_length=2_000)] = ""
    dry_run: Annotated[bool, Field(description="Only show what would change.")] = False


class BackToFile(Decided):
    """Likewise, and what you saw."""

    seen: Annotated[int | None, Field(ge=0, lt=_HIGHEST, description=(
        "Id of the mailbox's latest version that you saw, 0 for none: 409 when another was made since."
    ))] = None  # fmt: skip


class Binding(BackToFile):
    """What customers get by a mailbox; what is left out stays. Null or "": none."""

    terms: Sought | None = None
    plan: Sought | None = None
    from_name: Sought | None = None
    zone: Sought | None = None


class BoxImport(Decided):
    """A file of mailboxes, as `mailbox import` takes it."""

    format: Literal["toml", "csv"]
    content: str


class Maintenance(Shape):
    """What customers are told in each language; from now, or for all, unless it says otherwise."""

    terms: Annotated[str, StringConstraints(max_length=40)] = ""
    en: Words
    ru: Words
    pl: Words
    begins: Moment | None = None
    ends: Moment | None = None


class Description(Shape):
    """How somebody is shown, and what they read."""

    display: Name
    language: Language
    #: An IANA zone.
    zone: Name
