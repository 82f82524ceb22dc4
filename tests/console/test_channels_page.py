"""What operators see of channels and queues, and maintenance that managers announce."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import Future
from datetime import datetime, timedelta
from typing import ClassVar

import pytest

from intakebot import conditions
from intakebot.channels.imap import Account
from intakebot.channels.smtp import Listener, SmtpChannel
from intakebot.console.condition import Condition
from intakebot.domain.mailbox import Mailbox
from intakebot.domain.times import utc_now
from intakebot.store.desk import Desk
from tests import mails
from tests.channels.fetching import bench
from tests.console.registry_fixtures import Console, a_console, seen
from tests.servers.ports import free_port, wait_until

BOX = Mailbox(address="support@desk.example", prefix="SUP", from_name="Desk")


@pytest.fixture(scope="module")
def console(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Console]:
    with a_console(tmp_path_factory.mktemp("channels")) as served:
        yield served


class TestChannels:
    def test_mailboxes_with_what_they_are_bound_to_and_their_last_message(self, console: Console) -> None:
        operator = console.users["operator"]
        assert "support@desk.example SUP-… Veeam never yet" in seen(operator.get("/channels"))
        console.write(
            lambda desk: desk.inbox.accept(mails.received(b"Subject: x\n\nx", received_at=console.now), console.now)
        )
        assert "support@desk.example SUP-… Veeam 20 Nov 2026, 12:00" in seen(operator.get("/channels"))

    def test_what_was_set_aside_can_be_saved_and_read_again(self, console: Console) -> None:
        operator = console.users["operator"]

        def aside(desk: Desk) -> int:
            key = desk.inbox.accept(mails.received(b"what is this", received_at=console.now), console.now)
            desk.inbox.set_aside(key, "it is no mail <b>at all</b>")
            return key

        key = console.write(aside)
        page = operator.get("/channels")
        assert "it is no mail &lt;b&gt;at all" in page.text
        assert operator.get(f"/messages/{key}/raw").content == b"what is this"
        assert operator.post(f"/set-aside/{key}/replay").status_code == 200
        page = operator.get("/channels")
        assert f"/set-aside/{key}/replay" not in page.text
        assert "messages to be taken in waiting 1" in seen(page)

    def test_queues_and_letters_that_hang(self, console: Console) -> None:
        hour_ago = console.now - timedelta(hours=1)
        console.write(lambda desk: desk.jobs.add("call", 77, hour_ago, claimed_by=None))
        assert "news for webhooks waiting 1" in seen(console.users["operator"].get("/channels"))
        assert "1 hr late" in seen(console.users["operator"].get("/channels"))

    def test_channels_as_they_tell_of_themselves(self, console: Console) -> None:
        failing = Condition(
            kind="imap", place="mail.example/support/INBOX", health="failing", failing_since=console.now,
            last_error="sign-in <refused>",
        )  # fmt: skip
        console.conditions = (failing, Condition(kind="smtp", place="127.0.0.1:25", health="working"))
        answer = console.users["operator"].get("/channels")
        assert "IMAP mail.example/support/INBOX fails since 20 Nov 2026, 12:00" in seen(answer)
        assert "sign-in &lt;refused&gt;" in answer.text
        assert "SMTP 127.0.0.1:25 works" in seen(answer)

    @pytest.mark.parametrize("role", ["agent", "manager"])
    def test_others_may_not(self, console: Console, role: str) -> None:
        assert console.users[role].get("/channels").status_code == 403
        assert "/channels" not in console.users[role].get("/terms").text


class TestConditions:
    def test_of_a_folder_that_cant_be_reached(self) -> None:
        account = Account(
            mailbox=BOX, host="127.0.0.1", port=free_port(), tls="none", user="anna", password=lambda: "x"
        )
        watcher = bench.Desk().channel(account)
        assert conditions.of_watcher(account.place, watcher).health == "idle"
        watcher.start()
        try:
            wait_until(lambda: watcher.state.failing_since, "the watcher to fail", 20)
            told = conditions.of_watcher(account.place, watcher)
        finally:
            watcher.stop()
        assert (told.kind, told.place, told.health) == ("imap", "127.0.0.1/anna/INBOX", "failing")
        assert "refused" in told.last_error.lower()

    def test_of_a_listener(self) -> None:
        async def listen() -> tuple[Condition, Condition, int]:
            listener = Listener(host="127.0.0.1", port=0, protocol="smtp", hostname="mx.desk.example")
            channel = SmtpChannel(listener, (BOX,), lambda _item: Future(), utc_now)
            await channel.start()
            up, port = conditions.of_listener(channel), channel.port
            await channel.stop()
            return up, conditions.of_listener(channel), port

        up, down, port = asyncio.run(listen())
        assert (up.kind, up.place, up.health) == ("smtp", f"127.0.0.1:{port}", "working")
        assert down.health == "idle"


class TestMaintenance:
    SAID: ClassVar = {"ru": "Обновляем сервер.", "pl": "Aktualizujemy serwer.", "en": "We update the server."}

    def test_announced_told_and_ended(self, console: Console) -> None:
        manager = console.users["manager"]
        manager.post("/maintenance", data={**self.SAID, "terms": "xopero", "begins": "", "ends": "2026-11-20T18:00"})
        assert console.audited().act == "maintenance_announced"
        [work] = console.store.read(lambda desk: desk.maintenances.running(console.now))
        assert (work.terms, work.said) == ("xopero", self.SAID)
        assert work.ends_at == datetime.fromisoformat("2026-11-20T18:00:00+00:00")
        page = manager.get("/maintenance")
        assert "runs since 20 Nov 2026, 12:00" in seen(page)
        assert '<p lang="pl">Aktualizujemy serwer.</p>' in page.text
        assert "Ended" in manager.post(f"/maintenance/{work.id}/end").text
        assert console.audited().act == "maintenance_ended"
        assert console.store.read(lambda desk: desk.maintenances.planned(console.now)) == []
        assert manager.post(f"/maintenance/{work.id}/end").status_code == 404

    def test_faults_stand_beside_their_fields_and_nothing_is_lost(self, console: Console) -> None:
        wrong = {**self.SAID, "pl": "", "begins": "2026-11-21T10:00", "ends": "2026-11-21T09:00", "terms": "nowhere"}
        answer = console.users["manager"].post("/maintenance", data=wrong)
        for field in ("pl", "ends", "terms"):
            assert f'id="wrong-{field}"' in answer.text
        assert "Обновляем сервер." in answer.text
        assert 'value="2026-11-21T10:00"' in answer.text
        assert console.store.read(lambda desk: desk.maintenances.planned(console.now)) == []
