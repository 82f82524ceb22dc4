"""What the reader of one mail notes while it reads: defects found, and work it still may spend on repairs."""

#: How often one mail may ask for a costly repair. Each costs milliseconds at most except "opinion", which costs tens of them.
_ALLOWANCES = {
    "guess": 100,  # scoring the candidates for an undeclared character set
    "opinion": 2,  # asking charset-normalizer
    "delimiter": 200_000,  # lines that begin like a MIME boundary but aren't one
    "word": 50_000,  # encoded words
    "address": 20_000,  # mailboxes of address lists
}


class Findings:
    """Defect codes in the order found, each once, and the allowances left."""

    __slots__ = ("_codes", "_left")

    def __init__(self) -> None:
        self._codes: dict[str, None] = {}
        self._left = dict(_ALLOWANCES)

    def add(self, code: str) -> None:
        """Note a defect."""
        self._codes[code] = None

    def afford(self, work: str) -> bool:
        """Whether this work may be done once more; each asking counts."""
        self._left[work] -= 1
        return self._left[work] >= 0

    @property
    def defects(self) -> tuple[str, ...]:
        """The codes, in the order found."""
        return tuple(self._codes)
