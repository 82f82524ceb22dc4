"""Words as they were meant: one letter wrong, or Russian in Latin letters in whatever habit."""

from functools import cache

from intakebot.classify.manner_words import MEANT, SPELLED

#: Cyrillic letters, with the differences between habits of writing them in Latin left out; signs are left out too.
_LETTERS = str.maketrans("абвгдежзийклмнопрстуфхцчшщыэюя", "abvgdezziiklmnoprstufhccssieua", "ъь")
#: What people write for them, in the order of replacement.
_HABITS = (
    *((habit, "s") for habit in ("shch", "sch", "sh")),
    *(("zh", "z"), ("ch", "c"), ("ts", "c"), ("kh", "h"), ("4", "c"), ("x", "h"), ("w", "v"), ("'", "")),
    *((semivowel + vowel, vowel) for vowel in "eau" for semivowel in "yj"),
    *(("yo", "e"), ("jo", "e"), ("y", "i"), ("j", "i"), ("ii", "i")),
)


def in_latin(expression: str) -> str:
    """An expression in folded Cyrillic, for words as `plain_latin` gives them."""
    return expression.translate(_LETTERS)


def plain_latin(word: str) -> str:
    """A Latin word in the letters that all habits of writing Russian share."""
    for habit, letter in _HABITS:
        word = word.replace(habit, letter)
    return word


def meant(form: str, foreseen: frozenset[str]) -> str:
    """The word that was meant, when there is one letter too many, too few, wrong or swapped inside it.

    Words that are `foreseen` are meant as they stand.
    """
    form = MEANT.get(form, form)
    if not 6 <= len(form) <= 14 or form in SPELLED or form in foreseen:
        return form
    near = {word for part in _less(form) for word in _spellings().get(part, ())}
    fits = [word for word in near if word[0] == form[0] and word[-1] == form[-1] and _once(word, form)]
    return fits[0] if len(fits) == 1 else form


@cache
def _spellings() -> dict[str, tuple[str, ...]]:
    """The words by what is left of them without one letter, or with all."""
    found: dict[str, tuple[str, ...]] = {}
    for word in sorted(SPELLED):
        for part in _less(word):
            found[part] = (*found.get(part, ()), word)
    return found


def _less(word: str) -> set[str]:
    return {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}


def _once(word: str, form: str) -> bool:
    """Whether one letter more, less or other, or two swapped, make one of the other."""
    if len(word) != len(form):
        return True
    wrong = [place for place in range(len(word)) if word[place] != form[place]]
    swapped = len(wrong) == 2 and wrong[1] == wrong[0] + 1 and word[wrong[0]] == form[wrong[1]]
    return len(wrong) <= 1 or (swapped and word[wrong[1]] == form[wrong[0]])
