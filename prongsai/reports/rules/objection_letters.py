"""What the letters about verdicts and objections say."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from prongsai.foundation.rules import UserError
from prongsai.methodology.dates import date_text
from prongsai.methodology.wording import Text
from prongsai.reports.rules.official import Annex, OfficialLetter


class LetterKind(StrEnum):
    """Which letter."""

    NOTICE = "notice"
    ACKNOWLEDGEMENT = "acknowledgement"
    DECISION = "decision"


FORMS = ("pdf", "docx")


class LetterUnknown(UserError):
    code = "REPORT-030"
    status = 404
    message = Text("ไม่มีหนังสือชนิด “%(kind)s”", "There is no letter of the kind “%(kind)s”.")
    remedy = Text("เลือกจากหน้าผลตรวจของหน่วยงาน", "Choose one on the page of the agency's verdicts.")


class NothingToWrite(UserError):
    code = "REPORT-031"
    status = 409
    message = Text("ยังไม่มีสิ่งที่จะแจ้งในหนังสือนี้", "There is nothing yet that this letter would tell.")
    remedy = Text(
        "หนังสือมีได้เมื่อมีผลตรวจ คำคัดค้าน หรือคำวินิจฉัยแล้ว",
        "There is one as soon as there is a verdict, an objection or a decision.",
    )


@dataclass(frozen=True)
class ItemLine:
    """An item as a letter lists it; "" and None where there is nothing yet."""

    item: str
    name: str
    verdict: str
    is_full: bool
    reason: str
    objection: str = ""
    objected_on: date | None = None
    decision: str = ""
    decision_reason: str = ""
    is_changed: bool = False

    @property
    def title(self) -> str:
        """Its code and its name."""
        return " ".join([self.item, self.name])


@dataclass(frozen=True)
class About:
    """Whom a letter is from and to, and what it is about."""

    sender: str
    agency: str
    assessment: str
    checklist: str
    year_be: int
    day: date
    #: The last day of objecting; None where none is set.
    ends: date | None


_HEAD = "หัวหน้าหน่วยงาน %(agency)s"
_LIST = "%(checklist)s ประจำปีงบประมาณ พ.ศ. %(year)s"
_UNTIL = "ภายในวันที่ %(day)s"
_IN_TIME = "ภายในกำหนดตามปฏิทินการประเมิน"
_REFERS = "คำคัดค้านของ %(agency)s ซึ่งยื่นผ่านระบบเมื่อวันที่ %(when)s"
_DAYS = "%(first)s ถึงวันที่ %(last)s"
_WAITING = " ส่วนอีก %(waiting)s รายการอยู่ระหว่างการวินิจฉัย"
_TO_KNOW = "จึงเรียนมาเพื่อโปรดทราบ"
_NOTICE = (
    """ตามที่ %(agency)s ได้เข้าร่วม%(assessment)s \
และได้เปิดเผยข้อมูลตาม%(checklist)s แล้ว นั้น""",
    """ผู้ตรวจประเมินได้ตรวจข้อมูลที่หน่วยงานเปิดเผยแล้ว จำนวน %(items)s รายการ ผ่านโดยสมบูรณ์ %(full)s รายการ \
และยังไม่ผ่านโดยสมบูรณ์ %(less)s รายการ ปรากฏรายละเอียดและเหตุผลตามสิ่งที่ส่งมาด้วย""",
    """หากหน่วยงานไม่เห็นพ้องด้วยกับผลตรวจรายการใด ขอให้ยื่นคำคัดค้านพร้อมเหตุผลและหลักฐานผ่านระบบ%(until)s \
ทั้งนี้ รายการหนึ่งยื่นคำคัดค้านได้ครั้งเดียว และหากมิได้ยื่นคำคัดค้านภายในกำหนด จะถือว่าหน่วยงานยอมรับผลตรวจรายการนั้น""",
    "จึงเรียนมาเพื่อโปรดทราบและพิจารณา",
)
_OBJECTED = """ตามที่อ้างถึง %(agency)s ได้ยื่นคำคัดค้านผลการตรวจตาม%(checklist)s จำนวน %(items)s รายการ \
ความละเอียดแจ้งแล้ว นั้น"""
_ACKNOWLEDGEMENT = (
    _OBJECTED,
    """ได้รับคำคัดค้านดังกล่าวไว้แล้ว ปรากฏตามสิ่งที่ส่งมาด้วย และจะให้ผู้ตรวจประเมินซึ่งมิได้ตรวจรายการนั้น\
และไม่มีส่วนได้เสียกับหน่วยงานเป็นผู้วินิจฉัย เมื่อวินิจฉัยแล้วจะแจ้งผลพร้อมเหตุผลให้ทราบต่อไป""",
    _TO_KNOW,
)
_DECISION = (
    _OBJECTED,
    """ผู้ตรวจประเมินซึ่งมิได้ตรวจรายการดังกล่าวและไม่มีส่วนได้เสียกับหน่วยงาน \
ได้พิจารณาคำคัดค้านและหลักฐานแล้ว มีคำวินิจฉัยเปลี่ยนผลตรวจ %(changed)s รายการ และคงผลตรวจเดิม %(kept)s รายการ \
ปรากฏรายละเอียดและเหตุผลตามสิ่งที่ส่งมาด้วย%(still)s""",
    "ทั้งนี้ จะใช้ผลตรวจตามคำวินิจฉัยในการคำนวณคะแนนของหน่วยงานต่อไป",
    _TO_KNOW,
)
_SUBJECTS = {
    LetterKind.NOTICE: "แจ้งผลการตรวจตาม%(list)s",
    LetterKind.ACKNOWLEDGEMENT: "แจ้งการรับคำคัดค้านผลการตรวจตาม%(list)s",
    LetterKind.DECISION: "แจ้งผลการวินิจฉัยคำคัดค้านผลการตรวจตาม%(list)s",
}
_ANNEXES = {
    LetterKind.NOTICE: "บัญชีผลการตรวจตาม%(list)s",
    LetterKind.ACKNOWLEDGEMENT: "บัญชีคำคัดค้านผลการตรวจตาม%(list)s",
    LetterKind.DECISION: "บัญชีคำวินิจฉัยคำคัดค้านผลการตรวจตาม%(list)s",
}
_COLUMNS: dict[LetterKind, tuple[tuple[str, float], ...]] = {
    LetterKind.NOTICE: (("รายการ", 34), ("ผลตรวจ", 18), ("เหตุผล", 48)),
    LetterKind.ACKNOWLEDGEMENT: (
        *(("รายการ", 30), ("ผลตรวจที่คัดค้าน", 17), ("คำคัดค้าน", 35), ("วันที่ยื่น", 18)),
    ),
    LetterKind.DECISION: (
        *(("รายการ", 22), ("ผลตรวจเดิม", 14), ("คำคัดค้าน", 25)),
        *(("คำวินิจฉัย", 14), ("เหตุผล", 25)),
    ),
}
_PARAGRAPHS = {
    LetterKind.NOTICE: _NOTICE,
    LetterKind.ACKNOWLEDGEMENT: _ACKNOWLEDGEMENT,
    LetterKind.DECISION: _DECISION,
}


def letter_of(kind: LetterKind, about: About, lines: Sequence[ItemLine]) -> OfficialLetter:
    """Return a letter.

    Raises:
        NothingToWrite
    """
    chosen = list(lines) if kind is LetterKind.NOTICE else _objected(lines)
    rows = _rows(kind, chosen)
    if not rows:
        raise NothingToWrite()
    facts = _facts(about, chosen)
    return OfficialLetter(
        sender=about.sender,
        day=about.day,
        subject=_SUBJECTS[kind] % facts,
        addressee=_HEAD % facts,
        paragraphs=tuple(words % facts for words in _PARAGRAPHS[kind]),
        refers="" if kind is LetterKind.NOTICE else _REFERS % facts,
        annex=Annex(_ANNEXES[kind] % facts, _COLUMNS[kind], rows),
    )


def _facts(about: About, lines: Sequence[ItemLine]) -> dict[str, str | int]:
    """Return what the wording is filled with."""
    told: dict[str, str | int] = {"checklist": about.checklist, "year": about.year_be}
    full, decided = sum(line.is_full for line in lines), [one for one in lines if one.decision]
    changed, waiting = sum(line.is_changed for line in decided), len(lines) - len(decided)
    return {
        **told,
        "agency": about.agency,
        "assessment": about.assessment,
        "list": _LIST % told,
        "items": len(lines),
        "full": full,
        "less": len(lines) - full,
        "until": _UNTIL % {"day": _day(about.ends)} if about.ends else _IN_TIME,
        "when": _when(lines),
        "changed": changed,
        "kept": len(decided) - changed,
        "still": _WAITING % {"waiting": waiting} if waiting else "",
    }


def _rows(kind: LetterKind, lines: Sequence[ItemLine]) -> tuple[tuple[str, ...], ...]:
    told = [one for one in lines if one.decision or kind is not LetterKind.DECISION]
    return tuple(_row(kind, one) for one in told)


def _row(kind: LetterKind, one: ItemLine) -> tuple[str, ...]:
    match kind:
        case LetterKind.NOTICE:
            return one.title, one.verdict, one.reason or "–"
        case LetterKind.ACKNOWLEDGEMENT:
            return one.title, one.verdict, one.objection, _day(one.objected_on)
        case LetterKind.DECISION:
            return one.title, one.verdict, one.objection, one.decision, one.decision_reason


def _day(day: date | None) -> str:
    return date_text(day).th if day else ""


def _when(lines: Sequence[ItemLine]) -> str:
    """Return when the objections were raised: a day, or the first and the last."""
    days = sorted({line.objected_on for line in lines if line.objected_on})
    if not days:
        return ""
    first, last = _day(days[0]), _day(days[-1])
    return first if first == last else _DAYS % {"first": first, "last": last}


def _objected(lines: Sequence[ItemLine]) -> list[ItemLine]:
    return [line for line in lines if line.objected_on]
