"""What `intakebot report` does: words become a question, the store's tickets an answer."""

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from intakebot.config import Config
from intakebot.publications import library_of
from intakebot.questions import Words, WrongQuestion, asked, offers_of, one_of
from intakebot.reports import agreement_lines, breach_lines
from intakebot.reports.agreement import Agreement
from intakebot.reports.breaches import Breach, breaches, may_be_late
from intakebot.reports.lines import csv_text, jsonl
from intakebot.reports.report import Asked, Offer, Report
from intakebot.reports.table import table
from intakebot.store.desk import Desk
from intakebot.store.store import looking

T = TypeVar("T")

FORMATS: dict[str, Callable[[Report], str]] = {"json": jsonl, "csv": csv_text, "table": table}
AGREEMENT: dict[str, Callable[[Agreement], str]] = {
    "json": agreement_lines.jsonl, "csv": agreement_lines.csv_lines, "table": agreement_lines.text
}  # fmt: skip
BREACHES: dict[str, Callable[[Iterable[Breach]], str]] = {
    "json": breach_lines.jsonl, "csv": breach_lines.csv_lines, "table": breach_lines.text
}  # fmt: skip


def report(config: Config, words: Words) -> str:
    """The report in the format that was asked for; WrongQuestion, and StoreUnavailable when there is no store."""
    question, offers, write = _understood(config, words, FORMATS)
    counted = Report(question, offers)
    looking(
        config.store.url,
        lambda desk: counted.add(desk.figures.tickets(question.received_from, question.received_before)),
    )
    return write(counted)


def agreement(config: Config, words: Words) -> str:
    """How agents agree with proposals; errors as of `report`. A question for terms and a time, nothing else."""
    if beside := [name for name in ("plan", "severity", "by") if name in words.given]:
        raise WrongQuestion(f"--{beside[0]} doesn't go with --agreement")
    question, offers, write = _understood(config, words, AGREEMENT)
    counted = Agreement(question, offers)
    looking(
        config.store.url,
        lambda desk: counted.add(
            desk.agreement.verdicts(question.received_from, question.received_before, question.as_of)
        ),
    )
    return write(counted)


def missed(config: Config, words: Words) -> str:
    """Missed deadlines with their stories; errors as of `report`."""
    if "by" in words.given:
        raise WrongQuestion("--by doesn't go with --breaches")
    question, offers, write = _understood(config, words, BREACHES)

    def look(desk: Desk) -> str:
        late = desk.breaches.late(
            lambda ticket: may_be_late(ticket, question, offers), question.as_of, question.received_from,
            question.received_before,
        )  # fmt: skip
        return write(breaches(late, question))

    return looking(config.store.url, look)


def _understood(config: Config, words: Words, formats: Mapping[str, T]) -> tuple[Asked, dict[str, Offer], T]:
    """What is asked for, what the documents offer, and what writes the answer."""
    offers = offers_of(library_of(config.terms.folder, config.store.url))
    write = formats[one_of(words.form or "json", formats, "format")]
    return asked(words, offers), offers, write
