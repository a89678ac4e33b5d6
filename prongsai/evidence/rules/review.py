"""Who judges whom, which verdict counts, and how far two evaluators agree."""

import random
from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from prongsai.evidence.rules.states import Stage
from prongsai.foundation.rules import UserError
from prongsai.methodology.wording import Text

#: A verdict of a later stage stands for those before it.
_ORDER = (Stage.FIRST, Stage.SECOND, Stage.AGREED, Stage.OBJECTION, Stage.CORRECTION)
STAGE_WORDS = {
    Stage.FIRST: Text("ผู้ตรวจคนแรก", "first evaluator"),
    Stage.SECOND: Text("ผู้ตรวจคนที่สอง", "second evaluator"),
    Stage.AGREED: Text("ชี้ขาดเมื่อผลต่างกัน", "settled between the two"),
    Stage.OBJECTION: Text("วินิจฉัยคำคัดค้าน", "decision on the objection"),
    Stage.CORRECTION: Text("แก้ไขโดยผู้ดูแลระบบกลาง", "correction by the central administrator"),
}
#: The verdict that needs no words, and that nobody objects to.
FULL = "pass"


class NobodyMayJudge(UserError):
    code = "EVIDENCE-004"
    status = 409
    message = Text(
        "ไม่มีผู้ตรวจที่ไม่มีส่วนได้เสียกับหน่วยงาน %(agency)s",
        "There is no evaluator without an interest in the agency %(agency)s.",
    )
    remedy = Text("เพิ่มผู้ตรวจประเมิน แล้วจับสลากใหม่", "Add evaluators, and draw again.")


class NotAllotted(UserError):
    code = "EVIDENCE-005"
    status = 403
    message = Text("หน่วยงานนี้ไม่ได้มอบให้ท่านตรวจ", "This agency is not yours to judge.")
    remedy = Text("ดูหน่วยงานของท่านในหน้างานตรวจ", "See yours on the page of your reviews.")


class VerdictUnknown(UserError):
    code = "EVIDENCE-006"
    message = Text("ไม่มีผลตรวจ “%(option)s”", "There is no verdict “%(option)s”.")
    remedy = Text("เลือกจาก: %(options)s", "Choose from: %(options)s.")


class ReasonNeeded(UserError):
    code = "EVIDENCE-007"
    message = Text("ผลตรวจนี้ต้องมีเหตุผล", "This verdict needs a reason.")
    remedy = Text(
        "เลือกเหตุผล หรือเขียนสั้น ๆ ว่าขาดอะไร", "Choose one, or write in a few words what is missing."
    )


class NotOnTheList(UserError):
    code = "EVIDENCE-039"
    message = Text("ไม่มี “%(word)s” ในรายการให้เลือก", "“%(word)s” is not on the list.")
    remedy = Text("เลือกจาก: %(options)s", "Choose from: %(options)s.")


class PhaseNotOpen(UserError):
    code = "EVIDENCE-008"
    status = 409
    message = Text(
        "ช่วง “%(phase)s” ยังไม่เปิดหรือปิดแล้ว", "The phase “%(phase)s” has not begun, or is over."
    )
    remedy = Text("ดูปฏิทินของรอบการประเมิน", "See the calendar of the round.")


class NothingToObject(UserError):
    code = "EVIDENCE-009"
    status = 409
    message = Text(
        "รายการ %(item)s ไม่มีผลตรวจที่คัดค้านได้", "Item %(item)s has no verdict to object to."
    )
    remedy = Text(
        "คัดค้านได้เฉพาะรายการที่ยังไม่ผ่านเต็ม และเพียงครั้งเดียว",
        "Only what is not fully passed can be objected to, and once.",
    )


class NothingToSettle(UserError):
    code = "EVIDENCE-030"
    status = 409
    message = Text(
        "ผลตรวจรายการ %(item)s ของผู้ตรวจสองคนไม่ต่างกัน หรือชี้ขาดแล้ว",
        "The two evaluators do not differ on item %(item)s, or it is settled.",
    )
    remedy = Text("โหลดหน้านี้ใหม่เพื่อดูผลล่าสุด", "Load the page again to see what counts.")


class NothingToDecide(UserError):
    code = "EVIDENCE-031"
    status = 409
    message = Text(
        "รายการ %(item)s ไม่มีคำคัดค้านที่รอวินิจฉัย", "No objection to item %(item)s waits to be decided."
    )
    remedy = Text("ดูคำคัดค้านที่รออยู่ในหน้าคำคัดค้าน", "See those that wait on the page of objections.")


class VerdictsNotTold(UserError):
    code = "EVIDENCE-037"
    status = 409
    message = Text("ยังไม่ถึงวันแจ้งผลตรวจ", "The verdicts are not told yet.")
    remedy = Text(
        "ดูผลได้เมื่อช่วงคัดค้านเริ่ม ตามปฏิทินของรอบ",
        "They are when the phase of objections begins: see the calendar of the round.",
    )


class NotDrawn(UserError):
    code = "EVIDENCE-034"
    status = 409
    message = Text(
        "หน่วยงาน %(agency)s ยังไม่มี%(stage)s", "The agency %(agency)s has no %(stage)s yet."
    )
    remedy = Text("จับสลากผู้ตรวจประเมินก่อน", "Draw the evaluators first.")


class NotFree(UserError):
    code = "EVIDENCE-035"
    status = 409
    message = Text(
        "%(evaluator)s ตรวจหน่วยงานนี้ไม่ได้: ไม่ใช่ผู้ตรวจประเมิน มีส่วนได้เสีย หรือเคยได้รับมอบแล้ว",
        "%(evaluator)s cannot judge this agency: is no evaluator, has an interest in it, or had a "
        "part in judging it.",
    )
    remedy = Text("เลือกคนอื่น หรือเว้นว่างไว้เพื่อจับสลาก", "Choose somebody else, or have one drawn.")


class ReplacementUnexplained(UserError):
    code = "EVIDENCE-036"
    message = Text("การเปลี่ยนผู้ตรวจต้องมีเหตุผล", "Replacing an evaluator needs a reason.")
    remedy = Text("เขียนเหตุผลสั้น ๆ", "Write it in a few words.")


@dataclass(frozen=True)
class Judge:
    """An evaluator, and the agencies and ministries in which they have an interest."""

    user: int
    agencies: frozenset[int]
    ministries: frozenset[str]


@dataclass(frozen=True)
class Judged:
    """A participation to be judged, its agency, and who must not judge it again."""

    participation: int
    agency: int
    code: str
    ministry: str
    already: frozenset[int] = frozenset()


def drawn(
    judged: Iterable[Judged],
    judges: Sequence[Judge],
    seed: str,
    before: Mapping[int, int] | None = None,
) -> dict[int, int]:
    """Draw an evaluator for every participation: by lot, evenly, without an interest in it.

    In:  the same seed gives the same draw; how much each evaluator has to do already
    Out: participation -> evaluator

    Raises:
        NobodyMayJudge: names the agency.
    """
    dice = random.Random(seed)  # noqa: S311 # to be repeated by anybody, not to be secret
    load = Counter(before)
    found = {}
    for one in sorted(judged, key=lambda each: (dice.random(), each.participation)):
        free = [judge.user for judge in judges if is_free(judge, one)]
        if not free:
            raise NobodyMayJudge(agency=one.code)
        chosen = min(sorted(free), key=lambda user: (load[user], dice.random()))
        load[chosen] += 1
        found[one.participation] = chosen
    return found


def is_free(judge: Judge, one: Judged) -> bool:
    """Whether an evaluator has no interest in an agency, and had no part in judging it."""
    return (
        judge.user not in one.already
        and one.agency not in judge.agencies
        and not (one.ministry and one.ministry in judge.ministries)
    )


@dataclass(frozen=True)
class Decided:
    """A verdict as far as it counts."""

    stage: Stage
    option: str


def standing_place(verdicts: Sequence[Decided]) -> int | None:
    """Return which of the verdicts counts; None while none does.

    In: all verdicts on an item, in the order they were given. Where two evaluators judged and do
        not agree, nothing counts before they have settled it.
    """
    last = {decided.stage: place for place, decided in enumerate(verdicts)}
    later = [last[stage] for stage in _ORDER[2:] if stage in last]
    if later:
        return later[-1]
    return None if is_disputed(verdicts) else last.get(Stage.FIRST)


def standing_verdict(verdicts: Sequence[Decided]) -> str | None:
    """Return the option that counts; None while none does."""
    place = standing_place(verdicts)
    return None if place is None else verdicts[place].option


def is_disputed(verdicts: Sequence[Decided]) -> bool:
    """Whether two evaluators judged and do not agree, and nobody has settled it."""
    last = {decided.stage: decided.option for decided in verdicts}
    first, second = last.get(Stage.FIRST), last.get(Stage.SECOND)
    settled = any(stage in last for stage in _ORDER[2:])
    return not settled and first is not None and second is not None and first != second


def require_known(given: Iterable[str], known: Collection[str]) -> None:
    """Refuse what is not on a list.

    Raises:
        NotOnTheList
    """
    for word in given:
        if word not in known:
            raise NotOnTheList(word=word, options=", ".join(known))


def cohen_kappa(pairs: Sequence[tuple[Hashable, Hashable]]) -> float | None:
    """Return how far two evaluators agree beyond chance; None when that says nothing.

    Units:   1 is full agreement, 0 what chance gives
    Missing: None for no pairs, and where both always say the same one thing
    Source:  J. Cohen 1960
    """
    if not pairs:
        return None
    total = len(pairs)
    agreed = sum(one == other for one, other in pairs) / total
    ones, others = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    chance = sum(ones[option] * others[option] for option in ones) / total**2
    return None if chance == 1 else (agreed - chance) / (1 - chance)
