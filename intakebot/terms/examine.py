"""`terms check`: every fault and every gap of the documents, where they stand."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from intakebot.domain.terms_text import TermsText
from intakebot.terms.faults import Fault
from intakebot.terms.gaps import gaps
from intakebot.terms.library import SHIPPED, Loaded, load
from intakebot.terms.sources import files


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """One line of the answer."""

    file: str
    key: str
    line: int | None
    kind: Literal["fault", "gap"]
    reason: str


def examined(
    folder: Path | None, only: Sequence[Path] = (), published: Sequence[TermsText] = (), *, shipped: Path = SHIPPED
) -> Iterator[Finding]:  # fmt: skip
    """Faults first. With `only` these files, which go before a folder's of the same name, and the documents they make."""
    own = {path.resolve() for path in files(shipped)}
    extra = [path for path in only if path.resolve() not in own]
    loaded = load(folder, extra, published, shipped=shipped, thorough=True)
    wanted = {path.resolve() for path in only}
    for fault in loaded.faults:
        if not wanted or Path(fault.file).resolve() in wanted:
            yield _finding(fault, "fault")
    for gap in _gaps(loaded, wanted):
        yield _finding(gap, "gap")


def _gaps(loaded: Loaded, wanted: set[Path]) -> Iterator[Fault]:
    """Of the documents that these files make or change; of all without any."""
    for id_, document in loaded.documents.items():
        layers = loaded.layers[id_]
        if not wanted or wanted & {source.path.resolve() for source in layers.sources if source.id == id_}:
            yield from (layers.fault(key, reason) for key, reason in gaps(document))


def _finding(fault: Fault, kind: Literal["fault", "gap"]) -> Finding:
    return Finding(file=fault.file, key=fault.key, line=fault.line, kind=kind, reason=fault.reason)
