"""Values by which templates are tried: of the customer's own, since the rest comes from the terms."""

from datetime import UTC, datetime

NUMBER, EARLIER = "SAMPLE-1234-5674", "SAMPLE-8765-4320"
#: A Monday morning in the offices of all the documents.
RECEIVED = datetime(2027, 3, 1, 8, 30, tzinfo=UTC)
ANSWERED = datetime(2027, 3, 1, 9, 15, tzinfo=UTC)
#: As long as such things get: what an agent writes, maintenance, a person's name, an address for a survey.
REASON = {
    "ru": "Основная функция работает, но медленнее обычного; данные доступны всем сотрудникам. " * 4,
    "pl": "Główna funkcja działa, choć wolniej niż zwykle; dane są dostępne dla wszystkich osób. " * 4,
    "en": "The main function works, though slower than usual; everybody can reach the data. " * 4,
}
MAINTENANCE = {
    "ru": "Сегодня идут работы на серверах: возможны короткие перерывы в доступе. " * 4,
    "pl": "Dziś trwają prace na serwerach: możliwe są krótkie przerwy w dostępie. " * 4,
    "en": "Work on the servers is going on today: access may be interrupted briefly. " * 4,
}
PERSON = "Aleksandra Konstantynopolska-Brzęczyszczykiewicz"
URL = "https://survey.example.org/support/2027/03/SAMPLE-1234-5674?language=pl&from=letter"


def in_language(said: dict[str, str], language: str) -> str:
    """In this language, else in English."""
    return said.get(language, said["en"]).strip()
