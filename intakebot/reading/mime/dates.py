"""The Date field (RFC 5322 §3.3, §4.3) and what is written there instead."""

import re
from datetime import UTC, datetime, timedelta, timezone

#: Longer values are no dates.
_MAX_LENGTH = 200
_ENGLISH = "jan feb mar apr may jun jul aug sep oct nov dec"
#: Beginnings of month names in the languages of our customers and of mailers that translate what they mustn't.
_OTHERS = {
    1: "янв sty січ gen ene ocak",
    2: "фев lut лют fév fev şub",
    3: "мар бер mär mrz maa mars",
    4: "апр kwi кві avr abr nis",
    5: "май мая maj тра mai mag",
    6: "июн cze чер juin giu haz",
    7: "июл lip juil lug tem",
    8: "авг sie сер aoû aou ago ağu",
    9: "сен wrz вер set eyl",
    10: "окт paź paz жов okt out eki",
    11: "ноя lis лис kas",
    12: "дек gru гру dez déc dic ara",
}
_MONTHS = {name: number for number, name in enumerate(_ENGLISH.split(), 1)}
_MONTHS |= {name: number for number, names in _OTHERS.items() for name in names.split()}
#: RFC 5322 §4.3 and the European names that real mail uses, in minutes east of Greenwich.
_ZONES = {
    **dict.fromkeys(("ut", "utc", "gmt", "z", "wet"), 0),
    "edt": -240,
    "est": -300,
    "cdt": -300,
    "cst": -360,
    "mdt": -360,
    "mst": -420,
    "pdt": -420,
    "pst": -480,
    "bst": 60,
    "west": 60,
    "cet": 60,
    "met": 60,
    "cest": 120,
    "mest": 120,
    "eet": 120,
    "eest": 180,
    "msk": 180,
    "msd": 240,
    "jst": 540,
    "kst": 540,
    "aest": 600,
    "hst": -600,
    "akst": -540,
    "akdt": -480,
    "ist": 330,
}
_COMMENT = re.compile(r"\((?>(?:[^()\\]|\\.)*)\)")
_LOOSE_COLON = re.compile(r" ?: ?")
_TIME = r"(?P<hour>\d{1,2})[:.](?P<minute>\d{1,2})(?:[:.](?P<second>\d{1,2})(?:[.,]\d{1,9})?)?(?:\s*(?P<half>[ap])\.?m\b\.?)?"
_ZONE = r"(?:\s*(?P<zone>[^\s]+(?:\s+[+-]\d{1,4})?))?"
_WORD = r"[^\W\d_]"
_FORMS = (
    re.compile(
        rf"(?:{_WORD}+\.?\s*,?\s*)??(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[.\s-]*(?P<month>{_WORD}{{3,}})\.?[\s,-]*"
        rf"(?P<year>\d{{2,4}})\b,?(?:\s+г\.?)?\s*(?:at\s+)?{_TIME}{_ZONE}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?:{_WORD}+\.?\s*,?\s+)?(?P<month>{_WORD}{{3,}})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+"
        rf"(?:(?P<year>\d{{4}}),?\s+)?(?:at\s+)?{_TIME}(?:\s+(?P<zone>[A-Z+-][A-Z0-9+:-]*))?(?:\s+(?P<late_year>\d{{4}}))?"
        r"(?:\s+(?P<late_zone>[+-]\d{4}))?",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?P<year>\d{{4}})[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}})(?:[T\s]+{_TIME}{_ZONE})?", re.IGNORECASE
    ),
    re.compile(
        rf"(?:{_WORD}+\.?\s*,?\s*)??(?P<day>\d{{1,2}})[\s-]*(?P<month>{_WORD}{{3,}})\.?[\s,-]*(?P<year>\d{{2,4}})$",
        re.IGNORECASE,
    ),
    re.compile(rf"(?P<day>\d{{1,2}})[./](?P<month>\d{{1,2}})[./](?P<year>\d{{4}}),?\s+{_TIME}{_ZONE}", re.IGNORECASE),
)
_OFFSET = re.compile(r"(?:gmt|utc|ut|z)?\s*([+-])\s*(\d{1,2}):?(\d{2})?(?!\d)", re.IGNORECASE)


def parse(value: str) -> datetime | None:
    """The aware time, with the offset that it was written with; None when it can't be read or can't be."""
    if len(value) > _MAX_LENGTH:
        return None
    text = " ".join((_COMMENT.sub(" ", value) if "(" in value else value).split()).strip("\"' ,;")
    text = _LOOSE_COLON.sub(":", text)
    for form in _FORMS:
        if (found := form.match(text)) and (when := _built(found.groupdict())):
            return when
    return None


def _built(parts: dict[str, str | None]) -> datetime | None:
    month = _month(parts["month"] or "")
    year = _year(parts.get("year") or parts.get("late_year") or "")
    zone = _zone(parts.get("zone") or parts.get("late_zone") or "")
    hour = int(parts.get("hour") or 0)
    if half := parts.get("half"):
        hour = hour % 12 + (12 if half in "pP" else 0)
    second = min(int(parts.get("second") or 0), 59)  # a leap second is 60 (RFC 5322 §3.3)
    try:
        when = datetime(year, month, int(parts["day"] or 0), hour, int(parts.get("minute") or 0), second, tzinfo=zone)
    except ValueError:
        return None
    return when if 1900 <= year < 3000 else None


def _month(name: str) -> int:
    """1 to 12, 0 when it is none."""
    if name.isdecimal():
        return int(name)
    lower = name.lower()
    return _MONTHS.get(lower[:4]) or _MONTHS.get(lower[:3]) or 0


def _year(digits: str) -> int:
    """Two and three digits as RFC 5322 §4.3 reads them; 0 when there are none."""
    year = int(digits or 0)
    if len(digits) == 2:
        return year + (2000 if year < 50 else 1900)
    return year + 1900 if len(digits) == 3 else year


def _zone(name: str) -> timezone:
    """The offset written; UTC when it is missing or unknown (RFC 5322 §4.3 reads unknown names as -0000)."""
    if found := _OFFSET.match(name):
        digits = found[2] + (found[3] or "")
        hours, minutes = (int(digits[:-2]), int(digits[-2:])) if len(digits) > 2 else (int(digits), 0)
        offset = timedelta(hours=hours, minutes=minutes)
        if offset < timedelta(hours=24):
            return timezone(-offset if found[1] == "-" else offset)
        return UTC
    return timezone(timedelta(minutes=_ZONES.get(name.lower().strip(".,"), 0)))
