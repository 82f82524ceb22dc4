"""Customers are searched, read, edited, removed, imported and exported at the console, over real HTTP."""

from collections.abc import Iterator

import pytest

from tests import timed_rows
from tests.console.registry_fixtures import Console, a_console, fields, seen

KNOWN = """
[[organisation]]
key = "acme"
name = "Acme GmbH"
domains = ["acme.example"]
terms = "veeam"
plan = "premier"
valid_until = 2026-11-01
zone = "Europe/Berlin"
support_id = "01234567"
[[organisation.contact]]
address = "anna@acme.example"
name = "Anna Nowak"
addresses = ["anna@home.example"]
roles = ["case_administrator"]
[[organisation.contact]]
address = "bob@acme.example"
[[organisation]]
key = "wisla"
name = "Wisła Żeglarska"
domains = ["wisla.example"]
[[contact]]
address = "loner@mail.example"
name = "Жанна <script>alert(1)</script>"
"""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Console]:
    with a_console(tmp_path_factory.mktemp("customers")) as console:
        yield console


@pytest.fixture
def console(served: Console) -> Console:
    served.customers(KNOWN)
    return served


class TestLooking:
    @pytest.mark.parametrize(
        ("words", "found"),
        [
            ("ЖАННА", {"loner@mail.example"}),
            ("anna@home", {"anna@acme.example"}),
            ("żeglarska", {"Wisła Żeglarska"}),
            ("wisla.ex", {"Wisła Żeglarska"}),
            ("acme nowak", {"anna@acme.example"}),
            ("01234567", {"Acme GmbH", "anna@acme.example", "bob@acme.example"}),
            ("100%", set()),
            ("\0Nowak\n", {"anna@acme.example"}),
        ],
    )
    def test_search_finds_names_addresses_organisations_domains(
        self, console: Console, words: str, found: set[str]
    ) -> None:
        page = seen(console.users["agent"].get("/contacts", params={"q": words}))
        listed = page.partition("Organisations")[2]
        all_there_are = {"Wisła Żeglarska", "anna@acme.example", "bob@acme.example", "loner@mail.example"}
        assert {name for name in all_there_are if name in listed} == found - {"Acme GmbH"}
        assert ("Key Terms" in listed and "Acme GmbH acme" in listed) == ("Acme GmbH" in found)

    def test_an_organisation_shows_what_it_bought_and_leads_to_its_tickets(self, console: Console) -> None:
        answer = console.users["agent"].get("/contacts/organisation?key=acme")
        page = seen(answer)
        assert "Plan Premier support" in page
        assert "until 1 Nov 2026 expired" in page
        assert "Anna Nowak anna@acme.example" in page
        assert (
            '<a href="/triage?view=all&amp;customer=acme&amp;from=%2Fcontacts%2Forganisation%3Fkey%3Dacme">0 tickets</a>'
            in answer.text
        )
        assert "No ticket is like this." in console.users["agent"].get("/triage?view=all&customer=acme").text

    def test_its_tickets_are_those_of_the_link(self, console: Console) -> None:
        agent = console.users["agent"]
        firm = console.store.read(
            lambda desk: desk.customers.of(["x@wisla.example"])["x@wisla.example"]
        ).organisation_id
        timed_rows.add(console.store, number="SUP-2222-2225", organisation_id=firm, terms="veeam", subject="Theirs")
        timed_rows.add(console.store, number="SUP-3333-3334", terms="veeam", subject="Others'")
        assert "1 ticket 1 of them open" in seen(agent.get("/contacts/organisation?key=wisla"))
        answer = agent.get("/triage?view=all&customer=wisla")
        assert answer.status_code == 200
        assert "Theirs" in answer.text
        assert "SUP-3333" not in answer.text

    def test_a_contact_shows_roles_by_their_names_and_runs_nothing(self, console: Console) -> None:
        agent = console.users["agent"]
        page = seen(agent.get("/contacts/person?address=anna@acme.example"))
        assert "Organisation Acme GmbH Roles case administrator" in page
        answer = agent.get("/contacts/person?address=loner@mail.example")
        assert "Жанна &lt;script&gt;" in answer.text
        assert "<script>alert" not in answer.text

    @pytest.mark.parametrize(
        "where", ["organisation?key=nobody", "organisation?key=%00", "person?address=anna@home.example"]
    )
    def test_nobody_is_no_page(self, console: Console, where: str) -> None:
        assert console.users["agent"].get(f"/contacts/{where}").status_code == 404

    def test_agents_see_and_change_nothing(self, console: Console) -> None:
        agent = console.users["agent"]
        assert "edit?" not in agent.get("/contacts/organisation?key=acme").text
        assert agent.post("/contacts/organisation/remove", data={"key": "acme"}).status_code == 403
        assert agent.get("/contacts/export?format=csv").status_code == 403

    def test_long_lists_come_in_pages(self, console: Console) -> None:
        console.customers("".join(f'[[contact]]\naddress = "p{n:03}@many.example"\n' for n in range(120)))
        agent = console.users["agent"]
        answer = agent.get("/contacts?q=many")
        assert "p049@" in answer.text
        assert "p050@" not in answer.text
        assert "p099@" in agent.get("/contacts?q=many&after=50").text
        assert 'href="/contacts?q=many&amp;after=50"' in answer.text


class TestEditing:
    def test_what_was_typed_is_kept_and_audited(self, console: Console) -> None:
        manager = console.users["manager"]
        form = fields(manager.get("/contacts/organisation/edit?key=acme"))
        answer = manager.post("/contacts/organisation/edit", data=form | {"bought": "veeam/basic", "name": "Acme AG"})
        assert (answer.url.path, answer.url.params["what"]) == ("/contacts/organisation", "saved")
        assert "Plan Basic support" in seen(answer)
        assert "Mail domains acme.example" in seen(answer)
        entry = console.audited()
        assert (entry.name, entry.act, entry.subject) == ("manager one", "organisation_kept", "acme")
        assert entry.evidence == {"change acme": {"name": ["Acme GmbH", "Acme AG"], "plan": ["premier", "basic"]}}

    def test_an_untouched_form_changes_nothing(self, console: Console) -> None:
        manager = console.users["manager"]
        before = manager.get("/contacts/export?format=toml").text
        for place in ("organisation/edit?key=acme", "person/edit?address=anna@acme.example"):
            form = fields(manager.get(f"/contacts/{place}"))
            assert manager.post(f"/contacts/{place.partition('?')[0]}", data=form).url.params["what"] == "saved"
        assert manager.get("/contacts/export?format=toml").text == before

    def test_faults_stand_beside_their_fields_and_nothing_is_lost(self, console: Console) -> None:
        manager = console.users["manager"]
        form = fields(manager.get("/contacts/organisation/edit?key=acme"))
        wrong = {
            "zone": "Mars/Olympus",
            "domains": "acme.example\ngmail.com",
            "valid_until": "2026-02-30",
            "name": "New",
        }
        answer = manager.post("/contacts/organisation/edit", data=form | wrong)
        for field, reason in (
            ("zone", "there is no zone 'Mars/Olympus'"), ("domains", "gmail.com is open to everybody"),
            ("valid_until", "there is no day '2026-02-30'"),
        ):  # fmt: skip
            assert f'id="wrong-{field}">{reason}' in answer.text.replace("&#39;", "'")
        assert fields(answer) == form | wrong
        assert "Acme GmbH" in manager.get("/contacts/organisation?key=acme").text

    def test_faults_that_only_the_store_can_know(self, console: Console) -> None:
        manager = console.users["manager"]
        form = fields(manager.get("/contacts/person/edit?organisation=wisla"))
        assert form["organisation"] == "wisla"
        new = {"address": "new@wisla.example", "organisation": "nowhere", "addresses": "anna@home.example"}
        answer = manager.post("/contacts/person/edit", data=form | new)
        assert 'id="wrong-organisation">there is no organisation' in answer.text
        assert 'id="wrong-addresses">anna@home.example is an address of anna@acme.example' in answer.text

    def test_two_people_editing_dont_overwrite_each_other(self, console: Console) -> None:
        manager, operator = console.users["manager"], console.users["operator"]
        mine, theirs = (fields(who.get("/contacts/organisation/edit?key=wisla")) for who in (manager, operator))
        operator.post("/contacts/organisation/edit", data=theirs | {"name": "Wisła AG"})
        answer = manager.post("/contacts/organisation/edit", data=mine | {"product": "Yachts"})
        assert answer.status_code == 409
        assert "Somebody changed this meanwhile" in answer.text
        assert fields(answer)["product"] == "Yachts"
        assert "Wisła AG" in manager.get("/contacts/organisation?key=wisla").text

    def test_adding_never_overwrites(self, console: Console) -> None:
        manager = console.users["manager"]
        form = fields(manager.get("/contacts/organisation/edit")) | {"key": "ACME", "name": "Another"}
        assert "There is one of this name already" in manager.post("/contacts/organisation/edit", data=form).text
        assert "Acme GmbH" in manager.get("/contacts/organisation?key=acme").text

    def test_what_happens_to_others_is_agreed_to_first(self, console: Console) -> None:
        manager = console.users["manager"]
        form = fields(manager.get("/contacts/person/edit?address=anna@acme.example"))
        asked = manager.post("/contacts/person/edit", data=form | {"addresses": "anna@home.example\nbob@acme.example"})
        assert "This changes others, too." in asked.text
        assert "joined bob@acme.example" in seen(asked)
        assert manager.get("/contacts/person?address=bob@acme.example").status_code == 200
        done = manager.post("/contacts/person/edit", data=fields(asked))
        assert "anna@home.example, bob@acme.example" in seen(done)
        assert manager.get("/contacts/person?address=bob@acme.example").status_code == 404


class TestRemoving:
    def test_the_page_says_what_follows_and_that_follows(self, console: Console) -> None:
        manager = console.users["manager"]
        page = seen(manager.get("/contacts/organisation/remove?key=acme"))
        assert "2 people stay, without an organisation" in page
        assert "Whoever writes from acme.example is a stranger." in page
        assert manager.post("/contacts/organisation/remove", data={"key": "acme"}).url.path == "/contacts"
        assert (console.audited().act, console.audited().subject) == ("organisation_removed", "acme")
        assert "Organisation none" in seen(manager.get("/contacts/person?address=anna@acme.example"))

    def test_a_contact_goes(self, console: Console) -> None:
        manager = console.users["manager"]
        assert "So is who writes from anna@home.example." in seen(
            manager.get("/contacts/person/remove?address=anna@acme.example")
        )
        manager.post("/contacts/person/remove", data={"address": "anna@acme.example"})
        assert console.audited().act == "contact_removed"
        assert manager.post("/contacts/person/remove", data={"address": "anna@acme.example"}).status_code == 404


class TestLists:
    LIST = '[[organisation]]\nkey = "acme"\nname = "Acme ÄG"\n[[contact]]\naddress = "new@mail.example"\n'

    def test_differences_first_and_then_just_those(self, console: Console) -> None:
        manager = console.users["manager"]
        shown = manager.post("/contacts/import", data={"text": self.LIST, "format": "toml"})
        assert "changed acme Name Acme GmbH Acme ÄG" in seen(shown)
        assert "added new@mail.example Address new@mail.example" in seen(shown)
        assert "Acme GmbH" in manager.get("/contacts/organisation?key=acme").text
        done = manager.post("/contacts/import/apply", data=fields(shown))
        assert "Imported: 2 differences." in done.text
        assert "Acme ÄG" in manager.get("/contacts/organisation?key=acme").text
        assert (console.audited().act, console.audited().evidence["count"]) == ("contacts_imported", 2)

    def test_refused_when_something_else_would_follow_now(self, console: Console) -> None:
        manager = console.users["manager"]
        shown = fields(manager.post("/contacts/import", data={"text": self.LIST, "format": "toml"}))
        manager.post("/contacts/organisation/remove", data={"key": "acme"})
        answer = manager.post("/contacts/import/apply", data=shown)
        assert answer.status_code == 409
        assert "have changed since you looked" in answer.text
        assert "added acme" in seen(answer)
        assert manager.get("/contacts/organisation?key=acme").status_code == 404
        assert "Imported: 2" in manager.post("/contacts/import/apply", data=fields(answer)).text

    def test_all_faults_with_their_lines_and_the_list_stays(self, console: Console) -> None:
        text = self.LIST + '[[contact]]\naddress = "nobody"\n[[contact]]\naddress = "x@y.example"\nroles = ["king"]\n'
        answer = console.users["manager"].post("/contacts/import", data={"text": text, "format": "toml"})
        assert "2 faults; nothing was written." in answer.text
        assert "6 nobody" in seen(answer)
        assert "8 x@y.example" in seen(answer)
        assert fields(answer)["text"] == f"\n{text}"

    def test_whoever_is_missing_goes_only_when_asked_to(self, console: Console) -> None:
        manager = console.users["manager"]
        shown = manager.post("/contacts/import", data={"text": self.LIST, "format": "toml", "remove_missing": "1"})
        assert "removed wisla" in seen(shown)
        manager.post("/contacts/import/apply", data=fields(shown))
        assert manager.get("/contacts/organisation?key=wisla").status_code == 404

    @pytest.mark.parametrize("form", ["toml", "csv"])
    def test_an_export_imported_again_changes_nothing(self, console: Console, form: str) -> None:
        manager = console.users["manager"]
        text = manager.get(f"/contacts/export?format={form}").text
        answer = manager.post("/contacts/import", data={"text": text, "format": form, "remove_missing": "1"})
        assert "Nothing would change" in answer.text

    def test_no_cell_of_an_export_is_a_formula(self, console: Console) -> None:
        console.customers('[[contact]]\naddress = "evil@mail.example"\nname = "=cmd|calc"\n')
        answer = console.users["manager"].get("/contacts/export?format=csv")
        assert "'=cmd|calc" in answer.text
        assert answer.headers["content-disposition"] == 'attachment; filename="contacts.csv"'
