"""What customers say and press about their requests, on any channel, turned into acts and answers.

Read `heard.Conversation.heard` first; for chats, `places.Places.of`: which request a message belongs to. Nothing in here
decides for an agent.
"""

from intakebot.conversation.heard import Conversation

__all__ = ["Conversation"]
