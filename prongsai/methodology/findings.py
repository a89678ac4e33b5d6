"""Findings: what a check noticed, by rule, with a sentence in both languages and a proposal."""

from dataclasses import dataclass
from typing import Any, Literal

from prongsai.methodology.statements import Place
from prongsai.methodology.wording import Text

Severity = Literal["error", "warning", "info"]
#: Whether it follows from what is printed alone, also from how words were read, or from a guess.
Confidence = Literal["certain", "likely", "guess"]


@dataclass(frozen=True)
class Rule:
    """A named check; `text` is the sentence with its parameters."""

    id: str
    severity: Severity
    title: Text
    text: Text


@dataclass(frozen=True)
class Finding:
    """One thing that a rule noticed.

    suggestion: the proposed correction as "code = value", or empty when only a person can tell
    """

    rule: Rule
    message: Text
    suggestion: str = ""
    agency: str = ""
    year_be: int | None = None
    place: Place | None = None
    confidence: Confidence = "certain"


def found(
    rule: Rule,
    *,
    agency: str = "",
    year_be: int | None = None,
    place: Place | None = None,
    suggestion: str = "",
    **params: Any,
) -> Finding:
    """Make a finding of a rule, the parameters put into its sentence."""
    return Finding(rule, rule.text.filled(**params), suggestion, agency, year_be, place)


def worst_first(told: list[Finding]) -> list[Finding]:
    """Return findings in the order of their severity, those of one in the order that they had."""
    order = {"error": 0, "warning": 1, "info": 2}
    return sorted(told, key=lambda finding: order[finding.rule.severity])


def _rule(id_: str, severity: Severity, title: tuple[str, str], text: tuple[str, str]) -> Rule:
    return Rule(id_, severity, Text(*title), Text(*text))


UNKNOWN_CODE = _rule(
    "UNKNOWN-CODE",
    "error",
    ("รหัสไม่มีในกรอบการประเมิน", "Code not in the edition"),
    (
        "รหัส %(code)s ไม่มีในกรอบการประเมิน %(edition)s จึงไม่ได้นำไปคิด",
        "Code %(code)s is not in edition %(edition)s and was not used.",
    ),
)
UNKNOWN_PART = _rule(
    "UNKNOWN-PART",
    "error",
    ("ประเด็นย่อยไม่ตรงกับข้อใด", "Part not recognised"),
    (
        "ข้อ %(code)s ไม่มีประเด็นย่อย “%(part)s” จึงไม่ได้นำไปคิด",
        "Item %(code)s has no part “%(part)s”; it was not used.",
    ),
)
NO_EDITION = _rule(
    "NO-EDITION",
    "error",
    ("ไม่มีกรอบการประเมินของปีนั้น", "No edition of that year"),
    (
        "ไม่มีกรอบการประเมินของปี %(year)s จึงคิดคะแนนปีนั้นไม่ได้",
        "There is no edition of the year %(year)s; that year was not scored.",
    ),
)
NO_YEAR = _rule(
    "NO-YEAR",
    "error",
    ("ไม่มีปี", "No year"),
    (
        "มี %(count)s รายการที่ไม่มีปี หรือปีไม่ใช่ตัวเลขสี่หลัก จึงไม่ได้นำไปคิด",
        "%(count)s statement(s) name no year, or one that is no number of four digits; not used.",
    ),
)
NOT_UNDERSTOOD = _rule(
    "NOT-UNDERSTOOD",
    "error",
    ("อ่านไม่เข้าใจ", "Not understood"),
    (
        "“%(what)s” %(why)s จึงไม่ได้นำไปคิด",
        "“%(what)s” %(why)s; it was not used.",
    ),
)
NOT_A_NUMBER = _rule(
    "NOT-A-NUMBER",
    "error",
    ("ไม่ใช่ตัวเลข", "Not a number"),
    (
        "ค่าของ %(code)s คือ “%(value)s” ซึ่งไม่ใช่ตัวเลข จึงไม่ได้นำไปคิด",
        "The value of %(code)s is “%(value)s”, which is no number; it was not used.",
    ),
)
UNKNOWN_VERDICT = _rule(
    "UNKNOWN-VERDICT",
    "error",
    ("ไม่รู้จักผลตรวจ", "Verdict not recognised"),
    (
        "ผลตรวจของ %(code)s คือ “%(value)s” ซึ่งไม่ใช่คำตอบที่กำหนด จึงไม่ได้นำไปคิด",
        "The verdict of %(code)s is “%(value)s”, which is none of the options; it was not used.",
    ),
)
RANGE = _rule(
    "RANGE",
    "error",
    ("คะแนนนอกช่วง 0 ถึง 100", "Score outside 0 to 100"),
    (
        "%(code)s ได้ %(value)s ซึ่งอยู่นอกช่วง 0 ถึง 100 จึงไม่ได้นำไปคิด",
        "%(code)s has %(value)s, outside 0 to 100; it was not used.",
    ),
)
REPEATED = _rule(
    "REPEATED",
    "warning",
    ("คะแนนเดียวกันพิมพ์ไว้สองค่า", "One score printed with two values"),
    (
        "%(code)s พิมพ์ไว้ทั้ง %(first)s และ %(second)s ใช้ค่าแรก",
        "%(code)s is printed as %(first)s and as %(second)s; the first is used.",
    ),
)
PARENT_MEAN = _rule(
    "PARENT-MEAN",
    "error",
    ("คะแนนไม่ใช่ค่าเฉลี่ยขององค์ประกอบ", "A score is not the mean of what it consists of"),
    (
        "%(code)s พิมพ์ไว้ %(stated)s แต่ %(children)s ให้ค่า %(computed)s",
        "%(code)s is printed as %(stated)s, but %(children)s give %(computed)s.",
    ),
)
VERDICT_SCORE = _rule(
    "VERDICT-SCORE",
    "error",
    ("คะแนนไม่ตรงกับผลตรวจ", "A score that the verdict does not earn"),
    (
        "%(code)s มีผลตรวจ “%(verdict)s” ซึ่งได้ %(right)s แต่พิมพ์คะแนน %(stated)s ใช้คะแนนที่พิมพ์",
        "%(code)s has the verdict “%(verdict)s”, which earns %(right)s, but is printed with "
        "%(stated)s; the printed score is used.",
    ),
)
ITEM_INDICATOR = _rule(
    "ITEM-INDICATOR",
    "error",
    ("ข้อคำถามอยู่ผิดตัวชี้วัด", "Item under the wrong indicator"),
    (
        "%(code)s อยู่ใต้ตัวชี้วัด %(stated)s แต่เป็นข้อของตัวชี้วัด %(right)s",
        "%(code)s stands under indicator %(stated)s but belongs to indicator %(right)s.",
    ),
)
OTHER_YEAR = _rule(
    "OTHER-YEAR",
    "error",
    ("ตัวเลขเป็นของปีอื่น", "Numbers of another year"),
    (
        "คะแนนรายตัวชี้วัดที่ระบุว่าเป็นปี %(year)s ให้คะแนนรวม %(computed)s ซึ่งเป็นคะแนนรวมของปี "
        "%(other)s ไม่ใช่ของปี %(year)s (%(stated)s)",
        "The indicators labelled %(year)s give a total of %(computed)s, which is the total of "
        "%(other)s and not of %(year)s (%(stated)s).",
    ),
)
COUNT_ROWS = _rule(
    "COUNT-ROWS",
    "error",
    ("จำนวนไม่ตรงกับรายการ", "A count that does not match its rows"),
    (
        "%(instrument)s ระบุจุดอ่อน %(stated)s ข้อ แต่%(what)sมี %(counted)s ข้อ (%(items)s)",
        "%(instrument)s is said to have %(stated)s weak items, but %(what)s has %(counted)s "
        "(%(items)s).",
    ),
)
NOT_WEAK = _rule(
    "NOT-WEAK",
    "warning",
    ("ข้อที่ไม่อ่อนอยู่ในรายการจุดอ่อน", "Listed as weak, but not weak"),
    (
        "%(code)s ได้ %(value)s ซึ่งไม่ต่ำกว่าเป้าหมาย %(target)s แต่อยู่ในรายการจุดอ่อน",
        "%(code)s has %(value)s, not below the target of %(target)s, but is listed as weak.",
    ),
)
RANK = _rule(
    "RANK",
    "error",
    ("ลำดับไม่ตรงกับคะแนน", "A rank that does not follow from the scores"),
    (
        "ตัวชี้วัด %(code)s พิมพ์ลำดับ %(stated)s แต่คะแนนให้ลำดับ %(right)s",
        "Indicator %(code)s is printed with rank %(stated)s, but the scores give rank %(right)s.",
    ),
)
MEASURE = _rule(
    "MEASURE",
    "error",
    ("ระดับมาตรการไม่ตรงกับคะแนน", "A measure level that does not follow from the score"),
    (
        "%(code)s ได้ %(value)s จึงเป็น “%(right)s” ไม่ใช่ “%(stated)s”",
        "%(code)s has %(value)s, which is “%(right)s” and not “%(stated)s”.",
    ),
)
LEVEL = _rule(
    "LEVEL",
    "error",
    ("ระดับไม่ตรงกับเกณฑ์", "A level that does not follow from the rules"),
    (
        "ปี %(year)s พิมพ์ระดับ “%(stated)s” แต่ตามเกณฑ์คือ “%(right)s” (%(reason)s)",
        "%(year)s is printed as “%(stated)s”, but the rules give “%(right)s” (%(reason)s).",
    ),
)
UNKNOWN_LEVEL = _rule(
    "UNKNOWN-LEVEL",
    "warning",
    ("ระดับไม่อยู่ในเกณฑ์ของปีนั้น", "A level of another scale"),
    (
        "ปี %(year)s ใช้ระดับ “%(stated)s” ซึ่งไม่มีในเกณฑ์ของปีนั้น (%(levels)s)",
        "%(year)s speaks of level “%(stated)s”, which the scale of that year does not have "
        "(%(levels)s).",
    ),
)
DELTA = _rule(
    "DELTA",
    "error",
    ("ผลต่างจากปีก่อนไม่ถูกต้อง", "A difference that does not follow from the totals"),
    (
        "ปี %(year)s พิมพ์ผลต่าง %(stated)s แต่คะแนนรวมสองปีต่างกัน %(right)s",
        "%(year)s is printed with a difference of %(stated)s, but the totals differ by %(right)s.",
    ),
)
TREND = _rule(
    "TREND",
    "error",
    ("ทิศทางไม่ตรงกับคะแนน", "A direction that does not follow from the totals"),
    (
        "ปี %(year)s เขียนว่า “%(stated)s” แต่คะแนนรวมต่างจากปีก่อน %(right)s",
        "%(year)s is said to be “%(stated)s”, but the total differs from the year before by "
        "%(right)s.",
    ),
)
INCOMPLETE = _rule(
    "INCOMPLETE",
    "warning",
    ("คะแนนคิดจากข้อมูลไม่ครบ", "A score computed from incomplete data"),
    (
        "%(code)s ของ %(who)s คิดโดยไม่มี %(missing)s เพราะไม่มีใครตอบหรือไม่เข้าข่าย",
        "%(code)s of %(who)s was computed without %(missing)s, which nobody answered or which does "
        "not apply.",
    ),
)
NO_SCORE = _rule(
    "NO-SCORE",
    "warning",
    ("คิดคะแนนไม่ได้เพราะข้อมูลไม่ครบ", "No score, because data are missing"),
    (
        "คิด %(code)s ของ %(who)s ไม่ได้ เพราะไม่ทราบคะแนน %(missing)s",
        "%(code)s of %(who)s could not be computed for lack of a score of %(missing)s.",
    ),
)
ROWS_REJECTED = _rule(
    "ROWS-REJECTED",
    "warning",
    ("มีแถวที่ไม่ได้นับ", "Rows that were not counted"),
    (
        "ไฟล์ %(file)s มี %(count)s แถวที่ไม่ได้นับ แถวแรกคือแถว %(row)s: %(reason)s “%(value)s”",
        "%(count)s row(s) of %(file)s were not counted, the first is row %(row)s: %(reason)s "
        "“%(value)s”.",
    ),
)

RULES = tuple(value for value in list(globals().values()) if isinstance(value, Rule))
