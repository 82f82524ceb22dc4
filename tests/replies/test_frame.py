from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intakebot.replies.catalogue import Catalogue
from intakebot.replies.events import VARIABLES
from intakebot.replies.frame import filled, marked, printed
from intakebot.replies.render import TemplateRefused, compiled, rendered

_NAMES = VARIABLES["registered"]
_pieces = st.sampled_from(
    [
        "{{ number }}",
        "{{number}}",
        " {{- received -}} ",
        "{{ sender }}",
        "{{ mailbox }}",
        "{{ number | downcase }}",
        "{{ received | truncate: 9 }}",
        "{% if continues %}after {{ continues }}{% endif %}",
        "\n\n",
        " ",
        "text <b>",
        "{% if number == 'A-1' %}first{% else %}{{ received }}{% endif %}",
        "{% assign sender = number %}",
        "{% capture mailbox %}{{ number }}{% endcapture %}",
        "{% raw %}{{ number }}{% endraw %}",
        "{% comment %}{{ number }}{% endcomment %}",
        "{% echo number %}",
        "{{ 'number' }}",
        "{% case sender %}{% when 'Desk' %}{{ number }}{% endcase %}",
    ]
)
_values = st.sampled_from(["A-1", "Desk", "a & b", " led by a blank", "", "two\nlines", "<i>", "Łódź ’s"])


@given(
    pieces=st.lists(_pieces, min_size=1, max_size=8),
    several=st.lists(st.fixed_dictionaries(dict.fromkeys(_NAMES, _values)), min_size=2, max_size=3),
    html=st.booleans(),
)
def test_filled_in_afterwards_it_is_what_the_template_makes_of_the_values(
    pieces: list[str], several: list[Mapping[str, str | None]], *, html: bool
) -> None:
    template = compiled("x", "".join(pieces), html=html)
    only = printed(["".join(pieces)], _NAMES)
    for values in several:
        assert filled(rendered("x", template, marked(values, only)), values) == rendered("x", template, values)


def test_the_shipped_notices_are_rendered_once_for_all_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    reply = Catalogue().reply("registered", "pl")
    assert reply is not None
    known = {"number": "A-1", "received": "dziś", "sender": "Desk", "mailbox": "desk@example.org"}
    values: dict[str, str | None] = {**dict.fromkeys(VARIABLES["registered"]), **known}
    first = reply.render(values)
    monkeypatch.setattr("intakebot.replies.catalogue.rendered", lambda *_: pytest.fail("rendered again"))
    second = reply.render({**values, "number": "A-2"})
    assert (second.subject, second.text, second.html) == tuple(
        part.replace("A-1", "A-2") for part in (first.subject, first.text, first.html)
    )


def test_a_template_that_fails_fails_each_time() -> None:
    template = compiled("x", "{{ nobody }}", html=False)
    for _ in range(2):
        with pytest.raises(TemplateRefused):
            rendered("x", template, marked({"number": "A-1"}, printed(["{{ nobody }}"], _NAMES)))
