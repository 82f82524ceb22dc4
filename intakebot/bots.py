"""From the configuration to the chats that people write to us in: what each needs to be run.

A further kind of chat is one more function here, in `bots` (README, "Adding a chat channel").
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from intakebot.channels.telegram import Account, Files, TelegramCarrier, TelegramChannel, Webhook
from intakebot.channels.ways import Way
from intakebot.config import BadConfiguration, Config, TelegramConfig, secret
from intakebot.domain.received import Accept
from intakebot.domain.times import Clock
from intakebot.fetcher import Source
from intakebot.intake.chats import Doors
from intakebot.replies.captions import MENU


class State(Protocol):
    """How a channel is doing."""

    @property
    def failing(self) -> str:
        """Since when, and why, for people; "" while it does well."""


class Channel(Protocol):
    """Receives; `start` and `stop` cost nothing when there is nothing to do."""

    @property
    def state(self) -> State:
        """Just now."""

    def start(self) -> None:
        """Receive in a task of its own."""

    async def stop(self) -> None:
        """End within two seconds."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Bot:
    """One account in one kind of chat."""

    #: The channel's name, with which its addresses begin.
    name: str
    #: Of the one process that receives for it.
    role: str
    #: Builds what receives.
    channel: Callable[[Accept], Channel]
    #: Delivers what we say.
    carrier: Way
    #: Keeps files until they are fetched.
    files: Source


def bots(config: Config, clock: Clock) -> tuple[Bot, ...]:
    """Those that are configured; BadConfiguration where one can't be used."""
    return tuple(_bots(config, clock))


def _bots(config: Config, clock: Clock) -> Iterator[Bot]:
    if config.telegram.on:
        yield _telegram(telegram(config), clock)


def doors(section: TelegramConfig) -> Doors:
    """Who may write to us in chats."""
    groups = (*section.groups, section.agents_chat) if section.agents_chat else section.groups
    return Doors(
        groups=frozenset(f"telegram:{key}" for key in groups),
        agents_chats=frozenset([f"telegram:{section.agents_chat}"] if section.agents_chat else []),
        agents=tuple((f"telegram:{key}", name) for key, name in section.agents.items()),
    )


def telegram(config: Config) -> Account:
    """The Telegram bot's settings."""
    section = config.telegram
    try:
        return Account(
            token=partial(secret, section.token_file) if section.token_file else lambda: section.token,
            base_url=section.base_url,
            mailbox=section.mailbox or config.mailbox[0].address,
            webhook=_webhook(section),
        )
    except ValueError as error:
        raise BadConfiguration(f"telegram: {error}") from None


def _webhook(section: TelegramConfig) -> Webhook | None:
    if not section.webhook_url or section.secret_file is None:
        return None
    host, _, port = section.listen.rpartition(":")
    told = partial(secret, section.secret_file)
    return Webhook(url=section.webhook_url, host=host.strip("[]"), port=int(port), secret=told)


def _telegram(account: Account, clock: Clock) -> Bot:
    def channel(accept: Accept) -> Channel:
        made = TelegramChannel(account, accept, clock)
        made.menu(MENU)
        return made

    # The token's first part is the bot's id, and no secret.
    role = f"telegram:{account.token().partition(':')[0]}"
    return Bot(
        name="telegram", role=role, channel=channel, carrier=TelegramCarrier(account, clock), files=Files(account)
    )
