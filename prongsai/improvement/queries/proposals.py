"""What the library proposes for the weak points of a plan that nothing answers yet."""

from collections.abc import Iterable
from dataclasses import dataclass

from prongsai.improvement.models import Plan
from prongsai.improvement.queries.library import measure_library
from prongsai.improvement.queries.points import PointRow, point_rows
from prongsai.improvement.queries.worked import Worked, worked_before
from prongsai.improvement.rules.library import MeasureLibrary
from prongsai.improvement.rules.library_files import LibraryMeasure, LibraryTheme
from prongsai.methodology.wording import Text

#: So many points more than similar agencies count as half as much again; more do not count.
_HALF_MORE = 10.0


@dataclass(frozen=True)
class Proposal:
    """A measure that would answer weak points that are open.

    points: their codes; gain: points of the total that their repair would bring
    worked: what such measures brought before, None where nothing is known
    """

    theme: LibraryTheme
    measure: LibraryMeasure
    points: tuple[str, ...]
    gain: float
    worked: Worked | None

    @property
    def title(self) -> Text:
        return self.measure.title


def proposals(plan: Plan) -> list[Proposal]:
    """Return the measures that a draft would add, what is worth most first.

    One after another the measure is taken that is worth most for what is still open, until every
    weak point is answered that the library knows an answer to.
    """
    library = measure_library(plan.framework)
    left = {row.code: row for row in point_rows(plan) if row.is_open}
    fits = _fits(library, left.values())
    worked = worked_before(plan.framework, before=plan.year_be)
    found = []
    while best := _best(library, fits, left, worked):
        mine = tuple(code for code in left if code in fits[best])
        gain = sum(left.pop(code).gain for code in mine)
        measure = library.measures[best]
        found.append(Proposal(library.theme_of[best], measure, mine, gain, worked.get(best)))
    return found


def _fits(library: MeasureLibrary, points: Iterable[PointRow]) -> dict[str, set[str]]:
    """Return measure -> codes of the open points that it answers, in the library's order."""
    fits: dict[str, set[str]] = {id_: set() for id_ in library.measures}
    for point in points:
        for measure in library.answering(point.code, point.year_be):
            fits[measure.id].add(point.code)
    return fits


def _best(
    library: MeasureLibrary,
    fits: dict[str, set[str]],
    left: dict[str, PointRow],
    worked: dict[str, Worked],
) -> str | None:
    """Return the measure that is worth most for the open points; None where none answers any.

    Of equals that which is about little else, and then the first of the library.
    """
    worth = {
        id_: (
            sum(left[code].gain for code in mine) * _trust(worked.get(id_)),
            len(mine) / _breadth(library.measures[id_], left[min(mine)].year_be),
        )
        for id_, codes in fits.items()
        if (mine := codes & left.keys())
    }
    return max(worth, key=lambda id_: worth[id_]) if worth else None


def _breadth(measure: LibraryMeasure, year_be: int) -> int:
    """Return how many items a measure answers in a year."""
    return len(measure.items_in(year_be))


def _trust(worked: Worked | None) -> float:
    """Return by what a gain counts: half to one and a half times, 1 where nothing is known."""
    if worked is None:
        return 1.0
    return 1.0 + max(-1.0, min(1.0, worked.advantage / _HALF_MORE)) / 2
