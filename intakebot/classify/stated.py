"""The severity that a customer states in so many words: "критичность: высокая", "Severity 1", "priorytet krytyczny".

Tone states nothing, nor do negations, questions, suppositions, the past, other people's words, logs and alarms, or what
the words mean elsewhere (the priority of a queue). Where a text states several, the plainest statement decides: the
choice on a form, a field, the subject, a clause, a single word at the beginning.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from intakebot.classify.choice import choice, offered
from intakebot.classify.evidence import found
from intakebot.classify.folded import fold
from intakebot.classify.foreign import foreign
from intakebot.classify.levels import Vocabulary, vocabulary
from intakebot.classify.patterns import Pattern, prepared
from intakebot.domain.sought import Found, Level

#: Words that introduce a severity by themselves ...
_KEYS = (
    r"severity|sev|priority|prio|criticality|importance|urgency|business impact"
    r"|критичност(?:ь|и|ью)|приоритет(?:а|у|ом)?|важност(?:ь|и|ью)?|серьезност(?:ь|и|ью)|срочност(?:ь|и|ью)|тяжест(?:ь|и|ью)"
    r"|влияни(?:е|я|ем)(?: на (?:непрерывность )?бизнеса?)?|сев|крит|prioritet|kritichnost'?|vazhnost'?"
    r"|priorytet(?:u|em)?|waznosc(?:i|ia)?|krytycznosc(?:i|ia)?|istotnosc(?:i|ia)?|uciazliwosc(?:i|ia)?|pilnosc(?:i|ia)?"
    r"|prioritat|dringlichkeit|kritikalitat|priorite|gravite|criticite|severite|urgence|prioridad|severidad|gravedad|urgencia"
    r"|priorita|gravita|severita|urgenza|пріоритет|критичність|терміновість|prioridade|gravidade|severidade|zavaznost"
)
#: ... and words that do so only where a field or a sentence begins.
_WEAK = (
    r"уровень|степень|категория|класс|статус|тип(?: ошибки)?|level|category|class|impact|status|type|poziom|kategoria|klasa|stopien|waga|typ"
    r"|stufe|schwere|niveau|nivel|livello|рівень|uroven"
)
#: Without one of these in it a text needs no closer look.
_STEMS = tuple(
    [
        "sev",
        "prio",
        "criticality",
        "importance",
        "urgen",
        "impact",
        "критичн",
        "приоритет",
        "важност",
        "серьезност",
        "срочност",
        "тяжест",
        "влияни",
        "сев",
        "крит",
        "kritichn",
        "vazhn",
        "waznosc",
        "krytyczn",
        "istotno",
        "uciazliwo",
        "pilno",
        "dringlich",
        "kritikal",
        "gravi",
        "gravedad",
        "criticite",
        "пріоритет",
        "терміновість",
        "zavaznost",
        "уров",
        "степен",
        "категори",
        "класс",
        "статус",
        "тип",
        "level",
        "category",
        "class",
        "status",
        "type",
        "poziom",
        "kategori",
        "klas",
        "stop",
        "waga",
        "typ",
        "stufe",
        "schwere",
        "niveau",
        "nivel",
        "livello",
        "рівень",
        "uroven",
    ]
)
#: What people put between the word and the value.
_FILLER = (
    r"level|of|the|this|our|issue|ticket|case|request|problem|is|as|for|заявки|обращения|проблемы|инцидента|критичности|важности|серьезности|срочности"
    r"|влияния|уровень|это|у нас|у меня|ставлю|ставим|поставил[аи]?|указываю|думаю|считаю|наверное|видимо|на|бизнес|бизнеса|непрерывность"
    r"|zgloszenia|sprawy|problemu|krytycznosci|waznosci|istotnosci|jest|chyba|to|poziom|i think|i guess"
)
_SETTING = re.compile(
    r"\b(?:став(?:лю|им|ьте)|поставил[аи]?|прошу|просим|просьба|считаем|считаю|оцениваем|оцениваю|заводите|заведите|оформите|зарегистрируйте|полагаю|думаю|у нас|у меня|присвойте"
    r"|please|treat|set|put|rate|rating|raise|register|we consider|(?:i|we)(?: would|'d)? (?:call|rate|say)|this is|it's a|prosze|prosimy|wedlug nas|naszym zdaniem|moim zdaniem|ustaw\w*|zglaszam\w*|nadaj\w*|oznacz\w*|dla nas)\b"
)
_AS = (
    r"(?:\b(?:treat|classify|mark|rate|count|log|register|raise|put|consider|see|regard)\b[^.!?\n]{0,40}?\bas (?:an? )?"
    r"|\b(?:счита\w+|оцени\w+|заводите|заведите|оформите|зарегистрируйте|классифицир\w+)\b[^.!?\n]{0,30}?(?:как |(?=\w+(?:ым|ой|ую)\b))"
    r"|\b(?:traktuj\w*|potraktow\w+|oznacz\w*|zaklasyfikow\w+|zarejestr\w+|uznaj\w*)\b[^.!?\n]{0,40}?\bjako )"
)
_NEGATED = re.compile(
    r"\b(?:не|нет|no|not|isn't|aren't|don't|doesn't|never|nie|bez|без|zaden|никак\w+)(?:\s+[^\W\d_]{1,14}){0,2}\s*$"
)
_ABOUT = re.compile(
    r"\b(?:for|when|about|with all|every|all|any|each|under|than|при|для|про|о|об|все|всех|любо\w+|кажд\w+|если|чем|dla|przy|o|wszystkie|kazd\w+|jesli|gdy|niz)\s*(?:an?\s|the\s)?$"
)
_SUPPOSED = re.compile(
    r"\b(?:if|unless|whether|in case|suppose|imagine|если|ли|когда|в случае|допустим|предположим|jesli|jezeli|gdyby|czy|w przypadku|zalozmy"
    r"|previous\w*|earlier|last (?:week|month|year|time)|yesterday's|used to|прошл\w+|предыдущ\w+|раньше|ранее|в тот раз|poprzedni\w*|zeszl\w+|wczesniej\w*|kiedys"
    r"|что такое|что значит|what is|what's|what does|what are|which|how|why|co to|co oznacza|jaki|jaka|jakie|какой|какая|какие|почему|зачем|dlaczego)\b"
)
_TECHNICAL = re.compile(
    r"\b(?:queue|routing|route|trunk|qos|vlan|mx|dns|process|thread|policy|rule|job|task|group|interface|packet|traffic|очеред\w+|маршрут\w*|транк\w*|процесс\w*|правил\w+|трафик\w*|групп\w+|поток\w*"
    r"|kolejk\w+|tras\w+|proces\w*|regul\w+|ruch\w*|grup\w+|zada[nń]\w*)\b"
)
_AFTER_ABOUT = re.compile(
    r"[\s\"»”]*(?:means|tickets?|cases|requests|incidents|sla|response|reaction|support|hotline|alerts?|events?|errors?|findings|заявк\w+|обращени\w+|инцидент\w+|означает|это когда|zgloszen\w+|oznacza|alert\w*|событи\w+|ошиб\w+|(?:была|был|было|were|was)\b|\((?:была|был|было)\))"
)
_END_OF_CLAUSE = re.compile(
    r"[\s*_\"»”\])]*(?:$|\n|[.,:;!(…–—/|-]|->|=>|(?:т\.?к|потому|так как|по|но|хотя|пожалуйста|наверное|bo|wg|wedlug|zgodnie|ale|prosze|because|since|but|please|i think|for|from|z|od|из|от|чтоб\w*|i'd)\b)"
)
_OPENING = re.compile(
    r"\s*(?:(?:добр\w+ (?:день|утро|вечер)|здравствуйте|коллеги|приве\w+|dzien dobry|witam|czesc|hej|szanowni panstwo|hello|hi|dear \w+|good \w+)\b[^\n.!,:]{0,30}[.!,:]\s*)?[*_#\s\-–—]{0,5}"
)
_ANSWERED = re.compile(r"\s*(?:(?:re|fwd?|aw|wg|odp|pd|от|ответ|на)\s?:\s*)+", re.IGNORECASE)
_ASKED = re.compile(r"[\s)\]\"»”]{0,5}\?")
#: What makes a heading of the words before it.
_CUT_OFF = re.compile(r"[\s*_\"»”\])]{0,5}(?:$|\n|[.:!]|[–—-]\s|\(?(?!был|was|were)[^()\n]{0,40}\)?(?:$|\n))")
_SENTENCE = re.compile(r"[.!?;\n]")

_FIELD, _SUBJECT, _CLAUSE, _WORD = range(1, 5)


@dataclass(frozen=True, slots=True)
class _Expressions:
    """What states one of these levels."""

    words: Vocabulary
    key_first: re.Pattern[str]
    value_first: re.Pattern[str]
    named: Pattern | None
    alone: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class _Statement:
    rank: int
    start: int
    end: int
    level: str


def level(levels: Sequence[Level], subject: str, text: str) -> Found | None:
    """The level that the customer names; None when none or when the words name several. Never raises."""
    if not levels:
        return None
    if marked := choice(levels, text):
        return marked
    expressions = _expressions(tuple(levels))
    body, head = fold(text), fold(subject)
    forwarded = bool(_ANSWERED.match(head.text))
    own = (s for s in _stated(expressions, body.text) if not (forwarded and s.rank == _WORD))
    statements = [(s.rank, "text", s) for s in own]
    statements += [(_SUBJECT, "subject", s) for s in _in_subject(expressions, head.text)]
    if statements and (lists := offered(body.text)):
        statements = [told for told in statements if told[1] == "subject" or not _within(told[2].start, lists)]
    if not statements:
        return None
    _, where, best = min(statements, key=lambda told: (told[0], told[2].start))
    original, folded = (text, body) if where == "text" else (subject, head)
    return found(best.level, where, original, folded, (best.start, best.end))


def _within(place: int, stretches: Sequence[tuple[int, int]]) -> bool:
    return any(start <= place < end for start, end in stretches)


@lru_cache(maxsize=64)
def _expressions(levels: tuple[Level, ...]) -> _Expressions:
    words = vocabulary(levels)
    value = words.value
    alone = words.alone
    noun = r"(?:авария|инцидент|проблема|заявка|обращение|problem|incident|issue|request|awaria|incydent|zgloszenie)"
    return _Expressions(
        words=words,
        key_first=re.compile(
            rf"(?<!\w)(?:(?P<key>{_KEYS})|(?P<weak>{_WEAK}))(?P<mid>(?:[ \t]+(?:{_FILLER})\b|[ \t]*\([^()\n]{{0,60}}\)){{0,4}})"
            rf"(?:[ \t]+(?:с|from|z|od)[ \t]+\w{{1,15}}[ \t]+(?:до|на|to|do|na))?[ \t*_]*(?P<sep>[:=|\t–—-])?[ \t*_\"«„“'\[(]*(?P<break>\n\s{{0,4}}(?:[*•-]\s)?)?(?:(?:sev|severity|p|level|уровень|poziom)[ -]?)?(?P<value>{value})"
        ),
        value_first=re.compile(
            rf"(?P<value>{value})(?:\.?[ \t]+|-)(?P<key>{_KEYS}|уровень|уровня|level|poziom|stopnia)\b"
        ),
        named=prepared(rf"{_AS}(?P<value>{alone})") if alone else None,
        alone=re.compile(
            rf"(?:{noun}\s+)?[\[(<*]{{0,3}}(?P<value>{alone})(?:(?P<closed>[\])>])|(?:\s+{noun})?(?=[*\s]*(?:$|\n|[.,:;!/–—]|-\s|[\])])))"
        )
        if alone
        else None,
    )


def _stated(expressions: _Expressions, text: str) -> Iterator[_Statement]:
    """Statements within a text; the opening word, which costs nothing to look for, last."""
    if any(stem in text for stem in _STEMS):
        yield from _introduced(expressions, text)
    if codes := expressions.words.codes:
        yield from _coded(expressions, text, codes)
    if expressions.named:
        for match in expressions.named.finditer(text):
            yield from _statement(expressions, _CLAUSE, text, match, match.start("value"))
    opening = _OPENING.match(text)
    begin = opening.end() if opening else 0
    if expressions.alone and (match := expressions.alone.match(text, begin)) and not _log_like(text, match):
        yield from _statement(expressions, _WORD, text, match, match.start())


def _introduced(expressions: _Expressions, text: str) -> Iterator[_Statement]:
    """ "Priority: high", "high priority"."""
    for match in expressions.key_first.finditer(text):
        if rank := _introduction(text, match):
            yield from _statement(expressions, rank, text, match, match.start())
    for match in expressions.value_first.finditer(text):
        if _starts_clause(text, match.start()) and _END_OF_CLAUSE.match(text, match.end()):
            yield from _statement(expressions, _CLAUSE, text, match, match.start())


def _introduction(text: str, match: re.Match[str]) -> int | None:
    """Whether a word and a value behind it make a field or a clause."""
    line = _starts_line(text, match.start())
    if match["break"]:
        return _FIELD if line and re.match(r"[ \t.;]*(?:$|\n|[–—(:-])", text[match.end() :]) else None
    if match["sep"] in (":", "=", "|", "\t"):
        ends = match["key"] or _END_OF_CLAUSE.match(text, match.end())
        if not line:
            ends = match["key"] and _END_OF_CLAUSE.match(text, match.end())
        return _FIELD if ends else None
    if line and match["key"]:
        return _FIELD if match["sep"] else _CLAUSE
    begins, ends = _starts_clause(text, match.start()), bool(_END_OF_CLAUSE.match(text, match.end()))
    if match["weak"]:
        return _CLAUSE if begins and ends and (line or _SETTING.search(_before(text, match.start()))) else None
    return _CLAUSE if ends and (begins or _SETTING.search(_before(text, match.start()))) else None


def _coded(expressions: _Expressions, text: str, codes: re.Pattern[str]) -> Iterator[_Statement]:
    """ "Sev 1", "P2"."""
    for match in codes.finditer(text):
        begins, ends = _starts_clause(text, match.start()), bool(_END_OF_CLAUSE.match(text, match.end()))
        if ends and (begins or _SETTING.search(_before(text, match.start()))):
            yield from _statement(expressions, _CLAUSE, text, match, match.start())


def _in_subject(expressions: _Expressions, subject: str) -> Iterator[_Statement]:
    """Statements of a subject: those of a text, and a level's word that begins or ends it or stands in brackets."""
    answered = _ANSWERED.match(subject)
    if any(stem in subject for stem in _STEMS):
        for match in expressions.key_first.finditer(subject):
            if match["key"] or match["sep"] or match.start() == 0:
                yield from _statement(expressions, _SUBJECT, subject, match, match.start())
        for match in expressions.value_first.finditer(subject):
            yield from _statement(expressions, _SUBJECT, subject, match, match.start())
    if codes := expressions.words.codes:
        for match in codes.finditer(subject):
            yield from _statement(expressions, _SUBJECT, subject, match, match.start())
    if expressions.alone and not answered:
        for match in expressions.alone.finditer(subject):
            rest = subject[match.end() :].strip(" *!.])>")
            edge = match.start() == 0 or (
                not rest and subject[: match.start()].rstrip().endswith((",", "-", "–", "—", ":", "/", "("))
            )
            if edge and not _log_like(subject, match):
                yield from _statement(expressions, _SUBJECT, subject, match, match.start())


def _log_like(text: str, match: re.Match[str]) -> bool:
    """ "CRITICAL: toner" is an alarm's line, "[CRITICAL] toner" a person's."""
    return match[0].strip() == "critical" and text.startswith(":", match.end())


def _statement(
    expressions: _Expressions, rank: int, text: str, match: re.Match[str], start: int
) -> Iterator[_Statement]:
    """The match as a statement, unless something around it says that it states nothing."""
    named = expressions.words.level(match["value"] if "value" in match.re.groupindex else match[0])
    if named and not _denied(text, start, match.end()) and not foreign(text, start):
        yield _Statement(rank, start, match.end(), named)


def _denied(text: str, start: int, end: int) -> bool:
    """Whether the sentence negates it, asks, supposes, looks back, or speaks of something else."""
    before = _before(text, start)
    if _NEGATED.search(before) or _ASKED.match(text, end):
        return True
    if _starts_line(text, start) and _CUT_OFF.match(text, end):
        return False
    after = _after(text, end)
    if _ABOUT.search(before) or _AFTER_ABOUT.match(after) or after.rstrip().endswith("?"):
        return True
    return bool(_SUPPOSED.search(f"{before} {after}") or _TECHNICAL.search(f"{before[-30:]} {after[:25]}"))


def _before(text: str, start: int) -> str:
    """The sentence up to here, at most 120 characters."""
    return _SENTENCE.split(text[max(0, start - 120) : start])[-1]


def _after(text: str, end: int) -> str:
    """The rest of the sentence with the sign that ends it, at most 120 characters."""
    rest = text[end : end + 120]
    sign = _SENTENCE.search(rest)
    return rest[: sign.end()] if sign else rest


def _starts_line(text: str, start: int) -> bool:
    return not text[text.rfind("\n", 0, start) + 1 : start].strip(' \t*#•·–—-_0123456789.)([|«"')


def _starts_clause(text: str, start: int) -> bool:
    before = text[max(0, start - 12) : start].rstrip(" \t*_\"«„“'")
    return not before or before[-1] in ".!?,;:()[\n–—-/" or _starts_line(text, start)
