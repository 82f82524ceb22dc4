"""What would come of what is wanted: faults, or else differences; by the versions that hold at that moment."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace

from intakebot.binding.wish import Read, Wish
from intakebot.contacts.differences import Change
from intakebot.contacts.entry import Fault
from intakebot.contacts.fitting import Offer, Offers, misfits
from intakebot.domain.customer import Organisation
from intakebot.domain.mailbox import Mailbox
from intakebot.domain.mailboxes import Mailboxes
from intakebot.domain.sentence import Sentence
from intakebot.domain.setting import Setting, SettingVersion
from intakebot.terms.library import Library


@dataclass(frozen=True, kw_only=True, slots=True)
class Difference:
    """One mailbox as it is set, and as it would be."""

    before: Mailbox
    after: Mailbox
    #: None: config.toml would hold again.
    setting: Setting | None
    #: The version that holds; None before the first.
    version: SettingVersion | None

    @property
    def seen(self) -> int:
        """Its id, 0 for none: whoever looked saw this."""
        return self.version.id if self.version else 0

    @property
    def change(self) -> Change:
        """As imports tell changes."""
        old, new = asdict(Setting.of(self.before)), asdict(Setting.of(self.after))
        fields = {name: (old[name], new[name]) for name in new if old[name] != new[name]}
        return Change(change="change", what="mailbox", key=self.before.address, fields=fields)

    @property
    def counts(self) -> bool:
        """Whether anything becomes otherwise, be it only where it is kept."""
        return self.before != self.after or (
            self.setting is None and self.version is not None and self.version.setting is not None
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Prospect:
    """What would come of it."""

    faults: tuple[Fault, ...] = ()
    #: Of all mailboxes that are named, in this order; none where there are faults.
    looked: tuple[Difference, ...] = ()

    @property
    def differences(self) -> tuple[Difference, ...]:
        """Those that become otherwise."""
        return tuple(one for one in self.looked if one.counts)

    @property
    def changes(self) -> tuple[Change, ...]:
        """As imports tell them."""
        return tuple(one.change for one in self.differences)


def prospect(
    latest: Mapping[str, SettingVersion], mailboxes: Mailboxes, terms: Library, read: Read
) -> Prospect:  # fmt: skip
    """All that is wrong: of form, with the mailboxes that there are, and with the terms; else what would become otherwise."""
    found, faults = [], list(read.faults)
    offers = {document.id: Offer(plans=tuple(document.plans)) for document in terms}
    for wish in read.wishes:
        if box := mailboxes.named(wish.address):
            one = _difference(box, latest.get(box.address), wish)
            found.append(one)
            faults += _misfits(one, wish, offers)
        else:
            faults.append(wish.entry.fault(_unknown(wish.entry.key), "address"))
    if faults:
        return Prospect(faults=tuple(sorted(faults, key=lambda fault: (fault.file, fault.line or 0))))
    return Prospect(looked=tuple(found))


def _unknown(address: str) -> Sentence:
    return Sentence("there is no mailbox {address!r}; mailboxes are added in config.toml", address=address)


def _difference(box: Mailbox, version: SettingVersion | None, wish: Wish) -> Difference:
    before = version.on(box) if version else box
    setting = None if wish.values is None else replace(Setting.of(before), **wish.values)
    return Difference(before=before, after=setting.on(box) if setting else box, setting=setting, version=version)


def _misfits(one: Difference, wish: Wish, offers: Offers) -> Iterator[Fault]:
    """Terms and plan are told of as those of customers."""
    bound = Organisation(key="", name="", terms=one.after.terms, plan=one.after.plan)
    return (wish.entry.fault(reason, field) for field, reason in misfits(bound, offers))
