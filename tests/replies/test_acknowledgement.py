import re
from dataclasses import replace
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from intakebot.replies.acknowledgement import Notice, Replies, language_for
from intakebot.replies.catalogue import Catalogue
from intakebot.replies.compose import HeaderRefused
from intakebot.replies.render import TemplateRefused
from tests.replies.notices import ENGLISH, NOTICE, POLISH

RUSSIAN_TEXT = """\
Здравствуйте!

Мы получили ваше обращение и зарегистрировали его.

Номер обращения: CEN-1234-5674
Получено: 21 ноября 2026 г., 19:05 (Москва)

Что дальше: обращение прочитает сотрудник службы поддержки.

Чтобы что-то добавить, просто ответьте на это письмо и сохраните номер в теме.

Это автоматическое подтверждение регистрации.

Служба поддержки
support@centaur.example
"""
POLISH_TEXT = """\
Dzień dobry,

otrzymaliśmy i zarejestrowaliśmy Państwa zgłoszenie.

Numer zgłoszenia: CEN-1234-5674
Otrzymano: 21 listopada 2026 r., godz. 17:05 (Warszawa)

Co dalej: zgłoszenie przeczyta pracownik wsparcia technicznego.

Aby coś dodać, wystarczy odpowiedzieć na tę wiadomość i zachować numer w temacie.

To automatyczne potwierdzenie rejestracji.

Wsparcie techniczne
support@centaur.example
"""
ENGLISH_TEXT = """\
Hello,

We have received your request and registered it.

Request number: CEN-1234-5674
Received: 21 November 2026, 16:05 (London)

What happens next: a member of the support team will read it.

To add something, just reply to this message and keep the number in the subject.

This is an automatic confirmation of registration.

Support team
support@centaur.example
"""
NOTICES = [
    pytest.param(NOTICE, "[CEN-1234-5674] Ваше обращение зарегистрировано", RUSSIAN_TEXT, id="ru"),
    pytest.param(POLISH, "[CEN-1234-5674] Zarejestrowaliśmy Państwa zgłoszenie", POLISH_TEXT, id="pl"),
    pytest.param(ENGLISH, "[CEN-1234-5674] Your request has been registered", ENGLISH_TEXT, id="en"),
]


def _parsed(content: bytes) -> EmailMessage:
    mail = message_from_bytes(content, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    assert not [defect for part in mail.walk() for defect in part.defects]
    return mail


def _text(mail: EmailMessage, kind: str = "plain") -> str:
    body = mail.get_body((kind,))
    assert body is not None
    content: str = body.get_content()
    return content.replace("\r\n", "\n")


@pytest.mark.parametrize(("notice", "subject", "text"), NOTICES)
def test_the_shipped_notices_read_so(notice: Notice, subject: str, text: str) -> None:
    letter = Replies(Catalogue()).acknowledgement(notice)
    mail = _parsed(letter.content)
    assert mail["Subject"] == subject
    assert _text(mail) == text
    assert (letter.language, mail["Content-Language"]) == (notice.language, notice.language)
    assert re.fullmatch(rf"registered/{notice.language}@[0-9a-f]{{12}}", letter.template)
    assert (letter.rcpt_to, letter.mail_from, letter.message_id) == (notice.to, notice.mail_from, notice.message_id)


@pytest.mark.parametrize(("notice", "subject", "text"), NOTICES)
def test_html_says_the_same_and_asks_for_nothing_from_outside(notice: Notice, subject: str, text: str) -> None:
    html = _text(_parsed(Replies(Catalogue()).acknowledgement(notice).content), "html")
    assert f'<html lang="{notice.language}">' in html
    assert 'name="color-scheme" content="light dark"' in html
    assert set(re.findall(r'(?:href|src|url\()="?([^"]*)', html)) == {"mailto:support@centaur.example"}
    visible = re.sub(r"<[^>]+>", " ", html.partition("<body>")[2])
    assert " ".join(visible.split()) == " ".join(text.split())


@pytest.mark.parametrize(
    ("notice", "sentence"),
    [
        (NOTICE, "Это продолжение закрытого обращения CEN-8765-4326."),
        (POLISH, "Jest to kontynuacja zamkniętego zgłoszenia CEN-8765-4326."),
        (ENGLISH, "It continues request CEN-8765-4326, which was closed."),
    ],
    ids=["ru", "pl", "en"],
)
def test_a_continued_ticket_adds_one_sentence(notice: Notice, sentence: str) -> None:
    replies = Replies(Catalogue())
    with_it = _parsed(replies.acknowledgement(replace(notice, continues="CEN-8765-4326")).content)
    without = _parsed(replies.acknowledgement(notice).content)
    assert _text(with_it).replace(f"{sentence}\n\n", "") == _text(without)
    assert _text(with_it, "html").replace(f"<p>{sentence}</p>\n", "") == _text(without, "html")


def test_headers_mark_an_automatic_answer_within_its_thread() -> None:
    mail = _parsed(Replies(Catalogue()).acknowledgement(NOTICE).content)
    assert mail["From"] == "Служба поддержки <support@centaur.example>"
    assert mail["To"] == "anna@customer.example"
    assert mail["Reply-To"] == NOTICE.reply_to
    assert mail["Message-ID"] == f"<{NOTICE.message_id}>"
    assert mail["In-Reply-To"] == "<first.mail@customer.example>"
    assert mail["References"].split() == ["<earlier@customer.example>", "<first.mail@customer.example>"]
    assert mail["Date"].datetime == NOTICE.at
    assert mail["Auto-Submitted"] == "auto-replied"
    assert mail["X-Auto-Response-Suppress"] == "All"


def _with(folder: Path, file: str, source: str) -> Catalogue:
    path = folder / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(source, "utf-8")
    return Catalogue(folder)


PLAIN = {
    "ru": ("[CEN-1234-5674] Обращение зарегистрировано", "Ваше обращение зарегистрировано под номером CEN-1234-5674."),
    "pl": ("[CEN-1234-5674] Zgłoszenie zarejestrowane", "Państwa zgłoszenie zarejestrowano pod numerem CEN-1234-5674."),
    "en": ("[CEN-1234-5674] Request registered", "Your request has been registered under the number CEN-1234-5674."),
}


@pytest.mark.parametrize("language", ["ru", "pl", "en"])
@pytest.mark.parametrize(
    ("file", "source"),
    [
        ("registered.liquid", "Hello {{ nobody }} {{ number }}"),
        ("registered.liquid", "Hello {% if %}"),
        ("registered.liquid", "Hello, we have it."),
        ("registered.subject.liquid", "We have it"),
        ("registered.subject.liquid", "[{{ number }}]\nBcc: everybody@example.org"),
        ("registered.html.liquid", "<p>We have it</p>"),
        ("registered.liquid", "{{ number }}" * 1_000),
    ],
)
def test_a_failing_template_still_sends_the_plain_notice(tmp_path: Path, language: str, file: str, source: str) -> None:
    faults: list[TemplateRefused] = []
    replies = Replies(_with(tmp_path, f"{language}/{file}", source), faults.append)
    letter = replies.acknowledgement(replace(NOTICE, language=language))
    mail = _parsed(letter.content)
    subject, sentence = PLAIN[language]
    assert (mail["Subject"], _text(mail).splitlines()[0]) == (subject, sentence)
    assert letter.template == f"plain/{language}"
    assert [fault.file for refused in faults for fault in refused.faults] == [f"{language}/{file}"]


def test_a_language_without_template_gets_the_plain_notice_in_english() -> None:
    letter = Replies(Catalogue()).acknowledgement(replace(NOTICE, language="ja"))
    assert (letter.language, letter.template) == ("en", "plain/en")


def test_the_operators_template_replaces_the_shipped_one(tmp_path: Path) -> None:
    shipped = Replies(Catalogue()).acknowledgement(NOTICE)
    letter = Replies(_with(tmp_path, "ru/registered.liquid", "Номер {{ number }}, {{ received }}\n")).acknowledgement(
        NOTICE
    )
    mail = _parsed(letter.content)
    assert _text(mail) == "Номер CEN-1234-5674, 21 ноября 2026 г., 19:05 (Москва)\n"
    assert mail["Subject"] == "[CEN-1234-5674] Ваше обращение зарегистрировано"
    assert letter.template != shipped.template


def test_values_are_escaped_in_html_and_only_there() -> None:
    mail = _parsed(Replies(Catalogue()).acknowledgement(replace(NOTICE, from_name="R&D <team>")).content)
    assert "R&D <team>" in _text(mail)
    assert "R&amp;D &lt;team&gt;" in _text(mail, "html")


def test_an_unknown_zone_is_told_in_utc() -> None:
    mail = _parsed(Replies(Catalogue()).acknowledgement(replace(ENGLISH, zone="../../etc/passwd")).content)
    assert "Received: 21 November 2026, 16:05 (UTC)" in _text(mail)


def test_naive_times_are_refused() -> None:
    with pytest.raises(ValueError, match="naive"):
        replace(NOTICE, at=datetime(2026, 11, 21))  # noqa: DTZ001


@pytest.mark.parametrize("field", ["from_name", "from_address", "reply_to", "to", "message_id"])
@pytest.mark.parametrize("breach", ["x\r\nBcc: a@b.example", "x\ny", "x\0y", "x\ry"])
def test_no_value_breaks_out_of_its_header(field: str, breach: str) -> None:
    told: dict[str, Any] = {field: breach}
    with pytest.raises(HeaderRefused):
        Replies(Catalogue()).acknowledgement(replace(NOTICE, **told))


@pytest.mark.parametrize(
    ("written", "supported", "available", "expected"),
    [
        ("ru", ("ru",), ("en", "pl", "ru"), "ru"),
        ("pl", ("ru",), ("en", "pl", "ru"), "ru"),
        ("pl", ("pl", "en"), ("en", "pl", "ru"), "pl"),
        ("de", ("pl", "en"), ("en", "pl", "ru"), "en"),
        ("und", ("pl", "en"), ("en", "pl", "ru"), "en"),
        ("und", ("ru",), ("en", "pl", "ru"), "ru"),
        ("pl", ("de", "fr", "ru", "es", "it", "en"), ("en", "pl", "ru"), "en"),
        ("de", ("de", "en"), ("en", "pl", "ru"), "en"),
        ("de", ("de", "ru"), ("en", "pl", "ru"), "ru"),
        ("de", ("de", "fr"), ("en", "pl", "ru"), "en"),
        ("ru", (), ("en", "pl", "ru"), "en"),
    ],
)
def test_language_of_the_notice(
    written: str, supported: tuple[str, ...], available: tuple[str, ...], expected: str
) -> None:
    assert language_for(written, supported, available) == expected
