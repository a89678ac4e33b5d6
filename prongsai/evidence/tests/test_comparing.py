"""What two copies say differently, and which copy counts."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from prongsai.evidence.rules.comparing import MOST_WORDS, Change, compared
from prongsai.evidence.rules.copies import before_deadline, last_shown

DEADLINE = datetime(2026, 11, 23, 17, tzinfo=UTC)
HOUR = timedelta(hours=1)


def told(before, after):
    marks = {Change.SAME: "", Change.GONE: "-", Change.NEW: "+", Change.SKIPPED: "…"}
    return [marks[one.change] + one.words for one in compared(before, after).passages]


@pytest.mark.parametrize(
    ("before", "after", "passages"),
    [
        ("แผนปี 2566", "แผนปี 2566", ["แผนปี 2566"]),
        ("แผนปีงบประมาณ2565 ก", "แผนปีงบประมาณ2566 ก", ["แผนปีงบประมาณ", "-2565", "+2566", "ก"]),
        ("การเปิดเผยข้อมูล", "การปกปิดข้อมูล", ["การ", "-เปิดเผย", "+ปกปิด", "ข้อมูล"]),
        ("กี่", "กิ่", ["-กี่", "+กิ่"]),
        ("a b", "a", ["a", "-b"]),
        ("", "x", ["+x"]),
        ("", "", []),
    ],
)
def test_only_what_differs_is_marked_and_no_sign_leaves_its_letter(before, after, passages):
    assert told(before, after) == passages


def test_what_is_the_same_is_cut_short_between_differences():
    same = "คำ " * 500
    found = told(f"ก {same} ข", f"ค {same} ง")
    assert found[:2] == ["-ก", "+ค"]
    assert found[3] == "…"
    assert len("".join(found)) < 400


def test_long_texts_are_compared_as_far_as_that_is_quick():
    found = compared("a " * (MOST_WORDS + 1), "a")
    assert found.is_cut
    assert found.differ
    assert not compared("a", "a").differ


@dataclass
class Made:
    asked_at: datetime
    reason: str = "scheduled"
    outcome: str = "shown"


def test_the_copy_of_the_deadline_counts_though_it_was_made_in_the_night_after():
    early, late = Made(DEADLINE - HOUR), Made(DEADLINE + HOUR)
    at_deadline = Made(DEADLINE + HOUR, "deadline", "timeout")
    next_year = Made(DEADLINE + 300 * 24 * HOUR, "deadline")
    counting = before_deadline([early, at_deadline, late, next_year], DEADLINE)
    assert counting == [early, at_deadline]
    assert last_shown(counting) is early
    assert before_deadline([early, late], None) == [early, late]
    assert last_shown([]) is None
