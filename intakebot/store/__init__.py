"""Where everything is kept: one transaction, one room of verbs.

SQLAlchemy lives here and nowhere else. This room decides nothing: it must not read messages, compose letters or know
why a letter is suppressed; it keeps what intake, triage and outbox decided, all of it or nothing.
"""
