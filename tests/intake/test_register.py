"""A message becomes a ticket and a notice, both or neither."""

import pytest

from intakebot.domain.errors import StoreUnavailable, Unreadable
from intakebot.domain.token import Token
from intakebot.intake.caps import Caps
from intakebot.intake.known import Known
from intakebot.store.desk import Desk
from intakebot.understanding import understood
from tests import mails
from tests.intake.desk import Line


def test_a_mail_becomes_a_registered_ticket_with_a_notice(line: Line) -> None:
    line.post()
    [number] = line.numbers
    found = line.evidence(number)
    assert (found.terms, found.plan, found.state, found.language) == ("centaur", "basic", "open", "en")
    assert found.subject == "Server down"
    assert found.severity is None
    assert found.due_at is None
    assert found.notice_at is None  # until the relay has taken it
    assert line.kinds(number) == ["registered", "information_asked", "notice_queued"]
    assert found.messages[0].sender == "anna@customer.example"
    assert found.messages[0].deliveries[0].state == "taken_in"
    assert line.count("job") == 1  # delivering; taking in is done


def test_the_notice_goes_back_the_right_way(line: Line) -> None:
    line.post()
    letter = line.letters[0][1].letter
    notice = line.notice()
    assert notice["To"] == "anna@customer.example"
    assert notice["In-Reply-To"] == "<one@customer.example>"
    assert notice["Auto-Submitted"] == "auto-replied"
    assert f"[{line.numbers[0]}]" in notice["Subject"]
    assert "Server down" not in notice.as_string()
    secret = line.store.secret
    purposes = [Token.find(text, secret) for text in (letter.mail_from, notice["Reply-To"], notice["Message-ID"])]
    assert [(token.purpose, token.ordinal) for token in purposes if token] == [("b", 1), ("r", 1), ("m", 1)]


def test_the_answer_goes_to_a_single_reply_to(line: Line) -> None:
    line.post(mails.mail(more="Reply-To: Anna at home <anna@home.example>\n"))
    assert line.letters[0][1].letter.rcpt_to == "anna@home.example"


def test_a_redelivered_mail_makes_no_second_ticket(line: Line) -> None:
    line.post()
    line.post(mailbox="sales@desk.example", rcpt_tos=("sales@desk.example",))
    assert line.count("ticket") == line.count("letter") == 1
    deliveries = line.evidence(line.numbers[0]).messages[0].deliveries
    assert [(d.mailbox, d.state) for d in deliveries] == [
        ("support@desk.example", "taken_in"),
        ("sales@desk.example", "copy"),
    ]


def test_transport_headers_make_no_difference(line: Line) -> None:
    line.post()
    line.post(
        b"Received: from a by b; Mon, 23 Nov 2026 12:00:01 +0000\r\nDelivered-To: x@desk.example\r\n" + mails.mail()
    )
    assert line.count("ticket") == 1


def test_other_content_under_a_known_message_id_is_another_message(line: Line) -> None:
    line.post()
    line.post(mails.mail("Something else entirely has happened."))
    assert line.count("ticket") == 2


def test_mail_without_a_message_id_is_taken_in(line: Line) -> None:
    raw = mails.mail().replace(b"Message-ID: <one@customer.example>\r\n", b"")
    line.post(raw)
    line.post(raw)
    line.post(raw.replace(b"nobody", b"somebody"))
    assert line.count("ticket") == 2


def test_the_same_place_of_a_mailbox_is_accepted_once(line: Line) -> None:
    line.post(channel="imap", source="imap:h/u/INBOX/1/7", mail_from=None)
    line.intake.accept(mails.received(channel="imap", source="imap:h/u/INBOX/1/7", mail_from=None)).result(10)
    assert line.count("received") == 1


def test_a_taken_number_is_drawn_again(line: Line) -> None:
    line.post()
    taken = line.numbers[0]
    line.intake.accept(mails.received(mails.mail("Another request.", message_id="<two@x>"))).result(10)
    waiting = line.belt.get()
    assert waiting is not None
    [read] = line.understand([line.intake._question(waiting, {})])
    draft = line.intake._draft(waiting, read, Known())
    settle = line.intake._settlement.settle
    from dataclasses import replace

    future = line.store.write(lambda desk: settle(desk, replace(draft, number=taken)))
    assert "in use" in str(future.exception(10))
    line.take_in(waiting)
    assert len(set(line.numbers)) == 2


def test_what_cannot_be_read_is_set_aside_and_replayed(line: Line) -> None:
    whole = line.understand

    line.intake._understand = lambda questions: [Unreadable("the reader died of it") for _ in questions]
    line.post()
    [aside] = line.store.read(lambda desk: desk.inbox.all_set_aside())
    assert "the reader died of it" in aside.reason
    assert [task.kind for task in line.tasks()] == ["set_aside"]
    assert line.count("ticket") == 0

    from intakebot.intake.replay import replay

    line.intake._understand = whole
    assert line.store.write(lambda desk: replay(desk, (), line.now)).result() == [aside.id]
    assert line.tasks() == []
    _take_in_again(line)
    assert line.count("ticket") == 1


def _take_in_again(line: Line) -> None:
    from intakebot.intake import Waiting

    [job] = line.store.write(lambda desk: desk.jobs.claim("take_in", "me", line.now, 5)).result()
    received = line.store.read(lambda desk: desk.inbox.load(job.subject))
    line.take_in(Waiting(job=job, received=received))


def test_a_failing_impression_still_registers(line: Line) -> None:
    line.intake._understand = lambda questions: [understood(question, classify=False) for question in questions]
    line.post()
    assert line.evidence(line.numbers[0]).language == "und"
    assert line.notice()["Content-Language"] == "en"


def test_a_store_that_is_away_is_tried_again_and_a_fault_of_ours_is_set_aside(line: Line) -> None:
    def away(_desk: Desk, _draft: object) -> None:
        raise StoreUnavailable("disk full")

    settle = line.intake._settlement.settle
    line.intake._settlement.settle = away  # type: ignore[assignment, method-assign]
    line.post()
    line.store.write(lambda _desk: None).result()
    assert line.count("job") == 1
    assert line.tasks() == []

    def fault(_desk: Desk, _draft: object) -> None:
        raise KeyError("oops")

    line.intake._settlement.settle = fault  # type: ignore[assignment, method-assign]
    line.now += mails.timedelta(minutes=1)
    _take_in_again(line)
    line.store.write(lambda _desk: None).result()
    assert [task.kind for task in line.tasks()] == ["set_aside"]
    line.intake._settlement.settle = settle  # type: ignore[method-assign]


def test_caps_stop_letters_never_tickets(line: Line) -> None:
    capped = Line(line.store, caps=Caps(per_sender=2, per_domain=3, total=4))
    senders = ["a@x.example"] * 3 + ["b@x.example"] * 2 + ["c@y.example", "d@z.example"]
    for index, sender in enumerate(senders):
        capped.post(mails.mail(f"Request {index}", sender=sender, message_id=f"<{index}@x>"))
    assert capped.count("ticket") == 7
    assert [posted.letter.rcpt_to for _, posted in capped.letters] == [
        "a@x.example", "a@x.example", "b@x.example", "c@y.example",
    ]  # fmt: skip
    reasons = [task.reason for task in capped.tasks()]
    assert reasons == [
        "cap of 2 notices an hour to this sender",
        "cap of 3 notices an hour to this domain",
        "cap of 4 notices an hour to everybody",
    ]
    capped.now += mails.timedelta(hours=1)
    capped.post(mails.mail("One more", sender="a@x.example", message_id="<more@x>"))
    assert capped.letters[-1][1].letter.rcpt_to == "a@x.example"


def test_a_subaddress_is_the_same_person_to_the_cap(line: Line) -> None:
    capped = Line(line.store, caps=Caps(per_sender=1, per_domain=0, total=0))
    for tag in ("", "+1", "+2"):
        capped.post(mails.mail(f"Request {tag}", sender=f"a{tag}@x.example", message_id=f"<{tag}@x>"))
    assert len(capped.letters) == 1
    assert capped.count("ticket") == 3


def test_the_clock_starts_with_the_earliest_copy(line: Line) -> None:
    line.post()
    earlier = mails.NOON - mails.timedelta(hours=3)
    line.post(received_at=earlier, channel="imap", mail_from=None, source="imap:x/y/INBOX/1/1", rcpt_tos=())
    found = line.evidence(line.numbers[0])
    assert found.received_at == earlier
    assert found.events[-1].kind == "received_earlier"


def test_without_id_and_date_equal_words_are_another_request_on_another_day(line: Line) -> None:
    raw = mails.mail("It is down again.")
    for header in (b"Message-ID: <one@customer.example>\r\n", b"Date: Mon, 23 Nov 2026 12:00:00 +0000\r\n"):
        raw = raw.replace(header, b"")
    line.post(raw)
    line.post(raw)
    line.post(raw, received_at=mails.NOON + mails.timedelta(days=7))
    assert line.count("ticket") == 2


_LONG = "".join(f"{number:x}" for number in range(3_500))
UGLY = {
    "long message id": mails.mail(message_id=f"<{_LONG}@x>"),
    "long sender": mails.mail(sender=f"{_LONG}@x.example"),
    "NUL in names": mails.mail("a\0b", subject="s\0t", sender='"A\0" <an\0na@x.example>', message_id="<on\0e@x>"),
    "NUL in a content type": mails.mail().replace(
        b"Content-Type: text/plain; charset=utf-8", b'Content-Type: application/x-a\0b; name="a\0.txt"'
    ),
    "year 1": mails.mail().replace(b"Mon, 23 Nov 2026 12:00:00 +0000", b"Mon, 1 Jan 0001 00:00:00 +1400"),
    "8-bit everywhere": mails.mail().replace(b"Anna", b"\xff\xfe\x00").replace(b"<one@", b"<on\xff\xfee@"),
    "our own Reply-To": mails.mail(more="Reply-To: support@desk.example\n"),
}


@pytest.mark.parametrize("raw", UGLY.values(), ids=UGLY)
def test_however_ugly_it_is_it_is_registered(line: Line, raw: bytes) -> None:
    line.post(raw)
    line.store.write(lambda _desk: None).result()
    assert line.count("ticket") == 1, line.tasks()
