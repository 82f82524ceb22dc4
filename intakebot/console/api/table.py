"""The table of the API: every operation, who may call it, what it takes and gives. Nothing is reachable that isn't in it."""

from functools import cache, partial
from typing import Any

from intakebot.amending.prospect import Prospect
from intakebot.casework.beginning import Begun
from intakebot.console import files, terms_desk
from intakebot.console.api import (
    acts,
    answering,
    answers,
    customers,
    mailboxes,
    me,
    reports,
    shapes,
    templates,
    terms,
    terms_texts,
    tickets,
    upkeep,
    users,
    work,
)
from intakebot.console.api.openapi import description
from intakebot.console.api.operation import ApiCall, Bytes, Operation
from intakebot.console.channels import Channels
from intakebot.console.house import House
from intakebot.console.letter import MOST as MOST_LETTER
from intakebot.console.letter_check import Found
from intakebot.domain.customer import Organisation
from intakebot.domain.terms_text import TermsVersion
from intakebot.domain.user import User
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
        method="GET", path="/tickets/{number}/levels", needs="agent", does=tickets.levels, wants=shapes.Spoken,
        gives=answers.Levels, summary="What would come of each severity: deadlines, and whether the customer is asked first.",
    ),
    Operation(
        method="POST", path="/tickets/{number}/severity", needs="agent", does=acts.decided, takes=shapes.Decision,
        gives=answers.Done, summary="Confirm or change the severity, or ask the customer where the terms want consent.",
    ),
    *acts.OPERATIONS,
    Operation(
        method="GET", path="/tickets/{number}/ready-answers", needs="agent", does=answering.offered,
        gives=answers.ReadyAnswers, summary="Ready answers for its customer, in the language that they are written to.",
    ),
    Operation(
        method="GET", path="/tickets/{number}/ready-answers/{id}", needs="agent", does=answering.begun, gives=Begun,
        summary="One as it reads for this ticket, to be changed and sent as the answer.",
    ),
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
        method="GET", path="/contacts-export", needs="manager", does=customers.exported, wants=shapes.Export,
        gives=answers.Exported, summary="All customers, to be edited and imported again.",
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
        method="GET", path="/terms/{terms}/export", needs="agent", does=terms_desk.exported, gives=Bytes,
        summary="The TOML of a document as it is in force: what was published, else the file.",
    ),
    Operation(
        method="GET", path="/terms/{terms}/versions", needs="agent", does=terms_texts.listed,
        gives=answers.TermsVersions, summary="Every text that was kept for a document.",
    ),
    Operation(
        method="POST", path="/terms/{terms}/versions", needs="manager", does=terms_texts.drafted,
        takes=shapes.TermsDraft, gives=TermsVersion, most=terms_desk.MOST,
        summary="Keep a text as a draft, whatever its faults, in place of your earlier drafts there.",
    ),
    Operation(
        method="POST", path="/terms/{terms}/check", needs="manager", does=terms_texts.checked, takes=shapes.Toml,
        gives=Prospect, most=terms_desk.MOST,
        summary="Faults, gaps, what holds on to what would be gone, values and promises that would change; nothing is kept.",
    ),
    Operation(
        method="GET", path="/terms/{terms}/versions/{version}", needs="agent", does=terms_texts.version,
        gives=TermsVersion, summary="One text of a document.",
    ),
    *(
        Operation(
            method="POST", path=f"/terms/{{terms}}/versions/{{version}}/{name}", needs="manager", takes=takes,
            does=partial(terms_texts.acted, name=name), gives=TermsVersion, summary=summary,
        )
        for name, takes, summary in (
            ("publish", shapes.Publication, "This draft is in force from now on; 409 with all that keeps it from that."),
            ("rollback", None, "Put an earlier text in force anew, if it would still do."),
            ("discard", None, "A draft won't be used."),
        )
    ),
    Operation(
        method="POST", path="/terms/{terms}/withdraw", needs="manager", does=terms_texts.withdrawn,
        gives=answers.TermsVersions, summary="What stood there before is in force again: the file, or the shipped document.",
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
        method="GET", path="/report/breaches", needs="manager", does=reports.breaches, wants=shapes.Breaches,
        gives=answers.Told, summary="Missed deadlines, each with its story.",
    ),
    Operation(
        method="GET", path="/report/agreement", needs="manager", does=reports.agreement, wants=shapes.Period,
        gives=answers.Told, summary="How often agents agree with proposals, and what there is to learn from.",
    ),
    Operation(
        method="GET", path="/maintenance", needs="manager", does=upkeep.planned, gives=answers.Maintenances,
        summary="Maintenance that goes on or is to come.",
    ),
    Operation(
        method="POST", path="/maintenance", needs="manager", does=upkeep.announced, takes=shapes.Maintenance,
        gives=answers.Id, summary="Tell customers of maintenance in the notices that go out while it runs.",
    ),
    Operation(
        method="POST", path="/maintenance/{id}/end", needs="manager", does=upkeep.ended, gives=answers.Id,
        summary="It is over.",
    ),
    Operation(
        method="GET", path="/channels", needs="operator", does=upkeep.standing, gives=Channels,
        summary="Mailboxes, channels and queues: what came last, what fails, what waits.",
    ),
    Operation(
        method="GET", path="/mailboxes", needs="operator", does=mailboxes.listed, wants=shapes.Boxes,
        gives=answers.Mailboxes, summary="What customers get by each mailbox, and who set that.",
    ),
    Operation(
        method="GET", path="/mailboxes/{address}", needs="operator", does=mailboxes.one, gives=answers.BoxHistory,
        summary="One mailbox, as it is set and as config.toml has it, with every decision.",
    ),
    Operation(
        method="PUT", path="/mailboxes/{address}", needs="operator", does=mailboxes.kept, takes=shapes.Binding,
        gives=answers.BoxChange,
        summary="Set what customers get by a mailbox from now on, or with `dry_run` see what follows.",
    ),
    Operation(
        method="POST", path="/mailboxes/{address}/reset", needs="operator", does=mailboxes.back,
        takes=shapes.BackToFile, gives=answers.BoxChange, summary="Let config.toml hold again for a mailbox.",
    ),
    Operation(
        method="POST", path="/mailboxes-import", needs="operator", does=mailboxes.imported, takes=shapes.BoxImport,
        gives=answers.Changes, summary="Set many mailboxes from a file, all or nothing, or see what that would change.",
    ),
    Operation(
        method="GET", path="/mailboxes-export", needs="operator", does=mailboxes.exported, wants=shapes.Export,
        gives=answers.Exported, summary="What customers get by each mailbox, to be edited and imported again.",
    ),
    Operation(
        method="GET", path="/templates", needs="agent", does=templates.listed, gives=answers.Letters,
        summary="The letters that customers get, what managers published in their place, and open drafts.",
    ),
    Operation(
        method="GET", path="/templates/versions/{id}", needs="agent", does=templates.version, gives=answers.Beside,
        summary="One version of a letter, and what would be published with it in other languages of its terms.",
    ),
    Operation(
        method="POST", path="/templates/versions/{id}/publish", needs="manager", takes=shapes.Publication,
        does=partial(templates.acted, name="publish"), gives=answers.Kept,
        summary="Customers get this draft from now on, for given terms in all their languages; 409 with every fault that its proof finds.",
    ),
    Operation(
        method="POST", path="/templates/versions/{id}/rollback", needs="manager",
        does=partial(templates.acted, name="rollback"), gives=answers.Kept,
        summary="Publish an earlier version anew, if it would still do, for given terms in all their languages.",
    ),
    Operation(
        method="POST", path="/templates/versions/{id}/undo", needs="manager",
        does=partial(templates.acted, name="undo"), gives=answers.Kept,
        summary="Take back what a version was published by, in every language: customers get what they got before.",
    ),
    Operation(
        method="POST", path="/templates/versions/{id}/discard", needs="manager",
        does=partial(templates.acted, name="discard"), gives=answers.Kept, summary="A draft won't be used.",
    ),
    Operation(
        method="GET", path="/templates/{event}/{language}", needs="agent", does=templates.one, wants=shapes.OfTerms,
        gives=answers.Letter, summary="What customers get there, what the product came with, and every version.",
    ),
    Operation(
        method="POST", path="/templates/{event}/{language}", needs="manager", does=templates.drafted,
        takes=shapes.Draft, wants=shapes.OfTerms, gives=answers.Kept, most=MOST_LETTER,
        summary="Keep words as a draft, whatever their faults, in place of your earlier drafts there.",
    ),
    Operation(
        method="POST", path="/templates/{event}/{language}/check", needs="manager", does=templates.checked,
        takes=shapes.Check, wants=shapes.OfTerms, gives=Found, most=MOST_LETTER,
        summary="Prove words under every plan and level, compare them, and see how they would read; nothing is kept.",
    ),
    Operation(
        method="POST", path="/templates/{event}/{language}/test", needs="manager", does=templates.tested,
        takes=shapes.Trial, wants=shapes.OfTerms, gives=answers.Written, most=MOST_LETTER,
        summary="Send words to an address of your own, as a customer would read them.",
    ),
    Operation(
        method="POST", path="/templates/{event}/{language}/begin", needs="manager", does=templates.begun,
        wants=shapes.OfTerms, gives=answers.Begun,
        summary="Begin the drafts that publishing a letter for given terms wants in their other languages.",
    ),
    Operation(
        method="POST", path="/templates/{event}/{language}/withdraw", needs="manager", does=templates.withdrawn,
        wants=shapes.OfTerms, gives=answers.Letter,
        summary="Customers get again what comes next, for given terms in all their languages: a version for all terms, or the files' words.",
    ),
    Operation(
        method="GET", path="/me", needs="agent", does=me.me, gives=answers.Me,
        summary="Whose token this is, where they are signed in, and their other tokens.",
    ),
    Operation(
        method="PUT", path="/me", needs="agent", does=me.described, takes=shapes.Description, gives=User,
        summary="How you are shown, your language and zone.",
    ),
    Operation(
        method="POST", path="/me/sign-out", needs="agent", does=me.signed_out, gives=answers.Ended,
        summary="End all your sessions.",
    ),
    Operation(
        method="DELETE", path="/me/tokens/{id}", needs="agent", does=me.token_ended, gives=answers.Id,
        summary="End one of your tokens.",
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
