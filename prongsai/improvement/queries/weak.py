"""The weak points that a plan begins with: those of the latest result before its year."""

from dataclasses import dataclass

from prongsai.improvement.rules.content import PointContent
from prongsai.methodology.exact import MISSING
from prongsai.results.queries.histories import AgencyYear
from prongsai.results.queries.published import published_history
from prongsai.results.queries.weak import latest_with_items, weak_rows
from prongsai.results.rules import AgencyUnknown


@dataclass(frozen=True, eq=False)
class WeakFacts:
    """Weak points of a published year, and the run that found them."""

    run: int | None
    year: AgencyYear
    points: tuple[PointContent, ...]


def weak_before(agency: str, framework: str, year_be: int) -> WeakFacts | None:
    """Return the weak points of the latest year before one whose items are known.

    Those that would show what few people answered are left out.
    """
    try:
        history = published_history(agency, framework)
    except AgencyUnknown:
        return None
    year = latest_with_items(history.until(year_be - 1))
    if year is None:
        return None
    points = tuple(
        PointContent(
            row.code,
            year.year_be,
            None if row.score == MISSING else row.score,
            row.gain,
            tuple(part.code for part in row.parts),
        )
        for row in weak_rows(year)
    )
    return WeakFacts(year.provenance.run, year, points)
