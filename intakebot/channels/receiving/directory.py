"""Which configured mailbox an envelope address belongs to."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from intakebot.domain.mailbox import Mailbox

_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


class Directory:
    """Finds mailboxes; one that is named beats one that takes a whole domain, then the order of configuration counts."""

    def __init__(self, mailboxes: tuple[Mailbox, ...]) -> None:
        self._mailboxes = mailboxes
        named = (tuple(alias for alias in mailbox.aliases if not alias.startswith("*")) for mailbox in mailboxes)
        self._named = tuple(
            replace(mailbox, aliases=aliases) for mailbox, aliases in zip(mailboxes, named, strict=True)
        )
        #: `find`, remembered for the addresses asked last: a support service has few.
        self.mailbox_of = lru_cache(1024)(self.find)

    def find(self, address: str) -> Mailbox | None:
        """The mailbox that an envelope address belongs to; None when it isn't ours."""
        spellings = tuple(self._spellings(address))
        for candidates in (self._named, self._mailboxes):
            for mailbox, candidate in zip(self._mailboxes, candidates, strict=True):
                if any(map(candidate.owns, spellings)):
                    return mailbox
        return None

    def _spellings(self, address: str) -> Iterator[str]:
        """The address as written and in plain form: unquoted (RFC 5321 §4.1.2), composed (RFC 6532 §3.1), rooted."""
        yield address
        local, _, domain = address.rpartition("@")
        if not local:
            # RFC 5321 §4.5.1: postmaster needs no domain.
            yield from (f"{address}@{m.domain}" for m in self._mailboxes if address.lower() == "postmaster")
            return
        if local.startswith('"'):
            local = _ESCAPED.sub(r"\1", local[1:-1])
        yield unicodedata.normalize("NFC", f"{local}@{domain.removesuffix('.')}")
