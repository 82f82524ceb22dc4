import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from intakebot.channels import imap
from intakebot.channels.imap import Account
from intakebot.domain.errors import Permanent, StoreUnavailable
from tests.channels.fetching.bench import MAILBOX, Desk, Watch, account, deliver, flags_of, mail, resting, signed_in
from tests.servers.dovecot import PASSWORD, Dovecot
from tests.servers.ports import wait_until

DONE = {rb"\Seen", b"$IntakeDone"}
NewDovecot = Callable[..., Dovecot]


class TestTakingIn:
    def test_waiting_mail_is_taken_byte_for_byte(self, dovecot: Dovecot, user: str, desk: Desk, watch: Watch) -> None:
        raw = mail(1, b"8 bit: \xc4\x85\xff\xfe and a long line: " + b"x" * 5000)
        deliver(dovecot, user, raw)
        watch(account(dovecot, user))
        wait_until(lambda: desk.taken, "the message")
        assert desk.bodies == [raw]

    def test_the_envelope_tells_the_transport_facts(
        self, dovecot: Dovecot, user: str, desk: Desk, watch: Watch
    ) -> None:
        received_at = datetime(2026, 2, 3, 4, 5, 6, tzinfo=UTC)
        with signed_in(dovecot, user) as client:
            client.append("INBOX", mail(), (), received_at)
            validity = client.folder_status("INBOX", ["UIDVALIDITY"])[b"UIDVALIDITY"]
        watch(account(dovecot, user))
        wait_until(lambda: desk.taken, "the message")
        envelope = desk.taken[0].envelope
        assert (envelope.channel, envelope.mailbox, envelope.peer) == ("imap", MAILBOX.address, "127.0.0.1/INBOX")
        assert (envelope.mail_from, envelope.rcpt_tos, envelope.trusted) == (None, (), True)
        assert (envelope.received_at, envelope.received_at.tzinfo) == (received_at, UTC)
        assert envelope.source == f"imap:127.0.0.1/{user}/INBOX/{validity}/1"

    def test_nothing_was_received_in_the_future(self, dovecot: Dovecot, user: str, desk: Desk, watch: Watch) -> None:
        with signed_in(dovecot, user) as client:
            client.append("INBOX", mail(), (), datetime(2036, 1, 1, tzinfo=UTC))
        watch(account(dovecot, user))
        wait_until(lambda: desk.taken, "the message")
        assert desk.taken[0].envelope.received_at <= desk.clock()

    def test_mail_that_comes_during_idle(self, dovecot: Dovecot, user: str, desk: Desk, watch: Watch) -> None:
        channel = watch(account(dovecot, user))
        for number in (1, 2, 3):
            wait_until(lambda: resting(channel), "IDLE")
            deliver(dovecot, user, mail(number))
            wait_until(lambda: mail(number) in desk.bodies, "the message")  # noqa: B023 - called at once
        assert channel.state.connected
        assert channel.state.last_mail_at is not None

    def test_mail_that_a_local_agent_drops_during_idle(
        self, dovecot: Dovecot, user: str, desk: Desk, watch: Watch
    ) -> None:
        deliver(dovecot, user, mail(1))
        channel = watch(account(dovecot, user))
        wait_until(lambda: desk.taken and resting(channel), "IDLE")
        dovecot.drop(user, mail(2))
        wait_until(lambda: len(desk.taken) == 2, "the message")
        assert desk.bodies[1] == mail(2)

    def test_polling_where_the_server_has_no_idle(
        self, new_dovecot: NewDovecot, user: str, desk: Desk, watch: Watch
    ) -> None:
        server = new_dovecot("IMAP4rev1 UIDPLUS")
        channel = watch(account(server, user, poll_every=timedelta(milliseconds=50)))
        wait_until(lambda: channel.state.connected, "the connection")
        deliver(server, user, mail(1))
        wait_until(lambda: desk.taken, "the message")

    def test_three_hundred_messages_come_in_order(self, dovecot: Dovecot, user: str, desk: Desk, watch: Watch) -> None:
        deliver(dovecot, user, *(mail(number) for number in range(300)))
        watch(account(dovecot, user, batch_bytes=4096))
        wait_until(lambda: [mark for _, mark in desk.marks.values()] == [300], "the mark at 300")
        assert desk.bodies == [mail(number) for number in range(300)]
        assert list(flags_of(dovecot, user).values()) == [DONE] * 300

    @pytest.mark.parametrize(("first", "taken"), [("unseen", [2, 4]), ("all", [1, 2, 3, 4]), ("new", [4])])
    def test_what_is_taken_of_an_old_mailbox(
        self, dovecot: Dovecot, user: str, desk: Desk, watch: Watch, first: str, taken: list[int]
    ) -> None:
        deliver(dovecot, user, mail(1), flags=(rb"\Seen",))
        deliver(dovecot, user, mail(2))
        deliver(dovecot, user, mail(3), flags=(rb"\Seen",))
        channel = watch(account(dovecot, user, first=first))
        wait_until(lambda: resting(channel), "IDLE")
        deliver(dovecot, user, mail(4), flags=(rb"\Seen",))
        wait_until(lambda: mail(4) in desk.bodies, "the new message")
        assert desk.bodies == [mail(number) for number in taken]

    def test_reading_of_others_hides_nothing(self, dovecot: Dovecot, user: str, desk: Desk, watch: Watch) -> None:
        channel = watch(account(dovecot, user))
        wait_until(lambda: desk.marks, "the first look")
        channel.stop()
        deliver(dovecot, user, mail(1), flags=(rb"\Seen", rb"\Deleted"))
        channel.start()
        wait_until(lambda: desk.taken, "the message that somebody has read already")


class TestFiling:
    def test_flags_come_only_after_the_commit(self, dovecot: Dovecot, user: str, desk: Desk, watch: Watch) -> None:
        desk.held = []
        deliver(dovecot, user, mail(1), mail(2))
        watch(account(dovecot, user))
        wait_until(lambda: len(desk.held or ()) == 2, "both messages to be handed over before the first commit ends")
        assert flags_of(dovecot, user) == {1: set(), 2: set()}
        assert not desk.marks
        for future in desk.held:
            future.set_result(None)
        wait_until(lambda: desk.marks, "the mark")
        assert flags_of(dovecot, user) == {1: DONE, 2: DONE}

    @pytest.mark.parametrize("capability", ["", "IMAP4rev1 IDLE UIDPLUS"])
    def test_moving_leaves_others_deleted_mail_alone(
        self, new_dovecot: NewDovecot, user: str, desk: Desk, watch: Watch, capability: str
    ) -> None:
        server = new_dovecot(capability)
        deliver(server, user, mail(1), flags=(rb"\Seen", rb"\Deleted"))
        deliver(server, user, mail(2), mail(3))
        watch(account(server, user, after="move", move_to="Archiv für 2026"))
        wait_until(lambda: desk.marks, "the mark")
        assert flags_of(server, user) == {1: {rb"\Seen", rb"\Deleted"}}
        with signed_in(server, user, "Archiv für 2026") as client:
            moved = client.fetch(client.search("ALL"), ["BODY.PEEK[]"])
        assert [items[b"BODY[]"] for items in moved.values()] == [mail(2), mail(3)] == desk.bodies

    def test_moving_without_move_and_uidplus_expunges_nothing(
        self, new_dovecot: NewDovecot, user: str, desk: Desk, watch: Watch
    ) -> None:
        server = new_dovecot("IMAP4rev1 IDLE")
        deliver(server, user, mail(1))
        watch(account(server, user, after="move", move_to="Done"))
        wait_until(lambda: desk.marks, "the mark")
        assert flags_of(server, user) == {1: {rb"\Deleted"}}
        assert len(flags_of(server, user, "Done")) == 1

    def test_a_message_that_cannot_be_moved_is_not_taken_twice(
        self, dovecot: Dovecot, user: str, desk: Desk, watch: Watch
    ) -> None:
        channel = watch(account(dovecot, user, after="move", move_to="Done"))
        wait_until(lambda: resting(channel), "IDLE")
        done = dovecot.maildir(user) / ".Done"
        done.chmod(0)
        deliver(dovecot, user, mail(1))
        wait_until(lambda: channel.state.failing_since, "the refusal of the move")
        wait_until(lambda: resting(channel), "IDLE")
        deliver(dovecot, user, mail(2))
        wait_until(lambda: len(desk.taken) == 2, "the next message, not held up")
        assert "not flagged or moved" in channel.state.last_error
        done.chmod(0o700)
        wait_until(lambda: not flags_of(dovecot, user), "both to be moved")
        wait_until(lambda: not channel.state.failing_since, "the end of the trouble")
        assert desk.bodies == [mail(1), mail(2)]

    def test_too_large_a_message_is_told_once_and_left_for_people(
        self, dovecot: Dovecot, user: str, desk: Desk, watch: Watch
    ) -> None:
        deliver(dovecot, user, mail(1), mail(2, b"x" * 20_000), mail(3))
        channel = watch(account(dovecot, user, max_size=10_000))
        wait_until(lambda: desk.marks, "the mark")
        channel.stop()
        channel.start()
        wait_until(lambda: resting(channel), "IDLE")
        assert desk.bodies == [mail(1), mail(3)]
        assert flags_of(dovecot, user) == {1: DONE, 2: {rb"\Flagged"}, 3: DONE}
        (alarm,) = desk.told("too-large")
        assert alarm.subject.endswith("/2")
        assert "10,000" in alarm.text


class TestTryingAgain:
    def test_a_crash_between_commit_and_flag_offers_the_same_source_again(
        self, dovecot: Dovecot, user: str, desk: Desk, watch: Watch, tmp_path: Path
    ) -> None:
        deliver(dovecot, user, mail(1), mail(2))
        log = tmp_path / "committed"
        script = (
            "import os, sys; from concurrent.futures import Future; from pathlib import Path\n"
            "from tests.channels.fetching.bench import Watch, Desk, account\n"
            "def accept(received):\n"
            "    with Path(sys.argv[3]).open('a') as log: log.write(received.envelope.source + '\\n')\n"
            "    if received.envelope.source.endswith('/2'): os._exit(9)\n"
            "    done = Future(); done.set_result(None); return done\n"
            "desk = Desk(); desk.accept = accept\n"
            "channel = desk.channel(account(int(sys.argv[1]), sys.argv[2])); channel.start(); channel._running[1].join()\n"
        )
        arguments = (sys.executable, "-c", script, str(dovecot.port), user, str(log))
        crashed = subprocess.run(arguments, check=False, timeout=60, env={**os.environ, "PYTHONPATH": str(Path.cwd())})
        assert crashed.returncode == 9
        assert flags_of(dovecot, user) == {1: set(), 2: set()}
        watch(account(dovecot, user))
        wait_until(lambda: desk.marks, "the mark")
        assert desk.sources == log.read_text().split()
        assert flags_of(dovecot, user) == {1: DONE, 2: DONE}

    def test_a_store_that_takes_nothing_for_a_while(
        self, dovecot: Dovecot, user: str, desk: Desk, watch: Watch
    ) -> None:
        refusals: list[str | None] = []

        def refuse(received: Any) -> Exception | None:
            refusals.append(received.envelope.source)
            return StoreUnavailable("disk full") if len(refusals) <= 6 else None

        desk.refuse = refuse
        deliver(dovecot, user, mail(1), mail(2))
        channel = watch(account(dovecot, user))
        wait_until(lambda: len(refusals) > 2, "refusals")
        assert flags_of(dovecot, user)[1] <= DONE
        wait_until(lambda: desk.marks, "the mark")
        assert desk.bodies == [mail(1), mail(2)]
        wait_until(lambda: not channel.state.failing_since, "the end of the trouble")
        assert "disk full" not in channel.state.last_error

    def test_one_message_that_is_never_accepted_holds_up_no_other(
        self, dovecot: Dovecot, user: str, desk: Desk, watch: Watch
    ) -> None:
        desk.refuse = lambda received: Permanent("no") if b"Request 2" in received.raw else None
        deliver(dovecot, user, mail(1), mail(2), mail(3))
        channel = watch(account(dovecot, user, first="all"))
        wait_until(lambda: len(desk.taken) == 2, "the others")
        wait_until(lambda: resting(channel), "IDLE")
        deliver(dovecot, user, mail(4))
        wait_until(lambda: len(desk.taken) == 3, "the next one")
        assert flags_of(dovecot, user)[2] == set()
        assert [mark for _, mark in desk.marks.values()] == [1]
        assert channel.state.failing_since
        assert "1 message(s) not accepted" in channel.state.last_error

    def test_an_accept_that_raises_at_once_is_tried_again(
        self, dovecot: Dovecot, user: str, desk: Desk, watch: Watch
    ) -> None:
        def refuse(received: Any) -> None:
            desk.refuse = lambda _received: None
            raise StoreUnavailable

        desk.refuse = refuse
        deliver(dovecot, user, mail(1))
        watch(account(dovecot, user))
        wait_until(lambda: desk.taken, "the message")

    def test_a_commit_that_never_ends_is_tried_again(
        self, dovecot: Dovecot, user: str, desk: Desk, watch: Watch
    ) -> None:
        desk.held = []
        deliver(dovecot, user, mail(1))
        channel = watch(account(dovecot, user, accept_timeout=timedelta(milliseconds=50)))
        wait_until(lambda: channel.state.failing_since, "the time limit")
        desk.held = None
        wait_until(lambda: desk.marks, "the mark")
        assert set(desk.sources) == {desk.sources[0]}

    def test_a_message_that_the_server_cannot_give_holds_up_no_other(
        self, dovecot: Dovecot, user: str, desk: Desk, watch: Watch
    ) -> None:
        deliver(dovecot, user, mail(1), mail(2), mail(3))
        with signed_in(dovecot, user) as client:
            client.fetch([1, 2, 3], ["RFC822.SIZE"])
        (broken,) = (path for path in dovecot.maildir(user).glob("cur/*") if b"Request 2" in path.read_bytes())
        broken.chmod(0)
        channel = watch(account(dovecot, user, first="all"))
        wait_until(lambda: desk.bodies == [mail(1), mail(3)], "the others")
        wait_until(lambda: channel.state.failing_since, "the trouble to be known")
        deliver(dovecot, user, mail(4))
        wait_until(lambda: mail(4) in desk.bodies, "the next one")

    def test_a_server_that_is_killed_and_comes_back(
        self, new_dovecot: NewDovecot, user: str, desk: Desk, watch: Watch
    ) -> None:
        server = new_dovecot()
        channel = watch(account(server, user, failing_after=timedelta(hours=1)))
        wait_until(lambda: resting(channel), "IDLE")
        server.stop()
        wait_until(lambda: not channel.state.connected and channel.state.failing_since, "the loss to be noticed")
        desk.later = timedelta(hours=2)
        wait_until(lambda: desk.told("failing"), "the alarm")
        server.start()
        deliver(server, user, mail(1))
        wait_until(lambda: desk.taken, "the message")
        wait_until(lambda: len(desk.told("failing")) == 2, "the end of the alarm")
        assert [alarm.over for alarm in desk.told("failing")] == [False, True]
        assert channel.state.connected

    def test_a_folder_that_was_rebuilt_is_read_again(
        self, dovecot: Dovecot, user: str, desk: Desk, watch: Watch
    ) -> None:
        deliver(dovecot, user, mail(1), mail(2), folder="Support")
        channel = watch(account(dovecot, user, folder="Support", poll_every=timedelta(milliseconds=500)))
        wait_until(lambda: desk.marks and resting(channel), "the mark")
        with signed_in(dovecot, user) as client:
            client.delete_folder("Support")
            client.create_folder("Support")
            client.append("Support", mail(7), flags=[b"\\Seen"])  # old, and read by people long ago
        deliver(dovecot, user, mail(1), folder="Support")
        wait_until(lambda: len(desk.taken) == 3, "the message under its new name")
        assert mail(7) not in desk.bodies
        assert desk.bodies[2] == mail(1)
        assert desk.sources[2] != desk.sources[0]
        assert len(desk.told("uidvalidity")) == 1

    def test_a_folder_that_is_missing(self, dovecot: Dovecot, user: str, desk: Desk, watch: Watch) -> None:
        watch(account(dovecot, user, folder="Support", poll_every=timedelta(milliseconds=200)))
        wait_until(lambda: desk.told("folder"), "the alarm")
        deliver(dovecot, user, mail(1), folder="Support")
        wait_until(lambda: desk.taken, "the message")
        assert [alarm.over for alarm in desk.told("folder")] == [False, True]

    def test_silence_is_told_once_and_ends_with_mail(
        self, dovecot: Dovecot, user: str, desk: Desk, watch: Watch
    ) -> None:
        watch(account(dovecot, user, silent_after=timedelta(hours=8), poll_every=timedelta(milliseconds=20)))
        wait_until(lambda: desk.marks, "the first look")
        assert not desk.alarms
        desk.later = timedelta(hours=9)
        wait_until(lambda: desk.told("silent"), "the alarm")
        deliver(dovecot, user, mail(1))
        wait_until(lambda: len(desk.told("silent")) == 2, "the end of the alarm")
        assert [alarm.over for alarm in desk.told("silent")] == [False, True]


class TestStopping:
    def test_stop_is_prompt_in_idle_and_start_goes_on(
        self, dovecot: Dovecot, user: str, desk: Desk, watch: Watch, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        channel = watch(account(dovecot, user))
        wait_until(lambda: resting(channel), "IDLE")
        running = channel._running
        monkeypatch.setattr(imap, "_GRACE", 90.0)
        begun = time.monotonic()
        channel.stop()
        assert time.monotonic() - begun < 60
        assert running is not None
        assert not running[1].is_alive()
        assert not channel.state.connected
        deliver(dovecot, user, mail(1))
        channel.start()
        wait_until(lambda: desk.taken, "the message")

    def test_stop_is_prompt_while_a_commit_is_awaited(
        self, dovecot: Dovecot, user: str, desk: Desk, watch: Watch, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        desk.held = []
        deliver(dovecot, user, mail(1))
        channel = watch(account(dovecot, user))
        wait_until(lambda: desk.held, "the message")
        monkeypatch.setattr(imap, "_GRACE", 90.0)
        begun = time.monotonic()
        channel.stop()
        assert time.monotonic() - begun < 60
        assert flags_of(dovecot, user) == {1: set()}
        assert not desk.marks


def test_settings_that_contradict_each_other_are_refused() -> None:
    base: dict[str, Any] = {"mailbox": MAILBOX, "host": "mx", "user": "u"}
    with_password = base | {"password": lambda: PASSWORD}
    wrong: tuple[dict[str, Any], ...] = (
        base,
        with_password | {"token_command": ("token",)},
        with_password | {"after": "move"},
        with_password | {"move_to": "Done"},
        with_password | {"after": "move", "move_to": "INBOX"},
        with_password | {"poll_every": timedelta(minutes=29)},
        with_password | {"poll_every": timedelta(0)},
    )
    for settings in wrong:
        with pytest.raises(ValueError, match=r"password|move_to|poll_every"):
            Account(**settings)
    assert Account(**with_password, folder="A/B%").place == "imap:mx/u/A%2FB%25"
