import pytest

from intakebot.domain.mailbox import Mailbox

BOX = Mailbox(
    address="support@desk.example", aliases=("help@desk.example", "*@old.example"), prefix="CEN", from_name="S"
)


@pytest.mark.parametrize(
    ("address", "owned"),
    [
        ("support@desk.example", True),
        ("Support@DESK.example", True),
        ("support+cen-1234-5672-r1-abc@desk.example", True),
        ("help@desk.example", True),
        ("anybody@old.example", True),
        ("sales@desk.example", False),
        ("support@other.example", False),
        ("support@desk.example.evil.example", False),
        ("supportx@desk.example", False),
        ("support", False),
        ("", False),
    ],
)
def test_which_mail_belongs_here(address: str, owned: bool) -> None:
    assert BOX.owns(address) is owned


def test_only_listed_addresses_are_our_own_as_senders() -> None:
    assert BOX.is_own("SUPPORT@desk.example")
    assert BOX.is_own("support+tag@desk.example")
    assert not BOX.is_own("customer@old.example")
    everything = Mailbox(address="support@localhost", aliases=("*",), prefix="SUP", from_name="S")
    assert everything.owns("x@y.example")
    assert not everything.is_own("x@y.example")


def test_without_subaddresses_the_plain_address_serves() -> None:
    plain = Mailbox(address="support@desk.example", prefix="CEN", from_name="S", subaddress="")
    assert plain.tagged("t") == "support@desk.example"
    assert BOX.tagged("t") == "support+t@desk.example"
    assert not plain.owns("support+t@desk.example")
