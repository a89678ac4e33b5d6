"""The small tables of a report: totals, indicators, measure levels, counts of weak points."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from prongsai.reports.rules.typed.knowledge import Knowledge, alternatives
from prongsai.reports.rules.typed.lines import Line, bare, joined

NUMBER = r"\d{1,3}(?:\.\d{1,4})?"
#: No name is longer, and a line without end is not looked through in vain.
_NAME = r"(?=\D{0,150}?[\u0e01-\u0e4e])\D{1,150}?"
_YEAR_ROW = re.compile(rf"^(\d{{4}})\s+({NUMBER})(?:\s+(.*))?$")
_SIGNED = re.compile(r"(?<![\d.])([+\-–−])\s*(\d{1,3}(?:\.\d+)?)")
_UNSIGNED = re.compile(r"(?<![\d.])(\d{1,3}\.\d+)")
_TREND = re.compile(r"เพิ่มขึ้น|ลดลง|เท่าเดิม|คงที่")
_NO_CHANGE = re.compile(r"^(?:[-–—]\s*)+$|ไม่มีปีก่อน")
_FALLS, _STAYS = "ลดลง", "คงที่"
#: Lines after a row in which a merged cell may have put its measure.
_NEAR = 5


@dataclass(frozen=True)
class TotalRow:
    """The total of a year; trend, difference and level as printed, "" where nothing is."""

    year: int
    total: str
    trend: str
    delta: str
    level: str
    line: int


@dataclass(frozen=True)
class IndicatorRow:
    """A row of the table of indicators; rank and measure as printed, "" where there is none."""

    number: int
    name: str
    score: str
    rank: str
    measure: str
    line: int


@dataclass(frozen=True)
class Band:
    """From which score to which a measure level reaches, as printed; "" is open."""

    least: str
    below: str
    measure: str
    line: int


@dataclass(frozen=True)
class CountRow:
    """How many weak items an instrument is said to have, and the codes that stand beside it."""

    instrument: str
    count: str
    codes: tuple[str, ...]
    line: int


def totals_in(lines: Iterable[Line], knowledge: Knowledge) -> Iterator[TotalRow]:
    """Find the rows that tell a year, its total and the change from the year before."""
    for line in lines:
        row = _YEAR_ROW.match(line.text)
        if row is None or not knowledge.years_in(row[1]):
            continue
        rest = row[3] or ""
        trend, delta = _TREND.search(rest), _delta_in(rest)
        if trend is None and not delta and not _NO_CHANGE.search(rest):
            continue
        level = next((one for one in knowledge.levels if rest.endswith(f" {one}")), "")
        word = trend[0] if trend else ""
        yield TotalRow(
            int(row[1]), row[2], "เท่าเดิม" if word == _STAYS else word, delta, level, line.number
        )


def _delta_in(rest: str) -> str:
    """Return a difference with its sign; where none is printed, the word beside it tells."""
    if signed := _SIGNED.search(rest):
        return ("+" if signed[1] == "+" else "-") + signed[2]
    if plain := _UNSIGNED.search(rest):
        return ("-" if _FALLS in rest else "+") + plain[1]
    return ""


def indicators_in(
    lines: Iterable[Line], knowledge: Knowledge, *, ranked: bool
) -> Iterator[IndicatorRow]:
    """Find the rows of the table of indicators.

    In: `ranked`: only rows that tell a rank too, which no other table does
    """
    rows = list(lines)
    rank = r"\s+(\d{1,2})(?![\d.])" if ranked else r"(?:\s+(\d{1,2})(?![\d.]))?"
    row_of = re.compile(
        rf"^(\d{{1,2}})\s*\.?\s*(?:ตัวชี้วัดที่\s*\d{{1,2}})?\s*({_NAME})\s*({NUMBER}){rank}(.*)$"
    )
    measures = re.compile(alternatives(knowledge.measures))
    for at, line in enumerate(rows):
        row = row_of.match(line.text)
        if row is None or int(row[1]) not in knowledge.indicators:
            continue
        if bare(row[2]) not in knowledge.indicators.values() and not _almost(row, knowledge):
            continue
        told = measures.search(row[5]) or _below(rows[at + 1 : at + 1 + _NEAR], row_of, measures)
        measure = told[0] if told else ""
        yield IndicatorRow(int(row[1]), row[2].strip(), row[3], row[4] or "", measure, line.number)


def _almost(row: re.Match[str], knowledge: Knowledge) -> bool:
    """Whether a name begins or ends as that of its indicator does: many are cut or shortened."""
    name, right = bare(row[2]), knowledge.indicators[int(row[1])]
    half = max(len(right) // 2, 4)
    return name[:half] == right[:half] or name[-half:] == right[-half:]


def _below(
    lines: list[Line], row_of: re.Pattern[str], measures: re.Pattern[str]
) -> re.Match[str] | None:
    """Find the measure of a row that a merged cell parted from it."""
    for line in lines:
        if row_of.match(line.text):
            return None
        if alone := measures.fullmatch(line.text.strip()):
            return alone
    return None


def bands_in(lines: Iterable[Line], knowledge: Knowledge) -> Iterator[Band]:
    """Find from which score to which each measure level reaches."""
    prose = joined(lines)
    names = alternatives(knowledge.measures)
    unit = r"\s*(?:คะแนน)?\s*"
    patterns = (
        (rf"ตั้งแต่\s*({NUMBER}){unit}ขึ้นไป\s*({names})", 1, 0),
        (rf"ตั้งแต่\s*({NUMBER}){unit}แต่(?:ไม่ถึง|น้อยกว่า)\s*({NUMBER}){unit}({names})", 1, 2),
        (rf"(?<!แต่)(?:น้อยกว่า|ต่ำกว่า)\s*({NUMBER}){unit}({names})", 0, 1),
    )
    for pattern, least, below in patterns:
        for found in re.finditer(pattern, prose.text):
            yield Band(
                found[least] if least else "",
                found[below] if below else "",
                found[found.re.groups],
                prose.line_at(found.start()),
            )


def counts_in(lines: Iterable[Line], knowledge: Knowledge) -> Iterator[CountRow]:
    """Find the rows that tell how many weak items an instrument has, and which."""
    rows = list(lines)
    names = "|".join(knowledge.instruments)
    code = rf"[{knowledge.letters}{knowledge.letters.lower()}]\s?\d{{1,2}}"
    row_of = re.compile(rf"^({names})\s+(\d{{1,3}})(?:\s*(?:ข้อ|ประเด็น))?\s+({code}\b.*)$")
    only = re.compile(rf"^(?:{code}[\s,;และ]*)+$")
    for at, line in enumerate(rows):
        row = row_of.match(line.text)
        if row is None:
            continue
        listed = row[3]
        for following in rows[at + 1 :]:
            if not only.match(following.text):
                break
            listed += " " + following.text
        codes = (found.replace(" ", "").upper() for found in re.findall(code, listed))
        yield CountRow(row[1], row[2], tuple(codes), line.number)
