import pytest

from prongsai.reports.adapters.typed_words import mended


@pytest.mark.parametrize(
    ("torn", "whole"),
    [
        ("หน่วยงานภำครัฐ", "หน่วยงานภาครัฐ"),
        ("รอ้งเรียน 74.58", "ร้องเรียน 74.58"),
        ("ของหน่ วยงานภาครัฐ", "ของหน่วยงานภาครัฐ"),
        ("เช่ น เดิ ม แต่ ยั งต้ อ งต รวจสอบ", "เช่น เดิม แต่ ยังต้องตรวจสอบ"),
        ("เพิ่่มขึ้้น ทั้้งหมด", "เพิ่มขึ้น ทั้งหมด"),
        ("ด าเนิน ค าน า จํานวน", "ดำเนิน คำนำ จำนวน"),
        ("เพ่ือ", "เพื่อ"),
        ("คะแนนที่ได ้", "คะแนนที่ได้"),
    ],
)
def test_torn_words_are_put_together(torn, whole):
    assert mended(torn) == whole


@pytest.mark.parametrize(
    "words",
    [
        "กำหนดมาตรการ อำนาจ น้ำ ทำงาน",
        "บุคลากร กสอ. สามารถใช้คู่มือ",
        "ต่าง ๆ อย่างทั่วถึง",
        "ประจำปีงบประมาณ พ.ศ. 2567",
        "กต.สล.กสอ. และ ทุกหน่วยงานในสังกัด กสอ.",
        "IIT 13 i1 i3 o 41",
    ],
)
def test_sound_words_stay_as_they_are(words):
    assert mended(words) == words
