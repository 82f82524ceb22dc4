"""Differences for people: unified, by part."""

from intakebot.domain.template import Kind
from intakebot.replies.differences import compare


def test_only_changed_parts_are_told_line_by_line() -> None:
    old: dict[Kind, str] = {"subject": "[{{ number }}] Zgłoszenie", "text": "Dzień dobry,\n{{ number }}\nPozdrawiamy"}
    new: dict[Kind, str] = {
        "subject": "[{{ number }}] Zgłoszenie",
        "text": "Dzień dobry!\n{{ number }}\nPozdrawiamy",
        "chat": "{{ number }}",
    }
    assert compare(new, old, new_name="7", old_name="shipped") == {
        "text": ("--- shipped (text)", "+++ 7 (text)", "@@ -1,3 +1,3 @@", "-Dzień dobry,", "+Dzień dobry!",
                 " {{ number }}", " Pozdrawiamy"),
        "chat": ("--- shipped (chat)", "+++ 7 (chat)", "@@ -0,0 +1 @@", "+{{ number }}"),
    }  # fmt: skip


def test_the_same_has_no_differences() -> None:
    assert compare({"text": "a\n"}, {"text": "a"}) == {}
