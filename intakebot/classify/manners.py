"""What a customer says in passing: thanks, "any news?", "it works again", mere pushing.

A text has a manner only when known expressions cover all of it: one word that isn't foreseen is content, and content is
never swallowed. What is reported, quoted, hoped for or asked has none of the certain ones.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, pairwise, product
from typing import Literal, TypeAlias

from intakebot.classify import manner_words as said
from intakebot.classify.folded import Folded, fold
from intakebot.classify.misspelt import in_latin, meant, plain_latin
from intakebot.classify.words import languages_of_words

#: Nothing that changes anything; nothing yet; how things stand; it is solved or may be closed; hurry.
Manner: TypeAlias = Literal["thanks", "greets", "news", "works_again", "insists"]
#: Characters and words of a text that may be no more than a manner.
_LONGEST, _MOST_WORDS = 2000, 60
_Sense: TypeAlias = Literal[
    "filler", "thanks", "ok", "greets", "yes", "waits", "asking", "news", "works", "thanked", "insists", "name"
]
_Expression: TypeAlias = tuple[_Sense, re.Pattern[str]]

_SENTENCE = re.compile(r"(?:[^.!?;\n…]|,[ \t]*\n|(?<=,)\n|(?<=\w)\.(?=\w))+(?:[.!?;…\n][.!?;…\s]*)?|[.!?;…\s]+")
_AFTER_NAME = re.compile(r"\s*(?:[^\w\s]|\Z|(?:за|za|for)\s)")
_MARKS = re.compile(r"\s*[.!]*[!?]+[.!?\s]*")
_WORD = re.compile(r"@?[^\W_]+(?:['-][^\W_]+)*|\++")
_SMILE = re.compile(r"[:;=]-?[)d](?!\w)\)*|\^[_.]?\^|<3|(?<!\w)xd+(?!\w)|[)]+")
_SAD = re.compile(r":-?[(]|\({2,}|(?<=\w)\(+(?=\s|$)|[👎😡😠🤬😤😞😢😭🙄😒🤦💩🤡😩😫☹🙁🤔😕🤷❌❓]")
_HAND = re.compile(r"[👍👌🙏🤝💪❤🧡💛💚💙💜🖤🤍♥😊🙂😀😃😄😁😉😍🥰😘🤗🎉🥳🔥💯🌹💐👏✌🫡✅☺😎🙌🫶]")
#: Signs that stand for something that isn't a manner, or show other people's words.
_FOREIGN = re.compile(r"[«»\"„“”<>=/\\|{}\[\]~`$%&*_]|(?<!\w)'|'(?!\w)")
_DRAWN_OUT = re.compile(r"([^\W\d_])\1{2,}")
_LAST_LINE = re.compile(r"\n[ \t]*([^\n]{1,60})\Z")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")

_ALWAYS: tuple[tuple[_Sense, tuple[str, ...]], ...] = (
    ("thanks", said.THANKS),
    ("ok", said.OK),
    ("greets", said.GREETINGS),
    ("yes", said.YES),
    ("waits", said.WAITS),
    ("asking", said.ASKING),
    ("news", said.NEWS),
    ("insists", said.INSISTS),
    ("filler", said.FILLERS),
)
_TOLD: tuple[tuple[_Sense, tuple[str, ...]], ...] = (("works", said.WORKS), ("thanked", said.WORKS_THANKED))
_ASKED: tuple[tuple[_Sense, tuple[str, ...]], ...] = (("news", said.NEWS_ASKED), ("works", said.CLOSE_ASKED))


@dataclass(frozen=True, slots=True)
class _Word:
    form: str
    #: It may be somebody's name, from its look and from what follows it.
    name: bool


@dataclass(frozen=True, slots=True)
class _Cover:
    """Expressions that cover the words up to some place."""

    pieces: int
    senses: frozenset[_Sense]
    #: What the last one says, fillers aside; None at the beginning.
    after: _Sense | None

    def with_(self, sense: _Sense) -> "_Cover":
        """And one more."""
        return _Cover(self.pieces + 1, self.senses | {sense}, self.after if sense == "filler" else sense)


def load() -> None:
    """Compile what is looked for: a third of a second, better before anybody waits for it."""
    for asks, spelled in product((False, True), repeat=2):
        _expressions(asks=asks, spelled=spelled)
    _foreseen()


def manner(text: str) -> Manner | None:
    """What the whole text is, None when it is or may be more than that. Never raises.

    `text`: without quoted history; a name on its last line may be left. Longer ones than 2,000 characters have none.
    """
    own = text.strip()
    if not own or len(own) > _LONGEST:
        return None
    own, signed = _unsigned(own)
    folded = fold(own)
    plain = _SMILE.sub(_blank, folded.text)
    if _FOREIGN.search(plain):
        return None
    sad, hand = bool(_SAD.search(plain)), bool(_HAND.search(plain))
    latin = not _CYRILLIC.search(plain)
    found = _understood(folded, plain, own, spelled=False)
    if found is None and latin:
        found = _understood(folded, plain, own, spelled=True)
    if found is None or (signed and found <= {"greets", "filler", "ok"}):  # a name may be what was asked for
        return None
    return _verdict(found | ({"ok"} if hand else set()), sad=sad)


def _unsigned(text: str) -> tuple[str, bool]:
    """Without a name on its last line, and whether there was one."""
    last = _LAST_LINE.search(text)
    words = last[1].split() if last else []
    named = 0 < len(words) <= 3 and all(_may_name(word.rstrip(".,")) for word in words)
    return (text[: last.start()], True) if last and named else (text, False)


def _may_name(written: str) -> bool:
    """Capitalised letters that are no word that customers use here."""
    form = fold(written).text
    strange = form not in said.NO_NAMES and (form in said.NAMES or form not in _foreseen())
    return strange and written.isalpha() and written[:1].isupper() and (written[1:].islower() or len(written) == 1)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _understood(folded: Folded, plain: str, original: str, *, spelled: bool) -> set[_Sense] | None:
    """What its sentences say; None when one of them says anything else."""
    found: set[_Sense] = set()
    count = 0
    for sentence in _SENTENCE.finditer(plain):
        words = list(_words(sentence, folded, original))
        count += len(words)
        senses = _senses(words, sentence[0], spelled=spelled) if count <= _MOST_WORDS else None
        if senses is None:
            return None
        found |= senses
    return found


def _words(sentence: re.Match[str], folded: Folded, original: str) -> Iterator[_Word]:
    """Its words put right as far as that is safe."""
    for match in _WORD.finditer(sentence[0]):
        begin, end = folded.span(sentence.start() + match.start(), sentence.start() + match.end())
        written = original[begin:end]
        form = _DRAWN_OUT.sub(r"\1", match[0])
        name = len(written) > 2 and _may_name(written) and bool(_AFTER_NAME.match(sentence[0], match.end()))
        yield _Word(meant(form, _foreseen()), name=name)


def _senses(words: list[_Word], sentence: str, *, spelled: bool) -> set[_Sense] | None:
    """What expressions that cover the whole sentence say."""
    if not words:
        return {"insists"} if _MARKS.fullmatch(sentence) else set()
    asks = "?" in sentence
    found = _covered(words, asks=asks, spelled=spelled)
    if found is None or not asks or found & {"news", "insists", "works"}:
        return found
    return {"insists"} if found <= {"greets", "filler"} and "greets" in found else None


def _covered(words: list[_Word], *, asks: bool, spelled: bool) -> set[_Sense] | None:
    """The senses of the fewest expressions that cover all words, names beside thanks and greetings aside."""
    text, starts = _joined(words, spelled=spelled)
    expressions = _expressions(asks=asks, spelled=spelled)
    best: dict[int, _Cover] = {0: _Cover(0, frozenset(), None)}
    for place, number in starts.items():
        if (so_far := best.get(place)) is None:
            continue
        for end, sense in _pieces(text, place, expressions, so_far, words[number]):
            longer = so_far.with_(sense)
            if end not in best or longer.pieces < best[end].pieces:
                best[end] = longer
    whole = best.get(len(text) + 1)
    if whole is None or ("name" in whole.senses and not whole.senses & {"thanks", "greets"}):
        return None
    return set(whole.senses - {"name"})


def _pieces(
    text: str, place: int, expressions: tuple[_Expression, ...], so_far: _Cover, word: _Word
) -> Iterator[tuple[int, _Sense]]:
    """Expressions that begin here: where the next word begins, and what they say."""
    for sense, expression in expressions:
        if match := expression.match(text, place):
            yield match.end() + 1, sense
    if word.name and (so_far.after in ("thanks", "greets", "name", None)):
        end = text.find(" ", place)
        yield (len(text) if end < 0 else end) + 1, "name"


def _joined(words: list[_Word], *, spelled: bool) -> tuple[str, dict[int, int]]:
    """The words joined by blanks, and the number of the word that begins at a place."""
    forms = [plain_latin(word.form) if spelled else word.form for word in words]
    starts, place = {}, 0
    for number, form in enumerate(forms):
        starts[place] = number
        place += len(form) + 1
    return " ".join(forms), starts


def _verdict(found: set[_Sense], *, sad: bool) -> Manner | None:
    thanked = bool(found & {"thanks", "yes", "works"})
    if "works" in found or ("thanked" in found and thanked):
        return None if sad or found & {"news", "insists", "waits", "asking"} else "works_again"
    if found & {"thanked", "yes"}:
        return None
    if "news" in found:
        return "news"
    if "asking" in found:
        return None
    if "insists" in found:
        return "insists"
    if found & {"thanks", "ok"}:
        return None if sad else "thanks"
    if "waits" in found:
        return "insists"
    return "greets" if "greets" in found and not sad else None


@cache
def _expressions(*, asks: bool, spelled: bool) -> tuple[_Expression, ...]:
    listed = (*(_ASKED if asks else _TOLD), *_ALWAYS)
    return tuple(
        (sense, re.compile(f"(?:{_bounded(in_latin(form) if spelled else form)})(?!\\S)"))
        for sense, forms in listed
        for form in _alternatives("|".join(forms))
        if not spelled or _CYRILLIC.search(form)
    )


def _alternatives(expression: str) -> list[str]:
    """The outermost ones, each by itself: the longest shall win, not the first."""
    depths = accumulate((letter in "([") - (letter in ")]") for letter in expression)
    bars = [
        place
        for place, (letter, depth) in enumerate(zip(expression, depths, strict=True))
        if letter == "|" and not depth
    ]
    return [expression[begin + 1 : end] for begin, end in pairwise((-1, *bars, len(expression)))]


def _bounded(expression: str) -> str:
    """With few repetitions of its groups: words that fit in two ways cost nothing then."""
    return expression.replace(")*", "){0,6}").replace(")+", "){1,6}")


@cache
def _foreseen() -> frozenset[str]:
    """The words of all expressions: whoever writes one of them means it."""
    told = "|".join(form for _, forms in (*_ALWAYS, *_TOLD, *_ASKED) for form in forms)
    return frozenset(re.findall(r"[^\W\d_]+", told)) | languages_of_words().keys()
