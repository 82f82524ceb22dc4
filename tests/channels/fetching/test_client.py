import time
from datetime import timedelta

import pytest
from imapclient.exceptions import IMAPClientError

from intakebot.channels.fetching.client import Client, IdleRefused
from tests.channels.fetching.bench import Desk, account, mail
from tests.servers.ports import wait_until
from tests.servers.scripted_imap import ScriptedImap, scripted_imap

SELECT = "* 0 EXISTS\r\n* OK [UIDVALIDITY 7] v\r\n* OK [UIDNEXT 1] n\r\n{tag} OK [READ-WRITE] done\r\n"


def test_news_in_one_packet_with_the_beginning_of_idle_is_seen() -> None:
    with scripted_imap(ScriptedImap({"IDLE": "+ idling\r\n* 3 EXISTS\r\n"})) as server:
        client = Client(account(server.port, "anna"))
        client.idle()
        assert client.idle_check(0) == [(3, b"EXISTS")]
        client.shutdown()


@pytest.mark.parametrize("answer", ["NO", "BAD"])
def test_a_server_that_refuses_its_own_idle(answer: str) -> None:
    with scripted_imap(ScriptedImap({"IDLE": "{tag} " + answer + " not now\r\n"})) as server:
        client = Client(account(server.port, "anna"))
        with pytest.raises(IdleRefused):
            client.idle()
        client.noop()
        client.shutdown()


def test_news_before_idle_has_begun_ends_the_connection() -> None:
    with scripted_imap(ScriptedImap({"IDLE": "* 3 EXISTS\r\n+ idling\r\n"})) as server:
        client = Client(account(server.port, "anna"))
        with pytest.raises(IMAPClientError):
            client.idle()
        client.shutdown()


def test_news_told_with_the_answer_to_a_command_is_told_once() -> None:
    with scripted_imap(ScriptedImap({"NOOP": "* 4 EXISTS\r\n{tag} OK done\r\n"})) as server:
        client = Client(account(server.port, "anna"))
        assert not client.news()
        client.noop()
        assert client.news()
        assert not client.news()
        client.shutdown()


def test_mail_told_of_within_the_search_is_looked_for_at_once() -> None:
    """The server tells of it with the search that doesn't hold it yet, and won't say so again in IDLE."""

    class Late(ScriptedImap):
        def answer(self, line: str) -> str:
            if "UID SEARCH" in line and not any("UID SEARCH" in command for command in self.commands):
                return super().answer(line).replace("done", "nothing").join(("* SEARCH\r\n* 1 EXISTS\r\n", ""))
            return super().answer(line)

    raw = mail(1)
    body = f"* 1 FETCH (UID 1 BODY[] {{{len(raw)}}}\r\n{raw.decode()})\r\n"
    answers = {
        "SELECT": SELECT,
        "UID SEARCH": "* SEARCH 1\r\n{tag} OK done\r\n",
        "UID FETCH": f"* 1 FETCH (UID 1 RFC822.SIZE {len(raw)})\r\n{body}{{tag}} OK done\r\n",
        "IDLE": "+ idling\r\n",
    }
    desk = Desk()
    with scripted_imap(Late(answers)) as server:
        channel = desk.channel(account(server.port, "anna"))
        channel.start()
        wait_until(lambda: desk.taken, "the message", seconds=5)
        channel.stop()
    assert desk.bodies == [raw]


def test_a_server_that_cries_wolf_in_idle_is_not_asked_in_circles() -> None:
    answers = {"SELECT": SELECT, "UID SEARCH": "* SEARCH\r\n{tag} OK done\r\n", "IDLE": "+ idling\r\n* 0 EXISTS\r\n"}
    desk = Desk()

    with scripted_imap(ScriptedImap(answers)) as server:
        channel = desk.channel(account(server.port, "anna"))
        begun = time.monotonic()
        channel.start()
        wait_until(lambda: server.commands.count("DONE") >= 3, "three rounds")
        assert time.monotonic() - begun > 0.5
        channel.stop()


def test_polling_goes_on_where_idle_is_refused() -> None:
    answers = {"SELECT": SELECT, "UID SEARCH": "* SEARCH\r\n{tag} OK done\r\n", "IDLE": "{tag} NO never\r\n"}
    desk = Desk()
    with scripted_imap(ScriptedImap(answers)) as server:
        channel = desk.channel(account(server.port, "anna", poll_every=timedelta(milliseconds=20)))
        channel.start()
        wait_until(lambda: sum(command.startswith("SELECT") for command in server.commands) >= 4, "four looks")
        channel.stop()
    assert server.commands.count("IDLE") == 1
    assert not channel.state.failing_since


def test_a_message_that_kills_the_connection_holds_up_no_other() -> None:
    class Fragile(ScriptedImap):
        def answer(self, line: str) -> str:
            said = super().answer(line)
            if "BODY.PEEK" not in line:
                return said
            asked = line.split()[3].split(",")
            bodies = "".join(f"* {uid} FETCH (UID {uid} BODY[] {{2}}\r\n#{uid})\r\n" for uid in asked)
            return "{close}" if "2" in asked else f"{bodies}{self.tag} OK done\r\n"

    sizes = "".join(f"* {uid} FETCH (UID {uid} RFC822.SIZE 2)\r\n" for uid in (1, 2, 3))
    found = "* SEARCH 1 2 3\r\n{tag} OK done\r\n"
    answers = {"SELECT": SELECT, "UID SEARCH": found, "UID FETCH": sizes + "{tag} OK done\r\n", "IDLE": "+ idling\r\n"}
    desk = Desk()
    with scripted_imap(Fragile(answers)) as server:
        channel = desk.channel(account(server.port, "anna", first="all"))
        channel.start()
        wait_until(lambda: len(desk.taken) == 2, "the others")
        wait_until(lambda: [uid for _, uid in desk.marks.values()] == [1], "the mark before the one that is owed")
        channel.stop()
    assert desk.bodies == [b"#1", b"#3"]
