"""The server's side of SMTP and LMTP; `channels.smtp` is the door to it. Judges transport, never what a message says."""
