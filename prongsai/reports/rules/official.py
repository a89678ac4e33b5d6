"""An official letter as Thai offices write them (หนังสือภายนอก), apart from paper and file formats.

What no program knows stays a dotted line to be filled in: number, address, signer, telephone.
Letters of the state are in Thai, so their words are Thai alone.
"""

from dataclasses import dataclass
from datetime import date, datetime, time

from prongsai.methodology.dates import date_text

NUMBER, SUBJECT, ADDRESSEE = "ที่", "เรื่อง", "เรียน"
REFERS, ENCLOSED = "อ้างถึง", "สิ่งที่ส่งมาด้วย"
RESPECTFULLY = "ขอแสดงความนับถือ"
BLANK = "…………………………"
SIGNER, POSITION = "(" + 2 * BLANK + ")", "ตำแหน่ง " + BLANK
_COPIES = "%(annex)s จำนวน 1 ฉบับ"
CONTACT = ("หน่วยงานเจ้าของเรื่อง " + BLANK, "โทร. " + BLANK)


@dataclass(frozen=True)
class Annex:
    """A list that is sent along: its title, the headings with their shares of the width, rows."""

    title: str
    columns: tuple[tuple[str, float], ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class OfficialLetter:
    """A letter from the one who runs the assessment to an agency."""

    #: Who writes; "" is left to be filled in.
    sender: str
    day: date
    subject: str
    addressee: str
    paragraphs: tuple[str, ...]
    #: What an earlier letter or message was; "" where it answers none.
    refers: str = ""
    annex: Annex | None = None

    @property
    def day_in_words(self) -> str:
        """The day with the month's name, and the year of the Buddhist Era."""
        return date_text(self.day).th

    @property
    def moment(self) -> datetime:
        """The day as files tell when they were made: without a clock."""
        return datetime.combine(self.day, time())

    @property
    def enclosed(self) -> str:
        """What is sent along; "" for nothing."""
        return _COPIES % {"annex": self.annex.title} if self.annex else ""
