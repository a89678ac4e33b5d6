"""Headings: which part of a report a line stands in, and of which year that part is."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from prongsai.reports.rules.typed.knowledge import Knowledge
from prongsai.reports.rules.typed.lines import Line, bare


class Part(StrEnum):
    """What a section of an annual report is about."""

    TARGET = "target"
    TOTALS = "totals"
    RESULT = "result"
    INDICATORS = "indicators"
    DETAIL = "detail"
    SUMMARY = "summary"
    PLAN = "plan"
    ANNEX = "annex"
    OTHER = "other"


@dataclass
class Section:
    """A heading and what follows it until the next; `year` is that which the heading names."""

    part: Part
    title: str
    line: int
    year: int | None
    lines: list[Line] = field(default_factory=list)


_TOP = re.compile(r"^(\d)\s*\.\s+(?=\D)(.+)$")
_BELOW = re.compile(r"^(\d)\s*\.\s*\d{1,2}\.?\s+(?=[\u0e01-\u0e4e])(.+)$")
_ANNEX = re.compile(r"^ภาคผนวก\s*(?:$|(?:[ก-ฮ]|\d{1,2})(?:\s|$))")
_CAPTION = re.compile(r"^ตารางที่\s*\d")
#: A line of a table of contents; a line of a table.
_NO_HEADING = re.compile(r"\.\s?\.\s?\.|\d\s*ข้อ$")
_TOPS = ("ความเป็นมา", "วิเคราะห์ผล", "รายงานผล", "ผลการดำเนินการ", "แนวทาง/มาตรการ", "แผน")
_PLANS = ("รายงานผลการดำเนิน", "ผลการดำเนินการตาม", "มาตรการ", "แผน")
#: Words of a heading, all of one group -> what it is about; the first that fits.
_PARTS: tuple[tuple[Part, tuple[tuple[str, ...], ...]], ...] = (
    (Part.SUMMARY, (("สรุป", "จุดอ่อน"), ("สรุป", "ข้อบกพร่อง"))),
    (Part.DETAIL, (("จุดอ่อน",), ("ข้อบกพร่อง",))),
    (Part.INDICATORS, (("คะแนนรายตัวชี้วัด",),)),
    (Part.TOTALS, (("คะแนนรายดัชนี",), ("คะแนนรวม", "ย้อนหลัง"), ("คะแนนรวม", "รายปี"))),
    (Part.TARGET, (("เป้าหมาย",),)),
    (Part.RESULT, (("ผลการประเมิน",),)),
)
#: Lines that a long heading may run on for.
_RUNS_ON = 2


def sections_of(lines: Iterable[Line], knowledge: Knowledge) -> list[Section]:
    """Divide a report at its headings; a section without a year has that of the one above it."""
    found = [Section(Part.OTHER, "", 0, None)]
    chapter = _Chapter()
    for line in lines:
        section = chapter.begun(line)
        if section is None:
            found[-1].lines.append(line)
        else:
            found.append(section)
    above: int | None = None
    for section in found:
        named = knowledge.years_in(" ".join([section.title, *_going_on(section)]))
        section.year = _captioned(section, knowledge) or (named[0] if named else None) or above
        if _TOP.match(section.title):
            above = section.year
    return found


@dataclass
class _Chapter:
    """Where the reading is: chapters rise, save that a list of contents comes first."""

    number: int = 0
    part: Part = Part.OTHER
    titles: set[str] = field(default_factory=set)

    def begun(self, line: Line) -> Section | None:
        """Return the section that a line opens, if it does."""
        if _NO_HEADING.search(line.text):
            return None
        if _ANNEX.match(line.text):
            self.number, self.part = 0, Part.ANNEX
            return Section(Part.ANNEX, line.text, line.number, None)
        if top := _TOP.match(line.text):
            return self._chapter(line, int(top[1]), top[2])
        below = _BELOW.match(line.text)
        if below is None or self.part in {Part.ANNEX, Part.PLAN}:
            return None
        if self.number not in {0, int(below[1])}:
            return None
        return Section(_part_of(below[2]), line.text, line.number, None)

    def _chapter(self, line: Line, number: int, title: str) -> Section | None:
        """Open a chapter; the numbered measures of a plan open none."""
        letters = bare(title)
        is_listed = letters in self.titles
        rises = number > self.number and self.part is not Part.PLAN
        if not any(bare(word) in letters for word in _TOPS) or not (rises or is_listed):
            return None
        is_plan = number > 1 and any(bare(word) in letters for word in _PLANS)
        self.titles.add(letters)
        self.number = number
        self.part = Part.PLAN if is_plan and bare("วิเคราะห์") not in letters else Part.OTHER
        return Section(self.part, line.text, line.number, None)


def _part_of(title: str) -> Part:
    letters = bare(title)
    for part, groups in _PARTS:
        if any(all(bare(word) in letters for word in group) for group in groups):
            return part
    return Part.OTHER


def _going_on(section: Section) -> list[str]:
    """Return the lines that may still belong to the heading."""
    texts = []
    for line in section.lines[:_RUNS_ON]:
        if not line.text:
            break
        texts.append(line.text)
    return texts


def _captioned(section: Section, knowledge: Knowledge) -> int | None:
    """Return the year that the first caption of a table names."""
    for line in section.lines:
        if _CAPTION.match(line.text) and (years := knowledge.years_in(line.text)):
            return years[-1]
    return None
