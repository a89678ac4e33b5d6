"""The rules that speak of typed reports alone, beside those of the method."""

from prongsai.methodology.findings import Confidence, Rule, Severity
from prongsai.methodology.wording import Text

Pair = tuple[str, str]
#: Rules whose findings do not follow from printed numbers alone.
CONFIDENCE: dict[str, Confidence] = {}


def _rule(
    id_: str, severity: Severity, title: Pair, text: Pair, confidence: Confidence = "certain"
) -> Rule:
    CONFIDENCE[id_] = confidence
    return Rule(id_, severity, Text(*title), Text(*text))


DETAIL_TABLE = _rule(
    "DETAIL-TABLE",
    "error",
    ("คะแนนในรายละเอียดไม่ตรงกับตาราง", "Scores of the detail differ from the table"),
    (
        "คะแนนตัวชี้วัดในรายละเอียดจุดอ่อนของปี %(year)s ไม่ตรงกับตารางคะแนนของปีเดียวกัน: %(pairs)s",
        "The indicators in the detail of weak points of %(year)s differ from the table of the same "
        "year: %(pairs)s.",
    ),
)
BELOW_COUNT = _rule(
    "BELOW-COUNT",
    "error",
    (
        "จำนวนตัวชี้วัดที่ต่ำกว่าเป้าหมายไม่ตรงกับตาราง",
        "A count of indicators below target that the table contradicts",
    ),
    (
        "ข้อความระบุว่ามี %(stated)s ตัวชี้วัดต่ำกว่า %(target)s คะแนน แต่ตารางคะแนนของปี %(year)s มี "
        "%(counted)s ตัวชี้วัด%(items)s",
        "The text says that %(stated)s indicators are below %(target)s, but the table of %(year)s "
        "has %(counted)s%(items)s.",
    ),
)
BELOW_DETAIL = _rule(
    "BELOW-DETAIL",
    "error",
    (
        "จำนวนตัวชี้วัดที่ต่ำกว่าเป้าหมายไม่ตรงกับรายละเอียด",
        "A count of indicators below target that the detail contradicts",
    ),
    (
        "ข้อความระบุว่ามี %(stated)s ตัวชี้วัดต่ำกว่า %(target)s คะแนน แต่รายละเอียดที่ตามมามี "
        "%(counted)s ตัวชี้วัด%(items)s",
        "The text says that %(stated)s indicators are below %(target)s, but the detail after it "
        "has %(counted)s%(items)s.",
    ),
)
BELOW_SUM = _rule(
    "BELOW-SUM",
    "error",
    ("จำนวนรายแบบวัดรวมกันไม่เท่าจำนวนรวม", "Counts by instrument that do not add up"),
    (
        "ข้อความระบุรวม %(stated)s ตัวชี้วัด แต่แยกเป็น %(parts)s รวมกันได้ %(counted)s",
        "The text says %(stated)s indicators in all, but %(parts)s make %(counted)s.",
    ),
)
BELOW_NAMED = _rule(
    "BELOW-NAMED",
    "error",
    ("จำนวนไม่ตรงกับที่เอ่ยชื่อ", "A count that does not match the names beside it"),
    (
        "ข้อความระบุว่า %(instrument)s มี %(stated)s ตัวชี้วัด แต่เอ่ยชื่อ %(counted)s ตัวชี้วัด (%(items)s)",
        "The text says that %(instrument)s has %(stated)s indicators, but names %(counted)s "
        "(%(items)s).",
    ),
)
BELOW_UNNAMED = _rule(
    "BELOW-UNNAMED",
    "warning",
    ("ตัวชี้วัดต่ำกว่าเป้าหมายที่ไม่ได้เอ่ยถึง", "An indicator below target that is not named"),
    (
        "ตัวชี้วัดที่ %(code)s (%(instrument)s) ได้ %(value)s ต่ำกว่า %(target)s แต่ข้อความไม่ได้เอ่ยถึง",
        "Indicator %(code)s (%(instrument)s) has %(value)s, below %(target)s, but is not named.",
    ),
)
NOT_BELOW = _rule(
    "NOT-BELOW",
    "error",
    ("เอ่ยชื่อตัวชี้วัดที่ไม่ต่ำกว่าเป้าหมาย", "An indicator named as below target that is not"),
    (
        "ข้อความว่าตัวชี้วัดที่ %(code)s ต่ำกว่าเป้าหมาย แต่ได้ %(value)s ซึ่งไม่ต่ำกว่า %(target)s",
        "Indicator %(code)s is named as below target, but has %(value)s, not below %(target)s.",
    ),
)
TWO_QUESTIONS = _rule(
    "TWO-QUESTIONS",
    "error",
    ("สองข้อคำถามอยู่ในแถวรหัสเดียว", "Two questions in the row of one code"),
    (
        "ในแถวของ %(code)s มีสองข้อคำถาม ข้อที่สอง (%(value)s) มีเนื้อความของ %(other)s%(listed)s",
        "The row of %(code)s has two questions; the second (%(value)s) reads as "
        "%(other)s%(listed)s.",
    ),
    "likely",
)
CODE_WORDS = _rule(
    "CODE-WORDS",
    "error",
    ("รหัสไม่ตรงกับข้อความของข้อคำถาม", "A code that does not go with its words"),
    (
        "แถวที่พิมพ์รหัส %(code)s มีข้อความของ %(other)s",
        "The row with code %(code)s has the words of %(other)s.",
    ),
    "likely",
)
LIST_ROWS = _rule(
    "LIST-ROWS",
    "error",
    ("รายการสรุปไม่ตรงกับรายละเอียด", "A list that does not match the rows of the detail"),
    (
        "สรุปของ %(instrument)s ไม่ตรงกับตารางรายละเอียด: %(differences)s",
        "The summary of %(instrument)s differs from the table of details: %(differences)s.",
    ),
)
INDICATOR_NAME = _rule(
    "INDICATOR-NAME",
    "error",
    ("ชื่อตัวชี้วัดเป็นของตัวชี้วัดอื่น", "An indicator with the name of another"),
    (
        "ตัวชี้วัดที่ %(code)s พิมพ์ชื่อ “%(name)s” ซึ่งเป็นชื่อของตัวชี้วัดที่ %(other)s",
        "Indicator %(code)s is printed with the name “%(name)s”, which is that of indicator "
        "%(other)s.",
    ),
)
BANDS = _rule(
    "BANDS",
    "error",
    ("ช่วงคะแนนของระดับมาตรการไม่ต่อกัน", "Bands of measure levels that do not meet"),
    (
        "“%(upper)s” เริ่มที่ %(least)s แต่ “%(lower)s” สิ้นสุดที่น้อยกว่า %(below)s",
        "“%(upper)s” begins at %(least)s, but “%(lower)s” ends below %(below)s.",
    ),
)
BANDS_YEAR = _rule(
    "BANDS-YEAR",
    "warning",
    ("ตารางระดับมาตรการใช้ปีของคะแนนไม่ตรง", "Measure levels by the scores of another year"),
    (
        "หัวตารางระดับมาตรการว่าใช้คะแนนปี %(stated)s แต่ระดับมาตรการในตารางคะแนนเป็นไปตามคะแนนปี %(year)s",
        "The table of measure levels says that the scores of %(stated)s decide, but the measures "
        "printed beside the indicators follow from those of %(year)s.",
    ),
    "likely",
)
TARGETS = _rule(
    "TARGETS",
    "error",
    ("คะแนนเป้าหมายสองค่า", "Two target scores"),
    (
        "คะแนนเป้าหมายพิมพ์ไว้ทั้ง %(first)s และ %(second)s",
        "The target score is printed as %(first)s and as %(second)s.",
    ),
)
RANKS_TOLD = _rule(
    "RANKS-TOLD",
    "error",
    ("ลำดับของหน่วยงานขัดกัน", "Ranks of the agency that contradict each other"),
    (
        "ลำดับใน%(group)s พิมพ์ไว้ทั้ง %(first)s และ %(second)s",
        "The rank in %(group)s is printed as %(first)s and as %(second)s.",
    ),
)
RANK_OF = _rule(
    "RANK-OF",
    "error",
    ("ลำดับเกินจำนวนหน่วยงาน", "A rank beyond the number of agencies"),
    ("ลำดับที่ %(rank)s จาก %(of)s หน่วยงานเป็นไปไม่ได้", "Rank %(rank)s of %(of)s agencies cannot be."),
)
LISTED_VERDICTS = _rule(
    "LISTED-VERDICTS",
    "warning",
    ("คะแนน OIT ไม่ตรงกับรายการที่แจกแจง", "An OIT score that the listed items do not give"),
    (
        "ตัวชี้วัดที่ %(code)s พิมพ์ไว้ %(stated)s แต่หากข้ออื่นที่ไม่ได้แจกแจงผ่านทั้งหมดจะได้ %(computed)s",
        "Indicator %(code)s is printed as %(stated)s, but if all items that are not listed passed, "
        "it would be %(computed)s.",
    ),
    "likely",
)
DECIMALS = _rule(
    "DECIMALS",
    "info",
    ("จำนวนทศนิยมไม่เท่ากัน", "Not as many decimals as the others"),
    (
        "%(value)s พิมพ์ทศนิยมไม่เท่าคะแนนอื่นในตาราง",
        "%(value)s is printed with fewer decimals than the other scores of the table.",
    ),
)
PLAN_DATE = _rule(
    "PLAN-DATE",
    "warning",
    ("วันที่อยู่นอกปีงบประมาณของแผน", "A day outside the fiscal year of the plan"),
    (
        "“%(words)s” อยู่นอกปีงบประมาณ %(year)s (%(first)s ถึง %(last)s)",
        "“%(words)s” lies outside the fiscal year %(year)s (%(first)s to %(last)s).",
    ),
    "likely",
)
UNANSWERED = _rule(
    "UNANSWERED",
    "warning",
    ("จุดอ่อนที่ไม่มีมาตรการรองรับ", "A weak point that no measure answers"),
    (
        "ไม่พบมาตรการในส่วนที่ 3 ที่แก้ %(code)s “%(text)s”",
        "No measure of the plan was found that answers %(code)s “%(text)s”.",
    ),
    "guess",
)

TYPED_RULES = tuple(value for value in list(globals().values()) if isinstance(value, Rule))
