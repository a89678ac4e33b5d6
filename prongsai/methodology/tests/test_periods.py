"""Days and periods are read as officials write them, and written so that they read back."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.methodology.periods import (
    ENDS_FIRST,
    NO_SUCH_DAY,
    NO_YEAR,
    NOT_UNDERSTOOD,
    DateUnclear,
    Span,
    period_text,
    read_day,
    read_period,
)

YEAR = Span(date(2023, 10, 1), date(2024, 9, 30))
DAY = date(2024, 2, 13)
days = st.dates(date(1900, 1, 1), date(2199, 12, 31))
THAI_DIGITS = {ord("0") + digit: 0x0E50 + digit for digit in range(10)}


@st.composite
def spans(draw):
    one, other = draw(days), draw(days)
    starts, ends = min(one, other), max(one, other)
    if draw(st.booleans()):
        starts = starts.replace(day=1)
        ends = (ends.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return Span(starts, ends)


@pytest.mark.parametrize(
    "words",
    [
        "ต.ค. 66 - ก.ย. 67",
        "ต.ค. 66\n-  \nก.ย. 67 ",
        "ต.ค.66-ก.ย.67",
        "ตค 66 ถึง กย 67",
        "ต. ค. 66 – ก. ย. 67",
        "ตุลาคม 2566 — กันยายน 2567",
        "ตุลาคม พ.ศ. ๒๕๖๖ - กันยายน พ.ศ. ๒๕๖๗",
        "1 ต.ค. 2566 – 30 ก.ย. 2567",
        "ตั้งแต่วันที่ 1 ตุลาคม 2566 ถึงวันที่ 30 กันยายน 2567",
        "1/10/2566 - 30/9/2567",
        "2023-10-01 - 2024-09-30",
        "ปีงบประมาณ พ.ศ. 2567",
        "ตลอดปีงบประมาณ ๖๗",
        "October 2023 to September 2024",
        "Oct 2566 - Sept. 2567 B.E.",
        "1 October 2023 until 30 September 2024",
        "fiscal year 2567",
        "ไตรมาสที่ 1/2567 - ไตรมาสที่ 4/2567",
    ],
)
def test_the_fiscal_year_is_read_in_every_writing(words):
    assert read_period(words) == YEAR


@pytest.mark.parametrize(
    "words",
    [
        "13 ก.พ. 67",
        "๑๓ ก.พ. ๖๗",
        "13 กุมภาพันธ์ 2567",
        "วันที่ 13 เดือนกุมภาพันธ์ พ.ศ. 2567",
        "13/2/2567",
        "13/02/67",
        "13.2.2567",
        "13-02-2567",
        "2024-02-13",
        "2567-02-13",
        "13 Feb 2024",
        "February 13, 2024",
        "13 February 2567 B.E.",
    ],
)
def test_a_day_is_read_in_every_writing(words):
    assert read_day(words) == DAY


@pytest.mark.parametrize(
    ("words", "starts", "ends"),
    [
        ("ส.ค. 67", date(2024, 8, 1), date(2024, 8, 31)),
        ("8/2567", date(2024, 8, 1), date(2024, 8, 31)),
        ("ไตรมาสที่ 2/2567", date(2024, 1, 1), date(2024, 3, 31)),
        ("ไตรมาส ๑ ปีงบประมาณ พ.ศ. ๒๕๖๗", date(2023, 10, 1), date(2023, 12, 31)),
        ("Q4/2567", date(2024, 7, 1), date(2024, 9, 30)),
        ("quarter 3 of fiscal year 2567", date(2024, 4, 1), date(2024, 6, 30)),
        ("ต.ค. - ธ.ค. 66", date(2023, 10, 1), date(2023, 12, 31)),
        ("1 - 15 มี.ค. 67", date(2024, 3, 1), date(2024, 3, 15)),
        ("1 ม.ค. - 15 มี.ค. 67", date(2024, 1, 1), date(2024, 3, 15)),
        ("25 เม.ย. 67 - พ.ค. 67", date(2024, 4, 25), date(2024, 5, 31)),
        ("ก.พ. 67", date(2024, 2, 1), date(2024, 2, 29)),
    ],
)
def test_parts_of_a_year_are_read(words, starts, ends):
    assert read_period(words) == Span(starts, ends)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("", NOT_UNDERSTOOD),
        ("ทุกเดือน", NOT_UNDERSTOOD),
        ("67", NOT_UNDERSTOOD),
        ("2567", NOT_UNDERSTOOD),
        ("13 ก.พ. 67 เป็นต้นไป", NOT_UNDERSTOOD),
        ("13 ก.พ. 67 และ 25 เม.ย. 67", NOT_UNDERSTOOD),
        ("1 - ก.พ. 67", NOT_UNDERSTOOD),
        ("ไตรมาสที่ 5/2567", NOT_UNDERSTOOD),
        ("30 ก.พ. 67", NO_SUCH_DAY),
        ("29 ก.พ. 66", NO_SUCH_DAY),
        ("13/13/2567", NO_SUCH_DAY),
        ("ต.ค. 67 - ก.ย. 66", ENDS_FIRST),
        ("ต.ค. - ก.ย. 67", ENDS_FIRST),
        ("ต.ค. - ธ.ค.", NO_YEAR),
        ("Feb 24", NO_YEAR),
    ],
)
def test_what_is_not_understood_is_said_and_nothing_is_guessed(words, why):
    with pytest.raises(DateUnclear) as caught:
        read_period(words)

    assert caught.value.why == why


def test_months_without_a_year_are_those_of_the_fiscal_year_that_is_known():
    assert read_period("ต.ค. - ธ.ค.", fiscal_year_be=2567).starts == date(2023, 10, 1)
    assert read_period("ต.ค. - ก.ย.", fiscal_year_be=2567) == YEAR
    assert read_period("ไตรมาสที่ 2", fiscal_year_be=2567).starts == date(2024, 1, 1)
    assert read_period("13 ก.พ.", fiscal_year_be=2567).ends == DAY


def test_periods_are_written_as_tables_have_them():
    assert period_text(YEAR).th == "ต.ค. 66 - ก.ย. 67"
    assert period_text(YEAR, short=False).en == "October 2566 - September 2567"
    assert period_text(Span(DAY, DAY)).th == "13 ก.พ. 67"
    assert period_text(Span(date(2024, 8, 1), date(2024, 8, 31))).th == "ส.ค. 67"
    assert period_text(Span(date(2023, 9, 19), date(2023, 9, 19)), short=False).th == (
        "19 กันยายน 2566"
    )


@given(spans(), st.booleans(), st.sampled_from("te"), st.booleans())
def test_what_is_written_reads_back_unchanged(span, short, language, thai_digits):
    text = period_text(span, short=short)
    words = text.th if language == "t" else text.en
    if thai_digits:
        words = words.translate(THAI_DIGITS)

    assert read_period(words) == span
    if span.starts == span.ends:
        assert read_day(words) == span.starts


@given(days, st.sampled_from(("{0:%Y-%m-%d}", "{0.day}/{0.month}/{1}", "{0:%d-%m-}{1}")))
def test_days_in_figures_read_back(day, shape):
    assert read_day(shape.format(day, day.year + 543)) == day


@given(st.text(max_size=40))
def test_no_text_breaks_the_reading(words):
    with suppress(DateUnclear):
        read_period(words, fiscal_year_be=2567)
