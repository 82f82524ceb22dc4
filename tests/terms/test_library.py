"""The five documents, and mailboxes that are bound to them."""

from pathlib import Path

import pytest

from intakebot.domain.mailbox import Mailbox
from intakebot.terms.library import BadTerms, Library


def _box(terms: str | None, plan: str | None = None, zone: str | None = None) -> Mailbox:
    return Mailbox(address="support@desk.example", prefix="CEN", from_name="S", terms=terms, plan=plan, zone=zone)


def test_the_five_documents_are_there() -> None:
    assert Library().ids == ("centaur", "eurolinux", "martinsoft", "veeam", "xopero")


@pytest.mark.parametrize(
    ("terms", "plan", "languages", "zone", "reaction"),
    [
        ("centaur", "basic", (), "Europe/Moscow", ("notice", "CEN-03")),
        ("martinsoft", "standard", ("ru",), "Europe/Moscow", ("first_contact", "MAR-05")),
        ("xopero", "trial", ("pl", "en"), "Europe/Warsaw", ("first_contact", "XOP-03")),
        ("veeam", "basic", ("en", "de", "fr", "ru", "es", "it"), "Europe/Warsaw", ("first_contact", "VEE-06")),
        ("eurolinux", "premium", ("pl", "en"), "Europe/Warsaw", ("first_contact", "EUR-04")),
    ],
)
def test_what_a_stranger_may_expect(
    terms: str, plan: str, languages: tuple[str, ...], zone: str, reaction: tuple[str, str]
) -> None:
    box = _box(terms, plan)
    Library().check(box)
    found = Library().entitlement(box)
    assert (found.terms, found.plan, found.languages, found.zone) == (terms, plan, languages, zone)
    assert (found.reaction, found.reaction_clause) == reaction


def test_without_terms_nothing_is_limited_and_nothing_is_counted() -> None:
    found = Library().entitlement(_box(None, zone="Europe/Kyiv"))
    assert (found.terms, found.languages, found.zone, found.reaction_clause) == (None, (), "Europe/Kyiv", "")


@pytest.mark.parametrize(
    ("terms", "plan", "told"),
    [
        ("kentaur", None, "no terms 'kentaur'; known are centaur, eurolinux"),
        ("centaur", "gold", "centaur has no plan 'gold'; it has basic, extended"),
        (None, "basic", "has the plan 'basic' but no terms"),
    ],
)
def test_a_mailbox_bound_to_nothing_is_told(terms: str | None, plan: str | None, told: str) -> None:
    with pytest.raises(BadTerms, match=told):
        Library().check(_box(terms, plan))


def test_an_unknown_key_is_refused_with_its_file(tmp_path: Path) -> None:
    shipped = Path(__file__).parent.parent.parent / "intakebot" / "terms" / "library" / "xopero.toml"
    (tmp_path / "mine.toml").write_text(shipped.read_text("utf-8") + "\nprice = 3\n")
    with pytest.raises(BadTerms, match=r"mine\.toml.*price"):
        Library(tmp_path)
