"""HTML as readable text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intakebot.reading.mime.html import rendered


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("", ""),
        ("   \n ", ""),
        ("plain & simple", "plain & simple\n"),
        ("<b>a</b> <i>b</i>\n c", "a b c\n"),
        ("a<br>b<br/>c<BR >d", "a\nb\nc\nd\n"),
        ("<p>a</p>\n\n<p>b</p>", "a\n\nb\n"),
        ("<h1>a</h1><div>b</div><div>c</div>", "a\n\nb\nc\n"),
        ("<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", "* a\n  * b\n* c\n"),
        ("<table><tr><th>a</th><th>b</th></tr><tr><td>c</td></tr></table>", "a b\nc\n"),
        ("<blockquote>a<br>b</blockquote>c", "> a\n> b\n\nc\n"),
        ("<p style='margin:0'>a</p><p style='margin:0'>b</p>", "a\nb\n"),
        ("<span hidden>no</span><span data-x='hidden'>yes</span>", "yes\n"),
        ("<span style='DISPLAY : none'>no</span>yes", "yes\n"),
        ("<img alt='😀'><img alt='logo'>a", "😀a\n"),
        ("<a href='http://x/?a>b'>link</a>", "link\n"),
        ("<a title=don't>a</a> it's <b>b</b>", "a it's b\n"),
        ("1 < 2 > 0 <3 </>", "1 < 2 > 0 <3\n"),
        ("<script>if (a<b) x('</b>')</script>a<style>b{}</style>", "a\n"),
        ("<script>never closed <b>a</b>", "never closed a\n"),
        ("<textarea>a</textarea><title>no</title>", "a\n"),
        ("<!doctype html><?xml x?><![if !x]>a<![endif]>", "a\n"),
        ("&lt;b&gt; &nbsp; &#x1F600;", "<b>   😀\n"),
        ("a&nbsp;&nbsp;<br>b", "a\nb\n"),
        ("<pre>a\r\n  b\n</pre>c", "a\n  b\n\nc\n"),
        ("</div></ul></blockquote>a", "a\n"),
        ("a<", "a<\n"),
        ("a<b", "a<b\n"),
    ],
)
def test_pages_are_read_as_a_person_sees_them(html: str, expected: str) -> None:
    assert rendered(html) == expected


@given(st.text(st.sampled_from(list("<>/ab='\"&;! \n-")) | st.characters(), max_size=200))
def test_any_text_is_borne_and_tidy(html: str) -> None:
    text = rendered(html)
    assert "\n\n\n\n" not in text
    assert all(line == line.rstrip(" \t") for line in text.split("\n"))
