"""Operators set what customers get by a mailbox: looked at first, then kept, by forms, files, programs and commands alike.

Nothing here opens a door: addresses, connections and secrets stay in config.toml. It must not touch tickets that there are.
"""
