"""What agents are told about a ticket: warnings, breaches, levels that fell. Facts only, none of a customer's words."""

from collections.abc import Mapping

from intakebot.replies.catalogue import Content

#: Headline by kind of news.
_HEADLINES = {
    "ru": {
        "due_soon": "скоро истекает срок", "breached": "срок нарушен", "severity_fell": "критичность снижена", "fall_taken_back": "критичность восстановлена: клиент ответил вовремя",
        "change_wanted": "клиент просит изменить критичность", "severity_wanted": "нужно определить критичность",
        "severity_changed": "клиент изменил критичность", "update_due": "пора сообщить клиенту о ходе работы", "may_be_closed": "обращение можно закрыть", "attempt_due": "пора снова связаться с клиентом",
        "agreed": "клиент согласился", "refused": "клиент не согласился", "answer_unclear": "ответ клиента неясен",
        "manager_wanted": "клиент просит руководителя", "urgent": "новое обращение, возможно срочное",
    },
    "pl": {
        "due_soon": "wkrótce upływa termin", "breached": "termin przekroczony", "severity_fell": "poziom obniżony", "fall_taken_back": "poziom przywrócony: klient odpowiedział w terminie",
        "change_wanted": "klient prosi o zmianę poziomu", "severity_wanted": "trzeba ustalić poziom",
        "severity_changed": "klient zmienił poziom", "update_due": "czas poinformować klienta o stanie zgłoszenia", "may_be_closed": "zgłoszenie można zamknąć", "attempt_due": "czas ponownie skontaktować się z klientem",
        "agreed": "klient wyraził zgodę", "refused": "klient nie wyraził zgody", "answer_unclear": "odpowiedź klienta jest niejasna",
        "manager_wanted": "klient prosi o przełożonego", "urgent": "nowe zgłoszenie, być może pilne",
    },
    "en": {
        "due_soon": "due soon", "breached": "deadline missed", "severity_fell": "severity lowered", "fall_taken_back": "severity restored: the customer had answered in time",
        "change_wanted": "the customer asks for another severity", "severity_wanted": "needs a severity",
        "severity_changed": "the customer changed the severity", "update_due": "time to tell the customer how things stand", "may_be_closed": "may be closed", "attempt_due": "time to contact the customer again",
        "agreed": "the customer agreed", "refused": "the customer did not agree", "answer_unclear": "the customer's answer is unclear",
        "manager_wanted": "the customer asks for a manager", "urgent": "new request, may be urgent",
    },
}  # fmt: skip
_FACTS = {
    "ru": {"clock": "Срок", "due": "Истекает", "severity": "Критичность", "clause": "Пункт", "before": "Было", "now": "Стало", "wanted": "Просит"},
    "pl": {"clock": "Termin", "due": "Upływa", "severity": "Poziom", "clause": "Punkt", "before": "Był", "now": "Jest", "wanted": "Prosi o"},
    "en": {"clock": "Clock", "due": "Due", "severity": "Severity", "clause": "Clause", "before": "Was", "now": "Now", "wanted": "Asked for"},
}  # fmt: skip
_CLOCKS = {
    "ru": {"reaction": "реакция", "workaround": "обходное решение", "resolution": "решение"},
    "pl": {"reaction": "reakcja", "workaround": "obejście", "resolution": "rozwiązanie"},
    "en": {"reaction": "reaction", "workaround": "workaround", "resolution": "resolution"},
}


def alert(kind: str, number: str, facts: Mapping[str, str], language: str) -> Content:
    """The letter to agents; English for languages that we don't have. Facts without a name of theirs are left out."""
    language = language if language in _HEADLINES else "en"
    said = {**facts, "clock": _CLOCKS[language].get(facts.get("clock", ""), "")}
    lines = [f"{name}: {said[key]}" for key, name in _FACTS[language].items() if said.get(key)]
    headline = _HEADLINES[language].get(kind, kind)
    return Content(subject=f"[{number}] {headline}", text="\n".join([f"{number}: {headline}", "", *lines, ""]))
