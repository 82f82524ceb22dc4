"""Written cases, one JSON object a line."""

import json
from pathlib import Path
from typing import Any

_CORPUS = Path(__file__).parent.parent / "corpus"


def cases(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (_CORPUS / name).read_text("utf-8").splitlines()]
