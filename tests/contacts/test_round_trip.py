"""What is exported and imported again is the same."""

import csv
import io
import string
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intakebot.contacts import csv_file, toml_file, wire
from intakebot.contacts.differences import differences
from intakebot.contacts.merging import merged
from intakebot.contacts.reading import File, read
from intakebot.contacts.shape import ContactShape, OrganisationShape
from intakebot.domain.customer import Contact, Organisation, Registry
from tests.contacts.customers import KNOWN, LONER, faults, table
from tests.contacts.customers import csv as rows

_TEXT = st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=30).map(lambda text: " ".join(text.split()))
_ODD = st.sampled_from(["=1+1", "'=x", "''@x", "-5", "'t Hooft", '"', "a;b", "a,b", '"",', "#", "'", "+48 1", "''"])
_ID = st.text(string.ascii_lowercase + "_", min_size=1, max_size=8)
_DOMAIN = st.builds("{}.example".format, st.text(string.ascii_lowercase, min_size=1, max_size=6))
_LOCAL = st.text("abcz.+-=_'ж", min_size=1, max_size=6)
_DAY = st.dates(date(2000, 1, 1), date(2100, 1, 1))


def _maybe(*values: str) -> Any:
    return st.sampled_from([None, *values])


_ORGANISATIONS = st.lists(
    st.builds(
        Organisation,
        key=st.text(string.ascii_lowercase + "żж09", min_size=1, max_size=6), name=(_TEXT | _ODD).filter(bool),
        domains=st.frozensets(_DOMAIN, max_size=3).map(lambda some: tuple(sorted(some))), terms=_maybe("veeam"),
        plan=_maybe("premier"), valid_from=st.none() | _DAY, valid_until=st.none() | _DAY,
        zone=_maybe("Europe/Warsaw"), holidays=_maybe("PL", "DE-BY"), language=_maybe("pl", "ru"), region=_maybe("emea"),
        product=_TEXT | _ODD, version=_TEXT, support_id=_TEXT | _ODD,
    ),
    max_size=4, unique_by=lambda one: one.key,
)  # fmt: skip


@st.composite
def _registries(draw: Any) -> Registry:
    firms = sorted(draw(_ORGANISATIONS), key=lambda one: one.key)
    addresses = st.builds("{}@{}".format, _LOCAL, _DOMAIN)
    further = st.builds("{}@further.{}".format, _LOCAL, _DOMAIN)  # nobody's first: such a file is refused
    people = draw(
        st.lists(
            st.builds(
                Contact, address=addresses, name=_TEXT | _ODD,
                addresses=st.frozensets(further, max_size=3).map(lambda some: tuple(sorted(some))),
                organisation=st.sampled_from([None, *(one.key for one in firms)]),
                roles=st.frozensets(_ID, max_size=3).map(lambda some: tuple(sorted(some))),
                language=_maybe("de"), telephone=_ODD | st.just(""),
            ),
            max_size=5, unique_by=lambda one: one.address,
        )
    )  # fmt: skip
    return Registry(organisations=tuple(firms), contacts=tuple(sorted(people, key=lambda one: one.address)))


@pytest.mark.parametrize(("suffix", "write"), [("csv", csv_file.write), ("toml", toml_file.write)])
@given(registry=_registries())
def test_export_and_import_give_the_same(suffix: str, write: Any, registry: Registry) -> None:
    content = write(registry).encode()
    again = read([File(name=f"x.{suffix}", content=content)])
    assert again.faults == ()
    for remove_missing in (True, False):
        assert differences(registry, merged(registry, again.registry, remove_missing=remove_missing)) == []
    assert merged(Registry(), again.registry) == registry


@given(registry=_registries())
def test_over_the_socket_it_stays_the_same(registry: Registry) -> None:
    assert wire.registry(wire.plain(registry)) == registry


@given(registry=_registries())
def test_no_cell_is_a_formula(registry: Registry) -> None:
    for row in csv.reader(io.StringIO(csv_file.write(registry), newline="")):
        assert not [cell for cell in row if cell[:1] in tuple("=+-@\t\r")]


def test_a_spreadsheet_is_given_the_apostrophe_and_it_is_taken_off_again() -> None:
    text = csv_file.write(Registry(contacts=(LONER,)))
    assert ",'=cmd|' /C calc'!A0," in text
    assert table(text).registry.contacts == (LONER,)


def test_a_telephone_number_needs_no_apostrophe() -> None:
    said = table(
        rows({"contact": "a@b.example", "telephone": "+48 1"}, {"contact": "c@b.example", "telephone": "'+48 1"})
    )
    assert [one.telephone for one in said.registry.contacts] == ["+48 1", "+48 1"]


def test_the_known_ones_have_no_faults() -> None:
    assert faults(table(csv_file.write(KNOWN))) == []


@pytest.mark.parametrize(("shape", "noun"), [(OrganisationShape, Organisation), (ContactShape, Contact)])
def test_files_know_every_field(shape: Any, noun: Any) -> None:
    assert list(shape.model_fields) == list(noun.__dataclass_fields__)


def test_every_field_has_a_column() -> None:
    person = set(Contact.__dataclass_fields__) - {"organisation"}
    assert len(csv_file.COLUMNS) == len(Organisation.__dataclass_fields__) + len(person)
