"""Machines of an office and newsletters, which say what they are, told from people who write about either."""

import pytest

from intakebot.domain.message import Auto
from tests.reading.automatic.test_automatic import kind_of

LEAVE = "List-Unsubscribe: <mailto:leave@shop.example>"


@pytest.mark.parametrize(
    ("sender", "subject", "body"),
    [
        ("voicemail@pbx.example", "Neue Sprachnachricht von 000", "Sie haben eine neue Nachricht. Dauer: 0:12"),
        ("skaner@firma.example", "Skan z urządzenia KX", "Zeskanowano: 3.03.2026. Liczba stron: 2"),
        ("scanner2@firma.example", "Numérisation", ""),
        ("fax@pbx.example", "Новый факс", "Получен факс, страниц: 3"),
    ],
)
def test_devices(sender: str, subject: str, body: str) -> None:
    assert kind_of(f"From: {sender}", f"Subject: {subject}", body=body) == "auto-generated"


@pytest.mark.parametrize(
    ("sender", "subject", "body"),
    [
        ("scan@shop.example", "Scan from yesterday", "It came out empty. Anna"),
        ("scanner@shop.example", "Scanned document", "Good morning, scanned by us, the second page is missing."),
        ("fax@shop.example", "Fax from Monday", "The number of pages was wrong, please send it again."),
        ("voice@band.example", "New voicemail", "We get no new voicemail since Monday."),
        ("anna@kunde.example", "Neue Sprachnachricht", "Eine neue Nachricht in der Mailbox spielt er nicht ab. Karl"),
    ],
)
def test_people_behind_such_addresses(sender: str, subject: str, body: str) -> None:
    assert kind_of(f"From: {sender}", f"Subject: {subject}", body=body) is None


@pytest.mark.parametrize(
    ("headers", "body", "expected"),
    [
        (("Precedence: bulk", "From: Biuletyn <biuro@klub.example>", "Subject: Marzec"), "Co nowego.", "list"),
        (("Precedence: bulk", "Subject: Дайджест за март"), "Новое.", "list"),
        ((LEAVE, "Subject: Newsletter Mars"), "Nouveautés. Se désabonner : https://b.example", "list"),
        ((LEAVE, "Subject: Hírlevél, március"), "Új kerékpárok. Leiratkozás itt.", "list"),
        ((LEAVE, "Subject: Newsletter plugin"), "It stopped. Could you look? Unsubscribe: https://k.example", None),
        ((LEAVE, "Subject: Rechnung"), "Die Rechnung fehlt. Karl\nAbmelden: https://k.example", None),
        (("Subject: Newsletter abbestellen",), "Ich möchte den Newsletter abbestellen.", None),
    ],
)
def test_newsletters(headers: tuple[str, ...], body: str, expected: Auto | None) -> None:
    assert kind_of(*headers, body=body) == expected


@pytest.mark.parametrize(
    ("subject", "body"),
    [
        ("Odp: Odpowiedź automatyczna: Oferta", "Dobrze, poczekam.\n\nOd: Ewa\nWysłano: wtorek\n\nJestem poza biurem."),
        ("RE: Réponse automatique : Devis", "Entendu.\n\nDe : Eva\nEnvoyé : mardi\n\nJe suis absent du bureau."),
        ("Re: Автоответ: Счёт", "Хорошо, подожду до среды.\n\n> Я в отпуске до 9 марта. Пишите Ивану."),
        ("Re: Offer", "Fine.\n\nOn 2 Mar 2026, Eva wrote:\n> I am out of the office. Please contact Karl."),
    ],
)
def test_an_absence_that_is_only_quoted_is_its_readers_answer(subject: str, body: str) -> None:
    assert kind_of("In-Reply-To: <1@desk.example>", f"Subject: {subject}", body=body) is None


def test_an_absence_above_a_quote_is_a_machines() -> None:
    body = (
        "Ich bin derzeit nicht im Büro. In dringenden Fällen wenden Sie sich an Karl.\n\nVon: X\n\nAnbei das Angebot."
    )
    assert kind_of("In-Reply-To: <1@desk.example>", "Subject: AW: Angebot", body=body) == "auto-reply"
