"""Rich text of Outlook: decompressed ([MS-OXRTFCP] §3) and read as plain text or as the HTML inside ([MS-OXRTFEX])."""

import re
import struct

#: Bytes that compressed text may become.
MAX_LENGTH = 4 * 1024 * 1024
_PRESET = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript \fdecor MS Sans SerifSymbol"
    rb"ArialTimes New RomanCourier{\colortbl\red0\green0\blue0" + b"\r\n" + rb"\par \pard\plain\f0\fs20\b\i\u\tab\tx"
)
_TOKEN = re.compile(
    r"\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-z])|([{}])|[\r\n]+|([^\\{}\r\n]+)", re.DOTALL
)
#: Groups whose text isn't shown.
_DESTINATIONS = frozenset({
    "fonttbl", "colortbl", "stylesheet", "info", "pict", "header", "footer", "object", "themedata", "datastore",
    "listtable", "listoverridetable", "generator", "xmlnstbl", "rsidtbl", "latentstyles", "bkmkstart", "bkmkend", "fldinst",
})  # fmt: skip
_SIGNS = {
    "par": "\n", "line": "\n", "tab": "\t", "cell": " ", "row": "\n", "emdash": "—", "endash": "–", "lquote": "‘",
    "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•", "sect": "\n", "page": "\n",
}  # fmt: skip


def decompressed(data: bytes) -> bytes:
    """LZFu undone; raises ValueError for what it can't be."""
    if len(data) < 16:
        raise ValueError("too short for compressed RTF")
    _, raw_size, magic, _ = struct.unpack_from("<II4sI", data)
    if magic == b"MELA":
        return data[16 : 16 + raw_size]
    if magic != b"LZFu":
        raise ValueError("no compressed RTF")
    return _expanded(data, min(raw_size, MAX_LENGTH))


def _expanded(data: bytes, size: int) -> bytes:
    """The dictionary is the last 4,096 bytes written; it starts with what RTF commonly begins with."""
    out = bytearray(_PRESET)
    base, at = len(_PRESET), 16
    while at < len(data) and len(out) - base < size:
        control = data[at]
        at += 1
        for bit in range(8):
            if at >= len(data):
                break
            if not control >> bit & 1:
                out.append(data[at])
                at += 1
                continue
            if at + 1 >= len(data):
                return bytes(out[base : base + size])
            token = data[at] << 8 | data[at + 1]
            at += 2
            if not _copy(out, token):
                return bytes(out[base : base + size])
    return bytes(out[base : base + size])


def _copy(out: bytearray, token: int) -> bool:
    """Repeats what stands in the dictionary; False at the mark of the end."""
    offset, length = token >> 4, (token & 15) + 2
    write = len(out) % 4_096
    if offset == write:
        return False
    back = (write - offset) % 4_096
    start = len(out) - back
    for index in range(length):
        out.append(out[start + index] if start + index >= 0 else 0x20)
    return True


class _Group:
    __slots__ = ("hidden", "unicode_skip")

    def __init__(self, *, hidden: bool = False, unicode_skip: int = 1) -> None:
        self.hidden = hidden
        self.unicode_skip = unicode_skip


class _Reader:
    """Reads tokens; `from_html` says that only the encapsulated HTML counts."""

    def __init__(self, text: str, codec: str) -> None:
        self.codec = codec
        self.from_html = "\\fromhtml" in text[:4_096]
        self._out: list[str] = []
        self._bytes = bytearray()
        self._groups = [_Group()]
        self._muted = False  # \htmlrtf: RTF that stands for HTML given elsewhere
        self._skip = 0
        self._starred = False
        for found in _TOKEN.finditer(text):
            self._token(found)
        self._flush()
        self.text = "".join(self._out)

    def _token(self, found: re.Match[str]) -> None:
        word, number, octet, symbol, brace, plain = found.groups()
        if word:
            self._word(word, int(number) if number else None)
        elif octet:
            self._octet(int(octet, 16))
        elif symbol:
            self._symbol(symbol)
        elif brace:
            self._brace(brace)
        elif plain:
            skipped, self._skip = plain[: self._skip], max(0, self._skip - len(plain))
            self._put(plain[len(skipped) :])

    def _brace(self, brace: str) -> None:
        self._flush()
        if brace == "{" and len(self._groups) < 1_000:
            outer = self._groups[-1]
            self._groups.append(_Group(hidden=outer.hidden, unicode_skip=outer.unicode_skip))
        elif brace == "}" and len(self._groups) > 1:
            self._groups.pop()

    def _octet(self, value: int) -> None:
        if self._skip:
            self._skip -= 1
        elif self._shown:
            self._bytes.append(value)

    def _symbol(self, symbol: str) -> None:
        if symbol == "*":
            self._starred = True
        elif symbol in "\\{}":
            self._put(symbol)
        elif symbol == "~":
            self._put(" ")
        elif symbol in "\r\n":
            self._put("\n")

    def _word(self, word: str, number: int | None) -> None:
        group = self._groups[-1]
        starred, self._starred = self._starred, False
        if word == "htmltag":
            group.hidden = False
        elif word == "htmlrtf":
            self._flush()
            self._muted = number != 0
        elif word in _DESTINATIONS or (starred and word not in ("htmltag", "mhtmltag")) or word == "mhtmltag":
            group.hidden = True
        elif word == "ansicpg" and number:
            self.codec = f"cp{number}" if number != 65001 else "utf-8"
        elif word == "uc" and number is not None:
            group.unicode_skip = min(max(number, 0), 8)
        elif word == "u" and number is not None:
            self._put(chr(number & 0xFFFF) if not 0xD800 <= number & 0xFFFF <= 0xDFFF else "\ufffd")
            self._skip = group.unicode_skip
        elif word in _SIGNS:
            self._put(_SIGNS[word])

    @property
    def _shown(self) -> bool:
        return not (self._groups[-1].hidden or (self._muted and self.from_html))

    def _put(self, text: str) -> None:
        self._flush()
        if self._shown:
            self._out.append(text)

    def _flush(self) -> None:
        if not self._bytes:
            return
        try:
            self._out.append(self._bytes.decode(self.codec, "replace"))
        except LookupError:
            self._out.append(self._bytes.decode("cp1252", "replace"))
        self._bytes.clear()


def read(data: bytes, codec: str = "cp1252") -> tuple[str, str]:
    """Plain text and HTML of an RTF document; one of them is empty, according to what it was made from."""
    reader = _Reader(data[:MAX_LENGTH].decode("latin-1"), codec)
    return ("", reader.text) if reader.from_html else (reader.text, "")
