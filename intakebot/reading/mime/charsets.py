"""Bytes to characters: what mails call their character sets, what they are really in."""

import codecs
import re
from functools import lru_cache

from intakebot.reading.mime.findings import Findings
from intakebot.reading.mime.guessing import guess, prefer

#: Names that the number rules below don't reach; the values are tried in order, the wider set first (a mail that says
#: gb2312 is mostly GBK, iso-8859-1 is windows-1252; https://encoding.spec.whatwg.org/#names-and-labels).
_NAMES = {
    "gb18030": ("gb2312", "gbk", "gb231280", "gb23121980", "euccn", "cp936", "936", "gb", "hzgb", "chinese", "xgbk"),
    "cp949": ("euckr", "ksc56011987", "ksc5601", "ksc56011989", "uhc", "949", "korean", "johab949", "windows949"),
    "cp932": ("shiftjis", "sjis", "mskanji", "windows31j", "932", "xsjis", "csshiftjis", "shiftjisms"),
    "euc_jp": ("eucjp", "xeucjp", "ujis", "eucjpms", "51932"),
    "big5hkscs": ("big5", "big5eten", "cnbig5", "chinesebig5", "xxbig5", "950", "big5tw"),
    "iso2022_jp_ext": ("iso2022jp", "iso2022jp1", "iso2022jp2", "iso2022jpms", "jis", "50220", "50221", "50222"),
    "iso2022_kr": ("iso2022kr", "csiso2022kr"),
    "hz": ("hzgb2312", "hz"),
    "cp1252": ("latin1", "l1", "iso88591", "ansi", "western", "iso885915windows"),
    "cp1254": ("iso88599", "latin5"),
    "cp874": ("tis620", "iso885911", "thai"),
    "iso8859_8": ("iso88598", "iso88598i", "iso88598e", "hebrew"),
    "koi8_r": ("koi8", "koi8r", "koi", "cskoi8r", "xkoi8r"),
    "koi8_u": ("koi8u", "koi8ru"),
    "mac_roman": ("macintosh", "mac", "xmacroman"),
    "mac_cyrillic": ("xmaccyrillic", "maccyrillic", "xmacukrainian"),
    "mac_latin2": ("xmacce", "macce", "xmaccentraleurroman"),
    "utf_7": ("utf7", "unicode11utf7", "unicode20utf7", "xunicode20utf7"),
    "utf_16": ("utf16", "ucs2", "unicode", "iso10646ucs2", "csunicode"),
    "utf_8": ("unicode11utf8", "unicode20utf8", "xunicode20utf8", "cesu8", "65001"),
    "": ("usascii", "ascii", "ansix341968", "iso646us", "646", "us", "7bit"),
}
_BY_NAME = {name: codec for codec, names in _NAMES.items() for name in names}
#: Names that say nothing.
_NOTHING = re.compile(r"x?unknown.*|8bit|binary|none|default|null|xuserdefined|charset|iso|undefined|auto|utf")
_JUNK = re.compile(r"[^a-z0-9]+")
_UTF8 = re.compile(r"x?utf8.*")
_ISO = re.compile(r"(?:iso|x)?8859(\d{1,2}?)(?:19\d\d|[ie])?")
_PAGE = re.compile(r"(?:x|cs)?(?:windows|win|cp|ms|ibm|dos|msdos|microsoft|codepage)*(\d{3,5})")
#: Python codecs that turn bytes into something other than what they say.
_NOT_CHARSETS = frozenset({"unicodeescape", "rawunicodeescape", "idna", "punycode", "undefined", "mbcs", "oem"})
#: Character sets whose bytes are all below 128, or aren't ASCII at all.
_SEVEN_BIT = frozenset({"utf_7", "hz", "iso2022_jp_ext", "iso2022_kr", "utf_16", "utf_16_le", "utf_16_be", "utf_32"})
_WESTERN = frozenset({"cp1252", "iso8859_15", "cp1254", "cp1250", "iso8859_2"})
_CYRILLIC = ("cp1251", "koi8_u", "cp866", "iso8859_5")
#: Bytes 0x80–0x9F are controls in the ISO sets, and letters or dashes in what Windows calls by the ISO name.
_WINDOWS = {"iso8859_2": "cp1250", "iso8859_7": "cp1253", "iso8859_13": "cp1257"}
_C1 = re.compile(rb"[\x80-\x9f]")
_WIDE = frozenset({"gb18030", "cp949", "cp932", "euc_jp", "big5hkscs"})
_ALSO = {"big5hkscs": "cp950", "cp932": "shift_jis_2004", "euc_jp": "euc_jis_2004", "cp1252": "latin_1"}
_ASCII_LETTERS = bytes(byte for byte in range(128) if chr(byte).isalpha())
_NOT_HIGH = bytes(range(0x80))
_BOMS = (
    (codecs.BOM_UTF8, "utf_8"),
    (codecs.BOM_UTF32_LE, "utf_32"),
    (codecs.BOM_UTF16_LE, "utf_16"),
    (codecs.BOM_UTF16_BE, "utf_16"),
)
_WIDE_BOMS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
#: Fewer high bytes than this say nothing about a declaration being wrong ("äöü" is a likely test of anyone's).
_TELLING = 12
_SURROGATES = re.compile("[\ud800-\udfff]")
_JIS_RUN = re.compile(rb"\x1b\$[@B]((?:[\x21-\x7e]{2})*)|\x1b\([BJI]")
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.\-]{2,40})", re.IGNORECASE)


@lru_cache(maxsize=512)
def codec_of(name: str) -> str | None:
    """The Python codec for what a mail calls a character set; "" for ASCII and none, None for unknown names."""
    plain = _JUNK.sub("", name.lower())[:40]
    if not plain or plain in _BY_NAME:
        return _BY_NAME.get(plain, "")
    if _UTF8.fullmatch(plain):
        return "utf_8"
    if found := _ISO.fullmatch(plain):
        return _BY_NAME.get("iso8859" + found[1]) or _lookup(f"iso8859_{found[1]}")
    if found := _PAGE.fullmatch(plain):
        return _BY_NAME.get(found[1]) or _lookup(f"cp{found[1]}")
    if _NOTHING.fullmatch(plain) or plain in _NOT_CHARSETS:
        return None
    return _lookup(re.sub(r"[^a-z0-9_.-]", "", name.lower())) or _lookup(plain.removeprefix("x"))


def _lookup(name: str) -> str | None:
    try:
        b"a".decode(name)
        return codecs.lookup(name).name.replace("-", "_")
    except (LookupError, ValueError):
        return None


def meta_charset(html: bytes) -> str:
    """The character set that an HTML document says it is in, "" when it says none (HTML Standard, prescan)."""
    found = _META.search(html, 0, 4_096)
    return found[1].decode("ascii") if found else ""


def decode(data: bytes, declared: str, findings: Findings, *, hint: str = "") -> str:
    """Characters of bytes declared to be in a character set; never fails. `hint` is another likely name or codec."""
    codec = codec_of(declared)
    if codec is None:
        findings.add("charset-unknown")
    if data.isascii() and codec not in _SEVEN_BIT:
        return _seven_bit(data)
    if data.startswith(codecs.BOM_UTF8) or (data.startswith(_WIDE_BOMS) and min(data) < 9):
        codec = next(of_bom for bom, of_bom in _BOMS if data.startswith(bom))
    text = _as_declared(data, codec, findings) if codec else None
    if text is None:
        if codec is not None:
            findings.add("charset-wrong" if declared else "charset-missing")
        text = undeclared(data, findings, hint)
    return text.removeprefix("\ufeff")


def _seven_bit(data: bytes) -> str:
    """ASCII, or Japanese that needn't be declared to be recognised: its escapes occur in nothing else."""
    if b"\x1b$" in data and _JIS_RUN.search(data):
        return _japanese(data)
    return data.decode("ascii")


def _as_declared(data: bytes, codec: str, findings: Findings) -> str | None:
    """Decoded as declared, where the declaration can be true; None where it can't."""
    if codec == "utf_8":
        return _utf8(data, findings)
    if codec in _SEVEN_BIT:
        return _stateful(data, codec)
    if (text := _strict(data, "utf_8")) is not None and (codec not in _WIDE or any(c > "\u07ff" for c in text)):
        findings.add("charset-wrong")
        return text
    if codec in _WINDOWS and _C1.search(data):
        codec = _WINDOWS[codec]
    if codec in _WESTERN or codec in ("cp1251", "koi8_r", "koi8_u"):
        believed = _believed(data, codec)
        if believed != codec:
            findings.add("charset-wrong")
            codec = believed
    text = _strict(data, codec)
    return text if text is not None else _nearly(data, codec)


def _believed(data: bytes, codec: str) -> str:
    """Another codec where the letters say clearly that the declared one is wrong."""
    high = data.translate(None, _NOT_HIGH)
    if len(high) < _TELLING:
        return codec
    if codec in _WESTERN:
        ascii_letters = len(data) - len(data.translate(None, _ASCII_LETTERS))
        return prefer(data, codec, _CYRILLIC, 1.0) if len(high) > ascii_letters else codec
    first_half = sum(byte < 0xE0 for byte in high[:4_000])
    as_declared = first_half * 2 > min(len(high), 4_000)
    if as_declared == (codec != "cp1251"):  # small letters stand in 0xC0–0xDF in KOI8, in 0xE0–0xFF in windows-1251
        return codec
    return prefer(data, codec, _CYRILLIC, 0.5)


def _utf8(data: bytes, findings: Findings) -> str | None:
    """UTF-8, repaired where only little of it is broken; None where it is something else."""
    if (text := _strict(data, "utf_8")) is not None:
        return text
    text = data.decode("utf_8", "replace")
    broken = text.count("\ufffd")
    if broken * 2 > sum(char > "\x7f" for char in text[:20_000]):
        return None
    findings.add("charset-wrong")
    return text


def _stateful(data: bytes, codec: str) -> str | None:
    """Shift sequences and two-byte units, whose codecs mustn't give half characters away."""
    if codec.startswith("iso2022_jp"):
        return _japanese(data)
    if codec == "utf_16" and not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        codec = "utf_16_le" if data[1::2].count(0) > data[::2].count(0) else "utf_16_be"
    if codec.startswith("utf_16") and data.isascii() and b"\0" not in data:
        return None
    text = data.decode(codec, "replace")
    return None if text.count("\ufffd") * 4 > len(text) else _SURROGATES.sub("\ufffd", text)


def _japanese(data: bytes) -> str:
    """ISO-2022-JP, with the makers' characters (circled digits and the like) that its codec doesn't know."""
    if not data.isascii():
        return _strict(data, "utf_8") or _strict(data, "cp932") or data.decode("iso2022_jp_ext", "replace")
    if (text := _strict(data, "iso2022_jp_ext")) is not None:
        return text

    def kanji(found: re.Match[bytes]) -> bytes:
        pairs = bytes(byte | 0x80 for byte in found[1] or b"")
        return b"".join(_shifted(pairs[at], pairs[at + 1]) for at in range(0, len(pairs), 2))

    return _JIS_RUN.sub(kanji, data).decode("cp932", "replace")


def _shifted(row: int, cell: int) -> bytes:
    """One EUC pair as Shift_JIS, which has the makers' characters (JIS X 0208, annex 1)."""
    row, cell = row - 0xA1, cell - 0xA1
    first = row // 2 + (0x81 if row < 62 else 0xC1)
    second = cell + 0x9F if row % 2 else cell + (0x40 if cell < 63 else 0x41)
    return bytes((first, second))


def undeclared(data: bytes, findings: Findings, hint: str = "") -> str:
    """UTF-8 when it is valid or nearly so, else the likeliest other; `hint` is a likely name."""
    if (text := _strict(data, "utf_8")) is not None:
        return text
    head = data[:4_000]
    if len(head) > 12 and head.count(0) > len(head) // 3:
        return _stateful(data, "utf_16") or data.decode("latin_1")
    if (text := _utf8(data, findings)) is not None:
        return text
    return data.decode(likeliest(data, findings, hint), "replace")


def likeliest(data: bytes, findings: Findings, hint: str = "") -> str:
    """The likeliest codec of bytes that aren't UTF-8."""
    codec = codec_of(hint) or ""
    hints = () if codec in _SEVEN_BIT or codec in ("", "utf_8") else (codec,)
    return guess(data, findings, hints)


def _nearly(data: bytes, codec: str) -> str | None:
    """The declared character set with a few wrong bytes, as when a text was cut; None when there are more."""
    if (text := _strict(data, _ALSO.get(codec, codec))) is not None and codec != "cp1252":
        return text
    text = data.decode(codec, "replace")
    return text if text.count("\ufffd") <= 1 + len(text) // 50 else None


def _strict(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except (UnicodeDecodeError, LookupError):
        return None
