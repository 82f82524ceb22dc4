"""Which letters a language is written without: the surest sign against it in a short text."""

#: Letters, besides a–z, that these languages use; a text with others is hardly in them.
_LATIN = {
    "en": "",
    "pl": "ąćęłńóśźż",
    "de": "äöüß",
    "fr": "àâæçéèêëîïôœùûüÿ",
    "es": "áéíñóúü",
    "it": "àèéìíîòóùú",
    "cs": "áčďéěíňóřšťúůýž",
    "sk": "áäčďéíĺľňóôŕšťúýž",
    "pt": "áâãàçéêíóôõú",
    "nl": "áéëèïóöüí",
    "ro": "ăâîșțşţ",
    "hu": "áéíóöőúüű",
    "sv": "åäöé",
    "da": "æøåé",
    "no": "æøåéòô",
    "fi": "äöå",
    "tr": "çğıöşüâî",
    "lt": "ąčęėįšųūž",
    "lv": "āčēģīķļņšūž",
    "et": "äõöüšž",
    "sl": "čšž",
    "hr": "čćđšž",
}
_CYRILLIC = {
    "ru": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
    "be": "абвгдеёжзійклмнопрстуўфхцчшыьэюя",
    "bg": "абвгдежзийклмнопрстуфхцчшщъьюя",
    "mk": "абвгдѓежзѕијклљмнњопрстќуфхцчџш",
    "sr": "абвгдђежзијклљмнњопрстћуфхцчџш",
    "kk": "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя",
}
_ALPHABETS = {language: frozenset(letters) for language, letters in (_LATIN | _CYRILLIC).items()}


def foreign(language: str, letters: frozenset[str]) -> int:
    """How many of these lower-case letters (a–z aside) the language is written without; 0 for one not known here."""
    alphabet = _ALPHABETS.get(language)
    return len(letters - alphabet) if alphabet is not None else 0
