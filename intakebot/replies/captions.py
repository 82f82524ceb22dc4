"""What stands on buttons, and in the bot's menu of commands."""

from collections.abc import Mapping
from types import MappingProxyType

#: Those for languages are in the languages themselves, whichever is spoken. Those that answer for the customer
#: (agree, refuse, confirm) read as such an answer when they are typed instead, and fit men and women alike.
_CAPTIONS: Mapping[str, Mapping[str, str]] = MappingProxyType({
    "ru": MappingProxyType({
        "agree": "Даю согласие", "refuse": "Не даю согласия", "confirm": "Подтверждаю",
        "details": "Отвечать по шагам", "skip": "Пропустить", "stop": "Закончить",
        "last": "Где написали последний раз", "mail": "По почте", "chat": "В этот чат",
        "ru": "Русский", "pl": "Polski", "en": "English",
    }),
    "pl": MappingProxyType({
        "agree": "Zgadzam się", "refuse": "Nie zgadzam się", "confirm": "Potwierdzam",
        "details": "Odpowiedz krok po kroku", "skip": "Pomiń", "stop": "Zakończ",
        "last": "Tam, skąd ostatnia wiadomość", "mail": "E-mailem", "chat": "W tym czacie",
        "ru": "Русский", "pl": "Polski", "en": "English",
    }),
    "en": MappingProxyType({
        "agree": "I agree", "refuse": "I do not agree", "confirm": "I confirm",
        "details": "Answer step by step", "skip": "Skip", "stop": "Stop",
        "last": "Where I wrote last", "mail": "By e-mail", "chat": "In this chat",
        "ru": "Русский", "pl": "Polski", "en": "English",
    }),
})  # fmt: skip
#: Commands without their slash, and what they do, by language; in the order that the menu has.
MENU: Mapping[str, tuple[tuple[str, str], ...]] = MappingProxyType({
    "ru": (
        ("new", "Новое обращение"), ("status", "Состояние обращения"), ("tickets", "Ваши открытые обращения"),
        ("language", "Выбор языка"), ("link", "Связать чат с рабочей почтой"),
        ("notices", "Куда вам писать"), ("help", "Что умеет бот"),
    ),
    "pl": (
        ("new", "Nowe zgłoszenie"), ("status", "Stan zgłoszenia"), ("tickets", "Państwa otwarte zgłoszenia"),
        ("language", "Wybór języka"), ("link", "Powiązanie czatu ze służbowym e-mailem"),
        ("notices", "Dokąd mamy pisać"), ("help", "Co potrafi bot"),
    ),
    "en": (
        ("new", "A new request"), ("status", "How your request stands"), ("tickets", "Your open requests"),
        ("language", "Choose the language"), ("link", "Link this chat to your work e-mail"),
        ("notices", "Choose where we write to you"), ("help", "What the bot can do"),
    ),
})  # fmt: skip


def caption(name: str, language: str) -> str:
    """A button's words, at most 30 characters; in English for other languages. KeyError for a name that isn't known."""
    return _CAPTIONS.get(language, _CAPTIONS["en"])[name]
