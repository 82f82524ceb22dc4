"""Files of mailboxes: what they say, every fault with its line, and that what is written is read again."""

import pytest

from intakebot.binding.file import FORMS, read
from intakebot.binding.wish import Read
from intakebot.contacts.reading import File
from intakebot.domain.mailbox import Mailbox
from intakebot.domain.setting import FIELDS

BOXES = (
    Mailbox(address="support@desk.example", prefix="CEN", terms="centaur", plan="basic", from_name='=1+1 "Desk"'),
    Mailbox(address="sales@desk.example", prefix="SAL", from_name="Продажи", zone="Europe/Moscow"),
)


def _read(form: str, text: str) -> Read:
    return read([File(name=f"list.{form}", content=text.encode())])


@pytest.mark.parametrize("form", FORMS)
def test_what_is_written_can_be_read_again(form: str) -> None:
    found = _read(form, FORMS[form](BOXES))
    assert found.faults == ()
    told = [(wish.address, wish.values) for wish in found.wishes]
    assert told == [(box.address, {name: getattr(box, name) for name in FIELDS}) for box in BOXES]


def test_what_is_left_out_stays_and_what_is_empty_goes() -> None:
    (wish,) = _read("toml", '[[mailbox]]\naddress = " Support@Desk.example"\nplan = ""\n').wishes
    assert (wish.address, wish.values) == ("support@desk.example", {"plan": None})
    (wish,) = _read("csv", "zone;address\r\n;a@b.example\r\n").wishes
    assert wish.values == {"zone": None}


@pytest.mark.parametrize(
    ("form", "text", "line", "why"),
    [
        ("toml", "[[mailbox]\n", 1, "it is no TOML"),
        ("toml", "[mailbox]\naddress = 'a@b.c'\n", None, "mailbox: write each as [[mailbox]]"),
        ("toml", "[[organisation]]\n", None, "unknown key 'organisation'; a file of mailboxes has [[mailbox]]"),
        ("toml", "[[mailbox]]\nplan = 'x'\n", 1, "address is missing"),
        ("toml", "\n[[mailbox]]\naddress = 'a@b.c'\nprefix = 'NEW'\n", 2, "unknown key 'prefix'"),
        ("toml", "[[mailbox]]\naddress = 'a@b.c'\nterm = 'x'\n", 1, "unknown key 'term'; did you mean 'terms'?"),
        ("toml", "[[mailbox]]\naddress = 'a@b.c'\nzone = 'Mars/Base'\n", 1, "zone: there is no zone 'Mars/Base'"),
        ("toml", "[[mailbox]]\naddress = 'a@b.c'\nfrom_name = ''\n", 1, "from_name: is empty"),
        ("toml", "[[mailbox]]\naddress = 'a@b.c'\nfrom_name = \"a\\u0007\"\n", 1, "from_name: holds a sign that can't"),
        ("toml", f"[[mailbox]]\naddress = 'a@b.c'\nfrom_name = '{'x' * 101}'\n", 1, "from_name: is longer than 100"),
        ("toml", "[[mailbox]]\naddress = 'a@b.c'\nplan = 7\n", 1, "plan: must be text"),
        ("toml", "[[mailbox]]\naddress='a@b.c'\n[[mailbox]]\naddress='A@b.c'\n", 3, "a@b.c stands in line 1 already"),
        ("csv", "address,colour\r\n", 1, "unknown columns: 'colour'"),
        ("csv", "address,plan\r\na@b.c,x,y\r\n", 2, "this row has 3 cells"),
        ("csv", "", 1, "it is empty; its first line names the columns: address,terms,plan,from_name,zone"),
        ("csv", "plan\r\nx\r\n", 2, "address is missing"),
    ],
)  # fmt: skip
def test_every_fault_has_its_line_and_reason(form: str, text: str, line: int | None, why: str) -> None:
    (fault,) = _read(form, text).faults
    assert fault.line == line
    assert why in fault.reason
