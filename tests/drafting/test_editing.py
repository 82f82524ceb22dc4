"""Managers at work on a real store, beside the line that writes notices."""

from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
import sqlalchemy as sa

from intakebot.casework.work import NotDone
from intakebot.domain.by import By
from intakebot.domain.template import Draft, Kind, Place
from intakebot.drafting.editing import Editing
from intakebot.drafting.trial_letter import MOST
from intakebot.publications import Publications
from intakebot.replies.acknowledgement import Replies
from intakebot.replies.catalogue import Catalogue, Reply, Source
from intakebot.terms.library import Library
from tests import mails
from tests.intake.desk import Line

MARIA, ANNA = By(name="Maria", address="10.0.0.7"), By(name="Anna")
PLACE = Place(event="registered", language="en", terms="centaur")
DRAFT = Draft(
    place=PLACE,
    parts={"subject": "[{{ number }}] Noted", "text": "Dear customer, {{ number }}.{% if due %} {{ due }}{% endif %}"},
    note="Friendlier.",
)
#: Of terms that are served in one language.
SINGLE = replace(DRAFT, place=replace(PLACE, language="ru", terms="martinsoft"))


@pytest.fixture
def editing(line: Line) -> Editing:
    return Editing.opened(line.store, Library(), line.catalogue, line.mailboxes, line.clock)


def _said(letter: EmailMessage) -> str:
    part = letter.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def _text(line: Line) -> str:
    return _said(line.notice())


def _stamp(line: Line) -> str:
    return line.letters[-1][1].letter.template


def _ids(catalogue: Catalogue) -> list[int | None]:
    return [reply.published for reply in catalogue.published]


def _publish(editing: Editing, draft: Draft = DRAFT) -> int:
    """With what customers get now in the other languages of its terms."""
    kept = editing.draft(draft, MARIA)
    editing.begin(draft.place, MARIA)
    return editing.publish(kept.id, MARIA).version.id


def test_what_is_published_is_what_customers_get_and_the_version_is_stamped(line: Line, editing: Editing) -> None:
    line.post(mails.mail(subject="Server down"))
    shipped = _stamp(line)
    assert "Dear customer" not in _text(line)
    drafted = editing.draft(DRAFT, MARIA)
    line.post(mails.mail(subject="Printer down", message_id="<2@customer.example>"))
    assert _stamp(line) == shipped  # a draft is nobody's letter

    editing.begin(PLACE, MARIA)
    editing.publish(drafted.id, MARIA)
    line.post(mails.mail(subject="Disk full", message_id="<3@customer.example>"))
    assert _text(line).startswith(f"Dear customer, {line.numbers[-1]}.")
    mine = _stamp(line)
    assert mine.startswith("registered/en@")
    assert mine != shipped

    assert editing.withdraw(PLACE, ANNA)
    line.post(mails.mail(subject="Again", message_id="<4@customer.example>"))
    assert _stamp(line) == shipped


def test_own_terms_come_before_all_terms_before_files(line: Line, editing: Editing) -> None:
    for_all = replace(DRAFT, place=replace(PLACE, terms=""), parts={**DRAFT.parts, "text": "To all, {{ number }}."})
    _publish(editing, for_all)

    def text(terms: str, language: str = "en") -> Source:
        return _reply(line.catalogue, terms=terms, language=language).sources["text"]

    assert {text(terms).text for terms in ("", "centaur", "veeam")} == {"To all, {{ number }}."}
    _publish(editing)
    assert text("centaur").text.startswith("Dear")
    assert text("veeam").text.startswith("To all")
    assert text("centaur", "pl").text == text("", "pl").text


def test_a_later_letter_of_the_ticket_is_of_its_terms_too(line: Line, editing: Editing) -> None:
    parts: dict[Kind, str] = {
        "subject": "[{{ number }}] A question", "text": "We wonder about {{ number }}: {{ words }}",
    }  # fmt: skip
    _publish(editing, Draft(place=replace(PLACE, event="question"), parts=parts))
    line.post()
    ask = line.office.triage.ask
    line.store.write(lambda desk: ask(desk, line.numbers[0], "Anna", items=(), words="Which one?")).result()
    letter = line.evidence(line.numbers[0]).letters[-1]
    assert letter.template == _reply(line.catalogue, "question", "centaur").name
    assert letter.template != _reply(Catalogue(), "question").name


def test_the_notice_of_a_request_that_was_split_off_is_of_its_terms_too(line: Line, editing: Editing) -> None:
    key = _publish(editing)
    line.post(mails.mail(subject="Server down"))
    first = line.numbers[0]
    more = f"In-Reply-To: {line.notice()['Message-ID']}\n"
    line.post(mails.mail("The printer, too.", subject="Printer", message_id="<2@customer.example>", more=more))
    line.post(mails.mail("And the lift.", subject="Lift", message_id="<3@customer.example>", more=more))
    _, printer, lift = line.evidence(first).messages
    (letter,) = line.evidence(_split(line, first, printer.id)).letters
    assert letter.template == _reply(line.catalogue, terms="centaur").name

    _spoil(line, key, "No number at all")
    (letter,) = line.evidence(_split(line, first, lift.id)).letters
    assert letter.template == _reply(Catalogue()).name  # a notice without the number is none (CEN-03)


def _split(line: Line, number: str, message: int) -> str:
    return line.store.write(lambda desk: line.office.triage.split(desk, number, message, "Anna")).result()


def _reply(catalogue: Catalogue, event: str = "registered", terms: str = "", language: str = "en") -> Reply:
    found = catalogue.reply(event, language, terms)
    assert found is not None
    return found


def _spoil(line: Line, key: int, text: str) -> None:
    """A hand in the database changes what is published."""
    edit = sa.text("UPDATE template SET text = :text WHERE id = :key")
    line.store.write(lambda desk: desk._connection.execute(edit, {"text": text, "key": key})).result()
    line.catalogue.publish([])  # or else the version is taken for the one that it knows
    line.catalogue.publish(line.store.read(lambda desk: desk.templates.published()))


def test_other_processes_notice_and_only_look_again_when_there_is_something(line: Line, editing: Editing) -> None:
    other = Catalogue()
    publications = Publications(line.store, other, Library())
    publications.refresh()
    assert _ids(other) == []
    key = _publish(editing)
    publications.refresh()
    assert key in _ids(other)
    seen = other.reply("registered", "en", "centaur")
    publications.refresh()
    assert other.reply("registered", "en", "centaur") is seen
    editing.withdraw(PLACE, ANNA)
    publications.refresh()
    assert _ids(other) == []


@pytest.mark.parametrize("text", ["{{ number }}{% if %}", "{{ number | append }}", "No number at all"])
def test_a_published_version_that_fails_gives_way_and_is_reported(line: Line, editing: Editing, text: str) -> None:
    """It can't be published; but an upgrade or a hand in the database may make it fail later."""
    key, faults = _publish(editing), list[str]()
    line.notices._replies = Replies(line.catalogue, lambda fault: faults.append(str(fault)))
    _spoil(line, key, text)
    line.post()
    assert _stamp(line) == _reply(Catalogue()).name
    assert line.numbers[0] in _text(line)
    assert "centaur/en/registered.liquid" in faults[0]


def test_faults_stop_publication_and_not_the_draft(editing: Editing) -> None:
    bad = replace(DRAFT, parts={"subject": "[{{ number }}]", "text": "{{ number }} {{ recieved }} within 2 hours"})
    kept = editing.draft(bad, MARIA)
    with pytest.raises(NotDone, match="did you mean received"):
        editing.publish(kept.id, MARIA)
    assert editing.store.read(lambda desk: desk.templates.of(kept.id)).state == "draft"


def test_an_earlier_version_is_proven_again_before_it_comes_back(line: Line, editing: Editing) -> None:
    first = _publish(editing)
    _publish(editing, replace(DRAFT, parts={**DRAFT.parts, "text": "{{ number }}!"}))
    done = editing.roll_back(first, ANNA)
    assert (done.version.restores_id, done.version.draft.parts, done.proof.sound) == (first, DRAFT.parts, True)
    assert _reply(line.catalogue, terms="centaur").published == done.version.id
    edit = sa.text("UPDATE template SET text = 'no number' WHERE state = 'retired'")
    line.store.write(lambda desk: desk._connection.execute(edit)).result()
    with pytest.raises(NotDone, match="doesn't contain"):
        editing.roll_back(first, ANNA)


def test_line_ends_of_a_browser_are_ours(editing: Editing) -> None:
    kept = editing.draft(replace(DRAFT, parts={"text": "a\r\nb\rc"}), By(name=" Maria "))
    assert (kept.draft.parts, kept.made_by) == ({"text": "a\nb\nc"}, "Maria")


def test_a_draft_begins_with_what_customers_get(editing: Editing) -> None:
    assert editing.present(PLACE).parts == editing.shipped(PLACE).parts
    _publish(editing)
    assert editing.present(PLACE).parts == DRAFT.parts
    assert editing.present(replace(PLACE, terms="veeam")).parts == editing.shipped(PLACE).parts


class TestPreviews:
    def test_under_given_terms_as_intake_would(self, editing: Editing) -> None:
        draft = replace(DRAFT, place=replace(PLACE, terms=""), parts=editing.shipped(PLACE).parts)
        stated, bare, full = editing.previews(draft, "veeam", "premier", "1")
        assert stated.content is not None
        assert full.content is not None
        assert ["Work on the servers" in one.content.text for one in (stated, bare, full) if one.content] == [
            False,
            False,
            True,
        ]
        assert full.content.text.count("Work on the servers") == 1
        assert bare.content is not None
        assert "A person will answer you by: 1 March 2027, 10:00 (Warsaw)" in full.content.text  # 30 min from 9:30
        assert "as you named it: 1 –" in full.content.text
        assert "To help you sooner" not in bare.content.text
        for plan, level in (("free", "1"), ("", "")):
            silent, *_ = editing.previews(draft, "veeam", plan, level)
            assert silent.values["due"] is None

    def test_for_a_ticket_with_what_is_true_of_it(self, line: Line, editing: Editing) -> None:
        line.post(mails.mail("Severity: critical. Nobody can log in.", subject="Login"))
        sent = len(line.letters)
        for place in (PLACE, replace(PLACE, event="status")):
            draft = Draft(place=place, parts=editing.shipped(place).parts)
            shown = editing.preview_for(draft, line.numbers[0])
            assert shown.content is not None
            assert f"[{line.numbers[0]}]" in shown.content.subject
            assert "critical" in shown.content.text
            assert shown.values["received"] == "23 November 2026, 15:00 (Moscow)"
            assert shown.values["due"] is None
        assert len(line.letters) == sent

    def test_for_a_ticket_without_terms_and_for_none(self, line: Line, editing: Editing) -> None:
        line.post(mailbox="sales@desk.example", rcpt_tos=("sales@desk.example",))
        shown = editing.preview_for(DRAFT, line.numbers[0])
        assert shown.values["severity"] is None
        assert shown.values["sender"] == "Sales"
        with pytest.raises(NotDone, match="no ticket CEN-0000-0000"):
            editing.preview_for(DRAFT, "CEN-0000-0000")


class TestLettersToOneself:
    def test_it_is_plainly_a_test_of_no_ticket(self, line: Line, editing: Editing) -> None:
        editing.send_test(DRAFT, "maria@desk.example", MARIA)
        (job,) = line.store.write(lambda desk: desk.jobs.claim("deliver", "me", line.now, 9)).result()
        posted = line.store.read(lambda desk: desk.post.load(job.subject))
        letter = message_from_bytes(posted.letter.content, policy=policy.default)
        assert posted.ticket_id is None
        assert (letter["To"], letter["Subject"]) == ("maria@desk.example", "[Test] [SAMPLE-1234-5674] Noted")
        assert (posted.letter.mail_from, letter["Auto-Submitted"]) == ("", "auto-generated")
        assert posted.letter.template.startswith("test:registered/en@")
        assert line.count("ticket") == 0

    def test_words_for_chats_come_in_the_text(self, line: Line, editing: Editing) -> None:
        place = Place(event="help", language="pl")
        editing.send_test(Draft(place=place, parts={"chat": "Napisz do nas."}), "maria@desk.example", MARIA)
        (job,) = line.store.write(lambda desk: desk.jobs.claim("deliver", "me", line.now, 9)).result()
        posted = line.store.read(lambda desk: desk.post.load(job.subject))
        letter = message_from_bytes(posted.letter.content, policy=policy.default)
        assert letter["Subject"] == "[Próba] help"
        assert _said(letter).strip() == "Napisz do nas."

    def test_a_person_sends_himself_so_many_an_hour(self, line: Line, editing: Editing) -> None:
        for _ in range(MOST):
            editing.send_test(DRAFT, "maria@desk.example", MARIA)
        with pytest.raises(NotDone, match="within an hour"):
            editing.send_test(DRAFT, "maria@desk.example", MARIA)
        editing.send_test(DRAFT, "piotr@desk.example", By(name="Piotr"))
        line.now += timedelta(hours=1)
        editing.send_test(DRAFT, "maria@desk.example", MARIA)
        assert line.count("letter") == MOST + 2


def test_every_act_is_audited_with_its_version_and_one_that_does_nothing_isnt(line: Line, editing: Editing) -> None:
    key = editing.draft(SINGLE, MARIA).id
    editing.publish(key, MARIA)
    editing.withdraw(SINGLE.place, ANNA)
    editing.withdraw(SINGLE.place, ANNA)
    editing.discard(editing.draft(SINGLE, ANNA).id, ANNA)
    editing.send_test(SINGLE, "maria@desk.example", MARIA)
    entries = [entry for _, entry in line.store.read(lambda desk: desk.audit.last(10))][::-1]
    assert [(one.name, one.act) for one in entries] == [
        ("Maria", "template_drafted"), ("Maria", "template_published"), ("Anna", "template_withdrawn"),
        ("Anna", "template_drafted"), ("Anna", "template_discarded"), ("Maria", "template_tested"),
    ]  # fmt: skip
    assert {one.subject for one in entries} == {"martinsoft/ru/registered"}
    assert entries[1].evidence == {"version": key}
    assert entries[0].address == "10.0.0.7"


def test_who_looked_at_another_version_does_not_publish_over_it(editing: Editing) -> None:
    mine, hers = editing.draft(SINGLE, MARIA).id, editing.draft(SINGLE, ANNA).id
    editing.publish(hers, ANNA, 0)
    with pytest.raises(NotDone, match="meanwhile"):
        editing.publish(mine, MARIA, 0)
    assert editing.publish(mine, MARIA, hers).version.state == "published"
