import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intakebot.domain.address import Address
from intakebot.reading.mail import Mail, Part
from intakebot.reading.mime import parse
from intakebot.reading.quotes import cut, own_words

CORPUS = sorted((Path(__file__).parents[2] / "corpus" / "quotes").glob("*.eml"))


def squeezed(text: str) -> str:
    return " ".join(text.split())


def mail(text: str, html: str = "", subject: str = "Re: fault") -> Mail:
    plain = (Part(content_type="text/plain", text=text),) if text else ()
    return Mail(
        headers=(),
        content_type="multipart/alternative",
        parameters={},
        parts=plain,
        message_id="1@kunde.example",
        in_reply_to=(),
        references=(),
        sender=Address(address="anna@kunde.example"),
        reply_to=(),
        to=(),
        cc=(),
        subject=subject,
        date=None,
        text=text,
        html=html,
        attachments=(),
        defects=(),
    )


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_corpus(path: Path) -> None:
    expected = json.loads(path.with_suffix(".json").read_text())["reply"]
    assert squeezed(own_words(parse(path.read_bytes()))) == squeezed(expected)


def test_corpus_is_as_large_as_promised() -> None:
    assert len(CORPUS) >= 120


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ""),
        (" \n\n", ""),
        ("Hello", "Hello"),
        ("Hello\r\n\r\nOn 2/2/26 10:11, X wrote:\r\n> a\r\n", "Hello"),
        ("Hello\nOn 2/2/26 10:11, X wrote:\n> a", "Hello"),
        ("You asked:\n> which version?\n\n12.1", "You asked:\n\n12.1"),
        ("X wrote:\n> which version?\n\n12.1", "12.1"),
        ("> a\n> b", "> a\n> b"),
        (">> a\n>> b", ">> a\n>> b"),
        ("-- \nAnna", "--\nAnna"),
        ("Sent from my iPhone", "Sent from my iPhone"),
        ("It stopped.\n\n-Anna Reed", "It stopped."),
        ("ok thanks\n\nFrom: X\nSent: Monday, 2 February 2026\nTo: Y\nSubject: Z\n\nplease restart", "ok thanks"),
        ("Broken are:\n\n- Printer", "Broken are:\n\n- Printer"),
        ("Ok\n\nSent from my Frobnicator", "Ok"),
        ("Ok\n\nGet Outlook for iOS", "Ok"),
        ("Outlook for iOS does not send mail any more", "Outlook for iOS does not send mail any more"),
        ("PS C:\\tools>\n> dir\nnothing", "PS C:\\tools>\n> dir\nnothing"),
        ("Да.\n\nЦитирую Служба <help@desk.example>:\n\n> Работает?", "Да."),
        ("Ok\n\nIn message <1@desk.example>, Help Desk writes:\n> It runs.", "Ok"),
        ("Ok\n\n\u202bOn Mon, 2 Feb 2026, 10:11, X <x@desk.example> wrote:\u202c\n\nIt runs.", "Ok"),
        ("Ok\n\n*On Mon, 2 Feb 2026 at 10:11, X <x@desk.example> wrote:*\n\nIt runs.", "Ok"),
    ],
)
def test_texts(text: str, words: str) -> None:
    assert cut(text) == words


def test_a_new_mail_has_no_quotes_in_the_middle_of_a_paragraph() -> None:
    text = "The screen says\n> please wait\nfor an hour."
    assert own_words(mail(text, subject="Screen")) == text
    assert own_words(mail(text, subject="Re: Screen")) == "The screen says\nfor an hour."


def test_structure_is_asked_where_the_text_has_lost_its_marks() -> None:
    text = "Version 12.1.\n\nWhich version?\n\nSince Friday."
    html = '<p>Version 12.1.</p><blockquote type="cite">Which version?</blockquote><p>Since Friday.</p>'
    assert own_words(mail(text, html)) == "Version 12.1.\n\nSince Friday."


def test_marks_of_the_text_outweigh_the_structure() -> None:
    text = "Version 12.1.\n\n> Which version?\n\nSince Friday."
    html = (
        '<p>Version 12.1.</p><div class="gmail_quote">Which version?</div><div class="gmail_quote">Since Friday.</div>'
    )
    assert squeezed(own_words(mail(text, html))) == "Version 12.1. Since Friday."


def test_a_blockquote_that_no_program_made_is_text() -> None:
    text = "The manual says\n\nrestart daily\n\nis that so?"
    html = "<p>The manual says</p><blockquote>restart daily</blockquote><p>is that so?</p>"
    assert own_words(mail(text, html)) == text


def test_words_that_only_the_html_has_do_not_mislead() -> None:
    text = "It stopped again.\n\nPlease restart it."
    html = (
        '<p>It <a href="https://kunde.example">stopped</a> again.</p><style>p {color: red}</style><p>one two three</p>'
        '<div id="divRplyFwdMsg">From</div><p>Please restart it.</p>'
    )
    assert own_words(mail(text, html)) == "It stopped again."


def test_when_all_is_quoted_the_newest_level_is_kept() -> None:
    html = '<div class="gmail_quote">It stopped.</div>'
    assert own_words(mail("It stopped.", html)) == "It stopped."


@pytest.mark.parametrize(
    "html",
    ["<blockquote", "<blockquote>" * 5_000, "\x00<blockquote type=cite>", "<!--<blockquote>-->", "<?a <blockquote"],
)
def test_broken_html_harms_nothing(html: str) -> None:
    assert own_words(mail("It stopped.", html)) == "It stopped."


def test_lxml_is_loaded_only_for_html_that_may_quote() -> None:
    code = "import sys; from intakebot.reading.quotes import cut; cut('> a\\n\\nb'); sys.exit('lxml' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


LINES = [
    "", " ", "Hello there", "Thanks,", "Anna Reed", "> quoted", ">> deeper", "> On 2/2/26 10:11, X wrote:", "| piped", "-- ", "--", "---",
    "________________________________", "From: X <x@desk.example>", "Sent: Monday, 2 February 2026 10:11", "To: Anna", "Subject: fault",
    "От: Иван <i@desk.example>", "Дата: 02.02.2026 10:11", "Тема: сбой", "On Mon, 2 Feb 2026 at 10:11, X", "<x@desk.example> wrote:",
    "02.02.2026, 10:11, \"Иван\" <i@desk.example>:", "-----Original Message-----", "---------- Forwarded message ---------", "FYI",
    "Sent from my iPhone", "Отправлено с iPhone", "tel. +48 600 100 200", "www.kunde.example", "С уважением,", "> select 1;", ">>> print(1)",
    "This e-mail is confidential.", "Reply above this line", "X wrote:", "СП> да", "Вы писали:", "-Anna", "ᐧ", "Why:", "wrapped rest",
    "> a quoted line that is long enough for the program to have wrapped it here", ">>> X <x@desk.example> 2/2/2026 10:11 >>>",
]  # fmt: skip
MAILS = st.lists(st.sampled_from(LINES) | st.text(max_size=40), max_size=25).map("\n".join)


@settings(max_examples=250, deadline=None)
@given(MAILS)
def test_lines_are_kept_in_order_and_never_changed(text: str) -> None:
    left = iter([line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")] + [""] * 30)
    assert all(line in left for line in cut(text).split("\n"))


@settings(max_examples=250, deadline=None)
@given(MAILS)
def test_something_is_left_of_every_text(text: str) -> None:
    if any(character.isalnum() for character in text):
        assert cut(text).strip()


@settings(max_examples=250, deadline=None)
@given(MAILS)
def test_own_words_stay_themselves(text: str) -> None:
    words = cut(text)
    assert squeezed(cut(words)) == squeezed(words)


@settings(max_examples=150, deadline=None)
@given(
    MAILS,
    st.lists(
        st.sampled_from(
            ["<blockquote type=cite>", "</blockquote>", "<div class=gmail_quote>", "</div>", "Hello", "quoted"]
        )
    ).map("".join),
)
def test_html_never_raises(text: str, html: str) -> None:
    own_words(mail(text, html))


HOSTILE = {
    "marks": ">\n" * 100_000,
    "deep": "> " * 500_000,
    "openers": "On " * 1_700_000,
    "attributions": "On 02.02.2026 10:11 X wrote:\n" * 40_000,
    "headers": "From: x\n" * 60_000,
    "blocks": "Date: 2.2.2026\nFrom: a\nTo: b\n\n" * 15_000,
    "delimiters": "--\n" * 60_000,
    "stretches": "hi\n-- \na\n\n> b\n" * 12_000,
    "phones": "Sent from my iPhone\n" * 60_000,
    "disclaimers": "Disclaimer confidential\n\n" * 40_000,
    "colons": ("a:\n" + "\n" * 50) * 4_000,
    "dashes": "-" * 3_000_000 + "1",
    "addresses": "a@" * 1_000_000 + ":",
    "brackets": "<" * 2_000_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_takes_linear_time(text: str) -> None:
    half, whole = seconds(text[: len(text) // 2]), seconds(text)
    assert whole < max(3.2 * half, 1.0)


def seconds(text: str) -> float:
    started = time.process_time()
    cut(text)
    return time.process_time() - started


def test_hostile_html_takes_linear_time() -> None:
    html = "<div class=gmail_quote>word" * 40_000
    started = time.process_time()
    own_words(mail("word other " * 20_000, html))
    assert time.process_time() - started < 5
