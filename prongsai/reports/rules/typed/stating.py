"""A typed report as statements of the method, so that the method's own checks judge it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from prongsai.methodology import findings
from prongsai.methodology.checks.all import check
from prongsai.methodology.claims import Claims, collect
from prongsai.methodology.edition.tree import Edition, Kind
from prongsai.methodology.exact import HUNDREDTHS, MILLIONTHS, millionths
from prongsai.methodology.findings import Finding
from prongsai.methodology.statements import About, Place, Statement
from prongsai.reports.rules.typed.knowledge import Knowledge
from prongsai.reports.rules.typed.placing import Placed, placed_in
from prongsai.reports.rules.typed.prose import Told
from prongsai.reports.rules.typed.reading import TypedReport

_WORDS = {"เพิ่มขึ้น": "up", "ลดลง": "down", "เท่าเดิม": "same"}
#: More indicators than this that differ are not misprints but another table.
MISPRINTS = 2
#: A table is one of weak points when so great a part of its scores is below the target.
_MOSTLY = 0.8


@dataclass(frozen=True)
class Case:
    """A report to be judged, and what follows from it; `file` names places."""

    report: TypedReport
    knowledge: Knowledge
    file: str

    @property
    def edition(self) -> Edition:
        """The edition of the result."""
        return self.knowledge.editions[self.report.year]

    @cached_property
    def other_year(self) -> Finding | None:
        """The finding that the indicators of the detail are those of another year."""
        statements = [*self._totals(), *self._headings(self.stated_year)]
        told = [f for f in self.checked(statements) if f.rule is findings.OTHER_YEAR]
        return told[0] if told else None

    @property
    def stated_year(self) -> int:
        """The year that the heading of the detail names, where it has an edition."""
        year = self.report.detail_year
        return year if year in self.knowledge.editions else self.report.year

    @cached_property
    def detail_edition(self) -> Edition:
        """The edition that the detail was made under, whatever its heading says."""
        year = self.stated_year
        if self.other_year is not None:
            year = int(self.other_year.suggestion.rpartition(" ")[2])
        return self.knowledge.editions[year]

    @cached_property
    def placed(self) -> list[Placed]:
        """The rows of the detail with what they are about."""
        return placed_in(self.report.detail.rows, self.detail_edition)

    @cached_property
    def not_whole(self) -> set[str]:
        """Instruments some of whose rows could not be placed: nothing is counted there."""
        edition = self.detail_edition
        done = {id(placed.row) for placed in self.placed}
        lost = {
            row.code[:1]
            for row in self.report.detail.rows
            if (row.score or row.verdict) and id(row) not in done
        }
        items = {edition.nodes[n].code[0]: n for n in edition.of_kind(Kind.ITEM)}
        named = {edition.instrument_of(node) for letter, node in items.items() if letter in lost}
        return set(self.knowledge.instruments) if "" in lost else named

    @cached_property
    def table(self) -> dict[int, int]:
        """Number of an indicator -> hundredths in the table of the result."""
        return {
            row.number: points
            for row in self.report.indicators
            if (points := hundredths(row.score)) is not None
        }

    @cached_property
    def headed(self) -> dict[int, int]:
        """Number of an indicator -> hundredths in the detail."""
        return {
            one.number: points
            for one in self.report.detail.headings
            if (points := hundredths(one.score)) is not None
        }

    @cached_property
    def differing(self) -> list[int]:
        """Indicators whose scores in table and detail differ, though both are of one year."""
        if self.detail_edition.year_be != self.report.year:
            return []
        both = self.table.keys() & self.headed.keys()
        return sorted(number for number in both if self.table[number] != self.headed[number])

    @property
    def target(self) -> int:
        """The target in hundredths: the report's own where it names one."""
        told = [
            points
            for one in self.report.sentences.target_scores
            if (points := hundredths(one.value))
        ]
        return told[0] if told else int(self.edition.rules.target.score * HUNDREDTHS)

    def place(self, line: int) -> Place:
        return Place(self.file, line)

    def checked(self, statements: list[Statement]) -> list[Finding]:
        """Return what the method's checks find in statements of this report."""
        years: dict[int, list[Statement]] = {}
        for statement in statements:
            if statement.year_be in self.knowledge.editions:
                years.setdefault(statement.year_be, []).append(statement)
        return check([self.claims(year, said) for year, said in years.items()])

    def claims(self, year: int, statements: list[Statement]) -> Claims:
        """Return statements of a year placed under its edition."""
        return collect(statements, self.knowledge.editions[year], "")

    def statements(self) -> list[Statement]:
        """Return all that the report says, each thing under the year that it is of."""
        year = self.detail_edition.year_be
        headings = [] if len(self.differing) > MISPRINTS else list(self._headings(year))
        return [
            *self._totals(),
            *self._sentences(),
            *self._indicators(),
            *headings,
            *self._rows(),
            *self._counts(),
        ]

    def says(
        self, year: int, about: About, code: str, value: str, line: int
    ) -> Iterator[Statement]:
        """Make a statement, unless nothing is printed."""
        if value:
            yield Statement("", year, about, code, value, self.place(line))

    def _totals(self) -> Iterator[Statement]:
        for row in self.report.totals:
            yield from self.says(row.year, About.SCORE, "total", row.total, row.line)
            yield from self.says(row.year, About.DELTA, "total", row.delta, row.line)
            yield from self.says(
                row.year, About.TREND, "total", _WORDS.get(row.trend, ""), row.line
            )
            yield from self.says(row.year, About.LEVEL, "total", row.level, row.line)

    def _sentences(self) -> Iterator[Statement]:
        told = self.report.sentences
        for result in told.results:
            total, year = result.total, self._year_of(result.total)
            yield from self.says(year, About.SCORE, "total", total.value, total.line)
            yield from self.says(year, About.LEVEL, "total", result.level, result.level_line)
        first = {(one.value, one.year): one for one in reversed(told.target_levels)}
        for one in first.values():
            yield from self.says(one.year, About.TARGET_LEVEL, "total", one.value, one.line)

    def _year_of(self, total: Told) -> int:
        """Return the year of a total: one that has it in the table, else the one named last."""
        points = hundredths(total.value)
        same = [row.year for row in self.report.totals if hundredths(row.total) == points]
        return same[-1] if same and total.year not in same else total.year

    def _indicators(self) -> Iterator[Statement]:
        year, (ranked, measured) = self.report.year, self._own_rules()
        for row in self.report.indicators:
            rank, measure = row.rank if ranked else "", row.measure if measured else ""
            yield from self.says(year, About.SCORE, str(row.number), row.score, row.line)
            yield from self.says(year, About.RANK, str(row.number), rank, row.line)
            yield from self.says(year, About.MEASURE, str(row.number), measure, row.line)

    def _own_rules(self) -> tuple[bool, bool]:
        """Whether ranks and measures go by the edition's rules; a report may have its own.

        Ranks that leave places out after equal scores are as good as dense ones; the bands of
        measures are the agency's choice.
        """
        sparse = {
            n: 1 + sum(one > mine for one in self.table.values()) for n, mine in self.table.items()
        }
        told = {row.number: row.rank for row in self.report.indicators}
        own_ranks = told == {number: str(rank) for number, rank in sparse.items()}
        least = {hundredths(band.least) for band in self.report.bands if band.least}
        edition = {int(one.min * HUNDREDTHS) for one in self.edition.rules.measure_levels}
        return not own_ranks, least <= edition

    def _headings(self, year: int) -> Iterator[Statement]:
        told = set()
        for one in self.report.detail.headings:
            if (one.number, one.score) not in told:
                told.add((one.number, one.score))
                yield from self.says(year, About.SCORE, str(one.number), one.score, one.line)

    def _rows(self) -> Iterator[Statement]:
        edition, year = self.detail_edition, self.detail_edition.year_be
        is_of_weak = self._lists_weak_points()
        for code, indicator, line in self.report.detail.codes:
            yield from self.says(year, About.PLACE, code, str(indicator or ""), line)
        for placed in self.placed:
            code, row = edition.nodes[placed.node].code, placed.row
            yield from self.says(year, About.SCORE, code, row.score, row.line)
            yield from self.says(year, About.VERDICT, code, row.verdict, row.line)
            if is_of_weak and edition.instrument_of(placed.node) not in self.not_whole:
                yield from self.says(year, About.WEAK, code, "weak", row.line)
            if placed.second_of:
                yield from self.says(year, About.PLACE, code, str(row.indicator or ""), row.line)

    def _lists_weak_points(self) -> bool:
        scores = [
            points for placed in self.placed if (points := hundredths(placed.row.score)) is not None
        ]
        below = sum(points < self.target for points in scores)
        return bool(scores) and below >= _MOSTLY * len(scores)

    def _counts(self) -> Iterator[Statement]:
        year = self.detail_edition.year_be
        for row in self.report.counts:
            yield from self.says(year, About.WEAK_COUNT, row.instrument, row.count, row.line)
            yield from self.says(
                year, About.WEAK_LIST, row.instrument, " ".join(row.codes), row.line
            )


def hundredths(printed: str) -> int | None:
    """Return a printed score in hundredths; None where nothing or no score is printed."""
    try:
        points = millionths(printed) if printed else None
    except ValueError:
        return None
    return None if points is None else points // (MILLIONTHS // HUNDREDTHS)
