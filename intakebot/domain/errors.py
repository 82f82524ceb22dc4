"""Errors that cross rooms. Each says whether trying again can help; its docstring is its message."""

from datetime import timedelta

from intakebot.domain.sentence import Fact, Sentence


class IntakebotError(Exception):
    """Something went wrong."""

    def __init__(self, detail: str = "") -> None:
        self.detail = detail
        super().__init__(f"{self.summary()}: {detail}" if detail else self.summary())

    @classmethod
    def summary(cls) -> str:
        """The first sentence of the class's docstring, without its full stop."""
        return (cls.__doc__ or cls.__name__).strip().splitlines()[0].rstrip(".")


class Temporary(IntakebotError):
    """It can't be done just now; trying again later may succeed."""


class Permanent(IntakebotError):
    """It can't be done, and trying again would change nothing."""


class Refusal(Permanent):
    """It can't be done."""

    def __init__(self, words: str, /, **facts: Fact) -> None:
        """Why not, as a sentence (domain/sentence.py), or one that was said elsewhere."""
        super().__init__(words if isinstance(words, Sentence) else Sentence(words, **facts))


class StoreUnavailable(Temporary):
    """The store can't take anything just now."""


class NotAMail(Permanent):
    """This is no mail message."""


class Unreadable(Permanent):
    """The message can't be read."""


class Overrun(Permanent):
    """Reading took longer than its time limit."""


class Deferred(Temporary):
    """The relay couldn't take the letter just now; it certainly hasn't got it."""

    def __init__(self, detail: str = "", after: timedelta | None = None) -> None:
        """`after`: how long the other side told us to wait."""
        self.after = after
        super().__init__(detail)


class Refused(Permanent):
    """The relay refused the letter for good; it certainly hasn't got it."""


class InDoubt(Temporary):
    """The connection was lost after the letter had been sent and before the answer: the relay may have it or not."""
