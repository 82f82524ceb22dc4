"""The text of a support document that managers write at the console or publish by a command."""

from dataclasses import dataclass

from intakebot.domain.edition import Edition


@dataclass(frozen=True, kw_only=True, slots=True)
class TermsText:
    """A document, or what changes one, as an operator's file of that name would have it."""

    #: Id of the document: "centaur".
    id: str
    #: TOML.
    text: str
    #: Why, for whoever reads the history.
    note: str = ""

    @property
    def place(self) -> str:
        """What only one text is published for."""
        return self.id


@dataclass(frozen=True, kw_only=True, slots=True)
class TermsVersion(Edition):
    """A text as it was kept, and what became of it."""

    draft: TermsText
