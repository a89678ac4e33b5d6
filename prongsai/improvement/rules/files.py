"""Files of plans: which are taken, and what is refused."""

from pathlib import PurePath

from prongsai.foundation.rules import UserError
from prongsai.methodology.wording import Text

#: Endings of files that are read, and forms that are written.
READ, WRITTEN = (".xlsx", ".docx", ".csv", ".tsv", ".json"), ("xlsx", "docx", "json")
MOST_ROWS, MOST_COLUMNS, MOST_LETTERS = 5_000, 60, 4_000_000
#: Letters of one cell, somewhat more than a workbook can hold.
LONGEST_CELL = 40_000


class PlanFileUnknown(UserError):
    code = "IMPROVEMENT-030"
    message = Text(
        "ไฟล์ %(file)s ไม่ใช่ชนิดที่อ่านแผนได้", "Plans are not read from files of the kind of %(file)s."
    )
    remedy = Text("ใช้ไฟล์ชนิดใดชนิดหนึ่งต่อไปนี้: %(kinds)s", "Give one of these kinds: %(kinds)s.")


class PlanFileTooLong(UserError):
    code = "IMPROVEMENT-031"
    message = Text(
        "ตารางหรือช่องในไฟล์ %(file)s ใหญ่เกินไป (ไม่เกิน %(rows)s แถว %(columns)s คอลัมน์)",
        "Tables or cells of %(file)s are too large: at most %(rows)s rows, %(columns)s columns.",
    )
    remedy = Text(
        "ตรวจว่าเป็นไฟล์แผน แล้วลบแถวและคอลัมน์ว่างออก",
        "See that it is the plan, and take out empty rows and columns.",
    )


class PlanFileRuns(UserError):
    code = "IMPROVEMENT-032"
    message = Text("ไฟล์ %(file)s มีมาโครหรือวัตถุฝังอยู่", "The file %(file)s holds macros or programs.")
    remedy = Text(
        "บันทึกใหม่เป็น .xlsx หรือ .docx ที่ไม่มีมาโคร", "Save it again as .xlsx or .docx without macros."
    )


class NoPlanInFile(UserError):
    code = "IMPROVEMENT-033"
    message = Text("ไม่พบตารางแผนในไฟล์ %(file)s", "There is no table of a plan in %(file)s.")
    remedy = Text(
        "ใช้ตารางที่มีหัวคอลัมน์ เช่น มาตรการ สรุปผล ระยะเวลา ผู้รับผิดชอบ ผลลัพธ์ หรือเริ่มจากไฟล์ที่ส่งออก",
        "Give a table whose columns are headed: measure, what was done, period, responsible units, "
        "outcome; or begin with an export.",
    )


class PlanFormUnknown(UserError):
    code = "IMPROVEMENT-034"
    status = 404
    message = Text("ไม่มีไฟล์ชนิด %(form)s", "There is no file of the kind %(form)s.")
    remedy = Text("เลือกจาก: %(forms)s", "Choose one of: %(forms)s.")


def too_long(name: str) -> PlanFileTooLong:
    """Return the error that a file's tables are too large."""
    return PlanFileTooLong(file=name, rows=MOST_ROWS, columns=MOST_COLUMNS)


def require_plan_file(name: str) -> None:
    """Refuse a file that no plan is read from, by its name.

    Raises:
        PlanFileUnknown
    """
    if PurePath(name).suffix.lower() not in READ:
        raise PlanFileUnknown(file=name, kinds=", ".join(READ))
