"""What may be disclosed, and when."""

from prongsai.evidence.rules.links import require_link
from prongsai.evidence.rules.states import EDITABLE, STATE_NAMES, DisclosureState
from prongsai.foundation.rules import UserError
from prongsai.methodology.wording import Text

MOST_LINKS, LONGEST_WORDS, LONGEST_REMARK = 60, 10_000, 4_000


class ItemUnknown(UserError):
    code = "EVIDENCE-010"
    status = 404
    message = Text("แบบตรวจไม่มีรายการ %(item)s", "The checklist has no item %(item)s.")
    remedy = Text("เลือกรายการจากหน้าแบบตรวจ", "Choose one on the page of the checklist.")


class NotEditable(UserError):
    code = "EVIDENCE-011"
    status = 409
    message = Text(
        "รายการ %(item)s อยู่ในสถานะ “%(state)s” จึงแก้ไขไม่ได้",
        "Item %(item)s is %(state)s, so it cannot be changed.",
    )
    remedy = Text(
        "ขอให้ผู้บริหารส่งกลับให้แก้ไขก่อน", "Ask the executive to send it back for changes first."
    )


class NothingDisclosed(UserError):
    code = "EVIDENCE-012"
    message = Text(
        "รายการ %(item)s ยังไม่มีลิงก์ ไฟล์ หรือเหตุผลที่ไม่เข้าข่าย",
        "Item %(item)s has no link, no file, and no reason why it does not apply.",
    )
    remedy = Text("เพิ่มอย่างใดอย่างหนึ่งก่อนส่ง", "Add one of them before you send it.")


class TooMuch(UserError):
    code = "EVIDENCE-013"
    message = Text(
        "รายการ %(item)s มีลิงก์หรือข้อความมากเกินไป",
        "Item %(item)s has too many links or too many words.",
    )
    remedy = Text(
        "รวมลิงก์ไว้ในหน้าเดียว หรือย่อคำอธิบาย", "Gather links on one page, or shorten the words."
    )


class ChangedMeanwhile(UserError):
    code = "EVIDENCE-019"
    status = 409
    message = Text(
        "รายการ %(item)s ถูกแก้ไขหลังจากที่ท่านเปิดหน้านี้ จึงยังไม่ได้ทำตามที่ท่านสั่ง",
        "Item %(item)s was changed after you opened the page; nothing was done.",
    )
    remedy = Text(
        "อ่านข้อมูลล่าสุดที่แสดงอยู่ แล้วกดอีกครั้งถ้ายังต้องการ",
        "Read what is there now, and press again if you still want it.",
    )


def require_same(item: str, seen: str, now: str) -> None:
    """Refuse what rests on something that is no longer there; who saw nothing is not asked.

    Raises:
        ChangedMeanwhile
    """
    if seen and seen != now:
        raise ChangedMeanwhile(item=item)


def require_editable(item: str, state: DisclosureState) -> None:
    """Refuse changes of what waits for approval or has it.

    Raises:
        NotEditable
    """
    if state not in EDITABLE:
        raise NotEditable(item=item, state=STATE_NAMES[state])


def require_links(item: str, addresses: list[str], words: str) -> None:
    """Refuse links that would never be opened, and more than anybody reads.

    Raises:
        LinkRefused, TooMuch.
    """
    if len(addresses) > MOST_LINKS or len(words) > LONGEST_WORDS:
        raise TooMuch(item=item)
    for address in addresses:
        require_link(address)
