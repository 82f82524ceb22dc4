"""The command line (design.md 8): data on stdout as JSON lines, talk on stderr, exit codes that scripts rely on."""

import json
import re
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from intakebot.cli import cli
from intakebot.store.lock import FileLock
from tests import mails
from tests.running import Bot, run, running, written

COMMANDS = ("run", "parse", "check", "replay", "report", "tasks", "terms", "templates", "db")
PARSED = {
    "message_id", "in_reply_to", "references", "from", "reply_to", "to", "cc", "subject", "date", "text", "reply",
    "attachments", "auto", "ticket_refs", "defects",
}  # fmt: skip
UGLY = b"From: Anna anna@customer.example\nSubject: \xcf\xf0\xe8\xe2\xe5\xf2\nContent-Type: multipart/mixed\n\nhelp\x00!\xff\n"


@pytest.fixture(scope="module")
def busy() -> Iterator[Bot]:
    """A bot that is running."""
    with running() as bot:
        yield bot


class TestParse:
    def test_several_mails_one_object_each_in_order(self, tmp_path: Path) -> None:
        subjects = ["first", "второй", "trzeci ż"]
        for place, subject in enumerate(subjects):
            (tmp_path / f"{place}.eml").write_bytes(mails.mail(subject=subject))
        ran = run("parse", "0.eml", "1.eml", "2.eml", cwd=tmp_path)
        assert (ran.code, ran.err) == (0, "")
        assert [found["subject"] for found in ran.objects] == subjects
        assert all(found.keys() == PARSED for found in ran.objects)

    def test_every_field(self, tmp_path: Path) -> None:
        mail = written(
            "Anna Nowak <anna@customer.example>", "Support <support@desk.example>", "Still broken.\n\n-- \nAnna\n",
            "Re: [DESK-0000-0000] Printer", Cc="b@customer.example, C <c@customer.example>", Reply_To="d@customer.example",
            In_Reply_To="<x@desk.example>", References="<w@desk.example> <x@desk.example>", Message_ID="<one@customer.example>",
        )  # fmt: skip
        del mail["Date"]
        mail["Date"] = "Mon, 23 Nov 2026 12:00:00 +0300"
        mail.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="../счёт.pdf")
        (found,) = run("parse", "-", cwd=tmp_path, stdin=mail.as_bytes()).objects
        assert found == {
            "message_id": "one@customer.example",
            "in_reply_to": ["x@desk.example"],
            "references": ["w@desk.example", "x@desk.example"],
            "from": {"name": "Anna Nowak", "address": "anna@customer.example"},
            "reply_to": [{"name": "", "address": "d@customer.example"}],
            "to": [{"name": "Support", "address": "support@desk.example"}],
            "cc": [{"name": "", "address": "b@customer.example"}, {"name": "C", "address": "c@customer.example"}],
            "subject": "Re: [DESK-0000-0000] Printer",
            "date": "2026-11-23T12:00:00+03:00",
            "text": found["text"],
            "reply": "Still broken.",
            "attachments": [
                {"filename": found["attachments"][0]["filename"], "content_type": "application/pdf", "size": 4, "inline": False}
            ],
            "auto": None,
            "ticket_refs": ["DESK-0000-0000"],
            "defects": [],
        }  # fmt: skip
        assert found["text"].startswith("Still broken.\n\n-- \nAnna")
        assert found["attachments"][0]["filename"].endswith("счёт.pdf")

    def test_automatic_mail_is_named(self, tmp_path: Path) -> None:
        raw = mails.mail(more="Auto-Submitted: auto-replied\n")
        assert run("parse", "-", cwd=tmp_path, stdin=raw).objects[0]["auto"] == "auto-reply"

    def test_ugly_mail_is_read(self, tmp_path: Path) -> None:
        ran = run("parse", "-", cwd=tmp_path, stdin=UGLY)
        (found,) = ran.objects
        assert ran.code == 0
        assert found["subject"] == "Привет"
        assert found["defects"]

    def test_no_mail_at_all_is_said_and_the_others_are_read(self, tmp_path: Path) -> None:
        (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
        (tmp_path / "good.eml").write_bytes(mails.mail())
        ran = run("parse", "picture.png", "absent.eml", "good.eml", cwd=tmp_path)
        assert ran.code == 2
        assert [found["subject"] for found in ran.objects] == ["Server down"]
        told = ran.err.splitlines()
        assert len(told) == 2
        assert "picture.png" in told[0]
        assert "absent.eml" in told[1]


class TestCheck:
    def test_the_embedded_default_is_good_and_nothing_is_made(self, tmp_path: Path) -> None:
        ran = run("check", cwd=tmp_path)
        assert ran.code == 0, ran
        assert {found["checked"] for found in ran.objects} == {
            "configuration",
            "terms",
            "templates",
            "models",
            "schema",
            "contacts",
            "mailboxes",
        }
        assert all(found["faults"] == [] for found in ran.objects)
        assert list(tmp_path.iterdir()) == []

    @pytest.mark.parametrize(
        ("config", "keys"),
        [
            ("[smtp]\nlisten = 25\nmax_sise = 3\n", ["smtp.listen", "smtp.max_sise"]),
            ('[[mailbox]]\naddress = "a@b.example"\nprefix = "AB"\n[[mailbox]]\naddress = "nobody"\nprefix = "x"\n',
             ["mailbox[1].address", "mailbox[1].prefix"]),
            ('[[mailbox]]\naddress = "a@b.example"\nprefix = "AB"\n[mailbox.imap]\nhost = "h"\nuser = "u"\n', ["mailbox[0].imap"]),
            ('[[mailbox]]\naddress = "the-whole-technical-support@b.example"\nprefix = "SUPPOR"\nsubaddress = "+"\n', ["mailbox[0]"]),
            ("mailbox = []\n", ["mailbox"]),
            ("[[[", []),
        ],
        ids=["keys", "mailboxes", "imap without a secret", "no room for tags", "no mailbox", "no TOML"],
    )  # fmt: skip
    def test_a_bad_configuration_names_every_fault(self, tmp_path: Path, config: str, keys: list[str]) -> None:
        (tmp_path / "config.toml").write_text(config)
        for command in ("check", "run"):
            ran = run(command, "--config", "config.toml", cwd=tmp_path)
            assert (ran.code, ran.out) == (78, "")
            assert "config.toml" in ran.err
            assert re.findall(r"^  (\S+): ", ran.err, re.MULTILINE) == keys

    def test_a_missing_file_is_a_bad_configuration(self, tmp_path: Path) -> None:
        ran = run("check", "--config", "absent.toml", cwd=tmp_path)
        assert (ran.code, ran.out) == (78, "")
        assert ran.err == "intakebot: The configuration can't be used: absent.toml: No such file or directory\n"

    @pytest.mark.parametrize(
        ("config", "checked", "fault"),
        [
            ('[[mailbox]]\naddress = "a@b.example"\nprefix = "AB"\nterms = "zentaur"\n', "terms", "zentaur"),
            ('[[mailbox]]\naddress = "a@b.example"\nprefix = "AB"\nterms = "veeam"\nplan = "gold"\n', "terms", "gold"),
            ('[replies]\ntemplates = "mine"\n', "templates", "mine"),
            ('[relay]\nhost = "h"\nuser = "u"\npassword_file = "absent"\n', "configuration", "absent"),
            ('[relay]\nhost = "h"\nuser = "u"\n', "configuration", "user and password"),
            ('[smtp]\ntls_cert = "absent.pem"\ntls_key = "absent.pem"\n', "configuration", "absent.pem"),
            ('[relay]\nhost = "h"\nca_file = "absent.pem"\n', "configuration", "absent.pem"),
            ('[terms]\nfolder = "absent"\n', "terms", "absent"),
            ('[[webhook]]\nname = "pager"\nurl = "https://h/"\nsecret_file = "absent"\n', "configuration", "absent"),
            ('[[webhook]]\nname = "pager"\nurl = "https://h/"\nsecret_file = "key"\n', "configuration", "base64"),
            ('[alerts]\nmail = ["A@b.example"]\n[[mailbox]]\naddress = "a@b.example"\nprefix = "AB"\n',
             "configuration", "A@b.example"),
        ],
        ids=["terms", "plan", "templates", "password", "user", "certificate", "authorities",
             "terms folder", "webhook secret", "webhook key", "alerts to a mailbox"],
    )  # fmt: skip
    def test_what_the_files_say_is_checked(self, tmp_path: Path, config: str, checked: str, fault: str) -> None:
        (tmp_path / "key").write_text("whsec_no base64")
        (tmp_path / "config.toml").write_text(config)
        ran = run("check", "--config", "config.toml", cwd=tmp_path)
        faults: dict[str, Any] = {found["checked"]: found["faults"] for found in ran.objects if found["faults"]}
        assert ran.code == 1
        assert faults.keys() == {checked}
        assert fault in faults[checked][0]

    def test_a_template_without_the_number_is_a_fault(self, tmp_path: Path) -> None:
        shipped = Path(__file__).parents[1] / "intakebot/replies/templates/en"
        (tmp_path / "mine/en").mkdir(parents=True)
        for file in shipped.iterdir():
            text = file.read_text("utf-8")
            (tmp_path / "mine/en" / file.name).write_text(re.sub(r"\{\{[^}]*number[^}]*\}\}", "", text), "utf-8")
        (tmp_path / "config.toml").write_text('[replies]\ntemplates = "mine"\n')
        ran = run("check", "--config", "config.toml", cwd=tmp_path)
        (faulty,) = (found for found in ran.objects if found["faults"])
        assert (ran.code, faulty["checked"]) == (1, "templates")
        assert "number" in faulty["faults"][0]

    def test_while_it_runs(self, busy: Bot) -> None:
        assert busy.configured("check").code == 0


class TestRun:
    def test_a_second_process_is_told_to_try_again(self, busy: Bot) -> None:
        ran = busy.configured("run")
        assert ran.code == 75
        assert str(busy.pid) in ran.err.splitlines()[-1]

    def test_unknown_terms_are_a_bad_configuration(self, tmp_path: Path) -> None:
        (tmp_path / "config.toml").write_text('[[mailbox]]\naddress = "a@b.example"\nprefix = "AB"\nterms = "none"\n')
        ran = run("run", "--config", "config.toml", cwd=tmp_path)
        assert ran.code == 78
        assert "a@b.example" in ran.err

    def test_a_port_that_is_taken_is_said_in_a_sentence(self, tmp_path: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as taken:
            bot = Bot(environment={"INTAKEBOT_SMTP__LISTEN": f"127.0.0.1:{taken.getsockname()[1]}"}, folder=tmp_path)
            ran = bot.command("run")
        assert ran.code == 75
        assert "Traceback" not in ran.err
        assert str(taken) not in ran.err
        assert "already in use" in ran.err.splitlines()[-1]

    def test_sigterm_ends_it_with_0(self) -> None:
        with running() as bot:
            assert bot.stop() == 0
            assert not (bot.folder / "var/intakebot.sock").exists()


class TestStore:
    def test_upgrade_makes_a_schema_and_may_be_repeated(self, tmp_path: Path) -> None:
        for _ in range(2):
            assert run("db", "upgrade", cwd=tmp_path).code == 0
            assert (tmp_path / "var/intakebot.db").exists()
        assert run("tasks", cwd=tmp_path).objects == []

    def test_upgrade_waits_for_the_running_process_to_end(self, busy: Bot) -> None:
        ran = busy.command("db", "upgrade")
        assert (ran.code, ran.out) == (75, "")
        assert str(busy.pid) in ran.err

    def test_commands_that_look_say_that_there_is_nothing_yet(self, tmp_path: Path) -> None:
        for words in (("tasks",), ("replay", "--list"), ("report", "--evidence", "SUP-0000-0000"), ("report",)):
            ran = run(*words, cwd=tmp_path)
            assert (ran.code, ran.out) == (75, "")
            assert "no store" in ran.err
        assert list(tmp_path.iterdir()) == []

    def test_report_of_a_ticket(self, busy: Bot) -> None:
        mail = written("report@customer.example", "support@localhost")
        busy.send(mail)
        number = busy.number(mail)
        ran = busy.command("report", "--evidence", f" {number.lower()} ")
        assert ran.code == 0
        assert [json.loads(ran.out)["number"], ran.err] == [number, ""]

    def test_report_of_no_ticket(self, busy: Bot) -> None:
        ran = busy.command("report", "--evidence", "SUP-0000-0000")
        assert (ran.code, ran.out, ran.err) == (1, "", "intakebot: there is no ticket SUP-0000-0000\n")

    def test_replay_of_what_was_never_set_aside(self, busy: Bot) -> None:
        ran = busy.command("replay", "4711")
        assert (ran.code, ran.out, ran.err) == (1, "", "intakebot: not set aside: 4711\n")

    def test_replay_while_something_else_holds_the_store(self, tmp_path: Path) -> None:
        run("db", "upgrade", cwd=tmp_path)
        lock = FileLock(tmp_path / "var/intakebot.lock")
        ran = run("replay", cwd=tmp_path)
        lock.release()
        assert (ran.code, ran.out) == (75, "")
        assert ran.err.startswith("intakebot: Another process is writing to this database")

    def test_users_are_written_by_the_running_process(self, busy: Bot) -> None:
        added = busy.command("user", "add", "anna", "--role", "agent", stdin=b"seven quiet otters\n")
        assert (added.code, added.objects[0]["user"]) == (0, "anna")
        again = busy.command("user", "add", "Anna", "--role", "agent", stdin=b"seven quiet otters\n")
        assert (again.code, again.out) == (1, "")
        assert "It can't be done: there is a user anna already" in again.err
        assert [user["name"] for user in busy.look("user", "list")] == ["anna"]
        assert b"otters" not in (busy.folder / "log").read_bytes()


class TestHelp:
    def test_version(self, tmp_path: Path) -> None:
        assert re.fullmatch(r"intakebot \d+\.\d+\.\d+\n", run("--version", cwd=tmp_path).out)

    def test_every_command_is_told_of(self, tmp_path: Path) -> None:
        told = run("--help", cwd=tmp_path).out
        for command in COMMANDS:
            assert re.search(rf"^  {command} +[A-Z][a-z]+ [a-z]+", told, re.MULTILINE), told

    @pytest.mark.parametrize("command", [*COMMANDS, "db upgrade"])
    def test_every_command_says_what_it_does(self, command: str) -> None:
        ran = CliRunner().invoke(cli, [*command.split(), "--help"])
        assert ran.exit_code == 0
        assert re.search(r"^  [A-Z][^.]{10,}\.", ran.stdout, re.MULTILINE), ran.stdout
        assert "--config" in ran.stdout or command in ("parse", "db", "terms", "templates")

    def test_an_unknown_option(self, tmp_path: Path) -> None:
        ran = run("check", "--nonsense", cwd=tmp_path)
        assert (ran.code, ran.out) == (2, "")
        assert "No such option: --nonsense" in ran.err

    @pytest.mark.parametrize(
        "words",
        ["nonsense", "parse", "report now", "replay x", "db nonsense", "tasks x",
         "maintenance announce --ru r --pl p --en e --from 0001-01-01T00:00+14:00",
         "maintenance announce --ru r --pl p --en e --until 9999-12-31T23:59-14:00",
         "maintenance end 99999999999999999999"],
    )  # fmt: skip
    def test_wrong_usage(self, words: str) -> None:
        ran = CliRunner().invoke(cli, words.split())
        assert (ran.exit_code, ran.stdout) == (2, "")
        assert ran.stderr
