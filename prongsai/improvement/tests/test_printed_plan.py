"""The transcription of the department's plan holds every word of its report, and no other."""

import re
from collections import Counter
from itertools import chain

import pytest

from prongsai.improvement.adapters.printed_plans import printed_plan_path, read_printed_plan
from prongsai.improvement.rules.states import Recurrence
from prongsai.improvement.rules.storing import plan_kept, plan_read
from prongsai.improvement.rules.whole import require_whole, units_named
from prongsai.methodology.edition.library import SHIPPED
from prongsai.methodology.periods import Span, period_text
from prongsai.methodology.thai import squeezed

REPORT = SHIPPED / "th-ita" / "2566" / "golden" / "dip-report.th.txt"
SECTION = "3. รายงานผลการดำเนินการตามแนวทาง"
#: An abbreviation that the PDF put on one line with the outcome beside it.
UNIT = re.compile(r"^((?:\w+\.)?\w+\.กสอ\.)(?=กสอ\.)")
MARK = re.compile(r"^(?:\d\.|-)(?=\D)")
#: What the PDF's own machinery left between the cells.
FOREIGN = {"page|6", squeezed("http://www.dip.go.th/")}


@pytest.fixture(scope="module")
def printed():
    return read_printed_plan(printed_plan_path("dip", "th-ita", 2567))


def lines_of_the_report():
    """Return the lines of section 3 without spaces, marks of lists and what the PDF added."""
    text = REPORT.read_text(encoding="utf-8")
    lines = [squeezed(line) for line in text[text.index(SECTION) :].replace("\f", "\n").split("\n")]
    parts = [part for line in lines for part in UNIT.sub("\\1\n", line).split("\n")]
    return [MARK.sub("", part) for part in parts if part and part not in FOREIGN]


def pieces(printed):
    """Return every text of the transcription as it was printed, and how often it stands there."""
    content = printed.content
    once = [printed.title, printed.introduction, *printed.recurring]
    for number, theme in enumerate(content.themes, 1):
        once.append(f"ประเด็นที่ {number} {theme.title}")
        once += [told.text for told in (*theme.actions, *theme.outcomes)]
        once += [measure.title for measure in theme.measures]
    return [as_printed(printed, text) for text in once]


def as_printed(printed, text):
    text = squeezed(text)
    for old, new in printed.repairs:
        text = text.replace(squeezed(new), squeezed(old))
    return text


def taken(text, lines):
    """Take lines that make up a text, one after the other; None when none do."""
    if not text:
        return []
    for line in [one for one, count in lines.items() if count and text.startswith(one)]:
        lines[line] -= 1
        rest = taken(text[len(line) :], lines)
        if rest is not None:
            return [line, *rest]
        lines[line] += 1
    return None


def test_every_line_of_the_report_is_used_once_and_nothing_else_is_written(printed):
    lines = Counter(lines_of_the_report())
    for text in sorted(pieces(printed), key=len, reverse=True):
        assert taken(text, lines) is not None, text

    heads = [squeezed(printed.caption), *map(squeezed, printed.columns)]
    units = [*printed.units, printed.all_units]
    periods = {
        squeezed(period_text(Span(told.period.starts, told.period.ends)).th)
        for theme in printed.content.themes
        for told in chain(theme.measures, theme.actions)
        if told.period
    }
    left = [line for line, count in lines.items() if count]
    for line in left:
        known = (*heads, *map(squeezed, units), *periods)
        assert any(line in one for one in known), f"the transcription lacks {line}"


def test_units_and_periods_stand_in_the_report(printed):
    text = "".join(lines_of_the_report())

    assert all(squeezed(unit) in text for unit in (*printed.units, printed.all_units))
    assert units_named(printed.content) == set(printed.units)
    for words in ("ต.ค. 66 - ก.ย. 67", "13 ก.พ. 67", "25 เม.ย. 67", "ส.ค. 67", "19 กันยายน 2566"):
        assert squeezed(words).removesuffix("-") in text.replace("ต.ค.66ก.ย.67", "ต.ค.66-ก.ย.67")


def test_it_has_the_seven_themes_with_all_their_measures(printed):
    themes = printed.content.themes

    assert [len(theme.measures) for theme in themes] == [7, 7, 3, 2, 3, 3, 5]
    assert [len(theme.actions) for theme in themes] == [5, 6, 3, 2, 2, 1, 2]
    assert [len(theme.outcomes) for theme in themes] == [4, 6, 3, 1, 1, 2, 4]
    shared = themes[0]
    assert shared.actions[0].measures == shared.outcomes[0].measures == (1, 2)
    assert shared.measures[0].all_units
    assert "96.57" in shared.outcomes[0].text
    assert themes[4].measures[2].steps[0].recurrence is Recurrence.MONTHLY


def test_it_is_a_whole_plan_that_is_kept_and_read_back(printed):
    content = printed.content

    require_whole(content, agency="dip", framework="th-ita", year_be=2567)
    assert plan_read(plan_kept(content)) == content


def test_every_weak_point_of_the_report_is_answered_or_explained_by_us_and_marked_so(printed):
    told = REPORT.read_text(encoding="utf-8")
    counted = re.search(r"IIT 13 (.*)\s+EIT 7 (.*)\s+OIT 8 (.*)", told)
    weak = {code.upper() for part in counted.groups() for code in re.findall(r"[ieo] ?\d+", part)}
    answered = {code for measure in printed.content.measures for code in measure.points}

    assert {point.code for point in printed.content.points} == {w.replace(" ", "") for w in weak}
    assert all((p.code in answered) != bool(p.reason) for p in printed.content.points)
    assert not printed.confirmed
