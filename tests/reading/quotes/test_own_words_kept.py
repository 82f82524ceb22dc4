"""Own words that resemble history or a signature stay; marks of mail programs in other words go."""

import pytest

from intakebot.reading.mime import parse
from intakebot.reading.quotes import cut, own_words

ANSWER = "In-Reply-To: <1@desk.example>\n"
HEAD = "From: a@kunde.example\nTo: b@desk.example\nSubject: Frage\nMIME-Version: 1.0\n"


def own(html: str, *, answers: bool = False) -> str:
    head = HEAD + ANSWER * answers + "Content-Type: text/html; charset=utf-8\n\n"
    return " ".join(own_words(parse((head + html).encode())).split())


@pytest.mark.parametrize(
    "text",
    [
        "The file:\n\n--\n-- Haskell module\nmain = return ()\n\nIs it right?",
        "Skrypt:\n\n--\n-- ustawienia\n--\nselect 1\n\nDlaczego?",
        "Das Paket:\n\nwith Ada.Text_IO;\n-- gibt aus\n--\nprocedure P is\n\nWarum bricht es ab?",
        "Szukam przejazdu.\nOd: Kraków\nDo: Gdańsk\nData: 5 maja 2026, 10:30\nIle to kosztuje?",
        "Ich suche eine Fahrt.\nVon: Köln\nAn: Bonn\nDatum: 5.5.2026\nWas kostet das?",
        "Нужна машина.\nОт: Тверь\nДата: 5 мая\nКому: Ивановой\nСколько стоит?",
        "On Mon, 2 Mar 2026 at 10:05, Courier <c@firma.example> wrote: Nobody at home. That is untrue.",
    ],
)
def test_own_words(text: str) -> None:
    assert cut(text) == text


@pytest.mark.parametrize(
    ("words", "history"),
    [
        ("It runs.", "--\nAnna Reed\nReed Ltd"),
        ("Ja bitte", "Am Mo., März 2, 2026 at 10:05, Bote<b@firma.example> schrieb:   Niemand da."),
        ("Да", "  В пн, 2 мар. 2026 г. в 10:05, Сервис<s@firma.example> написал(а):   Никого."),
        ("Oui", "Le lun. 2 mars 2026 à 10:05, Accueil<a@firma.example> a écrit :   Bonjour."),
        ("Nie.", "----- Pierwotny e-mail -----\nOd: S <s@firma.example>\nDo: P\nWysłane: 3 marca 2026 10:05\n\nKod."),
        ("No.", "----- Messaggio che precede -----\nDa: S <s@firma.example>\nA: P\nInviato: 3 marzo 2026\n\nEcco."),
        ("Nein.", "----- Ursprüngliche Mail -----\nVon: S\nAn: P\nGesendet: 3. März 2026\nBetreff: C\n\nHier."),
    ],
)
def test_history(words: str, history: str) -> None:
    assert cut(f"{words}\n\n{history}") == words


@pytest.mark.parametrize("answers", [False, True])
@pytest.mark.parametrize(
    ("html", "words"),
    [
        (
            "<p>In den AGB steht:</p><blockquote><p>30 Tage.</p><p>Ohne Gewähr.</p></blockquote><p>Gilt das?</p>",
            "In den AGB steht: 30 Tage. Ohne Gewähr. Gilt das?",
        ),
        (
            '<p>Tu:</p><blockquote class="gmail_quote" style="margin:0 0 0 40px;border:none">30 dni.</blockquote><p>Tak?</p>',
            "Tu: 30 dni. Tak?",
        ),
        (
            "<p>El paso tres</p><blockquote>Apagar</blockquote><blockquote>Encender</blockquote><p>No va.</p>",
            "El paso tres Apagar Encender No va.",
        ),
    ],
)
def test_what_the_author_indents_is_his(html: str, words: str, *, answers: bool) -> None:
    assert own(html, answers=answers) == words


@pytest.mark.parametrize(
    "html",
    [
        '<p>В инструкции сказано:</p><blockquote type="cite">Не включать.</blockquote><p>Почему?</p>',
        '<p>В инструкции сказано:</p><blockquote style="border-left:2px solid #ccc">Не включать.</blockquote><p>Почему?</p>',
    ],
)
def test_a_new_mail_quotes_what_it_announces(html: str) -> None:
    assert own(html) == "В инструкции сказано: Не включать. Почему?"
    assert own(html, answers=True) == "В инструкции сказано: Почему?"


@pytest.mark.parametrize(
    "html",
    [
        "<p>Да.</p><p>2 марта 2026 г. 10:05, Сервис &lt;s@desk.example&gt;:</p><blockquote>Работает?</blockquote>",
        '<p>Да.</p><blockquote type="cite">Работает?</blockquote>',
        '<p>Да.</p><blockquote class="gmail_quote" style="border-left:1px #ccc solid">Работает?</blockquote>',
        "<p>Да.</p><p>&gt; Работает?</p>",
    ],
)
def test_what_a_program_quotes_goes(html: str) -> None:
    assert own(html, answers=True) == "Да."


def test_a_new_mail_keeps_the_marked_lines_that_it_announces() -> None:
    text = "Le manuel dit :\n\n> Débrancher.\n\nPourquoi ?"
    head = HEAD + "Content-Type: text/plain; charset=utf-8\n\n"
    assert own_words(parse((head + text).encode())) == text
