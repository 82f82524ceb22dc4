"""`intakebot run` as customers and operators meet it: mail goes in by SMTP, letters come out into a Maildir."""

import re
import smtplib
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest
import sqlalchemy as sa

from intakebot.store.tables import received
from tests.running import Bot, body, event, kinds, number_in, running, written
from tests.servers.need import need
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
RUSSIAN = "Добрый день! С самого утра не работает касса номер три, покупатели ждут. Помогите, пожалуйста."
POLISH = "Dzień dobry, od rana nie możemy się zalogować do systemu księgowego, proszę o pilną pomoc."
ENGLISH = "Good morning, since nine o'clock nobody here can print an invoice, please help us soon."
GERMAN = "Guten Morgen, seit heute früh können wir keine Rechnungen mehr drucken, bitte helfen Sie uns."


@pytest.fixture(scope="module")
def embedded() -> Iterator[Bot]:
    """Without any configuration, in an empty folder."""
    with running() as bot:
        yield bot


@pytest.fixture(scope="module")
def office() -> Iterator[Bot]:
    """A support with several mailboxes, one for each of its suppliers' terms."""
    with running(OFFICE) as bot:
        yield bot


def swaks(bot: Bot, mail: EmailMessage, tmp_path: Path) -> None:
    """Send with the program that postmasters test with."""
    file = tmp_path / "mail.eml"
    file.write_bytes(mail.as_bytes().replace(b"\r\n", b"\n"))
    who = ("--from", mail["From"].addresses[0].addr_spec, "--to", mail["To"].addresses[0].addr_spec)
    server = ("--server", "127.0.0.1", "--port", str(bot.port))
    command = (need("swaks", "swaks"), *server, *who, "--data", f"@{file}")
    sent = subprocess.run(command, check=False, capture_output=True, text=True)
    assert sent.returncode == 0, sent.stdout


def language(text: str) -> str:
    """Which of our three languages a text is in, by its letters."""
    if len(re.findall("[а-яё]", text.lower())) > len(re.findall("[a-z]", text.lower())):
        return "ru"
    return "pl" if re.search("[ąćęłńóśźż]", text.lower()) else "en"


class TestWithoutConfiguration:
    @pytest.mark.parametrize(
        ("written_in", "text"), [("ru", RUSSIAN), ("pl", POLISH), ("en", ENGLISH)], ids=["ru", "pl", "en"]
    )
    def test_a_mail_is_answered_in_its_language(
        self, embedded: Bot, tmp_path: Path, written_in: str, text: str
    ) -> None:
        mail = written(f"Anna <{written_in}@customer.example>", "support@localhost", text, f"Zebra {written_in} 4711")
        swaks(embedded, mail, tmp_path)
        notice = embedded.notice_to(f"{written_in}@customer.example")
        number = number_in(notice)
        assert embedded.numbers(mail["Message-ID"]) == [number]
        for kind in ("plain", "html"):
            assert number in body(notice, kind)
            assert language(re.sub("<[^>]*>", "", body(notice, kind))) == written_in

    def test_the_notice_follows_the_law_of_automatic_answers(self, embedded: Bot) -> None:
        mail = written("law@customer.example", "support@localhost", References="<old@customer.example>")
        embedded.send(mail)
        notice = embedded.notice_to("law@customer.example")
        tag = number_in(notice).lower()
        assert notice["Auto-Submitted"] == "auto-replied"
        assert notice["In-Reply-To"] == mail["Message-ID"]
        assert notice["References"].split() == ["<old@customer.example>", mail["Message-ID"]]
        assert re.fullmatch(rf"<support\+{tag}-b1-[a-z2-7]{{16}}@localhost>", notice["Return-Path"])
        assert re.fullmatch(rf"support\+{tag}-r1-[a-z2-7]{{16}}@localhost", notice["Reply-To"])
        assert re.fullmatch(rf"<{tag}-m1-[a-z2-7]{{16}}@localhost>", notice["Message-ID"])
        assert notice["From"].addresses[0].addr_spec == "support@localhost"

    def test_nothing_of_a_strangers_words_comes_back(self, embedded: Bot) -> None:
        embedded.send(
            written(
                "Buy Pills <echo@customer.example>",
                "support@localhost",
                f"Spam at pills.example. {ENGLISH}",
                "Pills now!",
            )
        )
        letter = embedded.notice_to("echo@customer.example").as_string()
        told = body(embedded.notice_to("echo@customer.example"), "plain")
        for text in (letter, told, body(embedded.notice_to("echo@customer.example"), "html")):
            assert not re.search("pills|spam|invoice", text, re.IGNORECASE)

    def test_the_evidence_tells_when_and_how_the_notice_left(self, embedded: Bot) -> None:
        mail = written("proof@customer.example", "anything@anywhere.example")
        embedded.send(mail)
        embedded.settled()
        evidence = embedded.evidence(embedded.number(mail))
        assert kinds(evidence) == ["registered", "notice_queued", "notice_sent"]
        assert evidence["notice_at"] == evidence["letters"][0]["handed_over_at"] == event(evidence, "notice_sent")["at"]
        assert evidence["received_at"] <= evidence["registered_at"] <= evidence["notice_at"]
        assert evidence["letters"][0]["relay_reply"].startswith("250 ")
        assert (embedded.folder / "var/mail/new" / evidence["letters"][0]["queue_id"]).exists()
        assert (evidence["severity"], evidence["due_at"], evidence["terms"]) == (None, None, None)


@pytest.mark.parametrize(
    ("mailbox", "text", "answered_in"),
    [
        ("bitrix", ENGLISH, "ru"),  # MAR-01: Russian only
        ("xopero", RUSSIAN, "en"),  # XOP-01: Polish and English
        ("xopero", POLISH, "pl"),
        ("veeam", POLISH, "en"),  # VEE-02: no Polish
        ("veeam", RUSSIAN, "ru"),
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
        office.settled()
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


class TestSetAside:
    def test_what_is_no_mail_is_kept_and_shown(self, office: Bot) -> None:
        office.send(b"\x00\x01\x02 no mail at all \xff\xfe", "support@desk.example", mail_from="junk@customer.example")
        office.settled()
        (shown,) = office.look("replay", "--list")
        assert (shown["mailbox"], shown["peer"]) == ("support@desk.example", "127.0.0.1")
        assert "no mail" in shown["reason"]
        (task,) = (task for task in office.tasks() if task["received_id"] == shown["id"])
        assert (task["kind"], task["number"]) == ("set_aside", None)

    def test_what_could_not_be_read_is_replayed(self) -> None:
        long = f"{ENGLISH}\n" * 10_000  # not to be read within a millisecond
        mails = [written(f"slow{n}@customer.example", "support@localhost", long) for n in range(2)]
        with running(INTAKEBOT_READING__READ_SECONDS="0.001") as bot:
            for mail in mails:
                bot.send(mail)
            bot.settled()
            first, second = (shown["id"] for shown in bot.look("replay", "--list"))
            assert bot.command("replay").objects == [{"replayed": first}, {"replayed": second}]
            bot.settled()
            assert [shown["id"] for shown in bot.look("replay", "--list")] == [first, second]
            assert len(bot.tasks()) == 2
            bot.stop()

            bot.start(INTAKEBOT_READING__READ_SECONDS="10")
            assert bot.command("replay", str(first)).objects == [{"replayed": first}]
            bot.notice_to("slow0@customer.example")
            assert [shown["id"] for shown in bot.look("replay", "--list")] == [second]
            bot.stop()

            assert bot.command("replay").objects == [{"replayed": second}]
            assert bot.numbers(mails[1]["Message-ID"]) == []
            bot.start()
            bot.notice_to("slow1@customer.example")
            bot.settled()
            assert (bot.look("replay", "--list"), bot.tasks()) == ([], [])


@pytest.mark.parametrize("end", ["stop", "kill"])
def test_an_end_amid_load_loses_nothing_and_doubles_nothing(end: str) -> None:
    with running(limits := "limits.per_sender = 0\n" + OFFICE.partition("\n")[2]) as bot:
        assert "per_sender = 0" in limits
        load = Load(bot)
        load.run_until(lambda: len(load.accepted) >= 60)
        assert getattr(bot, end)() in (0, None)
        load.finish()
        bot.start()
        bot.settled()
        for message_id in load.accepted:
            assert len(bot.numbers(message_id)) == 1
        answered = [letter["In-Reply-To"] for letter in bot.letters]
        assert len(answered) == len(set(answered))
        assert load.accepted <= set(answered)


class Load:
    """Four clients that send without a pause until they are cut off."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        #: Message-IDs of what was answered with 250.
        self.accepted: set[str] = set()
        self._clients = [threading.Thread(target=self._send, args=(n,)) for n in range(4)]

    def run_until(self, enough: Callable[[], bool]) -> None:
        for client in self._clients:
            client.start()
        wait_until(enough, "the load")

    def finish(self) -> None:
        for client in self._clients:
            client.join(20)

    def _send(self, client: int) -> None:
        try:
            with smtplib.SMTP("127.0.0.1", self._bot.port, timeout=20) as line:
                while True:
                    mail = written(f"client{client}@customer.example")
                    line.sendmail(f"client{client}@customer.example", "support@desk.example", mail.as_bytes())
                    self.accepted.add(mail["Message-ID"])
        except (OSError, smtplib.SMTPException):
            return  # cut off
