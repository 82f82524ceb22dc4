"""The route table: every page, and who may see it. Nothing is reachable that isn't in it."""

from pathlib import Path

from starlette.middleware import Middleware
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles

from intakebot.console import decisions, files, login, tasks, ticket
from intakebot.console.api.entrance import route as api_route
from intakebot.console.api.pace import Pace
from intakebot.console.api.table import OPERATIONS
from intakebot.console.call import Call, Page
from intakebot.console.entrance import route
from intakebot.console.headers import Sealed
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
)


def site(house: House) -> list[BaseRoute]:
    """All routes, below one that puts the headers on their answers."""
    pace = Pace(house.clock)
    below: list[BaseRoute] = [
        *(route(line, house) for line in PAGES),
        Mount("/api/v1", routes=[api_route(line, house, pace) for line in OPERATIONS]),
        Mount("/static", StaticFiles(directory=STATIC, check_dir=False), name="static"),
    ]
    return [Mount("/", routes=below, middleware=[Middleware(Sealed, house=house)])]
