"""Somebody at a browser who does what the console offers, and looks at what comes of it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Literal
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Download, ElementHandle, Locator, Request, ViewportSize

from intakebot.console.words import words
from tests.console.conftest import NARROW, WIDE, Desk, Seat, seat
from tests.console.speech import speaks

#: How states are looked at: each in light and in dark, wide and narrow, by one of the three.
LOOKS: dict[str, tuple[Literal["light", "dark"], ViewportSize]] = {
    "en": ("light", WIDE), "ru": ("dark", NARROW), "pl": ("light", NARROW),
}  # fmt: skip
#: What a state is made of: elements with what tells them apart, each row of equal ones once.
_MADE_OF = """() => {
  const told = (one) => {
    if (one.localName === "svg") return "svg";
    const marks = [...one.attributes].filter(({ name }) => /^(class|type|role|open|disabled|aria-(?!label))/.test(name));
    const parts = [...one.children].map(told).filter((part, at, all) => all.indexOf(part) === at);
    return `${one.localName}${marks.map(({ name, value }) => `[${name}=${name.startsWith("aria-") && name.endsWith("by") ? "" : value}]`).join("")}(${parts.join()})`;
  };
  return location.pathname.replace(/[^/]*\\d[^/]*/g, "…") + told(document.body);
}"""
#: Fields that hold something else than the page was made with.
_TYPED = """() => [...document.querySelectorAll("input:not([type=hidden], [type=radio], [type=checkbox]), textarea")]
  .filter((one) => one.value !== one.defaultValue).map((one) => `${one.name}: ${one.value}`)"""

#: Where the buttons of the page lead.
_OFFERED = "() => [...document.querySelectorAll('button')].map((one) => one.getAttribute('formaction') ?? one.form?.getAttribute('action'))"
#: The button that leads to an address, and says what is wanted where it says something.
_BUTTON = """([address, fields]) => [...document.querySelectorAll("button")].find((one) =>
  (one.getAttribute("formaction") ?? one.form?.getAttribute("action") ?? "") === address && (!one.name || fields[one.name] === one.value))"""
#: The field of a button's form; of several of the same name the one with this value.
_FIELD = """(button, [name, value]) => [...button.form.elements].find(
  (one) => one.name === name && (!["checkbox", "radio"].includes(one.type) || one.value === value))"""
#: Whatever something is folded away in is opened.
_UNFOLDED = """(one) => {
  for (let fold; (fold = one.closest("details:not([open])")); ) fold.querySelector("summary").click();
}"""


class Walker:
    """Who walks, in which language, and what they have asked for."""

    def __init__(self, seat: Seat, desk: Desk, language: str, before: "Walker | None" = None) -> None:
        self.seat, self.page, self.desk, self.language = seat, seat.page, desk, language
        #: Paths of the forms that were sent, and states that were looked at, by this one and whoever goes along.
        self.posted: set[str] = before.posted if before else set()
        self._seen: set[str] = before._seen if before else set()
        scheme, size = LOOKS[language]
        seat.page.emulate_media(color_scheme=scheme)
        seat.page.set_viewport_size(size)
        seat.page.context.on("request", self._asked)

    @contextmanager
    def another(self) -> "Iterator[Walker]":
        """Somebody else at a browser of their own, who speaks the same language."""
        browser = self.page.context.browser
        assert browser
        with seat(browser, self.desk, language=self.language) as sitting:
            yield Walker(sitting, self.desk, self.language, self)
            assert sitting.complaints == [], "\n".join(sitting.complaints)

    def _asked(self, request: Request) -> None:
        if request.method == "POST":
            self.posted.add(unquote(urlsplit(request.url).path))

    def say(self, english: str) -> str:
        """Words of the console in the language of whoever walks."""
        said = words(self.language).gettext(english)
        assert self.language == "en" or said != english, f"nobody says {english!r} in {self.language}"
        return said

    def goes(self, path: str) -> None:
        """Open a page by its address."""
        self.seat.goes(path)
        self.looks()

    def follows(self, english: str) -> None:
        """Open a page by a link."""
        link = self.page.locator("main").get_by_role("link", name=self.say(english), exact=True).first
        self._sends(link.click, "**", boosted=link.get_attribute("hx-boost") != "false")
        self.looks()

    def does(self, address: str, told: str = "", /, **fields: str) -> None:
        """Fill a form in and send it; the page tells what was done, and keeps nothing of what was typed."""
        self.sends(address, **fields)
        if told:
            status = self.page.locator("[role=status]").first.inner_text()
            assert self.say(told) in status, f"{address}: {status!r}"
        assert self.page.locator("[role=alert]").count() == 0, self.page.locator("[role=alert]").all_inner_texts()
        self.looks()

    def is_refused(self, address: str, /, **fields: str) -> str:
        """Fill a form in so that it can't be taken; what the page says is wrong."""
        self.sends(address, **fields)
        alerts = self.page.locator("[role=alert], .alert")
        why = " ".join(alerts.all_inner_texts())
        assert why.strip(), f"{address} {fields}: {self.page.locator('main').inner_text()}"
        self.looks(typed=True)
        return why

    def sends(self, address: str, /, **fields: str) -> None:
        """Fill a form in, and press the button that sends it there."""
        button = self._button(address, fields)
        for name, value in fields.items():
            self._fills(button, name, value)
        button.evaluate(_UNFOLDED)
        self._sends(
            button.click, address, boosted=button.evaluate("(one) => one.form.getAttribute('hx-boost')") != "false"
        )

    def _button(self, address: str, fields: dict[str, str]) -> ElementHandle:
        """The one that leads there; of several with values the one with the value that is wanted."""
        button = self.page.evaluate_handle(_BUTTON, [address, fields]).as_element()
        assert button, f"{self.page.url} offers no {address}: {self.offered()}"
        fields.pop(button.get_attribute("name") or "", None)
        return button

    def offered(self) -> list[str]:
        """Where the forms of the page lead."""
        return [str(one) for one in self.page.evaluate(_OFFERED)]

    def saves(self) -> list[str]:
        """Save every file that the page offers; what stands in them."""
        return [self._saved(link) for link in self.page.locator("main a[download]").all()]

    def _saved(self, link: Locator) -> str:
        with self.page.expect_download() as coming:
            link.click()
        saved: Download = coming.value
        return saved.path().read_text("utf-8")

    def looks(self, *, typed: bool = False) -> None:
        """The page is in one's language, nothing that was typed lingers, and axe finds nothing if it is new."""
        page = self.page
        speaks(page, self.language)
        assert page.locator("h1").count() == 1, page.url
        if not typed:
            assert page.evaluate(_TYPED) == [], page.url
        made_of = page.evaluate(_MADE_OF)
        if made_of not in self._seen:
            self._seen.add(made_of)
            self.seat.looks_right(*LOOKS[self.language])

    def _fills(self, button: ElementHandle, name: str, value: str) -> None:
        """One field of the button's form."""
        field = button.evaluate_handle(_FIELD, [name, value]).as_element()
        assert field, f"{self.page.url} has no field {name} for {value!r}"
        field.evaluate(_UNFOLDED)
        match field.evaluate("(one) => one.type"):
            case "checkbox" | "radio":
                field.check()
            case "select-one":
                field.select_option(value)
            case _:
                field.fill(value)

    def _sends(self, click: Callable[[], None], address: str, *, boosted: bool) -> None:
        """Click, and wait until the page that comes is there."""
        if boosted:
            with self.page.expect_response(lambda answer: answer.request.resource_type in ("fetch", "document")):
                click()
            self.page.wait_for_function("() => !document.querySelector('.htmx-request')")
            assert self.seat.focused != "body", f"{address}: the focus is lost"
        else:
            with self.page.expect_navigation(wait_until="load"):
                click()
