"""Character sets: by name, and by their letters when nobody tells the truth."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intakebot.reading.mime.charsets import codec_of, decode, meta_charset, undeclared
from intakebot.reading.mime.findings import Findings

RUSSIAN = "Добрый день, после обновления не открывается отчёт, выдаёт ошибку доступа."
UKRAINIAN = "Не працює вхід до системи, допоможіть, будь ласка."
POLISH = "Dzień dobry, po aktualizacji wyskakuje błąd przy logowaniu, proszę o pilną pomoc, źródło nieznane."
GERMAN = "Nach dem Update lässt sich der Bericht nicht öffnen, bitte prüfen Sie das für München."
FRENCH = "Après la mise à jour, l’accès est refusé et le système ne répond plus ; ça bloque."
CZECH = "Po aktualizaci nelze otevřít žádnou sestavu, prosím o rychlou pomoc, děkuji."
TURKISH = "Güncellemeden sonra rapor açılmıyor, lütfen yardım edin, teşekkürler."
GREEK = "Μετά την ενημέρωση η αναφορά δεν ανοίγει, παρακαλώ βοηθήστε."
HEBREW = "אחרי העדכון הדוח לא נפתח, בבקשה עזרו"
JAPANESE = "更新の後、レポートが開けません。確認をお願いします。"
CHINESE = "更新之后，报表无法打开，请帮助我们检查一下，谢谢。"
TAIWANESE = "更新之後，報表無法打開，請幫我們檢查一下，謝謝。"
KOREAN = "업데이트 이후 보고서가 열리지 않습니다. 확인 부탁드립니다."


@pytest.mark.parametrize(
    ("name", "codec"),
    [
        ("", ""), ("us-ascii", ""), ("ANSI_X3.4-1968", ""), ("utf-8", "utf_8"), ("UTF8", "utf_8"), ("utf-8mb4", "utf_8"),
        ("cp-1251", "cp1251"), ("win-1251", "cp1251"), ("Windows 1251", "cp1251"), ("1251", "cp1251"), ("ms-1251", "cp1251"),
        ("iso-8859-1", "cp1252"), ("ISO_8859-1:1987", "cp1252"), ("iso8859-2", "iso8859_2"), ("8859-15", "iso8859_15"),
        ("iso-8859-8-i", "iso8859_8"), ("iso-8859-9", "cp1254"), ("latin1", "cp1252"), ("latin2", "iso8859_2"),
        ("gb2312", "gb18030"), ("GBK", "gb18030"), ("ks_c_5601-1987", "cp949"), ("euc-kr", "cp949"), ("Shift_JIS", "cp932"),
        ("x-sjis", "cp932"), ("big5", "big5hkscs"), ("unicode-1-1-utf-7", "utf_7"), ("iso-2022-jp", "iso2022_jp_ext"),
        ("koi8-r", "koi8_r"), ("KOI8-U", "koi8_u"), ("x-mac-cyrillic", "mac_cyrillic"), ("macintosh", "mac_roman"),
        ("ibm866", "cp866"), ("cp65001", "utf_8"), ("tis-620", "cp874"), ("hz-gb-2312", "hz"),
        ("x-unknown", None), ("8bit", None), ("unicode_escape", None), ("zlib", None), ("rot13", None), ("idna", None),
        ("no such thing", None), ("утф", ""), ("\ud800", ""),
    ],
)  # fmt: skip
def test_names_of_all_kinds_are_known(name: str, codec: str | None) -> None:
    assert codec_of(name) == codec


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        *((RUSSIAN, codec) for codec in ("koi8_r", "cp1251", "cp866", "iso8859_5", "mac_cyrillic", "utf_8")),
        *((RUSSIAN.upper(), codec) for codec in ("koi8_r", "cp1251")),
        *((UKRAINIAN, codec) for codec in ("koi8_u", "cp1251")),
        *((POLISH, codec) for codec in ("cp1250", "iso8859_2", "utf_8")),
        *((CZECH, codec) for codec in ("cp1250", "iso8859_2")),
        (GERMAN, "cp1252"),
        (FRENCH, "cp1252"),
        (TURKISH, "cp1254"),
        (GREEK, "cp1253"),
        (HEBREW, "cp1255"),
        *((JAPANESE, codec) for codec in ("shift_jis", "euc_jp", "iso2022_jp")),
        (CHINESE, "gbk"),
        (TAIWANESE, "big5"),
        (KOREAN, "euc_kr"),
    ],
)
def test_undeclared_bytes_are_recognised_by_their_letters(text: str, codec: str) -> None:
    assert decode(text.encode(codec), "", Findings()) == text
    assert decode((text * 400).encode(codec), "x-unknown", Findings()) == text * 400


@pytest.mark.parametrize("word", ["Привет", "Ошибка", "Сбой", "Не работает", "СРОЧНО", "Помогите!", "Заявка 15"])
@pytest.mark.parametrize("codec", ["koi8_r", "cp1251"])
def test_a_word_of_a_subject_is_enough(word: str, codec: str) -> None:
    assert undeclared(word.encode(codec), Findings()) == word


@pytest.mark.parametrize("word", ["Błąd", "Prośba", "Zgłoszenie usterki", "Pilne: łącze", "Żądanie"])
@pytest.mark.parametrize("codec", ["cp1250", "iso8859_2"])
def test_a_polish_word_is_enough(word: str, codec: str) -> None:
    assert undeclared(word.encode(codec), Findings()) == word


@pytest.mark.parametrize(
    ("text", "real", "declared"),
    [
        (RUSSIAN, "cp1251", "utf-8"),
        (RUSSIAN, "koi8_r", "us-ascii"),
        (RUSSIAN, "koi8_r", "windows-1251"),
        (RUSSIAN, "cp1251", "koi8-r"),
        (RUSSIAN, "cp1251", "iso-8859-1"),
        (RUSSIAN, "utf_8", "koi8-r"),
        (POLISH, "utf_8", "iso-8859-2"),
        (POLISH, "cp1250", "utf-8"),
        (CHINESE, "utf_8", "gb2312"),
        (JAPANESE, "utf_8", "shift_jis"),
    ],
)
def test_a_wrong_declaration_is_found_out(text: str, real: str, declared: str) -> None:
    findings = Findings()
    assert decode(text.encode(real), declared, findings) == text
    assert findings.defects == ("charset-wrong",)


@pytest.mark.parametrize(
    ("text", "codec"),
    [("öäüÖÄÜß éèêëÉÈ ñÑ çÇ", "cp1252"), ("ЙЦУКЕН йцукен ФЫВАПРОЛДЖЭ", "cp1251"), ("ЗАЯВКА НА ДОСТУП СРОЧНО", "koi8_r"),
     ("ПРОШУ ПОМОЧЬ С ДОСТУПОМ", "cp1251"), ("žščřďťň ŽŠČŘĎŤŇ", "iso8859_2"), ("学生", "gbk")],
)  # fmt: skip
def test_a_true_declaration_is_believed(text: str, codec: str) -> None:
    findings = Findings()
    assert decode(text.encode(codec), codec, findings) == text
    assert findings.defects == ()


def test_byte_order_marks_win_and_vanish() -> None:
    assert decode("\ufeffПривет".encode(), "iso-8859-1", Findings()) == "Привет"
    assert decode("Привет".encode("utf-16"), "", Findings()) == "Привет"
    assert decode("\ufeffПривет".encode("utf-16-be"), "utf-8", Findings()) == "Привет"


def test_the_html_says_its_own() -> None:
    assert meta_charset(b"<html><head><META http-equiv=x content='text/html; CHARSET=koi8-r'>") == "koi8-r"
    assert meta_charset(b'<meta charset="utf-8">') == "utf-8"
    assert meta_charset(b"<p>charset=no</p>") == ""


@settings(deadline=None)
@given(st.text(min_size=1, max_size=80), st.sampled_from(["utf-8", "utf-16", "gb18030"]))
def test_what_is_declared_truly_is_read_back(text: str, charset: str) -> None:
    wanted = text.removeprefix("\ufeff")
    try:
        data = wanted.encode(charset)
    except UnicodeEncodeError:
        return
    if charset == "utf-8" or not any(char > "\u07ff" for char in data.decode("utf-8", "ignore")):
        assert decode(data, charset, Findings()).removeprefix("\ufeff") == wanted.removeprefix("\ufeff")


@settings(deadline=None)
@given(
    st.binary(max_size=400),
    st.sampled_from(["", "utf-8", "utf-7", "utf-16", "utf-32", "cp1251", "iso-2022-jp", "hz", "gbk", "big5", "x"]),
)
def test_any_bytes_are_decoded(data: bytes, charset: str) -> None:
    decode(data, charset, Findings()).encode("utf-8")


def test_a_guess_takes_milliseconds() -> None:
    data = (RUSSIAN * 10_000).encode("koi8_r")
    undeclared(data, Findings())
    begun = time.process_time()
    undeclared(data, Findings())
    assert time.process_time() - begun < 0.1
