"""The SMTP client's parts: a letter as bytes on the wire, the dialogue with a relay, and what its answers prove.

Used by `mailer` and `maildir` only. Nothing in here keeps connections, repeats, or decides what is sent when.
"""
