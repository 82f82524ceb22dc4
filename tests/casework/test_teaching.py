"""A new model is put in place unless it is worse. Teaching itself needs torch: here it is replaced by copying a model."""

import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from intakebot.casework.teaching import NotShipped, Places, teach
from intakebot.classify.examples import Example
from intakebot.classify.impact.model import shipped
from intakebot.domain.confirmed import Confirmed
from intakebot.terms.library import Library

_FROZEN = Path(__file__).parents[2] / "models" / "frozen"
_CONFIRMED = Confirmed(
    number="TST-1", terms="xopero", level="2", language="pl", channel="email", subject="kopie", text="Dzień dobry, trzy zadania z czterdziestu stoją."
)  # fmt: skip


@pytest.fixture
def places(tmp_path: Path) -> Places:
    for name, lines in (("examples", 3), ("frozen", 60)):
        (tmp_path / name).mkdir()
        whole = (_FROZEN / "pl.jsonl").read_text().splitlines(keepends=True)
        (tmp_path / name / "pl.jsonl").write_text("".join(whole[:lines]))
    return Places(examples=tmp_path / "examples", frozen=tmp_path / "frozen", to=tmp_path / "models" / "impact")


def _made(monkeypatch: pytest.MonkeyPatch, broken: Callable[[Path], None]) -> list[list[Example]]:
    """What teaching was given; what it "makes" is the shipped model after `broken`."""
    taught: list[list[Example]] = []

    def make(examples: list[Example], _texts: list[str], folder: Path, _told: Any) -> None:
        taught.append(examples)
        shutil.copytree(shipped(), folder)
        broken(folder / "intakebot_impact")

    monkeypatch.setitem(sys.modules, "intakebot.classify.training.making", SimpleNamespace(make=make))
    return taught


def test_a_model_is_put_in_place_with_its_figures(monkeypatch: pytest.MonkeyPatch, places: Places) -> None:
    taught = _made(monkeypatch, lambda _: None)
    told: list[str] = []
    found = teach(places, [], Library(), told.append)
    assert found["n"] == 60
    assert (places.to / "config.cfg").is_file()
    assert [path.name for path in places.to.parent.iterdir()] == ["impact"]
    assert len(taught[0]) == 3
    assert "before null" in told[-1]


def test_a_worse_one_is_refused_and_the_old_one_stays(monkeypatch: pytest.MonkeyPatch, places: Places) -> None:
    shutil.copytree(shipped(), places.to)
    _made(monkeypatch, lambda parts: (parts / "encoder.onnx").unlink())
    with pytest.raises(NotShipped, match="worse on the frozen test"):
        teach(places, [], Library(), lambda _: None)
    assert (places.to / "intakebot_impact" / "encoder.onnx").is_file()
    assert [path.name for path in places.to.parent.iterdir()] == ["impact"]


def test_what_agents_confirmed_is_learned_as_a_level_without_facets(
    monkeypatch: pytest.MonkeyPatch, places: Places
) -> None:
    taught = _made(monkeypatch, lambda _: None)
    unknown = Confirmed(
        number="TST-2", terms="ours", level="red", language="en", channel="email", subject="", text="It is red."
    )
    teach(places, [_CONFIRMED, unknown], Library(), lambda _: None)
    (learned,) = taught[0][3:]
    assert (learned.id, learned.hand, learned.subject) == ("TST-1", "agents", "kopie")
    assert json.dumps([dict(reading.levels) for reading in learned.readings]) == '[{"xopero": "2"}]'
    assert [dict(reading.facets) for reading in learned.readings] == [{}]
