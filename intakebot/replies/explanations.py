"""What each variable of a template says, for the managers who write them: a line each, in English, Russian and Polish."""

from collections.abc import Mapping

#: By variable, then by language; "event.variable" where a letter gives it another meaning.
_SAID: Mapping[str, tuple[str, str, str]] = {
    "number": ("The request's number", "Номер обращения", "Numer zgłoszenia"),
    "sender": ("Our name, as in the sender of the letter", "Наше имя, как в отправителе письма", "Nasza nazwa, jak w nadawcy listu"),
    "mailbox": ("Our address", "Наш адрес", "Nasz adres"),
    "received": ("When we received the request, in the customer's time zone", "Когда обращение получено, по времени клиента", "Kiedy otrzymaliśmy zgłoszenie, według strefy czasowej klienta"),
    "continues": ("Number of the closed request that this one continues; null if none", "Номер закрытого обращения, которое это продолжает; пусто, если такого нет", "Numer zamkniętego zgłoszenia, którego to jest ciąg dalszy; puste, jeśli takiego nie ma"),
    "severity": ("The severity, as the terms call it; null while unknown", "Критичность, как она названа в документе; пусто, пока она неизвестна", "Poziom, jak nazywa go dokument; puste, dopóki jest nieznany"),
    "registered.severity": ("The severity that the customer named; null if none", "Критичность, которую назвал клиент; пусто, если не назвал", "Poziom, który podał klient; puste, jeśli go nie podał"),
    "proposed": ("The severity that we propose until a person confirms it; null if none", "Критичность, которую мы предлагаем до подтверждения человеком; пусто, если её нет", "Poziom, który proponujemy, zanim potwierdzi go człowiek; puste, jeśli go nie ma"),
    "due": ("By when a person will answer; null where the terms promise no time", "К какому времени ответит человек; пусто, если документ не обещает срока", "Do kiedy odpowie człowiek; puste, jeśli dokument nie obiecuje terminu"),
    "missing": ("What we still need, a line each; null if nothing", "Чего ещё не хватает, по строке на пункт; пусто, если всё есть", "Czego jeszcze brakuje, każda rzecz w osobnym wierszu; puste, jeśli niczego"),
    "conditions": ("What the customer must confirm for this severity; null if nothing", "Что клиент должен подтвердить для этой критичности; пусто, если ничего", "Co klient musi potwierdzić przy tym poziomie; puste, jeśli nic"),
    "within": ("How much time there is to confirm it; null without conditions", "Сколько времени есть на подтверждение; пусто, если условий нет", "Ile czasu jest na potwierdzenie; puste, jeśli nie ma warunków"),
    "maintenance": ("The announcement of maintenance that is going on; null if none", "Объявление о текущих работах; пусто, если их нет", "Komunikat o trwających pracach; puste, jeśli ich nie ma"),
    "help": ("Where answers to many questions are found; null if nowhere", "Где есть ответы на многие вопросы; пусто, если нигде", "Gdzie są odpowiedzi na wiele pytań; puste, jeśli nigdzie"),
    "items": ("What the agent asks for, a line each; null if only in words", "Что запрашивает сотрудник поддержки, по строке на пункт; пусто, если только словами", "O co prosi konsultant, każda rzecz w osobnym wierszu; puste, jeśli pyta tylko słowami"),
    "words": ("What the agent writes; null if nothing", "Что пишет сотрудник поддержки; пусто, если ничего", "Co pisze konsultant; puste, jeśli nic"),
    "before": ("The severity until now; null if none was known", "Прежняя критичность; пусто, если она была неизвестна", "Dotychczasowy poziom; puste, jeśli był nieznany"),
    "now": ("The severity from now on", "Новая критичность", "Nowy poziom"),
    "wanted": ("The severity that we suggest", "Критичность, которую мы предлагаем", "Poziom, który proponujemy"),
    "definition": ("What that severity means under the terms; null where they don't say", "Что эта критичность означает по документу; пусто, если он этого не говорит", "Co ten poziom oznacza według dokumentu; puste, jeśli dokument tego nie mówi"),
    "reason": ("Why, in the agent's words; null if not said", "Почему, словами сотрудника поддержки; пусто, если не сказано", "Dlaczego, słowami konsultanta; puste, jeśli nie podano"),
    "cause": ("Why it changed: unconfirmed, unanswered, unreachable, agreed, customer or support", "Из-за чего изменилась: unconfirmed, unanswered, unreachable, agreed, customer или support", "Z jakiego powodu się zmienił: unconfirmed, unanswered, unreachable, agreed, customer lub support"),
    "url": ("Address of the survey", "Адрес опроса", "Adres ankiety"),
    "what": ("What became of the message: refused, unproven, given, stated, change_wanted, works_again or conditions", "Чем стало сообщение: refused, unproven, given, stated, change_wanted, works_again или conditions", "Czym okazała się wiadomość: refused, unproven, given, stated, change_wanted, works_again lub conditions"),
    "decided.what": ("What the press came to: confirmed, changed, asked or vain", "К чему привело нажатие: confirmed, changed, asked или vain", "Co dało naciśnięcie: confirmed, changed, asked lub vain"),
    "state": ("How it stands: open, waiting (for the customer) or closed", "Состояние: open, waiting (ждём клиента) или closed", "Stan: open, waiting (czekamy na klienta) lub closed"),
    "answered": ("When a person first answered; null if not yet", "Когда человек ответил впервые; пусто, если ещё нет", "Kiedy człowiek odpowiedział po raz pierwszy; puste, jeśli jeszcze nie"),
    "levels": ("All severities to choose from, a line each; null where none is to be chosen", "Все уровни критичности на выбор, по строке на уровень; пусто, если выбирать не нужно", "Wszystkie poziomy do wyboru, każdy w osobnym wierszu; puste, jeśli nie ma czego wybierać"),
    "ask": ("What is asked for at this step", "Что спрашивается на этом шаге", "O co pytamy w tym kroku"),
    "left": ("How many questions follow; null if this is the last", "Сколько вопросов осталось; пусто, если этот последний", "Ile pytań jeszcze zostało; puste, jeśli to ostatnie"),
    "by": ("The agent who pressed", "Сотрудник поддержки, который нажал кнопку", "Konsultant, który nacisnął przycisk"),
    "list": ("The open requests, a line each; null if none", "Открытые обращения, по строке на каждое; пусто, если их нет", "Otwarte zgłoszenia, każde w osobnym wierszu; puste, jeśli ich nie ma"),
    "minutes": ("For how many minutes the code is valid", "Сколько минут действует код", "Przez ile minut kod jest ważny"),
    "code": ("The code that links a chat to the address", "Код, который связывает чат с адресом", "Kod, który łączy czat z adresem"),
    "way": ("Where we write from now on: last, mail or chat", "Куда мы теперь пишем: last, mail или chat", "Dokąd teraz piszemy: last, mail lub chat"),
}  # fmt: skip
_LANGUAGES = ("en", "ru", "pl")


def explained(event: str, variable: str, language: str) -> str:
    """One line about a variable of a letter, in English for other languages than ours; KeyError for an unknown one."""
    said = _SAID.get(f"{event}.{variable}") or _SAID[variable]
    return said[_LANGUAGES.index(language) if language in _LANGUAGES else 0]
