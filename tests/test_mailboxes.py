"""With the servers that operators have: Dovecot keeps the mail, Postfix brings and takes it, PostgreSQL is shared."""

import asyncio
import os
import secrets
import signal
import smtplib
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.message import EmailMessage
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from intakebot.store.tables import received
from tests.channels.fetching.bench import deliver, flags_of
from tests.running import Bot, event, kinds, number_in, running, written
from tests.servers.dovecot import PASSWORD, Dovecot
from tests.servers.ports import free_port, wait_until
from tests.servers.postfix import Postfix, running_postfix
from tests.servers.scripted import SILENT, scripted

WITH_RELAY = """\
[relay]
host = "127.0.0.1"
port = {relay_port}
tls = "{tls}"
{ca}

[lmtp]
listen = "{lmtp}"

[[mailbox]]
address = "support@desk.example"
prefix = "DESK"

[[mailbox]]
address = "help@lmtp.example"
prefix = "HELP"
"""
WITH_IMAP = """
[[mailbox]]
address = "{user}@imap.example"
prefix = "MAP"
authserv_id = "mx.imap.example"
[mailbox.imap]
host = "127.0.0.1"
port = {port}
tls = "none"
user = "{user}"
password_file = "{password_file}"
poll_seconds = 1
"""
DONE = {rb"\Seen", b"$IntakeDone"}


@pytest.fixture
def password_file(tmp_path: Path) -> Path:
    file = tmp_path / "password"
    file.write_text(f"{PASSWORD}\n")
    return file


@pytest.fixture
def user() -> str:
    """A mailbox of the test's own."""
    return f"user{secrets.token_hex(4)}"


def config(relay_port: int = 0, tls: str = "none", ca: str = "", lmtp: str = "", imap: str = "") -> str:
    """config.toml of a bot with a relay, unless its port is 0."""
    text = WITH_RELAY.format(relay_port=relay_port or 25, tls=tls, ca=ca, lmtp=lmtp)
    return (text if relay_port else text.replace('host = "127.0.0.1"', "", 1)) + imap


class Office:
    """A bot between Postfix, which brings what is for lmtp.example and takes letters, and a mailbox in Dovecot."""

    def __init__(self, bot: Bot, postfix: Postfix, dovecot: Dovecot, user: str) -> None:
        self.bot = bot
        self.postfix = postfix
        self.dovecot = dovecot
        self.user = user

    def letter_about(self, mail: EmailMessage) -> EmailMessage:
        """What the customer got from Postfix in answer to a mail."""
        number = self.bot.number(mail)
        wait_until(lambda: self.bot.evidence(number)["notice_at"], "the notice to be handed over")
        return self.postfix.delivered(self.bot.evidence(number)["letters"][0]["message_id"])


@pytest.fixture(scope="module")
def office(dovecot: Dovecot, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    smtp, lmtp, user = free_port(), free_port(), "everything"
    secret = tmp_path_factory.mktemp("secret") / "password"
    secret.write_text(PASSWORD)
    routes = {"desk.example": f"smtp:[127.0.0.1]:{smtp}", "lmtp.example": f"lmtp:inet:127.0.0.1:{lmtp}"}
    deliver(dovecot, user, LYING.as_bytes())
    with running_postfix(routes) as postfix:
        text = config(
            postfix.starttls, "starttls", f'ca_file = "{postfix.home}/certificate.pem"', f"127.0.0.1:{lmtp}",
            WITH_IMAP.format(user=user, port=dovecot.port, password_file=secret),
        )  # fmt: skip
        with running(text, INTAKEBOT_SMTP__LISTEN=f"127.0.0.1:{smtp}") as bot:
            yield Office(bot, postfix, dovecot, user)


LYING = written("lying@customers.example", "everything@imap.example")


class TestDovecotAndPostfix:
    def test_mail_that_lay_in_the_mailbox_is_answered(self, office: Office) -> None:
        notice = office.letter_about(LYING)
        assert notice["To"] == "lying@customers.example"
        assert notice["In-Reply-To"] == LYING["Message-ID"]
        wait_until(lambda: set(flags_of(office.dovecot, office.user)[1]) == DONE, "the flags")

    def test_mail_that_arrives_is_answered_with_proof(self, office: Office) -> None:
        mail = written("arriving@customers.example", "everything@imap.example")
        deliver(office.dovecot, office.user, mail.as_bytes())
        notice = office.letter_about(mail)
        evidence = office.bot.evidence(number_in(notice))
        (letter,) = evidence["letters"]
        assert office.postfix.queue_ids(letter["message_id"]) == [letter["queue_id"]]
        assert letter["queue_id"] in notice["Received"]
        assert letter["relay_reply"] == f"250 2.0.0 Ok: queued as {letter['queue_id']}"
        assert letter["handed_over_to"] == f"127.0.0.1:{office.postfix.starttls}"
        assert evidence["messages"][0]["deliveries"][0]["channel"] == "imap"
        assert notice["Return-Path"].startswith(f"<everything+{evidence['number'].lower()}-b1-")

    @pytest.mark.parametrize(("verdict", "kind"), [("dmarc=pass", "followed_up"), ("dmarc=fail", "notice_sent")])
    def test_a_number_lets_in_whom_the_mailboxs_server_has_proven(
        self, office: Office, verdict: str, kind: str
    ) -> None:
        sender = f"{verdict[6:]}@customers.example"
        mail = written(sender, "everything@imap.example")
        deliver(office.dovecot, office.user, mail.as_bytes())
        first = number_in(office.letter_about(mail))
        proof = f"mx.imap.example; {verdict} header.from=customers.example"
        again = written(sender, "everything@imap.example", "Any news?", f"[{first}]", Authentication_Results=proof)
        deliver(office.dovecot, office.user, again.as_bytes())
        number = office.bot.number(again)
        wait_until(lambda: kind in kinds(office.bot.evidence(number)), "what becomes of it")
        assert (number == first) == (verdict == "dmarc=pass")
        told = event(office.bot.evidence(number), "followed_up" if number == first else "registered")["evidence"]
        assert ("number, dmarc=pass" in told.get("by", "")) == (number == first)
        assert (told.get("claims") == first) == (number != first)

    def test_lmtp_behind_postfix(self, office: Office) -> None:
        mail = written("lmtp@customers.example", "help@lmtp.example")
        self.post(office, mail)
        notice = office.letter_about(mail)
        assert number_in(notice).startswith("HELP-")
        (delivery,) = office.bot.evidence(number_in(notice))["messages"][0]["deliveries"]
        assert delivery["channel"] == "lmtp"

    @pytest.mark.parametrize("mailbox", ["support@desk.example", "help@lmtp.example"])
    def test_a_bounce_takes_the_notice_time_back(self, office: Office, mailbox: str) -> None:
        mail = written(f"nobody-{mailbox[:4]}@customers.example", mailbox)
        self.post(office, mail)
        number = office.bot.number(mail)
        wait_until(lambda: "notice_taken_back" in kinds(office.bot.evidence(number)), "the bounce")
        evidence = office.bot.evidence(number)
        assert kinds(evidence) == ["registered", "notice_queued", "notice_sent", "notice_taken_back"]
        assert evidence["notice_at"] is None
        (letter,) = evidence["letters"]
        assert letter["bounced_at"] is not None
        assert letter["handed_over_at"] == event(evidence, "notice_sent")["at"]
        assert event(evidence, "notice_taken_back")["evidence"]["status"] == "5.1.1"
        assert [message["auto"] for message in evidence["messages"]] == [None, "bounce"]
        (task,) = office.bot.tasks(number)
        assert task["kind"] == "notify_another_way"
        assert "bounced" in task["reason"]
        assert "unknown user" in task["reason"]

    def test_a_customer_whom_the_relay_refuses_is_told_another_way(self, office: Office) -> None:
        mail = written("anna@refused.example")
        office.bot.send(mail)
        number = office.bot.number(mail)
        wait_until(lambda: office.bot.tasks(number), "the task")
        evidence = office.bot.evidence(number)
        assert kinds(evidence) == ["registered", "notice_queued", "delivery_failed"]
        assert "550 5.1.1" in event(evidence, "delivery_failed")["evidence"]["reply"]
        assert (evidence["notice_at"], evidence["letters"][0]["waiting"]) == (None, None)
        (task,) = office.bot.tasks(number)
        assert (task["kind"], "No such person here" in task["reason"]) == ("notify_another_way", True)

    def test_a_relay_that_says_later_is_asked_later(self, office: Office) -> None:
        mail = written("anna@later.example")
        office.bot.send(mail)
        number = office.bot.number(mail)
        wait_until(lambda: "delivery_deferred" in kinds(office.bot.evidence(number)), "the first try")
        evidence = office.bot.evidence(number)
        assert "450 4.2.0" in event(evidence, "delivery_deferred")["evidence"]["reply"]
        assert (evidence["notice_at"], evidence["letters"][0]["waiting"]) == (None, "ready")
        assert office.bot.tasks(number) == []

    @staticmethod
    def post(office: Office, mail: EmailMessage) -> None:
        """Send by way of Postfix."""
        office.bot.send(mail, port=office.postfix.plain)


def test_a_kill_between_commit_and_flag_makes_no_second_ticket(
    dovecot: Dovecot, user: str, password_file: Path
) -> None:
    mails = [written(f"kill{n}@customer.example", f"{user}@imap.example") for n in range(3)]
    deliver(dovecot, user, *(mail.as_bytes() for mail in mails))
    with deaf_to_flags(dovecot.port) as (port, asked):
        imap = WITH_IMAP.format(user=user, port=port, password_file=password_file)
        with running(config(imap=imap)) as bot:
            wait_until(asked.is_set, "the flags to be set")
            bot.settled()
            bot.kill()
            assert set(map(frozenset, flags_of(dovecot, user).values())) == {frozenset()}

            bot.config = bot.config.replace(f"port = {port}", f"port = {dovecot.port}")
            bot.start()
            wait_until(lambda: set(map(frozenset, flags_of(dovecot, user).values())) == {frozenset(DONE)}, "flags")
            bot.settled()
            assert [len(bot.numbers(mail["Message-ID"])) for mail in mails] == [1, 1, 1]
            assert len(bot.rows(sa.select(received.c.id))) == 3
            assert len(bot.letters) == 3


def test_a_relay_that_was_away_gets_the_letter_later(postgres_url: str) -> None:
    relay_port = free_port()
    mail = written("patient@customer.example")
    with running(config(relay_port), store_url=postgres_url) as bot:
        bot.send(mail)
        number = bot.number(mail)
        wait_until(lambda: "delivery_deferred" in kinds(bot.evidence(number)), "the first try")
        assert bot.evidence(number)["letters"][0]["waiting"] == "ready"
        with scripted(port=relay_port) as relay:
            with psycopg.connect(postgres_url, autocommit=True) as database:  # spares us the minute's pause
                database.execute("UPDATE job SET due_at = now() - interval '1 second'")
            wait_until(lambda: bot.evidence(number)["notice_at"], "the second try")
            assert bot.stop() == 0
    assert [taken.rcpt_to for taken in relay.taken] == ["patient@customer.example"]


@pytest.mark.parametrize("policy", ["resend", "hold"])
def test_a_kill_before_the_relays_answer_follows_the_policy(policy: str) -> None:
    mail = written("doubt@customer.example")
    with scripted({".": [SILENT]}) as relay, running(config(relay.port), INTAKEBOT_OUTBOX__AMBIGUOUS=policy) as bot:
        bot.send(mail)
        wait_until(lambda: relay.taken, "the letter")
        bot.kill()
        bot.start()
        number = bot.number(mail)
        wait_until(lambda: "delivery_in_doubt" in kinds(bot.evidence(number)), "the doubt")
        if policy == "resend":
            bot.settled()
        evidence = bot.evidence(number)
        tasks = [task["kind"] for task in bot.tasks(number)]
        bot.stop()
    came = [taken.rcpt_to for taken in relay.taken]
    if policy == "resend":
        assert (came, tasks) == (["doubt@customer.example"] * 2, [])
        assert evidence["notice_at"] is not None
    else:
        assert (came, tasks) == (["doubt@customer.example"], ["delivery_in_doubt"])
        assert (evidence["notice_at"], evidence["letters"][0]["waiting"]) == (None, "held")


def test_a_bounce_that_overtakes_the_relays_answer_counts() -> None:
    """A relay may try to deliver before it has told us that it took the letter."""
    mail = written("quick@customer.example")
    relay = BouncesFirst()
    controller = Controller(relay, hostname="127.0.0.1", port=free_port())
    controller.start()
    try:
        with running(config(controller.port)) as bot:
            relay.bounced_to = bot
            bot.send(mail)
            number = bot.number(mail)
            bot.settled()
            evidence = bot.evidence(number)
    finally:
        controller.stop()
    assert sorted(kinds(evidence)) == ["notice_queued", "notice_sent", "notice_taken_back", "registered"]
    assert evidence["notice_at"] is None


class TestTwoProcesses:
    def test_one_watches_the_mailbox_and_the_other_takes_over(
        self, dovecot: Dovecot, postgres_url: str, user: str, password_file: Path
    ) -> None:
        text = config(imap=WITH_IMAP.format(user=user, port=dovecot.port, password_file=password_file))
        mails = [written(f"shared{n}@customer.example", f"{user}@imap.example") for n in range(3)]
        sign_in = f"Login: user=<{user}>, method=PLAIN, rip=127.0.0.1, lip=127.0.0.1, mpid="

        def arrives(mail: EmailMessage, bot: Bot) -> None:
            dovecot.drop(user, mail.as_bytes())
            bot.number(mail)

        deliver(dovecot, user, mails[0].as_bytes())
        with running(text, postgres_url) as first, running(text, postgres_url) as second:
            first.number(mails[0])
            arrives(mails[1], second)
            watching = [line for line in dovecot.log().splitlines() if sign_in in line]
            first.kill()
            arrives(mails[2], second)
            second.settled()
            assert [len(second.numbers(mail["Message-ID"])) for mail in mails] == [1, 1, 1]
            assert len(first.letters) + len(second.letters) == 3
            signed_in = [line for line in dovecot.log().splitlines() if sign_in in line]
            # One of them is the test's own, which delivered the first mail.
            assert (len(watching), len(signed_in)) == (2, 3)

    def test_copies_to_both_at_once_are_one_ticket(self, postgres_url: str) -> None:
        mails = [written(f"both{n}@customer.example") for n in range(30)]
        with running(config(), postgres_url) as first, running(config(), postgres_url) as second:
            senders = [threading.Thread(target=send_all, args=(bot.port, mails)) for bot in (first, second)]
            for sender in senders:
                sender.start()
            for sender in senders:
                sender.join()
            first.settled()
            assert [len(first.numbers(mail["Message-ID"])) for mail in mails] == [1] * 30
            states = [row["state"] for row in first.rows(sa.select(received.c.state).order_by(received.c.state))]
            assert states == ["copy"] * 30 + ["taken_in"] * 30
            assert len(first.letters) + len(second.letters) == 30

    def test_what_the_dead_one_held_is_finished_by_the_other(self, postgres_url: str) -> None:
        mails = [written(f"held{n}@customer.example") for n in range(5)]
        slow = {"INTAKEBOT_READING__READ_SECONDS": "60"}
        with running(config(), postgres_url, **slow) as first, running(config(), postgres_url) as second:
            freeze(first)
            for mail in mails:
                first.send(mail)
            assert sum(map(len, (first.numbers(mail["Message-ID"]) for mail in mails))) == 0
            first.kill()
            for mail in mails:
                second.number(mail)
            second.settled()
            assert len(second.letters) == 5


def send_all(port: int, mails: list[EmailMessage]) -> None:
    with smtplib.SMTP("127.0.0.1", port, timeout=20) as client:
        for mail in mails:
            client.send_message(mail)


def freeze(bot: Bot) -> None:
    """Stop its workers, as if they had a hard time with a message: what is accepted stays claimed."""
    for child in Path(f"/proc/{bot.pid}/task").glob("*/children"):
        for pid in child.read_text().split():
            os.kill(int(pid), signal.SIGSTOP)


class BouncesFirst:
    """A relay whose bounce of a letter arrives before its answer to it."""

    bounced_to: Bot

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        assert envelope.mail_from is not None
        report = (
            f"From: MAILER-DAEMON@relay.example\r\nTo: {envelope.mail_from}\r\nSubject: Undelivered Mail Returned to Sender\r\n"
            "Message-ID: <1@relay.example>\r\nMIME-Version: 1.0\r\n"
            'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
            "--b\r\n\r\nYour message could not be delivered.\r\n"
            "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; relay.example\r\n\r\n"
            "Final-Recipient: rfc822; quick@customer.example\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n--b--\r\n"
        )
        await asyncio.to_thread(self.bounced_to.send, report.encode(), envelope.mail_from, mail_from="")
        number = envelope.mail_from.partition("+")[2][:14].upper()
        taken_back = lambda: "notice_taken_back" in kinds(self.bounced_to.evidence(number))  # noqa: E731
        await asyncio.to_thread(wait_until, taken_back, "the bounce to be taken in")
        return "250 2.0.0 Ok: queued as 4XyZ"


@contextmanager
def deaf_to_flags(port: int) -> Iterator[tuple[int, threading.Event]]:
    """A way to an IMAP server that swallows STORE commands; the event tells that one came."""
    asked, ended = threading.Event(), threading.Event()
    conversations: list[threading.Thread] = []

    def pump(source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError), source.makefile("rb") as lines:
            for line in lines:
                if b" STORE " in line:
                    asked.set()
                else:
                    target.sendall(line)
        with suppress(OSError):
            target.shutdown(socket.SHUT_WR)

    def converse(client: socket.socket) -> None:
        with client, socket.create_connection(("127.0.0.1", port)) as server:
            answers = threading.Thread(target=pump, args=(server, client))
            answers.start()
            pump(client, server)
            answers.join()

    def serve(listener: socket.socket) -> None:
        while not ended.is_set():
            with suppress(TimeoutError):
                client = listener.accept()[0]
                client.settimeout(None)
                conversations.append(threading.Thread(target=converse, args=(client,)))
                conversations[-1].start()

    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.05)
        server = threading.Thread(target=serve, args=(listener,))
        server.start()
        try:
            yield listener.getsockname()[1], asked
        finally:
            ended.set()
            for thread in (server, *conversations):
                thread.join(10)
