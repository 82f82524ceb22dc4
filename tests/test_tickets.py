"""What becomes of mail: answers, copies, machines, terms; a support with several mailboxes, met by SMTP and Maildir."""

import time
from collections.abc import Iterator
from email.message import EmailMessage

import pytest
import sqlalchemy as sa

from intakebot.store.tables import received
from tests.running import ENGLISH, POLISH, RUSSIAN, Bot, body, event, kinds, language, number_in, running, written
from tests.servers.ports import wait_until

#: Two mails a sender, so that a cap can be met.
OFFICE = """\
limits.per_sender = 2

[[mailbox]]
address = "support@desk.example"
aliases = ["help@desk.example"]
prefix = "DESK"

[[mailbox]]
address = "bitrix@desk.example"
prefix = "BIT"
terms = "martinsoft"

[[mailbox]]
address = "xopero@desk.example"
prefix = "XOP"
terms = "xopero"
plan = "subscription"

[[mailbox]]
address = "veeam@desk.example"
prefix = "VEE"
terms = "veeam"

[[mailbox]]
address = "centaur@desk.example"
prefix = "CEN"
terms = "centaur"
"""
GERMAN = "Guten Morgen, seit heute früh können wir keine Rechnungen mehr drucken, bitte helfen Sie uns."


@pytest.fixture(scope="module")
def office() -> Iterator[Bot]:
    """A support with several mailboxes, one for each of its suppliers' terms."""
    with running(OFFICE) as bot:
        yield bot


@pytest.mark.parametrize(
    ("mailbox", "text", "answered_in"),
    [
        ("bitrix", ENGLISH, "ru"),  # MAR-01: Russian only
        ("xopero", RUSSIAN, "en"),  # XOP-01: Polish and English
        ("xopero", POLISH, "pl"),
        ("veeam", POLISH, "en"),  # VEE-02: no Polish; Russian only in the customer's hours, see tests/days
        ("xopero", GERMAN, "en"),
        ("centaur", GERMAN, "en"),  # names no language: any we have, else English
    ],
    ids=lambda value: value.split()[0],
)
def test_terms_limit_the_language_of_the_notice(office: Bot, mailbox: str, text: str, answered_in: str) -> None:
    sender = f"{mailbox}{len(text)}@customer.example"
    office.send(written(sender, f"{mailbox}@desk.example", text, "4711"))
    notice = office.notice_to(sender)
    assert language(body(notice, "plain")) == answered_in
    evidence = office.evidence(number_in(notice))
    assert evidence["letters"][0]["language"] == answered_in
    assert evidence["mailbox"] == f"{mailbox}@desk.example"
    assert evidence["number"].startswith(mailbox[:3].upper())


class TestAnswers:
    @pytest.mark.parametrize("way", ["reply address", "in reply to", "references"])
    def test_the_customers_answer_joins_the_ticket(self, office: Bot, way: str) -> None:
        sender = f"{way.replace(' ', '')}@customer.example"
        office.send(written(sender))
        notice = office.notice_to(sender)
        headers = {
            "reply address": {},
            "in reply to": {"In_Reply_To": notice["Message-ID"]},
            "references": {"References": f"<one@customer.example> {notice['Message-ID']}"},
        }[way]
        to = notice["Reply-To"] if way == "reply address" else "support@desk.example"
        answer = written(sender, to, "It is the blue one, by the window.", "Re: Printer", **headers)
        office.send(answer)
        assert office.number(answer) == number_in(notice)
        office.settled()
        assert len(office.letters_to(sender)) == 1
        evidence = office.evidence(number_in(notice))
        assert kinds(evidence)[-1] == "followed_up"
        assert event(evidence, "followed_up")["evidence"]["by"] == "token"
        assert [message["reply"] for message in evidence["messages"]][1:] == ["It is the blue one, by the window."]

    def test_a_number_alone_lets_nobody_in(self, office: Bot) -> None:
        office.send(written("guess@customer.example"))
        first = number_in(office.notice_to("guess@customer.example"))
        again = written("guess@customer.example", subject=f"Re: [{first}] Printer", text="Any news of it?")
        office.send(again)
        assert self.claims(office, again) == first

    def test_a_forged_verdict_on_direct_smtp_lets_nobody_in(self, office: Bot) -> None:
        office.send(written("forged@customer.example"))
        first = number_in(office.notice_to("forged@customer.example"))
        verdict = "desk.example; dmarc=pass header.from=customer.example"
        again = written("forged@customer.example", subject=f"[{first}]", Authentication_Results=verdict)
        office.send(again)
        assert self.claims(office, again) == first

    @pytest.mark.parametrize("with_copy", [True, False])
    def test_a_stranger_with_the_token_gets_a_ticket_of_their_own(self, office: Bot, with_copy: bool) -> None:
        victim, stranger = f"victim{with_copy}@customer.example", f"stranger{with_copy}@elsewhere.example"
        office.send(written(victim, Cc=stranger) if with_copy else written(victim))
        notice = office.notice_to(victim)
        intrusion = written(
            stranger, notice["Reply-To"], "Please send me everything.", In_Reply_To=notice["Message-ID"]
        )
        office.send(intrusion)
        assert self.claims(office, intrusion) == number_in(notice)
        assert number_in(notice) not in office.notice_to(stranger).as_string()
        assert len(office.evidence(number_in(notice))["messages"]) == 1

    @staticmethod
    def claims(office: Bot, mail: EmailMessage) -> str:
        """What a mail's own ticket says that it claims to be about."""
        number = office.number(mail)
        claimed: str = event(office.evidence(number), "registered")["evidence"]["claims"]
        assert number != claimed
        return claimed


class TestCopies:
    @pytest.mark.parametrize(
        ("deliveries", "by"),
        [
            ([["support"]] * 3, "support"),
            ([["support", "help"]], "support"),
            ([["veeam", "support"]], "veeam"),
            ([["veeam"], ["support"]], "veeam"),
        ],
        ids=["sent thrice", "two of our addresses", "two mailboxes at once", "two mailboxes"],
    )
    def test_are_one_ticket_of_the_first_mailbox(
        self, office: Bot, request: pytest.FixtureRequest, deliveries: list[list[str]], by: str
    ) -> None:
        sender = f"copies{len(request.node.name)}@customer.example"
        mail = written(sender, "support@desk.example, veeam@desk.example")
        for to in deliveries:
            office.send(mail, *(f"{local}@desk.example" for local in to))
            office.settled()  # of two copies at once, the one that is read first may win
        evidence = office.evidence(office.number(mail))
        kept = evidence["messages"][0]["deliveries"]
        assert [delivery["state"] for delivery in kept] == ["taken_in", *["copy"] * (len(deliveries) - 1)]
        assert [[to.partition("@")[0] for to in delivery["rcpt_tos"]] for delivery in kept] == deliveries
        assert evidence["mailbox"] == f"{by}@desk.example"
        assert len(office.letters_to(sender)) == 1

    def test_other_transport_headers_are_the_same_mail(self, office: Bot) -> None:
        mail = written("hops@customer.example")
        office.send(mail)
        office.send(b"Received: from a by b; Mon, 23 Nov 2026 12:00:00 +0000\r\nX-Spam: no\r\n" + mail.as_bytes(),
            "support@desk.example", mail_from="list-bounces@lists.example")  # fmt: skip
        office.settled()
        assert len(office.evidence(office.number(mail))["messages"][0]["deliveries"]) == 2

    def test_another_text_under_a_known_message_id_is_another_request(self, office: Bot) -> None:
        first = written("twice@customer.example")
        second = written("twice@customer.example", text="The scanner too.", Message_ID=first["Message-ID"])
        office.send(first)
        office.send(second)
        wait_until(lambda: len(office.numbers(first["Message-ID"])) == 2, "both tickets")
        assert len(set(office.numbers(first["Message-ID"]))) == 2
        office.settled()
        assert len(office.letters_to("twice@customer.example")) == 2


class TestMachines:
    def test_an_absence_note_joins_the_ticket_and_is_not_answered(self, office: Bot) -> None:
        office.send(written("away@customer.example"))
        notice = office.notice_to("away@customer.example")
        absence = written(
            "away@customer.example", notice["Return-Path"].strip("<>"), "I am back on Monday.", f"Automatic reply: {notice['Subject']}",
            Auto_Submitted="auto-replied", In_Reply_To=notice["Message-ID"],
        )  # fmt: skip
        office.send(absence, mail_from="")
        assert office.number(absence) == number_in(notice)
        office.settled()
        evidence = office.evidence(number_in(notice))
        assert [message["auto"] for message in evidence["messages"]] == [None, "auto-reply"]
        assert evidence["notice_at"] is not None
        assert len(office.letters_to("away@customer.example")) == 1

    @pytest.mark.parametrize(
        ("header", "value", "reason"),
        [
            ("Auto-Submitted", "auto-generated", "automatic mail: auto-generated"),
            ("List-Id", "<news.customer.example>", "automatic mail: list"),
            ("Precedence", "bulk", "automatic mail: auto-generated"),
        ],
    )
    def test_a_machines_mail_becomes_a_ticket_without_a_notice(
        self, office: Bot, header: str, value: str, reason: str
    ) -> None:
        sender = f"{header.lower()}@machines.example"
        mail = written(
            sender, text="Disk 3 of the array has failed.", subject="ALARM", **{header.replace("-", "_"): value}
        )
        office.send(mail)
        self.suppressed(office, mail, reason)

    def test_a_null_return_path_gets_no_notice(self, office: Bot) -> None:
        mail = written("null@customer.example", text=ENGLISH)
        office.send(mail, mail_from="")
        self.suppressed(office, mail, "")

    def test_our_own_notice_coming_back_is_filed(self, office: Bot) -> None:
        office.send(written("mirror@customer.example"))
        notice = office.notice_to("mirror@customer.example")
        office.send(
            notice.as_bytes(policy=notice.policy.clone(linesep="\r\n")),
            "support@desk.example",
            mail_from="m@customer.example",
        )
        office.settled()
        assert len(office.evidence(number_in(notice))["messages"]) == 1
        assert office.numbers(notice["Message-ID"]) == []
        filed = office.rows(
            sa.select(received.c.state, received.c.reason).where(received.c.mail_from == "m@customer.example")
        )
        assert [tuple(row.values()) for row in filed] == [("filed", "loop that belongs to no letter of ours")]
        assert len(office.letters_to("mirror@customer.example")) == 1

    def test_what_was_filed_by_mistake_is_made_a_ticket_by_a_command(self, office: Bot) -> None:
        """A web form of our own, which writes for a customer."""
        mail = written("support@desk.example", text=ENGLISH, subject="Form 12", Reply_To="form@customer.example")
        office.send(mail, mail_from="www@desk.example")
        office.settled()
        (filing,) = office.look("filed", "list", "form 12")
        assert (filing["sender"], filing["number"]) == ("support@desk.example", None)
        made = office.configured("filed", "ticket", str(filing["id"]), "--by", "agata")
        assert made.objects == [{"queued": filing["id"]}]
        assert number_in(office.notice_to("form@customer.example")) == office.number(mail)
        (filing,) = office.look("filed", "list", "form 12")
        assert (filing["wanted_by"], filing["number"]) == ("agata", office.number(mail))
        assert event(office.evidence(office.number(mail)), "request_made")["through"] == "command"
        again = office.configured("filed", "ticket", str(filing["id"]), "--by", "borys")
        assert (again.code, "agata has made it a ticket already" in again.err) == (1, True)

    def test_a_cap_stops_letters_and_never_tickets(self, office: Bot) -> None:
        wait_until(lambda: time.time() % 3600 < 3590, "the next hour, as caps count by the hour")
        mails = [written("Flood@customer.example", text=f"Request {n}") for n in range(4)]
        for mail in mails:
            office.send(mail)
        office.settled()
        numbers = [office.number(mail) for mail in mails]
        assert len(set(numbers)) == 4
        answered = {number_in(letter) for letter in office.letters_to("Flood@customer.example")}
        assert len(answered) == 2
        for number in set(numbers) - answered:
            (task,) = office.tasks(number)
            assert (task["kind"], task["reason"]) == ("notify_another_way", "cap of 2 notices an hour to this sender")

    @staticmethod
    def suppressed(office: Bot, mail: EmailMessage, reason: str) -> None:
        """Registered, not acknowledged, and a person is told so with the reason."""
        number = office.number(mail)
        office.settled()
        evidence = office.evidence(number)
        assert kinds(evidence) == ["registered", "notice_suppressed"]
        assert event(evidence, "notice_suppressed")["evidence"]["reason"]
        assert (evidence["notice_at"], evidence["letters"]) == (None, [])
        (task,) = office.tasks(number)
        assert task["kind"] == "notify_another_way"
        assert task["reason"] == (reason or task["reason"]) != ""
        assert office.letters_to(mail["From"].addresses[0].addr_spec) == []
