"""How a file of answers is understood."""

import pytest

from prongsai.methodology.edition.library import SHIPPED, load_edition
from prongsai.surveys.rules import NO_ANSWER, guess_mapping, leaf_named, option_words, role_of

EDITION = load_edition(SHIPPED / "th-ita" / "2566")
CODES = [EDITION.nodes[leaf].code for leaf in EDITION.leaves]


def leaf(code):
    return CODES.index(code)


@pytest.mark.parametrize(
    "name",
    [
        "I1.2",
        "i1_2",
        "I1(2)",
        "I 1 / 2",
        "I1-2",
        "I1.2 เสร็จภายในระยะเวลา",
        "i01.02",
        "I๑.๒",
        "I1.2) text",
    ],
)
def test_a_part_is_known_by_the_code_that_its_name_begins_with(name):
    assert leaf_named(name, EDITION) == leaf("I1.2")


@pytest.mark.parametrize("name", ["I1", "I99", "I1.9", "xI2", "I2x", "Item 2", "", "12", "I"])
def test_other_names_are_no_parts(name):
    assert leaf_named(name, EDITION) is None


def test_an_item_without_parts_is_known_by_its_question_too():
    text = EDITION.nodes[EDITION.position["I2"]].text
    assert leaf_named(text.th, EDITION) == leaf_named(text.en.upper(), EDITION) == leaf("I2")


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("agency", "agency"),
        ("Agency Code", "agency"),
        ("รหัสหน่วยงาน", "agency"),
        ("ปีงบประมาณ", "year_be"),
        ("ปีงบประมาณ พ.ศ.", "year_be"),
        ("YEAR_BE", "year_be"),
        ("too fast", "too_fast"),
        ("ข้อคำถาม", "part"),
        ("จ านวน", "count"),
        ("remark", None),
    ],
)
def test_a_column_is_known_by_what_people_call_it(name, role):
    assert role_of(name) == role


def test_a_column_for_each_part_is_a_wide_file():
    found = guess_mapping(["หน่วยงาน", "ปี", "I1.1", "I2", "อายุ", "option"], EDITION)
    assert found.form == "wide"
    assert found.roles == {"agency": "หน่วยงาน", "year_be": "ปี"}
    assert found.leaves == {"I1.1": leaf("I1.1"), "I2": leaf("I2")}
    assert found.ignored == ("อายุ", "option")


@pytest.mark.parametrize(
    ("columns", "form"),
    [(["agency", "item", "answer"], "long"), (["agency", "code", "value", "n"], "counts")],
)
def test_columns_for_part_and_option_are_a_long_file(columns, form):
    found = guess_mapping(columns, EDITION)
    assert found.form == form
    assert list(found.roles.values()) == columns


def test_what_holds_no_answers_has_no_mapping():
    assert guess_mapping(["agency", "name", "part"], EDITION) is None
    assert guess_mapping([], EDITION) is None


def test_what_is_told_wins_over_what_would_be_guessed():
    found = guess_mapping(
        ["A", "Q1", "I1.1", "agency"], EDITION, {"A": "agency", "Q1": "I2", "I1.1": "remark"}
    )
    assert found.roles == {"agency": "A"}
    assert found.leaves == {"Q1": leaf("I2")}
    assert found.ignored == ("I1.1", "agency")


def test_what_is_told_wins_over_an_earlier_column_of_that_name():
    found = guess_mapping(["agency", "I2", "real", "Q"], EDITION, {"real": "agency", "Q": "I2"})
    assert found.roles == {"agency": "real"}
    assert found.leaves == {"Q": leaf("I2")}


def test_the_first_of_two_columns_for_one_part_counts():
    found = guess_mapping(["agency", "I2", "i2 again"], EDITION)
    assert found.leaves == {"I2": leaf("I2")}
    assert found.ignored == ("i2 again",)


def test_an_option_is_known_by_code_wording_other_words_and_place():
    words = option_words(EDITION, leaf("O1"))
    for word in ("fail", "ไม่ผ่าน", "failed", "1"):
        assert words[word] == 1
    for word in ("pass_with_improvement", "ผ่าน/ปรับปรุง", "passwithadvice", "2"):
        assert words[word] == 2
    assert words["ผ่าน"] == 3
    assert words[""] == words["0"] == words["ไม่ตอบ"] == NO_ANSWER


def test_what_does_not_apply_is_an_answer_of_the_checklist_and_none_of_a_survey():
    assert option_words(EDITION, leaf("O1"))["n/a"] == 4
    assert option_words(EDITION, leaf("I2"))["n/a"] == NO_ANSWER
