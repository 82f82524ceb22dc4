import json
import ssl
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from intakebot.channels import imap
from intakebot.channels.fetching.signin import NoToken, token
from tests.channels.fetching.bench import Desk, Watch, account, deliver, mail, resting
from tests.servers.dovecot import PASSWORD, Dovecot
from tests.servers.ports import wait_until
from tests.servers.scripted_imap import ScriptedImap, scripted_imap

ACCESS = "ya29.token-" + "x" * 600


class _TokenInfo(BaseHTTPRequestHandler):
    """Tells whose a token is: ACCESS belongs to anna, every other is unknown."""

    def do_GET(self) -> None:
        (asked,) = parse_qs(urlsplit(self.path).query)["token"]
        answer = {"email": "anna", "active": "yes"} if asked == ACCESS else {"error": "invalid_token"}
        body = json.dumps(answer).encode()
        self.send_response(200 if asked == ACCESS else 401)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_words: Any) -> None:
        pass


@pytest.fixture
def tokeninfo() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _TokenInfo) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/tokeninfo?token="
        server.shutdown()
        thread.join()


def says(text: str) -> tuple[str, ...]:
    return (sys.executable, "-S", "-c", f"print({text!r})")


class TestPasswords:
    def test_a_refused_sign_in_is_told_at_once_and_tried_with_the_password_as_it_is_then(
        self, dovecot: Dovecot, user: str, desk: Desk, watch: Watch
    ) -> None:
        asked: list[float] = []

        def password() -> str:
            asked.append(time.monotonic())
            return "wrong" if len(asked) < 3 else PASSWORD

        channel = watch(account(dovecot, user, password=password, retry_refused=timedelta(milliseconds=150)))
        wait_until(lambda: desk.told("refused"), "the alarm")
        assert user in desk.told("refused")[0].text
        assert "wrong" not in str(desk.alarms)
        wait_until(lambda: channel.state.connected and not channel.state.failing_since, "the sign-in")
        assert [alarm.over for alarm in desk.told("refused")] == [False, True]
        assert asked[1] - asked[0] >= 0.15

    def test_a_server_that_is_only_unwell_raises_no_such_alarm(self, desk: Desk, watch: Watch) -> None:
        answers = {"LOGIN": "{tag} NO [UNAVAILABLE] try later\r\n"}
        with scripted_imap(ScriptedImap(answers)) as server:
            channel = watch(account(server.port, "anna"))
            wait_until(lambda: "try later" in channel.state.last_error, "the error")
            channel.stop()
        assert not desk.alarms

    def test_a_connection_lost_at_sign_in_raises_no_such_alarm(self, desk: Desk, watch: Watch) -> None:
        with scripted_imap(ScriptedImap({"LOGIN": "{close}"})) as server:
            channel = watch(account(server.port, "anna"))
            wait_until(lambda: len(server.commands) > 3, "another try")
            channel.stop()
        assert channel.state.failing_since
        assert not desk.alarms

    def test_no_password_is_sent_where_login_is_disabled(self, desk: Desk, watch: Watch) -> None:
        with scripted_imap(ScriptedImap(capabilities="IMAP4rev1 LOGINDISABLED AUTH=PLAIN")) as server:
            channel = watch(account(server.port, "anna"))
            wait_until(lambda: desk.told("refused"), "the alarm")
            channel.stop()
        assert not [command for command in server.commands if PASSWORD in command or "AUTHENTICATE" in command]

    def test_letters_beyond_ascii_go_by_authenticate(
        self, dovecot: Dovecot, user: str, desk: Desk, watch: Watch
    ) -> None:
        trusting = ssl.create_default_context(cafile=dovecot.certificate)
        settings = {"port": dovecot.tls_port, "tls": "implicit", "tls_context": trusting}
        channel = watch(account(dovecot, user, password=lambda: "zażółć", **settings))
        wait_until(lambda: desk.told("refused"), "the refusal of a wrong password")
        assert "AUTHENTICATIONFAILED" in channel.state.last_error


class TestTls:
    @pytest.mark.parametrize("tls", ["implicit", "starttls"])
    def test_mail_comes_over_a_verified_connection(
        self,
        dovecot: Dovecot,
        user: str,
        desk: Desk,
        watch: Watch,
        monkeypatch: pytest.MonkeyPatch,
        tls: str,
    ) -> None:
        deliver(dovecot, user, mail(1))
        trusting = ssl.create_default_context(cafile=dovecot.certificate)
        port = dovecot.tls_port if tls == "implicit" else dovecot.port
        channel = watch(account(dovecot, user, host="localhost", port=port, tls=tls, tls_context=trusting))
        wait_until(lambda: desk.taken and channel.state.connected, "the message")
        deliver(dovecot, user, mail(2))
        wait_until(lambda: desk.bodies == [mail(1), mail(2)], "the message told of in IDLE")
        wait_until(lambda: resting(channel), "IDLE")
        monkeypatch.setattr(imap, "_GRACE", 90.0)
        begun = time.monotonic()
        channel.stop()
        assert time.monotonic() - begun < 60

    @pytest.mark.parametrize("tls", ["implicit", "starttls"])
    @pytest.mark.parametrize("wrong", ["name", "issuer"])
    def test_a_wrong_certificate_is_refused_before_anything_is_said(
        self, dovecot: Dovecot, user: str, desk: Desk, watch: Watch, tls: str, wrong: str
    ) -> None:
        trusting = ssl.create_default_context(cafile=dovecot.certificate)
        asked: list[str] = []

        def password() -> str:
            asked.append("password")
            return PASSWORD

        settings = account(
            dovecot,
            user,
            port=dovecot.tls_port if tls == "implicit" else dovecot.port,
            tls=tls,
            host="127.0.0.2" if wrong == "name" else "127.0.0.1",
            tls_context=trusting if wrong == "name" else None,
            password=password,
        )
        channel = watch(settings)
        wait_until(lambda: "CERTIFICATE_VERIFY_FAILED" in channel.state.last_error, "the refusal")
        channel.stop()
        assert not asked

    @pytest.mark.parametrize("greeting", ["* OK ready\r\n", "* PREAUTH welcome\r\n"])
    def test_no_starttls_no_sign_in(self, desk: Desk, watch: Watch, greeting: str) -> None:
        capabilities = "IMAP4rev1" if "OK" in greeting else "IMAP4rev1 STARTTLS"
        with scripted_imap(ScriptedImap(greeting=greeting, capabilities=capabilities)) as server:
            channel = watch(account(server.port, "anna", tls="starttls"))
            wait_until(lambda: channel.state.failing_since, "the refusal")
            channel.stop()
        assert {command.split()[0] for command in server.commands} <= {"CAPABILITY", "LOGOUT"}


class TestTokens:
    @pytest.mark.parametrize("capability", ["", "AUTH=OAUTHBEARER"])
    def test_mail_comes_by_an_access_token(
        self,
        new_dovecot: Callable[..., Dovecot],
        tokeninfo: str,
        desk: Desk,
        watch: Watch,
        capability: str,
    ) -> None:
        mechanisms = "oauthbearer plain" if capability else "xoauth2 oauthbearer plain"
        server = new_dovecot(tokeninfo_url=tokeninfo, mechanisms=mechanisms)
        deliver(server, "anna", mail(1))
        watch(account(server, "anna", token_command=says(ACCESS)))
        wait_until(lambda: desk.taken, f"the message; {server.log()}")
        wait_until(lambda: ("OAUTHBEARER" if capability else "XOAUTH2") in server.log(), "the sign-in in Dovecot's log")

    def test_a_refused_token_is_told(
        self, new_dovecot: Callable[..., Dovecot], tokeninfo: str, desk: Desk, watch: Watch
    ) -> None:
        server = new_dovecot(tokeninfo_url=tokeninfo)
        watch(account(server, "anna", token_command=says("stale")))
        wait_until(lambda: desk.told("refused"), "the alarm")
        assert "stale" not in str(desk.alarms)

    def test_a_command_that_fails_is_tried_again_and_nothing_is_sent(self, desk: Desk, watch: Watch) -> None:
        fails = (sys.executable, "-S", "-c", "import sys; sys.exit('consent expired')")
        with scripted_imap(ScriptedImap(capabilities="IMAP4rev1 AUTH=XOAUTH2")) as server:
            channel = watch(account(server.port, "anna", token_command=fails))
            wait_until(lambda: "consent expired" in channel.state.last_error, "the error")
            channel.stop()
        assert not [command for command in server.commands if "AUTHENTICATE" in command]

    @pytest.mark.parametrize(
        "command", [("/no/such/program",), says(""), says("żółw"), (sys.executable, "-S", "-c", "input()")]
    )
    def test_no_token(self, command: tuple[str, ...]) -> None:
        with pytest.raises(NoToken):
            token(command, 10, lambda: False)

    def test_a_command_that_hangs_is_killed(self) -> None:
        hangs = (sys.executable, "-S", "-c", "import time; time.sleep(60)")
        begun = time.monotonic()
        with pytest.raises(NoToken, match="too long"):
            token(hangs, 0.1, lambda: False)
        with pytest.raises(NoToken, match="too long"):
            token(hangs, 60, lambda: True)
        assert time.monotonic() - begun < 50
