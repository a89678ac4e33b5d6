"""What an account and its duties must keep to."""

from dataclasses import dataclass

from prongsai.directory.rules import OF_AGENCY, Role
from prongsai.foundation.rules import UserError
from prongsai.methodology.wording import Text


@dataclass(frozen=True)
class Post:
    """A duty by the codes and names of what it is for."""

    role: Role
    agency: str = ""
    unit: str = ""
    ministry: str = ""


class AccountExists(UserError):
    code = "ACCOUNT-001"
    message = Text("มีบัญชีของ %(email)s อยู่แล้ว", "%(email)s has an account already.")
    remedy = Text(
        "ให้บทบาทแก่บัญชีนี้ด้วย prongsai people grant",
        "Give it a role with `prongsai people grant`.",
    )


class AccountUnknown(UserError):
    code = "ACCOUNT-002"
    status = 404
    message = Text("ไม่มีบัญชีของ %(email)s", "%(email)s has no account.")
    remedy = Text(
        "ตรวจสอบที่อยู่อีเมล หรือดูบัญชีที่มีด้วย prongsai people list",
        "Check the address; `prongsai people list` shows the accounts.",
    )


class AddressUnreadable(UserError):
    code = "ACCOUNT-003"
    message = Text("%(email)s ไม่ใช่ที่อยู่อีเมล", "%(email)s is not an e-mail address.")
    remedy = Text("เขียนในรูป ชื่อ@หน่วยงาน", "Write it as name@agency.")


class PasswordWeak(UserError):
    code = "ACCOUNT-004"
    message = Text("รหัสผ่านนี้เดาได้ง่าย: %(why)s", "The password is weak: %(why)s")
    remedy = Text(
        "เลือกรหัสผ่านที่ยาวขึ้น เช่น คำหลายคำที่ไม่เกี่ยวกัน",
        "Choose a longer one, such as several words that have nothing to do with each other.",
    )


class DutyMisplaced(UserError):
    code = "ACCOUNT-005"
    message = Text("บทบาท %(role)s %(needs)s", "The role %(role)s %(needs)s.")
    remedy = Text(
        "ระบุหน่วยงานกับบทบาทของหน่วยงาน ส่วนงานกับเจ้าหน้าที่ กระทรวงกับผู้กำกับของกระทรวง และไม่ระบุกับบทบาทอื่น",
        "Name an agency with its roles, a unit with officers alone, a ministry with an overseer.",
    )


class NameTooLong(UserError):
    code = "ACCOUNT-007"
    message = Text("ชื่อยาวเกิน %(most)s ตัวอักษร", "The name is longer than %(most)s letters.")
    remedy = Text("ใช้ชื่อที่สั้นลง", "Give a shorter one.")


class OwnAccount(UserError):
    code = "ACCOUNT-008"
    message = Text(
        "ท่านปิดบัญชีหรือถอนบทบาทผู้ดูแลระบบกลางของตนเองไม่ได้",
        "Nobody closes their own account, or takes the central role from themselves.",
    )
    remedy = Text("ขอให้ผู้ดูแลระบบกลางคนอื่นทำ", "Ask another central administrator.")


class PersonMissing(UserError):
    code = "ACCOUNT-009"
    status = 404
    message = Text("ไม่มีบัญชีนี้", "There is no such account.")
    remedy = Text("ค้นหาในหน้าผู้ใช้งาน", "Search for it on the page of people.")


#: Letters of a person's name, address and ministry.
LONGEST_PERSON, LONGEST_ADDRESS, LONGEST_MINISTRY = 200, 254, 200


def require_place(role: Role, *, agency: str, unit: str = "", ministry: str) -> None:
    """Refuse a duty that is not for what its role is for: an agency or a unit, a ministry, or all.

    Raises:
        DutyMisplaced: says what is missing or too much.
    """
    if needs := misplaced(role, agency=agency, unit=unit, ministry=ministry):
        raise DutyMisplaced(role=role.value, needs=needs)


def misplaced(role: Role, *, agency: str, unit: str = "", ministry: str) -> Text | None:
    """Say what a duty lacks, or has too much of; None when it is for what its role is for."""
    if bool(agency) is not (role in OF_AGENCY):
        return _NOT_OF_AGENCY if agency else _OF_AGENCY
    if bool(ministry) is not (role is Role.OVERSEER):
        return _NOT_OF_MINISTRY if ministry else _OF_MINISTRY
    if unit and role is not Role.OFFICER:
        return _NOT_OF_UNIT
    return _LONG_MINISTRY if len(ministry) > LONGEST_MINISTRY else None


_OF_AGENCY = Text("ต้องระบุหน่วยงาน", "is for an agency")
_NOT_OF_AGENCY = Text("ไม่ใช่ของหน่วยงานใดหน่วยงานหนึ่ง", "is not for one agency")
_OF_MINISTRY = Text("ต้องระบุกระทรวง", "is for a ministry")
_NOT_OF_MINISTRY = Text("ไม่ใช่ของกระทรวงใดกระทรวงหนึ่ง", "is not for one ministry")
_NOT_OF_UNIT = Text("ไม่ใช่ของส่วนงานใดส่วนงานหนึ่ง", "is not for one unit")
_LONG_MINISTRY = Text(
    "มีชื่อกระทรวงยาวเกิน 200 ตัวอักษร", "has a ministry whose name is longer than 200 letters"
)
