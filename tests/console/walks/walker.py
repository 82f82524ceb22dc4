"""Somebody at a browser who does what the console offers, and looks at what comes of it."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Download, ElementHandle, Locator, Request, ViewportSize

from intakebot.console.words import words
from tests.console import speech
from tests.console.conftest import ALL, COLOURS, NARROW, WIDE, Desk, Scheme, Seat, seat
from tests.console.walks import scripts

#: How states are looked at: all of them in light and in dark, wide and narrow, each by one of the three; and by which rules.
#: Schemes change colours alone, and those depend on what tells an element and those around it apart (test_style.py): so all rules
#: are needed once at each width, and in the other scheme those for colours, where something stands in new surroundings.
_LOOKS: Mapping[str, tuple[ViewportSize, Mapping[Scheme, Mapping[str, Any]]]] = {
    "en": (WIDE, {"light": ALL, "dark": COLOURS}), "ru": (NARROW, {"dark": ALL}), "pl": (NARROW, {"light": COLOURS}),
}  # fmt: skip


class Walker:
    """Who walks, in which language, and what they have asked for."""

    def __init__(self, seat: Seat, desk: Desk, language: str, before: "Walker | None" = None) -> None:
        self.seat, self.page, self.desk, self.language = seat, seat.page, desk, language
        #: Paths of the forms that were sent, of those that were refused, of the pages that were opened, and states that were looked at, by this one and whoever goes along.
        self.posted: set[str] = before.posted if before else set()
        self.refused: set[str] = before.refused if before else set()
        self.opened: set[str] = before.opened if before else set()
        self._seen: set[str] = before._seen if before else set()
        size, self._rules = _LOOKS[language]
        seat.page.emulate_media(color_scheme=next(iter(self._rules)))
        seat.page.set_viewport_size(size)
        seat.page.context.on("request", self._asked)
        seat.page.context.add_init_script(scripts.SWAPS)

    @contextmanager
    def another(self) -> "Iterator[Walker]":
        """Somebody else at a browser of their own, who speaks the same language."""
        browser = self.page.context.browser
        assert browser
        with seat(browser, self.desk, language=self.language) as sitting:
            yield Walker(sitting, self.desk, self.language, self)
            assert sitting.complaints == [], "\n".join(sitting.complaints)

    def _asked(self, request: Request) -> None:
        asked = self.posted if request.method == "POST" else self.opened
        asked.add(unquote(urlsplit(request.url).path))

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
        self._presses(self.page.locator("main").get_by_role("link", name=self.say(english), exact=True).first)
        self.looks()

    def opens(self, begins: str) -> None:
        """Open the first page that a link of this one leads to whose address begins so."""
        self._presses(self.page.locator(f"main a[href^='{begins}']").first)
        self.looks()

    def writes(self, *parts: str) -> None:
        """The words of a letter, or only its text; time enough goes by that they may be checked."""
        self.desk.day.now += timedelta(minutes=1)
        fields = self.page.locator(".cm-content")
        for turn, part in enumerate(parts, 2 - len(parts)):
            fields.nth(turn).fill(part)

    def does(self, address: str, told: str = "", /, **fields: str) -> None:
        """Fill a form in and send it; the page tells what was done, and keeps nothing of what was typed."""
        self.sends(address, **fields)
        status = self.page.locator("[role=status]").first.inner_text().strip()
        assert status, f"{address} isn't told of"
        assert not told or self.say(told) in status, f"{address}: {status!r}"
        assert self.alerts == []
        self.looks()

    def is_refused(self, address: str, /, **fields: str) -> None:
        """Fill a form in so that it can't be taken; the page that comes back says what is wrong."""
        self.sends(address, **fields)
        assert self.alerts, f"{address} with {fields}: {self.page.locator('main').inner_text()}"
        self.refused.add(urlsplit(address or self.page.url).path)
        back, away = self.page.evaluate(scripts.BROUGHT_BACK)
        assert not away, f"{address} is refused on a page of its own"
        assert not back or back == "refused", f"{address}: the focus isn't on why it is refused, but on {back}"
        self.looks(typed=True)

    def is_too_late(self, address: str, /, **fields: str) -> None:
        """Somebody has sent the same form before: the page that comes back says so."""
        button = self._filled_in(address, fields)
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        before = self.page.request.post(
            f"{self.seat.url}{address}", data=button.evaluate(scripts.HELD), headers=headers
        )
        assert before.ok, before.text()
        self.is_refused(address, **fields)

    @property
    def alerts(self) -> list[str]:
        """What the page says is wrong."""
        return self.page.locator("[role=alert]").all_inner_texts()

    def sends(self, address: str, /, **fields: str) -> None:
        """Fill a form in, and press the button that sends it there."""
        button = self._filled_in(address, fields)
        self._presses(button)

    def _presses(self, button: ElementHandle | Locator) -> None:
        """As by mouse: where something else lies above it, nothing is pressed."""
        in_place = button.evaluate(scripts.UNCOVERED)
        self.changes(lambda: button.evaluate("(one) => one.click()"), in_place=in_place)

    def _filled_in(self, address: str, fields: dict[str, str]) -> ElementHandle:
        """The button that sends the form."""
        button = self._button(address, fields)
        for name, value in fields.items():
            self._fills(button, name, value)
        button.evaluate(scripts.UNFOLDED)
        return button

    def _button(self, address: str, fields: dict[str, str]) -> ElementHandle:
        """The one that leads there; of several with values the one with the value that is wanted."""
        button = self.page.evaluate_handle(scripts.BUTTON, [address, fields]).as_element()
        assert button, f"{self.page.url} offers no {address}: {self.offered()}"
        fields.pop(button.get_attribute("name") or "", None)
        return button

    def offered(self) -> list[str]:
        """Where the forms of the page lead."""
        return list(self.page.evaluate(scripts.OFFERED))

    def saves(self, begins: str = "/") -> list[str]:
        """Save every file that the page offers below an address; what stands in them."""
        return [self._saved(link) for link in self.page.locator(f"main a[download][href^='{begins}']").all()]

    def _saved(self, link: Locator) -> str:
        with self.page.expect_download() as coming:
            link.click()
        saved: Download = coming.value
        self.opened.add(urlsplit(saved.url).path)
        return saved.path().read_text("utf-8")

    def looks(self, *, typed: bool = False) -> None:
        """The page is in one's language, nothing that was typed lingers, and axe finds nothing if it is new."""
        language, said, titles, lingers, too_wide, made_of, surroundings = self.page.evaluate(scripts.LOOKS)
        assert (language, titles) == (self.language, 1), self.page.url
        assert self.language == "en" or speech.english(said) == [], self.page.url
        assert typed or lingers == [], self.page.url
        assert too_wide <= 0, f"{self.page.url} is {too_wide} px too wide"
        if made_of not in self._seen:
            self._seen.add(made_of)
            self._suits_axe(new=not self._seen.issuperset(surroundings))
            self._seen.update(surroundings)

    def _suits_axe(self, *, new: bool) -> None:
        """As whoever walks looks at it; for colours only where something stands in `new` surroundings."""
        for scheme, rules in reversed([*self._rules.items()]):  # the last is the one it stays in
            if rules is ALL or new:
                self.page.emulate_media(color_scheme=scheme)
                self.seat.suits_axe(rules)

    def _fills(self, button: ElementHandle, name: str, value: str) -> None:
        """One field of the button's form."""
        field = button.evaluate_handle(scripts.FIELD, [name, value]).as_element()
        assert field, f"{self.page.url} has no field {name} for {value!r}"
        match field.evaluate(scripts.UNFOLDED):
            case "checkbox" | "radio":
                field.check()
            case "select-one":
                field.select_option(value)
            case _:
                field.fill(value)

    def changes(self, click: Callable[[], None], *, in_place: bool = True) -> None:
        """Click, and wait until what comes is there; the keyboard is somewhere."""
        if not in_place:
            with self.page.expect_navigation(wait_until="load"):
                click()
            return
        before = self.page.evaluate("window.swaps")
        click()
        self.page.wait_for_function("(before) => window.swaps > before", arg=before)
        assert self.seat.focused != "body", f"{self.page.url}: the focus is lost"
