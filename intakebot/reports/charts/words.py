"""What pictures say, in English, Russian and Polish, with numbers, months and spans as people of the language write them."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_FLOOR, Decimal

from babel.dates import format_date
from babel.numbers import format_compact_decimal, format_decimal, format_percent


@dataclass(frozen=True, kw_only=True, slots=True)
class Words:
    """One language's."""

    language: str
    empty: str
    shares: str
    #: Of one bar: {month}, {label}, {kept}, {judged}, {share}; then of a whole row of them.
    share_tip: str
    share_sum: str
    clocks: str
    notice: str
    first_contact: str
    median: str
    p95: str
    reliability: str
    agreed: str
    stated: str
    #: Of one bar: {low}, {high}, {agreed}, {verdicts}, {share}, {stated}.
    reliability_tip: str
    #: Below the axis.
    confidence: str
    #: Seconds, minutes, hours, days.
    units: tuple[str, str, str, str]

    def percent(self, share: float) -> str:
        """At most one decimal, always rounded down: 99.97 % isn't everything."""
        floored = Decimal(repr(share)).quantize(Decimal("0.001"), ROUND_FLOOR)
        return format_percent(floored, locale=self.language, decimal_quantization=False)

    def count(self, number: int) -> str:
        """12,345; from a million on in short, 1.2M. Polish sets no four digits apart."""
        if number < 1_000_000:
            return format_decimal(
                number, locale=self.language, group_separator=self.language != "pl" or number >= 10_000
            )
        return format_compact_decimal(number, locale=self.language, fraction_digits=1)

    def month(self, month: date, *, short: bool = False) -> str:
        """January 2026, Jan 2026."""
        return format_date(month, "LLL y" if short else "LLLL y", locale=self.language)

    def span(self, seconds: int) -> str:
        """12 s, 7 min 5 s, 1 h 5 min, 2 d 3 h: the two largest units; what is left over is dropped."""
        days, rest = divmod(seconds, 86400)
        hours, rest = divmod(rest, 3600)
        parts = list(zip((days, hours, *divmod(rest, 60)), reversed(self.units), strict=True))
        first = next((place for place, (number, _) in enumerate(parts) if number), len(parts) - 1)
        told = [f"{self.count(number)} {unit}" for number, unit in parts[first : first + 2] if number]
        return " ".join(told) or f"0 {self.units[0]}"


_ALL = {
    "en": Words(
        language="en", empty="No data for this choice yet",
        shares="Reactions in time, by month",
        share_tip="{month}, {label}: {kept} of {judged} in time ({share})", share_sum="{label}: {kept} of {judged} ({share})",
        clocks="How soon the notice and the first contact came, by month",
        notice="Registration notice", first_contact="First contact", median="half within", p95="95 of 100 within",
        reliability="Stated confidence and how often agents agreed", agreed="agents agreed", stated="confidence stated",
        reliability_tip="Confidence {low} to {high}: agreed {agreed} of {verdicts} ({share}), stated {stated}",
        confidence="Confidence stated; below it the number of decisions", units=("s", "min", "h", "d"),
    ),
    "ru": Words(
        language="ru", empty="Для этого выбора данных пока нет",
        shares="Реакции в срок по месяцам",
        share_tip="{month}, {label}: {kept} из {judged} в срок ({share})", share_sum="{label}: {kept} из {judged} ({share})",
        clocks="Как скоро отправлено уведомление и состоялся первый контакт, по месяцам",
        notice="Уведомление о регистрации", first_contact="Первый контакт", median="половина — за", p95="95 из 100 — за",
        reliability="Заявленная уверенность и доля согласия сотрудников поддержки", agreed="сотрудники поддержки согласились",
        stated="заявленная уверенность",
        reliability_tip="Уверенность от {low} до {high}: согласились в {agreed} из {verdicts} ({share}), заявлено {stated}",
        confidence="Заявленная уверенность, под ней — число решений", units=("с", "мин", "ч", "дн."),
    ),
    "pl": Words(
        language="pl", empty="Dla tego wyboru nie ma jeszcze danych",
        shares="Reakcje w terminie według miesięcy",
        share_tip="{month}, {label}: {kept} z {judged} w terminie ({share})", share_sum="{label}: {kept} z {judged} ({share})",
        clocks="Po jakim czasie wysłano potwierdzenie i nawiązano kontakt, według miesięcy",
        notice="Potwierdzenie rejestracji", first_contact="Pierwszy kontakt", median="w połowie najwyżej", p95="w 95 na 100 najwyżej",
        reliability="Podana pewność a zgoda konsultantów", agreed="konsultanci się zgodzili", stated="podana pewność",
        reliability_tip="Pewność od {low} do {high}: zgoda w {agreed} z {verdicts} ({share}), podano {stated}",
        confidence="Podana pewność, a pod nią liczba decyzji", units=("s", "min", "godz.", "d"),
    ),
}  # fmt: skip


def words_of(language: str) -> Words:
    """English for languages that we don't have."""
    return _ALL.get(language, _ALL["en"])
