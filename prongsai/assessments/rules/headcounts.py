"""How far an agency's headcounts are, and when they may be approved."""

from enum import StrEnum

from prongsai.foundation.rules import UserError
from prongsai.methodology.wording import Text


class Approval(StrEnum):
    """How far the headcounts of an agency are."""

    MISSING = "missing"
    WAITING = "waiting"
    APPROVED = "approved"


APPROVAL_NAMES = {
    Approval.MISSING: Text("ยังไม่แจ้งจำนวน", "not told yet"),
    Approval.WAITING: Text("รอผู้บริหารอนุมัติ", "waits for approval"),
    Approval.APPROVED: Text("อนุมัติแล้ว", "approved"),
}


#: More people than any survey could be of.
MOST = 100_000_000


class HeadcountImpossible(UserError):
    code = "ASSESSMENTS-012"
    message = Text("%(count)s ไม่ใช่จำนวนคนที่เป็นไปได้", "%(count)s is not a possible number of people.")
    remedy = Text("ใส่จำนวนเต็มตั้งแต่ 0 ขึ้นไป", "Give a whole number from 0 up.")


class HeadcountsMissing(UserError):
    code = "ASSESSMENTS-010"
    status = 409
    message = Text("ยังไม่มีจำนวนผู้มีสิทธิ์ตอบให้อนุมัติ", "There are no headcounts to approve yet.")
    remedy = Text("ขอให้ผู้ประสานงานแจ้งจำนวนก่อน", "Ask the coordinator to tell them first.")


class HeadcountsChanged(UserError):
    code = "ASSESSMENTS-011"
    status = 409
    message = Text(
        "จำนวนถูกแก้ไขหลังจากที่ท่านเปิดหน้านี้ จึงยังไม่ได้อนุมัติ",
        "The headcounts were changed after you opened the page; nothing was approved.",
    )
    remedy = Text("อ่านจำนวนใหม่ แล้วอนุมัติอีกครั้ง", "Read the new ones, then approve again.")


def approval_of(staff: int | None, public: int | None, *, is_approved: bool) -> Approval:
    """Return how far headcounts are.

    >>> approval_of(400, None, is_approved=False)
    <Approval.WAITING: 'waiting'>
    """
    if is_approved:
        return Approval.APPROVED
    return Approval.MISSING if staff is None and public is None else Approval.WAITING


def require_countable(*counts: int | None) -> None:
    """Refuse what is no number of people.

    Raises:
        HeadcountImpossible
    """
    for count in counts:
        if count is not None and not 0 <= count <= MOST:
            raise HeadcountImpossible(count=count)


def require_approvable(
    staff: int | None, public: int | None, seen: tuple[int | None, int | None]
) -> None:
    """Refuse to approve nothing, or other numbers than those that were read.

    Raises:
        HeadcountsMissing, HeadcountsChanged
    """
    if staff is None and public is None:
        raise HeadcountsMissing()
    if seen != (staff, public):
        raise HeadcountsChanged()
