"""The route table: every page, and who may see it. Nothing is reachable that isn't in it."""

from pathlib import Path

from starlette.middleware import Middleware
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles

from intakebot.console import (
    agreement,
    breaches,
    calculator,
    channels,
    customer_forms,
    customer_import,
    customer_removal,
    customers,
    decisions,
    filed,
    files,
    letter,
    letters,
    login,
    mailbox,
    mailbox_import,
    maintenance,
    reactions,
    ready,
    sent,
    tasks,
    terms,
    terms_desk,
    terms_versions,
    ticket,
    versions,
)
from intakebot.console.api.entrance import route as api_route
from intakebot.console.api.pace import Pace
from intakebot.console.api.table import OPERATIONS
from intakebot.console.call import Call, Page
from intakebot.console.entrance import route
from intakebot.console.headers import Sealed
from intakebot.console.house import House
from intakebot.console.oidc import pages as oidc
from intakebot.console.people import factor, me, record, tokens, users, welcome
from intakebot.console.triage import triage

STATIC = Path(__file__).with_name("static")


def _home(_call: Call, _house: House) -> Response:
    return RedirectResponse("/triage", 303)


#: Method, path, who may, what is done.
PAGES = (
    Page("GET", "/", "agent", _home),
    Page("GET", "/sign-in", "anybody", login.form),
    Page("POST", "/sign-in", "anybody", login.sign_in),
    Page("POST", "/sign-out", "anybody", login.sign_out),
    Page("GET", "/triage", "agent", triage),
    Page("POST", "/triage", "agent", triage),
    Page("GET", "/tickets/{number}", "agent", ticket.history),
    Page("POST", "/tickets/{number}", "agent", ticket.history),
    Page("POST", "/tickets/{number}/severity", "agent", decisions.decided),
    Page("POST", "/tickets/{number}/{act}", "agent", decisions.acted),
    Page("GET", "/attachments/{id}", "agent", files.attachment),
    Page("GET", "/messages/{id}", "agent", files.original),
    Page("GET", "/messages/{id}/body", "agent", files.body),
    Page("GET", "/messages/{id}/raw", "agent", files.raw),
    Page("GET", "/letters/{id}", "agent", sent.sent),
    Page("GET", "/tasks", "agent", tasks.tasks),
    Page("POST", "/tasks/{id}/done", "agent", tasks.settled),
    Page("GET", "/filed", "agent", filed.listed),
    Page("POST", "/filed/{id}/ticket", "agent", filed.made),
    Page("GET", "/templates", "agent", letters.letters),
    Page("GET", "/templates/ready", "manager", ready.begun),
    Page("GET", "/templates/versions/{id}", "agent", versions.version),
    Page("POST", "/templates/versions/{id}/{act}", "manager", versions.acted),
    Page("GET", "/templates/{event}/{language}", "agent", letter.letter),
    Page("POST", "/templates/{event}/{language}", "manager", letter.written, letter.MOST),
    Page("POST", "/templates/{event}/{language}/check", "manager", letter.checked, letter.MOST),
    Page("POST", "/templates/{event}/{language}/begin", "manager", versions.begun),
    Page("POST", "/templates/{event}/{language}/withdraw", "manager", versions.withdrawn),
    Page("POST", "/set-aside/{id}/replay", "operator", tasks.replayed),
    Page("GET", "/reactions", "manager", reactions.reactions),
    Page("GET", "/reactions.csv", "manager", reactions.as_csv),
    Page("GET", "/reactions/breaches", "manager", breaches.page),
    Page("GET", "/reactions/breaches.csv", "manager", breaches.as_csv),
    Page("GET", "/reactions/agreement", "manager", agreement.page),
    Page("GET", "/reactions/agreement.csv", "manager", agreement.as_csv),
    Page("GET", "/contacts", "agent", customers.search),
    Page("GET", "/contacts/organisation", "agent", customers.organisation),
    Page("GET", "/contacts/organisation/edit", "manager", customer_forms.firm_form),
    Page("POST", "/contacts/organisation/edit", "manager", customer_forms.firm_kept),
    Page("GET", "/contacts/organisation/remove", "manager", customer_removal.firm_removal),
    Page("POST", "/contacts/organisation/remove", "manager", customer_removal.firm_removed),
    Page("GET", "/contacts/person", "agent", customers.person),
    Page("GET", "/contacts/person/edit", "manager", customer_forms.person_form),
    Page("POST", "/contacts/person/edit", "manager", customer_forms.person_kept),
    Page("GET", "/contacts/person/remove", "manager", customer_removal.person_removal),
    Page("POST", "/contacts/person/remove", "manager", customer_removal.person_removed),
    Page("GET", "/contacts/import", "manager", customer_import.form),
    Page("POST", "/contacts/import", "manager", customer_import.looked, most=customer_import.MOST),
    Page("POST", "/contacts/import/apply", "manager", customer_import.applied, most=customer_import.MOST),
    Page("GET", "/contacts/export", "manager", customers.export),
    Page("GET", "/terms", "agent", terms.listed),
    Page("GET", "/terms/{id}", "agent", terms.document),
    Page("GET", "/terms/{id}/deadlines", "agent", calculator.deadlines),
    Page("GET", "/terms/{id}/edit", "manager", terms_desk.edited),
    Page("POST", "/terms/{id}/edit", "manager", terms_desk.written, terms_desk.MOST),
    Page("POST", "/terms/{id}/edit/check", "manager", terms_desk.checked, terms_desk.MOST),
    Page("GET", "/terms/{id}/export", "agent", terms_desk.exported),
    Page("GET", "/terms/{id}/versions/{version}", "agent", terms_versions.version),
    Page("POST", "/terms/{id}/versions/{version}/{act}", "manager", terms_versions.acted),
    Page("POST", "/terms/{id}/withdraw", "manager", terms_versions.withdrawn),
    Page("GET", "/new-terms", "manager", terms_desk.begun),
    Page("GET", "/channels", "operator", channels.channels),
    Page("GET", "/mailbox", "operator", mailbox.mailbox),
    Page("POST", "/mailbox", "operator", mailbox.wished),
    Page("GET", "/mailbox/import", "operator", mailbox_import.form),
    Page("POST", "/mailbox/import", "operator", mailbox_import.looked),
    Page("GET", "/mailbox/export", "operator", mailbox_import.export),
    Page("GET", "/maintenance", "manager", maintenance.planned),
    Page("POST", "/maintenance", "manager", maintenance.announced),
    Page("POST", "/maintenance/{id}/end", "manager", maintenance.ended),
    Page("GET", "/sign-in/oidc", "anybody", oidc.away),
    Page("GET", "/sign-in/oidc/back", "anybody", oidc.back),
    Page("GET", "/welcome/{slip}", "anybody", welcome.welcome),
    Page("POST", "/welcome/{slip}", "anybody", welcome.accepted),
    Page("GET", "/me", "agent", me.me),
    Page("POST", "/me", "agent", me.described),
    Page("POST", "/me/password", "agent", me.password),
    Page("POST", "/me/sessions", "agent", me.others_ended),
    Page("POST", "/me/sessions/{id}", "agent", me.session_ended),
    Page("POST", "/me/factor", "agent", factor.begun),
    Page("POST", "/me/factor/code", "agent", factor.confirmed),
    Page("POST", "/me/factor/recovery", "agent", factor.codes_made),
    Page("POST", "/me/factor/off", "agent", factor.removed),
    Page("POST", "/me/tokens", "agent", tokens.added),
    Page("POST", "/me/tokens/{id}", "agent", tokens.ended),
    Page("GET", "/me/{rest:path}", "agent", me.again),
    Page("GET", "/users", "operator", users.listed),
    Page("POST", "/users", "operator", users.added),
    Page("GET", "/users/{id}", "operator", users.one),
    Page("POST", "/users/{id}/role", "operator", users.role),
    Page("POST", "/users/{id}/disable", "operator", users.disabled),
    Page("POST", "/users/{id}/enable", "operator", users.enabled),
    Page("POST", "/users/{id}/sessions", "operator", users.sessions_ended),
    Page("POST", "/users/{id}/factor", "operator", users.factor_removed),
    Page("POST", "/users/{id}/link", "operator", users.invited),
    Page("GET", "/users/{id}/{rest:path}", "operator", users.again),
    Page("GET", "/audit", "operator", record.record),
    Page("GET", "/audit.csv", "operator", record.saved),
)


def site(house: House) -> list[BaseRoute]:
    """All routes, below one that puts the headers on their answers."""
    pace = Pace(house.clock)
    below: list[BaseRoute] = [
        *(route(line, house, PAGES) for line in PAGES),
        Mount("/api/v1", routes=[api_route(line, house, pace) for line in OPERATIONS]),
        Mount("/static", StaticFiles(directory=STATIC, check_dir=False), name="static"),
    ]
    return [Mount("/", routes=below, middleware=[Middleware(Sealed, house=house)])]
