"""What a report about a plan is made from, beside the scores."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from prongsai.improvement.rules.content import MeasureContent, PlanContent, SnapshotContent
from prongsai.methodology.edition.tree import Edition
from prongsai.methodology.wording import Text, same
from prongsai.reports.rules.blocks import Signer
from prongsai.reports.rules.sources import Source
from prongsai.results.queries.histories import AgencyHistory, AgencyYear
from prongsai.results.queries.weak import latest_with_items
from prongsai.results.rules import Agency


@dataclass(frozen=True)
class ItemEffect:
    """An item that a measure of last year answered, before and after: hundredths, None unknown.

    margins: half the width of the confidence interval of each, in points; None where unknown
    similar: the mean change of similar agencies without such a measure, in points
    """

    code: str
    text: Text
    before: int | None
    after: int | None
    margin_before: float | None = None
    margin_after: float | None = None
    similar: float | None = None


@dataclass(frozen=True)
class MeasureEffect:
    """A measure of last year's plan, by its number there ("1.2"), and its items."""

    number: str
    title: str
    items: tuple[ItemEffect, ...]


@dataclass(frozen=True)
class UnitTasks:
    """The tasks of a unit: all, done, and late on the day of the report."""

    every: int
    done: int
    late: int


@dataclass(frozen=True, eq=False)
class Material:
    """A plan, whose it is, and all that the plan itself does not say.

    year: the result that it follows; None where none is known
    units: code -> name; tasks: code -> its tasks, where known
    baseline: the plan as it was approved; snapshot: what a progress report is about
    number: that of the document, "" while it has none
    """

    agency: Agency
    plan: PlanContent
    year: AgencyYear | None = None
    history: AgencyHistory | None = None
    units: Mapping[str, Text] = field(default_factory=dict)
    tasks: Mapping[str, UnitTasks] = field(default_factory=dict)
    baseline: PlanContent | None = None
    snapshot: SnapshotContent | None = None
    effects: tuple[MeasureEffect, ...] = ()
    effects_year_be: int | None = None
    signers: tuple[Signer, ...] = ()
    number: str = ""

    @property
    def name(self) -> Text:
        return self.agency.name

    @property
    def year_text(self) -> Text:
        return same(str(self.plan.year_be))

    @property
    def items_year(self) -> AgencyYear | None:
        """The year that tells of the items of weak points."""
        return latest_with_items(self.history) if self.history else None

    @property
    def edition(self) -> Edition | None:
        year = self.items_year or self.year
        return year.edition if year else None

    def item_text(self, code: str) -> Text:
        """Return the wording of an item; its code where no edition tells."""
        edition = self.edition
        if edition is None or code not in edition.position:
            return same(code)
        return edition.nodes[edition.position[code]].text

    def unit_name(self, unit: str) -> Text | None:
        """Return the name of a unit; None where nothing but its code is known."""
        name = self.units.get(unit)
        return None if name == same(unit) else name

    def source(self, item: Text | None = None, shown: str = "") -> Source:
        """Return the plan as the source of a number."""
        made = _PLAN.filled(year=self.plan.year_be, agency=self.name)
        return Source(made, f"{self.plan.framework}/{self.plan.year_be}", item, shown)


_PLAN = Text("แผนของ%(agency)s ปี %(year)s", "plan of %(agency)s for %(year)s")


def numbered_measures(plan: PlanContent) -> list[tuple[str, int, MeasureContent]]:
    """Return every measure with its number in the plan ("1.2") and the place of its theme."""
    return [
        (f"{place}.{measure.number}", place, measure)
        for place, theme in enumerate(plan.themes, 1)
        for measure in theme.measures
    ]
