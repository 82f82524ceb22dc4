"""The support documents as data: what each promises, and to whom.

Pure data and arithmetic: this room must not touch the store, the network or the clock.
"""
