"""Who an agency is to those who score it, and what a file must have before it can be scored."""

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace

from prongsai.directory.rules.agencies import is_addressable
from prongsai.foundation.rules import UserError
from prongsai.methodology.wording import Text

#: What agencies are ranked in, and the fields that say who competes with whom.
RANKINGS = ("country", "group", "ministry", "province")


@dataclass(frozen=True)
class Agency:
    """Who an agency is; empty or None where a source does not say."""

    code: str
    name_th: str = ""
    name_en: str = ""
    group: str = ""
    ministry: str = ""
    province: str = ""
    #: People who may answer: the headcount of its staff, and the public that it served.
    staff: int | None = None
    public: int | None = None

    @property
    def name(self) -> Text:
        """What it is called; one language stands in for the other, the code for both."""
        thai, english = self.name_th or self.name_en, self.name_en or self.name_th
        return Text(thai or self.code, english or self.code)

    def completed(self, other: "Agency | None") -> "Agency":
        """Return the agency with what it lacks taken from what another source says of it."""
        if other is None or other == self:
            return self
        empty = {"", None}
        told = {
            field.name: value
            for field in fields(self)
            if getattr(self, field.name) in empty
            and (value := getattr(other, field.name)) not in empty
        }
        return replace(self, **told)


@dataclass(frozen=True)
class StatedRank:
    """A rank that a source prints; out of how many where it says so."""

    rank: int
    of: int | None = None


class NotAReport(UserError):
    code = "RESULTS-001"
    message = Text(
        "ไฟล์ %(file)s ไม่มีหัวข้อ agency จึงไม่รู้ว่าเป็นของหน่วยงานใด",
        "The file %(file)s has no heading `agency`, so it is not known whose it is.",
    )
    remedy = Text(
        "ดูรูปแบบใน docs/reference/files.md หรือใช้ prongsai template",
        "See docs/reference/files.md, or start from `prongsai template`.",
    )


class ColumnsUnknown(UserError):
    code = "RESULTS-002"
    message = Text(
        "ไม่รู้ว่าไฟล์ %(file)s เก็บอะไร (คอลัมน์: %(columns)s)",
        "It is not clear what %(file)s holds (columns: %(columns)s).",
    )
    remedy = Text(
        "ใช้ชื่อคอลัมน์ตาม prongsai template หรือบอกด้วย --map คอลัมน์=ชื่อ",
        "Use the column names of `prongsai template`, or tell them with --map COLUMN=NAME.",
    )


class YearUnknown(UserError):
    code = "RESULTS-003"
    message = Text(
        "ไม่รู้ว่าคำตอบในไฟล์ %(file)s เป็นของปีใด", "It is not known which year %(file)s belongs to."
    )
    remedy = Text(
        "เพิ่มคอลัมน์ year_be หรือระบุ --edition (เลือกได้จาก %(editions)s)",
        "Add a column year_be, or name the --edition (one of %(editions)s).",
    )


class NothingToScore(UserError):
    code = "RESULTS-004"
    message = Text(
        "ไม่พบคะแนน ผลตรวจ หรือคำตอบใน %(files)s",
        "There are no scores, verdicts or answers in %(files)s.",
    )
    remedy = Text(
        "ตรวจสอบว่าเลือกไฟล์ถูก ตัวอย่างได้จาก prongsai template",
        "Check that it is the right file; `prongsai template` writes an example.",
    )


class ChangeUnreadable(UserError):
    code = "RESULTS-005"
    message = Text("อ่านค่า %(change)s ไม่ได้", "The change %(change)s cannot be read.")
    remedy = Text(
        "เขียนเป็น รหัส=คะแนน เช่น E7=85, I12.1=90, O41=pass โดยคะแนนอยู่ระหว่าง 0 ถึง 100",
        "Write CODE=POINTS, such as E7=85, I12.1=90 or O41=pass, with points from 0 to 100.",
    )


class ChangeImpossible(UserError):
    code = "RESULTS-006"
    message = Text(
        "คิดผลของ %(code)s ไม่ได้ เพราะยังไม่มีคะแนนเดิม แต่ %(above)s ถูกกำหนดไว้แล้ว",
        "The effect of %(code)s cannot be told: its present score is unknown, and %(above)s is "
        "given.",
    )
    remedy = Text(
        "เพิ่มคะแนนปัจจุบันของ %(code)s ในไฟล์ หรือกำหนดค่า %(above)s โดยตรง",
        "Add the present score of %(code)s to the file, or set %(above)s itself.",
    )


class AgencyNotNamed(UserError):
    code = "RESULTS-007"
    message = Text(
        "ไฟล์มีผลของ %(count)s หน่วยงานและปี จึงต้องบอกว่าหมายถึงรายการใด",
        "The file has %(count)s agencies and years, so say which is meant.",
    )
    remedy = Text(
        "เพิ่ม --agency รหัส และ --year ปี (มี: %(choices)s)",
        "Add --agency CODE and --year YEAR (there are: %(choices)s).",
    )


class TableUnknown(UserError):
    code = "RESULTS-008"
    status = 404
    message = Text("ไม่มีตารางชื่อ %(name)s", "There is no table called %(name)s.")
    remedy = Text("เลือกจาก: %(names)s", "Choose from: %(names)s.")


class MapUnreadable(UserError):
    code = "RESULTS-009"
    message = Text("อ่าน --map %(pair)s ไม่ได้", "--map %(pair)s cannot be read.")
    remedy = Text(
        "เขียนเป็น คอลัมน์=ชื่อ เช่น 'ข้อ 1=I1.1' หรือ Org=agency",
        "Write COLUMN=NAME, such as 'Q1=I1.1' or Org=agency.",
    )


class NothingUsable(UserError):
    code = "RESULTS-010"
    message = Text(
        "ไม่มีสิ่งใดใน %(files)s ที่คิดคะแนนได้: %(first)s",
        "Nothing in %(files)s can be scored: %(first)s",
    )
    remedy = Text(
        "แก้ไขแล้วลองอีกครั้ง ตัวอย่างได้จาก prongsai template",
        "Correct it and try again; `prongsai template` writes an example.",
    )


class ColumnTwice(UserError):
    code = "RESULTS-011"
    message = Text(
        "ไฟล์ %(file)s มีคอลัมน์ %(column)s มากกว่าหนึ่งคอลัมน์",
        "The file %(file)s has more than one column %(column)s.",
    )
    remedy = Text("ลบหรือเปลี่ยนชื่อคอลัมน์ที่เกิน", "Remove or rename the one too many.")


class TemplateKindUnknown(UserError):
    code = "RESULTS-012"
    message = Text("เขียนไฟล์สำหรับกรอกชนิด %(file)s ไม่ได้", "%(file)s is no kind of file to fill in.")
    remedy = Text("ให้ชื่อไฟล์ลงท้ายด้วย .xlsx หรือ .csv", "Let its name end in .xlsx or .csv.")


class AgencyNotThere(UserError):
    code = "RESULTS-013"
    status = 404
    message = Text("ไฟล์ไม่มีผลของ %(wanted)s", "The file has no result of %(wanted)s.")
    remedy = Text("มีผลของ: %(choices)s", "It has those of: %(choices)s.")


class CodeUnknown(UserError):
    code = "RESULTS-014"
    message = Text(
        "กรอบการประเมิน %(edition)s ไม่มีรหัส %(code)s", "Edition %(edition)s has no code %(code)s."
    )
    remedy = Text(
        "ดูรหัสทั้งหมดด้วย prongsai edition show %(edition)s",
        "See its codes with `prongsai edition show %(edition)s`.",
    )


class EditionChanged(UserError):
    code = "RESULTS-015"
    message = Text(
        "กรอบการประเมินปี %(year)s ไม่เหมือนฉบับที่ใช้กับ %(count)s หน่วยงานที่เผยแพร่อยู่",
        "The edition of %(year)s is not the one that %(count)s published agencies were scored "
        "with.",
    )
    remedy = Text(
        "นำเข้าทุกหน่วยงานของปีนั้นในครั้งเดียวพร้อม --replace หรือใช้กรอบการประเมินเดิม",
        "Import all agencies of that year at once with --replace, or use the former edition.",
    )


class RunUnknown(UserError):
    code = "RESULTS-016"
    status = 404
    message = Text("ไม่มีผลคะแนนชุดที่ %(run)s", "There is no score run %(run)s.")
    remedy = Text("ดูชุดทั้งหมดด้วย prongsai runs", "See them all with `prongsai runs`.")


class AgencyUnknown(UserError):
    code = "RESULTS-017"
    status = 404
    message = Text("ไม่มีผลที่เผยแพร่ของหน่วยงาน %(agency)s", "Nothing is published about %(agency)s.")
    remedy = Text(
        "ค้นหาชื่อหน่วยงานในหน้าผลทั้งประเทศ",
        "Search for its name on the page of the whole country.",
    )


class YearUnpublished(UserError):
    code = "RESULTS-018"
    status = 404
    message = Text("ยังไม่มีผลปี %(year)s ที่เผยแพร่", "The results of %(year)s are not published.")
    remedy = Text("ปีที่มีผล: %(years)s", "Years that are: %(years)s.")


class NothingPublished(UserError):
    code = "RESULTS-019"
    status = 404
    message = Text("ยังไม่มีผลการประเมินที่เผยแพร่", "No results are published yet.")
    remedy = Text(
        "ผู้ดูแลระบบนำเข้าได้ด้วย prongsai import ไฟล์",
        "Whoever runs this site can import some with `prongsai import FILE`.",
    )


class FilterBroken(UserError):
    code = "RESULTS-020"
    status = 400
    message = Text(
        "ใช้ตัวกรอง %(name)s = %(value)s ไม่ได้", "The filter %(name)s = %(value)s cannot be used."
    )
    remedy = Text("เลือกจากตัวเลือกในหน้า หรือล้างตัวกรอง", "Choose from the page, or clear the filters.")


class FormatUnknown(UserError):
    code = "RESULTS-021"
    status = 404
    message = Text("ไม่มีไฟล์ชนิด %(format)s", "There is no file of the kind %(format)s.")
    remedy = Text("เลือกจาก: %(formats)s", "Choose from: %(formats)s.")


class AgencyCodeUnusable(UserError):
    code = "RESULTS-022"
    message = Text(
        "รหัสหน่วยงาน “%(agency)s” ใช้เป็นที่อยู่ของหน้าเว็บไม่ได้",
        "The agency's code “%(agency)s” cannot stand in the address of a page.",
    )
    remedy = Text(
        "ใช้รหัสยาวไม่เกิน 64 ตัวอักษร ไม่ขึ้นต้นด้วยจุด และไม่มี / หรืออักขระที่มองไม่เห็น",
        "Use up to 64 letters, no / and nothing invisible, not beginning with a dot.",
    )


def require_addressable(codes: Iterable[str]) -> None:
    """Refuse codes that no page could be called by.

    Raises:
        AgencyCodeUnusable: names the first of them.
    """
    for code in codes:
        if not is_addressable(code):
            raise AgencyCodeUnusable(agency=code)
