"""What strangers send can do nothing in the console: nothing runs, nothing is fetched, nothing leads out."""

import re
from collections.abc import Iterator
from urllib.parse import unquote

import httpx
import pytest
from playwright.sync_api import Browser, Request

from tests.console.conftest import PASSWORD, Desk, a_console, seat, signed_in

SCRIPTS = [
    "<script>window.ran=1</script>", "<img src=http://evil.example/x.png onerror=window.ran=1>", "<svg onload=window.ran=1>",
    '"><script>window.ran=1</script>', "'><img src=x onerror=window.ran=1>", "javascript:window.ran=1",
    "<iframe src=javascript:parent.ran=1>", "<a href='javascript:window.ran=1'>click</a>", "{{ 7*7 }}{% for x in y %}",
    "<style>*{background:url(http://evil.example/css)}</style>", "</textarea><script>window.ran=1</script>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=window.ran=1>", "<base href=http://evil.example/>",
    "<meta http-equiv=refresh content='0;url=http://evil.example/'>", "<link rel=stylesheet href=http://evil.example/c>",
    "<form action=http://evil.example/><input name=password></form>", "<div hx-get=/sign-out hx-trigger=load>x</div>",
    "<button data-key=Enter formaction=/sign-out>x</button>", "\u202egnp.exe", "=HYPERLINK(\"http://evil.example\")",
]  # fmt: skip
NAMES = [
    "../../etc/passwd",
    "..\\..\\boot.ini",
    "x\r\nSet-Cookie: a=b",
    'a";b="c.html',
    "evil\u202egnp.exe",
    ".htaccess",
    "a/b/c.svg",
    "",
    "\u0000.exe",
]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with a_console(tmp_path_factory.mktemp("hostile")) as made:
        made.hires("maria", role="operator")
        yield made


@pytest.fixture(scope="module")
def numbers(desk: Desk) -> list[str]:
    """Tickets whose every field is an attack."""
    said = [(attack.replace("\r", " "), f"{attack}\n{SCRIPTS[turn - 1]}") for turn, attack in enumerate(SCRIPTS)]
    found = desk.day.write_all('"<b onmouseover=window.ran=1>Anna</b>" <anna@vector.example>', said)
    files = {name: b"<script>top.ran=1</script>" for name in NAMES if "\r" not in name and "\0" not in name and name}
    found.append(desk.day.write("Анна <anna@vector.example>", "files", "see attached", attached=files))
    return found


def test_nothing_runs_and_nothing_is_fetched(desk: Desk, numbers: list[str], chromium: Browser) -> None:
    abroad: list[str] = []

    def asked(request: Request) -> None:
        if not request.url.startswith((desk.url, "data:image")):
            abroad.append(request.url)

    with seat(chromium, desk) as maria:
        maria.page.context.on("request", asked)
        maria.signs_in("maria")
        for number in numbers:
            for page in (f"/triage?view=all&ticket={number}", f"/tickets/{number}"):
                maria.goes(page)
                assert maria.page.evaluate("window.ran") is None, number
                assert maria.page.url.startswith(desk.url + page), maria.page.url
                assert maria.page.locator("main script, main iframe, main base, main style, main meta").count() == 0
                assert maria.page.locator("main [onerror], main [onload], main [hx-get]").count() == 0
        maria.goes("/triage?view=all&q=" + "%3Cscript%3Ewindow.ran%3D1%3C/script%3E")
        assert maria.page.evaluate("window.ran") is None
    assert abroad == []


def test_html_is_shown_in_a_cage(desk: Desk, chromium: Browser) -> None:
    number = _html(desk, "<p style='position:fixed'>Hello <b>bold</b></p>" + "\n".join(SCRIPTS))
    abroad: list[str] = []
    with seat(chromium, desk) as maria:
        maria.page.context.on("request", lambda request: abroad.append(request.url) if "evil" in request.url else None)
        maria.signs_in("maria")
        maria.goes(f"/triage?view=all&ticket={number}")
        maria.page.get_by_role("link", name="As it was sent").click()
        frame = maria.page.frame_locator("iframe.original")
        assert frame.locator("b", has_text="bold").inner_text() == "bold"
        inside = maria.page.frames[-1]
        assert (
            inside.locator("script, img, svg, iframe, style, form, input, [style], [onerror], [href], [src]").count()
            == 0
        )
        assert maria.page.evaluate("window.ran") is None
        maria.is_accessible()
    assert abroad == []


def test_files_are_only_ever_saved(desk: Desk, numbers: list[str]) -> None:
    with signed_in(desk, "maria") as client:
        page = client.get(f"/triage?view=all&ticket={numbers[-1]}").text
        found = re.findall(r'href="(/attachments/\d+)"', page)
        assert len(found) >= 5
        for link in [*found, *re.findall(r'href="(/messages/\d+/raw)"', page)]:
            answer = client.get(link)
            told = answer.headers["Content-Disposition"]
            assert told.startswith("attachment; filename*=UTF-8''")
            name = unquote(told.partition("''")[2])
            assert name
            assert not set(name) & set('/\\:*?"<>|\r\n\0\u202e')
            assert not name.startswith(".")
            assert answer.headers["Content-Type"] == "application/octet-stream"
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_addresses_of_pages_lead_nowhere_else(desk: Desk) -> None:
    """Open redirects: of sign-in and of every act."""
    for back in (
        "//evil.example",
        "https://evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "/\t/evil.example",
        "\n//evil.example",
    ):
        with httpx.Client(base_url=desk.url) as client:
            came = client.post("/sign-in", data={"name": "maria", "password": PASSWORD, "back": back})
            assert came.headers["Location"] == "/triage", back
    with signed_in(desk, "maria") as client:
        number = desk.day.write("Анна <anna@vector.example>", "back", "text")
        for back in ("//evil.example/x", "https://evil.example/", "/\\evil.example"):
            came = client.post(f"/tickets/{number}/note", data={"words": "x", "back": back})
            assert came.headers["Location"].startswith("/triage?"), back


@pytest.mark.parametrize(
    "path",
    [
        "/attachments/9999999",
        "/attachments/x",
        "/messages/-1/raw",
        "/messages/1e3",
        "/tickets/NOPE",
        "/messages/99999999999999999999",
    ],
)
def test_what_isnt_there_is_missing(desk: Desk, path: str) -> None:
    with signed_in(desk, "maria") as client:
        assert client.get(path).status_code == 404


def _html(desk: Desk, html: str) -> str:
    """A mail in HTML alone; its ticket."""
    raw = desk.day._mail("Анна <anna@vector.example>", "html", "x")
    raw.set_content(html, subtype="html")
    return desk.day.send(raw)
