"""The agency and the year that a report is about, and what is asked of them again and again."""

from dataclasses import dataclass
from functools import cached_property

from prongsai.methodology.edition.files import MeasureLevel
from prongsai.methodology.edition.tree import Edition, Kind
from prongsai.methodology.exact import HUNDREDTHS, MISSING
from prongsai.methodology.weakness import WeakPoint
from prongsai.methodology.wording import Text, same
from prongsai.reports.rules.blocks import Step, Tone
from prongsai.results.queries.histories import AgencyHistory, AgencyYear
from prongsai.results.queries.privacy import hidden_codes
from prongsai.results.queries.rows import AgencyResult

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
        agency = self.history.agency
        thai = agency.name_th or agency.name_en or agency.code
        return Text(thai, agency.name_en or thai)

    @property
    def group(self) -> Text:
        """The type of the agency: the edition's name of it, or the words of the source."""
        group = self.history.agency.group
        named = {kind.code: kind.name for kind in self.edition.rules.agency_types}
        return named.get(group, same(group))

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
        known = [
            year
            for year in self.history.years
            if any(items.count is not None for items in year.result.weak.values())
        ]
        return known[-1] if known else None

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


def indicator_title(code: str, name: Text) -> Text:
    """Name an indicator with its number."""
    return Text("ตัวชี้วัดที่ %(code)s %(name)s", "Indicator %(code)s %(name)s").filled(
        code=code, name=name
    )


def verdict_of(year: AgencyYear, node: int) -> Text | None:
    """Return the verdict of an item of a checklist; None where only its score is known."""
    edition = year.edition
    if not edition.is_checklist(node) or node not in edition.leaves:
        return None
    counts = year.scores.known.tally.counts[year.row, edition.leaves.index(node)]
    chosen = [
        option.text
        for option, count in zip(edition.nodes[node].options, counts.tolist(), strict=False)
        if count > 0
    ]
    return chosen[0] if len(chosen) == 1 else None


def places_of(edition: Edition, kind: Kind) -> int:
    """Return how many nodes of a kind an edition has."""
    return len(edition.of_kind(kind))
