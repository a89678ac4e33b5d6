"""What keeps a plan from being taken in, sent on or changed."""

from prongsai.foundation.rules import UserError
from prongsai.methodology.wording import Text


class PlanUnknown(UserError):
    code = "IMPROVEMENT-004"
    status = 404
    message = Text(
        "ไม่พบแผนปรับปรุงของหน่วยงาน %(agency)s ปี %(year)s",
        "Agency %(agency)s has no improvement plan for %(year)s.",
    )
    remedy = Text(
        "เปิดหน้าแผนปรับปรุงเพื่อดูแผนที่มี หรือเริ่มจัดทำแผนของปีนั้น",
        "See which plans there are, or begin the plan of that year.",
    )


class PlanExists(UserError):
    code = "IMPROVEMENT-005"
    status = 409
    message = Text(
        "หน่วยงาน %(agency)s มีแผนปรับปรุงปี %(year)s อยู่แล้ว",
        "Agency %(agency)s already has an improvement plan for %(year)s.",
    )
    remedy = Text("เปิดแผนเดิมเพื่อทำต่อ", "Open that plan and go on with it.")


class UnitsUnknown(UserError):
    code = "IMPROVEMENT-006"
    message = Text(
        "ไม่พบส่วนงานเหล่านี้ในหน่วยงาน: %(units)s", "The agency has no units called %(units)s."
    )
    remedy = Text(
        "แก้ชื่อย่อให้ตรงกับทะเบียนส่วนงาน หรือเพิ่มส่วนงานนี้ก่อน",
        "Write the codes as the agency's list has them, or add the units to it first.",
    )


class PointsOpen(UserError):
    code = "IMPROVEMENT-007"
    message = Text(
        "จุดอ่อนเหล่านี้ยังไม่มีมาตรการและยังไม่มีเหตุผล: %(points)s",
        "No measure answers these weak points, and nobody said why: %(points)s.",
    )
    remedy = Text(
        "เพิ่มมาตรการที่ตอบจุดอ่อนแต่ละข้อ หรือระบุเหตุผลที่ไม่มีมาตรการ",
        "Add a measure for each of them, or give a reason why there is none.",
    )


class PlanEmpty(UserError):
    code = "IMPROVEMENT-008"
    message = Text("แผนนี้ยังไม่มีมาตรการ", "The plan has no measures yet.")
    remedy = Text(
        "ให้ระบบเสนอร่างมาตรการ เพิ่มเอง หรือนำเข้าแผนจากไฟล์",
        "Have measures drafted, add some, or import the plan from a file.",
    )


class WordsNeeded(UserError):
    code = "IMPROVEMENT-009"
    message = Text("ต้องระบุเหตุผล: %(what)s", "A reason is needed: %(what)s.")
    remedy = Text("เขียนเหตุผลสั้น ๆ แล้วลองอีกครั้ง", "Write it in a few words, then try again.")


class PlanContradictory(UserError):
    code = "IMPROVEMENT-010"
    message = Text(
        "แผนขัดแย้งกันเอง %(count)s แห่ง: %(faults)s",
        "The plan contradicts itself in %(count)s places: %(faults)s.",
    )
    remedy = Text("แก้ไขแล้วลองอีกครั้ง", "Put it right, then try again.")


class PlanUnreadable(UserError):
    code = "IMPROVEMENT-011"
    message = Text(
        "อ่านแผนไม่ได้ที่ %(place)s (%(why)s)", "The plan cannot be read at %(place)s (%(why)s)."
    )
    remedy = Text(
        "ใช้ข้อมูลตามรูปแบบที่ระบบส่งออก แล้วลองอีกครั้ง",
        "Give it in the shape that an export has, then try again.",
    )


class SnapshotTaken(UserError):
    code = "IMPROVEMENT-012"
    status = 409
    message = Text(
        "ความก้าวหน้า “%(kind)s” บันทึกไว้แล้วเมื่อ %(day)s",
        "The progress %(kind)s was already kept on %(day)s.",
    )
    remedy = Text(
        "ใช้ฉบับที่บันทึกไว้ หรือให้ผู้บริหารส่งแผนกลับมาแก้ไขและอนุมัติใหม่",
        "Use what was kept; after the executive sent the plan back and approved it anew, "
        "it can be kept again.",
    )


class PlanNotFollowed(UserError):
    code = "IMPROVEMENT-013"
    status = 409
    message = Text(
        "แผนอยู่ในสถานะ “%(state)s” จึงยังติดตามผลไม่ได้",
        "The plan is %(state)s, so it cannot be followed up.",
    )
    remedy = Text(
        "ติดตามผลได้หลังผู้บริหารอนุมัติแผน และก่อนปิดแผน",
        "It can be from its approval until it is closed.",
    )


class MeasureUnknown(UserError):
    code = "IMPROVEMENT-014"
    status = 404
    message = Text("ไม่พบมาตรการนี้ในแผน", "The plan has no such measure.")
    remedy = Text("โหลดหน้าแผนใหม่", "Load the page of the plan again.")


class CounterUnknown(UserError):
    code = "IMPROVEMENT-015"
    message = Text("ไม่รู้จักตัวนับ %(counter)s", "There is no counter called %(counter)s.")
    remedy = Text("ใช้ตัวนับที่มี: %(known)s", "Use one of these: %(known)s.")


class PointUnknown(UserError):
    code = "IMPROVEMENT-016"
    message = Text("แผนไม่มีจุดอ่อนเหล่านี้: %(points)s", "The plan has no such weak points: %(points)s.")
    remedy = Text("เลือกจากจุดอ่อนของแผน", "Choose among the weak points of the plan.")


class PlanYearOff(UserError):
    code = "IMPROVEMENT-017"
    message = Text(
        "ปีของแผนคือ พ.ศ. %(year)s ซึ่งห่างจากปีปัจจุบันมากเกินไป",
        "The plan's year is %(year)s B.E., which is too far from today.",
    )
    remedy = Text(
        "ใช้ปีงบประมาณเป็น พ.ศ. เช่น ปีถัดจากผลการประเมินล่าสุด",
        "Give the fiscal year of the Buddhist Era, such as the one after the latest result.",
    )


class WorkReported(UserError):
    code = "IMPROVEMENT-018"
    status = 409
    message = Text(
        "มีผู้รายงานผลของ %(what)s แล้ว จึงนำออกจากแผนไม่ได้",
        "Somebody reported on %(what)s, so it cannot be taken out of the plan.",
    )
    remedy = Text(
        "คงไว้ในแผน: เปลี่ยนชื่อขั้นตอนได้ในบรรทัดเดิมโดยไม่เปลี่ยนวัน และเปลี่ยนชื่อมาตรการได้ที่หน้าแก้ไขมาตรการ "
        "มาตรการที่ไม่ทำต่อให้ยกเลิกหลังแผนได้รับอนุมัติ",
        "Keep it. A step may be renamed in its line while its day stays, a measure on its page; "
        "a measure that is not wanted any more is given up once the plan is approved.",
    )
