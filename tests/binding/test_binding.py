"""Mailboxes are set: what would come of it, what is kept, what is refused, and what other processes see of it; on both databases."""

from collections.abc import Iterator

import pytest
from structlog.testing import capture_logs

from intakebot.binding.binding import Binding
from intakebot.binding.prospect import Prospect
from intakebot.binding.wish import Read, reset, together
from intakebot.casework.work import NotDone
from intakebot.contacts.entry import Entry, Place
from intakebot.contacts.reading import File, read
from intakebot.domain.by import By
from intakebot.domain.mailboxes import Mailboxes
from intakebot.domain.terms_text import TermsText
from intakebot.registry import import_contacts
from intakebot.settings import Settings
from intakebot.store.desk import Desk
from intakebot.store.store import Store
from intakebot.terms.library import BadTerms, Library
from tests import mails
from tests.intake.desk import SALES, SUPPORT, Line

MARIA = By(name="Maria")
ADDRESS = SUPPORT.address
LIBRARY = Library()


@pytest.fixture
def line(store_url: str) -> Iterator[Line]:
    store = Store(store_url, lambda: mails.NOON)
    yield Line(store)
    store.close()


def _binding(line: Line, mailboxes: Mailboxes, terms: Library = LIBRARY) -> Binding:
    settings = Settings(line.store, terms, mailboxes)
    return Binding(store=line.store, terms=terms, mailboxes=mailboxes, settings=settings, clock=line.clock)


@pytest.fixture
def binding(line: Line) -> Binding:
    return _binding(line, line.mailboxes)


def _entry(address: str, **values: str) -> Entry:
    return Entry(what="mailbox", place=Place(file="test"), values={"address": address, **values})


def wish(**values: str) -> Read:
    return together([_entry(ADDRESS, **values)])


BACK = reset(_entry(ADDRESS))


def _keep(binding: Binding, read: Read) -> Prospect:
    found, done = binding.kept(read, MARIA, "the new contract")
    assert done
    return found


def test_it_holds_at_once_and_every_decision_stays(line: Line, binding: Binding) -> None:
    found = _keep(binding, wish(plan="extended", zone="Europe/Moscow"))
    assert found.changes[0].fields == {"plan": ("basic", "extended"), "zone": (None, "Europe/Moscow")}
    _keep(binding, wish(terms="", plan="", from_name="  Dział   pomocy "))
    box = line.mailboxes.of(ADDRESS)
    assert (box.terms, box.plan, box.from_name, box.zone) == (None, None, "Dział pomocy", "Europe/Moscow")
    assert (box.prefix, box.authserv_id) == (SUPPORT.prefix, SUPPORT.authserv_id)
    _keep(binding, BACK)
    assert tuple(line.mailboxes) == (SUPPORT, SALES)
    history = binding.history(ADDRESS)
    assert [one.setting and one.setting.plan for one in history] == [None, None, "extended"]
    assert {(one.made_by, one.note, one.made_at) for one in history} == {("Maria", "the new contract", mails.NOON)}
    acts = [entry for _, entry in line.store.read(lambda desk: desk.audit.last(10))]
    assert [(one.act, one.subject) for one in acts] == [
        ("mailbox_reset", ADDRESS), ("mailbox_set", ADDRESS), ("mailbox_set", ADDRESS),
    ]  # fmt: skip
    told = {
        "version": history[2].id,
        "why": "the new contract",
        "plan": ["basic", "extended"],
        "zone": [None, "Europe/Moscow"],
    }
    assert acts[2].evidence == told


def test_what_changes_nothing_is_no_decision(binding: Binding) -> None:
    for wanted in (wish(plan="basic"), wish(), BACK):
        assert _keep(binding, wanted).changes == ()
    assert binding.history(ADDRESS) == []


def test_going_back_is_a_decision_even_where_the_file_says_the_same(binding: Binding) -> None:
    _keep(binding, wish(plan="extended"))
    _keep(binding, wish(plan="basic"))
    assert [one.fields for one in _keep(binding, BACK).changes] == [{}]
    assert len(binding.history(ADDRESS)) == 3


@pytest.mark.parametrize(
    ("read", "field", "why"),
    [
        (wish(terms="nobody"), "terms", "there are no terms 'nobody'; known are centaur"),
        (wish(plan="golden"), "plan", "centaur has no plan 'golden'; it has basic, extended"),
        (wish(terms="xopero"), "plan", "xopero has no plan 'basic'"),
        (wish(terms=""), "plan", "plan 'basic' without terms"),
        (wish(zone="Mars/Base"), "zone", "there is no zone"),
        (together([_entry("nobody@desk.example", plan="")]), "address", "mailboxes are added in config.toml"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_and_nothing_of_it_is_kept(
    line: Line, binding: Binding, read: Read, field: str, why: str
) -> None:
    good = together([_entry(SALES.address, from_name="Sales desk")])
    found, done = binding.kept(
        Read(wishes=(*good.wishes, *read.wishes), faults=read.faults), MARIA, "the new contract"
    )  # fmt: skip
    assert not done
    (fault,) = found.faults
    assert fault.field == field
    assert why in fault.reason
    assert line.store.read(lambda desk: desk.mailbox_settings.last_id()) == 0
    assert tuple(line.mailboxes) == (SUPPORT, SALES)


@pytest.mark.parametrize(("name", "note"), [("x" * 101, ""), ("Maria", "x" * 2_001), ("Maria", "\ud800"), ("\0", "")])
def test_names_and_reasons_that_cannot_be_kept(binding: Binding, name: str, note: str) -> None:
    with pytest.raises(NotDone):
        binding.kept(wish(plan="extended"), By(name=name), note)
    assert binding.history(ADDRESS) == []


def test_another_process_sees_it_without_a_restart(line: Line, binding: Binding) -> None:
    other = Mailboxes((SUPPORT, SALES))
    settings = Settings(line.store, LIBRARY, other)
    settings.refresh()
    _keep(binding, wish(plan="extended"))
    assert other.of(ADDRESS).plan == "basic"
    settings.refresh()
    assert other.of(ADDRESS).plan == "extended"


@pytest.fixture
def richer(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """With terms of an operator's own, which are gone elsewhere, or later."""
    folder = tmp_path_factory.mktemp("terms")
    (folder / "project.toml").write_text('extends = "centaur"\n')
    return Library(folder)


def test_what_does_not_fit_any_more_is_refused_at_the_start(line: Line, richer: Library) -> None:
    _keep(_binding(line, line.mailboxes, richer), wish(terms="project"))
    mailboxes = Mailboxes((SUPPORT, SALES))
    with pytest.raises(BadTerms) as refused:
        Settings(line.store, LIBRARY, mailboxes).lay()
    assert "no terms 'project'" in refused.value.detail
    assert f"intakebot mailbox reset {ADDRESS}" in refused.value.detail
    assert tuple(mailboxes) == (SUPPORT, SALES)
    mending = _binding(line, mailboxes)
    _keep(mending, BACK)
    mending.settings.lay()


def test_what_does_not_fit_a_running_process_changes_nothing_there_and_is_logged_once(
    line: Line, richer: Library
) -> None:
    other = Mailboxes((SUPPORT, SALES))
    settings = Settings(line.store, LIBRARY, other)
    binding = _binding(line, line.mailboxes, richer)
    _keep(binding, wish(terms="project", from_name="Desk II"))
    with capture_logs() as logged:
        settings.refresh()
        settings.refresh()
    assert [one["event"] for one in logged] == ["mailbox.misfit"]
    assert other.of(ADDRESS) == SUPPORT
    _keep(binding, wish(terms="centaur"))
    settings.refresh()
    assert other.of(ADDRESS).from_name == "Desk II"


def test_consequences_for_whoever_has_no_terms_of_their_own(line: Line, binding: Binding) -> None:
    said = read([File(name="known.toml", content=_FIRM.encode())])
    line.store.write(lambda desk: import_contacts(desk, said.registry, line.now)).result()
    for number, (sender, to) in enumerate(_LETTERS):
        mail = mails.mail("Nothing works.", sender=sender, message_id=f"<{number}@x.example>", subject=f"{number}")
        line.post(mail, mail_from=sender, received_at=line.now, mailbox=to)
    (one,) = binding.looked(wish(terms="veeam", plan="production")).looked
    follows = binding.consequences(one)
    assert follows.people == 1  # one wrote elsewhere since, one has terms of their own
    assert (follows.before.plan, list(follows.before.due)) == ("basic", ["critical", "medium", "low"])
    assert (follows.after.plan, list(follows.after.due)) == ("production", ["1", "2", "3", "4"])
    assert follows.after.due["1"].reaction.due_at is not None
    (one,) = binding.looked(wish(terms="", plan="")).looked
    assert (binding.consequences(one).after.document, binding.consequences(one).after.due) == (None, {})


def test_consequences_of_a_promise_that_cannot_be_counted(line: Line) -> None:
    """It lies more than ten years ahead."""
    long = '[plans.extended.targets.critical.reaction]\npromise = "9999 bd"\n'
    binding = _binding(line, line.mailboxes, Library(published=[TermsText(id="centaur", text=long)]))
    (one,) = binding.looked(wish(plan="extended")).looked
    assert list(binding.consequences(one).after.due) == ["medium", "low"]


_FIRM = """
[[organisation]]
key = "acme"
name = "Acme"
domains = ["acme.example"]
terms = "veeam"
plan = "premier"
"""
_LETTERS = (
    ("anna@vector.example", ADDRESS), ("ewa@vector.example", ADDRESS), ("ewa@vector.example", SALES.address),
    ("bob@acme.example", ADDRESS), ("anna@vector.example", ADDRESS),
)  # fmt: skip


def test_a_past_version_of_a_mailbox_that_is_gone_matters_to_nobody(line: Line) -> None:
    def gone(desk: Desk) -> int:
        return desk.mailbox_settings.add("gone@desk.example", None, "", "Maria", line.now)

    line.store.write(gone).result()
    Settings(line.store, LIBRARY, line.mailboxes).lay()
    assert tuple(line.mailboxes) == (SUPPORT, SALES)
