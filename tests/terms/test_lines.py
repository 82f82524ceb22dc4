"""In which line a key stands."""

from intakebot.terms.lines import lines

_TEXT = '''\
# [not.a.table]
title = "x = [1, {"
note = """
a = 1
[b]
"""
list = [
    "one]",  # ]
    { key = "]" },
]
[plans.basic]
name.ru = 'x'
"quoted.key" = { inner = 1 }
  [plans.basic.targets]
  1 = { reaction = 2 }
[[rules.when]]
a = 1
[[rules.when]]
a = 2
after = true
'''


def test_each_key_is_found_where_it_stands() -> None:
    assert lines(_TEXT) == {
        ("title",): 2,
        ("note",): 3,
        ("list",): 7,
        ("plans",): 11,
        ("plans", "basic"): 11,
        ("plans", "basic", "name"): 12,
        ("plans", "basic", "name", "ru"): 12,
        ("plans", "basic", "quoted.key"): 13,
        ("plans", "basic", "targets"): 14,
        ("plans", "basic", "targets", "1"): 15,
        ("rules",): 16,
        ("rules", "when"): 16,
        ("rules", "when", "0"): 16,
        ("rules", "when", "0", "a"): 17,
        ("rules", "when", "1"): 18,
        ("rules", "when", "1", "a"): 19,
        ("rules", "when", "1", "after"): 20,
    }


def test_a_long_text_is_scanned_quickly() -> None:
    assert lines('"' * 100_000 + "\n" + "a = [" * 20_000 + "\n" + "x." * 50_000) is not None
