"""What a received message says and is: MIME, quotes, automatic mail, authentication.

Pure functions of bytes and text. This room must not touch the store, the network, the clock or the configuration.
"""
