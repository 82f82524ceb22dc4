"""Encoded words that lost their closing, and base64 with rubbish in it."""

import base64
import time

import pytest

from intakebot.reading.mime.findings import Findings
from intakebot.reading.mime.transfer import decode
from intakebot.reading.mime.words import decode_words


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("=?utf-8?B?0J7Qv9C70LDRgtCw", "Оплата"),
        ("=?utf-8?B?0J7Qv9C70LDRgtCw?", "Оплата"),
        ("=?utf-8?B?0J7Qv9C7 =?utf-8?B?0LDRgtCw?=", "Оплата"),
        ("=?iso-8859-1?Q?Gr=FC=DFe_aus", "Grüße aus"),
        ("=?iso-8859-2?Q?zam=F3wienie =?utf-8?Q?_4471?=", "zamówienie 4471"),
        ("x =?utf-8?B?b29v and more", "x =?utf-8?B?b29v and more"),
        ("=?utf-8?Q?broken", "=?utf-8?Q?broken"),
    ],
)
def test_words_without_their_closing(written: str, read: str) -> None:
    findings = Findings()
    assert decode_words(written, findings) == read
    assert findings.defects == ("encoded-word-broken",)


@pytest.mark.parametrize("text", ["=?u?B?" * 50_000, "=?u?Q?a=20" * 50_000, "=?u?Q?" + "=20" * 100_000 + " x"])
def test_openings_without_end_take_linear_time(text: str) -> None:
    started = time.process_time()
    decode_words(text, Findings())
    assert time.process_time() - started < 2


@pytest.mark.parametrize("rubbish", [" !\r\n*", "\r\n> ", " \x0b\r\n\t| "])
@pytest.mark.parametrize(
    "text", ["Пришлите, пожалуйста, реквизиты для оплаты.", "Proszę o fakturę na firmę, dziękuję."]
)
def test_base64_with_rubbish_in_it(text: str, rubbish: str) -> None:
    letters = base64.b64encode(text.encode()).decode()
    broken = rubbish.join(letters[at : at + 32] for at in range(0, len(letters), 32))
    assert decode(broken.encode(), "base64", Findings(), is_text=True).decode() == text


def test_text_that_is_no_base64_stays() -> None:
    text = b"Wir brauchen bitte die Rechnung noch einmal, danke."
    assert decode(text, "base64", Findings(), is_text=True) == text
