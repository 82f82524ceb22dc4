"""What ids of the product are called by people: one table of names a noun, looked up in one language."""

from collections.abc import Mapping

from intakebot.console.words import words


def marked(text: str) -> str:
    """Marks words that are to be translated; files import it as `_`, as the catalogues know it."""
    return text


class Names:
    """Looks names up in one language; rooms of the console say which."""

    def __init__(self, language: str) -> None:
        self._words = words(language)

    def _of(self, names: Mapping[str, str], key: str, otherwise: str | None = None) -> str:
        """The name of an id; for one without a name `otherwise`, or the id itself."""
        return self._words.gettext(names[key]) if key in names else key if otherwise is None else otherwise
