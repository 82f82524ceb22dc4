"""The letters that this product sends, and what their templates may say."""

import re
from collections.abc import Mapping

_NO_REQUEST = frozenset(["sender", "mailbox"])
_ALWAYS = _NO_REQUEST | {"number"}
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
    #: An agent answers in his own words.
    "answer": _ALWAYS | {"words"},
    #: The customer's consent is asked to another severity (CEN-08, VEE-14).
    "consent": _ALWAYS | {"before", "wanted", "definition", "reason"},
    #: The severity has changed, or is known now (`before` is null then). Cause: its conditions were unconfirmed, or broken
    #: (unanswered, unreachable) · agreed · customer · support. `conditions` of the new one are to be confirmed `within`.
    "severity": _ALWAYS | {"before", "now", "cause", "due", "reason", "conditions", "within"},
    #: After closing (VEE-21).
    "survey": _ALWAYS | {"url"},
    #: What became of something that the customer said. What: he refused what he was asked · unproven: he did,
    #: but nothing shows that it was he · given: what was asked for, `missing` is left · stated: a severity · change_wanted:
    #: another one, which an agent decides · works_again · conditions: those of his level are confirmed.
    "noted": _ALWAYS | {"what", "severity", "missing"},
    #: How a request stands: state open, waiting (for the customer) or closed.
    "status": _ALWAYS | {"state", "severity", "received", "answered", "due", "missing"},
    #: In a chat, once the request is told: what it was taken for, the `levels` to choose from, what is missing.
    "understood": _ALWAYS | {"proposed", "levels", "missing"},
    #: One thing after the other is asked for.
    "step": _ALWAYS | {"ask", "left"},
    "steps_done": _ALWAYS | {"missing"},
    #: In a chat of agents: what a press came to: confirmed, changed, asked (the customer) or vain.
    "decided": _ALWAYS | {"what", "severity", "by"},
    **{name: _NO_REQUEST | more for name, more in {
        "start": frozenset[str](), "help": frozenset(), "new": frozenset(), "tickets": frozenset(["list"]),
        "language": frozenset(), "language_set": frozenset(), "link": frozenset(), "link_sent": frozenset(["minutes"]),
        "link_wrong": frozenset(), "linked": frozenset(), "slow": frozenset(), "group": frozenset(),
        "notices": frozenset(), "notices_set": frozenset(["way"]), "nothing": frozenset(), "used": frozenset(), "link_code": frozenset(["code", "minutes"]),
    }.items()},
}  # fmt: skip
EVENTS = tuple(VARIABLES)
#: Answers that managers keep ready are named so, no longer than the store takes; a letter "answer" begins with their words.
_READY = re.compile(r"ready-(?=.{1,26}$)[a-z0-9]{1,26}(?:-[a-z0-9]{1,26}){0,12}")
_OF_READY = _ALWAYS | {"received", "severity", "due", "missing"}
#: What we begin: it goes where the customer prefers; the rest answers what he said, where he said it.
OF_OURS = frozenset(["question", "answer", "consent", "severity", "survey"])
#: In which a person speaks: their handover is the first contact.
BY_A_PERSON = frozenset(["question", "answer"])
#: Letters that are about no request.
WITHOUT_REQUEST = frozenset(name for name, known in VARIABLES.items() if "number" not in known)
#: What is only ever said in a chat.
IN_CHAT_ONLY = frozenset(["understood", "step", "steps_done", "decided"]) | (WITHOUT_REQUEST - {"link_code"})


def ready_event(name: str) -> str:
    """The event of an answer that is kept ready by this short name; not one of them if it isn't fit to be a name."""
    return "ready-" + "-".join(name.lower().split())


def is_ready(event: str) -> bool:
    """Whether this is an answer that is kept ready: no letter by itself, and none that the product must have."""
    return bool(_READY.fullmatch(event))


def variables_of(event: str) -> frozenset[str]:
    """What the templates of a letter may say; KeyError for one that isn't known."""
    return _OF_READY if is_ready(event) else VARIABLES[event]
