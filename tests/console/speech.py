"""What a page says, and whether it is English."""

import re

_ENGLISH = re.compile(
    r"\b(?:the|and|with|from|this|your|not|what|which|nothing|tickets?|severity|save|add)\b", re.IGNORECASE
)
#: The text of the page without what stands in English whatever is spoken: names of settings, commands, what others wrote.
SAID = """() => {
  const copy = document.body.cloneNode(true);
  copy.querySelectorAll("pre, code, kbd, [lang], .text, script, textarea").forEach((one) => one.remove());
  return copy.textContent.replace(/\\s+/g, " ");
}"""


def english(said: str) -> list[str]:
    """What is said in English, with what stands around it."""
    return [said[max(one.start() - 60, 0) : one.end() + 60] for one in _ENGLISH.finditer(said)]
