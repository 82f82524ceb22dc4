"""The letters that this product sends, and what their templates may say."""

from collections.abc import Mapping

_ALWAYS = frozenset(["number", "sender", "mailbox"])
#: Variables by the letter's name. A variable that has nothing to say is null.
VARIABLES: Mapping[str, frozenset[str]] = {
    #: The registration notice. `due` is only given where the terms promise a time (design.md 4.6).
    "registered": _ALWAYS
    | {
        "received",
        "continues",
        "severity",
        "proposed",
        "due",
        "missing",
        "conditions",
        "within",
        "maintenance",
        "help",
    },
    #: An agent asks for information: items of the document, or words.
    "question": _ALWAYS | {"items", "words"},
    #: The customer's consent is asked to another severity (CEN-08, VEE-14).
    "consent": _ALWAYS | {"before", "wanted", "definition", "reason"},
    #: The severity has changed, or is known now (`before` is null then). Cause: its conditions were unconfirmed, or broken
    #: (unanswered, unreachable) · agreed · customer · support. `conditions` of the new one are to be confirmed `within`.
    "severity": _ALWAYS | {"before", "now", "cause", "due", "reason", "conditions", "within"},
    #: After closing (VEE-21).
    "survey": _ALWAYS | {"url"},
}
EVENTS = tuple(VARIABLES)
