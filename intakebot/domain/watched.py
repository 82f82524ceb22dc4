"""What people are told of a mailbox that is watched, when its mail doesn't come as it should."""

from datetime import datetime

from intakebot.domain.sentence import Sentence


def failing(since: datetime, error: str) -> Sentence:
    """For longer than is borne with; `error`: what the other side said."""
    return Sentence("mail can't be fetched since {since}: {error}", since=since, error=error)


def silent(since: datetime) -> Sentence:
    """Nothing came for longer than is usual there."""
    return Sentence("no mail has arrived since {since}", since=since)


def rebuilt(validity: int, before: int, *, everything: bool) -> Sentence:
    """Its messages have other ids: another UIDVALIDITY (RFC 3501 §2.3.1.1)."""
    ids = {"validity": str(validity), "before": str(before)}
    if everything:
        return Sentence(
            "its server has rebuilt it (UIDVALIDITY {validity}, was {before}): all of it is read again", **ids
        )
    return Sentence(
        "its server has rebuilt it (UIDVALIDITY {validity}, was {before}): its unseen mail is read again", **ids
    )


def too_large(size: int, limit: int) -> Sentence:
    """A message, in bytes."""
    return Sentence(
        "a message of {size:,} bytes is over the limit of {limit:,} and stays in the folder, flagged: read it there",
        size=size,
        limit=limit,
    )
