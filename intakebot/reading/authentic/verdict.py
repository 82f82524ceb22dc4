"""Whether the address in From was proven (design.md 4.7): by what the mailbox's own server says, and nobody else."""

import re

from intakebot.domain.message import Authentication
from intakebot.domain.sentence import Sentence
from intakebot.reading.authentic.results import Result, Results, read
from intakebot.reading.mail import Mail

_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
_COMMENT = re.compile(r"\([^()]*\)")
_ANGLE = re.compile(r"<[^<>]*>")
_LONGEST = 1_000
#: Of what a server wrote, in a reason.
_SHOWN = 200


def _no(reason: Sentence) -> Authentication:
    return Authentication(passed=False, reason=reason)


def _several(value: str) -> bool:
    """Whether a From field names several addresses or a group (RFC 5322 §3.6.2), in doubt yes."""
    bare = _COMMENT.sub(" ", _QUOTED.sub(" ", value))
    if len(_ANGLE.findall(bare)) > 1:
        return True
    pieces = _ANGLE.sub("@", bare).split(",")
    return sum("@" in piece for piece in pieces) > 1 or ";" in bare


def _domain(value: str) -> str:
    """The domain of an address or a domain name, in its ASCII form where it has one."""
    domain = value.rpartition("@")[2].strip(" <>.").lower()
    try:
        return domain if domain.isascii() else domain.encode("idna").decode("ascii")
    except UnicodeError:
        return domain


def aligned(proven: str, author: str) -> bool:
    """Relaxed alignment (RFC 7489 §3.1): equal, or one a subdomain of the other with two labels or more.

    Without a public suffix list the organisational domain can't be known: "a.example.org" and "b.example.org" don't
    align here, though they do there; under a public suffix of two labels, only its own keeper could gain by it.
    """
    shorter, longer = sorted((_domain(proven), _domain(author)), key=len)
    if "." not in shorter:
        return False
    return shorter == longer or longer.endswith("." + shorter)


def _proof(result: Result) -> str:
    """The domain that a passed SPF or DKIM result proves; SPF of the HELO name alone proves no sender."""
    if result.outcome != "pass":
        return ""
    properties = result.properties
    if result.method == "dkim":
        return _domain(properties.get("header.d") or properties.get("header.i", ""))
    return _domain(properties.get("smtp.mailfrom", "")) if result.method == "spf" else ""


def _by_dmarc(results: tuple[Result, ...], author: str) -> Authentication | None:
    """What DMARC decides; None when it decides nothing (no result, or no policy: "none")."""
    checks = [result for result in results if result.method == "dmarc"]
    if len(checks) > 1:
        return _no(Sentence("dmarc is there twice"))
    if not checks or checks[0].outcome == "none":
        return None
    if checks[0].outcome != "pass":
        return _no(Sentence("{outcome}", outcome=f"dmarc={checks[0].outcome}"[:_SHOWN]))
    about = checks[0].properties.get("header.from")
    if about is not None and _domain(about) != _domain(author):
        return _no(Sentence("dmarc=pass is about another From"))
    return Authentication(passed=True, reason=Sentence("{outcome}", outcome="dmarc=pass"))


def _judged(results: Results, author: str) -> Authentication:
    if decided := _by_dmarc(results.results, author):
        return decided
    for result in results.results:
        proven = _proof(result)
        if proven and aligned(proven, author):
            return Authentication(
                passed=True,
                reason=Sentence("{method}=pass for {domain}, aligned", method=result.method, domain=proven[:_SHOWN]),
            )
    if said := tuple(f"{result.method}={result.outcome}"[:_SHOWN] for result in results.results[:5]):
        return _no(Sentence("no aligned pass: {said}", said=said))
    return _no(Sentence("no aligned pass: nothing was checked"))


def verdict(mail: Mail, authserv_id: str | None) -> Authentication:
    """Whether the mailbox's own server proved the address in From.

    Only the topmost Authentication-Results field counts, and only when it is by `authserv_id`: a server puts its own on
    top, so any other below it, of whatever name, may have been forged (RFC 8601 §1.6, §5). ARC and others never count.
    """
    if not authserv_id:
        return _no(Sentence("no trusted server named"))
    fields, authors = mail.get_all("authentication-results"), mail.get_all("from")
    if len(authors) != 1 or _several(authors[0][:_LONGEST]) or len(authors[0]) > _LONGEST:
        return _no(Sentence("not just one author in From"))
    if not mail.sender.domain:
        return _no(Sentence("no address in From"))
    if not fields:
        return _no(Sentence("no Authentication-Results"))
    try:
        results = read(fields[0])
    except ValueError as fault:
        return _no(Sentence("the topmost Authentication-Results can't be read: {why}", why=str(fault)[:_SHOWN]))
    if results.authserv_id.lower().rstrip(".") != authserv_id.lower().rstrip("."):
        return _no(Sentence("the topmost Authentication-Results isn't by {server}", server=authserv_id))
    judged = _judged(results, mail.sender.domain)
    return Authentication(
        passed=judged.passed, reason=Sentence("{reason} ({where})", reason=judged.reason, where=authserv_id)
    )
