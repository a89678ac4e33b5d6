"""What a person can be told when a report cannot be written."""

from prongsai.foundation.rules import UserError
from prongsai.methodology.wording import Text


class FormatUnknown(UserError):
    code = "REPORT-001"
    status = 404
    message = Text("ไม่มีรายงานชนิด %(wanted)s", "There is no report of the kind %(wanted)s.")
    remedy = Text("เลือกจาก: %(formats)s", "Choose from: %(formats)s.")


class YearNotThere(UserError):
    code = "REPORT-002"
    status = 404
    message = Text(
        "ไม่มีผลของ %(agency)s ปี %(year)s", "There is no result of %(agency)s for the year %(year)s."
    )
    remedy = Text("มีผลของปี: %(years)s", "There are results of: %(years)s.")


class FontsMissing(UserError):
    code = "REPORT-003"
    message = Text(
        "โฟลเดอร์ %(folder)s ไม่มีแบบอักษรที่ใช้ได้ครบ (ขาด: %(missing)s)",
        "The folder %(folder)s lacks fonts that a report needs (missing: %(missing)s).",
    )
    remedy = Text(
        "ใส่ไฟล์ TTF ของ TH Sarabun New หรือ Sarabun ทั้งตัวปกติและตัวหนา "
        "หรือไม่ต้องระบุโฟลเดอร์เพื่อใช้ Sarabun ที่มากับโปรแกรม",
        "Put the TTF files of TH Sarabun New or Sarabun, regular and bold, into it, or name no "
        "folder to use the Sarabun that comes with the program.",
    )


class AgencyNeeded(UserError):
    code = "REPORT-004"
    message = Text(
        "เมื่อไม่ระบุไฟล์ ต้องบอกหน่วยงานและปี",
        "Without files, say which agency and year of the database is meant.",
    )
    remedy = Text("เพิ่ม --agency รหัส และ --year ปี", "Add --agency CODE and --year YEAR.")
