"""Captures: what is known of a dated copy, and what can be wrong with one."""

from prongsai.directory.rules import Actor, Role, require_role
from prongsai.foundation.rules import UserError
from prongsai.methodology.wording import Text


class ArchiveDamaged(UserError):
    code = "EVIDENCE-002"
    status = 500
    message = Text(
        "สำเนาหลักฐานในไฟล์ %(file)s ตำแหน่ง %(start)s ไม่ตรงกับที่เก็บไว้",
        "The copy in %(file)s at %(start)s is not what was kept.",
    )
    remedy = Text(
        "กู้ไฟล์จากข้อมูลสำรอง แล้วตรวจสอบดิสก์",
        "Restore the file from a backup, and have the disk checked.",
    )


class DeadlineCaptured(UserError):
    code = "EVIDENCE-041"
    status = 409
    message = Text(
        "เก็บสำเนา ณ วันสิ้นสุดของ %(day)s แล้ว",
        "The links were captured already as those of the deadline %(day)s.",
    )
    remedy = Text(
        "ดูผลในหน้าลิงก์ของรอบ ระบบจะเปิดลิงก์ที่เปิดไม่ได้ซ้ำเอง",
        "See the page of the round's links; those that did not open are tried again by themselves.",
    )


class NotStamped(UserError):
    code = "EVIDENCE-081"
    status = 502
    message = Text(
        "%(authority)s ไม่ได้ประทับเวลาให้ลายเซ็นของวันที่ %(day)s: %(why)s",
        "%(authority)s did not stamp the seal of %(day)s: %(why)s.",
    )
    remedy = Text(
        "ลายเซ็นยังใช้ได้ ระบบจะขออีกครั้งทุกชั่วโมง ตรวจ STAMP_URL กับ STAMP_CERTIFICATES",
        "The seal stands and is sent again every hour; check STAMP_URL and STAMP_CERTIFICATES.",
    )


_COMPARE = Text("ดูลิงก์ของทุกหน่วยงาน", "see the links of all agencies")
_CAPTURE = Text("เก็บสำเนาลิงก์ของทั้งรอบ", "capture the links of a whole round")


def require_comparer(actor: Actor) -> None:
    """Refuse who may not see the links of several agencies beside each other.

    Raises:
        NotAllowed
    """
    require_role(actor, _COMPARE, Role.CENTRAL, Role.EVALUATOR, Role.AUDITOR, Role.OVERSEER)


def require_deadline_setter(actor: Actor) -> None:
    """Refuse who may not have the links of a whole round captured.

    Raises:
        NotAllowed
    """
    require_role(actor, _CAPTURE, Role.CENTRAL)
