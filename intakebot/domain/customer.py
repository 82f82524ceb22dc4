"""The customer: an organisation with what it bought, and its people."""

from dataclasses import dataclass
from datetime import date

#: Where a person may want us to write to, in place of a chat's address.
BY_MAIL = "mail"


@dataclass(frozen=True, kw_only=True, slots=True)
class Organisation:
    """One customer. What isn't known is None or empty."""

    #: The operator's own name for it ("acme-gmbh"): stays the same when everything else changes.
    key: str
    name: str
    #: Mail from these domains comes from here, lower case.
    domains: tuple[str, ...] = ()
    #: Ids of support document and plan; None: those of the mailbox, and an unknown plan.
    terms: str | None = None
    plan: str | None = None
    #: First and last day of the entitlement, in the organisation's zone.
    valid_from: date | None = None
    valid_until: date | None = None
    #: IANA zone, and holidays as in Hours.holidays ("PL", "DE-BY").
    zone: str | None = None
    holidays: str | None = None
    #: ISO 639-1: for texts that are too short to tell, and for letters that we begin.
    language: str | None = None
    #: Of Languages.regions (VEE-02).
    region: str | None = None
    product: str = ""
    version: str = ""
    #: The customer's support id or licence number (VEE-15).
    support_id: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Contact:
    """One person, as the operator knows them."""

    #: The first address, normalised; further ones in `addresses`.
    address: str
    name: str = ""
    addresses: tuple[str, ...] = ()
    #: Key of the organisation.
    organisation: str | None = None
    #: Ids of Document.roles ("authorised", "case_administrator").
    roles: tuple[str, ...] = ()
    language: str | None = None
    telephone: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Customer:
    """Who an address belongs to, as far as the store knows; all None for a stranger."""

    contact_id: int | None = None
    #: None when only the domain is known.
    contact: Contact | None = None
    organisation_id: int | None = None
    organisation: Organisation | None = None


STRANGER = Customer()


@dataclass(frozen=True, kw_only=True, slots=True)
class Registry:
    """Customers: those of a file, or all that the store knows."""

    organisations: tuple[Organisation, ...] = ()
    contacts: tuple[Contact, ...] = ()
