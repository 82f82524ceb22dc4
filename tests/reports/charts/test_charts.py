"""Pictures of reports: valid, within their frame, true to the figures, legible, and nothing of anybody's runs in them."""

import re
from dataclasses import replace
from datetime import UTC, timedelta
from itertools import combinations
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from intakebot.reports import charts
from intakebot.reports.agreement import Bin
from intakebot.reports.charts import Kept, Spans, clocks_chart, kept_of, reliability_chart, shares_chart, spans_of
from intakebot.reports.report import Asked, Key, Offer, Report
from tests.reports.test_standing import DUE, TICKET

LANGUAGES = st.sampled_from(["en", "ru", "pl", "de"])
MONTHS = st.builds("{}-{:02}".format, st.integers(2019, 2031), st.integers(1, 12))
HOSTILE = [
    "<script>alert(1)</script>",
    '"onload="x',
    "]]>",
    "&#0;",
    "\x00\x1b[2J",
    "\ud800",
    "\u202egnp",
    "a\nb\tc\r",
    "критичность " * 20,
    "漢" * 99,
    "",
    "</title>",
]
LABELS = st.sampled_from(HOSTILE) | st.text(max_size=12)


@st.composite
def _kept(draw: Any) -> list[Kept]:
    labels = draw(st.lists(LABELS, min_size=1, max_size=4, unique=True))
    judged = st.integers(1, 2_000_000)
    keys = draw(st.lists(st.tuples(MONTHS, st.sampled_from(labels)), max_size=12, unique=True))
    rows = [(month, label, draw(judged)) for month, label in keys]
    return [Kept(month=month, label=label, judged=of, kept=draw(st.integers(0, of))) for month, label, of in rows]


_SPAN = st.one_of(st.none(), st.integers(0, 10**9), st.sampled_from([0, 1, 60, 3600, 86400]))


@st.composite
def _spans(draw: Any) -> list[Spans]:
    rows = []
    for month in draw(st.lists(MONTHS, max_size=12, unique=True)):
        values = [draw(_SPAN), draw(_SPAN)]
        pairs = [(value, None if value is None else value + draw(st.integers(0, 10**6))) for value in values]
        (median, p95), (first, first_p95) = pairs
        rows.append(
            Spans(
                month=month,
                notice_median=median,
                notice_p95=p95,
                first_contact_median=first,
                first_contact_p95=first_p95,
            )
        )
    return rows


@st.composite
def _bins(draw: Any) -> list[Bin]:
    found = []
    for place in range(10):
        verdicts = draw(st.sampled_from([0, 1, 7, 12_345, 10**7]))
        confidence = draw(st.floats(place / 10, (place + 1) / 10)) if verdicts else None
        found.append(
            Bin(
                low=place / 10,
                high=(place + 1) / 10,
                verdicts=verdicts,
                agreed=draw(st.integers(0, verdicts)),
                confidence=confidence,
            )
        )
    return found


def drawn(svg: str) -> ET.Element:
    """The picture, as a browser under a strict policy takes it: only what is allowed stands there."""
    root = ET.fromstring(svg)  # noqa: S314 -- drawn by us a moment ago
    for shape in root.iter():
        tag = shape.tag.removeprefix("{http://www.w3.org/2000/svg}")
        assert tag in {"svg", "title", "desc", "rect", "circle", "line", "text"}
        assert set(shape.attrib) <= {
            "viewBox", "role", "class", "lang", "font-size", "text-anchor", "x", "y", "width", "height", "cx", "cy", "r", "x1", "x2", "y1", "y2"
        }  # fmt: skip
        for name in shape.get("class", "").split():
            assert f"`{name}`" in (charts.__doc__ or "") or f"`-{name.removeprefix('chart-')}`" in (
                charts.__doc__ or ""
            )
    assert root.get("role") == "img"
    assert [child.tag.rpartition("}")[2] for child in root][:2] == ["title", "desc"]
    return root


def shapes(root: ET.Element, tag: str, name: str = "") -> list[ET.Element]:
    return [
        one
        for one in root.iter(f"{{http://www.w3.org/2000/svg}}{tag}")
        if not name or one.get("class") == f"chart-{name}"
    ]


def boxes(root: ET.Element) -> list[tuple[float, float, float, float]]:
    """Where each text stands, by a letter's usual width: left, top, right, bottom."""
    found = []
    for one in shapes(root, "text"):
        x, y, words = float(one.get("x", "")), float(one.get("y", "")), one.text or ""
        width = 12 * sum(1.0 if ord(letter) > 0x2E80 else 0.62 for letter in words)
        left = {"start": x, "middle": x - width / 2, "end": x - width}[one.get("text-anchor", "")]
        found.append((left, y - 9, left + width, y + 3))
    return found


def legible(root: ET.Element) -> None:
    _, _, wide, tall = map(float, root.get("viewBox", "").split())
    found = boxes(root)
    for left, top, right, bottom in found:
        assert 0 <= left <= right <= wide
        assert 0 <= top <= bottom <= tall
    for one, other in combinations(found, 2):
        apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
        assert apart, (one, other)
    for shape in root.iter():
        for name, limit in (
            ("x", wide),
            ("x1", wide),
            ("x2", wide),
            ("cx", wide),
            ("y", tall),
            ("y1", tall),
            ("y2", tall),
            ("cy", tall),
        ):
            assert 0 <= float(shape.get(name, 0)) <= limit
        assert float(shape.get("x", 0)) + float(shape.get("width", 0)) <= wide
        assert float(shape.get("y", 0)) + float(shape.get("height", 0)) <= tall
        assert min(float(shape.get(name, 0)) for name in ("width", "height", "r")) >= 0


class TestShares:
    @example(rows=[Kept(month="2019-01", label=label, kept=1, judged=2) for label in HOSTILE], language="ru")
    @example(rows=[Kept(month=f"{y}-12", label="1", kept=1, judged=2) for y in (1900, 2100)], language="pl")
    @given(rows=_kept(), language=LANGUAGES)
    def test_are_drawn_legibly(self, rows: list[Kept], language: str) -> None:
        root = drawn(shares_chart(rows, language))
        legible(root)
        assert len(shapes(root, "rect", "bar")) == sum(row.kept > 0 for row in rows)
        assert len(shapes(root, "line", "zero")) == sum(row.kept == 0 for row in rows)

    @given(kept=st.lists(st.integers(1, 1000), min_size=1, max_size=12))
    def test_bars_are_as_high_as_their_share(self, kept: list[int]) -> None:
        rows = [Kept(month=f"2026-{n:02}", label="1", kept=one, judged=1000) for n, one in enumerate(kept, 1)]
        root = drawn(shares_chart(rows, "en"))
        bars = [(float(one.get("height", "")), float(one.get("y", ""))) for one in shapes(root, "rect", "bar")]
        (axis,) = shapes(root, "line", "axis")
        foot = float(axis.get("y1", ""))
        whole = foot - min(float(one.get("y1", "")) for one in shapes(root, "line", "grid"))
        for (height, top), one in zip(bars, kept, strict=True):
            assert height == pytest.approx(whole * one / 1000, abs=0.011)
            assert top + height == pytest.approx(foot, abs=0.021)

    def test_months_without_figures_leave_their_place(self) -> None:
        rows = [Kept(month=month, label="1", kept=1, judged=1) for month in ("2025-11", "2025-12", "2026-03")]
        places = [float(one.get("x", "")) for one in shapes(drawn(shares_chart(rows, "en")), "rect")]
        assert places[2] - places[1] == pytest.approx(3 * (places[1] - places[0]), abs=0.05)

    def test_says_it_in_words(self) -> None:
        rows = [Kept(month="2026-03", label="<b>", kept=2999, judged=3000)]
        said = {
            language: [
                one.text.replace("\u00a0", " ")
                for one in shapes(drawn(shares_chart(rows, language)), "title")
                if one.text
            ]
            for language in ("en", "ru", "pl")
        }
        assert said == {
            "en": ["Reactions in time, by month", "March 2026, <b>: 2,999 of 3,000 in time (99.9%)"],
            "ru": ["Реакции в срок по месяцам", "март 2026, <b>: 2 999 из 3 000 в срок (99,9 %)"],
            "pl": ["Reakcje w terminie według miesięcy", "marzec 2026, <b>: 2999 z 3000 w terminie (99,9%)"],
        }  # fmt: skip

    @pytest.mark.parametrize("label", HOSTILE)
    def test_hostile_labels_are_words(self, label: str) -> None:
        svg = shares_chart([Kept(month="2026-03", label=label, kept=1, judged=1)], "en")
        drawn(svg)
        assert not re.search(r"<(?!/?(?:svg|title|desc|rect|line|text)\b)", svg)


class TestClocks:
    @example(
        rows=[
            Spans(month="2026-01", notice_median=0, notice_p95=10**9, first_contact_median=None, first_contact_p95=None)
        ],
        language="ru",
    )
    @given(rows=_spans(), language=LANGUAGES)
    def test_are_drawn_legibly(self, rows: list[Spans], language: str) -> None:
        root = drawn(clocks_chart(rows, language))
        legible(root)
        told = sum((row.notice_median is not None) + (row.first_contact_median is not None) for row in rows)
        assert len(shapes(root, "circle", "median")) == told + bool(told)  # and the legend's

    def test_each_step_of_the_scale_is_a_multiple(self) -> None:
        rows = [
            Spans(month="2026-01", notice_median=1, notice_p95=100, first_contact_median=10, first_contact_p95=10_000)
        ]
        root = drawn(clocks_chart(rows, "en"))
        long, longer = [float(one.get("y2", "")) - float(one.get("y1", "")) for one in shapes(root, "line", "range")]
        assert longer == pytest.approx(1.5 * long, abs=0.05)

    @pytest.mark.parametrize(
        ("language", "marks"),
        [("en", ["1 s", "10 s", "1 min", "10 min", "1 h", "6 h", "1 d"]), ("ru", ["1 с", "10 с", "1 мин", "10 мин", "1 ч", "6 ч", "1 дн."]),
         ("pl", ["1 s", "10 s", "1 min", "10 min", "1 godz.", "6 godz.", "1 d"])],
    )  # fmt: skip
    def test_the_scale_speaks(self, language: str, marks: list[str]) -> None:
        rows = [
            Spans(
                month="2026-01", notice_median=1, notice_p95=86_400, first_contact_median=None, first_contact_p95=None
            )
        ]
        labels = [one.text for one in shapes(drawn(clocks_chart(rows, language)), "text", "label")]
        assert set(labels) <= {*marks, "Jan 2026", "янв. 2026", "sty 2026"}
        assert {"1 min", "1 мин"} & {*labels}

    def test_says_it_in_words(self) -> None:
        rows = [
            Spans(month="2026-01", notice_median=5, notice_p95=65, first_contact_median=3600, first_contact_p95=187_200)
        ]
        (description,) = shapes(drawn(clocks_chart(rows, "en")), "desc")
        assert description.text == (
            "Registration notice, January 2026: half within 5 s, 95 of 100 within 1 min 5 s."
            " First contact, January 2026: half within 1 h, 95 of 100 within 2 d 4 h."
        )


class TestReliability:
    @given(bins=_bins(), language=LANGUAGES)
    def test_is_drawn_legibly(self, bins: list[Bin], language: str) -> None:
        root = drawn(reliability_chart(bins, language))
        legible(root)
        told = [one for one in bins if one.verdicts]
        bars = shapes(root, "rect", "bar")[1:]  # the first is the legend's
        assert len(bars) == len(told)
        for one, bar in zip(told, bars, strict=True):
            assert float(bar.get("height", "")) == pytest.approx(180 * one.agreed / one.verdicts, abs=0.011)


@pytest.mark.parametrize("language", ["en", "ru", "pl"])
def test_nothing_is_drawn_of_nothing(language: str) -> None:
    empty = Bin(low=0, high=0.1, confidence=None)
    none = Spans(
        month="2026-01", notice_median=None, notice_p95=None, first_contact_median=None, first_contact_p95=None
    )
    unjudged = Kept(month="2026-01", label="1", kept=0, judged=0)
    for svg in (
        shares_chart([unjudged], language),
        clocks_chart([none], language),
        reliability_chart([empty], language),
        shares_chart([], language),
    ):
        root = drawn(svg)
        legible(root)
        assert not [one for tag in ("rect", "circle", "line") for one in shapes(root, tag)]
        (words,) = shapes(root, "text", "empty")
        assert words.text


class TestRows:
    def _report(self, *by: Key) -> Report:
        offers = {"veeam": Offer(zone=UTC, plans=(), severities=("1", "2"))}
        report = Report(Asked(as_of=DUE + timedelta(days=9), by=by), offers)
        late = DUE + timedelta(hours=1)
        report.add(
            replace(TICKET, severity=level, first_contact_at=at) for level, at in (("1", DUE), ("2", DUE), ("2", late))
        )
        return report

    def test_shares_of_a_report(self) -> None:
        month = f"{TICKET.received_at:%Y-%m}"
        assert kept_of(self._report("severity", "month")) == [
            Kept(month=month, label="1", kept=1, judged=1), Kept(month=month, label="2", kept=1, judged=2)
        ]  # fmt: skip

    def test_spans_of_a_report(self) -> None:
        (row,) = spans_of(self._report("month"))
        assert (row.notice_median, row.first_contact_median, row.first_contact_p95) == (0, 14_400, 18_000)

    def test_percentiles_cannot_be_put_together(self) -> None:
        with pytest.raises(ValueError, match="by month alone"):
            spans_of(self._report("severity", "month"))
        with pytest.raises(ValueError, match="a report by month"):
            kept_of(self._report("severity"))


def test_a_month_that_is_none() -> None:
    with pytest.raises(ValueError, match="month"):
        shares_chart([Kept(month="2026-13", label="1", kept=1, judged=1)], "en")
