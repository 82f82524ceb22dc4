"""What operators see of a mailbox before it is set, what they can't do, and that nobody's decision is lost."""

import html
import re
from collections.abc import Iterator

import httpx
import pytest

from intakebot.console import channels
from tests.console.registry_fixtures import Console, a_console, seen

_PLACE = "/mailbox?address=support%40desk.example"
_LIST = '[[mailbox]]\naddress = "support@desk.example"\nfrom_name = "{name}"\n'


@pytest.fixture
def console(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Console]:
    with a_console(tmp_path_factory.mktemp("mailboxes")) as served:
        yield served


@pytest.fixture
def operator(console: Console) -> httpx.Client:
    return console.users["operator"]


def _hidden(answer: httpx.Response, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', answer.text)
    return html.unescape(found[1]) if found else ""


def _asks(operator: httpx.Client, **more: str) -> httpx.Response:
    """Open the form, change it, and look at what follows."""
    form = {"bought": "veeam/", "from_name": "Desk", "seen": _hidden(operator.get(_PLACE), "seen")}
    return operator.post(_PLACE, data={**form, **more})


def _keeps(operator: httpx.Client, **more: str) -> httpx.Response:
    looked = _asks(operator, **more)
    wish = {"bought": "veeam/", "from_name": "Desk", **more}
    return operator.post(_PLACE, data={**wish, **{name: _hidden(looked, name) for name in ("seen", "agreed")}})


def _id(console: Console) -> int:
    return console.store.read(lambda desk: desk.mailbox_settings.last_id())


def test_what_follows_is_seen_before_anything_is_kept(console: Console, operator: httpx.Client) -> None:
    answer = _asks(operator, bought="eurolinux/standard", zone="Europe/Moscow")
    told = seen(answer)
    assert "Terms and plan Veeam, plan unknown EuroLinux, Standard 8/5" in told
    assert "Zone of the times in letters Europe/Warsaw Europe/Moscow" in told
    assert "0 people without terms of their own wrote here last." in told
    assert "veeam: 1 – critical Reaction due nothing no such severity" in told
    assert "eurolinux: 1 – critical Reaction due no such severity 1 working hour" in told
    assert _id(console) == 0
    kept = _keeps(operator, bought="eurolinux/standard", zone="Europe/Moscow", note="umowa 7")
    assert "Kept. It holds from now on." in seen(kept)
    assert "eurolinux, standard, Desk, Europe/Moscow umowa 7" in seen(kept)
    assert "config.toml says: veeam, Desk" in seen(kept)
    entry = console.audited()
    assert (entry.act, entry.subject, entry.name) == ("mailbox_set", "support@desk.example", "operator one")
    assert "mailbox set" in operator.get("/audit").text
    assert "Standard 8/5" in seen(operator.get("/channels"))


def test_what_was_agreed_to_must_be_what_comes_of_it(console: Console, operator: httpx.Client) -> None:
    looked = _asks(operator, bought="veeam/production")
    agreed = {name: _hidden(looked, name) for name in ("seen", "agreed")}
    answer = operator.post(_PLACE, data={"bought": "veeam/premier", "from_name": "Desk", **agreed})
    assert "Nothing was kept yet" in seen(answer)
    assert _id(console) == 0


def test_a_form_of_before_somebody_elses_change_is_refused(console: Console, operator: httpx.Client) -> None:
    looked = _asks(operator, from_name="Dział <b>")
    _keeps(operator, zone="Europe/Riga")
    wish = {"bought": "veeam/", "from_name": "Dział <b>", "seen": "0", "agreed": _hidden(looked, "agreed")}
    answer = operator.post(_PLACE, data=wish)
    assert answer.status_code == 409
    assert "Somebody changed this meanwhile" in seen(answer)
    assert 'value="Dział &lt;b&gt;"' in answer.text
    assert console.house.binding.mailboxes.of("support@desk.example").from_name == "Desk"


@pytest.mark.parametrize(
    ("field", "wrong"), [("zone", {"zone": "Mars/Base"}), ("from_name", {"from_name": ""}), ("plan", {"bought": "veeam/golden"})]
)  # fmt: skip
def test_faults_stand_beside_their_fields(
    console: Console, operator: httpx.Client, field: str, wrong: dict[str, str]
) -> None:
    answer = _asks(operator, **{"note": "umowa 7", **wrong})
    assert f'id="wrong-{field}"' in answer.text
    assert 'value="umowa 7"' in answer.text
    assert _id(console) == 0


def test_nothing_changes_and_no_such_mailbox(console: Console, operator: httpx.Client) -> None:
    assert "Nothing would change" in seen(_asks(operator))
    for place in ("/mailbox", "/mailbox?address=nobody%40desk.example"):
        assert operator.get(place).status_code == 404
        assert operator.post(place, data={"from_name": "x"}).status_code == 404
    assert operator.get("/mailbox?address=SUPPORT%40desk.example").status_code == 200


def test_a_list_that_would_do_something_else_by_now_is_shown_again(console: Console, operator: httpx.Client) -> None:
    wish = {"text": _LIST.format(name="Lista"), "format": "toml", "note": "all"}
    looked = operator.post("/mailbox/import", data=wish)
    _keeps(operator, from_name="Wsparcie")
    answer = operator.post("/mailbox/import", data={**wish, "agreed": _hidden(looked, "agreed")})
    assert answer.status_code == 409
    assert "Wsparcie Lista" in seen(answer)
    answer = operator.post("/mailbox/import", data={**wish, "agreed": _hidden(answer, "agreed")})
    assert "Imported: 1 difference." in seen(answer)
    assert console.audited().evidence["from_name"] == ["Wsparcie", "Lista"]
    assert 'from_name = "Lista"' in operator.get("/mailbox/export?format=toml").text


def test_mailboxes_are_found_by_address_terms_or_name(
    console: Console, operator: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert 'role="search"' not in operator.get("/channels").text
    monkeypatch.setattr(channels, "_MANY", 0)
    assert 'role="search"' in operator.get("/channels").text
    for words in ("SUPPORT@", "veeam desk", "sup"):
        assert "support@desk.example" in seen(operator.get("/channels", params={"q": words}))
    assert "No mailbox is like this." in seen(operator.get("/channels", params={"q": "veeam sales"}))
