"""A configured support mailbox: the address customers write to and what is bound to it."""

from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, kw_only=True, slots=True)
class Mailbox:
    """What an address is bound to: number prefix, terms and sender identity."""

    address: str
    #: Further own addresses; "*@example.org" takes a whole domain, "*" everything (embedded default only).
    aliases: tuple[str, ...] = ()
    #: Letters before the digits of ticket numbers, 2–6 capital Latin letters.
    prefix: str
    terms: str | None = None
    plan: str | None = None
    #: Name in From of what we send; the address is the mailbox's own.
    from_name: str
    #: Name of the server whose Authentication-Results we believe (RFC 8601 §2.5).
    authserv_id: str | None = None
    #: Separator of subaddresses (RFC 5233) for reply tokens and return paths; "" where the server knows none.
    subaddress: str = "+"
    #: Zone of the times in notices; None takes the terms' own.
    zone: str | None = None

    @property
    def domain(self) -> str:
        """Domain of the address, lower-cased."""
        return self.address.rpartition("@")[2].lower()

    def owns(self, address: str) -> bool:
        """Whether mail to this address, with or without a subaddress, belongs here."""
        local, _, domain = address.strip().lower().rpartition("@")
        base = local.split(self.subaddress)[0] if self.subaddress else local
        own = {self.address.lower(), *(alias.lower() for alias in self.aliases)}
        return bool({"*", f"*@{domain}", f"{local}@{domain}", f"{base}@{domain}"} & own)

    def is_own(self, address: str) -> bool:
        """Whether this is one of the addresses that are listed one by one: mail from there is our own."""
        local, _, domain = address.strip().lower().rpartition("@")
        base = local.split(self.subaddress)[0] if self.subaddress else local
        listed = _listed(self)
        return f"{local}@{domain}" in listed or f"{base}@{domain}" in listed

    def tagged(self, tag: str) -> str:
        """The address with a tag in its local part; the plain address where the server knows no subaddresses."""
        local, _, domain = self.address.rpartition("@")
        return f"{local}{self.subaddress}{tag}@{domain}" if self.subaddress else self.address


@lru_cache(maxsize=1_000)
def _listed(box: Mailbox) -> frozenset[str]:
    return frozenset([box.address.lower(), *(alias.lower() for alias in box.aliases if "*" not in alias)])
