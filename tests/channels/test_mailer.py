"""What the relay's answers mean, at every place of the dialogue: a scripted server on a socket.

Over 250 lines because the places of one dialogue are easier to compare side by side.
"""

import base64
from dataclasses import replace

import pytest

from intakebot.channels.mailer import Relay
from intakebot.domain.errors import Deferred, InDoubt, Refused, StoreUnavailable
from intakebot.domain.letter import Handover
from tests.channels.letters import NOW, VERP, Sending, carry, letter, relay
from tests.servers.ports import free_port
from tests.servers.scripted import CUT, HANG_UP, OFFERS, SILENT, Answer, scripted

WITHOUT_PIPELINING = OFFERS[1:]
GARBAGE = "HTTP/1.1 200 OK"
BROKEN: list[Answer] = [HANG_UP, CUT, SILENT, "421 4.3.2 closing", GARBAGE, "300 what?"]


def test_a_letter_taken_is_proven_by_the_relays_own_words() -> None:
    with scripted() as server:
        assert carry(relay(server.port), letter(text=b"Zarejestrowano.\r\n")) == [
            Handover(at=NOW, to=f"127.0.0.1:{server.port}", reply="250 2.0.0 Ok: queued as 4XyZ", queue_id="4XyZ")
        ]
    assert [taken.content for taken in server.taken] == [letter(text=b"Zarejestrowano.\r\n").content]


@pytest.mark.parametrize("offers", [OFFERS, WITHOUT_PIPELINING, ()])
def test_the_order_of_the_dialogue(offers: tuple[str, ...]) -> None:
    with scripted(offers=offers) as server:
        carry(relay(server.port), letter(), letter("second@desk.example"))
    assert server.verbs() == ["EHLO", *["MAIL", "RCPT", "DATA"] * 2, "QUIT"]
    assert server.commands[0] == (1, "EHLO desk.example")


def test_sender_and_recipient_go_in_one_write_only_where_the_relay_can_pipeline() -> None:
    answers_both_at_rcpt: dict[str, list[Answer]] = {"MAIL": [""], "RCPT": ["250 2.1.0 Ok\r\n250 2.1.5 Ok"]}
    with scripted(answers_both_at_rcpt) as server:
        assert isinstance(carry(relay(server.port), letter())[0], Handover)
    with scripted(answers_both_at_rcpt, WITHOUT_PIPELINING) as server:
        assert isinstance(carry(relay(server.port, command_seconds=0.1), letter())[0], Deferred)
    assert server.verbs() == ["EHLO", "MAIL"]


def test_about_to_send_comes_once_after_the_recipient_was_taken_and_before_data() -> None:
    seen: list[str] = []

    class Looking(Sending):
        async def __call__(self) -> None:
            await super().__call__()
            seen.extend(server.verbs())

    sending = Looking()
    with scripted() as server:
        carry(relay(server.port), letter(), sending=sending)
    assert sending.times == 1
    assert seen == ["EHLO", "MAIL", "RCPT"]


@pytest.mark.parametrize("offers", [OFFERS, WITHOUT_PIPELINING])
@pytest.mark.parametrize("place", ["MAIL", "RCPT"])
@pytest.mark.parametrize("answer", [*BROKEN, "451 4.3.0 busy", "530 5.7.0 Must issue a STARTTLS command first"])
def test_before_data_nothing_is_lost_and_nothing_in_doubt(place: str, answer: Answer, offers: tuple[str, ...]) -> None:
    sending = Sending()
    with scripted({place: [answer]}, offers) as server:
        outcome = carry(relay(server.port, command_seconds=0.1), letter(), sending=sending)[0]
    assert isinstance(outcome, Deferred)
    assert sending.times == 0
    assert "DATA" not in server.verbs()


@pytest.mark.parametrize("place", ["connect", "EHLO"])
@pytest.mark.parametrize("answer", [*BROKEN, "554 5.7.1 we don't know you", "451 later"])
def test_a_relay_that_does_not_open_defers(place: str, answer: Answer) -> None:
    sending = Sending()
    with scripted({place: [answer], "HELO": ["554 no"]}) as server:
        outcome = carry(relay(server.port, command_seconds=0.1), letter(), sending=sending)[0]
    assert isinstance(outcome, Deferred)
    assert f"127.0.0.1:{server.port}" in str(outcome)
    assert sending.times == 0


def test_nobody_listens() -> None:
    assert isinstance(carry(relay(free_port()), letter())[0], Deferred)


def test_a_server_without_ehlo_is_greeted_by_helo() -> None:
    with scripted({"EHLO": ["502 5.5.2 what?"]}) as server:
        assert isinstance(carry(relay(server.port), letter())[0], Handover)
    assert server.verbs()[:2] == ["EHLO", "HELO"]
    assert server.taken[0].mail == f"MAIL FROM:<{VERP}>"


@pytest.mark.parametrize("offers", [OFFERS, WITHOUT_PIPELINING])
@pytest.mark.parametrize("place", ["MAIL", "RCPT", "DATA", "."])
@pytest.mark.parametrize(("answer", "error"), [("550 5.1.1 No such person", Refused), ("452 4.2.2 Full", Deferred)])
def test_a_plain_no_is_the_letters_and_the_connection_goes_on(
    place: str, answer: str, error: type[Exception], offers: tuple[str, ...]
) -> None:
    with scripted({place: [answer]}, offers) as server:
        first, second = carry(relay(server.port), letter(), letter("second@desk.example"))
    assert isinstance(first, error)
    assert isinstance(first, Refused | Deferred)
    assert first.detail == answer
    assert isinstance(second, Handover)
    assert server.connections == 1
    assert ("RSET" in server.verbs()) == (place != ".")


@pytest.mark.parametrize("answer", [*BROKEN, "250 odd", "354 go on\r\n250 2.0.0 Ok: queued as EARLY", "451 busy"])
def test_at_data_the_relay_still_has_nothing(answer: Answer) -> None:
    sending = Sending()
    with scripted({"DATA": [answer]}) as server:
        outcome = carry(relay(server.port, command_seconds=0.1), letter(), sending=sending)[0]
    assert isinstance(outcome, Deferred)
    assert sending.times == 1
    assert not server.taken


@pytest.mark.parametrize("place", ["body", "."])
@pytest.mark.parametrize("answer", [HANG_UP, CUT, SILENT, GARBAGE, "354 more"])
def test_once_content_was_written_silence_means_doubt(place: str, answer: Answer) -> None:
    with scripted({place: [answer]}) as server:
        outcome = carry(relay(server.port, data_seconds=0.1), letter())[0]
    assert isinstance(outcome, InDoubt)


def test_closing_as_the_answer_to_the_letter_is_a_no_and_the_end_of_the_connection() -> None:
    with scripted({".": ["421 4.3.2 shutting down"]}) as server:
        first, second = carry(relay(server.port), letter(), letter("second@desk.example"))
    assert isinstance(first, Deferred)
    assert first.detail == "421 4.3.2 shutting down"
    assert isinstance(second, Handover)
    assert server.connections == 2


def test_an_error_of_about_to_send_goes_up_and_the_letter_stays() -> None:
    failing = Sending(StoreUnavailable("disk full"))
    with scripted() as server:
        first, second = carry(relay(server.port), letter(), letter("second@desk.example"), sending=failing)
    assert first is failing.error
    assert second is failing.error
    assert not server.taken
    assert server.connections == 1
    assert server.verbs() == ["EHLO", *["MAIL", "RCPT", "RSET"] * 2, "QUIT"]


def test_when_even_rset_fails_the_connection_is_given_up() -> None:
    with scripted({"RCPT": ["550 no"], "RSET": [HANG_UP]}) as server:
        first, second = carry(relay(server.port), letter(), letter("second@desk.example"))
    assert isinstance(first, Refused)
    assert isinstance(second, Handover)
    assert server.connections == 2


def test_answers_of_several_lines_and_in_pieces() -> None:
    dribble = ("25", "0-2.0.0 Ok\r", "\n250-2.0.0 re", "ally\r\n250 2.0.0 queued as <7F", "-3.x>")
    with scripted({".": [dribble], "MAIL": ["250-2.1.0 Sender\r\n250 2.1.0 Ok"]}) as server:
        outcome = carry(relay(server.port), letter())[0]
    assert isinstance(outcome, Handover)
    assert outcome.reply == "250 2.0.0 Ok 2.0.0 really 2.0.0 queued as <7F-3.x>"
    assert outcome.queue_id == "7F-3.x"


def test_an_endless_answer_is_cut_off() -> None:
    with scripted({"MAIL": ["250-" + "x" * 70_000 + "\r\n250 ok"]}) as server:
        outcome = carry(relay(server.port), letter())[0]
    assert isinstance(outcome, Deferred)
    assert "65536 bytes" in str(outcome)


HOSTILE = [
    "anna@customers.example>\r\nRCPT TO:<eve@evil.example",
    "anna@customers.example\nDATA",
    "anna@customers.example\r",
    "anna eve@customers.example",
    "anna\x00@customers.example",
    "<anna@customers.example>",
    "anna@customers.example> NOTIFY=NEVER",
    "anna\u2028@customers.example",
    "anna\udc80@customers.example",
    "@hop.example:anna@customers.example",
    "anna",
    "@customers.example",
    "anna@",
    "a" * 250 + "@customers.example",
]


@pytest.mark.parametrize("address", [*HOSTILE, ""])
def test_no_recipient_can_speak_smtp(address: str) -> None:
    sending = Sending()
    with scripted() as server:
        outcome = carry(relay(server.port), replace(letter(), rcpt_to=address), sending=sending)[0]
    assert isinstance(outcome, Refused)
    assert server.connections == sending.times == 0


@pytest.mark.parametrize("value", HOSTILE[:9])
def test_no_return_path_and_no_message_id_can_either(value: str) -> None:
    with scripted() as server:
        by_path, by_id = carry(
            relay(server.port), replace(letter(), mail_from=value), replace(letter(), message_id=value)
        )
    assert isinstance(by_path, Refused)
    assert isinstance(by_id, Refused)
    assert server.connections == 0


def test_content_cannot_end_itself() -> None:
    text = b".\r\n..two\r\n\n.\nMAIL FROM:<eve@evil.example>\r.\r\r\n.\r\nend"
    with scripted() as server:
        assert isinstance(carry(relay(server.port), letter(text=text))[0], Handover)
    assert server.verbs() == ["EHLO", "MAIL", "RCPT", "DATA", "QUIT"]
    arrived = server.taken[0].content.partition(b"\r\n\r\n")[2]
    assert arrived == b".\r\n..two\r\n\r\n.\r\nMAIL FROM:<eve@evil.example>\r\n.\r\n\r\n.\r\nend\r\n"


def test_internationalised_recipient() -> None:
    with scripted() as server:
        assert isinstance(carry(relay(server.port), letter(rcpt_to="анна@customers.example"))[0], Handover)
    assert server.taken[0].rcpt_to == "анна@customers.example"
    assert " SMTPUTF8 " in server.taken[0].mail


def test_internationalised_recipient_where_the_relay_takes_none() -> None:
    with scripted(offers=("PIPELINING", "8BITMIME")) as server:
        first, second = carry(relay(server.port), letter(rcpt_to="анна@customers.example"), letter())
    assert isinstance(first, Refused)
    assert "internationalised" in str(first)
    assert isinstance(second, Handover)
    assert server.verbs() == ["EHLO", "MAIL", "RCPT", "DATA", "QUIT"]


def test_a_relay_that_is_told_asks_for_a_password() -> None:
    told = ["first", "second"]
    to = replace(relay(0), user="desk", password=lambda: told.pop(0))
    with scripted({"AUTH": ["235 2.7.0 welcome"] * 2, ".": ["421 bye"]}, (*OFFERS, "AUTH PLAIN")) as server:
        carry(replace(to, port=server.port), letter(), letter("second@desk.example"))
    said = [line.split()[-1] for _, line in server.commands if line.startswith("AUTH")]
    assert [base64.b64decode(word) for word in said] == [b"\0desk\0first", b"\0desk\0second"]


@pytest.mark.parametrize("offers", [(*OFFERS, "AUTH PLAIN"), OFFERS])
def test_a_wrong_password_or_none_wanted_defers(offers: tuple[str, ...]) -> None:
    to = replace(relay(0), user="desk", password=lambda: "wrong")
    with scripted({"AUTH": ["535 5.7.8 wrong password"]}, offers) as server:
        outcome = carry(replace(to, port=server.port), letter())[0]
    assert isinstance(outcome, Deferred)
    assert "MAIL" not in server.verbs()


def test_a_password_that_cannot_be_read_defers() -> None:
    def missing() -> str:
        raise FileNotFoundError("/run/secrets/relay")

    with scripted() as server:
        outcome = carry(replace(relay(server.port), user="desk", password=missing), letter())[0]
    assert isinstance(outcome, Deferred)
    assert "/run/secrets/relay" in str(outcome)


@pytest.mark.parametrize("offers", [OFFERS, (*OFFERS, "STARTTLS")])
def test_required_tls_never_falls_back(offers: tuple[str, ...]) -> None:
    sending = Sending()
    with scripted({"STARTTLS": ["454 4.7.0 not now"], "STAR": ["454 4.7.0 not now"]}, offers) as server:
        outcome = carry(replace(relay(server.port), tls="starttls"), letter(), sending=sending)[0]
    assert isinstance(outcome, Deferred)
    assert "STARTTLS" in str(outcome) or "454" in str(outcome)
    assert not {"MAIL", "AUTH"} & set(server.verbs())
    assert sending.times == 0


def test_a_relay_that_cannot_be_meant_is_no_relay() -> None:
    good = relay(25)
    with pytest.raises(ValueError, match="hostname"):
        replace(good, hostname="a b")
    with pytest.raises(ValueError, match="hostname"):
        replace(good, hostname="büro.example")
    with pytest.raises(ValueError, match="host"):
        replace(good, host="mx.example\r\n")
    with pytest.raises(ValueError, match="connections"):
        replace(good, connections=0)
    with pytest.raises(ValueError, match="password"):
        replace(good, user="desk")


def test_tls_is_the_default_and_secrets_are_not_shown() -> None:
    made = Relay(host="mx.example", port=587, hostname="desk.example", user="desk", password=lambda: "secret")
    assert made.tls == "starttls"
    assert "password" not in repr(made)
