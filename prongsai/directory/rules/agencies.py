"""What an agency is told to be, and when it cannot be kept."""

from dataclasses import dataclass

from prongsai.foundation.rules import UserError
from prongsai.methodology.wording import Text


class AgencyMissing(UserError):
    code = "ACCOUNT-006"
    status = 404
    message = Text("ไม่มีหน่วยงานรหัส %(agency)s", "There is no agency with the code %(agency)s.")
    remedy = Text("ตรวจสอบรหัสในที่อยู่ของหน้าหน่วยงาน", "Look its code up in the address of its page.")


class AgencyUnfit(UserError):
    code = "DIRECTORY-002"
    message = Text("เก็บหน่วยงาน “%(agency)s” ไม่ได้: %(why)s", "“%(agency)s” cannot be kept: %(why)s.")
    remedy = Text("แก้ไขแล้วส่งอีกครั้ง", "Mend it and send it again.")


class UnitMissing(UserError):
    code = "DIRECTORY-003"
    status = 404
    message = Text(
        "หน่วยงาน %(agency)s ไม่มีส่วนงานรหัส %(unit)s",
        "The agency %(agency)s has no unit with the code %(unit)s.",
    )
    remedy = Text(
        "ดูรหัสส่วนงานในหน้าของหน่วยงาน หรือเพิ่มส่วนงานก่อน",
        "The page of the agency lists its units; add it there first.",
    )


class UnitInUse(UserError):
    code = "DIRECTORY-004"
    message = Text(
        "ลบส่วนงาน %(unit)s ไม่ได้ ยังมีเจ้าหน้าที่ %(people)s คน",
        "The unit %(unit)s cannot be removed: %(people)s duties are for it.",
    )
    remedy = Text("ถอนบทบาทของเจ้าหน้าที่เหล่านั้นก่อน", "Take those duties away first.")


class UnitAtWork(UserError):
    code = "DIRECTORY-007"
    status = 409
    message = Text(
        "ลบส่วนงาน %(unit)s ไม่ได้ เพราะมีงานที่มอบหมายหรือรายงานไว้ในชื่อนี้",
        "The unit %(unit)s cannot be removed: work was given to it or reported by it.",
    )
    remedy = Text(
        "คงส่วนงานนี้ไว้ หากเปลี่ยนชื่อแล้วให้แก้ชื่อแทนการลบ",
        "Keep it; where it is called something else now, change its name instead.",
    )


#: Letters of an agency's code, and of its names.
LONGEST_CODE, LONGEST_NAME = 64, 300
#: Letters of a group, a ministry and a province.
LONGEST_PLACES = (200, 200, 100)
#: Letters of what is searched.
LONGEST_SEARCHED = 700


@dataclass(frozen=True)
class UnitFacts:
    """A part of an agency, which is named by its code; "" where that is not told."""

    agency: str
    code: str
    name_th: str = ""
    name_en: str = ""


@dataclass(frozen=True)
class AgencyFacts:
    """Who an agency is today; "" where that is not told."""

    code: str
    name_th: str = ""
    name_en: str = ""
    group: str = ""
    ministry: str = ""
    province: str = ""


def is_addressable(code: str) -> bool:
    """Whether a code can stand in the address of a page."""
    fits = 0 < len(code) <= LONGEST_CODE and code.isprintable() and code == code.strip()
    return fits and "/" not in code and not code.startswith(".")


_NO_CODE = Text("ไม่มีรหัสหน่วยงาน", "there is no code")
_BAD_CODE = Text(
    "รหัสยาวเกินไป หรือมี / หรืออักขระที่มองไม่เห็น หรือขึ้นต้นด้วยจุด",
    "the code is too long, or has a / or something invisible, or begins with a dot",
)
_LONG_NAME = Text("ชื่อยาวเกิน 300 ตัวอักษร", "a name is longer than 300 letters")
_LONG_PLACE = Text(
    "ประเภทหรือกระทรวงยาวเกิน 200 หรือจังหวัดยาวเกิน 100 ตัวอักษร",
    "the group or ministry is longer than 200 letters, or the province than 100",
)


def fault_of(facts: AgencyFacts | UnitFacts) -> Text | None:
    """Say why an agency or a unit cannot be kept; None when it can."""
    if not facts.code:
        return _NO_CODE
    if not is_addressable(facts.code):
        return _BAD_CODE
    if max(len(facts.name_th), len(facts.name_en)) > LONGEST_NAME:
        return _LONG_NAME
    if isinstance(facts, AgencyFacts):
        places = (facts.group, facts.ministry, facts.province)
        if any(len(name) > most for name, most in zip(places, LONGEST_PLACES, strict=True)):
            return _LONG_PLACE
    return None
