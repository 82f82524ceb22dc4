"""`intakebot user` and `intakebot audit`: what operators do on the host."""

import json
import os
import pty
import socket
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from typer.testing import CliRunner

from intakebot.cli import cli
from intakebot.domain.errors import IntakebotError
from intakebot.domain.times import utc_now
from intakebot.domain.user import Unfit
from intakebot.guard.answers import CodeWanted, Entered
from intakebot.guard.bearers import Bearers
from intakebot.guard.passwords import Passwords
from intakebot.guard.sessions import Sessions
from intakebot.guard.signin import SignIn
from intakebot.store.lock import FileLock
from intakebot.store.store import Store
from tests.guard.house import PASSWORD, House
from tests.running import INTAKEBOT, Ran

Command: TypeAlias = Callable[..., Ran]
OTHER = "nine quiet otters"


@pytest.fixture
def store_url(tmp_path: Path) -> str:
    """SQLite, unless a test wants both: the store's own tests show that the verbs do the same in both."""
    return f"sqlite:///{tmp_path}/store.db"


@pytest.fixture
def intakebot(store_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """The command with an empty store; within this process, as that is quicker."""
    monkeypatch.chdir(tmp_path)
    runner = CliRunner(env={"INTAKEBOT_STORE__URL": store_url})

    def command(*words: str, stdin: str = "") -> Ran:
        done = runner.invoke(cli, list(words), input=stdin)
        if isinstance(done.exception, IntakebotError):
            raise done.exception
        return Ran(code=done.exit_code, out=done.stdout, err=done.stderr)

    return command


@pytest.fixture
def anna(intakebot: Command) -> str:
    intakebot("user", "add", "Anna", "--role", "operator", "--language", "pl", stdin=f"{PASSWORD}\n")
    return "anna"


def _sign_in(url: str, password: str = PASSWORD, code: str = "") -> object:
    store = Store(url, utc_now)
    try:
        return SignIn(store=store, clock=utc_now, passwords=Passwords()).attempt("anna", password, code, address="::1")
    finally:
        store.close()


class TestAdd:
    def test_one_line_tells_who_was_added(self, intakebot: Command, store_url: str) -> None:
        ran = intakebot(
            "user", "add", " Анна.Новак ", "--role", "agent", "--display", "Анна", "--language", "ru", "--zone",
            "Europe/Moscow", stdin=f"{PASSWORD}\r\n",
        )  # fmt: skip
        told = {"role": "agent", "display": "Анна", "language": "ru", "zone": "Europe/Moscow"}
        assert ran.objects == [{"user": "анна.новак", "do": "add", **told}]
        (listed,) = intakebot("user", "list").objects
        assert listed.items() >= {"name": "анна.новак", "active": True, "totp": False, **told}.items()
        assert PASSWORD not in ran.out + ran.err + str(listed)
        assert "argon2" not in ran.out + str(listed)

    def test_they_read_the_times_of_the_consoles_zone(
        self, intakebot: Command, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("INTAKEBOT_CONSOLE__ZONE", "Asia/Tokyo")
        (added,) = intakebot("user", "add", "anna", "--role", "agent", stdin=f"{PASSWORD}\n").objects
        assert added["zone"] == "Asia/Tokyo"

    def test_they_can_sign_in(self, anna: str, store_url: str) -> None:
        came = _sign_in(store_url)
        assert isinstance(came, Entered)
        assert came.user.name == anna

    def test_they_can_sign_in_where_postgresql_keeps_them(self, postgres_url: str) -> None:
        env = {"INTAKEBOT_STORE__URL": postgres_url}
        words = ["user", "add", "anna", "--role", "agent"]
        assert CliRunner(env=env).invoke(cli, words, input=f"{PASSWORD}\n").exit_code == 0
        assert isinstance(_sign_in(postgres_url), Entered)

    @pytest.mark.parametrize(
        ("words", "password", "why"),
        [
            (["anna", "--role", "agent"], "short\n", "12"),
            (["anna", "--role", "agent"], "", "12"),
            (["anna", "--role", "boss"], f"{PASSWORD}\n", "no role 'boss'"),
            (["anna", "--role", "agent", "--language", "de"], f"{PASSWORD}\n", "de"),
            (["anna", "--role", "agent", "--zone", "Mars/Base"], f"{PASSWORD}\n", "Mars/Base"),
            (["аnna", "--role", "agent"], f"{PASSWORD}\n", "alphabet"),
        ],
    )
    def test_what_cant_be_is_told(self, intakebot: Command, words: list[str], password: str, why: str) -> None:
        with pytest.raises(Unfit, match=why):
            intakebot("user", "add", *words, stdin=password)

    def test_a_taken_name_changes_nothing(self, intakebot: Command, anna: str) -> None:
        with pytest.raises(Unfit, match="already"):
            intakebot("user", "add", "ANNA", "--role", "agent", stdin=f"{OTHER}\n")
        assert [user["role"] for user in intakebot("user", "list").objects] == ["operator"]

    def test_a_password_that_isnt_utf_8_is_wrong_usage(self, tmp_path: Path) -> None:
        env = {"INTAKEBOT_STORE__URL": f"sqlite:///{tmp_path}/store.db"}
        ran = CliRunner(env=env).invoke(
            cli, ["user", "add", "anna", "--role", "agent"], input=b"caf\xe9 noir et blanc\n"
        )
        assert (ran.exit_code, ran.stdout) == (2, "")

    def test_a_person_is_asked_twice_and_sees_nothing_of_it(self, tmp_path: Path) -> None:
        parent, child = pty.openpty()
        env = os.environ | {"INTAKEBOT_STORE__URL": f"sqlite:///{tmp_path}/store.db"}
        words = [str(INTAKEBOT), "user", "add", "anna", "--role", "agent"]
        pipe, asked = subprocess.PIPE, b""
        with subprocess.Popen(words, stdin=child, stdout=pipe, stderr=pipe, env=env, start_new_session=True) as ran:
            assert ran.stderr is not None
            for question in (b"Password: ", b"Once more: "):
                asked += ran.stderr.read(len(question))
                os.write(parent, f"{PASSWORD}\n".encode())
                asked += ran.stderr.read(1)  # the line's end, which isn't echoed either
            out, err = ran.communicate(timeout=60)
        os.close(child)
        os.close(parent)
        assert (ran.returncode, json.loads(out)["user"]) == (0, "anna")
        assert asked == b"Password: \nOnce more: \n"
        assert PASSWORD.encode() not in out + err

    def test_the_role_must_be_said(self, intakebot: Command) -> None:
        assert intakebot("user", "add", "anna").code == 2


def test_another_password_ends_their_sessions(intakebot: Command, anna: str, store_url: str) -> None:
    assert isinstance(_sign_in(store_url), Entered)
    (session,) = intakebot("user", "sessions", "ANNA").objects
    assert session["address"] == "::1"
    assert "digest" not in session
    assert intakebot("user", "password", anna, stdin=f"{OTHER}\n").objects == [
        {"user": anna, "do": "password", "sessions_ended": 1}
    ]
    assert intakebot("user", "sessions", anna).objects == []
    assert not isinstance(_sign_in(store_url), Entered)
    assert isinstance(_sign_in(store_url, OTHER), Entered)


def test_role_disable_enable_and_sessions(intakebot: Command, anna: str, store_url: str) -> None:
    def now() -> tuple[str, bool]:
        (user,) = intakebot("user", "list").objects
        return user["role"], user["active"]

    came = _sign_in(store_url)
    assert intakebot("user", "role", anna, "agent").objects[0]["sessions_ended"] == 1
    assert now() == ("agent", True)
    intakebot("user", "disable", anna)
    assert now() == ("agent", False)
    assert not isinstance(_sign_in(store_url), Entered)
    intakebot("user", "enable", anna)
    came = _sign_in(store_url)
    assert isinstance(came, Entered)
    assert intakebot("user", "sessions", anna, "--revoke").objects[0]["sessions_ended"] == 1
    store = Store(store_url, utc_now)
    assert Sessions(store=store, clock=utc_now).user_of(came.token) is None
    store.close()


def test_a_lost_second_factor_is_removed(intakebot: Command, anna: str, store_url: str) -> None:
    store = Store(store_url, utc_now)
    house = House(store=store)
    house.enrol(store.read(lambda desk: house.accounts.named(desk, anna)))
    store.close()
    assert isinstance(_sign_in(store_url), CodeWanted)
    assert intakebot("user", "totp", anna).code == 2
    assert intakebot("user", "totp", anna, "--reset").objects == [{"user": anna, "do": "factor", "had_one": True}]
    assert isinstance(_sign_in(store_url), Entered)


def test_a_token_is_shown_once_and_works(intakebot: Command, anna: str, store_url: str) -> None:
    (made,) = intakebot("user", "token", anna, "--name", "nightly export", "--days", "7", "--role", "agent").objects
    assert made["role"] == "agent"
    assert not any(made["token"] in str(entry) for entry in intakebot("audit").objects)
    store = Store(store_url, utc_now)
    bearer = Bearers(store=store, clock=utc_now).user_of(made["token"])
    store.close()
    assert bearer is not None
    assert (bearer.user.name, bearer.user.role, bearer.token_name) == (anna, "agent", "nightly export")


def test_the_audit_tells_the_latest_last(intakebot: Command, anna: str, store_url: str) -> None:
    _sign_in(store_url, "wrong password")
    intakebot("user", "disable", anna)
    told = intakebot("audit").objects
    assert [(entry["act"], entry["subject"]) for entry in told] == [
        ("user_added", anna), ("sign_in_failed", ""), ("disabled", anna),
    ]  # fmt: skip
    assert told[0]["name"].endswith("command)") or told[0]["name"] == "command"
    assert told[1]["address"] == "::1"
    assert [entry["act"] for entry in intakebot("audit", "--last", "1").objects] == ["disabled"]


def test_nobody_of_this_name(intakebot: Command, anna: str) -> None:
    for do, *rest in (["password"], ["role", "agent"], ["disable"], ["sessions"], ["totp", "--reset"]):
        with pytest.raises(Unfit, match="no user boris"):
            intakebot("user", do, "Boris", *rest, stdin=f"{PASSWORD}\n")


def test_passwords_and_tokens_travel_to_the_running_process_as_their_digests(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody listens in place of the running process."""
    monkeypatch.chdir(tmp_path)
    runner = CliRunner(env={"INTAKEBOT_STORE__URL": f"sqlite:///{tmp_path}/store.db"})
    lock, heard = FileLock(tmp_path / "store.lock"), []
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "store.sock"))
        server.listen()
        server.settimeout(20)

        def listen() -> None:
            for _ in range(2):
                line, _peer = server.accept()
                with line, line.makefile("rwb") as both:
                    heard.append(both.readline())
                    both.write(b'{"done": {"sessions_ended": 0}}\n')

        listening = threading.Thread(target=listen)
        listening.start()
        runner.invoke(cli, ["user", "password", "anna"], input=f"{PASSWORD}\n", catch_exceptions=False)
        made = runner.invoke(cli, ["user", "token", "anna", "--name", "x"], catch_exceptions=False)
        listening.join(20)
    lock.release()
    asked: list[dict[str, Any]] = [json.loads(line) for line in heard]
    assert [one["do"] for one in asked] == ["password", "token"]
    assert asked[0]["password"].startswith("$argon2id$")
    assert PASSWORD not in str(asked)
    assert json.loads(made.stdout)["token"] not in str(asked)
