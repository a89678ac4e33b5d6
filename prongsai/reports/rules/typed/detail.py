"""The table of weak points: indicators, items and their parts with scores and verdicts."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from prongsai.reports.rules.typed.knowledge import Knowledge, alternatives
from prongsai.reports.rules.typed.lines import Line
from prongsai.reports.rules.typed.printed import NUMBER

#: What a report of ours says in the last column: the gain.
_GAIN = re.compile(r"\s+(?:[+\-]\d{1,3}\.\d+|น้อยกว่า\s*0\.\d+|ไม่เพิ่ม)$")
#: A score has decimals; whole numbers end sentences.
_SCORE = re.compile(r"^(.*?)\s*(?<![\d.,/])(\d{1,3}\.\d{1,4}|100)$")
_UNKNOWN = re.compile(r"^(.*?)\s*ไม่มีข้อมูล$")
_HEADER = re.compile(r"ประเด็นการประเมิน|^คะแนนที่ได้$|^คะแนนหรือ$|^ผลตรวจ$|^คะแนนรวม$|^ที่จะเพิ่ม$")
_FURNITURE = re.compile(r"^-\s*\d{1,3}\s*-$|^Page\s*\|", re.IGNORECASE)


@dataclass(frozen=True)
class Heading:
    """An indicator that rows stand under; its score as printed, "" where there is none."""

    number: int
    name: str
    score: str
    line: int


@dataclass(frozen=True)
class Row:
    """Something with a score or a verdict, as it stands there.

    code: the item's code that stands in the row itself or last above it
    is_own: it stands in the row itself and not above
    near, words: what is printed on the line of the score, and since the row before
    score, verdict: as printed; both "" for a question whose parts alone have scores
    """

    indicator: int | None
    code: str
    is_own: bool
    near: str
    words: str
    score: str
    verdict: str
    line: int


@dataclass
class Detail:
    """What the table of weak points says; `codes`: code, indicator and line of each printed."""

    headings: list[Heading] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    codes: list[tuple[str, int | None, int]] = field(default_factory=list)


@dataclass
class _State:
    indicator: int | None = None
    code: str = ""
    is_own: bool = False
    texts: list[str] = field(default_factory=list)

    def taken(self, near: str, score: str, verdict: str, line: int) -> Row:
        """Return a row of all that was read since the last one, and forget it."""
        words = " ".join([*self.texts, near]).strip()
        row = Row(self.indicator, self.code, self.is_own, near, words, score, verdict, line)
        self.texts, self.is_own = [], False
        return row


def detail_in(lines: Iterable[Line], knowledge: Knowledge) -> Detail:
    """Read the table of weak points, from the first indicator that heads it."""
    detail, state = Detail(), _State()
    patterns = _Patterns.of(knowledge)
    for line in lines:
        text = _GAIN.sub("", line.text)
        heading = patterns.heading(text, line.number)
        if heading is not None:
            detail.headings.append(heading)
            state = _State(indicator=heading.number)
        elif detail.headings and text and not _FURNITURE.match(text):
            if _HEADER.search(text):
                state.texts = []
            else:
                detail.rows += _rows(detail, state, patterns, text, line.number)
    return detail


def _rows(
    detail: Detail, state: _State, patterns: "_Patterns", text: str, line: int
) -> Iterator[Row]:
    coded = patterns.code.match(text)
    if coded:
        code = coded[1].replace(" ", "").upper()
        if code != state.code:
            detail.codes.append((code, state.indicator, line))
        state.code, state.is_own = code, True
        text = _GAIN.sub("", " " + coded[2]).strip()
    judged = patterns.verdict.match(text)
    scored, unknown = _SCORE.match(text), _UNKNOWN.match(text)
    if judged:
        yield state.taken(judged[1].strip(), "", judged[2], line)
    elif scored:
        yield state.taken(scored[1].strip(), scored[2], "", line)
    elif unknown:
        yield state.taken(unknown[1].strip(), "", "", line)
    elif text:
        state.texts.append(text)


@dataclass(frozen=True)
class _Patterns:
    code: re.Pattern[str]
    verdict: re.Pattern[str]
    knowledge: Knowledge

    @classmethod
    def of(cls, knowledge: Knowledge) -> "_Patterns":
        return cls(
            re.compile(
                rf"^([{knowledge.letters}{knowledge.letters.lower()}]\s?\d{{1,2}})(?![\d.])\s*(.*)$"
            ),
            re.compile(rf"^(.*?)\s*(?<![\u0e01-\u0e4e])({alternatives(knowledge.verdicts)})$"),
            knowledge,
        )

    def heading(self, text: str, line: int) -> Heading | None:
        """Return the indicator that a line heads rows with."""
        found = re.match(rf"^ตัวชี้วัดที่\s*(\d{{1,2}})\s*(\D*?)\s*({NUMBER})?$", text)
        if found is None or int(found[1]) not in self.knowledge.indicators:
            return None
        if not found[2] or (not found[3] and len(found[2]) > _LONGEST_NAME):
            return None
        return Heading(int(found[1]), found[2], found[3] or "", line)


#: Letters of the name of an indicator; a sentence that begins with one is longer.
_LONGEST_NAME = 40
