"""Caps on acknowledgements (design.md 4.5): a cap stops letters, never tickets."""

from dataclasses import dataclass
from datetime import datetime

from intakebot.domain.address import Address, normal
from intakebot.domain.sentence import Sentence
from intakebot.store.desk import Desk

#: By recipient, by domain, in all.
_CAPS = (
    Sentence("cap of {most} notices an hour to this sender"), Sentence("cap of {most} notices an hour to this domain"),
    Sentence("cap of {most} notices an hour to everybody"),
)  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class Caps:
    """Most acknowledgements within a clock hour, by recipient, by the recipient's domain and in all; 0 is no cap."""

    per_sender: int
    per_domain: int
    total: int

    def spend(self, desk: Desk, to: Address, at: datetime) -> str:
        """Count one acknowledgement, or say which cap forbids it."""
        per_domain = self.per_domain if to.domain else 0  # chats have none
        limits = {f"to:{_person(to.address)}": self.per_sender, f"at:{to.domain}": per_domain, "all": self.total}
        capped = {key: limit for key, limit in limits.items() if limit}
        if not capped:
            return ""
        spent = desk.post.count(tuple(capped), at)
        for capped_for, (key, limit) in zip(_CAPS, limits.items(), strict=True):
            if limit and spent.get(key, 0) >= limit:
                return Sentence(capped_for.words, most=limit)
        desk.post.add(tuple(capped), at)
        return ""


def _person(address: str) -> str:
    """The address without a subaddress: victim+1@ and victim+2@ are one person."""
    local, at, domain = normal(address).rpartition("@")
    return f"{local.split('+')[0]}{at}{domain}"
