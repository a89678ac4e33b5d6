import os
import subprocess
import sys

import pytest

from prongsai.reports.adapters.breaking import SEPARATOR, broken, knowing


def pieces(text, terms=()):
    return broken(text, terms).split(SEPARATOR)


def test_no_letter_is_lost_or_added():
    text = "กสอ. จัดทำคู่มือ (ฉบับที่ 2) ต่าง ๆ ฯลฯ ประจำปี พ.ศ. 2566 e-Service “ทดสอบ”"
    assert broken(text).replace(SEPARATOR, "").replace("\u00a0", " ") == text


@pytest.mark.parametrize(
    "whole",
    ["ป.ป.ช.", "พ.ศ.", "กสอ.", "ฯลฯ", "(ITA)", "คู่มือ", "งบประมาณ", "-4.84", "+15.23", "-๒.๐๕"],
)
def test_a_line_never_ends_inside(whole):
    assert any(whole in piece for piece in pieces(f"ตาม {whole} กำหนดไว้"))


def test_a_repeated_word_keeps_its_mark():
    assert not any(piece.startswith("ๆ") for piece in pieces("เรื่องต่าง ๆ และอื่นๆ"))


def test_names_are_known_for_one_document_only():
    name = "วังจันทร์ลมโชย"
    text = f"เทศบาล{name}จัดทำ"
    with knowing((name,)):
        assert name in pieces(text, (name,))
    assert name not in pieces(text)


def test_a_run_without_spaces_can_end_a_line_somewhere():
    assert max(map(len, pieces("f" * 64))) <= 8


def test_the_dictionary_leaves_nothing_in_anybodys_home(tmp_path):
    program = "from prongsai.reports.adapters.breaking import broken; broken('จัดทำคู่มือ')"
    unset = {name: value for name, value in os.environ.items() if "PYTHAINLP" not in name}
    subprocess.run(  # noqa: S603 # our own words
        [sys.executable, "-c", program], env={**unset, "HOME": str(tmp_path)}, check=True
    )
    assert not list(tmp_path.iterdir())
