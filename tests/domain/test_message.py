from datetime import UTC, datetime, timedelta

from intakebot.domain.address import Address
from intakebot.domain.message import Attachment
from tests import mails


def test_copies_of_one_message_have_one_identity() -> None:
    first = mails.message()
    rewrapped = mails.message(
        text="It  is\n\ndown. ", delivered_to=("other@desk.example",), cc=(Address(address="x@y"),)
    )
    shouted = mails.message(sender=Address(name="ANNA", address="Anna@Customer.Example"))
    assert first.identity == rewrapped.identity == shouted.identity


def test_other_content_under_one_message_id_is_another_message() -> None:
    part = Attachment(filename="a", content_type="b/c", content=b"1")
    other = Attachment(filename="a", content_type="b/c", content=b"2")
    identities = {
        mails.message().identity,
        mails.message(text="It is up.").identity,
        mails.message(subject="Server up").identity,
        mails.message(date=datetime(2026, 11, 24, tzinfo=UTC)).identity,
        mails.message(sender=Address(address="eve@customer.example")).identity,
        mails.message(message_id="two@customer.example").identity,
        mails.message(attachments=(part,)).identity,
        mails.message(attachments=(other,)).identity,
        mails.message(attachments=(part, other)).identity,
    }
    assert len(identities) == 9


def test_fields_cannot_run_into_each_other() -> None:
    one = mails.message(message_id="a", subject="bc")
    two = mails.message(message_id="ab", subject="c")
    assert one.identity != two.identity


def test_the_same_moment_in_another_zone_is_another_date_header_and_so_what() -> None:
    moved = mails.NOON + timedelta(minutes=1)
    assert mails.message(date=moved).identity != mails.message().identity


def test_where_an_answer_belongs() -> None:
    desk, list_ = Address(address="form@web.example"), Address(address="b@c.example")
    assert mails.message(reply_to=(desk,)).answer_to == desk
    assert mails.message(reply_to=(desk, list_)).answer_to == mails.message().sender
    assert mails.message().answer_to == mails.message().sender
