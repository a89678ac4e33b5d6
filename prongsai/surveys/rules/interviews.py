"""Who interviews whom, and how often."""

from prongsai.foundation.rules import UserError
from prongsai.methodology.wording import Text
from prongsai.surveys.rules.collecting import InterviewMode

#: How an interviewer asks, in words.
MODES = {
    InterviewMode.PHONE: Text("ทางโทรศัพท์", "by telephone"),
    InterviewMode.VISIT: Text("พบตัว", "face to face"),
}
#: The most that one quota may want.
MOST_INTERVIEWS = 10_000


class QuotaUnknown(UserError):
    code = "SURVEYS-034"
    status = 404
    message = Text("ไม่พบโควตาการสัมภาษณ์นี้", "There is no such quota of interviews.")
    remedy = Text("เลือกจากรายการงานสัมภาษณ์ของท่าน", "Choose one of your list of interviews.")


class QuotaFull(UserError):
    code = "SURVEYS-035"
    status = 409
    message = Text(
        "โควตานี้สัมภาษณ์ครบแล้ว คำตอบชุดนี้จึงไม่ได้บันทึก",
        "This quota is full, so this interview was not kept.",
    )
    remedy = Text(
        "แจ้งผู้ตรวจประเมินหากต้องการโควตาเพิ่ม", "Tell the evaluators if more interviews are wanted."
    )


class NotAnInterviewer(UserError):
    code = "SURVEYS-036"
    message = Text(
        "%(email)s ไม่มีบัญชีที่มีบทบาทผู้สัมภาษณ์", "%(email)s has no account with the role interviewer."
    )
    remedy = Text(
        "ให้ผู้ดูแลระบบกลางเพิ่มบัญชีหรือบทบาทก่อน",
        "The central administrator gives the account or the role first.",
    )


class NotAskedAloud(UserError):
    code = "SURVEYS-037"
    message = Text(
        "%(instrument)s ไม่ใช่แบบวัดที่สัมภาษณ์ผู้มีส่วนได้ส่วนเสียภายนอก",
        "%(instrument)s is not a survey of the public, and only those are asked by interviewers.",
    )
    remedy = Text("เลือก: %(surveys)s", "Choose: %(surveys)s.")


class QuotaOutOfRange(UserError):
    code = "SURVEYS-038"
    message = Text(
        "โควตาต้องไม่น้อยกว่าที่สัมภาษณ์แล้ว (%(asked)s) และไม่เกิน %(most)s",
        "A quota is not below what was asked already (%(asked)s), and not above %(most)s.",
    )
    remedy = Text("แก้จำนวน", "Change the number.")


def require_wanted(wanted: int, asked: int) -> None:
    """Refuse a quota below what was asked already, or beyond reason.

    Raises:
        QuotaOutOfRange
    """
    if not asked <= wanted <= MOST_INTERVIEWS:
        raise QuotaOutOfRange(asked=asked, most=MOST_INTERVIEWS)
