"""The route table: every page, and who may see it. Nothing is reachable that isn't in it."""

from functools import partial
from pathlib import Path

from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles

from intakebot.console import decisions, files, login, tasks, ticket
from intakebot.console.call import Call, Needs, Page
from intakebot.console.entrance import route
from intakebot.console.house import House
from intakebot.console.triage import triage

STATIC = Path(__file__).with_name("static")


def table(house: House) -> tuple[Page, ...]:
    """Method, path, who may, what is done."""

    def get(path: str, needs: Needs, does: object) -> Page:
        return Page(method="GET", path=path, needs=needs, does=partial(does, house=house))  # type: ignore[call-overload]

    def post(path: str, needs: Needs, does: object) -> Page:
        return Page(method="POST", path=path, needs=needs, does=partial(does, house=house))  # type: ignore[call-overload]

    return (
        get("/", "agent", _home),
        get("/sign-in", "anybody", login.form),
        post("/sign-in", "anybody", login.sign_in),
        post("/sign-out", "anybody", login.sign_out),
        get("/triage", "agent", triage),
        get("/tickets/{number}", "agent", ticket.history),
        post("/tickets/{number}/severity", "agent", decisions.decided),
        post("/tickets/{number}/undo", "agent", decisions.undone),
        post("/tickets/{number}/answer", "agent", decisions.answered),
        post("/tickets/{number}/note", "agent", decisions.noted),
        get("/attachments/{id}", "agent", files.attachment),
        get("/messages/{id}", "agent", files.original),
        get("/messages/{id}/body", "agent", files.body),
        get("/messages/{id}/raw", "agent", files.raw),
        get("/tasks", "agent", tasks.tasks),
        post("/tasks/{id}/done", "agent", tasks.settled),
        post("/set-aside/{id}/replay", "operator", tasks.replayed),
    )


def site(house: House) -> list[BaseRoute]:
    """All routes."""
    return [
        *(route(line, house) for line in table(house)),
        Mount("/static", StaticFiles(directory=STATIC, check_dir=False), name="static"),
    ]


def _home(_call: Call, house: House) -> Response:
    return RedirectResponse("/triage", 303)
