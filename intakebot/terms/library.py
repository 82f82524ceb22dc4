"""All support documents: the shipped ones, the operator's with their overlays, and what managers published in their place."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from copy import copy
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from intakebot.domain.customer import Customer, Organisation
from intakebot.domain.entitlement import Entitlement
from intakebot.domain.mailbox import Mailbox
from intakebot.domain.sentence import Sentence
from intakebot.domain.terms_text import TermsText
from intakebot.terms import names, plain
from intakebot.terms.altered import Alteration, alterations
from intakebot.terms.document import Document
from intakebot.terms.entitlement import entitle, spoken
from intakebot.terms.faults import BadTerms, Fault, Key, instead
from intakebot.terms.overlays import KEYED, Layered, layered
from intakebot.terms.seeking import Seeking, seeking
from intakebot.terms.sources import MOST_FILES, Source, files, read_all, read_texts

__all__ = ["SHIPPED", "BadTerms", "Library", "Loaded", "load"]

SHIPPED = Path(__file__).parent / "library"
#: Of one document and kind: who made more mends some first. Finding what was meant instead takes a while for each.
_MOST_FAULTS = 500


@dataclass(frozen=True, kw_only=True, slots=True)
class Files:
    """What was read of files, and what is wrong with those that can't be read."""

    shipped: tuple[Source, ...]
    own: tuple[Source, ...]
    faults: tuple[Fault, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Loaded:
    """What files and published texts hold: documents that can be used, and every fault of each."""

    documents: dict[str, Document]
    layers: dict[str, Layered]
    faults: tuple[Fault, ...]


def load(
    folder: Path | None, extra: Iterable[Path] = (), published: Iterable[TermsText] = (), *, shipped: Path = SHIPPED,
    thorough: bool = False,
) -> Loaded:  # fmt: skip
    """Read the shipped documents, a folder's files, and further ones, which go before those of the same name."""
    named = {path.stem for path in extra}
    standing = [text for text in published if text.id not in named]
    return assembled(files_of(folder, extra, shipped=shipped), standing, thorough=thorough)


def files_of(folder: Path | None, extra: Iterable[Path] = (), *, shipped: Path = SHIPPED) -> Files:
    """Read them; nothing of that has to be any good."""
    faults: list[Fault] = []
    own = {path.name: path for path in (*_folder(folder, faults), *extra)}
    below = tuple(read_all(files(shipped), faults, shipped=True))
    above = tuple(read_all(sorted(own.values()), faults))
    return Files(shipped=below, own=above, faults=tuple(faults))


def assembled(read: Files, published: Iterable[TermsText], *, thorough: bool = False) -> Loaded:
    """All documents. A published text stands in place of the folder's file of that name, whatever that says."""
    texts = tuple(published)
    ids = {text.id for text in texts}
    faults = [fault for fault in read.faults if Path(fault.file).stem not in ids]
    own = [source for source in read.own if source.id not in ids]
    piled = layered(read.shipped, [*own, *read_texts(texts, faults)], faults)
    documents = {}
    for item in piled:
        if document := _document(item, faults, thorough=thorough):
            documents[item.id] = document
    return Loaded(documents=documents, layers={item.id: item for item in piled}, faults=tuple(dict.fromkeys(faults)))


def _folder(folder: Path | None, faults: list[Fault]) -> list[Path]:
    if folder is None:
        return []
    try:
        found = files(folder)
    except OSError as error:
        faults.append(Fault(file=str(folder), key="", line=None, reason=f"the folder can't be read: {error.strerror}"))
        return []
    if len(found) > MOST_FILES:
        reason = f"has {len(found)} files; {MOST_FILES} at most"
        faults.append(Fault(file=str(folder), key="", line=None, reason=reason))
    return found[:MOST_FILES]


def _document(item: Layered, faults: list[Fault], *, thorough: bool) -> Document | None:
    """The document, unless something is wrong with it."""
    found = list(islice(names.faults(item, thorough=thorough), _MOST_FAULTS))
    document = None
    try:
        document = Document.model_validate({**item.values, "id": item.id, "version": version(item.id, item.values)})
    except ValidationError as error:
        told = {tuple(part for part in key if isinstance(part, str)) for key, _ in found}
        found += [each for each in islice(plain.faults(error), _MOST_FAULTS) if each[0] not in told]
    faults += [item.fault(key, reason) for key, reason in _untangled(item, found)]
    return None if found else document


def _untangled(item: Layered, found: list[tuple[Key, str]]) -> list[tuple[Key, str]]:
    """A name that was misspelt in an overlay begins a new table, which then lacks everything: one fault, not six."""
    lacking = {key[:2] for key, reason in found if reason.startswith("is missing")}
    misspelt = {key: reason for key in lacking if (reason := _misspelt(item, key))}
    return list(
        dict.fromkeys((key[:2], misspelt[key[:2]]) if key[:2] in misspelt else (key, reason) for key, reason in found)
    )


def _misspelt(item: Layered, key: Key) -> str:
    """What to write instead of a name that only the uppermost file knows; "" when it looks like a new one."""
    if len(key) < 2 or key[0] not in KEYED or len(item.sources) < 2:
        return ""
    *below, _ = item.sources
    if any(source.known(key) == len(key) for source in below):
        return ""
    there = [name for source in below for name, _ in names.tables(source.values, str(key[0]))]
    known = instead(str(key[1]), there)
    if "did you mean" not in known:
        return ""
    return f'{item.sources[0].id} has no "{key[1]}"{known} A new one needs all its keys'


def version(id_: str, values: dict[str, Any]) -> str:
    """Twelve hexadecimal digits over the content; the order of levels is content, spaces and comments aren't."""
    levels = list(values["severities"]) if isinstance(values.get("severities"), dict) else []
    content = json.dumps([id_, levels, values], sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(content.encode()).hexdigest()[:12]


class Library:
    """All documents by id. BadTerms with every fault when a file, or a published text, can't be used."""

    def __init__(
        self, folder: Path | None = None, published: Iterable[TermsText] = (), *, shipped: Path = SHIPPED
    ) -> None:
        #: What an operator edits since counts from the next start on.
        self._files = files_of(folder, shipped=shipped)
        self.publish(published)

    def publish(self, published: Iterable[TermsText]) -> None:
        """From now on these, and no others, are what managers published; BadTerms, then all stays as it was."""
        texts = tuple(published)
        loaded = assembled(self._files, texts)
        if loaded.faults:
            raise BadTerms(faults=loaded.faults)
        #: Replaced as a whole, since other threads read it.
        self._loaded = loaded
        self._seeking: dict[str, Seeking] = {}
        #: What managers published.
        self.published = texts

    def altered(self, text: TermsText | None, instead_of: str) -> "Library":
        """Another library, as this one would be if this text, or none, were published for an id; BadTerms."""
        others = tuple(each for each in self.published if each.id != instead_of)
        made = copy(self)
        made.publish((*others, text) if text else others)
        return made

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids of the documents, sorted."""
        return tuple(self._loaded.documents)

    def __iter__(self) -> Iterator[Document]:
        return iter(self._loaded.documents.values())

    def of(self, id_: str) -> Document:
        """The document with this id; BadTerms names those that are known."""
        known = self._loaded.documents
        if id_ not in known:
            raise BadTerms(Sentence("no terms {terms!r}; known are {known}", terms=id_, known=tuple(known)))
        return known[id_]

    def find(self, id_: str | None) -> Document | None:
        """The document with this id, unless it is gone: tickets outlive what an operator takes out."""
        return self._loaded.documents.get(id_ or "")

    def layers(self, id_: str) -> Layered:
        """What a document is made of; BadTerms."""
        loaded = self._loaded
        if id_ not in loaded.layers:
            self.of(id_)
        return loaded.layers[id_]

    def origin(self, id_: str) -> str:
        """The word "shipped" or "published", or the operator's file that made or changed it."""
        return self.layers(id_).origin

    def alterations(self, id_: str) -> tuple[Alteration, ...]:
        """Where the uppermost layer says something else than the document beneath it."""
        return alterations(self.layers(id_))

    def values(self, id_: str) -> dict[str, Any]:
        """The document as files hold it, overlays laid over: keys are those that an operator writes."""
        return self.layers(id_).values

    def check(self, box: Mailbox) -> None:
        """BadTerms when a mailbox names terms or a plan that don't exist."""
        if box.terms is None:
            if box.plan:
                raise BadTerms(f"mailbox {box.address} has the plan {box.plan!r} but no terms")
            return
        known = self._loaded.documents
        if box.terms not in known:
            raise BadTerms(f"mailbox {box.address}: no terms {box.terms!r}; known are {', '.join(known)}")
        plans = known[box.terms].plans
        if box.plan is not None and box.plan not in plans:
            raise BadTerms(f"mailbox {box.address}: {box.terms} has no plan {box.plan!r}; it has {', '.join(plans)}")

    def languages(self, terms: str) -> tuple[str, ...]:
        """Languages of one document, the default region's first; BadTerms when there is none with this id."""
        return self.of(terms).languages.spoken

    def seeking(self, document: Document) -> Seeking:
        """What this document wants to be looked for in requests, even if another stands in its place by now."""
        kept = self._seeking
        if document.version not in kept:
            kept[document.version] = seeking(document)
        return kept[document.version]

    def spoken(self, box: Mailbox) -> tuple[str, ...]:
        """Languages that are likely in a mailbox; empty where its terms name none, or are gone."""
        document = self.find(box.terms)
        return document.languages.spoken if document else ()

    def first_line(self, terms: str | None, organisation: Organisation, at: datetime) -> tuple[str, ...]:
        """Languages in which this customer is served then; empty where the document names none, or is gone."""
        document = self.find(terms)
        return spoken(document, organisation, at) if document else ()

    def entitlement(self, box: Mailbox, customer: Customer, at: datetime) -> Entitlement:
        """What a contact may expect who wrote to this mailbox then: under the customer's own terms, else the mailbox's."""
        own = customer.organisation.terms if customer.organisation else None
        known = self._loaded.documents
        return entitle(known.get(own or "") or known.get(box.terms or ""), box, customer, at)
