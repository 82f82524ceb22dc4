"""Which mailbox an address belongs to."""

import pytest

from intakebot.channels.receiving.directory import Directory
from intakebot.domain.mailbox import Mailbox

ALL = Mailbox(address="info@desk.example", aliases=("*@desk.example",), prefix="ALL", from_name="All")
SUPPORT = Mailbox(address="support@desk.example", aliases=("помощь@desk.example",), prefix="SUP", from_name="Support")
CAFE = Mailbox(address="café@other.example", prefix="CAF", from_name="Café")


@pytest.mark.parametrize(
    ("address", "mailbox"),
    [
        ("support@desk.example", SUPPORT),
        ("Support+x@DESK.example", SUPPORT),
        ("помощь@desk.example", SUPPORT),
        ('"sup\\port"@desk.example', SUPPORT),
        ("anybody@desk.example", ALL),
        ("postmaster", ALL),
        ("cafe\u0301@other.example.", CAFE),
        ("support@other.example", None),
        ("support", None),
        ("", None),
    ],
)
def test_named_mailboxes_come_before_those_that_take_a_domain(address: str, mailbox: Mailbox | None) -> None:
    assert Directory((ALL, SUPPORT, CAFE)).mailbox_of(address) is mailbox


def test_everything() -> None:
    everything = Mailbox(address="support@localhost", aliases=("*",), prefix="TKT", from_name="Support")
    assert Directory((everything,)).mailbox_of("who@ever.example") is everything
