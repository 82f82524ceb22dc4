"""When something is away, dies, or overtakes: the relay, the process, the other process on the same PostgreSQL."""

import asyncio
import os
import signal
import smtplib
import threading
from email.message import EmailMessage
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from intakebot.store.tables import received
from tests.channels.fetching.bench import deliver
from tests.configs import config, mailbox, new_user
from tests.running import Bot, kinds, running, written
from tests.servers.dovecot import Dovecot
from tests.servers.ports import free_port, wait_until
from tests.servers.scripted import SILENT, scripted


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
        self, dovecot: Dovecot, postgres_url: str, tmp_path: Path
    ) -> None:
        user = new_user()
        text = config(imap=mailbox(user, dovecot.port, tmp_path))
        mails = [written(f"shared{n}@customer.example", f"{user}@imap.example") for n in range(3)]

        def signed_in(times: int) -> None:
            """So often, the first time being the test's own, which delivered the first mail; no more than that."""
            login = f"Login: user=<{user}>, method=PLAIN, rip=127.0.0.1, lip=127.0.0.1, mpid="
            wait_until(lambda: dovecot.log().count(login) >= times, "Dovecot's log, which another process writes")
            assert dovecot.log().count(login) == times

        def arrives(mail: EmailMessage, bot: Bot) -> None:
            dovecot.drop(user, mail.as_bytes())
            bot.number(mail)

        deliver(dovecot, user, mails[0].as_bytes())
        with running(text, postgres_url) as first, running(text, postgres_url) as second:
            first.number(mails[0])
            arrives(mails[1], second)
            signed_in(2)
            first.kill()
            arrives(mails[2], second)
            second.settled()
            assert [len(second.numbers(mail["Message-ID"])) for mail in mails] == [1, 1, 1]
            assert len(first.letters) + len(second.letters) == 3
            signed_in(3)

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
