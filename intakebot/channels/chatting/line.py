"""The line to Telegram: python-telegram-bot's Bot over connections of its own, and its words without the token.

httpx tells the URL of each request at level INFO, and python-telegram-bot what customers wrote when it can't parse it:
both are kept out of the log, whatever its level.
"""

import logging
import os
import re
import ssl
from functools import cache
from typing import Any
from urllib.parse import quote

import httpx
import structlog
from telegram import Bot
from telegram.error import InvalidToken, RetryAfter, TelegramError
from telegram.request import HTTPXRequest, RequestData

from intakebot.channels.chatting.account import Account

# Without it python-telegram-bot 22 warns, and gives numbers instead, wherever it has a span of time.
os.environ["PTB_TIMEDELTA"] = "true"

#: Requests at once, polls aside.
_CONNECTIONS = 16
_POOL_SECONDS = 5.0
_TOKEN = re.compile(r"[A-Za-z0-9:_-]{1,256}")
_LONGEST_WORDS = 300

_log = structlog.get_logger()


class Line:
    """One bot with one token. InvalidToken when that can't be one; whatever the account's `token` raises."""

    def __init__(self, account: Account) -> None:
        quiet()
        self._account = account
        token = account.token().strip()
        if not _TOKEN.fullmatch(token):
            raise InvalidToken("there is no token, or it has characters that tokens don't have")
        self._token = token
        #: As they may stand in a URL; the last one is what must not be known.
        self._secrets = (token, quote(token, safe=""), token.partition(":")[2] or token)
        self._polls = _Polls(**_settings(account, 1))
        self._request = HTTPXRequest(**_settings(account, _CONNECTIONS))
        root = account.base_url.rstrip("/")
        self.files_url = f"{root}/file/bot{token}"
        self.bot = Bot(
            token, base_url=f"{root}/bot", base_file_url=f"{root}/file/bot", request=self._request,
            get_updates_request=self._polls,
        )  # fmt: skip

    @property
    def current(self) -> bool:
        """Whether this is still the account's token."""
        return self._account.token().strip() == self._token

    async def bot_id(self) -> str:
        """The bot's own id: what stands before the token's colon, or what Telegram says."""
        head, colon, _ = self._token.partition(":")
        return head if colon and head.isdecimal() else str((await self.bot.get_me()).id)

    async def name(self) -> str:
        """The bot's own name, "@our_bot"."""
        return f"@{(await self.bot.get_me()).username}"

    async def updates(self, offset: int | None, seconds: int, kinds: tuple[str, ...]) -> list[dict[str, Any]]:
        """Updates as Telegram wrote them, from this id on, once there are any or after so many seconds.

        An update that python-telegram-bot can't parse, as one newer than it, must not stop the line: the reader sees
        Telegram's own words anyway.
        """
        try:
            await self.bot.get_updates(offset=offset, timeout=seconds, allowed_updates=kinds)
        except TelegramError:
            raise
        except Exception as error:
            _log.warning("telegram.unknown_update", error=type(error).__name__)
        found = self._polls.parse_json_payload(self._polls.answer).get("result")
        if not isinstance(found, list):
            raise TelegramError("Invalid server response")
        return [update for update in found if is_update(update)]

    def words(self, error: BaseException) -> str:
        """What went wrong, one line, with the token struck out."""
        wait = f"flood control: retry after {span(error):g} s" if isinstance(error, RetryAfter) else ""
        said = wait or str(error) or type(error).__name__
        for secret in self._secrets:
            said = said.replace(secret, "<token>")
        return " ".join(said.split())[:_LONGEST_WORDS]

    async def close(self) -> None:
        """Let connections go."""
        await self._polls.shutdown()
        await self._request.shutdown()


class _Polls(HTTPXRequest):
    """Keeps Telegram's last answer, to the letter. One poll at a time."""

    answer = b"{}"

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *args: Any, **kwargs: Any
    ) -> tuple[int, bytes]:
        status, self.answer = await super().do_request(url, method, request_data, *args, **kwargs)
        return status, self.answer


def is_update(said: object) -> bool:
    """Whether this has the one thing that all updates have."""
    return isinstance(said, dict) and isinstance(said.get("update_id"), int)


def quiet() -> None:
    """Keep tokens and bodies out of the log."""
    logging.getLogger("httpx").setLevel(logging.WARNING)
    logging.getLogger("httpcore").setLevel(logging.WARNING)
    logging.getLogger("telegram").setLevel(logging.CRITICAL + 1)


def span(error: RetryAfter) -> float:
    """Seconds that Telegram wants to be left alone."""
    wait = error.retry_after
    return float(wait) if isinstance(wait, int) else wait.total_seconds()


def _settings(account: Account, connections: int) -> dict[str, Any]:
    """No proxies from the environment: where the token goes is the operator's decision alone."""
    return {
        "connection_pool_size": connections,
        "connect_timeout": account.connect_seconds,
        "read_timeout": account.answer_seconds,
        "write_timeout": account.answer_seconds,
        "pool_timeout": _POOL_SECONDS,
        "httpx_kwargs": {"trust_env": False, "verify": tls()},
    }


@cache
def tls() -> ssl.SSLContext:
    """One for all lines: reading the certificates takes tens of milliseconds of the event loop."""
    return httpx.create_ssl_context(trust_env=False)
