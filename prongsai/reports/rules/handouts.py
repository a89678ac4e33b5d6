"""Posters, slips and letters that lead people into a survey: what they say, and what they may not.

A code stands in the part of an address behind "#": browsers send that to nobody, so it comes into
no server's log; the form takes it from there.
"""

from dataclasses import dataclass
from datetime import date

from prongsai.foundation.rules import UserError
from prongsai.methodology.dates import date_text
from prongsai.methodology.wording import Text, same

#: Slips in one file (200 pages, some 550 MB of memory while it is made), and letters in one go: a
#: process that serves pages is replaced now and then, and waits some two minutes for them at most.
MOST_SLIPS, MOST_LETTERS = 2_000, 1_000

_CALLS = {
    "staff": Text(
        "ท่านทำงานที่นี่ ที่นี่ทำงานอย่างไร",
        "You work here: how does this agency work?",
    ),
    "public": Text(
        "มาติดต่อที่นี่แล้วเป็นอย่างไร บอกเราได้",
        "You have dealt with this agency: how did it go?",
    ),
}
SCAN = Text("สแกนด้วยกล้องโทรศัพท์ หรือพิมพ์ที่อยู่นี้", "Scan it with your telephone, or type this address")
PROMISE = Text(
    "ไม่ถามชื่อ ไม่เก็บเบอร์ ที่อยู่ หรือข้อมูลโทรศัพท์ของท่าน ไม่มีใครรู้ได้ว่าใครตอบอะไร",
    "We ask no name and keep nothing about you or your telephone. Nobody learns who answered what.",
)
TAKES_CODE = Text("ใช้รหัสในสลิปที่ท่านได้รับ", "You need the code on the slip that you were given")
ONCE = Text(
    "รหัสนี้ใช้ได้ครั้งเดียว ไม่มีบันทึกว่าใครได้รหัสใด", "The code works once. Nobody notes who got which."
)
YOUR_CODE = Text("รหัสของท่าน", "Your code")
PLACE = Text("จุดบริการ", "Service point")
_CLOSES = Text("ตอบได้ถึงวันที่ %(day)s", "Open until %(day)s")
POSTER_TITLE = Text(
    "โปสเตอร์แบบสอบถาม %(survey)s %(agency)s", "Poster: survey %(survey)s of %(agency)s"
)
SLIPS_TITLE = Text("สลิปแบบสอบถาม %(survey)s %(agency)s", "Slips: survey %(survey)s of %(agency)s")
QR_OF_ADDRESS = "QR ไปยังแบบสอบถาม %s | QR code that leads to the survey"
QR_WITH_CODE = "QR ไปยังแบบสอบถามพร้อมรหัสในสลิปนี้ | QR code that leads to the survey, with this code"


@dataclass(frozen=True)
class Handout:
    """A way into a survey, as people are told of it."""

    agency: Text
    #: As the edition calls it: IIT, EIT.
    instrument: str
    survey: Text
    #: Who answers it: "staff" or "public".
    answered_by: str
    assessment: Text
    #: The service point where it hangs; "" is the whole agency.
    place: str
    address: str
    takes_code: bool
    closes_on: date | None

    @property
    def call(self) -> Text:
        """What those who answer are asked for."""
        return _CALLS[self.answered_by]

    @property
    def name(self) -> Text:
        """The survey by its name and what it is called for short."""
        return self.survey + same(f" ({self.instrument})")

    @property
    def closing(self) -> Text:
        """Until when it is open; empty where no day is set."""
        return _CLOSES.filled(day=date_text(self.closes_on)) if self.closes_on else same("")

    def address_with(self, code: str) -> str:
        """Return the address that brings a code along."""
        return f"{self.address}#code={code}" if code else self.address


class TooManySlips(UserError):
    code = "REPORT-005"
    message = Text("ทำสลิปครั้งละ %(number)s ใบไม่ได้", "%(number)s slips cannot be made at once.")
    remedy = Text("ระบุจำนวน 1 ถึง %(most)s", "Ask for 1 to %(most)s.")


class MailNotSetUp(UserError):
    code = "REPORT-006"
    status = 409
    message = Text("เว็บไซต์นี้ยังส่งอีเมลไม่ได้", "This site does not send mail yet.")
    remedy = Text(
        "ให้ผู้ดูแลเครื่องแม่ข่ายตั้งค่า EMAIL_URL หรือแจกสลิปแทน",
        "Have whoever runs the server set EMAIL_URL, or hand out slips.",
    )


class MailUnreachable(UserError):
    code = "REPORT-007"
    status = 503
    message = Text(
        "ติดต่อเครื่องส่งอีเมลไม่ได้ ยังไม่มีรหัสใดถูกส่ง", "The mail server did not answer; no code was sent."
    )
    remedy = Text(
        "ลองอีกครั้งภายหลัง หรือแจ้งผู้ดูแลเครื่องแม่ข่าย",
        "Try again later, or tell whoever runs the server.",
    )


class AlreadyMailed(UserError):
    code = "REPORT-008"
    status = 409
    message = Text("รายการนี้สั่งส่งไปแล้ว จึงไม่ส่งซ้ำ", "This list was sent already; it is not sent twice.")
    remedy = Text(
        "หากต้องการส่งถึงคนอื่น เปิดหน้าส่งอีเมลใหม่",
        "To send to others, open the page for mail anew.",
    )


def require_slips(number: int) -> None:
    """Refuse a number of slips that no printer is asked for.

    Raises:
        TooManySlips
    """
    if not 1 <= number <= MOST_SLIPS:
        raise TooManySlips(number=number, most=MOST_SLIPS)
