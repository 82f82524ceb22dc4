"""Who, where and when in the objects of the Bot API, whichever update they stand in."""

import re
from datetime import UTC, datetime

from intakebot.domain.address import Address
from intakebot.domain.errors import Unreadable
from intakebot.domain.message import Auto
from intakebot.reading.chats.characters import name
from intakebot.reading.chats.fields import Fields

#: What Telegram says itself in a chat, in the name of who caused it (https://core.telegram.org/bots/api#message).
_SERVICE = (
    "boost_added", "channel_chat_created", "chat_background_set", "chat_owner_changed", "chat_owner_left",
    "chat_shared", "checklist_tasks_added", "checklist_tasks_done", "connected_website", "delete_chat_photo",
    "direct_message_price_changed", "forum_topic_closed", "forum_topic_created", "forum_topic_edited",
    "forum_topic_reopened", "general_forum_topic_hidden", "general_forum_topic_unhidden", "gift", "gift_upgrade_sent",
    "giveaway_completed", "giveaway_created", "group_chat_created", "left_chat_member", "managed_bot_created",
    "message_auto_delete_timer_changed", "migrate_from_chat_id", "migrate_to_chat_id", "new_chat_members",
    "new_chat_photo", "new_chat_title", "paid_message_price_changed", "pinned_message", "poll_option_added",
    "poll_option_deleted", "proximity_alert_triggered", "refunded_payment", "successful_payment",
    "suggested_post_approval_failed", "suggested_post_approved", "suggested_post_declined", "suggested_post_paid",
    "suggested_post_refunded", "supergroup_chat_created", "unique_gift", "users_shared", "video_chat_ended",
    "video_chat_participants_invited", "video_chat_scheduled", "video_chat_started", "web_app_data",
    "write_access_allowed",
)  # fmt: skip
#: The first part of an IETF language tag.
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_]|\Z)", re.ASCII | re.IGNORECASE)
#: The first second that Python's years don't reach.
_END_OF_TIME = 253_402_300_800


def id_of(fields: Fields, whose: str, field: str = "id") -> int:
    """An id that nothing can be registered without; Unreadable says whose it is that lacks."""
    value = fields.number(field)
    if value is None:
        raise Unreadable(f"{whose} has no id")
    return value


def message_name(message_id: int, chat_id: int) -> str:
    """Messages are numbered within their chat."""
    return f"{message_id}.{chat_id}@telegram"


def is_private(chat: Fields) -> bool:
    """Whether nobody but one person and the bot is in the chat."""
    return chat.text("type") == "private"


def is_out(member: Fields) -> bool:
    """Whether the bot is in the chat no more (https://core.telegram.org/bots/api#chatmember)."""
    status = member.text("status")
    return status in ("kicked", "left") or (status == "restricted" and not member.flag("is_member"))


def sender_of(said: Fields) -> Address:
    """The person, or the channel or group in whose name the message stands; `from` is a stand-in then."""
    stead = said.inner("sender_chat")
    stead_id = stead.number("id")
    if stead_id is not None:
        return Address(name=name(stead.text("title")), address=f"telegram:{stead_id}")
    person = said.inner("from")
    names = f"{name(person.text('first_name'))} {name(person.text('last_name'))}"
    return Address(name=name(names), address=f"telegram:{id_of(person, 'its sender')}")


def auto_of(said: Fields) -> Auto | None:
    """What no person wrote. A channel's post that Telegram copies into the group beside it was written for everybody."""
    if any(said.has(event) for event in _SERVICE):
        return "auto-generated"
    if said.flag("is_automatic_forward"):
        return "list"
    stands_in = said.inner("sender_chat").number("id") is not None
    return "loop" if said.inner("from").flag("is_bot") and not stands_in else None


def answered_by(said: Fields) -> int | None:
    """The message that this one replies to; in a forum each one "replies" to the beginning of its topic."""
    answered = said.inner("reply_to_message")
    return None if answered.has("forum_topic_created") else answered.number("message_id")


def language_of(person: Fields) -> str:
    """Language of the person's client, ISO 639; "" when not told."""
    found = _LANGUAGE.match(person.text("language_code"))
    return found[1].lower() if found else ""


def time_of(seconds: int | None) -> datetime | None:
    """Unix time; a message that can't be had any more has 0."""
    return datetime.fromtimestamp(seconds, UTC) if seconds is not None and 0 < seconds < _END_OF_TIME else None
