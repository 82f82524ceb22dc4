"""What `intakebot mailbox` does: what customers get by each mailbox shown, set, imported and exported."""

from dataclasses import asdict
from typing import Any

from intakebot import settings
from intakebot.binding.binding import MOST
from intakebot.binding.file import FORMS
from intakebot.binding.prospect import Prospect, prospect
from intakebot.binding.wire import request_of
from intakebot.binding.wish import Read
from intakebot.commands import looked, written
from intakebot.config import Config
from intakebot.domain.mailbox import Mailbox
from intakebot.domain.setting import Setting, SettingVersion
from intakebot.parts import mailboxes_of
from intakebot.publications import library_of


def listed(config: Config) -> list[dict[str, Any]]:
    """Each as it is set, and who set it when; null where config.toml holds."""
    latest = _latest(config)
    return [
        {"address": box.address, **asdict(Setting.of(box)), "set": _told(latest.get(box.address))}
        for box in mailboxes_of(config).laid_over(latest)
    ]


def history(config: Config, address: str) -> list[dict[str, Any]]:
    """What was decided about one, the latest first."""
    none: list[SettingVersion] = []
    return [
        asdict(version) for version in looked(config, lambda desk: desk.mailbox_settings.history(address, MOST), none)
    ]


def prospects(config: Config, read: Read) -> Prospect:
    """What would come of it, before there is a store, too."""
    terms = library_of(config.terms.folder, config.store.url)
    return prospect(_latest(config), mailboxes_of(config), terms, read)


def kept(config: Config, read: Read, by: str, note: str) -> list[dict[str, Any]]:
    """Keep it; what has changed. NotDone."""
    return list(written(config, request_of(read, by, note))["changes"])


def exported(config: Config, form: str) -> str:
    """All of them as "toml" or "csv"."""
    return FORMS[form](mailboxes_of(config).laid_over(_latest(config)))


def known(config: Config, address: str) -> Mailbox | None:
    """The one that people call so, as config.toml has it."""
    return mailboxes_of(config).named(address)


def misfits(config: Config) -> list[str]:
    """What is set and the terms don't know (any more)."""
    latest = _latest(config)
    terms = library_of(config.terms.folder, config.store.url)
    return settings.misfits(terms, mailboxes_of(config).laid_over(latest), latest)


def _told(version: SettingVersion | None) -> dict[str, Any] | None:
    if version is None or version.setting is None:
        return None
    return {"id": version.id, "by": version.made_by, "at": version.made_at, "why": version.note}


def _latest(config: Config) -> dict[str, SettingVersion]:
    return looked(config, lambda desk: desk.mailbox_settings.latest(), {})
