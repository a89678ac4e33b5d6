"""What a machine says beforehand, and how alike texts are."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.evidence.rules import mentions
from prongsai.evidence.rules.checks import CheckResult, Seen, checked, seen_text
from prongsai.evidence.rules.similar import (
    Names,
    hashes_of,
    near_groups,
    runs_of,
    similarity,
    sketch_of,
)
from prongsai.evidence.rules.states import CaptureOutcome
from prongsai.methodology.edition.files import Criterion
from prongsai.methodology.wording import Text

DAY = date(2023, 4, 1)
SITE = "https://www.dip.go.th/plan"
CONTACT = "ที่อยู่ 75/6 ถนนพระรามที่ 6 แขวงทุ่งพญาไท เขตราชเทวี กรุงเทพฯ 10400 โทร. ๐ ๒๔๓๐ ๖๘๖๐ แผนที่"
MONTHS = "ต.ค. พ.ย. ธ.ค. ม.ค. ก.พ. มี.ค. เม.ย. พ.ค. มิ.ย. ก.ค. ส.ค. ก.ย."


def criterion(check, **told):
    return Criterion(text=Text("เกณฑ์", "criterion"), check=check, **told)


def shown(text="", **told):
    return Seen(SITE, CaptureOutcome.SHOWN, DAY, 200, text=seen_text(text), **told)


def result(check, text, **told):
    return checked(criterion(check, **told), [shown(text)], 2566).result.value


@pytest.mark.parametrize(
    ("check", "text", "expected"),
    [
        ("year_mentioned", "แผนปฏิบัติราชการ ประจำปีงบประมาณ พ.ศ. ๒๕๖๖", "met"),
        ("year_mentioned", "Annual plan 2023", "met"),
        ("year_mentioned", "แผนจัดซื้อ ปี 66", "met"),
        ("year_mentioned", "แผนปี 2565", "person"),
        ("year_mentioned", "แผน สงวนลิขสิทธิ์ พ.ศ. 2566", "not_met"),
        ("year_mentioned", "โทร 025660000 หรือ 12566", "not_met"),
        ("months_present", MONTHS, "met"),
        ("months_present", MONTHS.replace("ม.ค.", ""), "not_met"),
        ("months_present", "ต.ค. พ.ย. ธ.ค. ม.ค. ก.พ. มี.ค. เม.ย.", "person"),
        ("months_present", "It may be so", "not_met"),
        ("has_phone", CONTACT, "met"),
        ("has_phone", "call +66 2430 6860", "met"),
        ("has_phone", "มือถือ 081-234-5678", "met"),
        ("has_phone", "สายด่วน ๑๕๖๗", "met"),
        ("has_phone", "เลขประจำตัว 1234567890123 วันที่ 01-02-2566", "not_met"),
        ("has_address", CONTACT, "met"),
        ("has_address", "กรุงเทพมหานคร", "person"),
        ("has_address", "ไม่มีอะไร", "not_met"),
        ("has_map", CONTACT, "met"),
        ("has_map", "โทรศัพท์", "person"),
        ("year_mentioned", "", "person"),
    ],
)
def test_what_a_text_mentions_is_found(check, text, expected):
    assert result(check, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ข่าววันที่ 12 มีนาคม 2566", "met"),
        ("ข่าววันที่ 12 มี.ค. 66", "met"),
        ("12/03/2566", "met"),
        ("2023-03-12", "met"),
        ("12 March 2023", "met"),
        ("12 มกราคม 2564 และ 31 ธันวาคม 2570", "not_met"),
        ("32 มกราคม 2566", "person"),
        ("ไม่มีวันที่", "person"),
    ],
)
def test_what_is_fresh_has_a_date_that_is(text, expected):
    assert result("fresh", text, days=90) == expected


def test_words_are_found_across_spaces_and_capitals():
    assert result("words", "ประกาศ NO GIFT policy ร้อง เรียน", words=["No Gift", "ร้องเรียน"]) == "met"
    judged = checked(criterion("words", words=["ทุจริต"]), [shown("ประกาศ")], 2566)
    assert (judged.result, judged.reason.en) == (CheckResult.NOT_MET, "not found: ทุจริต")


def of_links(check, *seen):
    return checked(criterion(check), seen, 2566).result.value


def missed(outcome, status=None):
    return Seen(SITE, outcome, DAY, status)


def test_every_link_must_open_and_what_refuses_programs_is_left_to_people():
    fault = missed(CaptureOutcome.FAULT, 404)
    assert of_links("reachable", shown("x")) == "met"
    assert of_links("reachable", shown("x"), fault) == "not_met"
    assert of_links("reachable", shown("x"), missed(CaptureOutcome.REFUSED)) == "person"
    assert of_links("reachable", missed(None)) == "person"
    assert of_links("reachable") == "person"
    judged = checked(criterion("reachable"), [fault], 2566)
    assert judged.reason.en == f"does not open: {SITE} (404)"


def test_a_page_to_log_in_is_no_disclosure():
    assert of_links("not_a_login", shown("แผน")) == "met"
    assert of_links("not_a_login", shown("x", led_to="https://accounts.google.com/x")) == "not_met"
    assert of_links("not_a_login", missed(CaptureOutcome.FAULT, 401)) == "not_met"
    assert of_links("not_a_login", shown("เข้าสู่ระบบ รหัสผ่าน")) == "person"


def test_a_scan_has_no_text():
    assert of_links("machine_readable", shown("แผน")) == "met"
    assert of_links("machine_readable", shown(media_type="application/pdf")) == "not_met"
    assert of_links("machine_readable", shown(media_type="text/html")) == "person"


def test_a_criterion_without_a_check_is_for_people():
    assert checked(criterion(None), [shown("x")], 2566).result is CheckResult.PERSON


@given(st.text(max_size=300))
def test_no_text_breaks_a_check(text):
    for check in ("year_mentioned", "months_present", "has_phone", "has_address", "has_map"):
        assert result(check, text) in set(CheckResult)
    assert result("fresh", text, days=9) in set(CheckResult)


@given(st.dates(date(1957, 1, 1), date(2100, 1, 1)))
def test_a_day_is_read_however_it_is_written(day):
    thai = f"วันที่ {day.day} {mentions.month_names()[day.month - 1].th} {day.year + 543}"
    for written in (thai, day.isoformat(), f"{day.day}/{day.month}/{day.year + 543}"):
        assert mentions.latest_date(written, day) == day


# Alike


def passage(seed, letters=1500):
    dice = np.random.default_rng(seed)
    return "".join(dice.choice(list("กขคงจฉชซญฎฏฐดตถทธนบปผฝพฟภมยรลวศสหอ"), letters))


def test_the_same_text_is_alike_whatever_its_spaces_and_another_is_not():
    one = passage(1)
    assert similarity(runs_of(one), runs_of(f" {one[:40]} {one[40:]} ")) == 1
    assert similarity(runs_of(one), runs_of(passage(2))) < 0.05
    assert similarity(runs_of(""), runs_of("")) == 1
    assert sketch_of(runs_of("สั้น")) is None


@given(st.integers(0, 1000), st.integers(0, 60))
def test_copies_with_small_changes_are_found(seed, place):
    one = passage(seed)
    other = one[:place] + "กรมอื่น" + one[place + 7 :]
    assert groups_of([one, passage(seed + 1), other]) == [[0, 2]]
    assert similarity(runs_of(one), runs_of(other)) > 0.95


def test_many_copies_of_one_text_are_one_group_and_few_questions():
    texts = [passage(7) + str(n) for n in range(300)]
    texts += [passage(100 + n) for n in range(300)]
    asked = []
    assert groups_of(texts, asked=asked) == [list(range(300))]
    assert len(asked) == 299


def test_copies_are_found_among_texts_that_share_a_template():
    template = passage(1, letters=2000)
    texts = [template + passage(10 + n, letters=1400) for n in range(600)]
    texts[590] = texts[5][:3300] + passage(9, letters=100)
    asked = []
    assert similarity(runs_of(texts[0]), runs_of(texts[1])) > 0.4
    assert groups_of(texts, asked=asked) == [[5, 590]]
    assert len(asked) < 20


def groups_of(texts, asked=None):
    """Return which of some texts have 80% of their runs in common."""

    def alike(one, other):
        if asked is not None:
            asked.append((one, other))
        return similarity(runs_of(texts[one]), runs_of(texts[other])) >= 0.8

    return near_groups(np.array([sketch_of(hashes_of(text)) for text in texts]), 0.8, alike)


def test_names_are_found_in_texts_but_not_inside_longer_names():
    names = Names(
        {
            "dip": ["กรมส่งเสริมอุตสาหกรรม"],
            "short": ["กรม"],
            "nong": ["องค์การบริหารส่วนตำบลหนอง"],
            "nongkhai": ["องค์การบริหารส่วนตำบลหนองไข่"],
        }
    )
    assert names.found_in("ประกาศ กรม ส่งเสริมอุตสาหกรรม เรื่อง") == {"dip"}
    assert names.found_in("องค์การบริหารส่วนตำบลหนองไข่ ประกาศ") == {"nongkhai"}
    assert names.found_in("") == set()
