"""The API over real HTTP: a day's work by a program, and every way in which a call is refused. All answers are held against
the description that the API gives of itself.
"""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from intakebot.console.api.openapi import description
from intakebot.console.api.operation import Operation
from intakebot.console.api.pace import Pace
from intakebot.console.api.shapes import Shape
from intakebot.console.api.table import OPERATIONS
from intakebot.console.decisions import ACTS
from intakebot.domain.user import Role
from intakebot.intake.history import event
from intakebot.store.desk import Desk
from tests import mails
from tests.console import api_fixtures
from tests.console.api_fixtures import Served

DOCUMENT = json.loads(json.dumps(description(OPERATIONS)))
_VEEAM = {"name": "Vee", "domains": ["vee.example"], "terms": "veeam", "plan": "production"}
_MARTIN = {"name": "Mar", "domains": ["mar.example"], "terms": "martinsoft", "plan": "standard"}


class Program:
    """A caller with a token, that looks at each answer as the description says it is."""

    def __init__(self, console: Served, role: Role) -> None:
        self.console = console
        self.headers = {"Authorization": f"Bearer {console.token(console.user(role))}"}
        self.did: set[str] = set()

    def call(self, method: str, path: str, body: Any = None, *, code: int = 200, **more: Any) -> Any:
        """An operation by its path in the table, with what stands in it by name, and what stands behind "?" as `query`."""
        query = more.pop("query", None)
        address = f"/api/v1{path.format(**more)}"
        answer = self.console.web.request(method, address, json=body, params=query, headers=self.headers)
        assert answer.status_code == code, answer.text
        said = DOCUMENT["paths"][f"/api/v1{path}"][method.lower()]["responses"][str(code)]["content"]
        media = answer.headers["Content-Type"]
        assert media in said
        if code == 200:
            self.did.add(f"{method} {path}")
        if "json" not in media:
            return answer
        told = answer.json()
        _validator(said[media]["schema"]).validate(told)
        return told

    def refused(self, method: str, path: str, code: int, body: Any = None, **more: Any) -> str:
        """The same, refused: why."""
        return str(self.call(method, path, body, code=code, **more)["detail"])


def _validator(schema: dict[str, Any]) -> Draft202012Validator:
    return Draft202012Validator({**schema, "components": DOCUMENT["components"]})


@pytest.fixture(scope="module")
def console(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with api_fixtures.served(tmp_path_factory.mktemp("api")) as found:
        yield found


def _written(console: Served, sender: str, text: str, name: str, *, attached: bool = False) -> str:
    """Somebody writes; the number of the ticket."""
    mail = mails.mail(text, sender=sender, message_id=f"<{name}@customer.example>", subject=name)
    if attached:
        mail = _with_file(mail)
    console.line.post(mail, mail_from=sender, received_at=console.line.now)
    return console.line.numbers[-1]


def _with_file(mail: bytes) -> bytes:
    head, _, text = mail.partition(b"\r\n\r\n")
    head = head.replace(b"text/plain; charset=utf-8", b'multipart/mixed; boundary="b"')
    file = (
        b'Content-Type: text/plain\r\nContent-Disposition: attachment; filename="log.txt"\r\n\r\nat 8:10\r\n--b--\r\n'
    )
    return head + b"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n" + text + b"\r\n--b\r\n" + file


def test_a_day_of_a_program_does_everything_there_is(store_url: str, tmp_path: Path) -> None:
    with api_fixtures.served(tmp_path, store_url) as console:
        boss = Program(console, "operator")
        _reads_documents(boss)
        _keeps_customers(boss)
        _sets_mailboxes(boss)
        _decides(boss)
        _acts(boss)
        _tends(boss)
        _writes_letters(boss)
        _answers_from_the_shelf(boss)
        _announces(boss)
        _amends_terms(boss)
        _is_somebody(boss)
    told = {f"{line.method} {line.path}" for line in OPERATIONS}
    assert told - boss.did == set()


def _reads_documents(boss: Program) -> None:
    assert boss.call("GET", "/openapi.json") == DOCUMENT
    assert "centaur" in [one["id"] for one in boss.call("GET", "/terms")["terms"]]
    document = boss.call("GET", "/terms/{terms}", terms="centaur", query={"plan": "basic", "lang": "en"})
    assert list(document["plans"]) == ["basic"]
    asked = {"terms": "eurolinux", "plan": "standard", "severity": "1", "received": "2026-02-20T16:00:00+01:00"}
    due = boss.call("GET", "/due", query={**asked, "explain": "true"})
    assert due["reaction"] == "first_contact"
    assert due["steps"]


def _keeps_customers(boss: Program) -> None:
    first = boss.call("PUT", "/organisations/{key}", _VEEAM, key="vee")
    assert [one["change"] for one in first["changes"]] == ["add"]
    boss.call("PUT", "/organisations/{key}", _MARTIN, key="mar")
    assert boss.call("GET", "/organisations/{key}", key="vee")["plan"] == "production"
    assert [one["key"] for one in boss.call("GET", "/organisations", query={"q": "VEE"})["organisations"]] == ["vee"]
    boss.call("PUT", "/contacts/{address}", {"name": "Eve", "organisation": "vee"}, address="eve@vee.example")
    boss.call("PUT", "/contacts/{address}", {"name": "Bob"}, address="bob@bob.example")
    page = boss.call("GET", "/contacts", query={"limit": 1})
    assert [one["name"] for one in page["contacts"]] == ["Bob"]
    after = boss.call("GET", "/contacts", query={"limit": 1, "after": page["next"]})
    assert [one["name"] for one in after["contacts"]] == ["Eve"]
    assert boss.call("GET", "/contacts/{address}", address="eve@vee.example")["known_by"] == "contact"
    assert boss.call("GET", "/contacts/{address}", address="new@vee.example")["known_by"] == "domain"
    file = {"format": "toml", "content": '[[contact]]\naddress = "zed@zed.example"\nname = "Zed"\n'}
    would = boss.call("POST", "/contacts-import", {**file, "dry_run": True})
    assert boss.call("GET", "/contacts/{address}", address="zed@zed.example")["known_by"] == "stranger"
    assert boss.call("POST", "/contacts-import", file)["changes"] == would["changes"]
    gone = boss.call("DELETE", "/contacts/{address}", address="zed@zed.example")
    assert [one["change"] for one in gone["changes"]] == ["remove"]
    boss.call("PUT", "/organisations/{key}", {"name": "Off"}, key="off")
    boss.call("DELETE", "/organisations/{key}", key="off")
    boss.refused("GET", "/organisations/{key}", 404, key="off")
    acts = [one["entry"]["act"] for one in boss.call("GET", "/audit")["acts"]]
    assert {"organisation_kept", "contact_kept", "contacts_imported", "contact_removed", "organisation_removed"} <= {
        *acts
    }


def _sets_mailboxes(boss: Program) -> None:
    box, sales = "/mailboxes/{address}", "sales@desk.example"
    wish = {"terms": "eurolinux", "plan": "standard", "note": "the new contract", "seen": 0}
    would = boss.call("PUT", box, {**wish, "dry_run": True}, address=sales)
    assert boss.call("GET", box, address=sales)["versions"] == []
    done = boss.call("PUT", box, wish, address=sales)
    assert (done["changes"], done["dry_run"]) == (would["changes"], False)
    assert done["changes"][0]["fields"] == {"terms": [None, "eurolinux"], "plan": [None, "standard"]}
    assert (done["before"]["terms"], done["before"]["promised"]) == (None, [])
    assert (done["after"]["plan"], len(done["after"]["promised"])) == ("standard", 12)
    assert "meanwhile" in boss.refused("PUT", box, 409, {"from_name": "Sales desk", "seen": 0}, address=sales)
    assert "no plan" in boss.refused("PUT", box, 422, {"plan": "golden"}, address=sales)
    assert "zone" in boss.refused("PUT", box, 422, {"zone": "Mars/Base"}, address=sales)
    boss.refused("PUT", box, 404, {"plan": ""}, address="nobody@desk.example")
    (found,) = boss.call("GET", "/mailboxes", query={"q": "SALES euro"})["mailboxes"]
    assert (found["mailbox"]["terms"], found["version"]["note"]) == ("eurolinux", "the new contract")
    seen = {"seen": found["version"]["id"]}
    assert boss.call("POST", f"{box}/reset", seen, address=sales)["after"]["terms"] is None
    file = boss.call("GET", "/mailboxes-export", query={"format": "csv"})
    file["content"] = file["content"].replace("sales@desk.example,,,Sales,", "sales@desk.example,,,Sales desk,")
    would = boss.call("POST", "/mailboxes-import", {**file, "dry_run": True})
    assert [one["fields"] for one in would["changes"]] == [{"from_name": ["Sales", "Sales desk"]}]
    assert boss.call("POST", "/mailboxes-import", file)["changes"] == would["changes"]
    history = boss.call("GET", box, address=sales)["versions"]
    assert [one["setting"] and one["setting"]["from_name"] for one in history] == ["Sales desk", None, "Sales"]
    boss.refused("POST", "/mailboxes-import", 422, {**file, "content": "address,colour\r\n"})
    boss.call("POST", f"{box}/reset", {}, address=sales)


def _decides(boss: Program) -> None:
    number = _written(boss.console, "anna@customer.example", "Nothing works.\n\nSeverity: medium", "queued")
    lines = boss.call("GET", "/tickets", query={"q": "queued"})["tickets"]
    assert [(line["number"], line["severity"]) for line in lines] == [(number, "medium")]
    assert boss.call("GET", "/tickets", query={"view": "all", "limit": 1})["next"] == 1
    ticket = boss.call("GET", "/tickets/{number}", number=number.lower())
    seen = ticket["events"][-1]["id"]
    deadlines = boss.call("GET", "/tickets/{number}/deadlines", number=number, query={"lang": "pl"})
    assert [one["clock"] for one in deadlines["deadlines"]] == ["reaction", "workaround", "resolution"]
    ahead = boss.call("GET", "/tickets/{number}/levels", number=number, query={"lang": "pl"})["levels"]
    assert [(one["level"], one["asks_consent"]) for one in ahead] == [
        ("critical", True), ("medium", False), ("low", True),
    ]  # fmt: skip
    assert [one["clock"] for one in ahead[1]["deadlines"]] == ["reaction"]
    assert ahead[1]["deadlines"][0] == deadlines["deadlines"][0]
    wish = {"level": "low", "reason": "only one desk", "seen": seen}
    first = boss.call("POST", "/tickets/{number}/severity", wish, number=number)
    assert first == {"number": number, "done": "asked"}
    assert "since" in boss.refused("POST", "/tickets/{number}/severity", 409, wish, number=number)
    boss.call("POST", "/tickets/{number}/undo", {}, number=number)
    for answer in ("agreed", "refused"):
        boss.call("POST", "/tickets/{number}/severity", {"level": "low"}, number=number)
        boss.call("POST", "/tickets/{number}/" + answer, {"words": "by telephone"}, number=number)
        boss.call("POST", "/tickets/{number}/severity", {"level": "medium"}, number=number)
        if answer == "agreed":
            boss.call("POST", "/tickets/{number}/agreed", {"words": "by telephone"}, number=number)


def _acts(boss: Program) -> None:
    centaur = _written(boss.console, "anna@customer.example", "Nothing works.\n\nSeverity: low", "acts", attached=True)
    other = _written(boss.console, "anna@customer.example", "Nothing works, still.\n\nSeverity: low", "other")
    veeam = _written(boss.console, "eve@vee.example", "Backup fails.\n\nSeverity 2", "veeam")
    martin = _written(boss.console, "m@mar.example", "All is down.\n\nSeverity 1", "martin")
    _act(boss, martin, "severity", level="1")
    for name in ("answer", "note", "contacted", "notified", "workaround"):
        _act(boss, centaur, name, words=f"{name} by a program")
    _act(boss, centaur, "question", words="which version?")
    _act(boss, centaur, "plan", plan="extended", words="they showed it")
    _act(boss, centaur, "link", other=veeam)
    _act(boss, centaur, "handover", to="second line", words="please")
    _act(boss, veeam, "attempted", words="nobody answered")
    _act(boss, martin, "broken", words="nobody picks up")
    _act(boss, centaur, "wait", whom="day", until="2027-01-11T08:00:00+01:00", words="on holiday")
    waiting = boss.call("GET", "/tickets", query={"view": "waiting", "q": centaur})["tickets"]
    assert [(line["put_off_for"], line["put_off_until"]) for line in waiting] == [("day", "2027-01-11T07:00:00Z")]
    _act(boss, centaur, "resume")
    _sends_again(boss, veeam)
    _act(boss, centaur, "close", words="done")
    _act(boss, centaur, "reopen", words="not done")
    _act(boss, other, "merge", into=centaur, words="the same")
    ticket = boss.call("GET", "/tickets/{number}", number=centaur)
    _splits(boss, centaur, ticket["letters"][0]["message_id"])
    own = [each for each in ticket["events"] if each["actor"] == "operator.one"]
    assert {each["through"] for each in own} == {"api:test"}
    kinds = [each["kind"] for each in own]
    assert {"answered", "note", "contacted", "notified", "plan_changed", "linked", "handed_over", "reopened"} <= {
        *kinds
    }
    file = ticket["messages"][0]["attachments"][0]["id"]
    assert boss.call("GET", "/attachments/{id}", id=file).content.strip() == b"at 8:10"
    delivery = ticket["messages"][0]["deliveries"][0]["id"]
    assert b"Subject: acts" in boss.call("GET", "/messages/{id}/raw", id=delivery).content


def _sends_again(boss: Program, number: str) -> None:
    """A letter that the relay may have taken, and that is held."""
    line = boss.console.line
    letter = boss.call("GET", "/tickets/{number}", number=number)["letters"][0]["id"]
    [job] = [job for job, posted in line.letters if posted.id == letter]

    def doubted(desk: Desk) -> None:
        desk.jobs.hold(job, "hung up")
        ticket = desk.tickets.numbered(number)
        assert ticket is not None
        desk.tickets.happened(ticket.id, event("delivery_in_doubt", line.now, {"letter": letter}))

    line.store.write(doubted).result()
    boss.refused("POST", "/tickets/{number}/resend", 409, {"letter": letter}, number=number)
    _act(boss, number, "resend", letter=letter, anyway=True)


def _splits(boss: Program, number: str, notice: str) -> None:
    more = f"In-Reply-To: <{notice.strip('<>')}>\n"
    mail = mails.mail("The lamp, too.", sender="anna@customer.example", message_id="<more@customer.example>", more=more)
    boss.console.line.post(mail, mail_from="anna@customer.example", received_at=boss.console.line.now)
    later = boss.call("GET", "/tickets/{number}", number=number)["messages"][-1]
    _act(boss, number, "split", message=later["id"])


def _act(boss: Program, number: str, name: str, **body: Any) -> None:
    assert boss.call("POST", "/tickets/{number}/" + name, body, number=number)["number"] == number


def _tends(boss: Program) -> None:
    line = boss.console.line

    def troubled(desk: Any) -> None:
        received = desk.inbox.accept(mails.received(), line.now)
        desk.inbox.set_aside(received, "torn")
        desk.post.task("urgent", "look", line.now)

    line.store.write(troubled).result()
    task = boss.call("GET", "/tasks", query={"limit": 200})["tasks"][-1]
    boss.call("POST", "/tasks/{id}/done", id=task["id"])
    boss.refused("POST", "/tasks/{id}/done", 404, id=task["id"])
    aside = boss.call("GET", "/set-aside")["set_aside"][0]
    assert aside["reason"] == "torn"
    boss.call("POST", "/set-aside/{id}/replay", id=aside["id"])
    assert boss.call("GET", "/set-aside")["set_aside"] == []
    line.post(mails.mail(sender="support@desk.example", subject="a form", message_id="<form@x>"), received_at=line.now)
    [filed] = boss.call("GET", "/filed", query={"q": "FORM"})["filed"]
    assert (filed["sender"], filed["state"], filed["wanted_by"]) == ("support@desk.example", "filed", None)
    boss.call("POST", "/filed/{id}/ticket", id=filed["id"])
    boss.refused("POST", "/filed/{id}/ticket", 409, id=filed["id"])
    assert boss.call("GET", "/filed", query={"limit": 1})["filed"][0]["wanted_by"] == "operator.one"
    rows = boss.call("GET", "/report", query={"by": "terms", "from": "2026-11-01"})["rows"]
    assert rows[-1]["row"] == "total"
    assert {row["terms"] for row in rows} >= {"centaur", "veeam"}
    boss.console.session(boss.console.user("agent", "leaver"))
    assert boss.call("POST", "/users/{name}/sign-out", name="leaver")["sessions_ended"] == 1
    boss.call("POST", "/users/{name}/disable", name="leaver")
    leaver = next(one for one in boss.call("GET", "/users")["users"] if one["name"] == "leaver")
    assert not leaver["active"]
    acts = boss.call("GET", "/audit", query={"limit": 1})
    assert acts["acts"][0]["entry"]["act"] == "disabled"
    assert (
        boss.call("GET", "/audit", query={"limit": 1, "after": acts["next"]})["acts"][0]["id"] < acts["acts"][0]["id"]
    )


_DRAFT = {"subject": "[{{ number }}] Noted", "text": "Dear friend, {{ number }}."}
_CENTAUR: dict[str, Any] = {"event": "registered", "language": "en", "query": {"terms": "centaur"}}


def _writes_letters(boss: Program) -> None:
    assert boss.call("GET", "/templates")["letters"]["registered"] == ["en", "pl", "ru"]
    letter = "/templates/{event}/{language}"
    checked = boss.call("POST", f"{letter}/check", {**_DRAFT, "under": "centaur/basic/low"}, **_CENTAUR)
    assert (checked["proof"]["rendered"], checked["proof"]["lacking"]) == (12, ["pl", "ru"])
    assert checked["shown"][0]["content"]["text"] == "Dear friend, SAMPLE-1234-5674.\n"
    assert "+Dear friend, {{ number }}." in checked["from_shipped"]["text"]
    boss.call("POST", f"{letter}/test", {**_DRAFT, "to": "boss@desk.example"}, **_CENTAUR)
    bad = boss.call("POST", letter, {**_DRAFT, "text": "{{ number }}, we answer within 2 hours."}, **_CENTAUR)
    refused = boss.refused("POST", f"{_VERSION}/publish", 409, {"instead_of": 0}, id=bad["version"]["id"])
    assert "promises '2 hours'" in refused
    boss.call("POST", f"{_VERSION}/discard", id=bad["version"]["id"])

    first = boss.call("POST", letter, {**_DRAFT, "note": "Warmer."}, **_CENTAUR)["version"]["id"]
    assert "no version of yours and no draft" in boss.refused(
        "POST", f"{_VERSION}/publish", 409, {"instead_of": 0}, id=first
    )
    begun = [one["id"] for one in boss.call("POST", f"{letter}/begin", **_CENTAUR)["begun"]]
    assert [one["id"] for one in boss.call("GET", _VERSION, id=first)["beside"]] == begun
    refused = boss.refused("POST", f"{_VERSION}/publish", 409, {"instead_of": 0, "beside": []}, id=first)
    assert "other drafts would be published with it" in refused
    boss.call("POST", f"{_VERSION}/publish", {"instead_of": 0, "beside": begun}, id=first)
    number = _written(boss.console, "anna@customer.example", "Nothing works.", "warm")
    stamp = boss.call("GET", "/tickets/{number}", number=number)["letters"][0]["template"]
    assert boss.call("GET", _VERSION, id=first)["stamp"] == stamp
    second = boss.call("POST", letter, {**_DRAFT, "text": "Hello, {{ number }}."}, **_CENTAUR)["version"]["id"]
    assert "meanwhile" in boss.refused("POST", f"{_VERSION}/publish", 409, {"instead_of": 0}, id=second)
    boss.call("POST", f"{_VERSION}/publish", {"instead_of": first}, id=second)
    restored = boss.call("POST", f"{_VERSION}/rollback", id=first)["version"]
    assert (restored["state"], restored["restores_id"]) == ("published", first)
    told = boss.call("GET", letter, **_CENTAUR)
    assert [(one["number"], one["state"]) for one in told["versions"]] == [
        (4, "published"), (3, "retired"), (2, "retired"), (1, "retired"),
    ]  # fmt: skip
    assert boss.call("POST", f"{_VERSION}/undo", id=restored["id"])["version"]["state"] == "retired"
    assert boss.call("GET", letter, **_CENTAUR)["present"]["text"] == "Hello, {{ number }}."
    boss.call("POST", f"{_VERSION}/rollback", id=first)
    told = boss.call("GET", letter, **_CENTAUR)
    assert told["present"] == _DRAFT
    assert (told["reached"], told["excluded"]) == (["centaur"], [])
    assert boss.call("POST", f"{letter}/withdraw", **_CENTAUR)["present"] == told["shipped"]
    assert "nothing is published" in boss.refused("POST", f"{letter}/withdraw", 409, **_CENTAUR)


_VERSION = "/templates/versions/{id}"


def _answers_from_the_shelf(boss: Program) -> None:
    place: dict[str, Any] = {"event": "ready-logs", "language": "en"}
    words = {"subject": "Ask for logs", "text": "Please send the log of {{ number }}."}
    kept = boss.call("POST", "/templates/{event}/{language}", words, **place)
    boss.call("POST", f"{_VERSION}/publish", {"instead_of": 0}, id=kept["version"]["id"])
    number = _written(boss.console, "anna@customer.example", "It stopped.", "logs")
    (ready,) = boss.call("GET", "/tickets/{number}/ready-answers", number=number)["ready_answers"]
    assert (ready["name"], ready["template"]) == ("Ask for logs", kept["stamp"])
    begun = boss.call("GET", "/tickets/{number}/ready-answers/{id}", number=number, id=ready["id"])
    assert begun["text"] == f"Please send the log of {number}."
    _act(boss, number, "answer", words=f"{begun['text']} Thank you.", begun_from=begun["id"], begun_as=begun["digest"])
    answered = boss.call("GET", "/tickets/{number}", number=number)["events"]
    assert [one["evidence"] for one in answered if one["kind"] == "answered"] == [
        {"template": kept["stamp"], "version": ready["id"], "changed": True}
    ]
    assert boss.call("GET", "/templates")["published"][-1]["draft"]["place"]["event"] == "ready-logs"


_QUICKER = '[plans.basic.targets.critical.reaction]\npromise = "30 min"\n'


def _amends_terms(boss: Program) -> None:
    place, version = "/terms/{terms}", "/terms/{terms}/versions/{version}"
    checked = boss.call("POST", f"{place}/check", {"text": _QUICKER}, terms="centaur")
    assert [one["after"]["promise"] for one in checked["promises"]] == ["30 min"]
    key = boss.call("POST", f"{place}/versions", {"text": _QUICKER, "note": "Sooner."}, terms="centaur")["id"]
    there: dict[str, Any] = {"terms": "centaur", "version": key}
    assert boss.call("POST", f"{version}/publish", {"instead_of": 0}, **there)["state"] == "published"
    assert boss.call("GET", version, **there)["draft"]["text"] == _QUICKER
    assert boss.call("GET", f"{place}/versions", terms="centaur")["present"] == _QUICKER
    assert boss.call("GET", place, terms="centaur")["origin"] == "published"
    assert boss.call("GET", f"{place}/export", terms="centaur").content == _QUICKER.encode()
    assert boss.call("POST", f"{place}/withdraw", terms="centaur")["present"] == ""
    assert boss.call("POST", f"{version}/rollback", **there)["restores_id"] == key
    boss.call("POST", f"{place}/withdraw", terms="centaur")
    key = boss.call("POST", f"{place}/versions", {"text": "tittle = 1"}, terms="centaur")["id"]
    there = {"terms": "centaur", "version": key}
    assert "tittle" in boss.refused("POST", f"{version}/publish", 409, {"instead_of": 0}, **there)
    assert boss.call("POST", f"{version}/discard", **there)["state"] == "retired"


def _announces(boss: Program) -> None:
    said = {"en": "Servers are updated.", "ru": "Обновляем серверы.", "pl": "Aktualizujemy serwery."}
    times = {"begins": "2026-02-20T16:00:00+01:00", "ends": "2099-02-20T18:00:00Z"}
    key = boss.call("POST", "/maintenance", {**said, **times, "terms": "xopero"})["id"]
    (work,) = boss.call("GET", "/maintenance")["maintenance"]
    assert (work["id"], work["terms"], work["said"]) == (key, "xopero", said)
    assert datetime.fromisoformat(work["starts_at"]) == datetime.fromisoformat(times["begins"])
    assert "ends" in boss.refused("POST", "/maintenance", 422, {**said, "ends": times["begins"]})
    boss.call("POST", "/maintenance/{id}/end", id=key)
    boss.refused("POST", "/maintenance/{id}/end", 404, id=key)
    channels = boss.call("GET", "/channels")
    assert {box["address"] for box in channels["mailboxes"]} > channels["last"].keys()
    assert sum(one["count"] for one in channels["queues"] if one["kind"] == "deliver") > 1
    late = boss.call("GET", "/report/breaches", query={"as_of": "2027-01-01T00:00:00Z", "limit": 1})["rows"]
    assert {row["number"] for row in late} == {late[0]["number"]}
    assert late[0]["story"]
    verdicts = boss.call("GET", "/report/agreement", query={"terms": "centaur"})["rows"]
    assert {row["row"] for row in verdicts} >= {"agreement", "calibration"}
    exported = boss.call("GET", "/contacts-export", query={"format": "csv"})
    assert boss.call("POST", "/contacts-import", exported)["changes"] == []


def _is_somebody(boss: Program) -> None:
    me = boss.call("PUT", "/me", {"display": "The boss", "language": "pl", "zone": "Europe/Warsaw"})
    assert (me["display"], me["language"], me["zone"]) == ("The boss", "pl", "Europe/Warsaw")
    boss.console.session(boss.console.user("operator"))
    told = boss.call("GET", "/me")
    assert told["user"] == me
    assert len(told["sessions"]) == 1
    assert boss.call("POST", "/me/sign-out")["sessions_ended"] == 1
    boss.call("DELETE", "/me/tokens/{id}", id=told["token"])
    assert boss.console.web.get("/api/v1/me", headers=boss.headers).status_code == 401


_REFUSED: list[tuple[str, str, int, Any, dict[str, Any]]] = [
    ("GET", "/tickets", 422, None, {"query": {"view": "mine"}}),
    ("GET", "/tickets", 422, None, {"query": {"limit": "201"}}),
    ("GET", "/tickets", 422, None, {"query": {"colour": "red"}}),
    ("GET", "/tickets/{number}", 404, None, {"number": "CEN-0000-0000"}),
    ("GET", "/tickets/{number}/deadlines", 404, None, {"number": "nothing"}),
    ("GET", "/tickets/{number}/levels", 404, None, {"number": "nothing"}),
    ("GET", "/tickets/{number}", 404, None, {"number": "%00"}),
    ("POST", "/tickets/{number}/severity", 404, {"level": "low"}, {"number": "CEN-0000-0000"}),
    ("POST", "/tickets/{number}/severity", 409, {"level": "sky"}, {}),
    ("POST", "/tickets/{number}/severity", 422, {"level": 7}, {}),
    ("POST", "/tickets/{number}/severity", 422, {"level": "low", "seen": -1}, {}),
    ("POST", "/tickets/{number}/severity", 422, {"level": "low", "by": "somebody else"}, {}),
    ("POST", "/tickets/{number}/note", 422, {"words": " "}, {}),
    ("POST", "/tickets/{number}/note", 422, {"words": "x" * 4001}, {}),
    ("POST", "/tickets/{number}/note", 422, {"words": "a\x00b"}, {}),
    ("POST", "/tickets/{number}/answer", 409, {"words": "so", "begun_from": 999999}, {}),
    ("GET", "/tickets/{number}/ready-answers", 404, None, {"number": "CEN-0000-0000"}),
    ("GET", "/tickets/{number}/ready-answers/{id}", 404, None, {"id": 999999}),
    ("POST", "/tickets/{number}/attempted", 409, {"words": "in vain"}, {}),
    ("POST", "/tickets/{number}/question", 409, {}, {}),
    ("POST", "/tickets/{number}/resend", 409, {"letter": 999999}, {}),
    ("POST", "/tickets/{number}/resume", 409, {}, {}),
    ("POST", "/tickets/{number}/wait", 409, {"whom": "day", "words": "so"}, {}),
    ("POST", "/tickets/{number}/wait", 422, {"whom": "nobody", "words": "so"}, {}),
    ("POST", "/filed/{id}/ticket", 404, None, {"id": 999999}),
    ("POST", "/tickets/{number}/handover", 409, {"to": "nobody"}, {}),
    ("POST", "/tickets/{number}/merge", 409, {"into": "CEN-0000-0000", "words": "so"}, {}),
    ("GET", "/messages/{id}/raw", 404, None, {"id": 999999}),
    ("GET", "/messages/{id}/raw", 404, None, {"id": "one"}),
    ("GET", "/attachments/{id}", 404, None, {"id": 999999}),
    ("POST", "/set-aside/{id}/replay", 404, None, {"id": 999999}),
    ("POST", "/set-aside/{id}/replay", 422, {"why": "so"}, {"id": 1}),
    ("GET", "/terms/{terms}", 404, None, {"terms": "nobodys"}),
    ("GET", "/terms/{terms}", 422, None, {"terms": "centaur", "query": {"plan": "golden"}}),
    ("GET", "/due", 422, None, {"query": {"terms": "centaur"}}),
    ("GET", "/due", 422, None, {"query": {"terms": "x", "plan": "y", "severity": "1", "received": "2026-02-20T16:00:00Z"}}),
    ("GET", "/due", 422, None, {"query": {"terms": "centaur", "plan": "basic", "severity": "low", "received": "2026-02-20T16:00:00"}}),
    ("GET", "/report", 422, None, {"query": {"by": "colour"}}),
    ("GET", "/report", 422, None, {"query": {"terms": "nobodys"}}),
    ("GET", "/report", 422, None, {"query": {"from": "2026-12-01", "until": "2026-11-01"}}),
    ("PUT", "/organisations/{key}", 422, {"name": "X", "terms": "nobodys"}, {"key": "x"}),
    ("PUT", "/contacts/{address}", 422, {"language": "klingon"}, {"address": "a@b.example"}),
    ("PUT", "/contacts/{address}", 422, {"organisation": "unknown"}, {"address": "a@b.example"}),
    ("DELETE", "/contacts/{address}", 404, None, {"address": "nobody@nowhere.example"}),
    ("DELETE", "/organisations/{key}", 404, None, {"key": "nobody"}),
    ("POST", "/contacts-import", 422, {"format": "toml", "content": "[[contact"}, {}),
    ("POST", "/contacts-import", 422, {"format": "xml", "content": ""}, {}),
    ("GET", "/templates/{event}/{language}", 404, None, {"event": "letter", "language": "en"}),
    ("GET", "/templates/{event}/{language}", 404, None, {"event": "registered", "language": "en", "query": {"terms": "nobodys"}}),
    ("POST", "/templates/{event}/{language}", 409, {"note": "only a note"}, {"event": "registered", "language": "en"}),
    ("POST", "/templates/{event}/{language}", 422, {"text": "a\x00b"}, {"event": "registered", "language": "en"}),
    ("POST", "/templates/{event}/{language}/test", 409, {**_DRAFT, "to": "nobody"}, {"event": "registered", "language": "en"}),
    ("GET", "/templates/versions/{id}", 404, None, {"id": 999999}),
    ("POST", "/templates/versions/{id}/publish", 404, {"instead_of": 0}, {"id": 999999}),
    ("POST", "/templates/versions/{id}/publish", 422, {}, {"id": 1}),
    ("POST", "/maintenance", 422, {"en": "Only in English."}, {}),
    ("POST", "/maintenance", 422, {"en": "x", "ru": "x", "pl": "x", "terms": "nobodys"}, {}),
    ("GET", "/report/breaches", 422, None, {"query": {"by": "month"}}),
    ("PUT", "/me", 409, {"display": "X", "language": "en", "zone": "Mars/Base"}, {}),
    ("DELETE", "/me/tokens/{id}", 404, None, {"id": 999999}),
    ("POST", "/users/{name}/disable", 404, None, {"name": "nobody.here"}),
    ("POST", "/users/{name}/disable", 409, None, {"name": "operator.one"}),
]  # fmt: skip


@pytest.mark.parametrize(("method", "path", "code", "body", "more"), _REFUSED)
def test_what_cannot_be_is_refused_with_a_reason_and_nothing_is_done(
    console: Served, method: str, path: str, code: int, body: Any, more: dict[str, Any]
) -> None:
    boss = Program(console, "operator")
    before = console.kept
    detail = boss.refused(method, path, code, body, **{"number": console.line.numbers[0], **more})
    assert len(detail.split()) > 2
    assert console.kept == before


@pytest.mark.parametrize(
    ("content", "headers", "code"),
    [
        (b"{", {"Content-Type": "application/json"}, 400),
        (b'{"words": "\xff"}', {"Content-Type": "application/json"}, 400),
        (b'{"words": "\\ud800"}', {"Content-Type": "application/json"}, 400),
        (b"[" * 100_000, {"Content-Type": "application/json"}, 400),
        (b"[]", {"Content-Type": "application/json"}, 422),
        (b'{"words": "hello"}', {"Content-Type": "text/plain"}, 415),
        (b"words=hello", {"Content-Type": "application/x-www-form-urlencoded"}, 415),
        (b'{"words": "hello"}', {}, 415),
    ],
)
def test_what_is_no_json_is_told_apart(console: Served, content: bytes, headers: dict[str, str], code: int) -> None:
    token = {"Authorization": f"Bearer {console.token(console.user('agent'))}"}
    path = f"/api/v1/tickets/{console.line.numbers[0]}/note"
    answer = console.web.post(path, content=content, headers={**token, **headers})
    assert (answer.status_code, answer.headers["Content-Type"]) == (code, "application/problem+json")
    _validator({"$ref": "#/components/schemas/Problem"}).validate(answer.json())


_ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
_TAKING = [line for line in OPERATIONS if line.takes]


def _calls(line: Operation) -> st.SearchStrategy[tuple[Operation, Any]]:
    """Bodies of anything, and such as are nearly, or wholly, what the operation takes."""
    assert line.takes
    schema = line.takes.model_json_schema()
    needed = schema.get("required", ())
    fields = {name: st.text(max_size=20) | _ANYTHING for name in schema.get("properties", ())}
    near = st.fixed_dictionaries(
        {name: fields[name] for name in needed},
        optional={name: value for name, value in fields.items() if name not in needed},
    )
    return st.tuples(st.just(line), near | st.dictionaries(st.text(max_size=8), _ANYTHING, max_size=3) | _ANYTHING)


@settings(max_examples=80)
@given(call=st.sampled_from(_TAKING).flatmap(_calls))
def test_whatever_a_program_sends_it_gets_an_answer_of_the_description(
    console: Served, call: tuple[Operation, Any]
) -> None:
    line, body = call
    token = {"Authorization": f"Bearer {console.token(console.user('manager'))}"}
    more = {
        "number": console.line.numbers[0], "key": "fuzz", "address": "fuzz@fuzz.example", "name": "nobody.here",
        "event": "used", "language": "en", "id": 1, "terms": "fuzz", "version": 1,
    }  # fmt: skip
    content = json.dumps(body).encode("ascii")
    answer = console.web.request(
        line.method, f"/api/v1{line.path.format(**more)}", content=content,
        headers={**token, "Content-Type": "application/json"},
    )  # fmt: skip
    said = DOCUMENT["paths"][f"/api/v1{line.path}"][line.method.lower()]["responses"]
    assert str(answer.status_code) in said, answer.text
    assert answer.status_code < 500
    schema = said[str(answer.status_code)]["content"][answer.headers["Content-Type"]]["schema"]
    _validator(schema).validate(answer.json())


def test_a_program_that_went_wild_waits(console: Served, tmp_path: Path) -> None:
    now = [mails.NOON]
    pace = Pace(lambda: now[0], burst=3, every=timedelta(seconds=1))
    assert [pace.wait(1) for _ in range(5)] == [timedelta(0)] * 3 + [timedelta(seconds=1)] * 2
    assert pace.wait(2) == timedelta(0)
    now[0] += timedelta(seconds=1)
    assert [pace.wait(1) for _ in range(2)] == [timedelta(0), timedelta(seconds=1)]
    token, standing = {"Authorization": f"Bearer {console.token(console.user('agent'))}"}, console.line.now

    def call(path: str) -> httpx.Response:
        console.line.now = standing - timedelta(seconds=1)
        return console.web.get(f"/api/v1/{path}", headers=token)

    answers = [call(path) for path in ("due", "users") * 100] + [call("users")]
    assert {answer.status_code for answer in answers[:200]} == {422, 403}
    assert (answers[200].status_code, answers[200].headers["Retry-After"]) == (429, "1")


def test_the_description_is_openapi_3_1() -> None:
    assert DOCUMENT["openapi"].startswith("3.1")
    assert {"title", "version"} <= DOCUMENT["info"].keys()
    names = []
    for path, methods in DOCUMENT["paths"].items():
        assert path.startswith("/api/v1/")
        for told in methods.values():
            names.append(told["operationId"])
            assert [one["name"] for one in told["parameters"] if one["in"] == "path"] == _in_braces(path)
            assert all(response["description"] for response in told["responses"].values())
            assert told["summary"].endswith(".")
            for one in told["parameters"]:
                Draft202012Validator.check_schema(one["schema"])
    assert len(set(names)) == len(names) == len(OPERATIONS)
    for schema in DOCUMENT["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)
    for place in _references(DOCUMENT):
        assert place.removeprefix("#/components/schemas/") in DOCUMENT["components"]["schemas"]


def _in_braces(path: str) -> list[str]:
    return [part[1:-1] for part in path.split("/") if part.startswith("{")]


def _references(told: Any) -> Iterator[str]:
    if isinstance(told, dict):
        for name, value in told.items():
            if name == "$ref":
                yield value
            yield from _references(value)
    elif isinstance(told, list):
        for value in told:
            yield from _references(value)


def test_programs_can_do_every_act_that_people_can() -> None:
    paths = {line.path for line in OPERATIONS}
    assert {f"/tickets/{{number}}/{name}" for name in ACTS} <= paths
    (undo,) = (line for line in OPERATIONS if line.path == "/tickets/{number}/undo")
    assert undo.takes is not None
    assert issubclass(undo.takes, Shape)


def test_times_are_in_utc(console: Served) -> None:
    found = Program(console, "agent").call("GET", "/tickets", query={"view": "all"})
    at = datetime.fromisoformat(found["tickets"][0]["received_at"])
    assert at.utcoffset() == timedelta(0)
