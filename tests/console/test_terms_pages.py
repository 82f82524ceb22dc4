"""Support documents as pages, and the deadline calculator."""

from collections.abc import Iterator

import pytest

from tests.console.registry_fixtures import Console, a_console, seen

OVERLAY = '[plans.standard.targets.1.reaction]\npromise = "2 wh"\n'


@pytest.fixture(scope="module")
def console(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Console]:
    with a_console(tmp_path_factory.mktemp("terms"), OVERLAY) as served:
        yield served


def _read(console: Console, place: str) -> str:
    answer = console.users["agent"].get(place)
    assert answer.status_code == 200
    return seen(answer)


@pytest.mark.parametrize(
    ("terms", "told"),
    [
        ("centaur", ["The registration notice is the reaction", "CEN-03", "Support changes it only when the customer agrees."]),
        ("martinsoft", ["the document's figure is missing MAR-05", "Otherwise it falls to 2 – serious impact. MAR-07", "2 people at most"]),
        ("xopero", ["with the next release", "There is no support under this plan.", "Deadlines stand still", "XOP-11"]),
        ("veeam", ["where the customer's zone and holidays are known, these count instead", "case administrator VEE-01", "3 attempts"]),
        ("eurolinux", ["Mon–Fri, 08:00–16:00 (Europe/Warsaw); days off: public holidays, Poland", "The document gives no definition."]),
    ],
)  # fmt: skip
def test_each_document_reads_as_a_whole(console: Console, terms: str, told: list[str]) -> None:
    page = _read(console, f"/terms/{terms}")
    assert [words for words in told if words not in page] == []
    document = console.house.terms.of(terms)
    clauses = {level.clause for level in document.severities.values()} | {
        plan.clause for plan in document.plans.values()
    }
    assert [clause for clause in clauses if clause not in page] == []


def test_what_the_operators_file_changes_is_shown(console: Console) -> None:
    assert "eurolinux.toml, 1 change" in _read(console, "/terms")
    page = _read(console, "/terms/eurolinux")
    assert 'plans.standard.targets.1.reaction.promise "1 wh" "2 wh"' in page
    assert "1 – critical 2 working hours EUR-04" in page
    assert "What your file changes" not in _read(console, "/terms/veeam")


def test_what_is_left_open_is_shown(console: Console) -> None:
    assert "plans.standard.targets.1.reaction.promise the figure is missing (MAR-05)" in _read(
        console, "/terms/martinsoft"
    )


def test_no_such_document_is_no_page(console: Console) -> None:
    assert console.users["agent"].get("/terms/nothing").status_code == 404
    assert console.users["agent"].get("/terms/nothing/deadlines").status_code == 404


class TestCalculator:
    PLACE = "/terms/eurolinux/deadlines"

    def test_a_deadline_with_its_steps(self, console: Console) -> None:
        """EUR-04, EUR-05: two working hours from Friday 15:00, over a weekend."""
        asked = {"plan": "standard", "severity": "1", "received": "2026-02-20T15:00+01:00"}
        page = seen(console.users["agent"].get(self.PLACE, params=asked))
        assert "Reaction due: 23 Feb 2026, 09:00 (Warsaw) Promised: 2 working hours EUR-04" in page
        assert "Fri 20 Feb, 15:00 Fri 20 Feb, 16:00" in page

    def test_its_address_means_the_same_to_everybody(self, console: Console) -> None:
        """A time without zone is the reader's own (UTC here), and the address says so from then on."""
        asked = {"plan": "standard", "severity": "1", "received": "2026-02-20T14:00"}
        answer = console.users["agent"].get(self.PLACE, params=asked)
        assert answer.url.params["received"] == "2026-02-20T14:00:00+00:00"
        assert "23 Feb 2026, 09:00 (Warsaw)" in seen(answer)
        assert 'value="2026-02-20T14:00"' in answer.text
        assert seen(console.users["manager"].get(str(answer.url))) == seen(answer)

    @pytest.mark.parametrize(
        ("wrong", "field"),
        [
            ({"zone": "Mars/Olympus"}, "zone"), ({"holidays": "XX"}, "holidays"), ({"received": "soon"}, "received"),
            ({"received": "1066-10-14T09:00+00:00"}, "received"), ({"plan": "gold"}, "plan"), ({"severity": "9"}, "severity"),
            ({"received": "9999-12-31T23:59-12:00"}, "received"),
        ],
    )  # fmt: skip
    def test_faults_stand_beside_their_fields(self, console: Console, wrong: dict[str, str], field: str) -> None:
        asked = {"plan": "standard", "severity": "1", "received": "2026-02-20T15:00+01:00"} | wrong
        answer = console.users["agent"].get(self.PLACE, params=asked)
        assert answer.status_code == 200
        assert f'id="wrong-{field}"' in answer.text
        assert answer.text.count('id="wrong-') == 1
        assert "Promised" not in answer.text

    def test_what_has_no_date_gets_none(self, console: Console) -> None:
        asked = {"plan": "standard", "severity": "1", "received": "2026-02-20T15:00+01:00"}
        page = seen(console.users["agent"].get("/terms/martinsoft/deadlines", params=asked))
        assert "Reaction due: the document's figure is missing" in page
