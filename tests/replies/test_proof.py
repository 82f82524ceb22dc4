import time
from pathlib import Path

import pytest

from intakebot.replies.catalogue import SHIPPED, Catalogue
from intakebot.replies.proof import faults, preview, prove
from intakebot.replies.render import FILTERS, TemplateRefused, compiled, rendered


def _faults(folder: Path, **files: str) -> list[str]:
    for name, source in files.items():
        path = folder / "pl" / f"{name.replace('__', '.')}.liquid"
        path.parent.mkdir(exist_ok=True)
        path.write_text(source, "utf-8")
    return [str(fault) for fault in faults(Catalogue(folder))]


def test_the_shipped_templates_are_without_fault() -> None:
    prove(Catalogue())
    assert Catalogue().languages("registered") == ("en", "pl", "ru")


def test_nothing_but_templates_is_shipped_with_them() -> None:
    assert {path.suffix for path in SHIPPED.rglob("*") if path.is_file()} == {".liquid"}


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("Hello", "pl/registered.liquid: doesn't contain {{ number }}"),
        ("{{ number }}\n\n{{ customer }}", "pl/registered.liquid:3: unknown variable customer"),
        ("{{ number }}{% if continues %}\n{{ sla.at }}{% endif %}", "pl/registered.liquid:2: unknown variable sla.at"),
        ("{{ number.size }}", "pl/registered.liquid:1: number.size: variables have no parts"),
        ("{{ number }}\n{% if %}", "pl/registered.liquid:2: missing expression"),
        ("{{ number }}\n{{ number | shout }}", "pl/registered.liquid:2: unknown filter 'shout'"),
        ("x" * 32_001, "pl/registered.liquid: longer than 32000 characters"),
        ("{{ number }}" + "x" * 9_000, "pl/registered.liquid: gives more than 8000 characters"),
        ("{% if continues %}{{ number }}{% endif %}", "pl/registered.liquid: doesn't contain {{ number }}"),
    ],
)
def test_a_faulty_text_is_named_with_line_and_reason(tmp_path: Path, source: str, fault: str) -> None:
    assert _faults(tmp_path, registered=source) == [fault]


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("Registered", "pl/registered.subject.liquid: doesn't contain [{{ number }}]"),
        ("{{ number }} registered", "pl/registered.subject.liquid: doesn't contain [{{ number }}]"),
        ("[{{ number }}]\nBcc: x", "pl/registered.subject.liquid: isn't one line of printable characters"),
        ("[{{ number }}] " + "x" * 200, "pl/registered.subject.liquid: gives more than 150 characters"),
    ],
)
def test_a_faulty_subject_is_named(tmp_path: Path, source: str, fault: str) -> None:
    assert _faults(tmp_path, registered__subject=source) == [fault]


def test_all_faults_of_all_files_come_at_once(tmp_path: Path) -> None:
    (tmp_path / "de").mkdir()
    (tmp_path / "de" / "registered.liquid").write_text("{{ number }}", "utf-8")
    (tmp_path / "de" / "registred.liquid").write_text("{{ number }}", "utf-8")
    (tmp_path / "ru").mkdir()
    (tmp_path / "ru" / "registered.liquid").write_bytes("Привет".encode("cp1251"))
    found = _faults(tmp_path, registered="{{ a }}\n{{ b }}", registered__html="{{ c }}", registered__subject="{% x %}")
    assert sorted(fault.partition(": ")[0] for fault in found) == [
        "de/registered.subject.liquid",
        "de/registred.liquid",
        "pl/registered.html.liquid:1",
        "pl/registered.liquid:1",
        "pl/registered.liquid:2",
        "pl/registered.subject.liquid:1",
        "ru/registered.liquid",
    ]
    with pytest.raises(TemplateRefused, match=r"pl/registered\.liquid:2: unknown variable b"):
        prove(Catalogue(tmp_path))


def test_a_missing_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TemplateRefused, match="no such folder"):
        Catalogue(tmp_path / "nowhere")


def test_a_new_language_needs_only_files(tmp_path: Path) -> None:
    (tmp_path / "de").mkdir()
    (tmp_path / "de" / "registered.liquid").write_text("Nummer {{ number }}", "utf-8")
    (tmp_path / "de" / "registered.subject.liquid").write_text("[{{ number }}] Anfrage", "utf-8")
    catalogue = Catalogue(tmp_path)
    prove(catalogue)
    reply = catalogue.reply("registered", "de")
    assert reply is not None
    assert preview(reply).subject == "[TST-1234-5674] Anfrage"


ATTACKS = [
    "{% for i in (1..1000000000) %}x{% endfor %}",
    "{% tablerow i in (1..1000000000) %}x{% endtablerow %}",
    "{{ (1..1000000000) | join: 'x' }}",
    "{{ (1..1000000000) }}",
    "{% assign a = (1..1000000000) %}{{ a }}",
    "{% if (1..1000000000) contains 5 %}{% endif %}",
    "{% include 'en/registered.liquid' %}",
    "{% render '/etc/passwd' %}",
    "{% include '../../../../etc/passwd' %}",
    "{{ number | replace: '1', '11111111111111111111' }}",
    "{{ '<b>' | safe }}",
    "{{ number.__class__ }}",
    "{{ nobody }}",
    "{% if nobody %}{% endif %}",
    "{% liquid\nfor i in (1..9)\necho i\nendfor %}",
    "{% capture a %}" + "x" * 1000 + "{% endcapture %}" + "{% assign a = a | append: a %}" * 40 + "{{ a }}",
    "{{ number"
    + " | append: number | newline_to_br | escape" * 300
    + " }}{{ '"
    + "&" * 9_000
    + "'"
    + " | escape" * 900
    + " }}",
    "{{ received }}" * 2_600 + "x" * 9,
    "{% if true %}" * 1_500,
    "{{" * 15_000,
    "{%" * 15_000,
    "{% raw %}" * 3_000,
    "{{" + " " * 31_000 + "}}",
    "{% if " + "(" * 15_000 + " %}",
    "{{ number" + "[" * 15_000 + " }}",
    "{{ " + "9" * 31_000 + " }}",
]


@pytest.mark.parametrize("source", ATTACKS, ids=range(len(ATTACKS)))
def test_a_template_can_neither_reach_out_nor_exhaust(source: str) -> None:
    begun = time.process_time()
    with pytest.raises(TemplateRefused) as refused:
        rendered("a", compiled("a", source, html=False), {"number": "TST-1234-5674", "received": "x" * 30})
    assert time.process_time() - begun < 1.0
    assert len(str(refused.value)) < 500


def test_every_allowed_filter_works() -> None:
    for name in FILTERS:
        argument = {"append": ": '!'", "prepend": ": '!'", "truncate": ": 5", "default": ": 'x'"}.get(name, "")
        assert rendered("a", compiled("a", f"{{{{ number | {name}{argument} }}}}", html=True), {"number": "TST-1"})
