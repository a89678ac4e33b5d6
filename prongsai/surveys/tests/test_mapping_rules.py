"""What is proposed for columns and words, how sure that is, and what is never guessed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.foundation.queries import EditionLibrary
from prongsai.methodology.edition.files import Option
from prongsai.surveys.rules.mapping import asked_by, distinct
from prongsai.surveys.rules.matching import propose_columns
from prongsai.surveys.rules.reading import day_in
from prongsai.surveys.rules.words import guess_words
from prongsai.surveys.tests.outside import heading

EDITION = EditionLibrary().load("2566")
ASKED = asked_by(EDITION, "IIT")
AMOUNT = ASKED[0].options
YES_NO = next(part.options for part in ASKED if len(part.options) == 2)


def proposed(columns, samples=None, **more):
    found = propose_columns(columns, samples or {}, EDITION, "IIT", **more)
    return [(guess.told, guess.is_sure) for guess in found]


def meant(words, options):
    return [(guess.option, guess.is_sure) for guess in guess_words(words, options)]


@pytest.mark.parametrize(
    "column", ["I1.2", "i1_2", "I1(2)", "I1[SQ002]", "I๑.๒", "I1.2 เสร็จภายในระยะเวลา", " I1-2."]
)
def test_a_code_is_sure(column):
    assert proposed([column]) == [("I1.2", True)]


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("number", ["", "{}. ", "ข้อ {} ", "{}) "])
def test_the_very_wording_is_sure(language, number):
    columns = [number.format(n) + heading(part, language) for n, part in enumerate(ASKED, 1)]
    assert proposed(columns) == [(part.code, True) for part in ASKED]


def test_a_similar_wording_is_found_and_never_sure():
    columns = [heading(part).replace("หน่วยงานของท่าน", "กรมของเรา") + " *" for part in ASKED]
    assert proposed(columns) == [(part.code, False) for part in ASKED]


def test_what_is_the_same_in_several_questions_is_not_told_by_itself():
    assert proposed(["เงิน", "ทรัพย์สิน"]) == [("", False)] * 2


def test_numbers_of_questions_may_begin_anew_in_every_group():
    items = list(dict.fromkeys(part.item_number for part in ASKED if not part.part_number))
    assert proposed([f"G1Q{items[0]}"]) == [(f"I{items[0]}", False)]
    columns = ["G1Q1", "G1Q2", "G2Q1", "G2Q2"]
    assert proposed(columns)[1] == ("I2", False)
    assert proposed(columns)[3] == ("", False)


def test_a_part_of_another_survey_has_no_column_here():
    assert proposed(["E1.1", "O1"]) == [("", False)] * 2


def test_times_and_people_are_put_aside():
    columns = ["Timestamp", "ประทับเวลา", "Email Address", "ชื่อ-นามสกุล", "IP address", "id"]
    assert proposed(columns) == [("", True)] * 6


def test_the_agency_is_looked_for_only_where_it_matters():
    assert proposed(["หน่วยงาน"]) == [("", False)]
    assert proposed(["หน่วยงาน"], by_agency=True) == [("@agency", True)]


def test_one_part_has_one_column():
    assert [told for told, _ in proposed(["I2", "I2 again"])] == ["I2", ""]


def test_order_decides_last_and_only_where_the_counts_agree():
    columns = [part.code for part in ASKED]
    samples = {column: ["1", "2"] for column in [*columns, "x", "y"]}
    assert proposed(["x" if c == "I2" else c for c in columns], samples)[2] == ("I2", False)
    more = [c for column in columns for c in (["x", "y"] if column == "I2" else [column])]
    assert proposed(more, samples)[2:4] == [("", False)] * 2


def test_wording_whose_answers_do_not_fit_is_doubtful():
    column = heading(ASKED[2])
    assert proposed([column], {column: ["แดง", "เขียว"]}) == [(ASKED[2].code, False)]


@pytest.mark.parametrize(
    ("words", "options", "expected"),
    [
        (["มากที่สุด", "Very much", "น้อย"], AMOUNT, [("4", True), ("4", True), ("2", True)]),
        (["4 = มากที่สุด", "มาก (3)"], AMOUNT, [("4", True), ("3", True)]),
        (["1", "๔"], AMOUNT, [("1", False), ("4", False)]),
        (["A1", "A4"], AMOUNT, [("1", False), ("4", False)]),
        (["0", "1", "2", "3"], AMOUNT, [(None, False)] * 4),
        (["0", "4"], AMOUNT, [("", False), ("4", False)]),
        (["5"], AMOUNT, [(None, False)]),
        (["มากทีสุด"], AMOUNT, [("4", False)]),
        (["-", "n/a", "ไม่ตอบ"], AMOUNT, [("", True)] * 3),
        (
            ["ไม่มี", "มี", "Y", "N"],
            YES_NO,
            [("no", True), ("yes", True), ("yes", True), ("no", True)],
        ),
        (["0", "1"], YES_NO, [("no", False), ("yes", False)]),
        (["1", "2"], YES_NO, [(None, False)] * 2),
        (["A1", "A2"], YES_NO, [(None, False)] * 2),
        (["ไม่มีแน่"], YES_NO, [(None, False)]),
    ],
)
def test_labels_are_sure_and_numbers_never(words, options, expected):
    assert meant(words, options) == expected


@given(st.lists(st.text(max_size=12), max_size=6), st.lists(st.text(max_size=20), max_size=8))
def test_nothing_that_a_file_may_say_breaks_it(words, columns):
    names = distinct(columns)
    assert len(set(names)) == len(names) == len(columns)
    assert len(guess_words(words, AMOUNT)) == len(words)
    found = propose_columns(names, dict.fromkeys(names, words), EDITION, "IIT")
    told = [guess.told for guess in found if guess.told]
    assert len(told) == len(set(told))


@given(st.text(max_size=20))
def test_a_day_is_a_day_or_none(text):
    assert day_in(text) is None or isinstance(day_in(text), date)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2023/02/01 10:11:12 AM GMT+7", date(2023, 2, 1)),
        ("1/2/2566, 10:11:12", date(2023, 2, 1)),
        ("๑/๒/๒๕๖๖", date(2023, 2, 1)),
        ("2023-02-01T10:11:12+07:00", date(2023, 2, 1)),
        ("31.12.2022", date(2022, 12, 31)),
        ("2/13/2023", None),
        ("44958", None),
        ("0000-00-00", None),
    ],
)
def test_days_are_read_as_thailand_writes_them(text, day):
    assert day_in(text) == day


def test_a_word_close_to_its_opposite_is_not_taken_for_it():
    options = (
        Option(code="a", text={"th": "เปิดเผยข้อมูล", "en": "Disclosed"}, points=100),
        Option(code="b", text={"th": "อื่น ๆ", "en": "Other"}, points=0),
    )
    assert meant(["ไม่เปิดเผยข้อมูล"], options) == [(None, False)]
