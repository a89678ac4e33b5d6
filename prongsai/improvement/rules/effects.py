"""What may be said of a measure when the next result is known."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import fmean, stdev

from prongsai.methodology.intervals import student_t
from prongsai.methodology.wording import Text

#: With fewer similar agencies their spread says nothing.
FEWEST_SIMILAR = 5


class Verdict(StrEnum):
    """What a change amounts to beside similar agencies without such a measure."""

    MORE = "more"
    ALIKE = "alike"
    LESS = "less"
    TOO_FEW = "too-few"
    CHANGED_QUESTIONS = "changed-questions"
    NO_RESULT = "no-result"
    NO_POINT = "no-point"


VERDICTS = {
    Verdict.MORE: Text(
        "เพิ่มขึ้นมากกว่าที่พบในหน่วยงานที่คล้ายกัน", "rose more than is usual in similar agencies"
    ),
    Verdict.ALIKE: Text(
        "ไม่ต่างจากหน่วยงานที่คล้ายกันซึ่งไม่มีมาตรการนี้",
        "no different from similar agencies without such a measure",
    ),
    Verdict.LESS: Text(
        "เพิ่มขึ้นน้อยกว่าที่พบในหน่วยงานที่คล้ายกัน", "rose less than is usual in similar agencies"
    ),
    Verdict.TOO_FEW: Text(
        "หน่วยงานที่คล้ายกันมีน้อยเกินไป จึงสรุปไม่ได้",
        "too few similar agencies to say anything",
    ),
    Verdict.CHANGED_QUESTIONS: Text(
        "ข้อคำถามเปลี่ยนไปหรือไม่ทราบคะแนน จึงเทียบไม่ได้",
        "the questions changed or the scores are not known, so nothing can be compared",
    ),
    Verdict.NO_RESULT: Text("ยังไม่มีผลการประเมินของปีถัดมา", "the next result is not published yet"),
    Verdict.NO_POINT: Text("มาตรการนี้ไม่ได้ตอบจุดอ่อนข้อใด", "the measure answers no weak point"),
}


@dataclass(frozen=True)
class Similar:
    """How similar agencies without such a measure changed, in points.

    agencies: how many; change: their mean
    half_width: around it lies what one such agency would show, at the confidence of the edition
    """

    agencies: int
    change: float
    half_width: float


def similar_of(changes: Sequence[float], confidence: float) -> Similar | None:
    """Sum up the changes of similar agencies; None where they are too few.

    Out: half_width = t(confidence, n - 1) * s * sqrt(1 + 1 / n), a prediction interval: an agency
         that differs from the others in nothing shows a change within it that often
    Source: docs/explanation/effect.md
    """
    if len(changes) < FEWEST_SIMILAR:
        return None
    count = len(changes)
    quantile = float(student_t([count - 1], confidence)[0])
    spread = stdev(changes) * math.sqrt(1 + 1 / count)
    return Similar(count, fmean(changes), quantile * spread)


def verdict_of(change: float | None, similar: Similar | None) -> Verdict:
    """Say what a change in points amounts to.

    Missing: a change of None could not be compared
    """
    if change is None:
        return Verdict.CHANGED_QUESTIONS
    if similar is None:
        return Verdict.TOO_FEW
    if change > similar.change + similar.half_width:
        return Verdict.MORE
    if change < similar.change - similar.half_width:
        return Verdict.LESS
    return Verdict.ALIKE
