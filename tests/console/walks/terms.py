"""What managers do about what is promised."""

import re
from datetime import timedelta

from playwright.sync_api import FilePayload

from tests.console.walks.walker import Walker


def amends_the_terms(walker: Walker) -> None:
    """A document is begun, looked for, brought as a file, checked, kept, published, rolled back, discarded, withdrawn."""
    id_ = f"own_{walker.language}"
    place = f"/terms/{id_}/edit"
    walker.goes("/terms")
    walker.sends("/terms", q="VEE-02")
    assert walker.page.locator("a[href^='/terms/veeam']").count()
    walker.looks()
    walker.sends("/new-terms", id=id_, extends="eurolinux")
    walker.looks()
    first = _publishes(walker, id_, _text("1 wh", "3 wh"))
    _publishes(walker, id_, _text("1 wh", "5 wh"), too_late=True)
    walker.goes(f"/terms/{id_}/versions/{first}")
    done = "The earlier version is in force again. Deadlines that stand don't move."
    walker.does(f"/terms/{id_}/versions/{first}/rollback", done)
    (saved,) = walker.saves()
    assert saved == _text("1 wh", "3 wh")
    _brings(walker, place, saved.replace("standard", "standart"))
    assert "plans.standart" in walker.page.locator("#proof").inner_text()
    walker.page.locator(".cm-lintRange-error").first.wait_for()
    _writes(walker, " ")
    walker.is_refused(place, do="keep")
    _writes(walker, _text("1 wh", "6 wh"))
    walker.page.locator("#shown td").first.wait_for()
    walker.does(place, "The draft is kept. What is in force stays as it was.", do="keep", note="For later.")
    draft = re.findall(r"version=(\d+)", walker.page.url)[0]
    walker.goes(f"/terms/{id_}/versions/{draft}")
    walker.is_too_late(f"/terms/{id_}/versions/{draft}/discard")
    walker.goes(f"/terms/{id_}")
    walker.goes(place)
    done = "Withdrawn: what stood there before is in force again. Deadlines that stand don't move."
    walker.does(f"/terms/{id_}/withdraw", done)
    walker.desk.day.command("terms", "rollback", first, "--by", "Anna")
    walker.goes(place)
    walker.is_too_late(f"/terms/{id_}/withdraw")
    history = walker.desk.day.command("terms", "history", id_)
    assert "published" not in [one["state"] for one in history]


def _text(one: str, two: str) -> str:
    promises = (
        f'[plans.standard.targets.{level}.reaction]\npromise = "{said}"\n'
        for level, said in zip("12", (one, two), strict=True)
    )
    return 'extends = "eurolinux"\n' + "".join(promises)


def _writes(walker: Walker, text: str) -> None:
    """A text in the editor; time enough goes by that it may be checked."""
    walker.desk.day.now += timedelta(minutes=1)
    walker.page.locator(".cm-content").fill("")
    for line in text.splitlines():
        walker.page.keyboard.insert_text(line)
        walker.page.keyboard.press("Enter")


def _brings(walker: Walker, place: str, text: str) -> None:
    """A file is chosen, and looked at in the editor."""
    file = FilePayload(name="own.toml", mimeType="application/toml", buffer=text.encode())
    walker.page.locator("[type=file]").set_input_files(file)
    walker.sends(place)
    walker.looks()


def _publishes(walker: Walker, id_: str, text: str, *, too_late: bool = False) -> str:
    """A text of one's own is in force; its version. `too_late`: somebody else has published it a moment before."""
    _writes(walker, text)
    walker.sends(f"/terms/{id_}/edit", do="publish")
    walker.looks()
    version = walker.page.url.rpartition("/")[2]
    publish, done = (
        f"/terms/{id_}/versions/{version}/publish",
        "Published: this is in force from now on. Deadlines that stand don't move.",
    )
    if too_late:
        walker.is_too_late(publish)
    else:
        walker.does(publish, done)
    return version
