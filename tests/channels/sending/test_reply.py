import time

import pytest

from intakebot.channels.sending.reply import LONGEST, Reply
from intakebot.domain.errors import Deferred, Refused


@pytest.mark.parametrize(
    ("text", "queue_id"),
    [
        ("2.0.0 Ok: queued as 4XyZ12abc", "4XyZ12abc"),
        ("2.0.0 from MTA(smtp:[127.0.0.1]:10025): 250 2.0.0 Ok: queued as 1B2C3D.", "1B2C3D"),
        ("OK id=1tAbCd-00000001234-5EfG", "1tAbCd-00000001234-5EfG"),
        ("2.0.0 3BLKxyz1012345 Message accepted for delivery", "3BLKxyz1012345"),
        ("2.0.0 OK  1763766000 5b1f17b1804b1-477a1b2c3d4si123.45 - gsmtp", "5b1f17b1804b1-477a1b2c3d4si123.45"),
        (
            "2.6.0 <a@b.example> [InternalId=9912345678, Hostname=X1.prod.example] 9 bytes in 0.1, 8 KB/sec Queued mail",
            "9912345678",
        ),
        ("ok 1763766000 qp 4711", "4711"),
        ("Ok 0100019aa1b2c3d4-5e6f7a8b-0000-4c1d-9e2f-a1b2c3d4e5f6-000000", "0100019aa1b2c3d4-5e6f7a8b-0000-4c1d-9e2f-a1b2c3d4e5f6-000000"),
        ("Message Queued (6E1A-9.1)", "6E1A-9.1"),
        ("2.0.0 Message queued with id 2a1b3c", "2a1b3c"),
        ("2.0.0 Ok", ""),
        ("", ""),
        ("2.0.0 valid=yes", ""),
    ],
)  # fmt: skip
def test_queue_ids_of_many_servers(text: str, queue_id: str) -> None:
    assert Reply(code=250, text=text).queue_id == queue_id


def test_one_line_without_control_characters_and_not_endless() -> None:
    assert Reply(code=250, text="ok\x1b[31m\u2028x\x00").line == "250 ok?[31m?x?"
    assert Reply(code=250, text="").line == "250"
    assert len(Reply(code=250, text="x" * 5000).line) == LONGEST


@pytest.mark.parametrize(
    ("code", "error"),
    [(421, Deferred), (450, Deferred), (550, Refused), (530, Deferred), (535, Deferred), (554, Refused)],
)
def test_what_a_no_means(code: int, error: type[Exception]) -> None:
    failure = Reply(code=code, text="no").failure()
    assert isinstance(failure, error)
    assert failure.detail == f"{code} no"


@pytest.mark.parametrize("piece", ["a", "queued as ", "id=", "ok 1234567890 ", "a-", "queued ("])
def test_a_hostile_answer_costs_little(piece: str) -> None:
    reply = Reply(code=250, text=piece * 20_000)
    start = time.process_time()
    assert len(reply.queue_id) <= 128
    assert time.process_time() - start < 2.0
