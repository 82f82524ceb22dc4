"""What a request must tell, and how to see that it is there."""

from typing import Literal, TypeAlias

from intakebot.terms.document.part import Clause, Id, Part, Pattern, Wording

#: What the store may know of a customer already, so that nobody has to be asked; "severity" is known once the message
#: states a level of the document.
Known: TypeAlias = Literal[
    "name", "email", "telephone", "organisation", "product", "version", "support_id", "plan", "severity"
]


class Requirement(Part):
    """One thing that is asked for when it is missing."""

    #: As it stands in a list of what is still needed: "the version of the application".
    ask: Wording
    #: Field names of forms and mails ("версия", "wersja aplikacji", "version"), lower case: "<label>: <something>" is enough.
    labels: tuple[str, ...] = ()
    #: One of these anywhere in the text is enough.
    patterns: tuple[Pattern, ...] = ()
    #: Names or media types of attachments that are enough, with wildcards: "image/*", "*.log".
    attachments: tuple[str, ...] = ()
    #: So many words of text are enough (a description); 0 asks for none.
    words: int = 0
    #: What the store or the message's head already tells.
    known: Known | None = None
    #: Welcome but not asked for (MAR-11).
    welcome: bool = False
    #: Only for these kinds of request (facet `kind`) and levels; empty: all.
    kinds: tuple[str, ...] = ()
    levels: tuple[Id, ...] = ()
    clause: Clause


class Service(Part):
    """Something customers ask for that only some plans include, or none."""

    name: Wording
    #: Plans that include it; empty: it is out of scope.
    plans: tuple[Id, ...] = ()
    #: Only contacts who have one of these roles, and whose mail is proven, may ask for it (MAR-10); empty: all.
    roles: tuple[Id, ...] = ()
    #: How a request for it sounds; in ru, pl and en.
    patterns: tuple[Pattern, ...]
    #: What the agent is told.
    clause: Clause
