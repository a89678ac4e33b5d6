"""Measures of quality in words: what was found, what it says, why the threshold is where it is."""

from dataclasses import dataclass

import numpy as np

from prongsai.methodology.quality import Integers, Sign
from prongsai.methodology.unusual_days import DayLimits
from prongsai.methodology.wording import Text, same
from prongsai.surveys.rules.quality import LIMITS, Judgement, Measured

NO_PROOF = Text(
    "สัญญาณเป็นเพียงเหตุให้ตรวจดู ไม่ใช่ข้อพิสูจน์ หน่วยงานที่ดีมีคำตอบซ้ำกันได้ และผู้ที่รีบก็ตอบตามจริงได้ "
    "ไม่มีคำตอบใดถูกตัดออกเพราะสัญญาณเหล่านี้",
    "A sign is a reason to look, not a proof: a good agency has many equal sheets, and people in a "
    "hurry can be honest. No answer is left out because of these signs.",
)
_DAYS = DayLimits()
_FEW = Text("น้อยกว่า %(smallest)s คน", "fewer than %(smallest)s people")
_OF = Text(
    "%(count)s จาก %(all)s คน (%(percent)s%%)", "%(count)s of %(all)s people (%(percent)s%%)"
)
_NONE = Text("ไม่มี", "none")


#: What `numbers_of` returns.
NUMBERS = (
    *("responses", "long_runs", "equal_sheets", "largest_batch", "likely_batch", "too_fast"),
    *("timed", "unanswered_percent", "unusual_days", "told", "asked", "signs"),
)


@dataclass(frozen=True)
class Line:
    """One measure of one survey of an agency."""

    name: Text
    judgement: Judgement
    found: Text
    meaning: Text


@dataclass(frozen=True)
class _Words:
    meaning: Text
    threshold: Text


def _shares(share: float, why: Text) -> Text:
    words = Text(
        "ควรดูเมื่อถึง %(percent)s%% ของผู้ตอบ และอย่างน้อย %(least)s คน: ",
        "Look at it from %(percent)s%% of the people, and %(least)s people, on: ",
    )
    return words.filled(percent=round(share * 100), least=LIMITS.least_people) + why


_WORDS = {
    Sign.LONG_RUNS: _Words(
        Text(
            "แบบที่เลือกคำตอบตำแหน่งเดียวกันเกือบตลอด ทั้งที่มีข้อคำถามเชิงลบปนอยู่ คำตอบเช่นนี้ขัดกันเอง",
            "Sheets with the same position almost all the way down, although some questions are "
            "worded the other way round: such sheets contradict themselves.",
        ),
        _shares(
            LIMITS.long_runs,
            Text(
                "จำนวนนี้เปลี่ยนคะแนนของหน่วยงานได้ ผู้ตอบรีบเพียงหนึ่งหรือสองคนเปลี่ยนไม่ได้",
                "so many change the score of an agency; one or two hasty people do not.",
            ),
        ),
    ),
    Sign.EQUAL_SHEETS: _Words(
        Text(
            "แบบที่เหมือนกันทุกข้อกับแบบของผู้อื่นในหน่วยงาน เกินกว่าที่ความบังเอิญและคำตอบยอดนิยม"
            "ในหน่วยงานอื่นจะอธิบายได้",
            "Sheets that equal another one of the agency in every part, beyond what chance and how "
            "common the same sheet is in other agencies can explain.",
        ),
        _shares(
            LIMITS.equal_sheets,
            Text(
                f"นับเฉพาะชุดที่มีคู่เหมือนเกิน {LIMITS.times_expected:g} เท่าของที่คาดไว้",
                f"only sheets with {LIMITS.times_expected:g} times the equal pairs expected count.",
            ),
        ),
    ),
    Sign.BATCH: _Words(
        Text(
            "กลุ่มใหญ่ที่สุดของแบบที่เหมือนกันทุกข้อเกินความบังเอิญ อาจมีคนเดียวกรอกแทนหลายคน",
            "The largest group of sheets that are equal beyond chance: one person may have filled "
            "in many.",
        ),
        _shares(
            LIMITS.batch,
            Text("แบบซ้ำชุดเดียวมีน้ำหนักหนึ่งในสิบของผล", "one sheet then weighs a tenth of the result."),
        ),
    ),
    Sign.TOO_FAST: _Words(
        Text(
            "แบบที่ส่งเร็วกว่าเวลาที่ใช้อ่าน (ข้อละไม่ถึงหนึ่งวินาที) ระบบเก็บเพียงว่าเร็วหรือไม่ ไม่เก็บเวลา",
            "Sheets sent sooner than they can be read (less than a second a part). Only that is "
            "kept, never a time.",
        ),
        _shares(
            LIMITS.too_fast,
            Text("ร้อยละคิดจากผู้ที่รู้ว่าเร็วหรือไม่", "of those of whom it is known whether they were."),
        ),
    ),
    Sign.UNANSWERED: _Words(
        Text("ส่วนของข้อที่เว้นว่างไว้", "The share of parts that were left without an answer."),
        Text(
            f"ควรดูเมื่อถึง {LIMITS.unanswered:.0%}: ค่าเฉลี่ยที่เหลือมาจากคนที่เลือกตอบ",
            f"Look at it from {LIMITS.unanswered:.0%} on: what is left is the mean of those who "
            "chose to answer.",
        ),
    ),
    Sign.UNUSUAL_DAYS: _Words(
        Text(
            "วันที่คำตอบเข้ามามากกว่าวันปกติของหน่วยงานมาก การส่งหนังสือแจ้งหรือจัดอบรมก็ทำให้เกิดได้",
            "Days with far more answers than the agency's usual day. A reminder or a meeting does "
            "this too.",
        ),
        Text(
            "ควรดูเมื่อวันหนึ่งมีอย่างน้อย %(least)s คำตอบ ถึง %(percent)s%% ของทั้งหมด "
            "และเกินวันปกติ (มัธยฐาน) %(deviations)s เท่าของความผันแปรปกติ: ความบังเอิญไม่ให้ผลเช่นนี้",
            "Look at it when a day has %(least)s answers or more, %(percent)s%% of all, and lies "
            "%(deviations)s usual deviations above the median day: chance does not do that.",
        ).filled(
            least=_DAYS.least_answers,
            percent=round(_DAYS.share * 100),
            deviations=f"{_DAYS.deviations:g}",
        ),
    ),
    Sign.PRESSURE: _Words(
        Text(
            "ผู้ที่ตอบว่ามีคนบอกให้ตอบอย่างไร ไม่ว่ามากหรือน้อย",
            "People who say that somebody told them what to answer, however much.",
        ),
        _shares(
            LIMITS.pressure,
            Text("ผู้ถูกกดดันมักไม่กล้าบอก จึงตั้งเกณฑ์ไว้ต่ำ", "who was pressed seldom says so."),
        ),
    ),
}
#: Signs, and from where on one should look.
THRESHOLDS = tuple((sign.value, words.threshold) for sign, words in _WORDS.items())
_ALIKE = Text(
    "ไม่ตัดสิน: ข้อเกือบทั้งหมดถามไปทางเดียวกัน คำตอบตำแหน่งเดียวจึงอาจเป็นคำชม",
    "Not judged: nearly all parts are worded alike, so one position may be praise.",
)
_NOT_TIMED = Text("ไม่ได้วัด", "was not measured")
_NOT_KNOWN = Text(" (ไม่ทราบอีก %(count)s คน)", " (not known of %(count)s more)")
_LIKELY = Text(" ความบังเอิญอธิบายได้ %(likely)s คน", "; chance explains %(likely)s")
_NO_DAYS = Text(
    "บอกไม่ได้: มีคำตอบเข้ามาไม่ถึง %(least)s วัน",
    "Cannot be told: answers came on fewer than %(least)s days.",
)
_ONE_DAY, _SOME_DAYS = Text("1 วัน", "1 day"), Text("%(count)s วัน", "%(count)s days")


def lines_of(found: Measured, row: int, smallest: int) -> list[Line]:
    """Return every measure of an agency in words; a number of fewer than `smallest` is not told."""
    return [
        _line(sign, found, row, smallest)
        for sign in Sign
        if sign is not Sign.PRESSURE or found.told is not None
    ]


def numbers_of(found: Measured, row: int, smallest: int) -> tuple[str | int | float | None, ...]:
    """Return the measures of an agency as numbers; 1 to `smallest` - 1 people are None."""
    quality = found.quality
    if quality.respondents[row] < smallest:
        return (None,) * (len(NUMBERS) - 1) + ("",)

    def people(counts: Integers | None) -> int | None:
        count = None if counts is None else int(counts[row])
        return None if count is None or 0 < count < smallest else count

    return (
        people(quality.respondents),
        people(quality.long_runs),
        people(quality.unusual_duplicates),
        people(quality.largest_unusual_batch),
        round(float(quality.likely_batch[row]), 2),
        people(quality.too_fast),
        people(quality.timed),
        round(100 * float(quality.unanswered[row]), 2),
        int(found.unusual_days[row]),
        people(found.told),
        people(found.asked),
        " ".join(sign.name.lower() for sign, flags in found.signs.items() if flags[row]),
    )


def _line(sign: Sign, found: Measured, row: int, smallest: int) -> Line:
    told = _found(sign, found, row, smallest)
    flags = found.signs.get(sign)
    judgement = Judgement.LOOK if flags is not None and flags[row] else Judgement.NOTHING
    if flags is None:
        judgement, told = Judgement.UNKNOWN, told + same(" · ") + _ALIKE
    elif sign is Sign.TOO_FAST and not found.quality.timed[row]:
        judgement, told = Judgement.UNKNOWN, _NOT_TIMED
    elif sign is Sign.UNUSUAL_DAYS and found.days[row] < _DAYS.least_days:
        judgement, told = Judgement.UNKNOWN, _NO_DAYS.filled(least=_DAYS.least_days)
    return Line(sign.value, judgement, told, _WORDS[sign].meaning)


def _found(sign: Sign, found: Measured, row: int, smallest: int) -> Text:
    quality = found.quality
    everybody = int(quality.respondents[row])
    if sign is Sign.UNANSWERED:
        return same(f"{np.nan_to_num(quality.unanswered[row]):.1%}")
    if sign is Sign.UNUSUAL_DAYS:
        days = int(found.unusual_days[row])
        return [_NONE, _ONE_DAY][days] if days <= 1 else _SOME_DAYS.filled(count=days)
    if sign is Sign.TOO_FAST and quality.too_fast is not None:
        timed = int(quality.timed[row])
        rest = _NOT_KNOWN.filled(count=f"{everybody - timed:,}") if timed < everybody else same("")
        return people_of(int(quality.too_fast[row]), timed, smallest) + rest
    if sign is Sign.PRESSURE and found.told is not None and found.asked is not None:
        return people_of(int(found.told[row]), int(found.asked[row]), smallest)
    if sign is Sign.BATCH:
        batch = int(quality.largest_unusual_batch[row])
        likely = _LIKELY.filled(likely=f"{quality.likely_batch[row]:.1f}")
        return people_of(batch, everybody, smallest) + (likely if batch >= smallest else same(""))
    counts = quality.long_runs if sign is Sign.LONG_RUNS else quality.unusual_duplicates
    return people_of(int(counts[row]), everybody, smallest)


def people_of(count: int, everybody: int, smallest: int) -> Text:
    """Return how many of everybody, in words; fewer than `smallest` are not counted out."""
    if count == 0:
        return _NONE
    if count < smallest:
        return _FEW.filled(smallest=smallest)
    percent = f"{100 * count / everybody:.1f}"
    return _OF.filled(count=f"{count:,}", all=f"{everybody:,}", percent=percent)
