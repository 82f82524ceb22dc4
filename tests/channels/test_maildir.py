import asyncio
import email
import email.policy
import mailbox
import os
import resource
from pathlib import Path

import pytest

from intakebot.channels.maildir import MaildirCarrier, unique_name
from intakebot.domain.errors import Deferred, Refused, StoreUnavailable
from intakebot.domain.letter import Handover, Letter
from tests.channels.letters import NOW, VERP, Sending, clock, letter


def deliver(folder: Path, *letters: Letter, sending: Sending | None = None) -> list[Handover]:
    async def main() -> list[Handover]:
        carrier = MaildirCarrier(folder, clock)
        handovers = [await carrier.carry(each, sending or Sending()) for each in letters]
        await carrier.close()
        return handovers

    return asyncio.run(main())


def test_a_letter_lies_in_new_with_its_envelope(tmp_path: Path) -> None:
    folder = tmp_path / "var" / "letters"
    (handover,) = deliver(folder, letter(text=b".\r\nline\r\n"))
    (file,) = (folder / "new").iterdir()
    assert handover == Handover(
        at=NOW, to=str(folder), reply=f"250 written to Maildir as {file.name}", queue_id=file.name
    )
    content = file.read_bytes()
    assert b"\r" not in content
    found = email.message_from_bytes(content, policy=email.policy.default)
    assert found["Return-Path"] == f"<{VERP}>"
    assert found["Delivered-To"] == "anna@customers.example"
    assert found["Message-ID"] == "<intk-1234-5678-m0@desk.example>"
    assert found.get_content() == ".\nline\n"
    assert not list((folder / "tmp").iterdir())


def test_only_the_owner_can_look_in(tmp_path: Path) -> None:
    folder = tmp_path / "letters"
    deliver(folder, letter())
    modes = {path.name: path.stat().st_mode & 0o777 for path in (folder, *folder.iterdir())}
    assert modes == {"letters": 0o700, "tmp": 0o700, "new": 0o700, "cur": 0o700}
    (file,) = (folder / "new").iterdir()
    assert file.stat().st_mode & 0o777 == 0o600


def test_python_reads_it_as_a_maildir(tmp_path: Path) -> None:
    deliver(tmp_path / "letters", *(letter(f"{n}@desk.example") for n in range(5)))
    found = mailbox.Maildir(tmp_path / "letters", create=False)
    assert {message["Message-ID"] for message in found} == {f"<{n}@desk.example>" for n in range(5)}


def test_the_same_letter_again_is_not_written_again(tmp_path: Path) -> None:
    first, again = deliver(tmp_path, letter(), letter(text=b"another text\r\n"))
    assert again.reply == f"250 already in Maildir as {first.queue_id}"
    assert again.queue_id == first.queue_id
    (file,) = (tmp_path / "new").iterdir()
    assert b"Registered." in file.read_bytes()


@pytest.mark.parametrize("flags", ["", ":2,", ":2,RS"])
def test_nor_when_somebody_has_read_it(tmp_path: Path, flags: str) -> None:
    (first,) = deliver(tmp_path, letter())
    (tmp_path / "new" / first.queue_id).rename(tmp_path / "cur" / (first.queue_id + flags))
    (again,) = deliver(tmp_path, letter())
    assert "already" in again.reply
    assert not list((tmp_path / "new").iterdir())


def test_a_draft_left_by_a_crash_does_not_count(tmp_path: Path) -> None:
    deliver(tmp_path, letter("first@desk.example"))
    (tmp_path / "tmp" / f"{unique_name(letter())}.1.aaaaaaaa").write_bytes(b"half")
    (handover,) = deliver(tmp_path, letter())
    assert "written" in handover.reply
    assert b"Registered." in (tmp_path / "new" / handover.queue_id).read_bytes()


def test_another_letter_or_another_recipient_is_another_file(tmp_path: Path) -> None:
    letters = letter(), letter("second@desk.example"), letter(rcpt_to="eva@customers.example")
    assert len({handover.queue_id for handover in deliver(tmp_path, *letters)}) == 3


def test_content_is_on_the_disk_before_it_gets_its_name_and_the_name_after(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deliver(tmp_path, letter("first@desk.example"))
    really_sync = os.fsync
    synced: list[tuple[str, int]] = []

    def watched(handle: int) -> None:
        really_sync(handle)
        parent, name = os.path.split(os.readlink(f"/proc/self/fd/{handle}"))
        synced.append((Path(parent).name if "intakebot" in name else name, len(list((tmp_path / "new").iterdir()))))

    monkeypatch.setattr(os, "fsync", watched)
    deliver(tmp_path, letter())
    assert synced == [("tmp", 1), ("new", 2)]


def test_names_hold_nobodys_text(tmp_path: Path) -> None:
    (handover,) = deliver(tmp_path, letter("../../etc/passwd"))
    assert handover.queue_id.removesuffix(".intakebot").isalnum()
    assert (tmp_path / "new" / handover.queue_id).exists()


def test_about_to_send_comes_first_and_may_stop_it(tmp_path: Path) -> None:
    failing = Sending(StoreUnavailable("locked"))
    with pytest.raises(StoreUnavailable):
        deliver(tmp_path / "letters", letter(), sending=failing)
    assert failing.times == 1
    assert not (tmp_path / "letters").exists()


def test_it_comes_once_also_for_a_letter_that_stands(tmp_path: Path) -> None:
    sending = Sending()
    deliver(tmp_path, letter(), letter(), sending=sending)
    assert sending.times == 2


def test_an_unsafe_letter_is_refused(tmp_path: Path) -> None:
    sending = Sending()
    with pytest.raises(Refused):
        deliver(
            tmp_path / "letters", letter(rcpt_to="anna@customers.example\r\nBcc: eve@evil.example"), sending=sending
        )
    assert sending.times == 0
    assert not (tmp_path / "letters").exists()


def test_a_folder_that_cannot_be_made_defers(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(Deferred, match="Not a directory"):
        deliver(tmp_path / "file" / "letters", letter())


def test_a_disk_that_takes_no_more_defers_and_leaves_nothing(tmp_path: Path) -> None:
    deliver(tmp_path, letter())
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, hard))
    try:
        with pytest.raises(Deferred, match="File too large"):
            deliver(tmp_path, letter("second@desk.example", text=b"x" * 20_000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert len(list((tmp_path / "new").iterdir())) == 1
    assert not list((tmp_path / "tmp").iterdir())
