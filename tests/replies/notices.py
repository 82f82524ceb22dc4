"""Sample notices for the tests of this room."""

from dataclasses import replace
from datetime import UTC, datetime

from intakebot.replies.acknowledgement import Notice

NOTICE = Notice(
    number="CEN-1234-5674",
    received_at=datetime(2026, 11, 21, 16, 5, 40, tzinfo=UTC),
    zone="Europe/Moscow",
    language="ru",
    from_name="Служба поддержки",
    from_address="support@centaur.example",
    reply_to="support+cen-1234-5674-r0-aaaabbbbccccdddd@centaur.example",
    to="anna@customer.example",
    mail_from="support+cen-1234-5674-b0-aaaabbbbccccdddd@centaur.example",
    message_id="cen-1234-5674-m0-aaaabbbbccccdddd@centaur.example",
    in_reply_to="first.mail@customer.example",
    references=("earlier@customer.example",),
    at=datetime(2026, 11, 21, 16, 5, 43, tzinfo=UTC),
)
POLISH = replace(NOTICE, language="pl", zone="Europe/Warsaw", from_name="Wsparcie techniczne")
ENGLISH = replace(NOTICE, language="en", zone="Europe/London", from_name="Support team")
