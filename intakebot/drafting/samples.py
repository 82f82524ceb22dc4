"""Values by which templates are tried: of the customer's own, since the rest comes from the terms."""

from datetime import UTC, datetime

NUMBER, EARLIER = "SAMPLE-1234-5674", "SAMPLE-8765-4320"
#: A Monday morning in the offices of all the documents.
RECEIVED = datetime(2027, 3, 1, 8, 30, tzinfo=UTC)
ANSWERED = datetime(2027, 3, 1, 9, 15, tzinfo=UTC)
#: As long as such things get: what an agent writes, maintenance, a person's name, an address for a survey.
REASON = {
    "ru": "Основная функция работает, но медленнее обычного; данные доступны всем сотрудникам. Мы проверили журналы "
    "и настройки и нашли место, где запросы ждут друг друга. До исправления помогает перезапуск службы: очередь после "
    "него пуста, а сохранённые документы остаются на месте. Если замедление повторится, напишите нам, пожалуйста, когда это было.",
    "pl": "Główna funkcja działa, choć wolniej niż zwykle; dane są dostępne dla wszystkich osób. Sprawdziliśmy dzienniki "
    "i ustawienia i znaleźliśmy miejsce, w którym zapytania czekają na siebie. Do czasu poprawki pomaga ponowne "
    "uruchomienie usługi: kolejka jest po nim pusta, a zapisane dokumenty pozostają. Jeśli spowolnienie wróci, prosimy napisać, kiedy.",
    "en": "The main function works, though slower than usual; everybody can reach the data. We looked through logs and "
    "settings and found where requests wait for one another. Until it is mended it helps to start the service anew: the "
    "queue is empty then, and documents that were saved stay where they are. Should it become slow again, please tell us when that was.",
}
MAINTENANCE = {
    "ru": "Сегодня идут работы на серверах: возможны короткие перерывы в доступе. Почта и чат принимают обращения "
    "как обычно, ничего не теряется. Вход в личный кабинет и загрузка файлов могут потребовать второй попытки. "
    "О завершении работ мы сообщим на странице состояния служб.",
    "pl": "Dziś trwają prace na serwerach: możliwe są krótkie przerwy w dostępie. Poczta i czat przyjmują zgłoszenia "
    "jak zwykle, nic nie ginie. Logowanie do panelu klienta i przesyłanie plików mogą wymagać drugiej próby. "
    "O zakończeniu prac poinformujemy na stronie stanu usług.",
    "en": "Work on the servers is going on today: access may be interrupted briefly. Mail and chat take requests as "
    "usual, and nothing is lost. Signing in to the customers' pages and sending files may need a second try. "
    "When the work is over, the page about our services will say so.",
}
PERSON = "Aleksandra Konstantynopolska-Brzęczyszczykiewicz"
URL = "https://survey.example.org/support/2027/03/SAMPLE-1234-5674?language=pl&from=letter"


def in_language(said: dict[str, str], language: str) -> str:
    """In this language, else in English."""
    return said.get(language, said["en"]).strip()
