"""The letter that brings somebody a one-time code."""

from prongsai.methodology.wording import Text
from prongsai.reports.rules.handouts import Handout
from prongsai.surveys.rules.collecting import spaced

_SUBJECT = Text("ขอความเห็นของท่านเกี่ยวกับ%(agency)s", "Your view of %(agency)s")
_BODY = Text(
    """เรียน ท่านผู้มีส่วนได้ส่วนเสียของ%(agency)s

ขอเชิญตอบ%(survey)s

เปิดลิงก์นี้ รหัสของท่านอยู่ในลิงก์แล้ว:
%(link)s

หากต้องพิมพ์เอง ที่อยู่คือ %(address)s
รหัสของท่านคือ %(code)s

รหัสนี้ใช้ได้ครั้งเดียว เว็บไซต์ไม่เก็บอีเมลของท่านและไม่บันทึกว่าใครได้รหัสใด แบบสอบถามไม่ถามชื่อ
และไม่เก็บสิ่งใดที่บอกได้ว่าท่านเป็นใคร ขออย่าส่งอีเมลนี้ต่อ และลบทิ้งได้เมื่อตอบแล้ว
%(closing)s""",
    """To those who know %(agency)s,

Please answer: %(survey)s.

Open this link; your code is in it:
%(link)s

If you would rather type: the address is %(address)s
and your code is %(code)s

The code works once. The site keeps no e-mail address and does not note who got which code. The
survey asks no name and keeps nothing that tells who you are. Do not pass this mail on, and delete
it when you have answered.
%(closing)s""",
)
_PARTED = "\n\n----------\n\n"


def letter_of(handout: Handout, code: str) -> tuple[str, str]:
    """Return subject and text of the letter with a code, in Thai and then in English."""
    subject = _SUBJECT.filled(agency=handout.agency)
    body = _BODY.filled(
        agency=handout.agency,
        survey=handout.name,
        link=handout.address_with(code),
        address=handout.address,
        code=spaced(code),
        closing=handout.closing,
    )
    return (
        _in_one_line(f"{subject.th} | {subject.en}"),
        body.th.rstrip() + _PARTED + body.en.rstrip() + "\n",
    )


def _in_one_line(words: str) -> str:
    return " ".join(words.split())
