"""`intakebot contacts`: what operators see when they bring customers in, look at them and take them out."""

import csv
import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

import pytest
import sqlalchemy as sa
from typer.testing import CliRunner

from intakebot.cli import cli
from intakebot.contacts.csv_file import COLUMNS
from intakebot.store.tables import contact, message, ticket
from tests.running import Bot, Ran, running, written

TOML = """
[[organisation]]
key = "acme"
name = "Acme"
domains = ["acme.example"]
terms = "martinsoft"
plan = "standard"
valid_until = 2026-12-31

[[organisation.contact]]
address = "anna@acme.example"
name = "Anna"
addresses = ["anna@home.example"]

[[contact]]
address = "loner@gmail.com"
"""
LATER = TOML.replace("2026-12-31", "2027-12-31").replace("loner@", "other@")

Command: TypeAlias = Callable[..., Ran]


def _file(folder: Path, text: str, name: str = "customers.toml") -> str:
    (folder / name).write_text(text)
    return name


def _changes(ran: Ran) -> list[tuple[str, str, str]]:
    return [(one["change"], one["what"], one["key"]) for one in ran.objects]


ALL_NEW = [
    ("add", "organisation", "acme"), ("add", "contact", "anna@acme.example"), ("add", "contact", "loner@gmail.com")
]  # fmt: skip


@pytest.fixture
def intakebot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """The command in an empty folder; within this process, as that is quicker."""
    monkeypatch.chdir(tmp_path)

    def ran(*words: str) -> Ran:
        ended = CliRunner().invoke(cli, words)
        return Ran(code=ended.exit_code, out=ended.stdout_bytes.decode(), err=ended.stderr)

    return ran


@pytest.fixture(scope="module")
def busy() -> Iterator[Bot]:
    """A bot that is running."""
    with running() as bot:
        yield bot


class TestImport:
    def test_a_dry_run_shows_all_and_makes_nothing(self, tmp_path: Path, intakebot: Command) -> None:
        ran = intakebot("contacts", "import", _file(tmp_path, TOML), "--dry-run")
        assert (ran.code, ran.err) == (0, "intakebot: 3 added; a dry run: nothing was written\n")
        assert _changes(ran) == ALL_NEW
        assert ran.objects[0]["fields"]["valid_until"] == [None, "2026-12-31"]
        assert not (tmp_path / "var").exists()

    def test_what_changes_is_shown_before_it_is_done(
        self, store_url: str, tmp_path: Path, intakebot: Command, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("INTAKEBOT_STORE__URL", store_url)
        first = intakebot("contacts", "import", _file(tmp_path, TOML))
        assert (first.code, first.err, _changes(first)) == (0, "intakebot: 3 added; written\n", ALL_NEW)
        again = intakebot("contacts", "import", _file(tmp_path, TOML))
        assert (again.code, again.err, again.out) == (0, "intakebot: nothing changes; written\n", "")
        words = ("contacts", "import", _file(tmp_path, LATER), "--remove-missing")
        seen, done = intakebot(*words, "--dry-run"), intakebot(*words)
        assert seen.out == done.out
        assert done.objects == [
            {"change": "change", "what": "organisation", "key": "acme", "fields": {"valid_until": ["2026-12-31", "2027-12-31"]}},
            {"change": "remove", "what": "contact", "key": "loner@gmail.com", "fields": {"address": ["loner@gmail.com", None]}},
            {"change": "add", "what": "contact", "key": "other@gmail.com", "fields": {"address": [None, "other@gmail.com"]}},
        ]  # fmt: skip
        assert done.err == "intakebot: 1 added, 1 changed, 1 removed; written\n"

    def test_faults_of_all_files_at_once_and_nothing_is_written(self, tmp_path: Path, intakebot: Command) -> None:
        bad = _file(tmp_path, TOML.replace("standard", "golden").replace("anna@acme", "anna"), "bad.toml")
        worse = _file(tmp_path, "contact\nx@y.example\n", "worse.csv")
        ran = intakebot("contacts", "import", _file(tmp_path, TOML), bad, worse)
        assert (ran.code, ran.err) == (1, f"intakebot: {len(ran.objects)} faults; nothing was written\n")
        assert {one["file"] for one in ran.objects} == {"bad.toml", "worse.csv"}
        assert ran.objects[0].keys() == {"file", "line", "what", "key", "reason", "field"}
        reasons = [one["reason"] for one in ran.objects]
        assert any("'anna.example' is no mail address" in reason for reason in reasons)
        assert any(reason.startswith("columns missing: organisation, ") for reason in reasons)
        assert not (tmp_path / "var").exists()

    def test_terms_plans_and_roles_are_those_of_the_library(self, tmp_path: Path, intakebot: Command) -> None:
        """MAR-09."""
        crowd = "".join(
            f'[[organisation.contact]]\naddress = "{n}@acme.example"\nroles = ["organisational"]\n' for n in "xyz"
        )
        text = TOML.replace("[[contact]]", crowd + "[[contact]]").replace('"standard"', '"golden"')
        ran = intakebot("contacts", "import", _file(tmp_path, text), "--dry-run")
        assert [one["reason"] for one in ran.objects] == [
            "martinsoft has no plan 'golden'; it has standard",
            "3 people of 'acme' have the role 'organisational'; 2 may",
        ]
        unknown = _file(tmp_path, TOML.replace("martinsoft", "martin"))
        [fault] = intakebot("contacts", "import", unknown, "--dry-run").objects
        assert fault["reason"].startswith("there are no terms 'martin'; known are centaur, ")

    @pytest.mark.parametrize(
        ("words", "why"),
        [
            (("absent.toml",), "absent.toml: No such file or directory"),
            (("customers.xlsx",), "customers.xlsx: a file of customers ends in .csv or .toml"),
            (("customers.toml", "--encoding", "cp12510"), "there is no encoding 'cp12510'"),
        ],
    )
    def test_what_can_not_be_read(self, tmp_path: Path, intakebot: Command, words: tuple[str, ...], why: str) -> None:
        _file(tmp_path, TOML)
        ran = intakebot("contacts", "import", *words)
        assert (ran.code, ran.out, ran.err) == (2, "", f"intakebot: {why}\n")

    def test_another_encoding(self, tmp_path: Path, intakebot: Command) -> None:
        rows = f"{','.join(COLUMNS)}\nromashka,Ромашка{',' * (len(COLUMNS) - 2)}\n"
        (tmp_path / "x.csv").write_bytes(rows.encode("windows-1251"))
        assert intakebot("contacts", "import", "x.csv").code == 1
        assert intakebot("contacts", "import", "x.csv", "--encoding", "windows-1251").code == 0
        [firm] = intakebot("contacts", "list").objects
        assert firm["name"] == "Ромашка"


class TestWhileItRuns:
    def test_the_running_process_takes_ten_thousand(self, busy: Bot) -> None:
        out = io.StringIO()
        rows = csv.DictWriter(out, COLUMNS)
        rows.writeheader()
        for n in range(10_000):
            firm, domain = f"org{n // 10}", f"d{n // 10}.example"
            rows.writerow({
                "organisation": firm, "organisation_name": "Żółw", "domains": domain, "terms": "martinsoft",
                "plan": "standard", "contact": f"p{n}@{domain}", "addresses": f"p{n}@home.example",
            })  # fmt: skip
        ran = busy.command("contacts", "import", _file(busy.folder, out.getvalue(), "many.csv"))
        assert (ran.code, ran.err) == (0, "intakebot: 11,000 added; written\n")
        assert len(ran.objects) == 11_000
        [found] = busy.look("contacts", "find", " P4711@home.example")
        assert (found["known_by"], found["contact"]["address"]) == ("contact", "p4711@d471.example")
        assert busy.command("contacts", "import", "many.csv").err == "intakebot: nothing changes; written\n"

    def test_tickets_of_a_further_address_go_to_the_contact(self, busy: Bot) -> None:
        mails = [written(f"{name}@joined.example", "support@localhost") for name in ("carl", "carl.old")]
        for mail in mails:
            busy.send(mail)
            busy.number(mail)
        text = '[[contact]]\naddress = "carl@joined.example"\naddresses = ["carl.old@joined.example"]\n'
        ran = busy.command("contacts", "import", _file(busy.folder, text))
        assert _changes(ran) == [
            ("join", "contact", "carl.old@joined.example"), ("add", "contact", "carl@joined.example")
        ]  # fmt: skip
        later = written("carl.old@joined.example", "support@localhost")
        busy.send(later)
        numbers = [busy.number(mail) for mail in (*mails, later)]
        query = sa.select(contact.c.address).join(ticket, ticket.c.contact_id == contact.c.id)
        rows = busy.rows(query.where(ticket.c.number.in_(numbers)))
        assert [row["address"] for row in rows] == ["carl@joined.example"] * 3
        strangers = busy.rows(
            sa.select(message.c.id).join(contact).where(contact.c.address == "carl.old@joined.example")
        )
        assert strangers == []
        assert "contact_joined" in [event["kind"] for event in busy.evidence(numbers[1])["events"]]


class TestShow:
    @pytest.mark.parametrize("form", ["toml", "csv"])
    def test_what_is_exported_can_be_imported(self, tmp_path: Path, intakebot: Command, form: str) -> None:
        intakebot("contacts", "import", _file(tmp_path, TOML))
        out = intakebot("contacts", "export", "--format", form)
        assert out.code == 0
        (tmp_path / f"again.{form}").write_bytes(out.out.encode())
        ran = intakebot("contacts", "import", f"again.{form}", "--remove-missing")
        assert (ran.code, ran.out, ran.err) == (0, "", "intakebot: nothing changes; written\n")

    def test_an_empty_registry(self, tmp_path: Path, intakebot: Command) -> None:
        assert intakebot("contacts", "export", "--format", "csv").out == ",".join(COLUMNS) + "\r\n"
        assert intakebot("contacts", "list").out == ""
        assert intakebot("contacts", "export", "--format", "xml").code == 2

    def test_who_an_address_is(self, tmp_path: Path, intakebot: Command) -> None:
        intakebot("contacts", "import", _file(tmp_path, TOML))
        wanted = ("Anna@home.example", "new@acme.example", "loner@gmail.com", "nobody@x.example")
        found = [
            one for address in wanted for one in intakebot("contacts", "find", address).objects
        ]  # fmt: skip
        assert [one["known_by"] for one in found] == ["contact", "domain", "contact", "stranger"]
        assert found[0]["contact"]["name"] == "Anna"
        assert [one["organisation"] and one["organisation"]["key"] for one in found] == ["acme", "acme", None, None]

    def test_the_list(self, tmp_path: Path, intakebot: Command) -> None:
        intakebot("contacts", "import", _file(tmp_path, TOML))
        ran = intakebot("contacts", "list")
        assert [(one["what"], one.get("key") or one["address"]) for one in map(json.loads, ran.out.splitlines())] == [
            ("organisation", "acme"), ("contact", "anna@acme.example"), ("contact", "loner@gmail.com")
        ]  # fmt: skip


def test_the_example_of_the_readme_can_be_imported(tmp_path: Path, intakebot: Command) -> None:
    readme = (Path(__file__).parent.parent / "README.md").read_text("utf-8")
    section = readme[readme.index("## Customers") : readme.index("- **CSV**")]
    example = "".join(f"{line[4:]}\n" for line in section.splitlines() if line.startswith("    ") or not line)
    ran = intakebot("contacts", "import", _file(tmp_path, example), "--dry-run")
    assert (ran.code, ran.err) == (0, "intakebot: 3 added; a dry run: nothing was written\n"), ran.out
