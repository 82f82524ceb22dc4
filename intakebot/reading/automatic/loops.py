"""Mail that goes round: too many hops, or the same place passed twice."""

from intakebot.reading.mail import Mail

_HOPS = 50
_PASSED = ("delivered-to", "x-loop")


def looping(mail: Mail) -> bool:
    """More than 50 Received headers (RFC 5321 §6.3), or one Delivered-To or X-Loop value again after a further hop.

    The same Delivered-To twice within one delivery is no loop: a mail server and its local delivery each write one.
    """
    hops = 0
    seen: dict[tuple[str, str], int] = {}
    for header in mail.headers:
        if header.name == "received":
            hops += " with lmtp" not in header.value[:500].lower()
        elif header.name in _PASSED:
            key = (header.name, header.value.strip(" <>").lower())
            if seen.setdefault(key, hops) < hops or (header.name == "x-loop" and seen.get(("x", key[1]))):
                return True
            if header.name == "x-loop":
                seen["x", key[1]] = 1
    return hops > _HOPS
