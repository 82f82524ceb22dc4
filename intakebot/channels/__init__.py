"""Ways in and out: bytes come in and are answered, letters go out; transport and nothing else.

A channel is handed what it needs (`accept`, mailboxes, a clock) and hands over `Received`. It must not know the desk,
the store or the configuration, and it never looks into a message to decide what becomes of it.
"""
