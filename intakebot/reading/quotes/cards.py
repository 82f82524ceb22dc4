"""Visiting cards below a closing: firm, post, telephone, address. When in doubt lines are the author's words."""

import re

from intakebot.reading.quotes import farewells

#: Words that don't spoil a title written with capitals: "Head of Sales", "Dział Obsługi i Sprzedaży".
_PARTICLES = re.compile(r"(?:of|and|for|the|de|du|des|la|le|di|der|und|für|i|и|y|e|et|en|van|von|do|da|w|z|по|a)$")
_SPLIT = re.compile(r"[|,;•·–—]|\s-\s|\s/\s")
#: Words of a post that is written without capitals.
_POST_WORDS = 4
_POSTSCRIPT = re.compile(r"(?:p\.? ?s|n\.? ?b|з\.? ?ы|п\.? ?с)[.:,]* ", re.IGNORECASE)
_OPENS_A_WORD = re.compile(r"[\"'«„“(&]*[^\W\d_]")
_FIRST_WORDS = frozenset(closing.split()[0].strip(",.!") for closing in farewells.CLOSINGS)


def is_card(lines: list[str]) -> bool:
    """Whether these lines below a name are a card: two of them reach somebody, or one does and none tells anything."""
    if any(len(line) > 100 or _tells(line) for line in lines):
        return False
    if len(lines) > 1 and sum(farewells.CONTACT.search(line) is not None for line in lines) > 1:
        return True
    certain = [_reaches(line) or _is_firm(line) for line in lines]
    return any(certain) and all(sure or _is_title(line) for sure, line in zip(certain, lines, strict=True))


def is_closed_by_name(line: str) -> bool:
    """A closing with its name on one line: "С уважением, Ирина"."""
    if line.partition(" ")[0].casefold().strip(",.!") not in _FIRST_WORDS:
        return False
    words = line.rstrip(" ,.").split()
    for count in (1, 2, 3):
        closing, name = " ".join(words[:-count]), words[-count:]
        if closing.rstrip(" ,.!;:-–—").casefold() in farewells.CLOSINGS:
            return all(word[0].isupper() and word.strip(".").isalpha() for word in name)
    return False


def _tells(line: str) -> bool:
    """A sentence or a postscript, which no visiting card holds."""
    return (
        _POSTSCRIPT.match(line) is not None
        or line.endswith(("?", "!"))
        or len(line.split()) > 12
        or (line.endswith(".") and len(line.split()) > 5)
    )


def _reaches(line: str) -> bool:
    """Nothing but telephone numbers, mail addresses, links and what they are labelled with."""
    rest, places = farewells.PLACE.subn(" ", line)
    rest, labels = farewells.LABEL.subn(" ", rest)
    if any(character.isalpha() for character in rest):
        return False
    digits = sum(character.isdigit() for character in rest)
    return places > 0 or (6 <= digits <= 40 and (labels > 0 or farewells.NUMBER.search(rest) is not None))


def _is_firm(line: str) -> bool:
    """A firm with its legal form, told about by no verb: all words beside the form are names."""
    pieces = [piece for raw in _SPLIT.split(line) if (piece := raw.strip())]
    firms = [piece for piece in pieces if farewells.FIRM.search(piece)]
    return bool(firms) and all(_is_capitalised(farewells.FIRM.sub(" ", piece)) for piece in firms)


def _is_title(line: str) -> bool:
    """A post, a department, a name or a town: capitals, or a word that names a post; no figures."""
    words = line.split()
    if line[-1] in ".:" or len(words) > 8 or any(character.isdigit() for character in line):
        return farewells.CONTACT.search(line) is not None or farewells.TOWN.match(line) is not None
    return _is_capitalised(line) or (len(words) <= _POST_WORDS and farewells.POST.search(line) is not None)


def _is_capitalised(text: str) -> bool:
    for word in text.split():
        opens = _OPENS_A_WORD.match(word)
        if opens and not opens[0][-1].isupper() and not _PARTICLES.match(word):
            return False
    return True
