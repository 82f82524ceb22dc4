"""Which character set undeclared bytes are in: candidates are decoded and their letters scored.

A letter earns about the logarithm of its frequency in its own language; what doesn't happen within words (a capital
after a small letter, Latin beside Cyrillic, a symbol beside a letter) costs points. The tables are our own estimates.
"""

import codecs
import unicodedata
from functools import lru_cache

from intakebot.reading.mime.findings import Findings

#: More bytes than this make no guess better, only slower.
_SAMPLE = 1_200
#: Bytes that charset-normalizer gets to see.
_OPINION_SAMPLE = 3_000
#: Character sets that hardly anybody mails in start behind by this many points.
_RARE = {
    "mac_cyrillic": 2.0,
    "cp866": 1.0,
    "iso8859_5": 1.0,
    "euc_jp": 0.5,
    "cp1256": 2.0,
    "cp874": 2.0,
    "cp1255": 2.0,
    "cp1253": 1.5,
}
#: Points that a candidate needs in all before it is believed without a second opinion.
_ENOUGH = 0.5
#: In a tie the earlier one wins.
_CANDIDATES = (
    "cp1251",
    "koi8_u",
    "cp1252",
    "cp1250",
    "iso8859_2",
    "gb18030",
    "cp932",
    "cp949",
    "big5hkscs",
    "euc_jp",
    "cp866",
    "iso8859_5",
    "mac_cyrillic",
    "cp1253",
    "cp1254",
    "cp1255",
    "cp1256",
    "cp874",
)


def _ranked(letters: str, top: float, bottom: float) -> dict[str, float]:
    """Points falling evenly from the first letter to the last."""
    step = (top - bottom) / max(len(letters) - 1, 1)
    return {letter: top - step * rank for rank, letter in enumerate(letters)}


def _with_capitals(points: dict[str, float], less: float) -> dict[str, float]:
    """Likewise for capitals, which are as likely in headings but rarer in all."""
    capitals = {letter.upper(): value - less for letter, value in points.items() if len(letter.upper()) == 1}
    return {**capitals, **points}


_HANZI = (
    "的一是不了在人有我他这这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事"
    "成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心本前开但因只从想实日者意无力与长机十民第公此已工使情明性"
    "知全三又关点正业外将两高间由问很最重并物手应向头文体相见被利什二等产或新制身果加西月话合回特代内信表化给位次度门任常先通"
    "教原东提立及比员解水名真论处各入几口认条平系气题活更别打变四总何电数安少报结反受目太量再感建务做接必场件计管期市直资命金指"
    "许统区保形社便空决治展科司五基书非则界达放强难完设式色路记品住告类求据程请谢您测试邮错误服务器登录网络密码订单客户问候"
    "這個們來為國說時會對於過發後種經麼學現當沒動還進樣開從實無與長機關點業將兩間問應頭體見產話給門東員論處幾認條氣題別變"
    "總電數報結務場計資許統區決書則達難設記類據請謝測試郵錯誤伺服器登錄網絡密碼訂單戶您好嗎"
)
_HANGUL = (
    "이다는에을의가고하지로한은도를사기어나자인라시서리그아대들해일수보만으장부정제전있세여주게구과니스상원우면소공안무비동관"
    "위내연조성물국습요합았었했까녕저문감문의드립오류서버접속메일답변확인및더후중경당신용결과없때데모바진행계트생것와"
)
_POINTS: dict[str, float] = {
    **dict.fromkeys(_HANZI, 3.0),
    **dict.fromkeys(_HANGUL, 3.0),
    **dict.fromkeys("。，、：！？；（）「」『』《》・ー　", 1.5),
    **_ranked("ابتلمنويره", 2.2, 1.2),
    **_ranked("יהולאתרמבנשםדעחקפטכגסזצןךףץ", 2.4, -0.5),
    **_with_capitals(_ranked("αοιετσνηυρπκμλςωδγχθφβξζψ", 2.4, -1.5), 0.4),
    **_with_capitals(_ranked("άίόέήύώ", 1.0, 0.6), 1.0),
    **_with_capitals(_ranked("оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфёъ", 2.4, -1.6), 0.35),
    **_with_capitals(_ranked("іїєґў", 1.0, -1.5), 0.5),
    **_with_capitals(_ranked("éóäüöáíłàèçąęñãåśżčšžřěêøúůýćńæßôőâõűźîûťďňòùìăşţșțğıïëțțœðþ", 1.5, -0.6), 0.6),
    "ı": 1.3,
    "ş": 1.1,
    "ğ": 0.9,
    "İ": 0.6,
    "Ş": 0.5,
    "Ğ": 0.2,
    **dict.fromkeys("\u00a0–—’“”„«»…•", 0.4),
    **dict.fromkeys("№€", 0.2),
    **dict.fromkeys("©®™°§", 0.1),
}
_BLOCKS = (
    (0x0080, 0x009F, "control", -4.0),
    (0x00A0, 0x00BF, "symbol", -1.2),
    (0x00C0, 0x024F, "latin", -0.8),
    (0x0370, 0x03FF, "greek", -1.0),
    (0x0400, 0x052F, "cyrillic", -1.8),
    (0x0590, 0x05FF, "hebrew", -1.0),
    (0x0600, 0x06FF, "arabic", 0.5),
    (0x0E00, 0x0E7F, "thai", 1.0),
    (0x2000, 0x2BFF, "symbol", -1.2),
    (0x3000, 0x303F, "wide", 0.5),
    (0x3040, 0x30FF, "wide", 2.6),
    (0x4E00, 0x9FFF, "wide", -0.6),
    (0xAC00, 0xD7A3, "wide", -0.2),
    (0xE000, 0xF8FF, "control", -4.0),
    (0xFF01, 0xFF60, "wide", 0.8),
    (0xFF61, 0xFF9F, "wide", -0.8),
)
_LETTERS = frozenset({"ascii", "latin", "greek", "cyrillic", "hebrew", "arabic", "thai"})


@lru_cache(maxsize=8_192)
def _kind(char: str) -> tuple[str, bool, bool]:
    """Script, whether a capital, whether a small letter."""
    if char < "\x80":
        return "ascii" if char.isalpha() else "", char.isupper(), char.islower()
    code = ord(char)
    script = next((name for low, high, name, _ in _BLOCKS if low <= code <= high), "other")
    if script == "symbol" and char in "\u00a0–—’“”„«»…•©®™°§":
        script = "sign"
    return script, char.isupper(), char.islower()


@lru_cache(maxsize=8_192)
def _worth(char: str) -> float:
    """Points of one letter by itself."""
    if char in _POINTS:
        return _POINTS[char]
    if unicodedata.combining(char):
        return -1.5
    code = ord(char)
    return next((points for low, high, _, points in _BLOCKS if low <= code <= high), -1.5)


@lru_cache(maxsize=16_384)
def _fit(before: str, char: str) -> float:
    """Points lost because these two don't stand beside each other within words."""
    script, upper, _ = _kind(char)
    script_before, _, lower_before = _kind(before)
    letters = script in _LETTERS and script_before in _LETTERS
    lost = 0.0
    if letters and script != script_before and {script, script_before} != {"ascii", "latin"}:
        lost += 2.5
    if letters and upper and lower_before:
        lost += 2.5
    if {script, script_before} == {"wide", "ascii"}:
        lost += 1.5
    if script == script_before == "latin":
        lost += 0.8
    if "symbol" in (script, script_before) and (script in _LETTERS or script_before in _LETTERS):
        lost += 0.8
    return -lost


def score(text: str) -> float:
    """How much the characters beyond ASCII look like words of some language; 0 for plain ASCII."""
    total, before = 0.0, " "
    for char in text:
        if char > "\x7f":
            total += _worth(char) + _fit(before, char)
        elif before > "\x7f":
            total += _fit(before, char)
        before = char
    return total


def _sample(data: bytes) -> bytes:
    """The lines with bytes beyond ASCII, until there are enough of them."""
    if len(data) <= _SAMPLE:
        return data
    sample = bytearray()
    for line in data[: _SAMPLE * 100].splitlines():
        if not line.isascii():
            sample += line[:_SAMPLE] + b"\n"
        if len(sample) >= _SAMPLE:
            break
    return bytes(sample[:_SAMPLE]) or data[:_SAMPLE]


def _points(sample: bytes, codec: str) -> float:
    """Score of the sample in this character set, minus infinity when it can't be in it."""
    try:
        return score(codecs.getincrementaldecoder(codec)("strict").decode(sample))
    except (UnicodeDecodeError, LookupError):
        return float("-inf")


def prefer(data: bytes, declared: str, others: tuple[str, ...], margin: float) -> str:
    """The declared character set unless another one scores higher by `margin` points a byte beyond ASCII."""
    sample = _sample(data)
    high = sum(byte > 0x7F for byte in sample)
    best = max(others, key=lambda codec: _points(sample, codec))
    gain = _points(sample, best) - _points(sample, declared)
    return best if gain > margin * high else declared


def guess(data: bytes, findings: Findings, hints: tuple[str, ...] = ()) -> str:
    """Name of the likeliest codec for bytes that aren't UTF-8; hints win ties and get a little ahead."""
    sample = _sample(data)
    if not findings.afford("guess"):
        return hints[0] if hints else "cp1252"
    ahead = 0.15 * sum(byte > 0x7F for byte in sample)
    scores = {codec: _points(sample, codec) - _RARE.get(codec, 0.0) for codec in (*hints, *_CANDIDATES)}
    scores |= {codec: scores[codec] + ahead for codec in hints}
    best = max(scores, key=lambda codec: scores[codec])
    if scores[best] >= _ENOUGH:
        return best
    return _opinion(data, findings) or (best if scores[best] > float("-inf") else "cp1252")


def _opinion(data: bytes, findings: Findings) -> str:
    """What charset-normalizer believes, "" when it can't tell or was asked too often."""
    if len(data) < 40 or not findings.afford("opinion"):  # it can't tell from less
        return ""
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_OPINION_SAMPLE], steps=3, chunk_size=512).best()
    return best.encoding if best else ""
