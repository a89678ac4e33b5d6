"""How far a version of a report is, what may come next, and what keeps it from being issued."""

from enum import StrEnum

from prongsai.directory.rules import Actor
from prongsai.foundation.rules import UserError
from prongsai.improvement.rules.rights import may_decide, require_planner
from prongsai.methodology.wording import Text
from prongsai.reports.rules.kinds import ReportKind


class VersionState(StrEnum):
    """How far a version is."""

    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class SignerDuty(StrEnum):
    """What somebody signs for."""

    PREPARED = "prepared"
    CHECKED = "checked"
    APPROVED = "approved"


#: Letters of a document's number, of who signs and of their position, and of a person's words.
LONGEST_NUMBER, LONGEST_NAME, LONGEST_POSITION, LONGEST_WORDS = 100, 200, 300, 20_000
#: Kinds that are written, approved and published here; the others are made whenever asked for.
ISSUED = (
    ReportKind.ANNUAL,
    ReportKind.PROGRESS_6,
    ReportKind.PROGRESS_12,
)
#: What a published one is put forward as on the checklist, in the words of the editions.
ANSWERS = {ReportKind.ANNUAL: "annual"}
VERSION_STATES = {
    VersionState.SUBMITTED: Text("รออนุมัติ", "waiting for approval"),
    VersionState.RETURNED: Text("ส่งกลับให้แก้ไข", "sent back"),
    VersionState.APPROVED: Text("อนุมัติแล้ว", "approved"),
    VersionState.PUBLISHED: Text("เผยแพร่แล้ว", "published"),
    VersionState.WITHDRAWN: Text("ถอนการเผยแพร่", "withdrawn"),
}
SIGNER_DUTIES = {
    SignerDuty.PREPARED: Text("ผู้จัดทำรายงาน", "Prepared by"),
    SignerDuty.CHECKED: Text("ผู้ตรวจสอบรายงาน", "Checked by"),
    SignerDuty.APPROVED: Text("ผู้อนุมัติรายงาน", "Approved by"),
}
_NEXT = {
    VersionState.SUBMITTED: {VersionState.APPROVED, VersionState.RETURNED},
    VersionState.RETURNED: set[VersionState](),
    VersionState.APPROVED: {VersionState.PUBLISHED},
    VersionState.PUBLISHED: {VersionState.WITHDRAWN},
    VersionState.WITHDRAWN: {VersionState.PUBLISHED},
}


class VersionStateNotNext(UserError):
    code = "REPORT-040"
    status = 409
    message = Text(
        "รายงานฉบับนี้อยู่ในสถานะ “%(state)s” จึงเปลี่ยนเป็น “%(wanted)s” ไม่ได้",
        "This version of the report is %(state)s, so it cannot become %(wanted)s.",
    )
    remedy = Text("โหลดหน้านี้ใหม่เพื่อดูสถานะล่าสุด", "Load the page again to see how far it is.")


class NotIssued(UserError):
    code = "REPORT-041"
    status = 404
    message = Text(
        "รายงานชนิด “%(kind)s” ไม่มีการออกฉบับ", "Reports of the kind “%(kind)s” have no versions."
    )
    remedy = Text("เลือกจาก: %(kinds)s", "Choose from: %(kinds)s.")


class VersionUnknown(UserError):
    code = "REPORT-042"
    status = 404
    message = Text("ไม่พบรายงานฉบับนี้", "There is no such version of the report.")
    remedy = Text("เลือกจากรายการฉบับของรายงาน", "Choose from the list of its versions.")


class VersionWaiting(UserError):
    code = "REPORT-043"
    status = 409
    message = Text(
        "รายงานฉบับที่ %(number)s รอผู้บริหารพิจารณาอยู่",
        "Version %(number)s of the report still waits for the executive.",
    )
    remedy = Text(
        "รอผลการพิจารณา หรือให้ผู้บริหารส่งกลับก่อน แล้วส่งฉบับใหม่",
        "Wait for the decision, or have it sent back, then send another.",
    )


class WordsUnknown(UserError):
    code = "REPORT-044"
    status = 404
    message = Text(
        "รายงานไม่มีข้อความที่ชื่อ %(key)s", "The report has no generated words called %(key)s."
    )
    remedy = Text(
        "กลับไปที่หน้าแก้ไขรายงานแล้วเลือกข้อความใหม่",
        "Go back to the page of the report and choose again.",
    )


class NumberMissing(UserError):
    code = "REPORT-045"
    message = Text(
        "รายงานยังไม่มีเลขที่หรือวันที่ของเอกสาร",
        "The document has no number or no date yet.",
    )
    remedy = Text("กรอกเลขที่และวันที่ของเอกสารก่อนส่ง", "Tell its number and its date before it is sent.")


class StaleEdits(UserError):
    code = "REPORT-046"
    status = 409
    message = Text(
        "ข้อมูลเปลี่ยนไปหลังแก้ไขข้อความเหล่านี้: %(keys)s",
        "The data changed under these edits: %(keys)s.",
    )
    remedy = Text(
        "ตรวจข้อความที่แก้ไว้ทีละข้อ ว่ายังถูกต้องหรือไม่ แล้วส่งอีกครั้ง",
        "Look at each of them and say whether it still holds, then send the report again.",
    )


class NoItemForReport(UserError):
    code = "REPORT-047"
    status = 409
    message = Text(
        "กรอบการประเมินปี %(year)s ไม่มีรายการ OIT ที่ใช้รายงานชนิดนี้",
        "The checklist of %(year)s has no item that this report answers.",
    )
    remedy = Text(
        "เผยแพร่รายงานได้ โดยไม่ต้องเลือกเป็นหลักฐาน",
        "Publish the report without putting it forward as evidence.",
    )


class FilesNotMade(UserError):
    code = "REPORT-048"
    status = 409
    message = Text(
        "ไฟล์ของรายงานฉบับนี้ยังจัดทำไม่เสร็จ", "The files of this version are still being made."
    )
    remedy = Text(
        "รอสักครู่แล้วเผยแพร่อีกครั้ง หากรอนานเกินไป ให้จัดทำไฟล์ใหม่ที่หน้าของฉบับนี้",
        "Wait a moment, then publish it again. If it takes too long, have the files made again on "
        "the page of the version.",
    )


def require_version_next(state: VersionState, wanted: VersionState) -> None:
    """Refuse a state that may not follow.

    Raises:
        VersionStateNotNext
    """
    if wanted not in _NEXT[state]:
        raise VersionStateNotNext(state=VERSION_STATES[state], wanted=VERSION_STATES[wanted])


def require_planner_or_decider(actor: Actor, agency: int) -> None:
    """Refuse who neither writes nor approves reports.

    Raises:
        NotAllowed
    """
    if not may_decide(actor, agency):
        require_planner(actor, agency)


def require_approved(state: VersionState) -> None:
    """Refuse what no executive approved.

    Raises:
        VersionStateNotNext
    """
    if state in {VersionState.SUBMITTED, VersionState.RETURNED}:
        wanted = VERSION_STATES[VersionState.APPROVED]
        raise VersionStateNotNext(state=VERSION_STATES[state], wanted=wanted)


def issued_kind(word: str) -> ReportKind:
    """Return a kind of report that has versions.

    Raises:
        NotIssued
    """
    for kind in ISSUED:
        if kind.value == word:
            return kind
    raise NotIssued(kind=word, kinds=", ".join(ISSUED))
