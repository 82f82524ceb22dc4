"""Two mails of one matter: what is known of the one holds for the other, and what comes back is taken back in both."""

from pathlib import Path

from tests.days.bouncing import bounce
from tests.days.day import a_day
from tests.days.test_centaur import ANNA, CONTACTS
from tests.days.test_eurolinux import JAN, contacts


def test_an_answer_to_the_one_was_the_first_contact_until_it_came_back(tmp_path: Path) -> None:
    """EUR-04, standard: the third level is due in a business day, which began with the first mail."""
    with a_day(tmp_path, "eurolinux", "2026-05-25T09:00:00+02:00", contacts=contacts("standard")) as day:
        text = "Dzień dobry,\npriorytet: średni.\nSerwer plików od rana nie odpowiada."
        first = day.write(JAN, "Serwer", text)
        day.at("2026-05-25T10:00:00+02:00")
        day.agent("answer", first, "--words", "Sprawdzamy.")
        answer = day.letters("jan@nowak.example")[-1]
        day.at("2026-05-25T12:00:00+02:00")
        second = day.write(JAN, "Serwer, jeszcze raz", text)
        day.at("2026-05-25T13:00:00+02:00")
        day.agent("contacted", second, "--how", "telefon, p. Nowak")
        day.agent("merge", first, second, "--reason", "ten sam serwer")
        proof = day.evidence(second)
        assert (proof["received_at"], proof["first_contact_at"]) == (
            "2026-05-25T07:00:00+00:00", "2026-05-25T08:00:00+00:00",
        )  # fmt: skip
        assert proof["due_at"] == day.evidence(first)["due_at"] == "2026-05-26T07:00:00+00:00"
        assert "reaction" not in [timer["kind"] for timer in proof["timers"] if timer["state"] == "open"]
        assert len(day.letters("jan@nowak.example")) == 3  # two notices and the answer
        *_, total = day.command("report", "--as-of", day.now.isoformat())
        assert [total[name] for name in ("tickets", "merged", "reaction_due", "reaction_kept")] == [1, 1, 1, 1]

        bounce(day, answer)
        assert day.evidence(first)["first_contact_at"] is None
        assert day.evidence(second)["first_contact_at"] == "2026-05-25T11:00:00+00:00"  # of its own, by telephone
        day.at("2026-05-26T09:00:01+02:00")
        assert not {"breached"} & {*day.kinds(first), *day.kinds(second)}


def test_a_notice_that_comes_back_is_taken_back_in_both(tmp_path: Path) -> None:
    """CEN-03: the first mail's notice was the reaction of both."""
    with a_day(tmp_path, "centaur", "2026-02-20T16:00:00+03:00", contacts=CONTACTS) as day:
        first = day.write(ANNA, "Связь", "Критичность: критический. Никто не может позвонить с самого утра.")
        (notice,) = day.letters("anna@vector.example")
        day.at("2026-02-20T16:30:00+03:00")
        second = day.write(ANNA, "Связь снова", "Критичность: критический. Никто не может позвонить.")
        day.agent("merge", first, second)
        assert day.evidence(second)["notice_at"] == "2026-02-20T13:00:00+00:00"
        bounce(day, notice)
        assert day.evidence(first)["notice_at"] is None
        assert day.evidence(second)["notice_at"] == "2026-02-20T13:30:00+00:00"  # of its own notice
        day.at("2026-02-20T16:40:00+03:00")
        bounce(day, day.letters("anna@vector.example")[-1])
        assert day.evidence(second)["notice_at"] is None
        assert (day.tasks(first), day.tasks(second)) == ([], ["notify_another_way"])
        day.at("2026-02-20T17:00:01+03:00")
        assert len(day.happened(second, "breached")) == 1
