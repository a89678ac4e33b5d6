"""What stands outside tables of scores: bands of measures, targets, ranks, days of the plan."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

from prongsai.methodology.dates import date_text
from prongsai.methodology.exact import HUNDREDTHS
from prongsai.methodology.findings import Finding, found
from prongsai.reports.rules.typed.findings import (
    BANDS,
    BANDS_YEAR,
    PLAN_DATE,
    RANK_OF,
    RANKS_TOLD,
    TARGETS,
)
from prongsai.reports.rules.typed.lines import bare
from prongsai.reports.rules.typed.rows import in_rows
from prongsai.reports.rules.typed.stating import Case, hundredths

#: Days that are further from the plan's year are those of laws and orders.
_YEAR = timedelta(days=366)


def particulars(case: Case) -> Iterator[Finding]:
    """Return what is wrong beside the sums, the lists and the count of indicators below target."""
    yield from in_rows(case)
    yield from _bands(case)
    yield from _bands_year(case)
    yield from _targets(case)
    yield from _ranks(case)
    yield from _days(case)


def _bands(case: Case) -> Iterator[Finding]:
    """Bands must meet: each ends where the one above begins."""
    bands = sorted(case.report.bands, key=lambda band: -(hundredths(band.least) or 0))
    for upper, lower in pairwise(bands):
        if lower.below and hundredths(lower.below) != hundredths(upper.least):
            yield found(
                BANDS,
                year_be=case.report.year,
                place=case.place(lower.line),
                upper=upper.measure,
                least=upper.least,
                lower=lower.measure,
                below=lower.below,
            )


def _bands_year(case: Case) -> Iterator[Finding]:
    """The head of the table names a year whose scores do not decide, as the measures show."""
    years = case.report.bands_years
    if not years or years[0][0] == case.report.year:
        return
    printed = {row.number: row.measure for row in case.report.indicators if row.measure}
    if not printed or any(
        number not in case.table or _measure(case, case.table[number]) != measure
        for number, measure in printed.items()
    ):
        return
    stated, line = years[0]
    yield found(
        BANDS_YEAR,
        year_be=case.report.year,
        place=case.place(line),
        stated=stated,
        year=case.report.year,
    )


def _measure(case: Case, points: int) -> str:
    levels = case.edition.rules.measure_levels
    return next(one.name.th for one in levels if points >= one.min * HUNDREDTHS)


def _targets(case: Case) -> Iterator[Finding]:
    told = [one for one in case.report.sentences.target_scores if one.year == case.report.year]
    for one in told[1:]:
        if hundredths(one.value) != hundredths(told[0].value):
            yield found(
                TARGETS,
                year_be=case.report.year,
                place=case.place(one.line),
                first=told[0].value,
                second=one.value,
            )


def _ranks(case: Case) -> Iterator[Finding]:
    first: dict[tuple[str, int], str] = {}
    for told in case.report.sentences.ranks:
        place, year = case.place(told.line), told.year
        if told.rank > told.of:
            yield found(RANK_OF, year_be=year, place=place, rank=told.rank, of=told.of)
        words = f"{told.rank}/{told.of}"
        known = first.setdefault((bare(told.group), year), words) if told.group else words
        if known != words:
            yield found(
                RANKS_TOLD,
                year_be=year,
                place=place,
                group=told.group,
                first=known,
                second=words,
            )


def _days(case: Case) -> Iterator[Finding]:
    """Days of the plan must lie in its fiscal year, where there is an edition that tells it."""
    edition = case.knowledge.editions.get(case.report.plan_year)
    if edition is None:
        return
    starts, ends = edition.rules.starts, edition.rules.ends
    told = {day.span: day for day in reversed(case.report.days)}
    for day in reversed(told.values()):
        is_near = day.span.ends > starts - _YEAR and day.span.starts < ends + _YEAR
        if is_near and (day.span.ends < starts or day.span.starts > ends):
            yield found(
                PLAN_DATE,
                year_be=edition.year_be,
                place=case.place(day.line),
                words=day.words,
                year=edition.year_be,
                first=date_text(starts),
                last=date_text(ends),
            )
