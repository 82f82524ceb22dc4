"""What is done beside tickets: tasks, what was set aside, maintenance, reports and the record as files."""

import smtplib
from email.message import EmailMessage

from tests.console.quarter import ANNA, OLGA
from tests.console.walks.walker import Walker

_JUNK = b"\x00\x01\x02 no mail at all \xff\xfe"


def tends(walker: Walker) -> None:
    """A notice that was withheld is made good by hand; a task is done; what couldn't be read is read again."""
    day = walker.desk.day
    automatic = {"Auto-Submitted": "auto-generated"}
    number = day.write(ANNA, f"Отчёт {walker.language}", "Критичность: низкий. Не печатает.", headers=automatic)
    walker.goes("/tasks")
    walker.is_refused(f"/tickets/{number}/notified", words=" ")
    walker.does(f"/tickets/{number}/notified", "Done.", words="telephone")
    assert "notified" in day.kinds(number)
    for settles in (lambda to: walker.does(to, "Taken off the list."), walker.is_too_late):
        number = day.write(ANNA, f"Счёт {walker.language}", "Критичность: критический. Никто не может войти.")
        day.agent("confirm", number, "medium", "--reason", "Часть входит.")
        day.write(ANNA, f"Re: [{number}]", "Согласна.", proven=False, answer_to=day.letters("anna@vector.example")[-1])
        task = next(one for one in day.command("tasks") if one["number"] == number)
        walker.goes("/tasks")
        settles(f"/tasks/{task['id']}/done")
        assert day.tasks(number) == []
    _sends_junk(walker)
    task = next(one for one in day.command("tasks") if one["kind"] == "set_aside")
    walker.goes("/channels")
    walker.does(f"/set-aside/{task['received_id']}/replay", "Done.")
    walker.desk.day.settle()
    walker.goes("/tasks")
    walker.does(f"/set-aside/{task['received_id']}/replay", "Done.")


def finds_filed(walker: Walker) -> None:
    """Mail that was taken for none of a customer's is found, read and made a ticket: of two people by one."""
    day, subjects = walker.desk.day, [f"form {turn} {walker.language}" for turn in "12"]
    for subject in subjects:
        _fills_a_form_in(walker, subject)
    first, second = (
        str(mail["id"]) for subject in subjects for mail in day.command("filed", "list") if mail["subject"] == subject
    )
    walker.goes("/tasks")
    walker.follows("Read it")
    walker.goes("/tasks")
    walker.does(f"/filed/{first}/ticket", "Done.")
    walker.goes("/tasks")
    walker.follows("All filed mail")
    walker.sends("/filed", q=subjects[1])
    walker.looks()
    assert walker.page.locator("main td bdi").all_inner_texts().count(subjects[1]) == 1
    walker.goes("/filed")
    day.command("filed", "ticket", second, "--by", "Maria")
    walker.is_refused(f"/filed/{second}/ticket")
    _fills_a_form_in(walker, f"form 3 {walker.language}")
    walker.goes("/filed")
    (third,) = (place for place in walker.offered() if place.startswith("/filed/"))
    walker.does(third, "It is being made a ticket. Its number will stand here in a moment.")


def _fills_a_form_in(walker: Walker, subject: str) -> None:
    """On a page of ours, which writes to us in our own name: that looks like a loop."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Reply-To"] = "support@desk.example", "support@desk.example", ANNA
    mail["Subject"], mail["Message-ID"] = subject, f"<{subject.replace(' ', '-')}@form.example>"
    mail["Date"] = walker.desk.day.now
    mail.set_content("Критичность: низкий. Не печатает.")
    with smtplib.SMTP("127.0.0.1", walker.desk.day.port, timeout=20) as client:
        client.send_message(mail, "www@desk.example", ["support@desk.example"])
    walker.desk.day.settle()


def maintains(walker: Walker) -> None:
    """Maintenance is announced in every language, and ended."""
    walker.goes("/maintenance")
    said = {"ru": "Обновление", "pl": "Aktualizacja", "en": "An update"}
    walker.is_refused("/maintenance", **said, begins="2026-12-02T10:00", ends="2026-12-01T10:00")
    for ends in (walker.does, walker.is_too_late):
        walker.does("/maintenance", "Announced.", **said, begins="", ends="2026-12-01T10:00")
        announced = walker.desk.day.command("maintenance", "list")[-1]
        ends(f"/maintenance/{announced['id']}/end")
    assert not any("/maintenance/" in place for place in walker.offered())


def counts(walker: Walker) -> None:
    """What is promised is read, and when something would be due is asked for, once with a zone that is nowhere."""
    walker.goes("/terms")
    walker.opens("/terms/veeam")
    walker.opens("/terms/veeam/deadlines")
    place = "/terms/veeam/deadlines"
    walker.sends(place, received="2026-02-20T15:00", zone="Mars/Base")
    assert walker.page.locator("#wrong-zone").is_visible()
    walker.looks()
    walker.sends(place, zone="Europe/Warsaw")
    assert walker.page.locator("main table").count()
    walker.looks()


def reads(walker: Walker) -> None:
    """Reports and the record are asked for in forms, and saved."""
    walker.desk.day.write(OLGA, f"Report {walker.language}", "Severity: 3. One job fails.")
    files = []
    for page in ("/reactions", "/reactions/breaches", "/reactions/agreement"):
        walker.goes(page)
        walker.sends(page, terms="veeam")
        walker.looks()
        files += walker.saves()
    assert {file.partition(",")[0] for file in files} == {"row"}
    walker.sends("/reactions/agreement", **{"from": "2026-12-01", "until": "2026-11-01"})
    assert walker.page.locator("[role=alert]").is_visible()
    walker.looks()
    walker.goes("/audit")
    walker.sends("/audit", user=f"chef-{walker.language}")
    walker.looks()
    (record,) = walker.saves()
    assert f"chef-{walker.language}" in record


def _sends_junk(walker: Walker) -> None:
    with smtplib.SMTP("127.0.0.1", walker.desk.day.port, timeout=20) as client:
        client.sendmail("junk@customer.example", ["support@desk.example"], _JUNK + walker.language.encode())
    walker.desk.day.settle()
