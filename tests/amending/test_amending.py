"""Managers amend support documents, beside the line that registers tickets under them."""

from dataclasses import replace
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from intakebot.amending.amending import Amending
from intakebot.amending.prospect import Prospect
from intakebot.casework.work import NotDone
from intakebot.domain.by import By
from intakebot.domain.customer import Organisation, Registry
from intakebot.domain.mailboxes import Mailboxes
from intakebot.domain.setting import Setting
from intakebot.domain.template import Draft, Place
from intakebot.domain.terms_text import TermsText
from intakebot.drafting.editing import Editing
from intakebot.publications import Publications
from intakebot.registry import import_contacts
from intakebot.replies.catalogue import Catalogue
from intakebot.terms.library import Library
from tests import mails
from tests.intake.desk import SALES, SUPPORT, Line

MARIA, ANNA = By(name="Maria", address="10.0.0.7"), By(name="Anna")
_PLACE = "plans.basic.targets.critical.reaction.promise"
QUICKER = TermsText(
    id="centaur", text='[plans.basic.targets.critical.reaction]\npromise = "30 min"\n', note="New contract."
)
OWN = TermsText(id="acme", text='extends = "veeam"\ntitle = "Acme"\n')


@pytest.fixture
def amending(line: Line) -> Amending:
    return Amending(
        editing=Editing.opened(line.store, Library(), line.catalogue, Mailboxes((SUPPORT, SALES)), line.clock)
    )


def _promise(library: Library) -> str:
    return str(library.of("centaur").plans["basic"].targets["critical"].reaction.promise)


def _published(amending: Amending, text: TermsText) -> int:
    return amending.publish(amending.draft(text, MARIA).id, MARIA).id


def _letter_published(editing: Editing, draft: Draft) -> None:
    """In all languages of its terms, the others as they are."""
    key = editing.draft(draft, MARIA).id
    editing.begin(draft.place, MARIA)
    editing.publish(key, MARIA)


def _refused(amending: Amending, text: TermsText) -> str:
    with pytest.raises(NotDone) as refused:
        _published(amending, text)
    assert text.id not in {one.id for one in amending.editing.terms.published}
    return refused.value.detail


def test_what_is_published_is_in_force_at_once_until_it_is_withdrawn(amending: Amending) -> None:
    library = amending.editing.terms
    shipped, version = _promise(library), library.of("centaur").version
    drafted = amending.draft(QUICKER, MARIA)
    assert _promise(library) == shipped  # a draft is in nobody's way
    amending.publish(drafted.id, ANNA, 0)
    assert (_promise(library), library.origin("centaur")) == ("30 min", "published")
    assert [one.key for one in library.alterations("centaur")] == [_PLACE]
    assert library.of("centaur").version != version
    assert amending.withdraw("centaur", ANNA)
    assert (_promise(library), library.of("centaur").version) == (shipped, version)
    assert not amending.withdraw("centaur", ANNA)


def test_an_earlier_version_comes_back_as_a_new_one(amending: Amending) -> None:
    first = _published(amending, QUICKER)
    _published(amending, replace(QUICKER, text=QUICKER.text.replace("30", "20")))
    again = amending.roll_back(first, ANNA)
    assert (again.restores_id, again.draft, again.published_by) == (first, QUICKER, "Anna")
    assert _promise(amending.editing.terms) == "30 min"


def test_other_processes_notice_and_keep_what_they_cannot_use_out(
    line: Line, amending: Amending, tmp_path: Path
) -> None:
    """A host whose folder has other files may not be able to use what another's manager publishes."""
    other, own = Library(), Library(_folder(tmp_path))
    seeing = [Publications(line.store, Catalogue(), library) for library in (other, own)]
    _published(amending, QUICKER)
    amended = replace(QUICKER, text='[plans.basic]\nname = { en = "basis", ru = "основа", pl = "baza" }\n')
    _published(amending, amended)
    removed = TermsText(id="xopero", text='[plans]\ntrial = "remove"\n')
    _published(amending, removed)
    with capture_logs() as logged:
        for _ in range(2):
            for publications in seeing:
                publications.refresh()
    assert "trial" not in other.of("xopero").plans
    assert "trial" in own.of("xopero").plans
    assert [one["event"] for one in logged] == ["terms.unusable"]
    assert "plans.trial" in logged[0]["faults"][0]


def _folder(folder: Path) -> Path:
    (folder / "ours.toml").write_text(
        'extends = "xopero"\n[plans]\ntrial = "remove"\n[unknown_plan]\nserve_as = "free"\n'
    )
    return folder


def test_a_text_stands_in_place_of_the_folders_file(line: Line, tmp_path: Path) -> None:
    (tmp_path / "centaur.toml").write_text(QUICKER.text.replace("30", "45"))
    library = Library(tmp_path)
    amending = Amending(editing=Editing.opened(line.store, library, line.catalogue, Mailboxes(()), line.clock))
    assert amending.present("centaur").text == QUICKER.text.replace("30", "45")
    (tmp_path / "centaur.toml").write_text("what an operator edits counts from the next start on")
    _published(amending, replace(QUICKER, text='title = "Ours"\n'))
    assert (library.of("centaur").title, _promise(library)) == ("Ours", _promise(Library()))
    amending.withdraw("centaur", ANNA)
    assert _promise(library) == "45 min"


class TestDifferences:
    def test_values_and_promises_with_an_example_of_a_deadline(self, amending: Amending) -> None:
        found = amending.proved(QUICKER)
        assert found.sound
        ((key, before, after),) = [(one.key, one.before, one.after) for one in found.changes]
        assert (key, before, after) == (_PLACE, f'"{_promise(Library())}"', '"30 min"')
        (change,) = found.promises
        assert (change.plan, change.level, change.clock) == ("basic", "critical", "reaction")
        assert change.after.due_at is not None
        assert found.example_at is not None
        assert (found.example_at.weekday(), found.example_at.hour) == (4, 15)
        assert (change.after.due_at - found.example_at).total_seconds() == 30 * 60

    def test_documents_that_build_on_it_change_along(self, amending: Amending) -> None:
        _published(amending, TermsText(id="acme", text='extends = "centaur"\n'))
        found = amending.proved(QUICKER)
        assert found.along == ("acme",)
        assert {one.terms for one in found.promises} == {"acme", "centaur"}

    def test_faults_with_their_lines_and_gaps(self, amending: Amending) -> None:
        found = amending.proved(replace(QUICKER, text=QUICKER.text.replace("30 min", "soon")))
        ((file, key, line),) = [(one.file, one.key, one.line) for one in found.faults]
        assert (file, key, line) == ("centaur (published)", _PLACE, 2)
        assert any("the figure is missing" in gap.reason for gap in amending.proved_without("martinsoft").gaps)

    def test_a_document_that_is_new(self, amending: Amending) -> None:
        begun = amending.present("acme")
        assert amending.proved(begun).faults == ()
        assert {one.before for one in amending.proved(begun).changes} == {None}
        assert amending.present("acme", "veeam").text == 'extends = "veeam"\n'


class TestRefused:
    def test_what_holds_a_fault(self, amending: Amending) -> None:
        said = _refused(amending, replace(QUICKER, text=QUICKER.text.replace("critical", "crytical")))
        assert 'did you mean "critical"' in said

    @pytest.mark.parametrize(
        ("text", "why"),
        [
            ("a" + ".a" * 120_000 + "=1", "1,000 dots"), ("x = '" + "я" * 140_000 + "'", "256 KiB"),
            ("a=" + "[" * 100_000, "nested"), ("a = 1\n\x00", "no TOML"),
            ("".join(f'[calendars.abc{n}]\n[plans.abc{n}]\ncalendar="abd{n}"\n' for n in range(4_000)), "did you mean"),
        ],
        ids=["dots", "size", "depth", "nul", "names"],
    )  # fmt: skip
    def test_what_would_take_the_machine_along(self, amending: Amending, text: str, why: str) -> None:
        found = amending.proved(replace(QUICKER, text=text))
        assert any(why in fault.reason for fault in found.faults)
        assert len(found.faults) <= 1_100

    def test_a_plan_that_a_mailbox_has(self, line: Line) -> None:
        boxes = Mailboxes([replace(SUPPORT, plan="basic")])
        amending = Amending(editing=Editing.opened(line.store, Library(), line.catalogue, boxes, line.clock))
        said = _refused(
            amending, replace(QUICKER, text='[plans]\nbasic = "remove"\n[unknown_plan]\nserve_as = "extended"\n')
        )
        assert f"mailbox {SUPPORT.address} has the plan 'basic', which would be gone" in said

    def test_a_plan_that_a_mailbox_would_fall_back_to(self, line: Line) -> None:
        boxes = Mailboxes([replace(SUPPORT, plan="basic")])
        boxes.become([replace(SUPPORT, plan="extended")])
        amending = Amending(editing=Editing.opened(line.store, Library(), line.catalogue, boxes, line.clock))
        said = _refused(
            amending, replace(QUICKER, text='[plans]\nbasic = "remove"\n[unknown_plan]\nserve_as = "extended"\n')
        )
        assert f"mailbox {SUPPORT.address} has the plan 'basic', which would be gone" in said

    def test_terms_that_a_mailbox_is_bound_to(self, line: Line) -> None:
        library, boxes = Library(), Mailboxes([replace(SUPPORT, terms="acme")])
        amending = Amending(editing=Editing.opened(line.store, library, line.catalogue, boxes, line.clock))
        _published(amending, OWN)
        with pytest.raises(NotDone, match=f"mailbox {SUPPORT.address} is bound to acme"):
            amending.withdraw("acme", ANNA)
        assert library.find("acme")

    def test_terms_that_a_mailbox_was_bound_to_elsewhere_a_moment_ago(self, line: Line, amending: Amending) -> None:
        """Processes look what was set once a second."""
        _published(amending, OWN)
        bound = Setting(terms="acme", from_name="Desk")
        line.store.write(lambda desk: desk.mailbox_settings.add(SALES.address, bound, "", "Jan", line.now)).result()
        with pytest.raises(NotDone, match=f"mailbox {SALES.address} is bound to acme"):
            amending.withdraw("acme", ANNA)

    @pytest.mark.parametrize("kind", ["mailbox", "letter"])
    def test_what_took_hold_while_it_was_proven(
        self, line: Line, amending: Amending, monkeypatch: pytest.MonkeyPatch, kind: str
    ) -> None:
        _published(amending, OWN)
        proven = Amending.proved_without

        def elsewhere(self: Amending, id_: str) -> Prospect:
            found = proven(self, id_)
            if kind == "letter":
                draft = Draft(place=Place(event="registered", language="en", terms=id_), parts={"text": "{{ number }}"})
                line.store.write(
                    lambda desk: desk.templates.publish(
                        desk.templates.draft(draft, "Jan", line.now).id, "Jan", line.now
                    )
                ).result()
            else:
                bound = Setting(terms=id_, from_name="Desk")
                line.store.write(
                    lambda desk: desk.mailbox_settings.add(SALES.address, bound, "", "Jan", line.now)
                ).result()
            return found

        monkeypatch.setattr(Amending, "proved_without", elsewhere)
        with pytest.raises(NotDone, match="meanwhile"):
            amending.withdraw("acme", ANNA)

    def test_terms_and_plans_of_customers(self, line: Line, amending: Amending) -> None:
        _published(amending, OWN)
        firms = tuple(Organisation(key=f"firm{n}", name="Firm", terms="acme", plan="basic") for n in range(7))
        registry = Registry(organisations=firms, contacts=())
        line.store.write(lambda desk: import_contacts(desk, registry, line.now)).result()
        with pytest.raises(NotDone, match=r"customer 'firm0': there are no terms 'acme'.*likewise more customers: 2"):
            amending.withdraw("acme", ANNA)

    def test_levels_of_open_tickets_until_they_are_closed(self, line: Line, amending: Amending) -> None:
        line.post(mails.mail("Severity: critical. Nobody can log in.", subject="Login"))
        number = line.numbers[0]
        gone = replace(QUICKER, text='[severities]\ncritical = "remove"\n' + _without("critical"))
        assert f"open tickets of level 'critical' of centaur: 1, one of them {number}" in _refused(amending, gone)
        close = line.office.triage.close
        line.store.write(lambda desk: close(desk, number, "Anna", reason="done")).result()
        _published(amending, gone)
        assert "critical" not in amending.editing.terms.of("centaur").severities

    def test_terms_that_a_letter_is_published_for(self, amending: Amending) -> None:
        editing, place = amending.editing, Place(event="registered", language="en", terms="acme")
        _published(amending, OWN)
        draft = Draft(place=place, parts={"subject": "[{{ number }}]", "text": "{{ number }}"})
        _letter_published(editing, draft)
        with pytest.raises(NotDone, match="the letter acme/en/registered is published for these terms"):
            amending.withdraw("acme", ANNA)
        editing.withdraw(place, MARIA)
        assert amending.withdraw("acme", ANNA)

    def test_a_letter_that_names_a_time_which_would_be_another(self, amending: Amending) -> None:
        own = amending.present("acme")
        own = replace(own, text=own.text.replace("4 wh", "4 h").replace("2 bd", "4 h"))
        _published(amending, own)
        editing, place = amending.editing, Place(event="registered", language="en", terms="acme")
        text = "{{ number }}{% if due %}: we answer within 4 hours{% endif %}"
        draft = Draft(place=place, parts={"subject": "[{{ number }}]", "text": text})
        _letter_published(editing, draft)
        sooner = replace(own, text=own.text.replace("4 h", "2 h"))
        with pytest.raises(NotDone, match="the published letter acme/en/registered wouldn't fit any more"):
            _published(amending, sooner)
        editing.withdraw(place, MARIA)
        _published(amending, sooner)

    def test_a_letter_by_terms_that_another_process_has_just_replaced(self, line: Line, amending: Amending) -> None:
        own = amending.present("acme")
        own = replace(own, text=own.text.replace("4 wh", "4 h").replace("2 bd", "4 h"))
        _published(amending, own)
        editing, place = amending.editing, Place(event="registered", language="en", terms="acme")
        text = "{{ number }}{% if due %}: we answer within 4 hours{% endif %}"
        key = editing.draft(Draft(place=place, parts={"subject": "[{{ number }}]", "text": text}), MARIA).id
        editing.begin(place, MARIA)
        sooner = replace(own, text=own.text.replace("4 h", "2 h"))
        line.store.write(
            lambda desk: desk.terms_texts.publish(desk.terms_texts.draft(sooner, "Jan", line.now).id, "Jan", line.now)
        ).result()
        with pytest.raises(NotDone, match="4 hours"):
            editing.publish(key, MARIA)

    def test_who_looked_at_something_else(self, amending: Amending) -> None:
        mine, hers = amending.draft(QUICKER, MARIA).id, amending.draft(QUICKER, ANNA).id
        amending.publish(hers, ANNA, 0)
        with pytest.raises(NotDone, match="meanwhile"):
            amending.publish(mine, MARIA, 0)
        with pytest.raises(NotDone, match="no draft"):
            amending.publish(hers, ANNA, hers)

    def test_nothing_and_nobody(self, amending: Amending) -> None:
        for text, by in (
            (replace(QUICKER, text=" \n"), MARIA),
            (QUICKER, By(name=" ")),
            (replace(QUICKER, text="\0"), MARIA),
            (replace(QUICKER, id="x" * 33), MARIA),
            (replace(QUICKER, id="own terms"), MARIA),
        ):
            with pytest.raises(NotDone):
                amending.draft(text, by)


def _without(level: str) -> str:
    document = Library().of("centaur")
    return "".join(f'[plans.{plan}.targets]\n{level} = "remove"\n' for plan in document.plans)


def test_every_act_is_audited_with_its_version(line: Line, amending: Amending) -> None:
    key = _published(amending, QUICKER)
    amending.withdraw("centaur", ANNA)
    amending.withdraw("centaur", ANNA)
    amending.roll_back(key, ANNA)
    amending.discard(amending.draft(QUICKER, ANNA).id, ANNA)
    entries = [entry for _, entry in line.store.read(lambda desk: desk.audit.last(10))][::-1]
    assert [(one.name, one.act) for one in entries] == [
        ("Maria", "terms_drafted"), ("Maria", "terms_published"), ("Anna", "terms_withdrawn"), ("Anna", "terms_rolled_back"),
        ("Anna", "terms_drafted"), ("Anna", "terms_discarded"),
    ]  # fmt: skip
    assert {one.subject for one in entries} == {"centaur"}
    assert (entries[1].evidence, entries[0].address) == ({"version": key}, "10.0.0.7")
