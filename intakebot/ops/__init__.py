"""For operators: logs, health. Nothing here changes what happens to a message."""
