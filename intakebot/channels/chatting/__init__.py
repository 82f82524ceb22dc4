"""The parts of the Telegram channel. python-telegram-bot stays in here."""
