"""The route table: every page, and who may see it. Nothing is reachable that isn't in it."""

from pathlib import Path

from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles

from intakebot.console import agreement, breaches, decisions, files, login, reactions, tasks, ticket
from intakebot.console.call import Call, Page
from intakebot.console.entrance import route
from intakebot.console.house import House
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
    Page("GET", "/tickets/{number}", "agent", ticket.history),
    Page("POST", "/tickets/{number}/severity", "agent", decisions.decided),
    Page("POST", "/tickets/{number}/{act}", "agent", decisions.acted),
    Page("GET", "/attachments/{id}", "agent", files.attachment),
    Page("GET", "/messages/{id}", "agent", files.original),
    Page("GET", "/messages/{id}/body", "agent", files.body),
    Page("GET", "/messages/{id}/raw", "agent", files.raw),
    Page("GET", "/tasks", "agent", tasks.tasks),
    Page("POST", "/tasks/{id}/done", "agent", tasks.settled),
    Page("POST", "/set-aside/{id}/replay", "operator", tasks.replayed),
    Page("GET", "/reactions", "manager", reactions.reactions),
    Page("GET", "/reactions.csv", "manager", reactions.as_csv),
    Page("GET", "/reactions/breaches", "manager", breaches.page),
    Page("GET", "/reactions/breaches.csv", "manager", breaches.as_csv),
    Page("GET", "/reactions/agreement", "manager", agreement.page),
    Page("GET", "/reactions/agreement.csv", "manager", agreement.as_csv),
)


def site(house: House) -> list[BaseRoute]:
    """All routes."""
    return [
        *(route(line, house) for line in PAGES),
        Mount("/static", StaticFiles(directory=STATIC, check_dir=False), name="static"),
    ]
