"""What operators do about mailboxes: what customers get by one is set and taken back, a list is imported, all are exported."""

from typing import Any

from tests.console.walks.walker import Walker

_PLACE = "/mailbox?address=support%40desk.example"
_LIST = '[[mailbox]]\naddress = "support@desk.example"\nfrom_name = "{name}"\n'


def sets(walker: Walker) -> None:
    """Once what follows was seen; nobody else's decision is lost; config.toml holds again in the end."""
    walker.goes("/channels")
    walker.opens("/mailbox?")
    walker.is_refused(_PLACE, zone="Mars/Base")
    walker.is_refused(_PLACE, zone="Europe/Moscow", bought="xopero/trial", note="Umowa 7")  # what follows is told
    walker.does(_PLACE, "Kept. It holds from now on.")
    assert _set(walker)["plan"] == "trial"
    walker.goes(_PLACE)
    _renamed_elsewhere(walker, "Pomoc")
    walker.is_refused(_PLACE, from_name="Dział")
    walker.follows("See how it is now")
    walker.is_refused(_PLACE, to_file="1")
    walker.does(_PLACE, "Kept. It holds from now on.")
    assert _set(walker)["set"] is None
    walker.sends(_PLACE)
    assert (
        walker.say("Nothing would change: it is so already.") in walker.page.locator("[role=status]").all_inner_texts()
    )
    walker.looks()


def imports(walker: Walker) -> None:
    """A list is pasted, its differences looked at and made; all are exported."""
    walker.goes("/channels")
    files = walker.saves("/mailbox/export")
    assert all("support@desk.example" in file for file in files)
    walker.follows("Import a list")
    walker.is_refused("/mailbox/import", text='[[mailbox]]\naddress = "nobody@desk.example"\n')
    walker.sends("/mailbox/import", text=_LIST.format(name="Lista"))
    walker.looks()
    _renamed_elsewhere(walker, "Wsparcie")
    walker.is_refused("/mailbox/import", apply="1")
    walker.does("/mailbox/import", apply="1")
    assert _set(walker)["from_name"] == "Lista"
    walker.desk.day.command("mailbox", "reset", "support@desk.example", "--by", "Jan")


def _renamed_elsewhere(walker: Walker, name: str) -> None:
    walker.desk.day.command("mailbox", "set", "support@desk.example", "--from-name", name, "--by", "Jan")


def _set(walker: Walker) -> dict[str, Any]:
    """How the mailbox is set."""
    (found,) = walker.desk.day.command("mailbox", "list")
    return dict(found)
