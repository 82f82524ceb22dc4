"""What agents decided, as something to learn from."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Confirmed:
    """A request and the level that an agent, or the customer's consent, gave it."""

    number: str
    terms: str
    level: str
    language: str
    #: email · chat.
    channel: str
    subject: str
    #: Without quoted history.
    text: str
