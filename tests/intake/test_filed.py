"""A mail that was filed by mistake becomes the ticket that it should have been."""

from collections.abc import Iterator
from datetime import timedelta
from threading import Barrier, Thread

import pytest

from intakebot.casework.work import NotDone
from intakebot.domain.by import CONSOLE, By
from intakebot.domain.sentence import Sentence
from intakebot.domain.times import utc_now
from intakebot.intake.filing import make_request
from intakebot.store.filed import Filing
from intakebot.store.store import Store
from tests import mails
from tests.intake.desk import Line, authenticated

MARIA, OLEG = (By(name=name, through=CONSOLE) for name in ("maria", "oleg"))
FORM = {"sender": "Web form <support@desk.example>", "more": "Reply-To: Olga <olga@shop.example>\n"}
TEXT = "Критичность: критический. С утра никто не может печатать."


@pytest.fixture
def at_once(store_url: str) -> Iterator[tuple[Line, Line]]:
    """Two desks on one store: on SQLite one process, on PostgreSQL two."""
    store = Store(store_url, utc_now)
    other = store if store_url.startswith("sqlite") else Store(store_url, utc_now)
    yield Line(store), Line(other)
    store.close()
    if other is not store:
        other.close()


def _filed(line: Line, **mail: str) -> Filing:
    """A contact form of our own, taken for a loop."""
    line.post(mails.mail(TEXT, **{**FORM, **mail}))
    filing, *_ = _found(line)
    return filing


def _found(line: Line, words: str = "") -> list[Filing]:
    return line.store.read(lambda desk: desk.filed.page(words, 9))


def _make(line: Line, key: int, by: By = MARIA) -> None:
    line.store.write(lambda desk: make_request(desk, key, by, line.now)).result()


def test_it_is_registered_with_the_clock_of_its_receipt(line: Line) -> None:
    filing = _filed(line)
    assert (filing.sender, filing.subject, filing.reason) == (
        "support@desk.example", "Server down", "loop that belongs to no letter of ours",
    )  # fmt: skip
    line.now += timedelta(hours=2)
    _make(line, filing.id)
    line.pick_up()
    line.post(mails.mail(TEXT, message_id="<as@usual>"))  # received at the same time
    number, usual = line.numbers
    found, told = line.evidence(number), line.evidence(usual)
    assert (found.received_at, found.severity, found.language) == (mails.NOON, "critical", "ru")
    for name in ("severity", "severity_by", "language", "reaction", "due_at", "resolution_due_at", "marks", "missing"):
        assert getattr(found, name) == getattr(told, name), name
    assert found.due_at is not None
    assert line.notice(0)["To"] == "olga@shop.example"
    assert line.tasks() == []
    kept = line.store.read(lambda desk: desk.filed.of(filing.id))
    assert kept is not None
    assert (kept.wanted_by, kept.wanted_at, kept.number, kept.reason) == ("maria", line.now, number, filing.reason)


def test_the_history_says_who_made_it_one(line: Line) -> None:
    filing = _filed(line)
    _make(line, filing.id)
    line.pick_up()
    made, registered, *_ = line.evidence(line.numbers[0]).events
    assert (made.kind, made.actor, made.through) == ("request_made", "maria", CONSOLE)
    assert made.evidence == {"received": filing.id, "reason": filing.reason}
    assert (registered.kind, registered.through) == ("registered", "")
    [(_, entry)] = line.store.read(lambda desk: desk.audit.last(1))
    assert (entry.name, entry.act, entry.subject, entry.through) == (
        "maria", "request_made", f"mail {filing.id}", CONSOLE,
    )  # fmt: skip


def test_two_who_see_it_at_once_make_one_ticket(at_once: tuple[Line, Line]) -> None:
    one, two = at_once
    filing, start, refused = _filed(one), Barrier(2), []

    def press(line: Line, by: By) -> None:
        start.wait()
        try:
            _make(line, filing.id, by)
        except NotDone as error:
            refused.append(error.detail)

    people = [Thread(target=press, args=(line, by)) for line, by in ((one, MARIA), (two, OLEG))]
    for thread in people:
        thread.start()
    for thread in people:
        thread.join()
    [words] = refused
    assert words in ("maria has made it a ticket already", "oleg has made it a ticket already")
    one.pick_up()
    assert one.count("ticket") == 1
    with pytest.raises(NotDone, match="already"):
        _make(one, filing.id)


def test_a_copy_of_it_makes_no_second_ticket(line: Line) -> None:
    first, second = _filed(line), _filed(line)
    assert first.id != second.id
    for filing in (first, second):
        _make(line, filing.id)
    line.pick_up()
    assert line.count("ticket") == len(line.letters) == 1
    assert {one.number for one in _found(line)} == set(line.numbers)


def test_an_answer_goes_to_its_thread(line: Line) -> None:
    line.post()
    answers = f"X-Loop: mx\nX-Loop: mx\nIn-Reply-To: {line.notice()['Message-ID']}\n"
    line.post(mails.mail("И ещё сканер.", message_id="<two@customer.example>", more=answers + authenticated()["more"]))
    [filing] = _found(line)
    _make(line, filing.id)
    line.pick_up()
    assert line.count("ticket") == 1
    assert line.kinds(line.numbers[0])[-2:] == ["request_made", "followed_up"]


@pytest.mark.parametrize(("more", "mail_from"), [("", "anna@customer.example"), (FORM["more"], "")])
def test_what_mustnt_be_answered_still_isnt(line: Line, more: str, mail_from: str) -> None:
    """Our own address, and the null return path (RFC 3834)."""
    line.post(mails.mail(TEXT, sender="support@desk.example", more=more), mail_from=mail_from)
    [filing] = _found(line)
    _make(line, filing.id)
    line.pick_up()
    assert line.letters == []
    [task] = line.tasks()
    assert task.kind == "notify_another_way"
    assert task.number is not None
    assert isinstance(task.reason, Sentence)  # which is said in the agent's language


def test_what_isnt_filed_cant_be_made_one(line: Line) -> None:
    line.post()
    for key in (1, 99):
        with pytest.raises(NotDone, match="no filed mail"):
            _make(line, key)


def test_it_is_found_by_sender_and_subject(line: Line) -> None:
    line.post(mails.mail(sender="a.support@desk.example", subject="x"))  # a ticket
    _filed(line, subject="Касса НЕ работает")
    for words, found in (("SUPPORT@desk", 1), ("касса", 1), ("касса desk", 1), ("касса shop", 0), ("%", 0)):
        assert len(_found(line, words)) == found, words
