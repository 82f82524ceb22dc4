"""What managers do about what customers read."""

import re

from tests.console.walks.walker import Walker

#: Documents whose customers are written to in each language.
_TERMS = {"en": "centaur", "ru": "centaur", "pl": "xopero"}


def owns_the_words(walker: Walker) -> None:
    """A letter is checked, sent as a test, kept, published, rolled back, discarded, withdrawn."""
    place = f"/templates/registered/{walker.language}?terms={_TERMS[walker.language]}"
    walker.goes(place)
    for part in walker.page.locator(".cm-content").all():
        part.fill("")
    walker.is_refused(place, do="keep")
    walker.goes(place)
    first = _publishes(walker, place, "Number: {{ number }}.")
    _publishes(walker, place, "In short: {{ number }}.")
    walker.goes(f"/templates/versions/{first}")
    walker.does(f"/templates/versions/{first}/rollback", "The earlier version is published again.")
    walker.writes("{{ number }}?")
    walker.sends(place, do="check")
    walker.looks()
    walker.does(place, "The test letter is on its way.", do="test", to=f"{walker.language}@desk.example")
    walker.desk.day.settle()
    assert walker.desk.day.letters(f"{walker.language}@desk.example")
    walker.does(place, "The draft is kept. Customers still get what they got.", do="keep", note="For later.")
    draft = re.findall(r"version=(\d+)", walker.page.url)[0]
    walker.goes(f"/templates/versions/{draft}")
    walker.does(f"/templates/versions/{draft}/discard", "The draft is discarded.")
    walker.does(f"{place.replace('?', '/withdraw?')}", "Withdrawn: customers get the standard text again.")
    words = ("--lang", walker.language, "--terms", _TERMS[walker.language])
    _comes_second(walker, place, *words)
    history = walker.desk.day.command("templates", "history", "registered", *words)
    assert first in [str(one["id"]) for one in history]
    assert "published" not in [one["state"] for one in history]


def _comes_second(walker: Walker, place: str, *words: str) -> None:
    """Somebody has published, discarded and withdrawn already."""
    for act in ("publish", "discard"):
        version = _drafted(walker, f"{{{{ number }}}} {act}", *words)
        walker.goes(f"/templates/versions/{version}")
        walker.is_too_late(f"/templates/versions/{version}/{act}")
    walker.goes(place)
    walker.is_too_late(place.replace("?", "/withdraw?"))


def _drafted(walker: Walker, text: str, *words: str) -> int:
    """A colleague's draft; its id."""
    file = walker.desk.day.config.with_name("text.liquid")
    file.write_text(text)
    (draft,) = walker.desk.day.command("templates", "draft", "registered", str(file), *words, "--by", "Anna")
    return int(draft["id"])


def _publishes(walker: Walker, place: str, text: str) -> str:
    """Words of one's own become what customers get; the version."""
    walker.writes(text)
    walker.sends(place, do="publish")
    walker.looks()
    version = walker.page.url.rpartition("/")[2]
    walker.does(f"/templates/versions/{version}/publish", "Published: customers get these words from now on.")
    return version
