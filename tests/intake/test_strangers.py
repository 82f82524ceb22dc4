"""A notice tells nobody but the customer who is one, and what he bought (design.md 4.7)."""

from email.message import EmailMessage

import pytest

from intakebot.domain.customer import Contact, Organisation
from tests import mails
from tests.intake.desk import Line, authenticated

FIRM = Organisation(
    key="acme", name="Acme", terms="veeam", plan="premier", zone="Asia/Tokyo", language="ru", domains=("acme.example",),
    support_id="1", product="Backup",
)  # fmt: skip
BOB = Contact(address="bob@acme.example", name="Bob", organisation="acme", roles=("case_administrator",))


@pytest.fixture(autouse=True)
def _customers(line: Line) -> None:
    line.store.write(lambda desk: desk.customers.put([FIRM], [BOB], line.now)).result()


def _told(line: Line, sender: str, more: str) -> str:
    line.post(
        mails.mail("Severity 1. Down.", sender=sender, message_id=f"<{len(line.letters)}@x>", more=more), trusted=True
    )
    notice: EmailMessage = line.notice()
    body = notice.get_body(("plain",))
    assert body is not None
    return str(body.get_content()).replace(line.numbers[-1], "")


@pytest.mark.parametrize("sender", ["bob@acme.example", "anybody@acme.example"])
def test_whoever_borrows_a_customers_address_learns_nothing(line: Line, sender: str) -> None:
    diverted = "Reply-To: mallory@elsewhere.example\n"
    borrowed = _told(line, sender, diverted)
    assert borrowed == _told(line, "mallory@elsewhere.example", "")
    found = line.evidence(line.numbers[0])
    assert (found.terms, found.plan) == ("veeam", "premier")  # the ticket is the customer's, for agents to judge


@pytest.mark.parametrize(
    "more",
    ["", "Reply-To: desk@acme.example\n", f"Reply-To: bob@home.example\n{authenticated('acme.example')['more']}"],
)
def test_customers_are_told_where_they_want_to_be(line: Line, more: str) -> None:
    assert "21:00 (Tokyo)" in _told(line, "Bob <bob@acme.example>", more)
