"""What managers do about customers: they are added, edited, removed, imported and exported."""

from typing import Any

from tests.console.walks.walker import Walker

_LIST = '[[organisation]]\nkey = "{key}"\nname = "{name}"\n'


def keeps(walker: Walker) -> None:
    """An organisation and one of its people come, change and go."""
    key, address, before = (f"{one}{walker.language}" for one in ("firm-", "ewa@example.", "ewa@before."))
    walker.desk.day.write(before, "Printer", "It doesn't print.")
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
    walker.is_refused("/contacts/person/edit", language="pl", name="Ewa", addresses=before)  # it changes others, too
    walker.does("/contacts/person/edit", "Saved.")
    assert _known(walker, address)["organisation"] == key
    walker.follows("Remove")
    walker.does("/contacts/person/remove", "Removed.")
    walker.goes(f"/contacts/organisation?key={key}")
    walker.follows("Remove")
    walker.does("/contacts/organisation/remove", "Removed.")
    _imported(
        walker, f'{_LIST.format(key=key, name="Firma")}[[contact]]\naddress = "{address}"\norganisation = "{key}"\n'
    )
    walker.goes(f"/contacts/person/remove?address={address}")
    walker.is_too_late("/contacts/person/remove")
    walker.goes(f"/contacts/organisation/remove?key={key}")
    walker.is_too_late("/contacts/organisation/remove")
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
    walker.sends("/contacts/import", text=_LIST.format(key=key, name="Spis"))
    walker.looks()
    _imported(walker, _LIST.format(key=key, name="Lista"))
    walker.is_refused("/contacts/import/apply")
    walker.does("/contacts/import/apply")
    assert _known(walker, key)["name"] == "Spis"


def _imported(walker: Walker, text: str) -> None:
    file = walker.desk.day.config.with_name("list.toml")
    file.write_text(text)
    walker.desk.day.command("contacts", "import", str(file))


def _known(walker: Walker, key: str) -> dict[str, Any]:
    """An organisation by its key, or a contact by its address."""
    (found,) = [
        one for one in walker.desk.day.command("contacts", "list") if key in (one.get("key"), one.get("address"))
    ]
    return dict(found)
