"""Everything that a typed report says, found in its lines."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from prongsai.reports.rules.typed.detail import Detail, detail_in
from prongsai.reports.rules.typed.knowledge import Knowledge
from prongsai.reports.rules.typed.lines import Line
from prongsai.reports.rules.typed.plan import NamedDay, Theme, days_in, themes_in
from prongsai.reports.rules.typed.printed import (
    Band,
    CountRow,
    IndicatorRow,
    TotalRow,
    bands_in,
    counts_in,
    indicators_in,
    totals_in,
)
from prongsai.reports.rules.typed.prose import Sentences
from prongsai.reports.rules.typed.sections import Part, Section, sections_of

#: Where no table of results stands.
_APART = {Part.PLAN, Part.ANNEX}


@dataclass(frozen=True)
class TypedReport:
    """What a report says; every entry knows its line.

    year: of the result that the report is about; years of parts may be told by their headings
    bands_years: the years that the table of measure levels names, in their order
    plan_codes: the items that the chapter of the plan names by their codes
    """

    lines: tuple[Line, ...]
    year: int
    detail_year: int
    plan_year: int
    totals: tuple[TotalRow, ...]
    indicators: tuple[IndicatorRow, ...]
    bands: tuple[Band, ...]
    bands_years: tuple[tuple[int, int], ...]
    counts: tuple[CountRow, ...]
    detail: Detail
    sentences: Sentences
    themes: tuple[Theme, ...]
    days: tuple[NamedDay, ...]
    plan_codes: frozenset[str]

    @property
    def says_something(self) -> bool:
        """Whether anything of a report was found; a lone sentence could stand anywhere."""
        return bool(self.totals or self.indicators or self.detail.rows or self.counts)


def read_report(lines: Iterable[Line], knowledge: Knowledge) -> TypedReport:
    """Find what a report says."""
    kept = tuple(lines)
    sections = sections_of(kept, knowledge)
    body = [section for section in sections if section.part not in _APART]
    flat = [line for section in body for line in section.lines]
    tables = _of(sections, Part.INDICATORS)
    indicators = list(indicators_in(tables, knowledge, ranked=False)) if tables else []
    indicators = indicators or list(indicators_in(flat, knowledge, ranked=True))
    totals = tuple(totals_in(flat, knowledge))
    year = _year(sections, totals, knowledge)
    details = [section for section in sections if section.part is Part.DETAIL and section.lines]
    sentences = Sentences()
    for section in (one for one in sections if one.part is not Part.ANNEX):
        sentences.take(_opening(section), knowledge, _stated(section, year))
    plan = _of(sections, Part.PLAN)
    plan_year = next((s.year for s in sections if s.part is Part.PLAN and s.year), year + 1)
    bands = tuple(bands_in(_of(sections, Part.TARGET) or flat, knowledge))
    return TypedReport(
        kept,
        year,
        details[0].year or year if details else year,
        plan_year,
        totals,
        tuple(_first_table(indicators)),
        bands,
        _years_before(bands, kept, knowledge),
        tuple(counts_in(flat, knowledge)),
        detail_in([line for s in details for line in s.lines] or flat, knowledge),
        sentences,
        tuple(themes_in(plan)),
        tuple(days_in(plan)),
        _codes_in(plan, knowledge),
    )


def _of(sections: list[Section], part: Part) -> list[Line]:
    return [line for section in sections if section.part is part for line in section.lines]


def _stated(section: Section, year: int) -> int:
    """Return the year that sentences of a section are about; that of a plan is the year after."""
    return year if section.part is Part.PLAN else section.year or year


def _opening(section: Section) -> list[Line]:
    """Return the lines of a section that hold sentences: of a plan, those before its themes."""
    if section.part is not Part.PLAN:
        return section.lines
    themes = themes_in(section.lines)
    return [line for line in section.lines if not themes or line.number < themes[0].line]


def _year(sections: list[Section], totals: tuple[TotalRow, ...], knowledge: Knowledge) -> int:
    """Return the year of the result: that of its heading, else of the latest total."""
    for part in (Part.INDICATORS, Part.RESULT, Part.TARGET):
        for section in sections:
            if section.part is part and section.year in knowledge.editions:
                return int(section.year or 0)
    told = [row.year for row in totals if row.year in knowledge.editions]
    return max(told, default=max(knowledge.editions))


def _codes_in(lines: list[Line], knowledge: Knowledge) -> frozenset[str]:
    """Return the codes of items that lines name."""
    code = re.compile(rf"(?<![A-Za-z0-9])[{knowledge.letters}]\d{{1,2}}(?![\d.]*[A-Za-z0-9])")
    return frozenset(found for line in lines for found in code.findall(line.text))


def _first_table(rows: list[IndicatorRow]) -> list[IndicatorRow]:
    """Return the rows of the first table: each indicator once."""
    return list({row.number: row for row in reversed(rows)}.values())[::-1]


def _years_before(
    bands: tuple[Band, ...], lines: tuple[Line, ...], knowledge: Knowledge
) -> tuple[tuple[int, int], ...]:
    """Return the years, with their lines, in the head of the table of measure levels."""
    if not bands:
        return ()
    first = min(band.line for band in bands)
    above = [line for line in lines if first - _HEAD <= line.number < first]
    begun = [at for at, line in enumerate(above) if "ค่าคะแนน" in line.text and "ปี" in line.text]
    if not begun:
        return ()
    return tuple(
        (year, line.number) for line in above[begun[-1] :] for year in knowledge.years_in(line.text)
    )


#: Lines that the head of a table may take.
_HEAD = 14
