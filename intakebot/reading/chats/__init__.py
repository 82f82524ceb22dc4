"""What the updates of chats say: one file a chat, each with a `read` from `Received` to `Message`. Read `telegram.py` first.

Pure functions of bytes, like the whole room: nothing is fetched, and nobody's word in an update is believed beyond what
the chat itself vouches for. A field of a wrong type is as if left out; without who, where and which message there is
nothing to register, and Unreadable is raised.
"""
