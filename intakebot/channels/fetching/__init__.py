"""The parts of the IMAP watcher."""
