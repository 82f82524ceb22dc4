"""`intakebot run` as customers and operators meet it: mail goes in by SMTP, letters come out into a Maildir."""

import re
import smtplib
import sqlite3
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.running import ENGLISH, POLISH, RUSSIAN, Bot, body, event, kinds, language, number_in, running, written
from tests.servers.need import need
from tests.servers.ports import wait_until


@pytest.fixture(scope="module")
def embedded() -> Iterator[Bot]:
    """Without any configuration, in an empty folder."""
    with running() as bot:
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
        assert re.fullmatch(rf"<support\+{tag}-b1-[0-9a-f]{{20}}@localhost>", notice["Return-Path"])
        assert re.fullmatch(rf"support\+{tag}-r1-[0-9a-f]{{20}}@localhost", notice["Reply-To"])
        assert re.fullmatch(rf"<{tag}-m1-[0-9a-f]{{20}}@localhost>", notice["Message-ID"])
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


class TestSetAside:
    def test_what_is_no_mail_is_kept_and_shown(self, embedded: Bot) -> None:
        embedded.send(b"\x00\x01\x02 no mail at all \xff\xfe", "support@localhost", mail_from="junk@customer.example")
        embedded.settled()
        (shown,) = embedded.look("replay", "--list")
        assert (shown["mailbox"], shown["peer"]) == ("support@localhost", "127.0.0.1")
        assert "no mail" in shown["reason"]
        (task,) = (task for task in embedded.tasks() if task["received_id"] == shown["id"])
        assert (task["kind"], task["number"]) == ("set_aside", None)

    @pytest.mark.timeout(240)
    def test_what_could_not_be_read_is_replayed(self) -> None:
        long = f"{ENGLISH}\n" * 3_000  # not to be read within a millisecond
        mails = [written(f"slow{n}@customer.example", "support@localhost", long) for n in range(2)]
        with running(INTAKEBOT_READING__READ_SECONDS="0.001", INTAKEBOT_READING__CLASSIFY_SECONDS="0.001") as bot:
            for mail in mails:
                bot.send(mail)
            bot.settled()
            first, second = (shown["id"] for shown in bot.look("replay", "--list"))
            assert bot.command("replay").objects == [{"replayed": first}, {"replayed": second}]
            bot.settled()
            assert [shown["id"] for shown in bot.look("replay", "--list")] == [first, second]
            assert len(bot.tasks()) == 2
            bot.stop()

            bot.start(INTAKEBOT_READING__READ_SECONDS="10", INTAKEBOT_READING__CLASSIFY_SECONDS="5")
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


def test_the_answer_comes_after_the_commit() -> None:
    mail = written("commit@customer.example", "support@localhost")
    with running() as bot:
        client = threading.Thread(target=bot.send, args=(mail,))
        with closing(sqlite3.connect(bot.folder / "var/intakebot.db", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            client.start()
            client.join(0.5)
            answered_early = not client.is_alive()
            other.execute("ROLLBACK")
        client.join(20)
        assert not answered_early
        assert number_in(bot.notice_to("commit@customer.example")) == bot.number(mail)


@pytest.mark.parametrize("end", ["stop", "kill"])
def test_an_end_amid_load_loses_nothing_and_doubles_nothing(end: str) -> None:
    with running("limits.per_sender = 0\n") as bot:
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
