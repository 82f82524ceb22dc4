"""What managers do about what customers read."""

import re
from datetime import timedelta

from tests.console.walks.walker import Walker

#: Documents whose customers are written to in each language.
_TERMS = {"en": "centaur", "ru": "centaur", "pl": "xopero"}


def owns_the_words(walker: Walker) -> None:
    """A letter is changed in all its parts, begun in its other languages, published, taken back, rolled back, checked, sent as a
    test, kept, discarded, withdrawn.
    """
    _changes_all_parts(walker)
    place = f"/templates/registered/{walker.language}?terms={_TERMS[walker.language]}"
    walker.goes(place)
    for part in walker.page.locator(".cm-content").all():
        part.press("Control+a")  # what Chromium deletes by itself it puts together by styles
        part.press("Delete")
    walker.is_refused(place, do="keep")
    walker.goes(place)
    _begins_the_others(walker, place)
    first = _publishes(walker, place, "Number: {{ number }}.")
    _publishes(walker, place, "In short: {{ number }}.")
    undo = walker.page.locator(".flash form").get_attribute("action")
    assert undo
    walker.does(undo, "Taken back: customers get what they got before. Your words stand in the history.")
    walker.goes(place)
    _publishes(walker, place, "In all: {{ number }}.")
    undo = walker.page.locator(".flash form").get_attribute("action")
    assert undo
    walker.is_too_late(undo)
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
    _comes_second(walker)
    history = walker.desk.day.command("templates", "history", "registered", *words)
    assert first in [str(one["id"]) for one in history]
    assert "published" not in [one["state"] for one in history]


def _changes_all_parts(walker: Walker) -> None:
    """The greeting stands word for word in the HTML, too: one press changes it there."""
    place = f"/templates/registered/{walker.language}"
    walker.goes(place)
    walker.desk.day.now += timedelta(minutes=1)
    walker.page.locator(".cm-content").nth(1).press("Control+Home")
    walker.page.keyboard.type("№ 1: ")
    walker.sends(place, do="check")
    walker.looks()
    walker.sends(place, do="carry")
    walker.looks()
    assert "<p>№ 1: " in walker.page.locator("textarea[name=html]").input_value()


def _begins_the_others(walker: Walker, place: str) -> None:
    """Words of one's own are kept, and the other languages begun; another's draft waits for them beside its version."""
    walker.writes("For now: {{ number }}.")
    walker.sends(place, do="publish")
    walker.looks()
    begin = place.replace("?", "/begin?")
    walker.does(begin, "Drafts are begun in the other languages, with what customers get now.")
    walker.goes(place)


def _comes_second(walker: Walker) -> None:
    """Somebody has published, discarded and withdrawn already: what all customers get."""
    place, words = f"/templates/registered/{walker.language}?terms=", ("--lang", walker.language)
    for act in ("publish", "discard"):
        version = _drafted(walker, f"{{{{ number }}}} {act}", *words)
        walker.goes(f"/templates/versions/{version}")
        walker.is_too_late(f"/templates/versions/{version}/{act}")
    walker.goes(place)
    walker.is_too_late(f"/templates/registered/{walker.language}/withdraw")


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
