"""With the servers that operators have: Dovecot keeps the mail, Postfix brings and takes it."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.message import EmailMessage
from pathlib import Path

import pytest
import sqlalchemy as sa

from intakebot.store.tables import received
from tests.channels.fetching.bench import deliver, flags_of
from tests.configs import config, mailbox, new_user
from tests.running import Bot, event, kinds, number_in, running, written
from tests.servers.dovecot import Dovecot
from tests.servers.ports import free_port, wait_until
from tests.servers.postfix import Postfix, running_postfix

DONE = {rb"\Seen", b"$IntakeDone"}


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
    routes = {"desk.example": f"smtp:[127.0.0.1]:{smtp}", "lmtp.example": f"lmtp:inet:127.0.0.1:{lmtp}"}
    deliver(dovecot, user, LYING.as_bytes())
    with running_postfix(routes) as postfix:
        text = config(
            postfix.starttls, "starttls", f'ca_file = "{postfix.home}/certificate.pem"', f"127.0.0.1:{lmtp}",
            mailbox(user, dovecot.port, tmp_path_factory.mktemp("secret")),
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
        wait_until(lambda: office.postfix.queue_ids(letter["message_id"]) == [letter["queue_id"]], "the log")
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


def test_a_kill_between_commit_and_flag_makes_no_second_ticket(dovecot: Dovecot, tmp_path: Path) -> None:
    user = new_user()
    mails = [written(f"kill{n}@customer.example", f"{user}@imap.example") for n in range(3)]
    deliver(dovecot, user, *(mail.as_bytes() for mail in mails))
    with deaf_to_flags(dovecot.port) as (port, asked), running(config(imap=mailbox(user, port, tmp_path))) as bot:
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
