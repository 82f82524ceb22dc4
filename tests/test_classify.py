"""`intakebot classify` and `evaluate` with the shipped model, as scripts use them (design.md 8)."""

import json
import os
import shutil
from pathlib import Path

import pytest

from intakebot.casework.classifying import Asked, Classifier
from intakebot.classify.examples import LEVELS
from intakebot.classify.impact.model import Model, ModelRefused, shipped
from intakebot.domain.impact import FACETS
from intakebot.terms.library import Library
from tests.running import run

STOPPED = (
    "Dzień dobry,\n\nod 7:40 żaden z 38 pracowników nie może się zalogować, na każdym stanowisku pojawia się biały ekran."
    " Nie wystawiamy faktur ani nie przyjmujemy zamówień, innego sposobu nie mamy.\n\nPozdrawiam\nJan Kowal\ntel. +48 000 555 111"
)
TRIFLE = "Коллеги, СРОЧНО!!! В отчёте за октябрь заголовок съехал вправо. Всё остальное работает, просто некрасиво."
QUOTED = (
    "> On Monday Jan wrote:\n> The whole portal is down, nobody can work, production stands still!\n\n"
    "Thanks, that has long been solved. Another question: where do I change the language of the menu?"
)


@pytest.fixture(scope="module")
def model() -> Model:
    return Model()


@pytest.fixture(scope="module")
def classifier(model: Model) -> Classifier:
    return Classifier(Library(), model)


def asked(text: str, terms: str | None = "martinsoft", **more: str) -> Asked:
    return Asked.of({"terms": terms, "text": text, **more})


class TestTheCommand:
    def test_it_says_all_that_scripts_rely_on(self, tmp_path: Path) -> None:
        (tmp_path / "message.txt").write_text(STOPPED)
        ran = run("classify", "--terms", "xopero", "--subject", "Logowanie", "message.txt", cwd=tmp_path)
        (answer,) = ran.objects
        assert ran.code == 0
        assert list(answer)[:13] == [
            "id", "language", "language_confidence", "severity", "abstains", "confidence", "probabilities", "clause",
            "kind", "facets", "stated", "evidence", "missing",
        ]  # fmt: skip
        assert (answer["id"], answer["language"], answer["severity"], answer["clause"]) == (None, "pl", "1", "XOP-07")
        assert sum(answer["probabilities"].values()) == pytest.approx(1, abs=0.001)
        assert answer["confidence"] == max(answer["probabilities"].values())
        assert set(answer["facets"]) == set(FACETS)
        assert answer["evidence"]
        for cue in answer["evidence"]:
            whole = {"subject": "Logowanie", "text": STOPPED}[cue["where"]]
            assert whole[cue["start"] : cue["end"]] == cue["text"]
            assert cue["facet"] in FACETS

    def test_questions_come_back_in_order_and_a_faulty_one_hinders_no_other(self, tmp_path: Path) -> None:
        questions = [
            json.dumps({"id": 1, "terms": "centaur", "text": STOPPED}),
            "no JSON",
            json.dumps({"id": 3, "terms": "zentaur", "text": STOPPED}),
            json.dumps({"id": 4, "terms": "xopero", "plan": "gold", "text": STOPPED}),
            json.dumps({"id": "five", "channel": "fax", "text": STOPPED}),
            json.dumps({"id": 6}),
            json.dumps({"id": 7, "text": TRIFLE}),
            json.dumps({"id": 8, "terms": None, "subject": "Logowanie", "text": ""}),
        ]
        ran = run("classify", "--jsonl", "--terms", "veeam", cwd=tmp_path, stdin="\n".join(questions).encode())
        assert ran.code == 1
        assert [answer["id"] for answer in ran.objects] == [1, None, 3, 4, "five", 6, 7, 8]
        assert [("error" in answer) for answer in ran.objects] == [False, True, True, True, True, True, False, False]
        assert "zentaur" in ran.objects[2]["error"]
        assert "gold" in ran.objects[3]["error"]
        assert "fax" in ran.objects[4]["error"]
        assert ran.objects[0]["severity"] == "critical"
        assert ran.objects[6]["severity"] in LEVELS["veeam"]

    @pytest.mark.parametrize(
        ("words", "said"),
        [
            (["--terms", "zentaur", "message.txt"], "zentaur"),
            (["--terms", "centaur", "--plan", "gold", "message.txt"], "gold"),
            (["missing.txt"], "missing.txt: No such file or directory"),
        ],
    )
    def test_a_wrong_question_is_told_in_a_sentence(self, tmp_path: Path, words: list[str], said: str) -> None:
        (tmp_path / "message.txt").write_text(STOPPED)
        ran = run("classify", *words, cwd=tmp_path)
        assert (ran.code, ran.out) == (2, "")
        assert said in ran.err

    def test_figures_of_labelled_messages(self, tmp_path: Path) -> None:
        frozen = Path(__file__).parents[1] / "models" / "frozen" / "en.jsonl"
        (tmp_path / "few").mkdir()
        (tmp_path / "few" / "en.jsonl").write_text("".join(frozen.read_text().splitlines(keepends=True)[:20]))
        ran = run("evaluate", "few", cwd=tmp_path)
        assert ran.code == 0
        found = {figure["slice"]: figure for figure in ran.objects}
        assert found["all"]["n"] == 20
        assert {f"terms {name}" for name in LEVELS} < set(found)
        assert sum(sum(row.values()) for row in found["terms xopero"]["confusion"].values()) == 20
        assert {"kind", "language en", "channel chat", "channel email"} < set(found)

    def test_without_messages_there_are_no_figures(self, tmp_path: Path) -> None:
        ran = run("evaluate", ".", cwd=tmp_path)
        assert (ran.code, ran.out) == (2, "")

    def test_teaching_says_what_it_needs(self, tmp_path: Path) -> None:
        ran = run("train", cwd=tmp_path)
        assert ran.code == 2
        assert "make train" in ran.err


class TestWhatItSays:
    def test_without_terms_there_is_no_level(self, classifier: Classifier) -> None:
        (answer,) = classifier.classify([asked(STOPPED, None)])
        assert (answer.severity, answer.abstains, answer.clause) == (None, True, None)
        assert answer.kind == "incident"

    @pytest.mark.parametrize("terms", LEVELS)
    def test_calm_words_of_a_stop_count_and_shouting_over_a_trifle_does_not(
        self, classifier: Classifier, terms: str
    ) -> None:
        stopped, trifle = classifier.classify([asked(STOPPED, terms), asked(TRIFLE, terms)])
        top = LEVELS[terms][1 if terms == "xopero" else 0]
        assert stopped.severity == top
        assert trifle.severity in LEVELS[terms][-2:]

    def test_quoted_history_decides_nothing(self, classifier: Classifier) -> None:
        (answer,) = classifier.classify([asked(QUOTED)])
        assert answer.severity == "4"
        assert answer.kind == "question"
        own = QUOTED.index("Thanks")
        assert all(cue.start >= own for cue in answer.evidence)

    def test_what_the_customer_states_is_told_and_decides_nothing(self, classifier: Classifier) -> None:
        (answer,) = classifier.classify([asked("Severity: 1\n\n" + TRIFLE)])
        assert answer.stated == "1"
        assert answer.severity in ("3", "4")

    def test_together_and_alone_they_are_the_same(self, classifier: Classifier) -> None:
        texts = [STOPPED, TRIFLE, QUOTED, "ok", ""]
        together = classifier.classify([asked(text) for text in texts])
        alone = [classifier.classify([asked(text)])[0] for text in texts]
        for one, other in zip(together, alone, strict=True):
            assert one.severity == other.severity
            assert one.confidence == pytest.approx(other.confidence, abs=0.03)  # activations are rounded by batch

    @pytest.mark.parametrize(
        "text",
        ["", "???", "😀" * 5000, "\ufdfa" * 20_000, "\ud800x " * 10_000, "e" + "\u0301" * 50_000, "а" * 10**6, "\0" * 99,
         "слово " * 200_000],
        ids=["empty", "marks", "emoji", "U+FDFA", "surrogates", "combining", "endless word", "NUL", "1 MB"],
    )  # fmt: skip
    def test_odd_texts(self, classifier: Classifier, text: str) -> None:
        (answer,) = classifier.classify([asked(text)])
        assert answer.severity in LEVELS["martinsoft"]
        assert all(text[cue.start : cue.end][:200] == cue.text for cue in answer.evidence)


class TestOtherDocuments:
    def test_a_new_document_needs_no_teaching(self, model: Model, tmp_path: Path) -> None:
        shipped_terms = Library().values("eurolinux")
        assert shipped_terms
        (tmp_path / "eurolinux.toml").write_text(
            '[severities.1]\nname = { ru = "стоп", pl = "stop", en = "stop" }\n[[severities.1.when]]\nextent = ["stopped"]\n'
        )
        library = Library(tmp_path)
        (answer,) = Classifier(library, model).classify([asked(STOPPED, "eurolinux")])
        assert answer.severity == "1"


class TestTheModel:
    def test_it_is_small_enough_to_ship(self) -> None:
        size = sum(file.stat().st_size for file in shipped().rglob("*") if file.is_file())
        assert size <= 60_000_000

    def test_without_the_encoder_the_ngrams_read_and_say_so(self, tmp_path: Path) -> None:
        shutil.copytree(shipped(), tmp_path / "impact")
        (tmp_path / "impact" / "intakebot_impact" / "encoder.onnx").unlink()
        model = Model(tmp_path / "impact")
        assert model.version.startswith("ngrams ")
        answers = Classifier(Library(), model).classify([asked(STOPPED), asked(TRIFLE)])
        assert answers[0].versions["model"] == model.version
        assert answers[0].severity in ("1", "2")
        assert answers[0].evidence == ()

    @pytest.mark.parametrize("broken", ["config.cfg", "intakebot_impact/reader.json", "intakebot_impact/ngrams.npz"])
    def test_a_broken_model_is_refused(self, tmp_path: Path, broken: str) -> None:
        shutil.copytree(shipped(), tmp_path / "impact")
        (tmp_path / "impact" / broken).write_bytes(b"\0\1 broken")
        with pytest.raises(ModelRefused):
            Model(tmp_path / "impact")
        ran = run("classify", cwd=tmp_path, stdin=b"x", env=_with(tmp_path / "impact"))
        assert ran.code == 1
        assert "The model isn't there or can't be read" in ran.err


def _with(model: Path) -> dict[str, str]:
    return os.environ | {"INTAKEBOT_SEVERITY__MODEL": str(model)}
