"""The arguments of MAIL and RCPT: an address between angle brackets, and options (RFC 5321 §4.1.2)."""

import re
from dataclasses import dataclass
from typing import Literal

# The brackets may be missing and blanks may stand around them: some senders do so. A source route is read and
# ignored (RFC 5321 §4.1.2, appendix F.2). Every repetition is possessive, so time is linear.
_ARGUMENT = re.compile(
    r"""(?P<keyword>FROM|TO)[ \t]*+:[ \t]*+
    (?: <[ \t]*+ (?:@[^<>:"\\\s]++:)? (?P<path>(?>(?:[^<>"\\\s]|"(?>(?:[^"\\]|\\.)*)")*)) [ \t]*+>
      | (?P<bare>[^<>"\\\s]++) )
    (?P<options>[ \t].*)?\Z""",
    re.IGNORECASE | re.VERBOSE,
)
_OPTION = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*+(?:=[^=\s]++)?\Z")


@dataclass(frozen=True, kw_only=True, slots=True)
class Argument:
    """What follows FROM: or TO:."""

    #: As written, without brackets and source route; "" is the null path.
    address: str
    #: Names in capitals with values as written, "" without one: (("SIZE", "1000"), ("SMTPUTF8", "")).
    options: tuple[tuple[str, str], ...] = ()


def read(keyword: Literal["FROM", "TO"], text: str) -> Argument | None:
    """Read the argument of MAIL (FROM) or RCPT (TO); None when it isn't well-formed."""
    match = _ARGUMENT.match(text)
    if match is None or match["keyword"].upper() != keyword:
        return None
    address = match["path"] if match["bare"] is None else match["bare"]
    options = (match["options"] or "").split()
    if not _is_address(address) or not all(_OPTION.match(option) for option in options):
        return None
    pairs = (option.partition("=") for option in options)
    return Argument(address=address, options=tuple((name.upper(), value) for name, _, value in pairs))


def _is_address(address: str) -> bool:
    """Whether this is the null path, a local part alone (which some systems send), or has two sides of an "@"."""
    local, at, domain = address.rpartition("@")
    return address.isprintable() and (not at or bool(local and domain))
