"""Charts: what they show is what they were given, inside the drawing, safe to put into a page."""

from importlib.resources import files
from xml.etree import ElementTree

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from prongsai.foundation.charts.bars import Bar, Group, bar_chart
from prongsai.foundation.charts.cells import bar_cell, sparkline
from prongsai.foundation.charts.change import Pair, Step, change_chart, contributions_chart
from prongsai.foundation.charts.distribution import Bin, distribution_chart
from prongsai.foundation.charts.drawing import WIDTH, Caption, Mark
from prongsai.foundation.charts.letters import in_lines, width
from prongsai.foundation.charts.scales import (
    FULL,
    heat_step,
    level_step,
    round_top,
    score_scale,
)
from prongsai.foundation.charts.spread import Spread, spread_chart
from prongsai.foundation.charts.trend import Band, Reading, trend_chart

HOSTILE = "</text><script>alert('1')</script>\"&<b onload=x>"
LONG = "สำนักงานคณะกรรมการส่งเสริมการปรับปรุงระบบการให้บริการประชาชนแห่งประเทศไทย" * 3
SVG = "{http://www.w3.org/2000/svg}"
TARGET = Mark("เป้าหมาย", 8_500)
BANDS = [Band("ดีเยี่ยม", 9_500, 1), Band("ดี", 8_500, 2), Band("ผ่าน", 8_500, 3), Band("ต่ำ", 0, 7)]
#: Nothing may stick out further than a line is thick.
SLACK = 0.1

scores = st.integers(0, FULL)
maybe_scores = st.none() | scores
labels = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]), max_size=80)


def caption(*columns):
    return Caption("one", "ชื่อ", "คำอธิบาย", columns or ("a", "b"))


def parsed(svg):
    whole = svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    return ElementTree.fromstring(whole)  # noqa: S314 - our own


def found(svg, kind):
    return [e for e in parsed(svg).iter() if kind in (e.get("class") or "").split()]


def words(svg):
    return [e.text for e in parsed(svg).iter(f"{SVG}text")]


def places(svg):
    """Return every x and y of the drawing."""
    for shape in parsed(svg).iter():
        for x, y, wide, high in (
            ("x", "y", "width", "height"),
            ("x1", "y1", "", ""),
            ("x2", "y2", "", ""),
            ("cx", "cy", "", ""),
        ):
            if shape.get(x) is not None:
                left, top = float(shape.get(x)), float(shape.get(y))
                yield left, top
                yield left + float(shape.get(wide) or 0), top + float(shape.get(high) or 0)
        for point in (shape.get("points") or "").split():
            yield tuple(map(float, point.split(",")))


def assert_words_within(svg):
    """Tell by the estimated widths, which widths_are_those_of_the_font vouches for."""
    for element in parsed(svg).iter(f"{SVG}text"):
        x, wide = (
            float(element.get("x")),
            width(element.text or "", float(element.get("font-size"))),
        )
        left = x - {"middle": wide / 2, "end": wide}.get(element.get("text-anchor"), 0)
        assert left >= -1
        assert left + wide <= WIDTH + 1


def assert_sound(svg):
    """Well-formed, nothing outside the drawing, no style that the content policy forbids."""
    _, _, wide, high = map(float, parsed(svg).get("viewBox").split())
    for x, y in places(svg):
        assert -SLACK <= x <= wide + SLACK
        assert -SLACK <= y <= high + SLACK
    assert_words_within(svg)
    assert not [e for e in parsed(svg).iter() if e.get("style") or e.get("onload")]


def every_chart(label=LONG, low=0, middle=8_500, high=FULL, nothing=None):
    mark = Mark(label, middle)
    return [
        trend_chart(
            [Reading(label, low), Reading("b", nothing), Reading("c", high)],
            caption=caption(),
            target=mark,
            bands=[Band(label, 9_500, 1), Band(label, 0, 7)],
        ),
        bar_chart(
            [Group(label, (Bar(label, low, label[:9], "urgent"), Bar(label, nothing)))],
            caption=caption(),
            target=mark,
        ),
        change_chart(
            [Pair(label, low, high), Pair("b", nothing, high), Pair("c", low, nothing)],
            caption=caption(),
            before=label,
            after=label,
        ),
        contributions_chart(
            [Step(label, high - low), Step("b", 0)],
            caption=caption(),
            start=Mark(label, low),
            end=Mark(label, high),
        ),
        distribution_chart(
            [Bin(0, 5_000, 3), Bin(5_000, FULL, 0)], caption=caption(), own=mark, marks=[mark]
        ),
        spread_chart(
            [Spread(label, low, low, middle, high, high)],
            caption=caption(*"abcdef"),
            own=mark,
        ),
    ]


KINDS = ["trend", "bars", "change", "contributions", "distribution", "spread"]
each_kind = pytest.mark.parametrize("kind", range(len(KINDS)), ids=KINDS)


@each_kind
@pytest.mark.parametrize(
    ("low", "middle", "high"), [(0, 8_500, FULL), (8_500,) * 3, (0, 0, 0), (FULL,) * 3]
)
def test_a_chart_is_sound_at_the_ends_of_the_scale(kind, low, middle, high):
    assert_sound(every_chart(low=low, middle=middle, high=high)[kind].svg)


@each_kind
def test_hostile_labels_are_only_words(kind):
    chart = every_chart(label=HOSTILE)[kind]
    assert_sound(chart.svg)
    assert {e.tag.removeprefix(SVG) for e in parsed(chart.svg).iter()} <= {
        *("svg", "title", "desc", "g", "text", "line", "rect", "circle", "polyline")
    }
    assert any(HOSTILE in (e.text or "") for e in parsed(chart.svg).iter())


@each_kind
def test_a_chart_has_a_name_and_a_description(kind):
    root = parsed(every_chart()[kind].svg)
    named = {e.get("id"): e.text for e in root if e.tag in {f"{SVG}title", f"{SVG}desc"}}
    assert root.get("role") == "img"
    assert [named[name] for name in root.get("aria-labelledby").split()] == ["ชื่อ", "คำอธิบาย"]


@each_kind
def test_labels_that_are_cut_are_whole_in_the_tooltip(kind):
    svg = every_chart()[kind].svg
    cut = [w for w in words(svg) if w.endswith("…")]
    assert not cut or any(e.text.startswith(LONG) for e in parsed(svg).iter(f"{SVG}title"))


@given(st.lists(st.tuples(labels, maybe_scores), max_size=12), st.none() | scores)
def test_a_trend_is_sound_whatever_the_years(readings, target):
    chart = trend_chart(
        [Reading(*each) for each in readings],
        caption=caption(),
        target=None if target is None else Mark("t", target),
        bands=BANDS,
    )
    assert_sound(chart.svg)
    assert len(found(chart.svg, "chart-dot")) == sum(v is not None for _, v in readings)
    assert [row[0] for row in chart.rows] == [label for label, _ in readings]


@given(st.lists(st.tuples(labels, maybe_scores, maybe_scores), max_size=8))
def test_pairs_are_sound_whatever_the_scores(pairs):
    chart = change_chart([Pair(*p) for p in pairs], caption=caption(), before="a", after="b")
    assert_sound(chart.svg)
    assert len(chart.rows) == len(pairs)


@given(st.lists(st.tuples(labels, maybe_scores), max_size=8), scores)
def test_bars_are_sound_whatever_the_scores(bars, target):
    group = Group("g", tuple(Bar(*each) for each in bars))
    assert_sound(bar_chart([group], caption=caption(), target=Mark("t", target)).svg)


@given(scores, st.lists(st.tuples(labels, st.integers(-FULL, FULL)), max_size=8))
def test_contributions_are_sound_whatever_the_steps(start, steps):
    chart = contributions_chart(
        [Step(*each) for each in steps],
        caption=caption(),
        start=Mark("a", start),
        end=Mark("b", start),
    )
    assert_sound(chart.svg)


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=20), scores, scores)
def test_a_distribution_is_sound_whatever_the_counts(counts, own, bound):
    step = FULL // len(counts)
    bins = [Bin(n * step, (n + 1) * step, count) for n, count in enumerate(counts)]
    chart = distribution_chart(
        bins, caption=caption(), own=Mark("own", own), marks=[Mark("bound", bound)]
    )
    assert_sound(chart.svg)
    assert [row[1] for row in chart.rows] == [f"{count:,}" for count in counts]


@given(st.lists(scores, min_size=5, max_size=5).map(sorted), scores)
def test_a_spread_is_sound_whatever_the_numbers(five, own):
    chart = spread_chart([Spread("g", *five)], caption=caption(*"abcdef"), own=Mark("own", own))
    assert_sound(chart.svg)


def test_a_trend_says_exactly_the_numbers_given():
    chart = trend_chart(
        [Reading("หนึ่ง", 9_502), Reading("สอง", None), Reading("สาม", 0)], caption=caption()
    )
    assert chart.rows == (("หนึ่ง", "95.02"), ("สอง", "–"), ("สาม", "0.00"))
    assert {"95.02", "0.00"} <= set(words(chart.svg))


def test_a_missing_year_is_a_gap_in_the_line():
    values = [8_000, 8_100, None, 8_300, 8_400]
    chart = trend_chart([Reading(str(n), v) for n, v in enumerate(values)], caption=caption())
    assert [len(e.get("points").split()) for e in found(chart.svg, "chart-line")] == [2, 2]


def test_one_year_alone_is_a_dot_without_a_line():
    chart = trend_chart([Reading("a", 9_000)], caption=caption())
    assert len(found(chart.svg, "chart-dot")) == 1
    assert not found(chart.svg, "chart-line")


def test_a_higher_total_stands_higher():
    chart = trend_chart(
        [Reading(str(n), v) for n, v in enumerate([7_000, 8_000, 9_000])], caption=caption()
    )
    heights = [float(e.get("cy")) for e in found(chart.svg, "chart-dot")]
    assert heights == sorted(heights, reverse=True)


def test_values_of_a_trend_do_not_stand_on_each_other():
    readings = [Reading(str(n), 9_000 + n) for n in range(9)]
    chart = trend_chart(readings, caption=caption(), target=TARGET, bands=BANDS)
    texts = [e for e in parsed(chart.svg).iter(f"{SVG}text") if "." in e.text]
    boxes = [(float(e.get("x")), float(e.get("y"))) for e in texts if e.get("text-anchor")]
    for number, (x, y) in enumerate(boxes):
        assert all(abs(x - a) >= 40 or abs(y - b) >= 14 for a, b in boxes[:number])


def test_levels_with_one_bound_share_a_band():
    chart = trend_chart([Reading("a", 9_000)], caption=caption(), bands=BANDS)
    assert "ดี / ผ่าน" in words(chart.svg)
    assert len(found(chart.svg, "chart-band")) == 3


def test_a_bar_is_as_long_as_its_score():
    group = Group("", (Bar("a", 0), Bar("b", 5_000), Bar("c", FULL), Bar("d", None)))
    chart = bar_chart([group], caption=caption(), target=TARGET)
    assert [float(e.get("width")) for e in found(chart.svg, "chart-bar")] == [0, WIDTH / 2, WIDTH]
    assert chart.rows == (("a", "0.00"), ("b", "50.00"), ("c", "100.00"), ("d", "–"))


def test_the_measure_level_of_a_bar_is_said_in_words():
    group = Group("IIT", (Bar("a", 8_000, "เร่งด่วน", "urgent"), Bar("b", 9_900)))
    chart = bar_chart([group], caption=caption("a", "b", "c"))
    assert "เร่งด่วน" in words(chart.svg)
    assert chart.rows == (("a", "80.00", "เร่งด่วน"), ("b", "99.00", ""))


def test_a_change_is_told_with_its_sign():
    pairs = [Pair("a", 8_000, 8_250), Pair("b", 9_000, 8_999), Pair("c", 5, 5), Pair("d", None, 1)]
    chart = change_chart(pairs, caption=caption(), before="x", after="y")
    assert [row[3] for row in chart.rows] == ["+2.50", "−0.01", "0.00", "–"]
    assert {"+2.50", "−0.01", "80.00 → 82.50", "– → 0.01"} <= set(words(chart.svg))


def test_contributions_follow_each_other():
    chart = contributions_chart(
        [Step("a", 100), Step("b", -50)],
        caption=caption(),
        start=Mark("x", 8_000),
        end=Mark("y", 8_050),
    )
    first, second = found(chart.svg, "chart-step")
    end_of_first = float(first.get("x")) + float(first.get("width"))
    end_of_second = float(second.get("x")) + float(second.get("width"))
    assert end_of_first == pytest.approx(end_of_second, abs=0.2)
    assert chart.rows == (("x", "80.00"), ("a", "+1.00"), ("b", "−0.50"), ("y", "80.50"))


def test_one_s_own_column_stands_out():
    bins = [Bin(0, 5_000, 3), Bin(5_000, FULL, 4)]
    for value in (5_000, FULL):
        chart = distribution_chart(bins, caption=caption(), own=Mark("own", value))
        low, high = found(chart.svg, "chart-column")
        assert ("chart-own" in low.get("class"), "chart-own" in high.get("class")) == (False, True)


def test_a_sparkline_has_gaps_and_escapes_its_label():
    svg = sparkline([8_000, 8_100, None, 9_000], label=HOSTILE)
    assert parsed(svg).get("aria-label") == HOSTILE
    assert len(found(svg, "chart-line")) == 1
    assert len(parsed(sparkline([], label="nothing"))) == 0


@pytest.mark.parametrize(("value", "wide"), [(None, 0), (0, 0), (FULL, 100), (8_750, 87.5)])
def test_a_bar_in_a_cell_is_as_long_as_its_score(value, wide):
    assert float(found(bar_cell(value, "raise"), "chart-bar")[0].get("width")) == wide


@given(labels, st.integers(40, 400))
def test_lines_stay_within_their_room_and_lose_no_letter_unless_cut(text, room):
    lines = in_lines(text, 15, room)
    assert len(lines) <= 2
    assert all(width(line, 15) <= room or len(line) <= 2 for line in lines)
    if not lines[-1].endswith("…"):
        assert "".join("".join(lines).split()) == "".join(text.split())


def test_no_mark_loses_its_letter_at_the_end_of_a_line():
    for room in range(30, 300, 7):
        first, *_ = in_lines(LONG, 15, room)
        rest = LONG[len(first) :]
        assert not rest or width(rest[0], 15) > 0
        assert rest[:1] not in {"ะ", "า", "ำ"}


def test_widths_are_those_of_the_font():
    font = TTFont(str(files("fontpkg_sarabun") / "files" / "Sarabun-Regular.ttf"))
    letters, widths = font.getBestCmap(), font["hmtx"]
    for sample in ("การป้องกันการทุจริต", "Prevention of corruption", "93.41 → 100.00", LONG):
        true = sum(widths[letters[ord(letter)]][0] for letter in sample) / 1_000
        assert width(sample, 1) == pytest.approx(true, rel=0.06)


@given(st.lists(maybe_scores, max_size=8))
def test_an_axis_of_scores_holds_every_score(values):
    scale = score_scale(values, 0, 100)
    assert all(scale.low <= v <= scale.high for v in values if v is not None)
    assert 2 <= len(scale.ticks()) <= 6
    assert scale.ticks() == sorted(scale.ticks())


@pytest.mark.parametrize(
    ("levels", "steps"), [(2, [1, 7]), (5, [1, 2, 3, 6, 7]), (7, [1, 2, 3, 4, 5, 6, 7])]
)
def test_levels_take_colours_from_both_ends(levels, steps):
    assert [level_step(place, levels) for place in range(levels)] == steps


@given(scores, scores, scores)
def test_a_better_score_is_never_colder(one, other, lowest):
    assert heat_step(min(one, other), lowest) <= heat_step(max(one, other), lowest)
    assert 0 <= heat_step(one, lowest) <= 9


@given(st.lists(st.integers(0, 10**7), max_size=5))
def test_the_top_of_an_axis_holds_every_count(counts):
    assert round_top(counts) >= max([*counts, 1])
