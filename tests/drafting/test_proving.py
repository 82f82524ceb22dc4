"""Proof under the real documents: what they promise may be said, and nothing else."""

import pytest

from intakebot.domain.template import Draft, Kind, Place, Version
from intakebot.drafting.circumstances import circumstances
from intakebot.drafting.proving import proof_of
from intakebot.drafting.reach import reach
from intakebot.replies.catalogue import Catalogue
from intakebot.replies.events import EVENTS
from intakebot.replies.trial import Proof, proved
from intakebot.terms.library import BadTerms, Library
from tests.mails import NOON

TERMS, CATALOGUE = Library(), Catalogue()
_LANGUAGES = CATALOGUE.languages("registered")


def _proof(terms: str, text: str, event: str = "registered", language: str = "en") -> Proof:
    parts: dict[Kind, str] = {"subject": "[{{ number }}] Request", "text": text}
    return proof_of(TERMS, CATALOGUE, Draft(place=Place(event=event, language=language, terms=terms), parts=parts))


@pytest.mark.parametrize("event", sorted({*EVENTS, *(reply.event for reply in CATALOGUE.replies)}))
def test_the_shipped_letters_are_sound_under_every_document(event: str) -> None:
    for language in CATALOGUE.languages(event):
        reply = CATALOGUE.shipped(event, language)
        assert reply is not None
        place = Place(event=event, language=language)
        proof = proved(reply, circumstances(TERMS, place, _LANGUAGES))
        assert proof.faults == (), reply.name
        assert proof.rendered == proof.of


@pytest.mark.parametrize(
    ("terms", "count"),
    [
        ("centaur", 3 * 4),
        ("martinsoft", 2 * 5),
        ("xopero", 4 * 5),
        ("veeam", 6 * 5),
        ("", 3 * 4 + 4 * 5 + 6 * 5 + 4 * 5 + 1),
    ],
)
def test_every_plan_and_level_is_tried_known_or_not(terms: str, count: int) -> None:
    """Without terms: all documents that are served in English, and who has none. MartinSoft's is Russian."""
    assert _proof(terms, "{{ number }}").told == f"can be written in {count} of {count} cases"


@pytest.mark.parametrize(("event", "terms", "count"), [("consent", "centaur", 3 * 3), ("consent", "xopero", 1),
                                                       ("help", "veeam", 1), ("survey", "veeam", 6 * 5)])  # fmt: skip
def test_a_letter_is_tried_where_it_is_ever_written(event: str, terms: str, count: int) -> None:
    """CEN-08: consent is asked to a level; Xopero asks for none. What is about no request knows no plan."""
    reply = CATALOGUE.shipped(event, "en")
    assert reply is not None
    tried = circumstances(TERMS, Place(event=event, language="en", terms=terms), _LANGUAGES)
    assert proved(reply, tried).told == f"can be written in {count} of {count} cases"


def test_a_time_is_refused_where_its_document_promises_none() -> None:
    """CEN-03: the notice is the reaction itself. VEE-09: some plans promise nothing, others an hour."""
    assert not _proof("centaur", "{{ number }} We answer within 1 hour.").rendered
    veeam = _proof("veeam", "{{ number }} We answer within 1 hour.")
    assert 0 < veeam.rendered < veeam.of
    assert {str(fault).rpartition("(")[0] for fault in veeam.faults} >= {
        "veeam/en/registered.liquid: promises '1 hour' where the terms promise no time; use {{ due }} ",
    }
    assert _proof("veeam", "{{ number }}{% if due %} We answer by {{ due }}.{% endif %}").sound


def test_a_blank_for_a_time_is_refused_by_the_documents_that_promise_none() -> None:
    proof = _proof("centaur", "{{ number }} We answer by {{ due }}.")
    assert proof.rendered == 0
    assert "prints {{ due }} where the terms promise no time" in str(proof.faults[0])


def test_languages_that_we_dont_write_and_those_of_all_customers_are_a_warning() -> None:
    told = [str(fault) for fault in _proof("veeam", "{{ number }}").warnings]
    assert "de/registered: no version of yours; there is none: customers get another language" in told
    assert not any("ru/" in one for one in told)
    assert _proof("martinsoft", "{{ number }}", language="ru").warnings == ()
    for_all = [str(fault) for fault in _proof("", "{{ number }}").warnings]
    assert "ru/registered: no version of yours; customers get the letter of the files" in for_all


@pytest.mark.parametrize(
    ("terms", "event", "text", "why"),
    [
        ("martinsoft", "registered", "{{ number }}", "martinsoft isn't served in this language"),
        ("centaur", "survey", "{{ number }} {{ url }}", "no such letter is ever written under centaur"),
        ("xopero", "consent", "{{ number }}", "no such letter is ever written under xopero"),
    ],
)
def test_what_nobody_gets_isnt_published(terms: str, event: str, text: str, why: str) -> None:
    """MAR-01: Russian. Only Veeam asks for a survey (VEE-21); Xopero asks no consent."""
    proof = _proof(terms, text, event)
    assert [fault.reason for fault in proof.faults] == [f"nobody gets it: {why}"]


def test_who_gets_a_letter_and_who_doesnt() -> None:
    catalogue, place = Catalogue(), Place(event="registered", language="en")
    own = Draft(place=Place(event="registered", language="en", terms="veeam"), parts={"text": "{{ number }}"})
    catalogue.publish([Version(id=1, number=1, draft=own, state="published", made_by="Maria", made_at=NOON)])
    found = reach(TERMS, catalogue, place)
    assert (found.terms, found.without_terms) == (("centaur", "eurolinux", "xopero"), True)
    assert found.excluded == ("martinsoft isn't served in this language", "veeam has a letter of its own")
    assert reach(TERMS, catalogue, Place(event="help", language="en", terms="martinsoft")).terms == ("martinsoft",)


def test_unknown_terms() -> None:
    with pytest.raises(BadTerms):
        _proof("nobody", "{{ number }}")
