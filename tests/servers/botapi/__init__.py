"""A Bot API server for tests: it speaks to bots over HTTP as core.telegram.org/bots/api documents it, and to the test as
the people in its chats.

    with BotApi() as api:
        anna = api.person(7, "Анна", "ru")
        said = anna.says("База не открывается")       # an update for the bot
        [notice] = anna.waits_for(1)                    # what the bot sent to her
        anna.presses(notice.message_id, notice.rows[0][0].data)

Users, chats and messages are Telegram's JSON objects. What the documentation leaves open is as the public service does it
(descriptions of errors among them); message ids count by chat, so that two chats have the same ones.
"""

from tests.servers.botapi.people import Group, Person, Said
from tests.servers.botapi.seen import Button, Heard
from tests.servers.botapi.server import BotApi
from tests.servers.botapi.world import Call

__all__ = ["BotApi", "Button", "Call", "Group", "Heard", "Person", "Said"]
