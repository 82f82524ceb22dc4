"""A mail address with the name that its owner gave it."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Address:
    """One mailbox of a header, as RFC 5322 §3.4 calls it: a name for people and an address for machines."""

    name: str = ""
    address: str

    @property
    def domain(self) -> str:
        """The part after the last "@", lower-cased; empty when there is none."""
        return self.address.rpartition("@")[2].lower() if "@" in self.address else ""


def normal(address: str) -> str:
    """The form in which two spellings of one address are equal: lower-cased, without surrounding blanks, 600 at most."""
    return address.strip().lower()[:600]
