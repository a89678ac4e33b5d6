"""Thai text as files bring it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.methodology.thai import plain_digits, repaired, squeezed

SYLLABLES = ["กา", "น้ำ", "จ านวน", "ค ํา", "น ้า", " ", "๑", "1", "Aa", "\u200b", "ที่"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("จ านวน", "จำนวน"),
        ("ค ําน ํา", "คำนำ"),
        ("น\u0e4dา", "นำ"),
        ("น\u0e4d\u0e49า", "น้ำ"),
        ("น\u0e49\u0e4dา", "น้ำ"),
        ("น ้า", "น้ำ"),
        ("จำนวน", "จำนวน"),
        ("  ผ่าน \n ปรับปรุง\u200b ", "ผ่าน ปรับปรุง"),
        ("\ufeffI1", "I1"),
        ("มา กา", "มา กา"),
        ("", ""),
    ],
)
def test_torn_text_is_put_together_and_whole_text_left_alone(text, found):
    assert repaired(text) == found


def test_thai_digits_become_arabic_ones():
    assert plain_digits("๐๑๒๓๔๕๖๗๘๙ ปี ๒๕๖๖") == "0123456789 ปี 2566"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Very much", "VERYMUCH"),
        ("จ านวน", "จำนวน "),
        ("ข้อ ๑", "ข้อ1"),
        ("ผ่าน / ปรับปรุง", "ผ่าน/ปรับปรุง"),
    ],
)
def test_two_spellings_of_the_same_words_are_squeezed_alike(one, other):
    assert squeezed(one) == squeezed(other)


@given(st.lists(st.sampled_from(SYLLABLES), max_size=8).map("".join))
def test_what_is_repaired_and_squeezed_stays_so(text):
    assert repaired(repaired(text)) == repaired(text)
    assert squeezed(squeezed(text)) == squeezed(text)
