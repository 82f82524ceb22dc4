"""The language that a text is written in (design.md 5).

A gate first: what isn't the writer's own prose is dropped, look-alike letters are folded, the script decides what it
can. Then the voices are weighed: a statistical model, common words and letters, a second model where those are
unsure, and the organisation's languages, the more the shorter the text is. Nothing to know gives "und".
"""

from collections.abc import Sequence

from intakebot.classify import transliterated
from intakebot.classify.script import Script, other_script, split
from intakebot.classify.text import prose, safe, unquoted, words
from intakebot.classify.voices import first
from intakebot.classify.weighing import weigh, written_in
from intakebot.classify.words import borrowed, languages_of_words
from intakebot.domain.proposal import Impression

UNKNOWN = Impression(language="und", language_confidence=0.0)

#: Common words that make the Latin part of a text a sentence rather than names of products.
_SENTENCE = 4
#: Below this there is nothing to know.
_KNOWN = 0.4


def detect(text: str, prior: tuple[str, ...] = ()) -> Impression:
    """Language of a text and how sure that is; never raises. `prior`: likely ones, the organisation's first."""
    own = prose(safe(text))
    script, told = _told(words(unquoted(own)))
    if len(told) < 2:
        script, told = _told(words(own))
    if script not in ("Latin", "Cyrillic"):
        return _of_other_script(script, own)
    likely = [language for language in prior if language in written_in(script)]
    plain = [word for word in told if word not in borrowed()]
    if not any(len(word) > 1 for word in plain):
        return Impression(language=likely[0], language_confidence=0.3) if likely else UNKNOWN
    if script == "Latin" and transliterated.russian(plain):
        return Impression(language="ru", language_confidence=0.8)
    shares = weigh(script, plain, likely)
    best = max(shares, key=shares.__getitem__)
    if shares[best] < _KNOWN:
        return UNKNOWN
    return Impression(language=best, language_confidence=round(shares[best] * min(1.0, 0.5 + len(plain) / 6), 4))


def detect_message(subject: str, text: str, prior: tuple[str, ...] = ()) -> Impression:
    """The text's language; the subject's where the text tells nothing."""
    found = detect(text, prior)
    return found if found.language != "und" else detect(subject, prior)


def _told(found: Sequence[str]) -> tuple[Script | None, list[str]]:
    """The script that the writer tells the matter in, and the words in it."""
    cyrillic, latin, other = split(found)
    sizes = [sum(map(len, part)) for part in (cyrillic, latin, other)]
    if sizes[2] * 3 > sizes[0] + sizes[1]:
        return other_script("".join(other)), other
    if not cyrillic and not latin:
        return None, []
    if cyrillic and (sizes[0] * 2 >= sizes[1] or not _is_sentence(latin)):
        return "Cyrillic", cyrillic
    return "Latin", latin


def _is_sentence(latin: Sequence[str]) -> bool:
    known = languages_of_words()
    return sum(word in known for word in latin) >= _SENTENCE


def _of_other_script(script: Script | None, text: str) -> Impression:
    if script is None:
        return UNKNOWN
    if script != "other":
        return Impression(language=script, language_confidence=0.95)
    shares = first(text.replace("\n", " ")[:1000])
    best = max(shares, key=shares.__getitem__, default="und")
    return Impression(language=best, language_confidence=round(min(1.0, shares[best]), 4)) if shares else UNKNOWN
