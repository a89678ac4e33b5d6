"""What of an agency's disclosures is public, and from when on."""

from datetime import date, timedelta

from prongsai.foundation.rules import UserError
from prongsai.methodology.wording import Text

#: The phase of a round in which agencies disclose, as editions call it.
DISCLOSING = "disclosure"


class NothingToShow(UserError):
    code = "TRANSPARENCY-001"
    status = 404
    message = Text(
        "หน่วยงาน %(agency)s ไม่มีการเปิดเผยข้อมูลของปี %(year)s ในระบบนี้",
        "There is nothing here about what agency %(agency)s disclosed in %(year)s.",
    )
    remedy = Text(
        "ค้นหาชื่อหน่วยงานในหน้าผลทั้งประเทศ แล้วเลือกปีที่มี",
        "Search for its name on the page of the whole country, and choose a year that is there.",
    )


class YearNotPublic(UserError):
    code = "TRANSPARENCY-004"
    status = 404
    message = Text(
        "ยังไม่มีข้อมูลการเปิดเผยของปี %(year)s ที่เผยแพร่", "No disclosures of %(year)s are public."
    )
    remedy = Text(
        "ดูปีที่เผยแพร่แล้วในบัญชีข้อมูล /catalog.jsonld",
        "See the years that are in the catalogue, /catalog.jsonld.",
    )


class FormUnknown(UserError):
    code = "TRANSPARENCY-002"
    status = 404
    message = Text("ไม่มีไฟล์ชนิด %(form)s", "There is no file of the kind %(form)s.")
    remedy = Text("เลือกจาก: %(forms)s", "Choose from: %(forms)s.")


class FileNotPublic(UserError):
    code = "TRANSPARENCY-003"
    status = 404
    message = Text("ไม่มีไฟล์นี้ที่เผยแพร่", "No such file is public.")
    remedy = Text(
        "เลือกไฟล์จากหน้าการเปิดเผยข้อมูลของหน่วยงาน",
        "Choose one on the page of what the agency discloses.",
    )


def public_from(last_day: date | None) -> date | None:
    """Return from which day on approved disclosures are public; None: at once.

    In: the last day of disclosing, on which agencies may still change what they disclose
    """
    return last_day + timedelta(days=1) if last_day else None


def is_public(last_day: date | None, today: date) -> bool:
    """Whether what is approved is public."""
    begins = public_from(last_day)
    return begins is None or today >= begins
