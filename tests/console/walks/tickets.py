"""What agents do about tickets, on the page of the queue and on the ticket's own."""

import sqlalchemy as sa

from intakebot.console.decisions import ACTS
from intakebot.console.said import Said
from tests.console.quarter import ANNA, OLGA
from tests.console.walks.walker import Walker
from tests.days import test_martinsoft as martinsoft
from tests.days.day import text_of
from tests.servers.scripted import CUT, Answer

_TIMES = sa.text(
    "SELECT count(*) AS times FROM event JOIN ticket ON ticket.id = ticket_id WHERE number = :number AND kind = :kind"
)
_ANNAS = "anna@vector.example"
#: How acts can't be done that need no words.
_WRONG = {"link": {"other": "DAY-0000-0000"}, "question": {"words": " "}}
_URGENT = "Критичность: критический. Никто не может позвонить."
_FAILED = "Severity: 3. The nightly job of server SRV-7 fails, the other forty jobs work."


def decides(walker: Walker) -> None:
    """A severity is changed and undone; where the terms want it (CEN-08) the customer is asked, and agrees or refuses."""
    for text, level, told in ((_FAILED, "3", "confirmed"), (_FAILED.partition(". ")[2], "2", "changed")):
        number = walker.desk.day.write(OLGA, f"Backup {walker.language}", text)
        before = walker.desk.day.evidence(number)
        walker.goes(f"/triage?view=all&ticket={number}")
        _decides(walker, number, level, told)
        assert walker.desk.day.evidence(number)["severity"] == level
        _acts(walker, number, "undo", "decision_undone")
        after = walker.desk.day.evidence(number)
        assert [after[fact] for fact in ("severity", "severity_by")] == [
            before[fact] for fact in ("severity", "severity_by")
        ]

    number = walker.desk.day.write(ANNA, f"Связь {walker.language}", _URGENT)
    for answer, level in (("refused", "critical"), ("agreed", "medium")):
        walker.goes(f"/triage?view=all&ticket={number}")
        _decides(walker, number, "medium", "asked")
        walker.goes(f"/tickets/{number}")
        _acts(walker, number, answer, {"refused": "consent_refused", "agreed": "consented"}[answer], words="telephone")
        assert walker.desk.day.evidence(number)["severity"] == level


def comes_second(walker: Walker) -> None:
    """A colleague has decided meanwhile: nothing is lost, nothing is done twice."""
    number = walker.desk.day.write(OLGA, f"Second {walker.language}", _FAILED.partition(". ")[2])
    walker.goes(f"/triage?view=all&ticket={number}")
    walker.desk.day.agent("confirm", number, "3")
    walker.is_refused(f"/tickets/{number}/severity", level="2", reason="SRV-7 only")
    assert walker.desk.day.evidence(number)["severity"] == "3"
    _decides(walker, number, "2", "changed")
    walker.is_too_late(f"/tickets/{number}/undo")
    assert walker.desk.day.evidence(number)["severity"] == "3"
    for act, fields in (("handover", {"to": "developers", "words": "Looks like a bug."}), ("close", {})):
        walker.goes(f"/tickets/{number}")
        walker.desk.day.agent("close", number)
        walker.is_refused(f"/tickets/{number}/{act}", **fields)
        assert [one.input_value() for one in walker.page.locator(".apart textarea").all()] == [*fields.values()][1:]
        walker.desk.day.agent("reopen", number, "--reason", "It fails again.")


def answers(walker: Walker) -> None:
    """The customer is written to, a colleague reads a note."""
    number = walker.desk.day.write(OLGA, f"Answer {walker.language}", _FAILED)
    walker.desk.day.write(OLGA, f"Re: [{number}]", "And the tape library is full.")
    walker.goes(f"/triage?view=all&ticket={number}")
    _acts(walker, number, "answer", "answered", words="We are looking into it.")
    _acts(walker, number, "note", "note", words="Ask Piotr.")
    walker.desk.day.settle()
    walker.goes(f"/tickets/{number}")
    walker.opens("/letters/")
    assert "We are looking into it." in text_of(walker.desk.day.letters("olga@wisla.example", number)[-1])


def tells_the_course(walker: Walker) -> None:
    """Everything that the page of a ticket offers while it is open, and after."""
    desk = walker.desk
    other = desk.day.write(OLGA, f"Other {walker.language}", _FAILED)
    number = desk.day.write(OLGA, f"Course {walker.language}", _FAILED)
    for more in ("And the tape library is full.", "And so is the other."):
        desk.day.write(OLGA, f"Re: [{number}]", more)
    walker.goes(f"/tickets/{number}")
    for act, kind in (("attempted", "contact_attempt"), ("contacted", "contacted"), ("workaround", "workaround_given")):
        _acts(walker, number, act, kind, words="telephone")
    _acts(walker, number, "question", "information_asked", item="diagnostics", words="Which build is it?")
    _acts(walker, number, "plan", "plan_changed", plan="premier", words="Invoice 77")
    _acts(walker, number, "handover", "handed_over", to="developers", words="Looks like a bug.")
    _acts(walker, number, "link", "linked", other=other)
    walker.is_too_late(f"/tickets/{number}/split")
    _acts(walker, number, "split", "split")
    _acts(walker, number, "close", "closed", words="It works.")
    _acts(walker, number, "reopen", "reopened", words="It doesn't.")
    _acts(walker, number, "merge", "merged", into=other, words="The same.")


def puts_off(walker: Walker) -> None:
    """A ticket waits for somebody, comes back, waits for a day; who comes second is told."""
    desk = walker.desk
    number = desk.day.write(OLGA, f"Wait {walker.language}", _FAILED)
    walker.goes(f"/tickets/{number}")
    _acts(walker, number, "wait", "put_off", whom="third_party", words="The vendor looks at it.")
    walker.goes(f"/triage?view=waiting&ticket={number}")
    assert walker.page.locator(f"#row-{number}").count() == 1
    walker.goes(f"/tickets/{number}")
    _acts(walker, number, "resume", "taken_up", words="It does.")
    walker.is_refused(f"/tickets/{number}/wait", whom="day", words="Until Thursday.")
    _acts(walker, number, "wait", "put_off", again=False, until="2036-11-24")
    assert desk.day.happened(number, "put_off")[-1]["evidence"]["reason"] == "Until Thursday."
    desk.day.agent("resume", number)
    walker.is_refused(f"/tickets/{number}/resume")


def sends_again(walker: Walker) -> None:
    """What was refused goes again from the tasks; what may have arrived wants a tick, and goes only once."""
    day = walker.desk.day
    number = _fails(walker, "RCPT", "550 5.1.1 full")
    walker.goes("/tasks")
    walker.does(f"/tickets/{number}/resend", "Done.")
    day.settle()
    assert len(day.letters(_ANNAS, number)) == 1
    number = _fails(walker, ".", CUT, CUT)
    walker.goes(f"/tickets/{number}")
    walker.does(f"/tickets/{number}/resend", _told(ACTS["resend"][0]), anyway="1")
    day.settle()
    walker.goes(f"/tickets/{number}")
    day.command("resend", number, "--anyway")
    walker.is_refused(f"/tickets/{number}/resend", anyway="1")


def _fails(walker: Walker, place: str, *answers: Answer) -> str:
    """A request whose notice meets these at the relay; its number."""
    relay = walker.desk.day.relay
    relay.used.clear()
    relay.script = {place: answers}
    return walker.desk.day.write(ANNA, f"Письмо {walker.language} {place}", _URGENT)


def begins_with_a_ready_answer(walker: Walker) -> None:
    """A manager keeps one ready; an agent begins with it by the keyboard, goes on with it after words of their own; it is withdrawn, also while
    somebody would begin with it.
    """
    day, name = walker.desk.day, f"logs-{walker.language}"
    place = f"/templates/ready-{name}/ru"
    walker.goes("/templates/ready?name=%D0%BB%D0%BE%D0%B3")
    assert walker.alerts
    walker.goes("/templates")
    walker.sends("/templates/ready", name=name, language="ru")
    walker.looks()
    walker.writes(f"Логи {walker.language}", "Пришлите логи к обращению {{ number }}.")
    walker.sends(place, do="publish")
    walker.looks()
    version = walker.page.url.rpartition("/")[2]
    walker.does(f"/templates/versions/{version}/publish", "Published: agents can begin answers with it from now on.")

    number = day.write(ANNA, f"Логи {walker.language}", "Критичность: низкий. Не печатает.")
    walker.goes(f"/triage?view=all&ticket={number}")
    for key in ("t", "Tab"):
        walker.page.keyboard.press(key)
    walker.changes(lambda: walker.page.keyboard.press("Enter"))
    assert walker.page.evaluate("document.activeElement.value") == f"Пришлите логи к обращению {number}."
    walker.looks(typed=True)
    _acts(walker, number, "answer", "answered", again=False)
    (told,) = day.happened(number, "answered")
    assert (told["evidence"]["version"], told["evidence"]["changed"]) == (int(version), False)

    walker.goes(f"/tickets/{number}")
    walker.sends(f"/tickets/{number}#answer", words="Мои слова")
    walker.looks(typed=True)
    assert walker.page.evaluate("document.activeElement.value") == f"Мои слова\n\nПришлите логи к обращению {number}."
    walker.goes(place)
    walker.does(f"{place}/withdraw", "Withdrawn: agents aren't offered it any more.")
    for page in (f"/tickets/{number}", f"/triage?view=all&ticket={number}"):
        day.command("templates", "rollback", version, "--by", "Anna")
        walker.goes(page)
        day.command("templates", "withdraw", f"ready-{name}", "--lang", "ru", "--by", "Anna")
        walker.is_refused(f"{page}#answer", words="Мои слова")


def breaks_conditions(walker: Walker) -> None:
    """MAR-06: the highest level has conditions; it falls when they aren't kept."""
    number = walker.desk.day.write(martinsoft.OLGA, f"Портал {walker.language}", martinsoft.form("1"))
    walker.goes(f"/tickets/{number}")
    _acts(walker, number, "broken", "severity_fell", words="telephone, 14:00")
    assert walker.desk.day.evidence(number)["severity"] == "2"
    assert walker.say("the customer couldn't be reached") in str(walker.page.locator("main").text_content())


def _decides(walker: Walker, number: str, level: str, told: str) -> None:
    """By the button of a level, with a reason."""
    walker.page.locator(f".levels button[value='{level}']").wait_for()
    walker.does(f"/tickets/{number}/severity", _told(told), reason="SRV-7 only", level=level)


def _acts(walker: Walker, number: str, act: str, kind: str, *, again: bool = True, **fields: str) -> None:
    """First so that it can't be, then well: it is told of, and stands in the history once more."""
    before = _times(walker, number, kind)
    if again and ACTS[act][2]:
        walker.is_refused(f"/tickets/{number}/{act}", **fields | {"words": " "})
    elif again and act in _WRONG:
        walker.is_refused(f"/tickets/{number}/{act}", **_WRONG[act])
    walker.does(f"/tickets/{number}/{act}", _told(ACTS[act][0]), **fields)
    assert _times(walker, number, kind) == before + 1


def _times(walker: Walker, number: str, kind: str) -> int:
    """How often something stands in a ticket's history."""
    (found,) = walker.desk.day._rows(_TIMES, {"number": number, "kind": kind})
    return int(found["times"])


def _told(what: str) -> str:
    """The English words for what was done."""
    return Said("en").done(what)
