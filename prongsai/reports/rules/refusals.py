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
        "เมื่อไม่ระบุไฟล์ ต้องบอกหน่วยงาน",
        "Without files, say which agency of the database is meant.",
    )
    remedy = Text(
        "เพิ่ม --agency รหัส และ --year ปี หากไม่ใช่ปีล่าสุด",
        "Add --agency CODE, and --year YEAR unless the latest is meant.",
    )


class KindUnknown(UserError):
    code = "REPORT-009"
    status = 404
    message = Text("ไม่มีรายงานเรื่อง %(wanted)s", "There is no report about “%(wanted)s”.")
    remedy = Text("เลือกจาก: %(kinds)s", "Choose from: %(kinds)s.")


class PlanNeeded(UserError):
    code = "REPORT-010"
    message = Text("%(kind)sต้องใช้แผนปรับปรุง", "A report of the kind “%(kind)s” needs a plan.")
    remedy = Text(
        "ระบุไฟล์แผนด้วย --plan หรือจัดทำแผนของปีนั้นก่อน",
        "Name the file of a plan with --plan, or draw up the plan of that year first.",
    )


class UnitWithoutMeasures(UserError):
    code = "REPORT-011"
    status = 404
    message = Text(
        "แผนปี %(year)s ไม่มีมาตรการของส่วนงาน %(unit)s",
        "The plan of %(year)s gives the unit %(unit)s nothing to do.",
    )
    remedy = Text("ตรวจอักษรย่อของส่วนงาน", "Compare the abbreviation of the unit with the plan.")


class SnapshotNeeded(UserError):
    code = "REPORT-012"
    status = 409
    message = Text(
        "ยังไม่ได้บันทึกแผน%(kind)s จึงยังทำรายงานความก้าวหน้าไม่ได้",
        "The plan has not been kept as it stood %(kind)s, so there is no report about it yet.",
    )
    remedy = Text("บันทึกสถานะของแผนก่อน", "Keep the plan as it stands first.")


class FormatNotOfKind(UserError):
    code = "REPORT-013"
    message = Text(
        "%(kind)sไม่มีในรูปแบบ %(form)s", "A report of the kind “%(kind)s” does not come as %(form)s."
    )
    remedy = Text("เลือกจาก: %(formats)s", "Choose from: %(formats)s.")


class UnitNeeded(UserError):
    code = "REPORT-014"
    message = Text("ใบงานต้องบอกส่วนงาน", "A sheet of a unit needs the unit.")
    remedy = Text("เพิ่ม --unit อักษรย่อ (มี: %(units)s)", "Add --unit CODE (there are: %(units)s).")
