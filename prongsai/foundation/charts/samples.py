"""Invented numbers for the page that shows the look: one chart of every family."""

from collections.abc import Callable

from prongsai.foundation.charts.bars import Bar, Group, bar_chart
from prongsai.foundation.charts.change import (
    Pair,
    Step,
    change_chart,
    contributions_chart,
)
from prongsai.foundation.charts.distribution import Bin, distribution_chart
from prongsai.foundation.charts.drawing import Caption, Chart, Mark
from prongsai.foundation.charts.scales import level_step
from prongsai.foundation.charts.spread import Spread, spread_chart
from prongsai.foundation.charts.trend import Band, Reading, trend_chart
from prongsai.methodology.wording import Text

Said = Callable[[Text], str]

LEVELS = (
    (Text("ผ่านดีเยี่ยม", "Passed with excellence"), 9_500),
    (Text("ผ่านดี", "Passed well"), 8_500),
    (Text("ผ่าน", "Passed"), 8_500),
    (Text("ต้องปรับปรุง", "Needs improvement"), 7_000),
    (Text("ต้องปรับปรุงโดยด่วน", "Needs urgent improvement"), 0),
)
MEASURES = {
    "maintain": Text("รักษาระดับ", "Maintain"),
    "raise": Text("ยกระดับ", "Raise"),
    "urgent": Text("แก้ไขเร่งด่วน", "Urgent"),
}
#: Instrument; then name, score of the year before, score, measure level.
INDICATORS = (
    (
        Text("IIT · บุคลากรในหน่วยงาน", "IIT · Staff"),
        (
            (Text("การปฏิบัติหน้าที่", "Performance of duties"), 9_012, 9_487, "maintain"),
            (Text("การใช้งบประมาณ", "Use of the budget"), 8_455, 8_731, "raise"),
            (Text("การใช้อำนาจ", "Use of power"), 9_101, 9_044, "maintain"),
            (Text("การใช้ทรัพย์สินของราชการ", "Use of state property"), 8_020, 8_307, "urgent"),
            (
                Text("การแก้ไขปัญหาการทุจริต", "Handling of corruption problems"),
                8_850,
                8_850,
                "raise",
            ),
        ),
    ),
    (
        Text("EIT · ประชาชนผู้รับบริการ", "EIT · The public"),
        (
            (Text("คุณภาพการดำเนินงาน", "Quality of operation"), 8_811, 9_120, "maintain"),
            (
                Text("ประสิทธิภาพการสื่อสาร", "Effectiveness of communication"),
                8_370,
                8_644,
                "raise",
            ),
            (
                Text(
                    "การปรับปรุงระบบการทำงานและการให้บริการประชาชนผ่านช่องทางออนไลน์",
                    "Improvement of the way of working and of public services offered online",
                ),
                7_944,
                7_615,
                "urgent",
            ),
        ),
    ),
    (
        Text("OIT · การเปิดเผยข้อมูล", "OIT · Disclosure"),
        (
            (Text("การเปิดเผยข้อมูล", "Disclosure of information"), 9_333, 10_000, "maintain"),
            (Text("การป้องกันการทุจริต", "Prevention of corruption"), 10_000, 10_000, "maintain"),
        ),
    ),
)
TOTALS = (7_120, None, 7_986, 8_342, 8_790, 9_105, 9_341)
COUNTS = (4, 9, 31, 88, 240, 610, 1_322, 2_410, 2_903, 706)
TARGET, OWN = 8_500, 9_341
STEPS = (61, 24, -11, 38, 0, 45, 29, -47, 97, 0)
#: The last two totals, seen from the last: what the steps add up to.
CHANGE = (-236, 0)
_LOWEST_BIN, _BIN = 5_000, 500


def sample_charts(said: Said, *, latest: int) -> list[Chart]:
    """Return one chart of every family, in one language.

    Args:
        said: chooses the language of a text.
        latest: the newest year of the invented series.
    """
    years = range(latest - len(TOTALS) + 1, latest + 1)
    named = [str(year) for year in years]
    return [
        _trend(said, named),
        _distribution(said),
        _bars(said),
        _changes(said, named),
        _contributions(said, named),
        _spread(said),
    ]


def _target(said: Said) -> Mark:
    return Mark(said(Text("เป้าหมาย", "Target")), TARGET)


def _own(said: Said) -> Mark:
    return Mark(said(Text("หน่วยงานนี้", "This agency")), OWN)


def _caption(said: Said, name: str, title: Text, about: Text, *columns: Text) -> Caption:
    return Caption(name, said(title), said(about), tuple(map(said, columns)))


def _trend(said: Said, years: list[str]) -> Chart:
    caption = _caption(
        said,
        "sample-trend",
        Text("คะแนนรวมรายปี", "Total by year"),
        Text(
            "คะแนนรวมเพิ่มขึ้นทุกปีที่มีผล และผ่านเป้าหมายมาสามปีแล้ว",
            "The total rose in every year that has a result, and met the target in the last three.",
        ),
        Text("ปีงบประมาณ", "Fiscal year"),
        Text("คะแนนรวม", "Total"),
    )
    bands = [
        Band(said(name), least, level_step(place, len(LEVELS)))
        for place, (name, least) in enumerate(LEVELS)
    ]
    readings = [Reading(year, total) for year, total in zip(years, TOTALS, strict=True)]
    return trend_chart(readings, caption=caption, target=_target(said), bands=bands)


def _bars(said: Said) -> Chart:
    caption = _caption(
        said,
        "sample-bars",
        Text("คะแนนรายตัวชี้วัด", "Scores by indicator"),
        Text(
            "ตัวชี้วัดสองตัวต่ำกว่าเป้าหมาย ขีดตั้งคือเป้าหมาย",
            "Two indicators lie below the target, which is the upright mark.",
        ),
        Text("ตัวชี้วัด", "Indicator"),
        Text("คะแนน", "Score"),
        Text("ระดับมาตรการ", "Measure level"),
    )
    groups = [
        Group(
            said(instrument),
            tuple(
                Bar(said(name), score, said(MEASURES[measure]), measure)
                for name, _, score, measure in indicators
            ),
        )
        for instrument, indicators in INDICATORS
    ]
    return bar_chart(groups, caption=caption, target=_target(said))


def _changes(said: Said, years: list[str]) -> Chart:
    caption = _caption(
        said,
        "sample-changes",
        Text("เปลี่ยนไปจากปีก่อน", "Change since last year"),
        Text("หกตัวชี้วัดดีขึ้น สองตัวลดลง", "Six indicators improved, two fell."),
        Text("ตัวชี้วัด", "Indicator"),
        Text("ปีก่อน", "Before"),
        Text("ปีนี้", "Now"),
        Text("ต่าง", "Difference"),
    )
    pairs = [
        Pair(said(name), before, after)
        for _, indicators in INDICATORS
        for name, before, after, _ in indicators
    ]
    return change_chart(pairs, caption=caption, before=years[-2], after=years[-1])


def _contributions(said: Said, years: list[str]) -> Chart:
    caption = _caption(
        said,
        "sample-contributions",
        Text("อะไรทำให้คะแนนรวมเปลี่ยน", "What changed the total"),
        Text(
            "การเปิดเผยข้อมูลเพิ่มคะแนนรวมมากที่สุด",
            "Disclosure of information added most to the total.",
        ),
        Text("ตัวชี้วัด", "Indicator"),
        Text("คะแนนที่เพิ่มหรือลด", "Points added or lost"),
    )
    names = [said(name) for _, indicators in INDICATORS for name, *_ in indicators]
    steps = [Step(name, value) for name, value in zip(names, STEPS, strict=True)]
    total = said(Text("คะแนนรวม", "Total"))
    start, end = (
        Mark(f"{total} {year}", OWN + change)
        for year, change in zip(years[-2:], CHANGE, strict=True)
    )
    return contributions_chart(steps, caption=caption, start=start, end=end)


def _distribution(said: Said) -> Chart:
    caption = _caption(
        said,
        "sample-distribution",
        Text("คะแนนรวมของทุกหน่วยงาน", "Totals of all agencies"),
        Text(
            "แท่งที่เด่นคือช่วงคะแนนของหน่วยงานนี้",
            "The column that stands out is the range of this agency.",
        ),
        Text("ช่วงคะแนน", "Range"),
        Text("จำนวนหน่วยงาน", "Agencies"),
    )
    bins = [
        Bin(_LOWEST_BIN + place * _BIN, _LOWEST_BIN + (place + 1) * _BIN, count)
        for place, count in enumerate(COUNTS)
    ]
    marks = [_target(said), *(Mark(said(name), least) for name, least in LEVELS[:1])]
    return distribution_chart(bins, caption=caption, own=_own(said), marks=marks)


def _spread(said: Said) -> Chart:
    caption = _caption(
        said,
        "sample-spread",
        Text("เทียบกับกลุ่มเดียวกัน", "Compared with its groups"),
        Text(
            "กล่องคือครึ่งกลางของกลุ่ม เส้นหนาคือค่ากลาง",
            "The box is the middle half of a group, the thick line its median.",
        ),
        Text("กลุ่ม", "Group"),
        Text("ต่ำสุด", "Lowest"),
        Text("ควอร์ไทล์ล่าง", "Lower quartile"),
        Text("ค่ากลาง", "Median"),
        Text("ควอร์ไทล์บน", "Upper quartile"),
        Text("สูงสุด", "Highest"),
    )
    spreads = [
        Spread(said(Text("กรมหรือเทียบเท่า", "Departments")), 7_011, 8_540, 8_912, 9_377, 9_882),
        Spread(said(Text("กระทรวงเดียวกัน", "The same ministry")), 8_120, 8_733, 9_050, 9_341, 9_604),
        Spread(said(Text("ทั้งประเทศ", "The country")), 5_034, 8_021, 8_766, 9_218, 10_000),
    ]
    return spread_chart(spreads, caption=caption, own=_own(said))
