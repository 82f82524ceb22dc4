"""Services that a request asks for, as the terms say how such requests sound (CEN-15, VEE-23, EUR-07)."""

import re
from collections.abc import Mapping

from intakebot.classify.evidence import found
from intakebot.classify.folded import Folded, fold
from intakebot.classify.patterns import compiled
from intakebot.domain.sought import Found

#: Mentions of one service that are looked at: the first may be denied, the next asked for.
_MENTIONS = 20
#: How much of the sentence before and after a mention is looked at, in characters.
_AROUND = 60
_SENTENCE = re.compile(r"[.!?;\n]")
#: That something doesn't work denies no mention of it either.
_FAILS_RU = r"(?:работа|запуска|загружа|открыва|отвеча|включа|устанавлива|обновля|синхрониз|стартует|грузит)\w*"
_FAILS_EN = r"(?:work|start|open|load|run|respond|launch|boot|sync|update)(?:s|ing)?\b"
_FAILS_PL = r"(?:dziala|uruchamia|otwiera|odpowiada|laduje|startuje|wlacza|synchroniz|aktualizuje)\w*"
#: "не могли бы вы" and "why don't you" deny nothing.
_DENIED_BEFORE = re.compile(
    rf"\b(?:не(?!\s+(?:мог(?:ли|ла)?\s+бы|смож\w+\s+ли|затруднит|против|возража\w+|помеша\w+)\b|\s+{_FAILS_RU})|нельзя(?!\s+ли)|нет|без|ни|отказ\w*"
    rf"|(?:don't|can't|won't|cannot|doesn't|isn't)(?!\s+(?:you|hesitate|mind)|\s+{_FAILS_EN})|no|not(?!\s+only)|without|never|nor"
    rf"|nie(?!\s+(?:mog\w+by\w*|moglby|daloby|da\s+sie|tylko)\b|\s+{_FAILS_PL})|bez|brak|ani)"
    r"(?:\s+(?!но\b|а\b|but\b|ale\b)[^\W\d_]{1,15}){0,3}\s*$"
)
_DENIED_AFTER = re.compile(
    r"[^.!?;,\n]{0,40}?\s(?:"
    r"(?:не|нет)\s+(?:нуж\w+|надо|требу\w+|необходим\w*|прошу|просим|интересу\w+|смысла|можем|можно|дадим|дам|понадоб\w+|хотим|хочу|предлага\w+)"
    r"|невозмож\w+|запрещен\w*|нельзя|ни к чему"
    r"|(?:isn't|is not|aren't|are not|won't be|will not be|not)\s(?:\w+\s)?(?:needed|required|necessary|possible|wanted|allowed)"
    r"|unnecessary|out of the question|impossible"
    r"|nie\s(?:jest\s|sa\s|bedzie\s)?(?:potrzeb\w+|trzeba|wymaga\w*|chcemy|prosze|prosimy|mozemy|wchodzi\w*|konieczn\w+|mozliw\w+)"
    r"|zbedn\w+|niemozliw\w+|niepotrzebn\w+)"
)
#: "Без выезда не обойтись".
_INDISPENSABLE = re.compile(
    r"[^.!?;,\n]{0,40}?\s(?:не\s+(?:обой\w+|справ\w+|реш\w+)|nie\s+(?:damy|dam|da)\b|we\s+can't|cannot\s+manage)"
)


def asked(patterns: Mapping[str, tuple[str, ...]], subject: str, text: str) -> tuple[Found, ...]:
    """The first mention of each service that isn't denied; patterns as in Sought."""
    places = (("text", fold(text), text), ("subject", fold(subject), subject))
    told: list[Found] = []
    for service, signs in patterns.items():
        for where, folded, original in places:
            if span := _mention(signs, folded):
                told.append(found(service, where, original, folded, span))
                break
    return tuple(told)


def _mention(signs: tuple[str, ...], folded: Folded) -> tuple[int, int] | None:
    for sign in signs:
        for number, mention in enumerate(compiled(sign).finditer(folded.text)):
            if number >= _MENTIONS:
                break
            if not _denied(folded.text, *mention.span()):
                return mention.span()
    return None


def _denied(text: str, start: int, end: int) -> bool:
    """Whether the sentence says that just this isn't wanted: "выезд не требуется", "without a remote session"."""
    before = _SENTENCE.split(text[max(0, start - _AROUND) : start])[-1].rpartition(",")[2]
    after = text[end : end + _AROUND]
    return not _INDISPENSABLE.match(after) and bool(_DENIED_BEFORE.search(before) or _DENIED_AFTER.match(after))
