"""The notice that goes out when a template fails: nothing but the number, in the customer's language (design.md 4.8)."""

from intakebot.replies.catalogue import Content

_PLAIN = {
    "ru": ("Обращение зарегистрировано", "Ваше обращение зарегистрировано под номером {}.", "Это письмо отправлено автоматически."),
    "pl": ("Zgłoszenie zarejestrowane", "Państwa zgłoszenie zarejestrowano pod numerem {}.", "To wiadomość automatyczna."),
    "en": ("Request registered", "Your request has been registered under the number {}.", "This is an automatic message."),
}  # fmt: skip


def plain(number: str, language: str) -> tuple[Content, str]:
    """The plain notice and its language: the one asked for, else English."""
    language = language if language in _PLAIN else "en"
    subject, told, automatic = _PLAIN[language]
    return Content(subject=f"[{number}] {subject}", text=f"{told.format(number)}\n\n{automatic}\n"), language
