"""The table of the API: every operation, who may call it, what it takes and gives. Nothing is reachable that isn't in it."""

from functools import cache
from typing import Any

from intakebot.console import files
from intakebot.console.api import acts, answers, customers, reports, shapes, terms, tickets, users, work
from intakebot.console.api.openapi import description
from intakebot.console.api.operation import ApiCall, Bytes, Operation
from intakebot.console.house import House
from intakebot.domain.customer import Organisation
from intakebot.store.records import Evidence

_MOST_IMPORT = 8 * 2**20


def _described(_call: ApiCall, _house: House) -> dict[str, Any]:
    return _description()


@cache
def _description() -> dict[str, Any]:
    return description(OPERATIONS)


OPERATIONS: tuple[Operation, ...] = (
    Operation(
        method="GET", path="/tickets", needs="agent", does=tickets.listed, wants=shapes.Queue, gives=answers.Tickets,
        summary="A queue of tickets: by the time that is left in the views triage and open, else the latest first.",
    ),
    Operation(
        method="GET", path="/tickets/{number}", needs="agent", does=tickets.whole, gives=Evidence,
        summary="Everything about one ticket, as `intakebot report --evidence` gives it.",
    ),
    Operation(
        method="GET", path="/tickets/{number}/deadlines", needs="agent", does=tickets.deadlines, wants=shapes.Spoken,
        gives=answers.Deadlines, summary="Why its deadlines are when they are, step by step.",
    ),
    Operation(
        method="POST", path="/tickets/{number}/severity", needs="agent", does=acts.decided, takes=shapes.Decision,
        gives=answers.Done, summary="Confirm or change the severity, or ask the customer where the terms want consent.",
    ),
    *acts.OPERATIONS,
    Operation(
        method="GET", path="/messages/{id}/raw", needs="agent", does=files.raw, gives=Bytes,
        summary="A delivery as it came (the id of a ticket's `deliveries`).",
    ),
    Operation(
        method="GET", path="/attachments/{id}", needs="agent", does=files.attachment, gives=Bytes,
        summary="A file that came with a message.",
    ),
    Operation(
        method="GET", path="/tasks", needs="agent", does=work.tasks, wants=shapes.Further, gives=answers.Tasks,
        summary="What a person must do.",
    ),
    Operation(
        method="POST", path="/tasks/{id}/done", needs="agent", does=work.done, gives=answers.Id,
        summary="Say that it is done.",
    ),
    Operation(
        method="GET", path="/set-aside", needs="operator", does=work.set_aside, wants=shapes.Further,
        gives=answers.SetAsides, summary="Messages that couldn't be read.",
    ),
    Operation(
        method="POST", path="/set-aside/{id}/replay", needs="operator", does=work.replayed, gives=answers.Id,
        summary="Have one read again.",
    ),
    Operation(
        method="GET", path="/filed", needs="agent", does=work.filed, wants=shapes.Filed, gives=answers.Filings,
        summary="Mails that were taken for no request: bounces, and our own mail that came back.",
    ),
    Operation(
        method="POST", path="/filed/{id}/ticket", needs="agent", does=work.made, gives=answers.Id,
        summary="Make one a ticket, received when the mail was; once.",
    ),
    Operation(
        method="GET", path="/contacts", needs="agent", does=customers.listed, wants=shapes.Customers,
        gives=answers.Contacts, summary="Contacts by address, with their organisations.",
    ),
    Operation(
        method="GET", path="/contacts/{address}", needs="agent", does=customers.found, gives=answers.Known,
        summary="Who an address belongs to.",
    ),
    Operation(
        method="PUT", path="/contacts/{address}", needs="manager", does=customers.kept_contact,
        takes=customers.ContactBody, gives=answers.Changes, summary="Keep a contact, in place of what was known.",
    ),
    Operation(
        method="DELETE", path="/contacts/{address}", needs="manager", does=customers.removed_contact,
        gives=answers.Changes, summary="Forget a contact; whoever has written becomes a stranger again.",
    ),
    Operation(
        method="GET", path="/organisations", needs="agent", does=customers.organisations, wants=shapes.Customers,
        gives=answers.Organisations, summary="Organisations by key.",
    ),
    Operation(
        method="GET", path="/organisations/{key}", needs="agent", does=customers.organisation,
        gives=Organisation, summary="A customer's entitlement.",
    ),
    Operation(
        method="PUT", path="/organisations/{key}", needs="manager", does=customers.kept_organisation,
        takes=customers.OrganisationBody, gives=answers.Changes,
        summary="Keep an organisation, in place of what was known.",
    ),
    Operation(
        method="DELETE", path="/organisations/{key}", needs="manager", does=customers.removed_organisation,
        gives=answers.Changes, summary="Forget an organisation; its contacts and tickets stay without one.",
    ),
    Operation(
        method="POST", path="/contacts-import", needs="manager", does=customers.imported, takes=shapes.Import,
        gives=answers.Changes, most=_MOST_IMPORT,
        summary="Take customers in from a file, all or nothing, or see what that would change.",
    ),
    Operation(
        method="GET", path="/terms", needs="agent", does=terms.documents, gives=answers.Documents,
        summary="The support documents.",
    ),
    Operation(
        method="GET", path="/terms/{terms}", needs="agent", does=terms.document, wants=shapes.Document,
        gives=dict[str, Any], summary="A whole document with its clauses, under the keys that files use.",
    ),
    Operation(
        method="GET", path="/due", needs="agent", does=terms.due, wants=shapes.Due, gives=answers.Due,
        summary="When reaction, workaround and resolution are due under a plan, and with `explain` why.",
    ),
    Operation(
        method="GET", path="/report", needs="manager", does=reports.report, wants=shapes.Report, gives=answers.Rows,
        summary="Notices, reactions, breaches and both clocks, counted.",
    ),
    Operation(
        method="GET", path="/users", needs="operator", does=users.listed, gives=answers.Users,
        summary="The users of the console.",
    ),
    Operation(
        method="POST", path="/users/{name}/disable", needs="operator", does=users.disabled, gives=answers.Ended,
        summary="Let somebody in no more: sessions and tokens end.",
    ),
    Operation(
        method="POST", path="/users/{name}/sign-out", needs="operator", does=users.signed_out, gives=answers.Ended,
        summary="End somebody's sessions.",
    ),
    Operation(
        method="GET", path="/audit", needs="operator", does=users.audit, wants=shapes.Further, gives=answers.Acts,
        summary="What users did, and what was tried in their names.",
    ),
    # Anybody may read it: it says nothing that the source doesn't, and tools fetch it without secrets.
    Operation(
        method="GET", path="/openapi.json", needs="anybody", does=_described, gives=dict[str, Any],
        summary="This description, OpenAPI 3.1.",
    ),
)  # fmt: skip
