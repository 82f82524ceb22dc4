"""The route table: every page, and who may see it. Nothing is reachable that isn't in it."""

from pathlib import Path

from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles

from intakebot.console import decisions, files, letter, letters, login, tasks, ticket, versions
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
    Page("GET", "/templates", "agent", letters.letters),
    Page("GET", "/templates/versions/{id}", "agent", versions.version),
    Page("POST", "/templates/versions/{id}/{act}", "manager", versions.acted),
    Page("GET", "/templates/{event}/{language}", "agent", letter.letter),
    Page("POST", "/templates/{event}/{language}", "manager", letter.written, letter.MOST),
    Page("POST", "/templates/{event}/{language}/check", "manager", letter.checked, letter.MOST),
    Page("POST", "/templates/{event}/{language}/withdraw", "manager", versions.withdrawn),
    Page("POST", "/set-aside/{id}/replay", "operator", tasks.replayed),
)


def site(house: House) -> list[BaseRoute]:
    """All routes."""
    return [
        *(route(line, house) for line in PAGES),
        Mount("/static", StaticFiles(directory=STATIC, check_dir=False), name="static"),
    ]
