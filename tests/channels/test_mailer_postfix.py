"""Against a real Postfix: delivery, its queue id, TLS, refusals, and a bounce that comes back."""

import asyncio
import email
import email.policy
import ssl
from dataclasses import replace
from typing import Literal

import pytest

from intakebot.channels.mailer import Mailer
from intakebot.domain.errors import Deferred, Refused
from intakebot.domain.letter import Handover
from tests.channels.letters import VERP, Run, Sending, carry, clock, letter, relay, run_uvloop
from tests.servers.ports import wait_until
from tests.servers.postfix import Postfix, StartPostfix
from tests.servers.scripted import scripted


def test_delivered_under_the_queue_id_of_the_proof(postfix: Postfix) -> None:
    outcome = carry(relay(postfix.plain), letter("plain@desk.example", text=b".\r\n..\r\nstuffed\r\n"))[0]
    assert isinstance(outcome, Handover)
    assert outcome.to == f"127.0.0.1:{postfix.plain}"
    assert outcome.reply == f"250 2.0.0 Ok: queued as {outcome.queue_id}"
    delivered = postfix.delivered("plain@desk.example")
    wait_until(lambda: postfix.queue_ids("plain@desk.example") == [outcome.queue_id], "the queue id in Postfix's log")
    assert outcome.queue_id in delivered["Received"]
    assert delivered["Return-Path"] == f"<{VERP}>"
    assert delivered["Delivered-To"] == "anna@customers.example"
    assert delivered.get_content() == ".\n..\nstuffed\n"


@pytest.mark.parametrize("run", [asyncio.run, run_uvloop])
@pytest.mark.parametrize("tls", ["starttls", "implicit"])
def test_delivered_over_tls(postfix: Postfix, tls: Literal["starttls", "implicit"], run: Run) -> None:
    async def main() -> None:
        to = replace(relay(getattr(postfix, tls)), tls=tls, context=postfix.trust)
        mailer = Mailer(to, clock)
        names = [f"{tls}-{run.__name__}-{n}@desk.example" for n in range(3)]
        for name in names:
            await mailer.carry(letter(name), Sending())
        await mailer.close()
        assert [postfix.delivered(name)["Message-ID"] for name in names] == [f"<{name}>" for name in names]

    before = postfix.log.count("TLS connection established")
    run(main())
    wait_until(lambda: postfix.log.count("TLS connection established") == before + 1, "one TLS connection in the log")


@pytest.mark.parametrize("tls", ["starttls", "implicit"])
def test_a_certificate_of_nobody_we_know_defers(postfix: Postfix, tls: Literal["starttls", "implicit"]) -> None:
    strict = ssl.create_default_context()
    outcome = carry(replace(relay(getattr(postfix, tls)), tls=tls, context=strict), letter("strange@desk.example"))[0]
    assert isinstance(outcome, Deferred)
    assert "certificate" in str(outcome)
    assert not postfix.queue_ids("strange@desk.example")


def test_tls_required_here_and_not_offered_there_defers(postfix: Postfix) -> None:
    outcome = carry(replace(relay(postfix.plain), tls="starttls", context=postfix.trust), letter("bare@desk.example"))[
        0
    ]
    assert isinstance(outcome, Deferred)
    assert "offers no STARTTLS" in str(outcome)


def test_tls_required_there_and_not_wanted_here_defers(postfix: Postfix) -> None:
    outcome = carry(relay(postfix.starttls), letter("bare@desk.example"))[0]
    assert isinstance(outcome, Deferred)
    assert "STARTTLS" in str(outcome)


def test_refusals_and_the_letter_after_them(postfix: Postfix) -> None:
    letters = [
        letter("refused@desk.example", rcpt_to="anna@refused.example"),
        letter("later@desk.example", rcpt_to="anna@later.example"),
        letter("elsewhere@desk.example", rcpt_to="anna@elsewhere.example"),
        letter("fine@desk.example"),
    ]
    refused, later, elsewhere, fine = carry(relay(postfix.plain), *letters)
    assert isinstance(refused, Refused)
    assert refused.detail.startswith("550 5.1.1 <anna@refused.example>")
    assert isinstance(later, Deferred)
    assert later.detail.startswith("450 4.2.0 ")
    assert isinstance(elsewhere, Refused)
    assert elsewhere.detail.startswith("554 5.7.1 ")
    assert isinstance(fine, Handover)


def test_internationalised_address_is_delivered(postfix: Postfix) -> None:
    assert isinstance(
        carry(relay(postfix.plain), letter("utf8@desk.example", rcpt_to="анна@customers.example"))[0], Handover
    )
    assert postfix.delivered("utf8@desk.example")["Delivered-To"] == "анна@customers.example"


def test_many_letters_at_once_each_once(postfix: Postfix) -> None:
    names = [f"many-{n}@desk.example" for n in range(40)]

    async def main() -> list[Handover]:
        mailer = Mailer(relay(postfix.plain), clock)
        handovers = await asyncio.gather(*(mailer.carry(letter(name), Sending()) for name in names))
        await mailer.close()
        return handovers

    handovers = asyncio.run(main())
    expected = [[handover.queue_id] for handover in handovers]
    wait_until(lambda: [postfix.queue_ids(name) for name in names] == expected, "Postfix's log of every letter, once")
    for name in names:
        postfix.delivered(name)


@pytest.mark.parametrize("transport", ["smtp:[127.0.0.1]:{port}", "lmtp:inet:127.0.0.1:{port}"])
def test_a_bounce_comes_back_to_the_return_path(start_postfix: StartPostfix, transport: str) -> None:
    with scripted() as desk:
        server = start_postfix({"desk.example": transport.format(port=desk.port)})
        outcome = carry(relay(server.plain), letter("lost@desk.example", rcpt_to="nobody@customers.example"))[0]
        assert isinstance(outcome, Handover)
        wait_until(lambda: desk.taken, "the bounce")
    (bounce,) = desk.taken
    assert bounce.rcpt_to == VERP
    assert bounce.mail.startswith("MAIL FROM:<>")
    report = email.message_from_bytes(bounce.content, policy=email.policy.default)
    assert report.get_content_type() == "multipart/report"
    text = bounce.content.decode()
    assert "Original-Envelope-Id: lost@desk.example" in text
    assert "Final-Recipient: rfc822; nobody@customers.example" in text
    assert "Message-ID: <lost@desk.example>" in text
    assert "Registered." not in text, "headers only were asked for"


def test_a_null_return_path_brings_no_bounce(start_postfix: StartPostfix) -> None:
    with scripted() as desk:
        server = start_postfix({"desk.example": f"smtp:[127.0.0.1]:{desk.port}"})
        lost = letter("null@desk.example", mail_from="", rcpt_to="nobody@customers.example")
        outcome = carry(relay(server.plain), lost)[0]
        assert isinstance(outcome, Handover)
        wait_until(lambda: f"{outcome.queue_id}: removed" in server.log, "the letter's end")
    assert "from=<>" in server.log
    assert desk.connections == 0
