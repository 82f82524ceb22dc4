"""What a page says, and whether it is English."""

import re

from playwright.sync_api import Page

_ENGLISH = re.compile(
    r"\b(?:the|and|with|from|this|your|not|what|which|nothing|tickets?|severity|save|add)\b", re.IGNORECASE
)
#: What stands in English whatever is spoken: names of settings, commands, what others wrote.
_QUOTED = "pre, code, kbd, [lang], .text"
#: The text of the page without what is quoted.
_SAID = """(quoted) => {
  const copy = document.body.cloneNode(true);
  copy.querySelectorAll(quoted + ", script, textarea").forEach((one) => one.remove());
  return copy.textContent.replace(/\\s+/g, " ");
}"""


def speaks(page: Page, language: str) -> None:
    """The page is in this language, and says nothing in English unless that is it."""
    assert page.locator("html").get_attribute("lang") == language, page.url
    if language == "en":
        return
    said = page.evaluate(_SAID, _QUOTED)
    foreign = [said[max(one.start() - 60, 0) : one.end() + 60] for one in _ENGLISH.finditer(said)]
    assert foreign == [], f"{page.url}: {foreign}"
