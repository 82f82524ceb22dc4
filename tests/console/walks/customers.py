"""What managers do about customers: they are added, edited, removed, imported and exported."""

from typing import Any

from tests.console.walks.walker import Walker


def keeps(walker: Walker) -> None:
    """An organisation and one of its people come, change and go."""
    key, address = f"firm-{walker.language}", f"ewa@{walker.language}.example"
    place = "/contacts/organisation/edit"
    walker.goes("/contacts")
    walker.follows("Add an organisation")
    walker.is_refused(place, key=key, name="Firma", zone="Mars/Base")
    walker.does(place, "Saved.", zone="Europe/Warsaw", domains=f"{walker.language}.example", bought="centaur/basic")
    walker.follows("Edit")
    walker.does(place, "Saved.", name="Firma II")
    assert _known(walker, key)["name"] == "Firma II"
    walker.follows("Add a person")
    walker.is_refused("/contacts/person/edit", address=address, language="xx")
    walker.does("/contacts/person/edit", "Saved.", language="pl", name="Ewa")
    assert _known(walker, address)["organisation"] == key
    walker.follows("Remove")
    walker.does("/contacts/person/remove", "Removed.")
    walker.goes(f"/contacts/organisation?key={key}")
    walker.follows("Remove")
    walker.does("/contacts/organisation/remove", "Removed.")
    assert not [one for one in walker.desk.day.command("contacts", "list") if key in one.values()]


def imports(walker: Walker) -> None:
    """A list is pasted, its differences looked at and made; all are exported."""
    key = f"list-{walker.language}"
    walker.goes("/contacts")
    files = walker.saves()
    assert all("vector" in file for file in files)
    assert len(files) == 2
    walker.follows("Import a list")
    walker.is_refused("/contacts/import", text="[[organisation]]\nkey = 7\n")
    walker.sends("/contacts/import", text=f'[[organisation]]\nkey = "{key}"\nname = "Spis"\n')
    walker.looks()
    walker.does("/contacts/import/apply")
    assert _known(walker, key)["name"] == "Spis"


def _known(walker: Walker, key: str) -> dict[str, Any]:
    """An organisation by its key, or a contact by its address."""
    (found,) = [
        one for one in walker.desk.day.command("contacts", "list") if key in (one.get("key"), one.get("address"))
    ]
    return dict(found)
