"""What a message means: its language first, how bad the trouble is later.

Pure functions of text, the same answer for the same words. This room must not touch the store, the network, the clock
or the configuration, and it never raises on what strangers write: it says that it doesn't know.
"""
