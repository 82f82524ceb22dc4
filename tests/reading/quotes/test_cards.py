"""A visiting card below a closing goes, its name stays; whatever tells something stays too."""

import pytest

from intakebot.reading.quotes import cut

WORDS = "Es regnet herein.\n\n"


@pytest.mark.parametrize(
    ("signed", "card"),
    [
        ("Saludos,\nCarmen Ruiz", "Jefa de compras\nTel. 91 000 00 00"),
        ("S pozdravem\nEva Malá", "jednatelka\nMalá s.r.o.\n+420 000 000 000"),
        ("Med vänlig hälsning\nNils Ek", "Ek Bygg AB\n070-000 00 00"),
        ("Cordiali saluti\nLuca Neri", "Neri S.r.l.\nufficio acquisti\nluca@neri.example"),
        ("З повагою,\nОлена", "менеджерка відділу закупівель\n+38 000 000 00 00"),
        ("Met vriendelijke groet,\nJan de Boer", "De Boer B.V.\n1011 AB Amsterdam"),
        ("Atenciosamente,\nRui Costa", "Costa Lda."),
        ("Viele Grüße\nKarl Huber", "Huber GmbH & Co. KG\nMusterstraße 5\n10115 Berlin\nT 030 1234567"),
        ("Bien cordialement\nZoé", "01 00 00 00 00 / 06 00 00 00 00"),
        ("İyi çalışmalar\nAli Kaya", "Kaya A.Ş.\nSatış Müdürü"),
        ("Pozdrawiam, Marta Wilk", "tel. 500 000 000"),
        ("С уважением, Ирина Белова", "ООО «Клиент», отдел закупок"),
    ],
)
def test_cards(signed: str, card: str) -> None:
    assert cut(f"{WORDS}{signed}\n{card}") == f"{WORDS}{signed}"


@pytest.mark.parametrize(
    "text",
    [
        "Thanks,\nAnna\n\nPS: call me on +44 20 0000 0000",
        "Thanks,\nAnna\n\nPS: +44 20 0000 0000\nor anna@kunde.example",
        "Thanks,\nAnna\nplease call after four\n600 100 200",
        "Thanks,\nAnna\nOrder 5512\nweight 5 kg",
        "Pozdrawiam\nOla\nnumer zamówienia 4471\nmodel KX 200",
        "Спасибо\nИрина\nдоговор 7701-22",
        "Danke\nKarl\nHuber GmbH hat nicht geliefert",
        "Merci\nPaul\nFacture 001/2026",
        "Best regards\nSam Porter\nOffice Manager",
        "Thanks\nAnna\n12.03.2026",
        ".\n+44 20 0000 0000",
    ],
)
def test_words_below_a_closing(text: str) -> None:
    assert cut(WORDS + text) == WORDS + text
