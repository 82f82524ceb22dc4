"""`python -m bench understanding`: what the classifier costs, and what doesn't move it.

Times are medians on one core; machines are shared: a matrix product of fixed size is timed beside them as control.
"""

import json
import os
import resource
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from bench import boilerplate as around
from intakebot.casework.classifying import Asked, Classifier
from intakebot.casework.proposing import propose
from intakebot.classify.examples import LEVELS, Example, load
from intakebot.classify.impact.model import Model
from intakebot.classify.language import detect
from intakebot.classify.stated import level
from intakebot.reading.quotes.cutting import cut
from intakebot.terms.library import Library

_ROOT = Path(__file__).parents[1]
#: Messages that are mostly the words of programs, whatever their sender speaks.
_OF_PROGRAMS = frozenset(
    (
        "log_only",
        "log_or_stack_trace",
        "monitoring_alarm",
        "forwarded_alarm",
        "mixed_language",
        "automatic",
        "auto_reply",
    )
)
_HOSTILE = {
    "1 MB of words": "слово " * 170_000, "endless word": "а" * 10**6, "lone surrogates": "\ud800x " * 10_000,
    "20,000 x U+FDFA": "\ufdfa" * 20_000, "combining marks": "e" + "\u0301" * 50_000, "emoji": "😀" * 5_000,
}  # fmt: skip


def understanding() -> int:
    """Print one JSON object a measurement."""
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    started = time.perf_counter()
    model = Model()
    loaded = time.perf_counter() - started
    classifier = Classifier(Library(), model)
    frozen = load(_ROOT / "models" / "frozen")
    works = (
        partial(_costs, classifier, frozen, loaded), partial(_hostile, classifier), partial(_unmoved, model, frozen),
        _language, partial(_stated, frozen),
    )  # fmt: skip
    for work in works:
        print(json.dumps(work(), ensure_ascii=False), flush=True)
    return 0


def _costs(classifier: Classifier, frozen: Sequence[Example], loaded: float) -> dict[str, Any]:
    asked = [_asked(one, one.text) for one in frozen if 70 <= len(one.text.split()) <= 90]
    matrix = np.ones((400, 400), np.float32)
    classifier.classify(asked[:4])
    each = [(_timed(partial(classifier.classify, [one])), _timed(partial(np.matmul, matrix, matrix))) for one in asked]
    together = _timed(partial(classifier.classify, asked)) / len(asked)
    return {
        "bench": "classify", "n": len(asked), "words": "70-90", "load_s": round(loaded, 2),
        "ms": round(statistics.median(ms for ms, _ in each), 1), "ms_max": round(max(ms for ms, _ in each), 1),
        "ms_together": round(together, 1), "control_ms": round(statistics.median(ms for _, ms in each), 2),
        "peak_rss_mb": _peak(),
    }  # fmt: skip


def _hostile(classifier: Classifier) -> dict[str, Any]:
    found = {name: round(_timed(partial(classifier.classify, [_question(text)]))) for name, text in _HOSTILE.items()}
    return {"bench": "hostile", "ms": found, "peak_rss_mb": _peak()}


def _unmoved(model: Model, frozen: Sequence[Example]) -> dict[str, Any]:
    """Share of messages whose level stays when something is put around them, over all documents."""
    chosen = [one for one in frozen if one.lang in around.GREETINGS]
    bare = _levels(model, chosen, [one.text for one in chosen])
    found = {}
    for name, dressed in _dresses().items():
        pairs = list(zip(bare, _levels(model, chosen, [dressed(one) for one in chosen]), strict=True))
        found[name] = round(sum(a == b for a, b in pairs) / len(pairs), 4)
    return {"bench": "unmoved", "n": len(chosen), "documents": len(LEVELS), **found}


def _dresses() -> dict[str, Callable[[Example], str]]:
    def signed(one: Example) -> str:
        return f"{one.text}\n\n{around.SIGNATURES[one.lang][len(one.text) % 2]}"

    return {
        "greeting": lambda one: f"{around.GREETINGS[one.lang][len(one.text) % 3]}\n\n{one.text}",
        "signature": signed,
        "disclaimer": lambda one: f"{signed(one)}\n\n{around.DISCLAIMERS[one.lang]}",
        "log": lambda one: f"{one.text}\n\n{around.LOG}",
        "quote": lambda one: f"{one.text}\n\n{around.QUOTES[one.lang]}",
    }


def _levels(model: Model, examples: Sequence[Example], texts: Sequence[str]) -> list[str]:
    """Of every message under every document."""
    library = Library()
    impacts = model.read([(one.subject, cut(text)) for one, text in zip(examples, texts, strict=True)])
    return [propose(library.of(terms), impact).level for impact in impacts for terms in LEVELS]


def _language() -> dict[str, Any]:
    """Of the examples in our three languages; short ones with the organisation's language known."""
    found: dict[str, list[bool]] = {"three words or more": [], "one or two words": []}
    for one in load(_ROOT / "models" / "examples"):
        if one.lang in ("ru", "pl", "en") and _OF_PROGRAMS.isdisjoint(one.phenomena):
            found["three words or more"].append(detect(one.text).language == one.lang)
            for short in _short(one.text):
                found["one or two words"].append(detect(short, (one.lang,)).language == one.lang)
    return {
        "bench": "language",
        **{name: [len(right), round(sum(right) / len(right), 4)] for name, right in found.items()},
    }


def _short(text: str) -> Iterator[str]:
    """The first two words, where they are words."""
    words = text.replace("\n", " ").split()[:2]
    if len(words) == 2 and all(word.strip(",.!?:;").isalpha() for word in words):
        yield " ".join(words)


def _stated(frozen: Sequence[Example]) -> dict[str, Any]:
    """Whether some document's level is found where its writer marked one, and where he didn't."""
    library = Library()
    found: dict[bool, list[bool]] = {True: [], False: []}
    for one in frozen:
        told = any(level(library.seeking(library.of(terms)).levels, one.subject, one.text) for terms in LEVELS)
        found[one.stated is not None].append(told)
    return {
        "bench": "stated", "marked": len(found[True]), "found": sum(found[True]),
        "unmarked": len(found[False]), "invented": sum(found[False]),
    }  # fmt: skip


def _asked(one: Example, text: str, terms: str = "xopero") -> Asked:
    return Asked.of({"id": one.id, "terms": terms, "channel": one.channel, "subject": one.subject, "text": text})


def _question(text: str) -> Asked:
    return Asked.of({"terms": "xopero", "text": text})


def _timed(work: Callable[[], object]) -> float:
    """Milliseconds."""
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1e3


def _peak() -> int:
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
