"""The agency and the year that a report is about, and what is asked of them again and again."""

from dataclasses import dataclass
from functools import cached_property

from prongsai.methodology.edition.files import MeasureLevel
from prongsai.methodology.edition.tree import TOTAL, Edition, Kind
from prongsai.methodology.exact import HUNDREDTHS, MISSING
from prongsai.methodology.weakness import WeakPoint
from prongsai.methodology.wording import Text, same
from prongsai.reports.rules.blocks import Cell, Step, Tone
from prongsai.reports.rules.cells import score
from prongsai.reports.rules.sources import Source
from prongsai.results.queries.histories import AgencyHistory, AgencyYear
from prongsai.results.queries.privacy import hidden_codes
from prongsai.results.queries.rounds import group_name
from prongsai.results.queries.rows import AgencyResult
from prongsai.results.queries.weak import latest_with_items

#: A report looks back so many years.
YEARS = 5
TONES = {"maintain": Tone.GOOD, "raise": Tone.WARN, "urgent": Tone.BAD}


@dataclass(frozen=True, eq=False)
class Subject:
    """One agency as it was known in one year; `history` ends with that year."""

    history: AgencyHistory

    @property
    def year(self) -> AgencyYear:
        return self.history.latest

    @property
    def result(self) -> AgencyResult:
        return self.year.result

    @property
    def edition(self) -> Edition:
        return self.year.edition

    @property
    def years(self) -> tuple[AgencyYear, ...]:
        """The last years, by rising year."""
        return self.history.years[-YEARS:]

    @property
    def name(self) -> Text:
        return self.history.agency.name

    @property
    def group(self) -> Text:
        """The type of the agency: the edition's name of it, or the words of the source."""
        return group_name(self.edition, self.history.agency.group)

    @property
    def year_text(self) -> Text:
        return same(str(self.year.year_be))

    @cached_property
    def before(self) -> AgencyYear | None:
        """The year that this one is compared with."""
        previous = self.year.round.previous
        return self.history.of(previous.year_be) if previous else None

    @cached_property
    def items_year(self) -> AgencyYear | None:
        """The latest year of which anything is known item by item."""
        return latest_with_items(self.history)

    @cached_property
    def weak_points(self) -> tuple[WeakPoint, ...]:
        """The weak points of `items_year` in the edition's order, but those of too few people."""
        if self.items_year is None:
            return ()
        hidden = hidden_codes(self.items_year)
        weak = self.items_year.result.weak.values()
        return tuple(p for items in weak for p in items.points if p.code not in hidden)

    @property
    def knows_indicators(self) -> bool:
        """Whether the year has the score of any indicator."""
        return any(row.score != MISSING for row in self.result.indicators)

    @property
    def target(self) -> int:
        return int(self.edition.rules.target.score * HUNDREDTHS)

    @property
    def steps(self) -> tuple[Step, ...]:
        """The measure levels of the edition, best first."""
        return tuple(
            Step(int(measure.min * HUNDREDTHS), measure.name, TONES[measure.code])
            for measure in self.edition.rules.measure_levels
        )


def tone_of(measure: MeasureLevel | None) -> Tone:
    """Return the tone of a measure level."""
    return Tone.QUIET if measure is None else TONES[measure.code]


def score_of(year: AgencyYear | None, code: str) -> int:
    """Return a score of a year in hundredths; MISSING also where its edition has no such code."""
    if year is None or code not in year.edition.position:
        return MISSING
    return year.published(code)


def source_of(year: AgencyYear, item: str | Text | None = None, shown: str = "") -> Source:
    """Name the calculation of a year as the source of a number; `item` None: the total."""
    made = year.provenance
    told = _FROM_FILES if made.run is None else _RUN.filled(run=made.run)
    if item is None:
        item = _TOTAL
    return Source(told, made.edition, same(item) if isinstance(item, str) else item, shown)


_FROM_FILES = Text("คำนวณจากไฟล์", "computed from files")
_RUN = Text("รอบคำนวณที่ %(run)s", "run %(run)s")
_TOTAL = Text("คะแนนรวม", "total")


def sourced(year: AgencyYear | None, code: str, tone: Tone = Tone.PLAIN) -> Cell:
    """Return a cell with a score of a year that knows where it comes from."""
    points = score_of(year, code)
    source = None if year is None else source_of(year, None if code == TOTAL else code)
    return score(points, tone, source=source)


def indicator_title(code: str, name: Text) -> Text:
    """Name an indicator with its number."""
    return Text("ตัวชี้วัดที่ %(code)s %(name)s", "Indicator %(code)s %(name)s").filled(
        code=code, name=name
    )


def places_of(edition: Edition, kind: Kind) -> int:
    """Return how many nodes of a kind an edition has."""
    return len(edition.of_kind(kind))
