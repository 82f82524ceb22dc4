"""The documents that there are, and mailboxes that are bound to them."""

import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from intakebot.domain.customer import STRANGER
from intakebot.domain.mailbox import Mailbox
from intakebot.terms.library import BadTerms, Library, load
from tests.terms.written import DESK, Desk

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
#: Prints what importing and the first reading cost together: processor time, in milliseconds.
_START = """
import time
import intakebot.config, intakebot.terms.clocks
before = time.process_time()
from intakebot.terms.library import Library
Library()
print((time.process_time() - before) * 1000)
"""


def _box(terms: str | None, plan: str | None = None, zone: str | None = None) -> Mailbox:
    return Mailbox(address="support@desk.example", prefix="CEN", from_name="S", terms=terms, plan=plan, zone=zone)


class TestShipped:
    def test_the_five_documents_are_there(self) -> None:
        library = Library()
        assert library.ids == ("centaur", "eurolinux", "martinsoft", "veeam", "xopero")
        assert [document.id for document in library] == list(library.ids)
        assert {library.origin(id_) for id_ in library.ids} == {"shipped"}

    def test_their_patterns_and_holidays_are_sound(self) -> None:
        assert load(None, thorough=True).faults == ()

    @pytest.mark.parametrize(
        ("terms", "plans", "levels"),
        [
            ("centaur", ["basic", "extended"], ["critical", "medium", "low"]),
            ("martinsoft", ["standard"], ["1", "2", "3", "4"]),
            ("xopero", ["subscription", "trial", "free"], ["X", "1", "2", "3"]),
            ("veeam", ["premier", "production", "basic", "evaluation", "free"], ["1", "2", "3", "4"]),
            ("eurolinux", ["premium", "standard", "basic"], ["1", "2", "3", "4"]),
        ],
    )
    def test_ids_that_people_and_scripts_use(self, terms: str, plans: list[str], levels: list[str]) -> None:
        document = Library().of(terms)
        assert (list(document.plans), list(document.severities)) == (plans, levels)

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
    def test_what_a_mailbox_is_bound_to(
        self, terms: str, plan: str, languages: tuple[str, ...], zone: str, reaction: tuple[str, str]
    ) -> None:
        box, library = _box(terms, plan), Library()
        library.check(box)
        assert (library.spoken(box), library.languages(terms), library.of(terms).zone) == (languages, languages, zone)
        assert (library.of(terms).reaction.counts, library.of(terms).reaction.clause) == reaction

    def test_they_are_read_quickly(self) -> None:
        """Beyond what is loaded anyway: pydantic, holidays, Babel. The best of some tries: others use this machine too."""
        tries = (
            subprocess.run([sys.executable, "-c", _START], capture_output=True, text=True, check=True) for _ in range(5)
        )
        assert any(float(ran.stdout) < 150 for ran in tries)


def test_without_terms_nothing_is_limited_and_nothing_is_counted(desk: Desk) -> None:
    found = desk.library().entitlement(_box(None, zone="Europe/Kyiv"), STRANGER, NOW)
    assert (found.terms, found.languages, found.zone, found.reaction_clause) == (None, (), "Europe/Kyiv", "")


@pytest.mark.parametrize(
    ("terms", "plan", "told"),
    [
        ("dsek", None, "no terms 'dsek'; known are desk, other"),
        ("desk", "gold", "desk has no plan 'gold'; it has basic, premium"),
        (None, "basic", "has the plan 'basic' but no terms"),
    ],
)
def test_a_mailbox_bound_to_nothing_is_told(desk: Desk, terms: str | None, plan: str | None, told: str) -> None:
    desk.write('extends = "desk"', "other.toml")
    with pytest.raises(BadTerms, match=told):
        desk.library().check(_box(terms, plan))


def test_an_unknown_document_is_told_with_those_that_there_are(desk: Desk) -> None:
    with pytest.raises(BadTerms, match=re.escape("no terms 'desc'; known are desk")):
        desk.library().of("desc")


class TestVersion:
    def test_it_is_stamped(self, desk: Desk) -> None:
        library = desk.library()
        version = library.of("desk").version
        assert re.fullmatch("[0-9a-f]{12}", version)
        assert library.entitlement(_box("desk"), STRANGER, NOW).versions == {"terms": version}

    def test_comments_and_spaces_change_nothing(self, desk: Desk) -> None:
        before = desk.library().of("desk").version
        (desk.shipped / "desk.toml").write_text(DESK.replace(" = ", "  =  ") + "\n# more\n", "utf-8")
        assert desk.library().of("desk").version == before

    @pytest.mark.parametrize(
        "change", ['title = "Other"', '[plans.basic]\nsaid = ["base"]', '[duties.waiting]\nclause = "DSK-09"']
    )
    def test_an_overlay_makes_another(self, desk: Desk, change: str) -> None:
        before = desk.library().of("desk").version
        desk.write(change)
        assert desk.library().of("desk").version != before

    def test_another_order_of_levels_makes_another(self, tmp_path: Path, desk: Desk) -> None:
        head, critical, rest = DESK.partition("[severities.critical]")
        critical_table, low, tail = (critical + rest).partition("[severities.low]")
        low_table, requires, end = (low + tail).partition("[requires.version]")
        before = desk.library().of("desk").version
        (desk.shipped / "desk.toml").write_text(head + low_table + critical_table + requires + end, "utf-8")
        assert desk.library().of("desk").version != before
