"""Subject and text as one input of the model, with the way back to where each character stood."""

import re
from dataclasses import dataclass

from intakebot.classify.voice import Voice, voice
from intakebot.domain.impact import Where

#: Marks of answers and forwards before a subject, and of lists; not those that tell that it is over, or a test.
_ANSWERS = re.compile(
    r"\s*(?:(?:re|fwd?|fw|odp|pd|aw|wg|rv|tr|ha|отв|пересл|на)\s*(?:\[\d+\])?\s*:\s*"
    r"|\[(?!\W{0,3}(?:resolved|recover|ok\b|closed|success|solved|test|staging|résolu|решен|закрыт|восстан|тест|rozwi[ąa]z|zamkni|gelöst|behoben))"
    r"[^\]\n]{1,40}\]\s*)+",
    re.IGNORECASE,
)
#: Characters of a subject that are read.
_SUBJECT = 300


@dataclass(frozen=True, slots=True)
class Prepared:
    """What the model reads: the subject, a line end, the customer's voice."""

    text: str
    _subject: Voice
    _voice: Voice
    #: Characters before the subject's first one that is read.
    _skipped: int

    def place(self, start: int, end: int) -> tuple[Where, int, int]:
        """Where a stretch of `text` stood; one that begins in the subject ends there."""
        length = len(self._subject.text)
        if start < length:
            first, last = self._subject.span(start, min(end, length))
            return "subject", first + self._skipped, last + self._skipped
        begin = max(start - length - (1 if length else 0), 0)
        found = self._voice.span(begin, max(end - length - (1 if length else 0), begin + 1))
        return "text", *found


def prepared(subject: str, text: str) -> Prepared:
    """Both made ready; `text` without quoted history. Never raises."""
    skipped = found.end() if (found := _ANSWERS.match(subject[:_SUBJECT])) else 0
    line = voice(subject[skipped:_SUBJECT].replace("\n", " "))
    body = voice(text)
    return Prepared("\n".join(filter(None, (line.text, body.text))), line, body, skipped)
